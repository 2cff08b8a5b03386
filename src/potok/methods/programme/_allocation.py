"""The linear programme of interchangeable equipment; the solver is imported when it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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

    The unknowns are y_pe = x_pe/Q_p times the largest load, and loads are counted against the largest,
    so that the numbers of the programme lie near one whatever the units and the size of the plan are.
    """
    planned = [place for place, quantity in enumerate(plan.quantities) if quantity > 0]
    pairs = [
        (product, kind, hours * plan.quantities[product] / plan.funds[kind])
        for product in planned
        for kind, hours in enumerate(plan.times[product])
        if hours is not None and plan.funds[kind] > 0
    ]
    amounts = [[0.0] * len(plan.funds) for _ in plan.quantities]
    if {product for product, _, _ in pairs} != set(planned):
        return Allocation(0.0, amounts)
    scale = max(load for _, _, load in pairs)
    scaled = [(product, kind, load / scale) for product, kind, load in pairs]
    share, parts = _solve(planned, scaled, len(plan.funds))
    for (product, kind, _), part in zip(pairs, parts, strict=True):
        amounts[product][kind] = part / scale * plan.quantities[product]
    return Allocation(share / scale, amounts)


def _solve(
    planned: Sequence[int], pairs: Sequence[tuple[int, int, float]], kinds: int
) -> tuple[float, list[float]]:
    """The share and y of every pair, both in the scale of the loads."""
    import highspy  # noqa: PLC0415 - the solver is heavy, other methods do without

    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # annotated in part
    solver.silent()
    share = solver.addVariable(obj=1.0)
    parts = [solver.addVariable() for _ in pairs]
    for product in planned:
        own = [part for part, (owner, _, _) in zip(parts, pairs, strict=True) if owner == product]
        solver.addConstr(sum(own[1:], own[0]) - share == 0)
    for kind in range(kinds):
        used = [load * part for part, (_, where, load) in zip(parts, pairs, strict=True) if where == kind]
        if used:
            solver.addConstr(sum(used[1:], used[0]) <= 1)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError("the allocation has no optimum, although it is feasible and bounded")
    values = list(solver.getSolution().col_value)
    return values[0], values[1:]
