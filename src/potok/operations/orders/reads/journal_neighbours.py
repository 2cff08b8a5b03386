"""The orders before and after one in a list of the journal, for stepping through cards."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from potok.operations.catalog.clock import today
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads.journal_columns import SORTS, JournalRow
from potok.operations.orders.reads.journal_filter import JournalFilter
from potok.operations.orders.reads.journal_query import found_orders
from potok.operations.orders.reads.keyset import PageMark, page_after


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Numbers of the orders beside one, None at the ends of the list."""

    before: str | None
    after: str | None


def neighbours(given: JournalFilter, row: JournalRow) -> Neighbours:
    """Orders beside one as the list sorts them: three to five queries.

    Args:
        row: An order, which the filter need not let pass any more.
    """
    sort = SORTS[given.sort]
    found = found_orders(given, today=today())
    mark = PageMark(given.sort, sort.value(row), row.id)
    after = page_after(
        found, sort.of, descending=given.descending, mark=mark, nullable=sort.nullable, limit=1
    )
    # Rows without a value come last in both directions, so only those of the own kind are turned round.
    turned = page_after(
        found, sort.of, descending=not given.descending, mark=mark, nullable=sort.nullable, limit=1
    )[:1]
    if mark.key is None:
        turned += page_after(
            found, sort.of, descending=not given.descending, mark=None, nullable=True, limit=1
        )[:1]
    return Neighbours(before=_first(turned), after=_first(after))


def _first(parts: list[QuerySet[ProductionOrder]]) -> str | None:
    for part in parts:
        number = part.values_list("order_no", flat=True).first()
        if number is not None:
            return str(number)
    return None
