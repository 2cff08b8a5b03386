"""What pages and the API read of the warehouse: lots with what is reserved on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from potok.operations.warehouse.models import StockLot

_COLUMNS = (
    "id",
    "code",
    "item__code",
    "item__name",
    "item__unit",
    "location",
    "qty",
    "reserved_qty",
    "received_date",
    "expiry_date",
    "qc_status",
    "qc_date",
)


@dataclass(frozen=True, slots=True)
class LotFilter:
    """Filters of the list; empty ones let everything pass.

    Attributes:
        items: Codes.
        statuses: Codes of quality statuses.
        text: Part of the number of the lot, of code or name of the item.
        empty: Lots of which nothing is left, too.
    """

    items: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    text: str = ""
    empty: bool = False


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot as a row; quantities are in the stock unit."""

    id: int
    code: str
    item: str
    item_name: str
    unit: str
    location: str
    qty: Decimal
    reserved_qty: Decimal
    received_date: dt.date
    expiry_date: dt.date | None
    qc_status: str
    qc_date: dt.date | None

    @property
    def free_qty(self) -> Decimal:
        """What no order holds."""
        return self.qty - self.reserved_qty


@dataclass(frozen=True, slots=True)
class LotPage:
    """Lots in the sequence of their entry; `next_id` opens the following page, None on the last one."""

    rows: tuple[LotRow, ...]
    next_id: int | None


def lot_page(wanted: LotFilter, *, after_id: int = 0, limit: int = 50) -> LotPage:
    """A page of the lots: one query.

    Args:
        wanted: Filter.
        after_id: `next_id` of the page before, 0 for the first one.
        limit: Rows of a page.
    """
    found = StockLot.objects.filter(id__gt=after_id)
    if wanted.items:
        found = found.filter(item__code__in=wanted.items)
    if wanted.statuses:
        found = found.filter(qc_status__in=wanted.statuses)
    if wanted.text:
        found = found.filter(
            Q(code__icontains=wanted.text)
            | Q(item__code__icontains=wanted.text)
            | Q(item__name__icontains=wanted.text)
        )
    if not wanted.empty:
        found = found.filter(qty__gt=0)
    rows = [LotRow(*values) for values in found.order_by("id").values_list(*_COLUMNS)[: limit + 1]]
    shown = tuple(rows[:limit])
    return LotPage(shown, shown[-1].id if len(rows) > limit else None)
