"""Forms of the filters, loaded into a menu beside the chip; they send the person to the new address."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRedirect

from potok.operations.catalog.clock import today
from potok.operations.orders.reads.journal_filter import from_query
from potok.operations.people.acting import require
from potok.web.journal import address as addresses
from potok.web.journal import filters
from potok.web.journal.address import Address
from potok.web.shell.person import actor

_SEARCH_FROM = 12
_WEEK = dt.timedelta(days=6)


class PeriodForm(forms.Form):
    """First and last date, either may be left out."""

    first = forms.DateField(label="С", required=False)
    last = forms.DateField(label="По", required=False)

    def clean(self) -> dict[str, Any]:
        """A period does not run backwards."""
        found = super().clean() or {}
        first, last = found.get("first"), found.get("last")
        if first and last and first > last:
            self.add_error("last", "Раньше начала периода")
        return found


class LinesForm(PeriodForm):
    """Dates and shift of a line of the plan."""

    shift = forms.TypedChoiceField(
        label="Смена",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "любая"), ("1", "1"), ("2", "2"), ("3", "3")],
    )


class TextForm(forms.Form):
    """A part of the number, product or customer."""

    text = forms.CharField(label="Номер, изделие или клиент", max_length=100, required=False)


@require_GET
def filter_form(request: HttpRequest, key: str) -> HttpResponse:
    """Form of one filter with what is set now; a flag is set at once."""
    require(actor(request), "read_orders")
    kind, place = _kind(key), addresses.read(request.GET)
    if kind.form == "flag":
        return HttpResponseClientRedirect(_target(replace_given(place, {key: True})))
    if kind.form == "choices":
        return _render(request, kind, place, _choices(kind, place, request.GET.get("find", "")))
    return _render(request, kind, place, {"form": _bound(kind, place)})


@require_GET
def filter_values(request: HttpRequest, key: str) -> HttpResponse:
    """Values of a form of choices that hold the typed text."""
    require(actor(request), "read_orders")
    kind, place = _kind(key), addresses.read(request.GET)
    context = _choices(kind, place, request.GET.get("find", ""))
    return render(request, "potok/journal/filter_values.html", {"kind": kind, **context})


@require_GET
def set_filter(request: HttpRequest, key: str) -> HttpResponse:
    """Take what was typed or ticked: go to the list, or show the form with its faults."""
    require(actor(request), "read_orders")
    kind, place = _kind(key), addresses.read_text(request.GET.get("in", ""))
    if kind.form == "choices":
        chosen = from_query({key: request.GET.getlist(key)}).filter
        return HttpResponseClientRedirect(_target(replace_given(place, {key: getattr(chosen, key)})))
    form = _FORMS[kind.form](request.GET)
    if not form.is_valid():
        return _render(request, kind, place, {"form": form}, status=422)
    changes = dict(zip(kind.names, form.cleaned_data.values(), strict=True))
    return HttpResponseClientRedirect(_target(replace_given(place, changes)))


def replace_given(place: Address, changes: dict[str, Any]) -> Address:
    """The same list with another filter."""
    return replace(place, given=replace(place.given, **changes))


_FORMS: dict[str, type[forms.Form]] = {"period": PeriodForm, "lines": LinesForm, "text": TextForm}


def _kind(key: str) -> filters.Filter:
    try:
        return filters.BY_KEY[key]
    except KeyError:
        raise Http404 from None


def _target(place: Address) -> str:
    return f"{reverse('journal:list')}?{place.text()}"


def _bound(kind: filters.Filter, place: Address) -> forms.Form:
    names = list(_FORMS[kind.form].base_fields)
    found = (getattr(place.given, name) for name in kind.names)
    return _FORMS[kind.form](initial=dict(zip(names, found, strict=True)))


def _choices(kind: filters.Filter, place: Address, text: str) -> dict[str, Any]:
    chosen = getattr(place.given, kind.key)
    found = filters.values(kind.key, text.strip(), chosen)
    return {
        "values": found,
        "chosen": frozenset(chosen),
        "searched": bool(text) or len(found) > _SEARCH_FROM,
    }


def _render(
    request: HttpRequest, kind: filters.Filter, place: Address, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {
        "kind": kind,
        "place": place,
        "presets": _presets(kind, place) if kind.form in {"period", "lines"} else (),
        **more,
    }
    return render(request, "potok/journal/filter_form.html", context, status=status)


def _presets(kind: filters.Filter, place: Address) -> list[tuple[str, str]]:
    """Periods that are asked for every day: name and address."""
    date = today()
    monday = date - dt.timedelta(days=date.weekday())
    next_monday = monday + dt.timedelta(days=7)
    month = date.replace(day=1)
    last_of_month = (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    periods = [
        ("сегодня", date, date),
        ("эта неделя", monday, monday + _WEEK),
        ("следующая", next_monday, next_monday + _WEEK),
        ("месяц", month, last_of_month),
    ]
    first, last = kind.names[:2]
    return [(name, _target(replace_given(place, {first: start, last: end}))) for name, start, end in periods]
