"""The linear programme of interchangeable equipment; the solver is imported when it is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Loads this many times larger or smaller than the deciding one move the share by less than a billionth.
_FAR = 1e9


@dataclass(frozen=True, slots=True)
class Plan:
    """Products and types of equipment.

    Attributes:
        quantities: Plan of each product, at least one above zero.
        funds: Hours of each type.
        times: Hours of a unit by product and type; None where it cannot be made.
    """

    quantities: Sequence[float]
    funds: Sequence[float]
    times: Sequence[Sequence[float | None]]


@dataclass(frozen=True, slots=True)
class Allocation:
    """Largest share of the plan, and the quantity of each product on each type that reaches it."""

    share: float
    amounts: list[list[float]]


def best_plan(plan: Plan) -> Allocation:
    """Largest k with Σ_e x_pe = k·Q_p and Σ_p t_pe·x_pe ≤ Ф_e.

    The unknowns are y_pe = x_pe/Q_p, and loads (the part of a fund that the whole plan of a product
    takes) are counted against the best load of the hardest product. So k lies near one whatever the
    units and the size of the plan are, and loads far from one change nothing within the accuracy.
    """
    planned = [place for place, quantity in enumerate(plan.quantities) if quantity > 0]
    loads = {
        (product, kind): hours * plan.quantities[product] / plan.funds[kind]
        for product in planned
        for kind, hours in enumerate(plan.times[product])
        if hours is not None and plan.funds[kind] > 0
    }
    amounts = [[0.0] * len(plan.funds) for _ in plan.quantities]
    best: dict[int, float] = {}
    for (product, _), load in loads.items():
        best[product] = min(load, best.get(product, load))
    if len(best) < len(planned):
        return Allocation(0.0, amounts)
    scale = max(best.values())
    pairs = {pair: load / scale for pair, load in loads.items() if load <= scale * _FAR}
    share, parts = _solve(planned, pairs, len(plan.funds))
    for (product, kind), part in zip(pairs, parts, strict=True):
        amounts[product][kind] = part / scale * plan.quantities[product]
    return Allocation(share / scale, amounts)


def _solve(
    planned: Sequence[int], pairs: Mapping[tuple[int, int], float], kinds: int
) -> tuple[float, list[float]]:
    """The share and y of every pair, both in the scale of the loads."""
    import highspy  # noqa: PLC0415 - the solver is heavy, other methods do without

    solver = highspy.Highs()
    solver.silent()
    share = solver.addVariable(obj=1.0)
    parts = {pair: solver.addVariable() for pair in pairs}
    for product in planned:
        own = [part for (owner, _), part in parts.items() if owner == product]
        solver.addConstr(sum(own[1:], own[0]) - share == 0)
    for kind in range(kinds):
        used = [load * parts[pair] for pair, load in pairs.items() if pair[1] == kind and load * _FAR >= 1]
        if used:
            solver.addConstr(sum(used[1:], used[0]) <= 1)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError("the allocation has no optimum, although it is feasible and bounded")
    values = list(solver.getSolution().col_value)
    return values[0], values[1:]
