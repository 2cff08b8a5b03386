"""What made product should have taken: norms of materials and minutes (order-workflow 8.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from potok.plant.model import Basis, BomLine, RoutingLine
from potok.plant.requirement import gross_of_line

_NOTHING = Decimal(0)
_TENTH = Decimal("0.1")
_MINUTES = Decimal(60)


def norms_of(lines: Iterable[BomLine], *, before_pcs: int, pcs: int) -> dict[str, Decimal]:
    """Norm of every component for `pcs` pieces made after `before_pcs` others, in the unit of its line.

    norm = gross(before + pcs) − gross(before): the cards of an order together take what the order takes,
    however its pieces are rounded (order-workflow 6.1, 8.1). Components without stock control are here.
    """
    norms: dict[str, Decimal] = {}
    for line in lines:
        added = gross_of_line(line, before_pcs + pcs) - gross_of_line(line, before_pcs)
        norms[line.component_id] = norms.get(line.component_id, _NOTHING) + added
    return norms


def norm_minutes(line: RoutingLine, *, pcs: int, net_kg: Decimal, with_setup: bool) -> Decimal:
    """Minutes that an operation takes for `pcs` pieces on the machine of a routing line, to 0.1.

    A part-filled batch takes the whole batch time (conventions 2).
    """
    setup = line.setup_min if with_setup else _NOTHING
    if line.basis is Basis.BATCH and line.batch_size_kg and line.batch_time_min:
        batches = (pcs * net_kg / line.batch_size_kg).quantize(Decimal(1), rounding=ROUND_CEILING)
        work = batches * line.batch_time_min
    elif line.rate_pcs_per_h:
        work = pcs / line.rate_pcs_per_h * _MINUTES
    elif line.rate_kg_per_h:
        work = pcs * net_kg / line.rate_kg_per_h * _MINUTES
    else:
        work = _NOTHING
    return (setup + work).quantize(_TENTH, rounding=ROUND_HALF_UP)


def deviation_pct(norm: Decimal, actual: Decimal) -> Decimal | None:
    """Deviation of the actual quantity in percent of the norm, to 0.01; None without a norm."""
    if norm == 0:
        return None
    return ((actual - norm) / norm * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def beyond_tolerance(norm: Decimal, actual: Decimal, tolerance_pct: Decimal) -> bool:
    """Whether a deviation needs a reason: more than the tolerance, or anything at all without a norm."""
    if norm == 0:
        return actual > 0
    return abs(actual - norm) * 100 > tolerance_pct * norm


def weighted_loss_pct(lines: Iterable[BomLine], weights: Mapping[str, Decimal]) -> Decimal:
    """Loss norm of a recipe, percent: losses of its lines weighted by their net kilograms.

    Args:
        lines: Of the recipe.
        weights: Kilograms of one stock unit by component, for the raw materials that are weighed.
    """
    total = lost = _NOTHING
    for line in lines:
        if line.component_id in weights:
            kg = line.qty_per_unit * weights[line.component_id]
            total += kg
            lost += kg * line.loss_pct
    return lost / total if total else _NOTHING
