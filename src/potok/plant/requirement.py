"""Gross requirement of an order: what its recipe takes with losses (order-workflow 6.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from potok.plant.model import BomLine, Item, Unit

_GRAM = Decimal("0.001")
_WHOLE = Decimal(1)
_PERCENT = Decimal(100)


def gross_of_line(line: BomLine, qty_pcs: int) -> Decimal:
    """Quantity of one component for `qty_pcs` pieces, in the unit of the recipe line.

    gross = qty · qty_per_unit · (1 + loss_pct / 100); kg rounded half up to 0.001, pieces up per
    order (conventions 1).
    """
    exact = qty_pcs * line.qty_per_unit * (1 + line.loss_pct / _PERCENT)
    if line.unit is Unit.PCS:
        return exact.quantize(_WHOLE, rounding=ROUND_CEILING)
    return exact.quantize(_GRAM, rounding=ROUND_HALF_UP)


def gross_requirement(
    lines: Iterable[BomLine], qty_pcs: int, *, items: Mapping[str, Item]
) -> dict[str, Decimal]:
    """Requirement of every stock-controlled component for `qty_pcs` pieces, by item."""
    need: dict[str, Decimal] = {}
    for line in lines:
        if items[line.component_id].stock_controlled:
            need[line.component_id] = need.get(line.component_id, Decimal(0)) + gross_of_line(line, qty_pcs)
    return need
