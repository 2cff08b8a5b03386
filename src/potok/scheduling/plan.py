"""A plan as plain data: what the engine gives and the checker, the files and the books take.

The only module that the engine and the independent checker share.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from potok.plant.model import Unit


class UnplannedReason(StrEnum):
    """Why an order has no rows (conventions 2)."""

    NO_KNOWN_COVER = "no_known_cover"
    NO_CAPACITY = "no_capacity"
    NO_ROUTE = "no_route"


class StartReason(StrEnum):
    """What decided the start of an operation.

    Attributes:
        NOW: The moment of planning.
        MATERIAL: The date of its material.
        MACHINE: The order before it on the machine.
        SETUP: The same, and after that order a set-up without which the work would begin earlier.
        PREDECESSOR: The operation before it in the route.
        CALENDAR: No shift earlier.
        STOP: A shift earlier, in which the machine stands for a stop or a repair.
        KEPT: Nothing: it was left, or put by hand, later than it could start.
        PINNED: It is held where it is, pinned by a planner when nothing else is known.
        AGREED: It is held: agreed with its shop, in the frozen zone.
        STARTED: It is held: its order was launched.
    """

    NOW = "now"
    MATERIAL = "material"
    MACHINE = "machine"
    SETUP = "setup"
    PREDECESSOR = "predecessor"
    CALENDAR = "calendar"
    STOP = "stop"
    KEPT = "kept"
    PINNED = "pinned"
    AGREED = "agreed"
    STARTED = "started"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One uninterrupted piece of work on a machine (a row of plan.csv, conventions 3).

    Attributes:
        batch_no: 1… for batch operations, 0 for rate operations.
        part_no: 1… restarts in every batch; numbers the parts of a rate operation.
        start_at: Plant local time, whole seconds, set-up included.
        finish_at: Plant local time, whole seconds.
        qty: Pieces worked in this row, up to three decimals.
        setup_min: Set-up of the order's operation in its first row, 0 elsewhere.
    """

    order_no: str
    op_no: int
    batch_no: int
    part_no: int
    machine_id: str
    start_at: dt.datetime
    finish_at: dt.datetime
    qty: Decimal
    setup_min: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class StartCause:
    """Why an operation starts when it starts: one deciding reason, others beside it.

    Attributes:
        other_order: The order before it on the machine (reasons MACHINE and SETUP), else None.
        item_id: The component waited for (reason MATERIAL), else None.
        bound_at: The moment before which this reason forbids the start; where nothing does (KEPT), the moment
            from which it could start.
    """

    order_no: str
    op_no: int
    reason: StartReason
    bound_at: dt.datetime
    other_order: str | None = None
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class UnplannedOrder:
    """An order left out of the plan, with its reason."""

    order_no: str
    reason_code: UnplannedReason


@dataclass(frozen=True, slots=True)
class LateOrder:
    """An order released after its due date; `days` are calendar days."""

    order_no: str
    days: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A distribution of orders over machines and time.

    Attributes:
        today: Plant date on which the plan was made.
        rows: Sorted by (machine, start).
        preliminary: Order numbers planned on expected receipts: drawn hatched, not sent to shops.
        causes: Deciding reason of every operation's start (may be empty for plans read from files).
    """

    today: dt.date
    rows: tuple[PlanRow, ...]
    unplanned: tuple[UnplannedOrder, ...] = ()
    late: tuple[LateOrder, ...] = ()
    preliminary: frozenset[str] = frozenset()
    causes: tuple[StartCause, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortageRow:
    """One component an order lacks on `today` (a row of shortages.csv, conventions 3).

    Attributes:
        shortage_qty: Missing quantity in the stock unit of the component.
        earliest_start_date: Of the order, the same in all its rows; None without known cover.
    """

    order_no: str
    component_id: str
    shortage_qty: Decimal
    unit: Unit
    earliest_start_date: dt.date | None


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """Figures of a plan (summary.json, conventions 3).

    Attributes:
        orders: Orders that were to be planned.
        planned: Orders that have rows.
        tardiness_days: Sum of the late days.
        setup_min: Sum of the set-ups over all rows, minutes.
        last_finish: End of the last row, None for a plan without rows.
        seconds: Wall time of the planning.
    """

    today: dt.date
    orders: int
    planned: int
    unplanned: tuple[UnplannedOrder, ...]
    late: tuple[LateOrder, ...]
    tardiness_days: int
    setup_min: Decimal
    last_finish: dt.datetime | None
    seconds: float
