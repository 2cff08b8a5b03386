"""The journal as a page: tabs, chips, rows and totals of one address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest

from potok.operations.orders.reads import journal
from potok.operations.orders.reads.journal import Count, JournalPage, Totals
from potok.operations.orders.reads.journal_columns import JournalRow
from potok.operations.orders.reads.journal_overview import Overview, overview
from potok.operations.orders.reads.journal_views import VIEWS
from potok.operations.orders.reads.saved_views import ViewToOpen, saved_views
from potok.operations.people.acting import Actor
from potok.web import formats
from potok.web.components.parts import ViewTab
from potok.web.components.states import ORDER_STATUS
from potok.web.components.table import Layout, Row, Sort, Table, link
from potok.web.journal import columns
from potok.web.journal.address import Address, card_href
from potok.web.journal.commands import row_commands
from potok.web.shell.plant import plant_of

TABLE = "orders"
#: Built-in views that have a tab; the others stand in the menu «+ Вид».
TABS = ("new", "shortage", "to_schedule", "shop_plan", "at_risk", "done_month", "cancelled", "all")


@dataclass(frozen=True, slots=True)
class StatusLink:
    """A count of the totals bar: the same list with that status alone."""

    status: str
    count: str
    href: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The totals bar.

    Attributes:
        exact_url: Where sums are counted however long it takes; empty when they are exact.
    """

    totals: Totals
    found: str
    statuses: tuple[StatusLink, ...]
    late: str
    late_href: str
    exact_url: str

    @property
    def words(self) -> str:
        """«83 заказа», for phones."""
        if self.totals.count.more:
            return f"{self.found} заказов"
        return formats.counted(self.totals.count.number, "заказ", "заказа", "заказов")


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything that the list page shows."""

    place: Address
    person: Actor
    saved: tuple[ViewToOpen, ...]
    current: ViewToOpen | None
    counts: Overview
    bar: Bar
    table: Table

    @property
    def tabs(self) -> list[ViewTab]:
        """Built-in views under the present filters, then saved views under their own."""
        return [*self._built_in(TABS), *self._saved()]

    @property
    def more_views(self) -> list[ViewTab]:
        """Built-in views without a tab."""
        return list(self._built_in(code for code in VIEWS if code not in TABS))

    @property
    def has_changed(self) -> bool:
        """Whether the saved view on the screen shows something else than was saved."""
        return self.current is not None and self.current.filter != self.place.given

    def _built_in(self, codes: Iterable[str]) -> Iterable[ViewTab]:
        for code in codes:
            place = replace(self.place, saved=None)
            yield ViewTab(
                VIEWS[code].label,
                place.href(view=code),
                shown(self.counts.views[code]),
                current=self.current is None and self.place.given.view == code,
            )

    def _saved(self) -> Iterable[ViewTab]:
        for view in self.saved:
            current = view == self.current
            count = self.bar.totals.count if current else self.counts.others[str(view.id)]
            yield ViewTab(
                view.name,
                f"?{Address(view.filter, view.id).text()}",
                shown(count),
                current=current,
                private=view.own and not view.shared_with,
            )


def shown(count: Count) -> str:
    """«83», «10 000+»."""
    return formats.number(count.number) + ("+" if count.more else "")


def opened(request: HttpRequest, person: Actor, place: Address) -> Opened:
    """Read the list of an address: six or seven queries."""
    saved = saved_views(person)
    current = next((view for view in saved if view.id == place.saved), None)
    others = {str(view.id): view.filter for view in saved if view != current}
    date = plant_of(request).date
    found = overview(place.given, others, date=date)
    page = journal.page(place.given, date=date)
    return Opened(
        place=place,
        person=person,
        saved=saved,
        current=current,
        counts=found,
        bar=bar(place, found.totals, found.late),
        table=table(place, page, person, totals=found.totals, layout=layout_of(request, current)),
    )


def current_view(person: Actor, place: Address) -> ViewToOpen | None:
    """The saved view of an address, if the person may see it: no query for a built-in view."""
    if place.saved is None:
        return None
    return next((view for view in saved_views(person) if view.id == place.saved), None)


def layout_of(request: HttpRequest, view: ViewToOpen | None) -> Layout:
    """Columns of the saved view, else those of this device; widths are always of the device."""
    layout = Layout.from_cookies(request.COOKIES, TABLE)
    return replace(layout, shown=view.columns) if view is not None and view.columns else layout


def bar(place: Address, totals: Totals, late: Count) -> Bar:
    """The totals bar of a list."""
    statuses = tuple(
        StatusLink(status, shown(totals.by_status[status]), place.href(status=(status,)))
        for status in ORDER_STATUS
        if totals.by_status[status].number
    )
    return Bar(
        totals=totals,
        found=shown(totals.count),
        statuses=statuses,
        late=shown(late),
        late_href=place.href(late=True),
        exact_url=place.url("totals") if totals.count.more else "",
    )


def table(
    place: Address,
    page: JournalPage,
    person: Actor,
    *,
    totals: Totals | None = None,
    start: int = 0,
    layout: Layout,
) -> Table:
    """A page of rows; without totals it is a following page."""
    given = place.given
    more = place.url("rows", after=page.next_mark, start=start + len(page.rows)) if page.next_mark else ""
    return Table(
        id=TABLE,
        label="Заказы на производство",
        columns=columns.COLUMNS,
        rows=_rows(page.rows, place, person, layout),
        query=place.query(),
        sort=Sort(given.sort, given.descending),
        more_url=more,
        found=totals.count.number if totals is not None else None,
        start=start,
        totals=_sums(totals),
        layout=layout,
    )


def _sums(totals: Totals | None) -> Mapping[str, object]:
    if totals is None or totals.pcs is None or totals.kg is None:
        return {}
    return {"pcs": totals.pcs, "kg": totals.kg}


def _rows(rows: Iterable[JournalRow], place: Address, person: Actor, layout: Layout) -> list[Row]:
    """Rows with the cells of the shown columns only."""
    probe = Table(TABLE, "", columns.COLUMNS, (), layout=layout)
    fields = [columns.BY_KEY[column.key] for column in probe.visible]
    query = place.text()
    return [_row(row, fields, query, person) for row in rows]


def _row(row: JournalRow, fields: list[columns.Field], query: str, person: Actor) -> Row:
    href = card_href(row.order_no, query=query)
    cells = {field.column.key: field.cell(row) for field in fields}
    cells["number"] = link(href, row.order_no, main=True)
    return Row(
        key=row.order_no,
        href=href,
        look=card_href(row.order_no, "look", query),
        can=row_commands(row, person),
        sums={"pcs": row.qty_pcs, "kg": row.total_kg},
        cells=cells,
    )
