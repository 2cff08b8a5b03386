"""What a planning engine is asked for, what it reports on its way and how plans are compared.

The face of every engine: a stronger engine takes the same `PlanRequest` and gives the same `Plan`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from potok.plant.model import Order, Plant
from potok.scheduling.plan import Plan, PlanRow


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """Orders to distribute over machines and time, with everything that binds them.

    Attributes:
        plant: The factory; its `orders` are looked up only for orders that occur in `fixed_rows` alone.
        orders: Orders to plan; `qty_pcs` is the quantity still to be made.
        material: Order number → the date from whose 00:00 material is usable; None = no known cover, the
            order is left out. Every order of `orders` needs an entry.
        not_before: Plant local moment before which nothing new starts.
        preliminary: Orders planned on expected receipts.
        fixed_rows: Agreed, pinned, started or frozen work. It stays exactly where it is, with the set-up
            it was published with; an operation with any fixed row is fixed as a whole.
        held_in_stop: Order and operation of fixed work for which a stop of its machine was cut: people
            decide about it.
        previous: Rows of an earlier plan; the search tries its sequence too.
        material_item: Order number → the component that decides its material date, for explanations.
        use_by: Order number → first date on which some lot meant for the order has expired. Between equal
            plans the one with fewer launches on or after that date is better.
    """

    plant: Plant
    orders: tuple[Order, ...]
    material: Mapping[str, dt.date | None]
    not_before: dt.datetime
    preliminary: frozenset[str] = frozenset()
    fixed_rows: tuple[PlanRow, ...] = ()
    held_in_stop: tuple[tuple[str, int], ...] = ()
    previous: tuple[PlanRow, ...] = ()
    material_item: Mapping[str, str] = field(default_factory=dict)
    use_by: Mapping[str, dt.date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Objective:
    """The worth of a plan for the orders of a request; smaller is better, compared attribute by attribute.

    Attributes:
        unplanned: Orders without rows although they have a known cover.
        conflicts: Orders with fixed work that starts before the rest of the order lets it: a plan with such
            an order breaks a rule, and only a person can say what gives way.
        weighted_tardiness: Calendar days late, a day of a priority-1 order counts as 6, of priority 2
            as 3, of priority 3 as 2 (6 / priority).
        tardiness_days: Calendar days late over all planned orders.
        late: Orders released after their due date.
        expiring: Orders launched when a lot meant for them has expired.
        setup_s: Set-up time, seconds.
        finish_s: Sum of the release moments, seconds from the start of planning.
    """

    unplanned: int = 0
    conflicts: int = 0
    weighted_tardiness: int = 0
    tardiness_days: int = 0
    late: int = 0
    expiring: int = 0
    setup_s: int = 0
    finish_s: int = 0


class PlanPhase(StrEnum):
    """What an engine is doing."""

    FIRST = "first"
    IMPROVE = "improve"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """A report of a running engine.

    Attributes:
        share: 0…1, how much of the given time or work is used.
        objective: Worth of the best plan so far.
        bound: No plan can have fewer days late (all orders alone in the plant); None = not known.
        variants: Sequences tried so far.
        incumbent: Gives the best plan so far; it costs only when it is called, and is meant to be called
            while the report is handled.
    """

    phase: PlanPhase
    share: float
    objective: Objective
    bound: int | None
    variants: int
    incumbent: Callable[[], Plan]


class PlanEngine(Protocol):
    """An engine: a request in, a plan out, reports on the way."""

    def __call__(
        self,
        request: PlanRequest,
        *,
        progress: Callable[[PlanProgress], None] | None = None,
        should_stop: Callable[[], bool] | None = None,
        time_limit_s: float | None = None,
        work_limit: int | None = None,
        seed: int = 0,
    ) -> Plan:
        """The best plan found when the limit is used up or `should_stop` says so."""
