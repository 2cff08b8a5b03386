"""Stock by item: what lies where, what is free, what waits for quality control, what expires first.

Sums go over lots that hold something, never over movements: the ledger has been added to the lots by its
trigger, so a million movements cost nothing here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import (
    Case,
    Count,
    DecimalField,
    Exists,
    F,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from potok.operations.catalog.models import Item
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.reads.list_page import Listed, ListPage, SortBy, by
from potok.operations.warehouse.models import StockLot
from potok.operations.warehouse.places import FINISHED_GOODS, RAW_AND_TARE, WAREHOUSES

#: A lot that ends within these days is worth a look.
SOON_DAYS = 30
_QTY = DecimalField(max_digits=24, decimal_places=3)
_NOTHING = Value(Decimal(0), output_field=_QTY)


class StockView(StrEnum):
    """Built-in views."""

    ALL = "all"
    RAW = "raw"
    PRODUCT = "product"
    EXPIRING = "expiring"
    QUARANTINE = "quarantine"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class StockFilter:
    """Filters of the list; empty ones let everything pass.

    Attributes:
        types: Types of items.
        place: Name of a warehouse.
        text: Part of code or name of the item.
        empty: Items without stock, too.
        sort: Key of `SORTS`.
    """

    view: StockView = StockView.ALL
    types: tuple[str, ...] = ()
    place: str = ""
    text: str = ""
    empty: bool = False
    sort: str = "code"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class StockRow:
    """An item with its stock, in its stock unit.

    Attributes:
        free: Released, valid and not reserved in its warehouse: for orders, or for shipments.
        quarantine: Waits for quality control. bad: Rejected, blocked or conditional.
        elsewhere: In shops or on its way to a warehouse.
        first_expiry: Earliest end of a lot; days_left: until then, not positive when it is over.
    """

    code: str
    name: str
    type: str
    unit: str
    safety_stock: Decimal | None
    qty: Decimal
    reserved: Decimal
    free: Decimal
    quarantine: Decimal
    bad: Decimal
    elsewhere: Decimal
    lots: int
    first_expiry: dt.date | None
    value_rub: Decimal | None
    days_left: int | None

    @property
    def low(self) -> bool:
        """Whether the free stock is below the safety stock."""
        return self.safety_stock is not None and self.free < self.safety_stock


@dataclass(frozen=True, slots=True)
class StockTotals:
    """All found items; the value knows only items with a price."""

    found: int
    lots: int
    value_rub: Decimal


#: Sorts that the item alone decides: their pages sum up only the items they show.
_OWN_SORTS: Mapping[str, SortBy] = {"code": by("code"), "name": by("name"), "type": by("type")}
_SUM_SORTS: Mapping[str, SortBy] = {
    "qty": by("qty"),
    "reserved": by("reserved"),
    "free": by("free"),
    "quarantine": by("quarantine"),
    "bad": by("bad"),
    "lots": by("lot_count"),
    "expiry": by("first_expiry", nullable=True),
    "value": by("value_rub", nullable=True),
}
SORTS: Mapping[str, SortBy] = {**_OWN_SORTS, **_SUM_SORTS}
_COLUMNS = (
    "code",
    "name",
    "type",
    "unit",
    "safety_stock",
    "qty",
    "reserved",
    "free",
    "quarantine",
    "bad",
    "elsewhere",
    "lot_count",
    "first_expiry",
    "value_rub",
    "days_left",
)


def stock_page(wanted: StockFilter, *, after: str = "", limit: int = 50) -> ListPage[StockRow]:
    """A page of the list: three queries.

    Raises:
        BadPageMarkError: The mark belongs to another sort.
    """
    situation = present_situation()
    if wanted.sort not in _OWN_SORTS:
        return _listed(wanted, situation).page(after=after, limit=limit)
    keys = Listed(
        _found(wanted, situation), _OWN_SORTS, wanted.sort, wanted.descending, ("id", "code"), _key
    ).page(after=after, limit=limit)
    ids = [pk for pk, _ in keys.rows]
    summed = _summed(Item.objects.filter(id__in=ids), wanted, situation)
    rows = {row[0]: StockRow(*row) for row in summed.values_list(*_COLUMNS)}
    return ListPage(tuple(rows[code] for _, code in keys.rows), keys.next_mark)


def stock_for_export(wanted: StockFilter) -> Iterator[StockRow]:
    """All found items in the sequence of the list: two queries."""
    return _listed(wanted, present_situation()).all()


def stock_totals(wanted: StockFilter) -> StockTotals:
    """Counts and value of all found items: three queries."""
    situation = present_situation()
    found = _found(wanted, situation)
    lots = _lots(wanted).filter(item__in=found.values("id"))
    summed = lots.aggregate(
        lots=Count("id"),
        value=Sum(
            F("qty") * F("item__price_rub"), output_field=DecimalField(max_digits=24, decimal_places=2)
        ),
    )
    return StockTotals(
        found.count(), summed["lots"], (summed["value"] or Decimal(0)).quantize(Decimal("0.01"))
    )


def _key(pk: int, code: str) -> tuple[int, str]:
    return pk, code


def _listed(wanted: StockFilter, situation: Situation) -> Listed[StockRow]:
    found = _summed(_found(wanted, situation), wanted, situation)
    return Listed(found, SORTS, wanted.sort, wanted.descending, _COLUMNS, StockRow)


def _lots(wanted: StockFilter) -> QuerySet[StockLot]:
    lots = StockLot.objects.filter(qty__gt=0)
    return lots.filter(location=wanted.place) if wanted.place else lots


def _found(wanted: StockFilter, situation: Situation) -> QuerySet[Item]:
    own = _lots(wanted).filter(item_id=OuterRef("pk"))
    found = Item.objects.filter(is_active=True) if wanted.empty else Item.objects.filter(Exists(own))
    if wanted.view is StockView.RAW:
        found = found.filter(type__in=["raw", "packaging"])
    elif wanted.view is StockView.PRODUCT:
        found = found.filter(type="finished")
    elif wanted.view is StockView.EXPIRING:
        end = situation.today + dt.timedelta(days=SOON_DAYS)
        found = found.filter(Exists(own.filter(expiry_date__lte=end)))
    elif wanted.view is StockView.QUARANTINE:
        found = found.filter(Exists(own.filter(qc_status="quarantine")))
    elif wanted.view is StockView.LOW:
        low = _summed(Item.objects.filter(safety_stock__gt=0), wanted, situation)
        found = Item.objects.filter(id__in=low.filter(free__lt=F("safety_stock")).values("id"))
    if wanted.types:
        found = found.filter(type__in=wanted.types)
    if wanted.text:
        found = found.filter(Q(code__icontains=wanted.text) | Q(name__icontains=wanted.text))
    return found


def _summed(items: QuerySet[Item], wanted: StockFilter, situation: Situation) -> QuerySet[Any]:
    """Items with sums over their lots that hold something.

    Unless items without stock are wanted, the lots are chosen before they are joined: used up lots, by far
    the most, are never read.
    """
    here = Q(lots__qty__gt=0)
    if wanted.place:
        here &= Q(lots__location=wanted.place)
    if not (wanted.empty or wanted.view is StockView.LOW):
        items = items.filter(here)
    valid = Q(lots__expiry_date__isnull=True) | Q(lots__expiry_date__gt=situation.today)
    usable = (
        here
        & valid
        & Q(lots__qc_status="released")
        & (
            Q(type="finished", lots__location=FINISHED_GOODS)
            | ~Q(type="finished") & Q(lots__location=RAW_AND_TARE)
        )
    )
    found: QuerySet[Any] = items.annotate(
        qty=_sum("lots__qty", here),
        reserved=_sum("lots__reserved_qty", here),
        free=_sum("lots__qty", usable) - _sum("lots__reserved_qty", usable),
        quarantine=_sum("lots__qty", here & Q(lots__qc_status="quarantine")),
        bad=_sum("lots__qty", here & Q(lots__qc_status__in=["rejected", "blocked", "conditional"])),
        elsewhere=_sum("lots__qty", here & ~Q(lots__location__in=WAREHOUSES)),
        lot_count=Count("lots", filter=here),
        first_expiry=Min("lots__expiry_date", filter=here),
    )
    valued: QuerySet[Any] = found.annotate(
        value_rub=Case(
            When(price_rub__isnull=True, then=None),
            default=F("qty") * F("price_rub"),
            output_field=DecimalField(max_digits=24, decimal_places=2),
        ),
        days_left=days_until("first_expiry", situation.today),
    )
    return valued


def days_until(path: str, today: dt.date) -> Func:
    """Days from a date to a column: PostgreSQL subtracts dates to an integer."""
    return Func(
        F(path),
        Value(today),
        template="(%(expressions)s)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )


def _sum(path: str, condition: Q) -> Coalesce:
    return Coalesce(Sum(path, filter=condition), _NOTHING, output_field=_QTY)
