"""The sales plan as a requirement of raw material: a line of the pull table and the word of a signal.

Source: order-workflow 1 (statement 6): when raw material is not ordered because sales plans had no
requirement for it, planners tell direct purchasing. Open orders consume the plan of the month of their due
date; what is left of it is spread evenly over the working days that are left of the month.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from potok.plant.dates import is_working_day
from potok.plant.model import BomLine, Item, Unit
from potok.plant.requirement import gross_requirement
from potok.supply.columns import Column, column_of

_GRAM, _WHOLE, _NOTHING = Decimal("0.001"), Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class PlannedSale:
    """What is to be sold of a product in a month.

    Attributes:
        period: First day of the month.
    """

    period: dt.date
    product_id: str
    qty_pcs: int


class PlanState(StrEnum):
    """What the sales plan says of an item that nobody has ordered enough of."""

    NOT_PLANNED = "not_planned"
    UNDER_PLANNED = "under_planned"
    PLANNED = "planned"


def month_of(date: dt.date) -> dt.date:
    """First day of the month of a date."""
    return date.replace(day=1)


def planned_requirement(
    sales: Iterable[PlannedSale],
    *,
    ordered: Mapping[tuple[str, dt.date], int],
    boms: Mapping[str, Sequence[BomLine]],
    items: Mapping[str, Item],
    columns: Sequence[Column],
    today: dt.date,
    holidays: AbstractSet[dt.date],
) -> dict[str, tuple[Decimal, ...]]:
    """Requirement of the plan beyond open orders, by item and column.

    Args:
        sales: The plan; months before that of `today` count no more.
        ordered: Pieces of open orders by product and month of their due date.
        boms: Recipes in force.
        columns: Of the pull table.
    """
    found: dict[str, list[Decimal]] = {}
    for sale in sales:
        left = sale.qty_pcs - ordered.get((sale.product_id, sale.period), 0)
        if left <= 0 or sale.period < month_of(today):
            continue
        shares = _shares(sale.period, columns=columns, today=today, holidays=holidays)
        for item_id, qty in gross_requirement(boms.get(sale.product_id, ()), left, items=items).items():
            by_column = found.setdefault(item_id, [_NOTHING] * len(columns))
            for column, part in enumerate(_spread(qty, shares, items[item_id].unit)):
                by_column[column] += part
    return {item_id: tuple(by_column) for item_id, by_column in found.items()}


def plan_state(
    item_id: str,
    *,
    periods: Collection[dt.date],
    needed: Decimal,
    sales: Iterable[PlannedSale],
    boms: Mapping[str, Sequence[BomLine]],
    items: Mapping[str, Item],
) -> PlanState:
    """Whether the sales plan had the requirement that orders of some months have now.

    Args:
        periods: Months of the due dates of these orders.
        needed: What they need of the item.
    """
    planned = sum(
        (
            gross_requirement(boms.get(sale.product_id, ()), sale.qty_pcs, items=items).get(item_id, _NOTHING)
            for sale in sales
            if sale.period in periods
        ),
        _NOTHING,
    )
    if planned == 0:
        return PlanState.NOT_PLANNED
    return PlanState.PLANNED if planned >= needed else PlanState.UNDER_PLANNED


def _shares(
    period: dt.date, *, columns: Sequence[Column], today: dt.date, holidays: AbstractSet[dt.date]
) -> list[int]:
    """Working days of the month, from today on, by column; a month without any counts in its last day."""
    days = [date for date in _dates(period) if date >= today and is_working_day(date, holidays=holidays)]
    shares = [0] * len(columns)
    for date in days or [max(today, _last(period))]:
        shares[column_of(date, columns)] += 1
    return shares


def _spread(qty: Decimal, shares: Sequence[int], unit: Unit) -> Iterator[Decimal]:
    """Parts of a quantity in proportion to the shares; rounded so that together they are the quantity."""
    step = _WHOLE if unit is Unit.PCS else _GRAM
    whole, passed, given = sum(shares), 0, _NOTHING
    for share in shares:
        passed += share
        until = (qty * passed / whole).quantize(step, rounding=ROUND_HALF_UP) if passed < whole else qty
        yield until - given
        given = until


def _dates(period: dt.date) -> Iterator[dt.date]:
    for day in range(1, _last(period).day + 1):
        yield period.replace(day=day)


def _last(period: dt.date) -> dt.date:
    return period.replace(day=calendar.monthrange(period.year, period.month)[1])
