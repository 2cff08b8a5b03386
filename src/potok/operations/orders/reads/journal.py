"""The journal «Заказы на производство»: pages, totals, counts of the views, rows of an export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from potok.operations.catalog.clock import today
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads import journal_statements as statements
from potok.operations.orders.reads.journal_columns import ROW_PATHS, SORTS, JournalRow
from potok.operations.orders.reads.journal_filter import JournalFilter
from potok.operations.orders.reads.journal_query import found_orders
from potok.operations.orders.reads.journal_views import VIEWS
from potok.operations.orders.reads.keyset import PageMark, in_sequence, read_mark
from potok.operations.orders.states import STATUSES
from potok.operations.prepared import Prepared

PAGE_ROWS = 50
#: Counts are exact up to here (conventions 6), then «10 000+».
EXACT_UP_TO = 10_000
_CHUNK = 2_000
_ROWS = Prepared(
    lambda ids: ProductionOrder.objects.filter(id__any_of=ids).values_list(*ROW_PATHS),
    "ids",
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of orders; `more` says that there are more than the number."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """All found orders, not only those of the page.

    Attributes:
        pcs, kg: Sums; None when too many orders were found to add them up at once.
        by_status: Every status with its count, in the sequence of the life of an order.
    """

    count: Count
    pcs: int | None
    kg: Decimal | None
    by_status: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Rows in the asked sequence; `next_mark` opens the following page, None on the last one."""

    rows: tuple[JournalRow, ...]
    next_mark: str | None


def page(
    given: JournalFilter,
    *,
    after: str | None = None,
    limit: int = PAGE_ROWS,
    date: dt.date | None = None,
) -> JournalPage:
    """A page of the journal: two or three queries, two more for a text, one more without the date.

    Args:
        given: Filter and sort.
        after: Mark of the page before.
        limit: Rows of a page.
        date: The plant date when the caller knows it.

    Raises:
        BadPageMarkError: The mark belongs to another sort.
    """
    mark = read_mark(after, sort=_sort_name(given)) if after else None
    rows = _rows(given, date or today(), mark=mark, limit=limit + 1)
    more = len(rows) > limit
    shown = rows[:limit]
    return JournalPage(tuple(shown), _mark_of(shown[-1], given).text() if more else None)


def rows_for_export(given: JournalFilter) -> Iterator[JournalRow]:
    """All found rows in the sequence of the journal, read in chunks while they are used."""
    sort = SORTS[given.sort]
    found = in_sequence(
        found_orders(given, today=today()), sort.of, descending=given.descending, nullable=sort.nullable
    )
    for values in found.values_list(*ROW_PATHS).iterator(chunk_size=_CHUNK):
        yield JournalRow(*values)


def rows_of(order_nos: list[str]) -> dict[str, JournalRow]:
    """Rows of the named orders, for a selection or a row that changed."""
    found = ProductionOrder.objects.filter(order_no__in=order_nos).values_list(*ROW_PATHS)
    return {row.order_no: row for row in (JournalRow(*values) for values in found)}


def totals(given: JournalFilter, *, exact: bool = False, date: dt.date | None = None) -> Totals:
    """Count, sums and counts by status of all found orders: one query, a second one when there are many.

    Args:
        given: The filter of the list.
        exact: Add up however many there are.
        date: The plant date when the caller knows it.
    """
    present = date or today()
    rows = statements.sums_by_status((given,), present, None if exact else EXACT_UP_TO + 1).rows()
    number = sum(count for _, count, _, _ in rows)
    if exact or number <= EXACT_UP_TO:
        counted = {status: count for status, count, _, _ in rows}
        return Totals(
            count=Count(number),
            pcs=sum(int(pcs) for _, _, pcs, _ in rows),
            kg=sum((kg for _, _, _, kg in rows), Decimal(0)),
            by_status={code: Count(counted.get(code, 0)) for code, _ in STATUSES},
        )
    numbers = statements.counts_by_status((given,), present, EXACT_UP_TO + 1).rows()[0]
    by_status = {code: capped(number) for (code, _), number in zip(STATUSES, numbers, strict=True)}
    return Totals(Count(EXACT_UP_TO, more=True), None, None, by_status)


def view_counts(given: JournalFilter | None = None) -> dict[str, Count]:
    """How many orders every built-in view holds under a filter (its own view is left out): one query.

    A text in the filter costs two small queries more.
    """
    return counts({code: replace(given or JournalFilter(), view=code) for code in VIEWS})


def counts(filters: Mapping[str, JournalFilter], *, date: dt.date | None = None) -> dict[str, Count]:
    """How many orders each of several filters finds, for tabs of saved views and links: one query.

    Args:
        filters: By any key.
        date: The plant date when the caller knows it.
    """
    if not filters:
        return {}
    found = statements.counts_of(tuple(filters.values()), date or today(), EXACT_UP_TO + 1)
    return {key: capped(number) for key, number in zip(filters, found.rows()[0], strict=True)}


def capped(number: int) -> Count:
    """A count as it is told: exact up to the limit."""
    return Count(min(number, EXACT_UP_TO), more=number > EXACT_UP_TO)


def numbers(given: JournalFilter, *, limit: int) -> list[str]:
    """Numbers of the found orders, `limit` at most, for commands on «все найденные»: two queries."""
    found = found_orders(given, today=today()).order_by("id")
    return list(found.values_list("order_no", flat=True)[:limit])


def _rows(given: JournalFilter, date: dt.date, *, mark: PageMark | None, limit: int) -> list[JournalRow]:
    """Sorting keys alone and fetching rows after that spares the database wide sorts."""
    ids: list[int] = []
    for part in statements.page_ids(given, date, limit, mark):
        if len(ids) < limit:
            ids += (pk for (pk,) in part.rows())
    by_id = {row.id: row for row in (JournalRow(*values) for values in _ROWS(ids=ids[:limit]))}
    return [by_id[pk] for pk in ids[:limit] if pk in by_id]


def _mark_of(row: JournalRow, given: JournalFilter) -> PageMark:
    return PageMark(_sort_name(given), SORTS[given.sort].value(row), row.id)


def _sort_name(given: JournalFilter) -> str:
    return f"-{given.sort}" if given.descending else given.sort
