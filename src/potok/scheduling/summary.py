"""Figures of a plan: late orders, tardiness, set-ups, load of machines. Read off its rows alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from potok.plant.model import Order, Plant
from potok.plant.working_time import WorkingTime
from potok.scheduling.plan import LateOrder, Plan, PlanRow, PlanSummary
from potok.scheduling.rules import days_early, days_late, last_release_on_time, release_date


@dataclass(frozen=True, slots=True)
class MachineLoad:
    """Use of a machine between two moments.

    Attributes:
        busy_min: Minutes of its rows, set-ups included.
        setup_min: Minutes of set-up among them.
        usable_min: Working minutes of its calendar.
    """

    machine_id: str
    busy_min: Decimal
    setup_min: Decimal
    usable_min: Decimal

    @property
    def share(self) -> Decimal | None:
        """Busy over usable time, None for a machine that has none."""
        return self.busy_min / self.usable_min if self.usable_min else None


def release_moments(rows: Iterable[PlanRow]) -> dict[str, dt.datetime]:
    """The last finish of every order."""
    last: dict[str, dt.datetime] = {}
    for row in rows:
        last[row.order_no] = max(row.finish_at, last.get(row.order_no, row.finish_at))
    return last


def late_orders(rows: Iterable[PlanRow], orders: Iterable[Order], plant: Plant) -> tuple[LateOrder, ...]:
    """Orders released after their due date, by number (conventions 2)."""
    released = release_moments(rows)
    late = []
    for order in orders:
        finish_at = released.get(order.order_no)
        if finish_at is not None:
            days = days_late(
                release_date(finish_at),
                qc_days=plant.items[order.product_id].qc_days,
                due_date=order.due_date,
                holidays=plant.holidays,
            )
            if days:
                late.append(LateOrder(order.order_no, days))
    return tuple(sorted(late, key=lambda order: order.order_no))


def days_early_of_orders(rows: Iterable[PlanRow], orders: Iterable[Order], plant: Plant) -> dict[str, int]:
    """Calendar days between release and the last release date on time, of orders released before it."""
    released, early = release_moments(rows), {}
    for order in orders:
        finish_at = released.get(order.order_no)
        if finish_at is not None:
            last = last_release_on_time(
                qc_days=plant.items[order.product_id].qc_days,
                due_date=order.due_date,
                holidays=plant.holidays,
            )
            days = days_early(release_date(finish_at), last_release=last)
            if days:
                early[order.order_no] = days
    return early


def summarise(plan: Plan, *, seconds: float) -> PlanSummary:
    """The figures of summary.json (conventions 3).

    Args:
        plan: A finished plan.
        seconds: Wall time of the planning.
    """
    planned = {row.order_no for row in plan.rows}
    return PlanSummary(
        today=plan.today,
        orders=len(planned) + len(plan.unplanned),
        planned=len(planned),
        unplanned=tuple(sorted(plan.unplanned, key=lambda order: order.order_no)),
        late=tuple(sorted(plan.late, key=lambda order: order.order_no)),
        tardiness_days=sum(order.days for order in plan.late),
        setup_min=sum((row.setup_min for row in plan.rows), start=Decimal(0)),
        last_finish=max((row.finish_at for row in plan.rows), default=None),
        seconds=round(seconds, 3),
    )


def machine_loads(
    rows: Iterable[PlanRow], plant: Plant, *, start: dt.datetime, finish: dt.datetime
) -> tuple[MachineLoad, ...]:
    """Load of every machine of the plant between two moments, by machine.

    A set-up counts where its first row lies.
    """
    time = WorkingTime(plant)
    busy: dict[str, dt.timedelta] = defaultdict(dt.timedelta)
    setup: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        inside = min(row.finish_at, finish) - max(row.start_at, start)
        if inside > dt.timedelta():
            busy[row.machine_id] += inside
            setup[row.machine_id] += row.setup_min
    return tuple(
        MachineLoad(
            machine_id=machine_id,
            busy_min=Decimal(int(busy[machine_id].total_seconds())) / 60,
            setup_min=setup[machine_id],
            usable_min=Decimal(time.working_seconds(machine_id, start, finish)) / 60,
        )
        for machine_id in sorted(plant.machines)
    )
