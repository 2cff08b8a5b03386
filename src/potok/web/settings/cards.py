"""The card of a resource: its fields or lines, its history, saving and removing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from potok.errors import InvalidDataError, PotokError, Problem
from potok.exchange.cells import CellFaultError, Date
from potok.operations.catalog.clock import today
from potok.operations.master_data.errors import UnknownRecordError
from potok.operations.master_data.given import in_words, rows_of_form
from potok.operations.master_data.references import options_of
from potok.operations.master_data.resource import Key, Resource, Terms
from potok.operations.master_data.services.changing import card_records, digest_of, remove_card, save_card
from potok.operations.people.acting import require
from potok.web import formats
from potok.web.components.parts import Crumb, Hint
from potok.web.settings.addresses import address, card_fields, card_of
from potok.web.settings.extras import extras_of
from potok.web.settings.histories import events
from potok.web.settings.inputs import Input, asked, errors_by_row, inputs_of, labels_of
from potok.web.shell.person import actor

_HINTS = (Hint(("Ctrl", "↵"), "сохранить"), Hint(("Esc",), "к списку"))
#: Empty lines at the end of a card with lines.
_SPARE_LINES = 2
#: Lines of more columns than this need the width of the navigation.
_MOST_BESIDE_NAVIGATION = 10
_OFFERS = 30


@dataclass(frozen=True, slots=True)
class _Sent:
    """A form as it was sent: texts, faults, options of the card."""

    rows: Sequence[Mapping[str, str]]
    problems: Sequence[Problem] = ()
    options: Mapping[str, str] | None = None
    error: PotokError | None = None


@require_GET
def card(request: HttpRequest, key: str, *, resource: Resource) -> HttpResponse:
    """The page of a card; one with lines may still be empty."""
    found = card_of(resource, key)
    records = card_records(resource, found)
    if not records and not resource.grouped:
        raise UnknownRecordError(title=resource.title, key=key)
    return _page(request, resource, found, _Sent([resource.texts(record) for record in records]))


@require_GET
def new(request: HttpRequest, *, resource: Resource) -> HttpResponse:
    """An empty card; the address may fill some of its fields."""
    return _page(request, resource, None, _Sent([request.GET.dict()]))


@require_POST
def save(request: HttpRequest, *, resource: Resource) -> HttpResponse:
    """Write the card; faults stand at their fields."""
    text = request.POST.get("card", "")
    found = card_of(resource, text) if text else None
    sent = _sent(request, resource, found)
    given = rows_of_form(resource, sent.rows)
    options: dict[str, Any] = {"note": request.POST.get("version_note", "")}
    problems = [*given.problems, *_read_options(request, options)]
    try:
        written = save_card(
            actor(request),
            resource,
            given.rows,
            card=found,
            seen=request.POST.get("seen", ""),
            problems=problems,
            terms=Terms(options),
            why=request.POST.get("why", "").strip()[:200],
        )
    except InvalidDataError as error:
        return _page(request, resource, found, _Sent(sent.rows, error.problems, sent.options))
    except PotokError as error:
        return _page(request, resource, found, _Sent(sent.rows, (), sent.options, error))
    messages.success(request, f"{resource.title}: записано.")
    return _go(request, address(resource, "card", card=written))


@require_POST
def remove(request: HttpRequest, key: str, *, resource: Resource) -> HttpResponse:
    """Delete a card that nothing names."""
    remove_card(actor(request), resource, card=card_of(resource, key))
    messages.success(request, f"{resource.title}: «{key}» удалено.")
    return _go(request, address(resource))


@require_GET
def line(request: HttpRequest, *, resource: Resource) -> HttpResponse:
    """Another empty line."""
    names = _line_names(resource)
    place = request.GET.get("place", "")
    place = place if place.isascii() and place.isdigit() else "0"
    made = inputs_of(resource, {}, errors={}, names=names, place=f"n{place}")
    fields = [replace(field, unit="") for field in made]
    context = {"resource": resource, "fields": fields, "number": ""}
    return render(request, "potok/settings/line.html", context)


@require_GET
def offers(request: HttpRequest, of: str) -> JsonResponse:
    """Codes of a combobox for `?q=`."""
    if of not in ("products", "components", "items"):
        raise UnknownRecordError(title="Справочники", key=of)
    found = options_of(of, request.GET.get("q", "").strip(), limit=_OFFERS)
    return JsonResponse([{"value": code, "label": name} for code, name in found], safe=False)


def _sent(request: HttpRequest, resource: Resource, found: Key | None) -> _Sent:
    names = asked(resource)
    options = {"valid_from": request.POST.get("valid_from", ""), "note": request.POST.get("version_note", "")}
    if not resource.grouped:
        row = {name: request.POST.get(name, "") for name in names}
        return _Sent([{**row, **(card_fields(resource, found) if found else {})}], options=options)
    shared = {name: request.POST.get(name, "") for name in resource.card}
    if found:
        shared = dict(card_fields(resource, found))
    columns = {name: request.POST.getlist(name) for name in _line_names(resource)}
    length = max((len(values) for values in columns.values()), default=0)
    lines = [
        {name: values[place] if place < len(values) else "" for name, values in columns.items()}
        for place in range(length)
    ]
    filled = [one for one in lines if any(value.strip() for value in one.values())]
    return _Sent([{**one, **shared} for one in filled] or [shared] * (found is None), options=options)


def _line_names(resource: Resource) -> list[str]:
    return [name for name in asked(resource) if name not in resource.card]


def _read_options(request: HttpRequest, options: dict[str, Any]) -> list[Problem]:
    text = request.POST.get("valid_from", "").strip()
    if not text:
        return []
    try:
        date: dt.date = Date().read(text)
    except CellFaultError as fault:
        return [Problem("Рецептуры", None, "Действует с", text, fault.expected, fault.code)]
    if date < today():
        expected = f"дата не раньше {today():%d.%m.%Y}: прежние заказы уже посчитаны"
        return [Problem("Рецептуры", None, "Действует с", text, expected, "date_in_the_past")]
    options["valid_from"] = date
    return []


def _page(request: HttpRequest, resource: Resource, found: Key | None, sent: _Sent) -> HttpResponse:
    person = actor(request)
    if found is None:
        require(person, resource.command)
    may_edit = person.may(resource.command)
    records = card_records(resource, found) if found is not None else ()
    by_row, rest = errors_by_row(sent.problems, asked(resource))
    name = resource.card_text(found) if found is not None else ""
    context = {
        "title": _title(resource, found, records),
        "nav": "settings",
        "rail": resource.grouped and len(resource.layout.columns) > _MOST_BESIDE_NAVIGATION,
        "crumbs": [Crumb(resource.title, address(resource))],
        "resource": resource,
        "card": name,
        "seen": digest_of(resource, records) if found is not None else "",
        "may_edit": may_edit,
        "may_remove": may_edit and bool(records) and not resource.fixed,
        "problems": in_words(resource, rest),
        "error": sent.error,
        "urls": {
            "list": address(resource),
            "save": address(resource, "save"),
            "line": address(resource, "line") if resource.grouped else "",
            "remove": address(resource, "remove", card=found) if found is not None else "",
        },
        "events": events(resource, found) if found is not None else [],
        "options": sent.options or {},
        "extras": extras_of(resource, found) if found is not None else None,
        "hints": _HINTS,
        **_fields(resource, found, sent.rows, by_row),
    }
    failed = bool(sent.problems) or sent.error is not None
    template = "card_form" if request.method == "POST" else "card"
    return render(request, f"potok/settings/{template}.html", context, status=422 if failed else 200)


def _fields(
    resource: Resource,
    found: Key | None,
    rows: Sequence[Mapping[str, str]],
    errors: Mapping[int, Mapping[str, str]],
) -> dict[str, Any]:
    """Fields of the card and, for a card with lines, of its lines."""
    labels = labels_of(resource)
    if not resource.grouped:
        fixed = resource.keys if found is not None else ()
        row = rows[0] if rows else {}
        fields = inputs_of(
            resource, row, errors=errors.get(1, {}), names=asked(resource), fixed=fixed, labels=labels
        )
        return {"fields": fields, "lines": None}
    first = rows[0] if rows else {}
    shared = card_fields(resource, found) if found is not None else first
    head = inputs_of(
        resource,
        shared,
        errors=errors.get(1, {}),
        names=resource.card,
        fixed=resource.card if found is not None else (),
        labels=labels,
    )
    names = _line_names(resource)
    listed: list[list[Input]] = []
    shown = [row for row in rows if any(row.get(name) for name in names)]
    for place, row in enumerate([*shown, *[{}] * _SPARE_LINES], start=1):
        fields = inputs_of(
            resource, row, errors=errors.get(place, {}), names=names, place=str(place), labels=labels
        )
        listed.append([replace(field, unit="") for field in fields])  # the unit stands in the head
    heads = [resource.header_of(name) for name in names]
    return {"fields": head, "lines": listed, "line_heads": heads, "line_count": len(listed)}


def _title(resource: Resource, found: Key | None, records: Sequence[Any]) -> str:
    if found is None:
        return f"{resource.title}: новая запись"
    if resource.key == "calendars":
        return f"Цех № {found[0]}, {formats.date(found[1])}"
    if resource.grouped:
        names = dict(options_of("products"))
        return f"{found[0]} {names.get(str(found[0]), '')}".strip()
    record = records[0] if records else None
    name = getattr(record, "name", "")
    code = resource.card_text(found)
    return code if not name or name == code else f"{code} {name}"


def _go(request: HttpRequest, href: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": href})
    return redirect(href)
