"""The journal of production orders: pages, totals, counts of the views."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, TypeAlias

from ninja import Field, Query, Schema

from potok.api.fields import Day, Given, Moment, OneOf, PageMark, PageSize, Quantity, Search, sort_of
from potok.api.section import Section
from potok.operations.orders.reads import journal
from potok.operations.orders.reads.journal_columns import SORTS
from potok.operations.orders.reads.journal_filter import JournalFilter
from potok.operations.orders.reads.journal_views import VIEWS
from potok.operations.orders.states import COVERS, PRIORITIES, STATUSES
from potok.operations.people.acting import Actor

section = Section("Заказы на производство")

#: Several values of one filter mean «or».
Several: TypeAlias = Annotated[list[Search], Field(max_length=500)]
View: TypeAlias = Annotated[str, OneOf(VIEWS)]
Status: TypeAlias = Annotated[str, OneOf(code for code, _ in STATUSES)]
Priority: TypeAlias = Annotated[str, OneOf(str(code) for code, _ in PRIORITIES)]
Cover: TypeAlias = Annotated[str, OneOf(code for code, _ in COVERS)]


class JournalQuery(Given):
    """Filters and sort of the journal; empty ones let everything pass."""

    view: View = "all"
    status: Annotated[list[Status], Field(max_length=10)] = []
    created_from: Day | None = None
    created_to: Day | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    launch_from: Day | None = None
    launch_to: Day | None = None
    release_from: Day | None = None
    release_to: Day | None = None
    day_from: Day | None = None
    day_to: Day | None = None
    shift: Annotated[int | None, Field(ge=1, le=99)] = None
    workshop: Several = []
    machine: Several = []
    product: Several = []
    family: Several = []
    customer: Several = []
    manager: Several = []
    priority: Annotated[list[Priority], Field(max_length=3)] = []
    lacking: Several = []
    supplier: Several = []
    cover: Annotated[list[Cover], Field(max_length=10)] = []
    text: Search = ""
    late: bool = False
    returned: bool = False
    sort: Annotated[str, sort_of(SORTS)] = "-number"

    def journal_filter(self) -> JournalFilter:
        """The same as the journal takes it."""
        given = self.model_dump(include=set(JournalQuery.model_fields) - {"sort"})
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in given.items()
        }
        descending = self.sort.startswith("-")
        return JournalFilter(**values, sort=self.sort.removeprefix("-"), descending=descending)


class PageQuery(JournalQuery):
    """A page of the journal."""

    after: PageMark = ""
    limit: PageSize = journal.PAGE_ROWS


class TotalsQuery(JournalQuery):
    """Totals of the journal."""

    exact: Annotated[bool, Field(description="Считать точно и свыше 10 000 заказов.")] = False


class OrderRow(Schema):
    """A row of the journal."""

    order_no: str
    version: int
    created_date: dt.date
    customer: str
    manager: str
    product: str
    product_name: str
    workshop: str | None
    qty_requested_pcs: int
    qty_pcs: int
    done_pcs: int
    remaining_pcs: int
    total_kg: Quantity
    due_date: dt.date
    priority: int
    order_type: str
    status: str
    progress: str
    cover: str
    cover_date: dt.date | None
    cover_items: list[str]
    earliest_start_date: dt.date | None
    latest_start_at: Moment | None
    slack_days: int | None
    launch_at: Moment | None
    release_at: Moment | None
    launch_at_first: Moment | None
    release_at_first: Moment | None
    launch_actual_at: Moment | None
    release_actual_at: Moment | None
    agreement: str
    last_date_reason: str
    returned_reason: str
    no_capacity: bool


class JournalPage(Schema):
    """Rows in the asked sequence."""

    rows: list[OrderRow]
    next: str | None = Field(
        validation_alias="next_mark", description="Метка следующей страницы для after; null — последняя."
    )


class CountOut(Schema):
    """A number of orders; `more` says that there are more than the number."""

    number: int
    more: bool


class TotalsOut(Schema):
    """All found orders; sums are missing when there are too many to add up at once."""

    count: CountOut
    pcs: int | None
    kg: Quantity | None
    by_status: dict[str, CountOut]


class ViewOut(Schema):
    """A built-in view with its number of orders."""

    code: str
    label: str
    count: CountOut


class ViewList(Schema):
    """Built-in views in the sequence of the tabs."""

    views: list[ViewOut]


@section.read("", right="read_orders", answer=JournalPage, summary="Журнал заказов")
def list_orders(_: Actor, wanted: Query[PageQuery]) -> journal.JournalPage:
    """A page of the journal."""
    return journal.page(wanted.journal_filter(), after=wanted.after or None, limit=wanted.limit)


@section.read("/totals", right="read_orders", answer=TotalsOut, summary="Итоги журнала")
def show_order_totals(_: Actor, wanted: Query[TotalsQuery]) -> journal.Totals:
    """Count, sums and counts by status of all found orders."""
    return journal.totals(wanted.journal_filter(), exact=wanted.exact)


@section.read("/views", right="read_orders", answer=ViewList, summary="Встроенные виды журнала")
def list_builtin_views(_: Actor) -> dict[str, Any]:
    """How many orders every built-in view holds."""
    counts = journal.view_counts()
    return {
        "views": [
            {"code": view.code, "label": view.label, "count": counts[view.code]} for view in VIEWS.values()
        ]
    }
