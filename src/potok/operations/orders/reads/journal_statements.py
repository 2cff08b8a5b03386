"""SQL of the journal, written by Django once for each filter and plant date.

Writing it takes longer than the database needs to answer it. A filter with a text is written anew every
time, because it names the items and customers that hold the text now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, update_wrapper
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value

from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads.journal_columns import SORTS
from potok.operations.orders.reads.journal_filter import JournalFilter
from potok.operations.orders.reads.journal_query import filter_condition, found_orders
from potok.operations.orders.reads.journal_views import OPEN, VIEWS
from potok.operations.orders.reads.keyset import PageMark, page_after
from potok.operations.orders.states import STATUSES

#: Statements of a kind that are kept: a day's filters of all people in a process.
_KEPT = 512

_Written = TypeVar("_Written")
_Filters = tuple[JournalFilter, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A query ready to run."""

    sql: str
    parameters: tuple[Any, ...]

    def rows(self) -> list[tuple[Any, ...]]:
        """All rows of the answer."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _kept(
    write: Callable[[_Filters, dt.date, int | None], _Written],
) -> Callable[[_Filters, dt.date, int | None], _Written]:
    """`write` once for the same arguments, unless a filter has a text."""
    keep = lru_cache(maxsize=_KEPT)(write)

    def written(filters: _Filters, date: dt.date, limit: int | None) -> _Written:
        chosen = write if any(given.text for given in filters) else keep
        return chosen(filters, date, limit)

    return update_wrapper(written, write)


@_kept
def counts_of(filters: _Filters, date: dt.date, limit: int | None) -> Statement:
    """One row: how many orders each filter finds, counted up to the limit."""
    return _counted((found_orders(given, today=date) for given in filters), limit)


@_kept
def counts_by_status(filters: _Filters, date: dt.date, limit: int | None) -> Statement:
    """One row: how many orders of each status the one filter finds, counted up to the limit."""
    found = found_orders(filters[0], today=date)
    return _counted((found.filter(status=code) for code, _ in STATUSES), limit)


@_kept
def sums_by_status(filters: _Filters, date: dt.date, limit: int | None) -> Statement:
    """Rows (status, orders, pieces, kg) over the orders of the one filter, the first `limit` of them."""
    found = found_orders(filters[0], today=date).values("status", "qty_pcs", "total_kg")
    wanted = "status, count(*), sum(qty_pcs), sum(total_kg)"
    return _over(found[:limit], wanted, "GROUP BY status")


@_kept
def open_views(filters: _Filters, date: dt.date, limit: int | None) -> Statement:
    """One row: open orders under the one filter, then each view of open orders in their sequence.

    All are counted over the first `limit` orders.
    """
    views = {code: view.condition(date) for code, view in VIEWS.items() if not view.of_all}
    found = ProductionOrder.objects.filter(filter_condition(filters[0]), status__in=OPEN)
    return _over(_flagged(found, views)[:limit], _counts_where(views))


@_kept
def one_pass(filters: _Filters, date: dt.date, limit: int | None) -> Statement:
    """One row over the first `limit` orders of the one filter, whatever its view.

    Columns: their number, each view, the late ones of the filter's view, then for each status of that
    view orders, pieces and kg.
    """
    here = VIEWS[filters[0].view].condition(date)
    flags = {code: view.condition(date) for code, view in VIEWS.items()}
    flags |= {"late": here & Q(slack_days__lt=0)}
    flags |= {f"in_{code}": here & Q(status=code) for code, _ in STATUSES}
    found = _flagged(ProductionOrder.objects.filter(filter_condition(filters[0])), flags)
    sums = ", ".join(
        f'count(*) FILTER (WHERE "in_{code}"), coalesce(sum(qty_pcs) FILTER (WHERE "in_{code}"), 0), '
        f'coalesce(sum(total_kg) FILTER (WHERE "in_{code}"), 0)'
        for code, _ in STATUSES
    )
    rows = found.values(*flags, "qty_pcs", "total_kg")[:limit]
    return _over(rows, f"{_counts_where([*VIEWS, 'late'])}, {sums}")


def page_ids(
    given: JournalFilter, date: dt.date, limit: int | None, mark: PageMark | None
) -> tuple[Statement, ...]:
    """Keys of a page: statements to run one after the other until the page is full."""
    return _first_page((given,), date, limit) if mark is None else _page(given, date, limit, mark)


@_kept
def _first_page(filters: _Filters, date: dt.date, limit: int | None) -> tuple[Statement, ...]:
    return _page(filters[0], date, limit, None)


def _page(
    given: JournalFilter, date: dt.date, limit: int | None, mark: PageMark | None
) -> tuple[Statement, ...]:
    sort = SORTS[given.sort]
    parts = page_after(
        found_orders(given, today=date),
        sort.of,
        descending=given.descending,
        mark=mark,
        nullable=sort.nullable,
        limit=limit,
    )
    return tuple(_statement(part.values_list("id")) for part in parts)


def _flagged(found: QuerySet[ProductionOrder], flags: Mapping[str, Q]) -> QuerySet[ProductionOrder, Any]:
    """Rows of truth values, one column a condition."""
    columns = {
        name: ExpressionWrapper(condition, BooleanField()) if condition else Value(True)
        for name, condition in flags.items()
    }
    rows: QuerySet[ProductionOrder, Any] = found.annotate(**columns).values(*flags)
    return rows


def _counts_where(flags: Iterable[str]) -> str:
    return ", ".join(["count(*)", *(f'count(*) FILTER (WHERE "{flag}")' for flag in flags)])


def _counted(queries: Iterable[QuerySet[ProductionOrder]], limit: int | None) -> Statement:
    counted = [_over(found.values("id")[:limit], "count(*)") for found in queries]
    columns = ", ".join(f"({each.sql})" for each in counted)
    return Statement(f"SELECT {columns}", tuple(value for each in counted for value in each.parameters))


def _over(found: QuerySet[ProductionOrder, Any], wanted: str, tail: str = "") -> Statement:
    inner = _statement(found)
    sql = f"SELECT {wanted} FROM ({inner.sql}) AS found {tail}"  # noqa: S608 - made by Django and by constants
    return Statement(sql, inner.parameters)


def _statement(found: QuerySet[ProductionOrder, Any]) -> Statement:
    sql, parameters = found.query.sql_with_params()
    return Statement(sql, tuple(parameters))
