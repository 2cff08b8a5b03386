"""The list as a workbook: all found orders with the columns of the screen, in their order and formats."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from potok.documents.table_workbook import Sheet, SheetColumn, Value, table_workbook
from potok.operations.catalog.clock import local, now
from potok.operations.orders.reads import journal
from potok.operations.orders.reads.journal_views import VIEWS
from potok.operations.people.acting import require
from potok.web import formats
from potok.web.components.table import Column, arranged
from potok.web.journal import address, columns, filters, listing
from potok.web.journal.address import Address
from potok.web.shell.person import actor

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PIXELS_OF_A_CHARACTER = 7
_FLEXIBLE_WIDTH = 40


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """A file with what the list shows."""
    person = actor(request)
    require(person, "read_orders")
    place = address.read(request.GET)
    layout = listing.layout_of(request, listing.current_view(person, place))
    shown = arranged(columns.COLUMNS, layout)
    moment = local(now())
    sheet = Sheet(
        name="Заказы на производство",
        columns=[_sheet_column(column) for column in shown],
        rows=_rows(place, shown),
        note=f"{_filter_words(place)} · {formats.moment(moment)}",
    )
    response = HttpResponse(table_workbook(sheet), content_type=_TYPE)
    name = f"zakazy-{moment:%Y-%m-%d-%H%M}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(place: Address, shown: tuple[Column, ...]) -> Iterator[list[Value]]:
    fields = [columns.BY_KEY[column.key] for column in shown]
    for row in journal.rows_for_export(place.given):
        yield [field.value(row) for field in fields]


def _sheet_column(column: Column) -> SheetColumn:
    width = _FLEXIBLE_WIDTH if column.width is None else column.width // _PIXELS_OF_A_CHARACTER + 2
    decimals = columns.BY_KEY[column.key].decimals
    return SheetColumn(column.hint or column.title, width, decimals)


def _filter_words(place: Address) -> str:
    """View and filters in words, for the line above the head."""
    given = place.given
    return " · ".join([f"Вид «{VIEWS[given.view].label}»", *filters.in_words(given)])
