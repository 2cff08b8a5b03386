"""From demands to lots: stock first, the rest is made or bought, level by level.

Demands take stock in order of due date, then priority. What a demand lacks of a made item is one lot of
its own; what it lacks of a bought item is ordered at once and arrives after the lead time. A lot waits for
the latest arrival, as components are taken at the start of its first step; so it leaves in stock, for others,
what would arrive in time anyway: before another component of its own, or before it has to begin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from potok.scheduling.factory_plans.model import Demand, PlanCase

_DUST = 1e-9
#: A demand should begin when this many times its work is left.
_ALLOWANCE = 2


@dataclass(frozen=True, slots=True)
class Lot:
    """A quantity of a made item for one demand.

    Attributes:
        demand: Code of the demand.
        item: What is made.
        qty: How much.
        arrival_days: Calendar days after the start on which the last bought component is there.
        after: Items of the same demand whose lots must be finished before.
        is_final: Whether it is the demanded item itself.
    """

    demand: str
    item: str
    qty: float
    arrival_days: int
    after: tuple[str, ...]
    is_final: bool


def lots_of(case: PlanCase) -> list[Lot]:
    """Lots of all demands, components before what they go into; demands from stock have none."""
    stock = dict(case.stock)
    level = levels(case)
    lots: list[Lot] = []
    for demand in sorted(case.demands, key=lambda d: (d.due, d.priority, d.code)):
        lots.extend(_lots_of_demand(case, demand, stock, level))
    return lots


def levels(case: PlanCase) -> dict[str, int]:
    """Depth of every made item: a component lies deeper than all it goes into.

    Raises:
        ValueError: Bills of material form a ring; the argument is one of its items.
    """
    level: dict[str, int] = {}
    goes_into: dict[str, list[str]] = {}
    for item, components in case.components.items():
        for component, _ in components:
            goes_into.setdefault(component, []).append(item)
    waiting = {item: len(goes_into.get(item, ())) for item in case.components}
    ready = [item for item, count in waiting.items() if count == 0]
    for item in ready:
        level[item] = max((level[parent] + 1 for parent in goes_into.get(item, ())), default=0)
        for component, _ in case.components[item]:
            if component in waiting:
                waiting[component] -= 1
                if waiting[component] == 0:
                    ready.append(component)
    rest = sorted(item for item in case.components if item not in level)
    if rest:
        raise ValueError(rest[0])
    return level


def _lots_of_demand(
    case: PlanCase, demand: Demand, stock: dict[str, float], level: Mapping[str, int]
) -> list[Lot]:
    need = {demand.item: demand.qty}
    made: list[Lot] = []
    while need:
        item = min(need, key=lambda code: (level.get(code, 0), code))
        qty = _after_stock(need.pop(item), item, stock)
        if qty <= _DUST:
            continue
        components = case.components.get(item, ())
        after = [component for component, _ in components if component not in case.lead_days]
        for component, each in components:
            if component not in case.lead_days:
                need[component] = need.get(component, 0.0) + each * qty
        bought = [(code, each * qty) for code, each in components if code in case.lead_days]
        arrival = _arrival(case, bought, stock, _waits_until(case, demand))
        made.append(Lot(demand.code, item, qty, arrival, tuple(after), item == demand.item))
    names = {lot.item for lot in made}
    return [
        Lot(
            lot.demand,
            lot.item,
            lot.qty,
            lot.arrival_days,
            tuple(i for i in lot.after if i in names),
            lot.is_final,
        )
        for lot in reversed(made)
    ]


def _after_stock(qty: float, item: str, stock: dict[str, float]) -> float:
    """What is left of a need after stock, which it uses up."""
    taken = min(qty, stock.get(item, 0.0))
    if taken > 0:
        stock[item] -= taken
    return qty - taken


def _waits_until(case: PlanCase, demand: Demand) -> int:
    """Calendar days after the start until which a demand can wait for material: twice its work is left."""
    week = sum(shift.ends - shift.begins for shift in case.shifts) / 7
    work = sum(step.seconds(demand.qty) for step in case.routings.get(demand.item, ()))
    return int((demand.due - case.start).total_seconds() // 86_400 - _ALLOWANCE * work / week)


def _arrival(
    case: PlanCase, bought: list[tuple[str, float]], stock: dict[str, float], waits_until: int
) -> int:
    """Days until a lot has its bought components; stock that does not help stays for others."""
    short = [case.lead_days[code] for code, qty in bought if stock.get(code, 0.0) < qty - _DUST]
    wait = max([waits_until, *short])
    arrival = max(short, default=0)
    for code, qty in bought:
        if case.lead_days[code] > wait:
            stock[code] -= min(qty, stock[code])
        elif qty > _DUST:
            arrival = max(arrival, case.lead_days[code])
    return arrival
