"""The journal «Заказы на производство»: pages, totals, counts of the views, rows of an export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from potok.operations.catalog.clock import today
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads.journal_columns import ROW_PATHS, SORTS, JournalRow
from potok.operations.orders.reads.journal_filter import JournalFilter
from potok.operations.orders.reads.journal_query import filter_condition, found_orders
from potok.operations.orders.reads.journal_views import VIEWS
from potok.operations.orders.reads.keyset import PageMark, in_sequence, page_after, read_mark
from potok.operations.orders.states import STATUSES

PAGE_ROWS = 50
#: Counts are exact up to here (conventions 6), then «10 000+».
EXACT_UP_TO = 10_000
_CHUNK = 2_000


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
    rows = _rows(found_orders(given, today=date or today()), given, mark=mark, limit=limit + 1)
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
    found = found_orders(given, today=date or today())
    counted = _sums(found if exact else found[: EXACT_UP_TO + 1])
    number = sum(count for count, _, _ in counted.values())
    if exact or number <= EXACT_UP_TO:
        return Totals(
            count=Count(number),
            pcs=sum(pcs for _, pcs, _ in counted.values()),
            kg=sum((kg for _, _, kg in counted.values()), Decimal(0)),
            by_status={code: Count(counted[code][0] if code in counted else 0) for code, _ in STATUSES},
        )
    by_status = _counts({code: found.filter(status=code) for code, _ in STATUSES})
    return Totals(Count(EXACT_UP_TO, more=True), None, None, by_status)


def view_counts(given: JournalFilter | None = None) -> dict[str, Count]:
    """How many orders every built-in view holds under a filter (its own view is left out): one query.

    A text in the filter costs two small queries more.
    """
    return _counts(_views(given or JournalFilter(), today()))


def counts(filters: Mapping[str, JournalFilter], *, date: dt.date | None = None) -> dict[str, Count]:
    """How many orders each of several filters finds, for tabs of saved views and links: one query.

    Args:
        filters: By any key.
        date: The plant date when the caller knows it.
    """
    if not filters:
        return {}
    present = date or today()
    return _counts({key: found_orders(given, today=present) for key, given in filters.items()})


def numbers(given: JournalFilter, *, limit: int) -> list[str]:
    """Numbers of the found orders, `limit` at most, for commands on «все найденные»: two queries."""
    found = found_orders(given, today=today()).order_by("id")
    return list(found.values_list("order_no", flat=True)[:limit])


def _views(given: JournalFilter, date: dt.date) -> dict[str, QuerySet[ProductionOrder]]:
    condition = filter_condition(given)
    return {
        code: ProductionOrder.objects.filter(view.condition(date) & condition) for code, view in VIEWS.items()
    }


def _rows(
    found: QuerySet[ProductionOrder], given: JournalFilter, *, mark: PageMark | None, limit: int
) -> list[JournalRow]:
    sort = SORTS[given.sort]
    parts = page_after(
        found, sort.of, descending=given.descending, mark=mark, nullable=sort.nullable, limit=limit
    )
    ids: list[int] = []
    for part in parts:
        if len(ids) < limit:
            ids += part.values_list("id", flat=True)
    by_id = _by_id(ids[:limit])
    return [by_id[pk] for pk in ids[:limit] if pk in by_id]


def _by_id(ids: list[int]) -> dict[int, JournalRow]:
    """Rows by key. Sorting keys alone and fetching rows after that spares the database wide sorts."""
    found = ProductionOrder.objects.filter(id__in=ids).values_list(*ROW_PATHS) if ids else ()
    return {row.id: row for row in (JournalRow(*values) for values in found)}


def _mark_of(row: JournalRow, given: JournalFilter) -> PageMark:
    return PageMark(_sort_name(given), SORTS[given.sort].value(row), row.id)


def _sort_name(given: JournalFilter) -> str:
    return f"-{given.sort}" if given.descending else given.sort


def _sums(found: QuerySet[ProductionOrder]) -> dict[str, tuple[int, int, Decimal]]:
    """(orders, pieces, kg) by status."""
    inner, parameters = found.values("status", "qty_pcs", "total_kg").query.sql_with_params()
    statement = (
        f"SELECT status, count(*), sum(qty_pcs), sum(total_kg) FROM ({inner}) AS found GROUP BY status"  # noqa: S608 - made by the ORM
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {status: (number, int(pcs), kg) for status, number, pcs, kg in cursor.fetchall()}


def _counts(queries: Mapping[str, QuerySet[ProductionOrder]]) -> dict[str, Count]:
    """Counts of several lists in one query, each exact up to the limit."""
    columns: list[str] = []
    parameters: list[Any] = []
    for found in queries.values():
        inner, given = found.values("id")[: EXACT_UP_TO + 1].query.sql_with_params()
        columns.append(f"(SELECT count(*) FROM ({inner}) AS found)")  # noqa: S608 - made by the ORM
        parameters += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", parameters)
        numbers = cursor.fetchone()
    return {
        key: Count(min(number, EXACT_UP_TO), more=number > EXACT_UP_TO)
        for key, number in zip(queries, numbers, strict=True)
    }
