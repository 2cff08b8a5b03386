"""Lists of resources: one row a card, with what its people look for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from potok.exchange.cells import Flag, Number, Whole
from potok.operations.master_data.resource import Record, Resource
from potok.operations.master_data.sheets import workbook_of
from potok.web import formats
from potok.web.components import marks
from potok.web.components.downloads import XLSX, attachment
from potok.web.components.parts import LIST_HINTS, Hint
from potok.web.components.table import CardPlace, Column, Layout, Row, Sort, Table, clipped, link
from potok.web.settings.addresses import address
from potok.web.settings.summaries import SUMMARIES
from potok.web.shell.person import actor

_PAGE = 200
_WIDE = frozenset({"name", "address", "comment", "limitation_note"})


@require_GET
def records(request: HttpRequest, *, resource: Resource) -> HttpResponse:
    """The page of a resource."""
    table, found = _table(request, resource, start=0)
    person = actor(request)
    context = {
        "title": resource.title,
        "nav": "settings",
        "resource": resource,
        "table": table,
        "found": found,
        "text": request.GET.get("q", ""),
        "may_edit": person.may(resource.command),
        "urls": {
            "list": address(resource),
            "new": "" if resource.fixed else address(resource, "new"),
            "load": address(resource, "load"),
            "export": address(resource, "export"),
        },
        "hints": (*LIST_HINTS, Hint(("Insert",), "новая запись", only_list=True)),
        "hints_rows": True,
    }
    return render(request, "potok/settings/list.html", context)


@require_GET
def rows(request: HttpRequest, *, resource: Resource) -> HttpResponse:
    """Further rows of the list."""
    start = request.GET.get("start", "0")
    table, _ = _table(request, resource, start=int(start) if start.isascii() and start.isdigit() else 0)
    return render(request, "potok/settings/rows.html", {"table": table})


@require_GET
def export(request: HttpRequest, *, resource: Resource) -> HttpResponse:  # noqa: ARG001 - a view
    """All rows as a workbook that can be loaded back."""
    return attachment(workbook_of(resource), name=resource.title, ending="xlsx", media_type=XLSX)


def _table(request: HttpRequest, resource: Resource, *, start: int) -> tuple[Table, int]:
    summary = SUMMARIES.get(resource.key)
    columns, listed = summary(resource) if summary else _plain(resource)
    text = request.GET.get("q", "").strip().casefold()
    if text:
        listed = [row for row in listed if text in " ".join(map(str, row.cells.values())).casefold()]
    sort = Sort.parse(request.GET.get("sort", ""), [column.sort for column in columns], Sort(columns[0].sort))
    if request.GET.get("sort"):
        listed = _sorted(listed, sort)
    shown = listed[start : start + _PAGE]
    query = {key: value for key in ("q", "sort") if (value := request.GET.get(key))}
    more = ""
    if start + _PAGE < len(listed):
        more = f"{address(resource, 'rows')}?{urlencode({**query, 'start': start + _PAGE})}"
    table = Table(
        id=f"md_{resource.key}",
        label=resource.title,
        columns=columns,
        rows=shown,
        query=query,
        path=address(resource),
        sort=sort,
        more_url=more,
        found=len(listed),
        start=start,
        selectable=False,
        layout=Layout.from_cookies(request.COOKIES, f"md_{resource.key}"),
    )
    return table, len(listed)


def _sorted(listed: Sequence[Row], sort: Sort) -> list[Row]:
    key: Callable[[Row], Any] = partial(_sort_value, sort.key)
    filled = [row for row in listed if row.sums.get(sort.key) not in (None, "")]
    empty = [row for row in listed if row.sums.get(sort.key) in (None, "")]
    return [*sorted(filled, key=key, reverse=sort.descending), *empty]


def _sort_value(key: str, row: Row) -> tuple[bool, Any]:
    value = row.sums[key]
    return (isinstance(value, str), value.casefold() if isinstance(value, str) else value)


def _plain(resource: Resource) -> tuple[list[Column], list[Row]]:
    """Columns and rows of a resource whose every row is a card."""
    names = [name for name in resource.layout.header if resource.words[name].listed]
    columns = [_column(resource, name, first=place == 0) for place, name in enumerate(names)]
    if all(column.width is not None for column in columns):
        columns[0] = Column(
            columns[0].key, columns[0].title, None, sort=columns[0].sort, required=True, card="title"
        )
    return columns, [_row(resource, names, record) for record in resource.books.records()]


def _column(resource: Resource, name: str, *, first: bool) -> Column:
    column = next(one for one in resource.layout.columns if one.name == name)
    words = resource.words[name]
    numeric = isinstance(column.kind, Number | Whole)
    title = resource.header_of(name)
    wide = name in _WIDE
    usual = 96 if numeric else 140
    return Column(
        name,
        words.short or title,
        None if wide else words.width or usual,
        "right" if numeric else "left",
        sort=name,
        required=first,
        card=_card_place(column.kind, words.title, first=first, wide=wide),
        hint=title,
    )


def _card_place(kind: object, title: str, *, first: bool, wide: bool) -> CardPlace:
    """On a phone: code, name, and what is told in words."""
    if wide:
        return "title"
    if first:
        return "number"
    return "" if isinstance(kind, Number | Whole | Flag) or title == "Ед." else "detail"


def _row(resource: Resource, names: Iterable[str], record: Record) -> Row:
    href = address(resource, "card", card=resource.card_of(record))
    values = {name: _plain_value(resource, record, name) for name in names}
    first = next(iter(values))
    cells = {name: _cell(resource, record, name, text) for name, text in values.items()}
    cells[first] = link(href, values[first], main=True)
    inactive = getattr(record, "is_active", True) is False
    sums = {name: _sortable(getattr(record, name)) for name in values}
    return Row(key=values[first], cells=cells, href=href, tone="past" if inactive else "", sums=sums)


def _sortable(value: object) -> object:
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else str(value or "")


def _plain_value(resource: Resource, record: Record, name: str) -> str:
    value = getattr(record, name)
    words: Mapping[str, str] = dict(resource.words[name].choices)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if words:
        return words.get(str(value), str(value))
    if isinstance(value, int | Decimal):
        return formats.number(value)
    return formats.date(value) if hasattr(value, "isoformat") else str(value)


def _cell(resource: Resource, record: Record, name: str, text: str) -> str:
    column = next(one for one in resource.layout.columns if one.name == name)
    if isinstance(column.kind, Flag):
        return marks.html("") if getattr(record, name) else marks.html('<span class="ink-3">нет</span>')
    if name == "status":
        return marks.state_pill("machine", str(getattr(record, name)))
    return clipped(text) if text else ""
