"""Rough-cut capacity of confirmed orders, week by week (order-workflow 7.1)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.requirement import weight_of
from potok.supply.of_plant import permitted_lines
from potok.supply.rough_cut import (
    GroupLoad,
    Work,
    available_minutes,
    capacity_groups,
    group_loads,
    least_loaded,
    monday_of,
)

_CONFIRMED = ("in_production", "waiting_shortage")
_SUNDAY = dt.timedelta(days=6)
_COLUMNS = ("order_no", "product_id", "qty_pcs", "done_pcs", "due_date", "latest_start_date")


@dataclass(frozen=True, slots=True)
class CapacityFlag:
    """An order that lies in a week whose machine group is loaded above the permitted share.

    Attributes:
        machines: The group.
        week: Monday.
        share: Load / available time; None when there is no available time at all.
    """

    order_no: str
    machines: tuple[str, ...]
    week: dt.date
    share: float | None


def work_of(
    order_no: str, product_id: int, qty_pcs: int, *, need_date: dt.date, situation: Situation
) -> Work:
    """A quantity of a product as load of the week in which it must start."""
    master = situation.master
    product = master.item_codes[product_id]
    return Work(
        order_no=order_no,
        qty_pcs=qty_pcs,
        net_kg=weight_of(master.items[product]),
        lines=permitted_lines(master.plant, product),
        date=max(situation.today, need_date),
    )


def confirmed_works(situation: Situation, *, without: Collection[str] = ()) -> list[Work]:
    """Confirmed orders that are not launched, in rank: one query."""
    found = (
        ProductionOrder.objects.filter(status__in=_CONFIRMED, launch_actual_at__isnull=True)
        .exclude(order_no__in=list(without))
        .order_by("priority", "due_date", "order_no")
    )
    return [
        work_of(order_no, product_id, qty - done, need_date=latest or due, situation=situation)
        for order_no, product_id, qty, done, due, latest in found.values_list(*_COLUMNS)
        if qty > done
    ]


def loads(works: Iterable[Work], situation: Situation) -> tuple[GroupLoad, ...]:
    """Load of every capacity group in the weeks of the works; of this week only what is left counts."""
    master = situation.master

    @cache
    def available(machine_id: str, monday: dt.date) -> Fraction:
        return available_minutes(
            master.machines[machine_id],
            calendar=master.shifts,
            first=max(monday, situation.today),
            last=monday + _SUNDAY,
        )

    lines = [line for product in master.routings for line in permitted_lines(master.plant, product)]
    return group_loads(
        works,
        groups=capacity_groups(lines),
        available=available,
        max_load_share=situation.settings.max_load_share,
    )


def capacity_flags(works: Collection[Work], situation: Situation) -> tuple[CapacityFlag, ...]:
    """Which of the orders lie in an overloaded group and week, among all confirmed orders."""
    chosen = {work.order_no for work in works}
    weeks = {monday_of(work.date) for work in works}
    others = [work for work in confirmed_works(situation, without=chosen) if monday_of(work.date) in weeks]
    return tuple(
        CapacityFlag(order_no, load.machines, load.week, None if load.share is None else float(load.share))
        for load in loads([*others, *works], situation)
        if load.overloaded
        for order_no in load.order_nos
        if order_no in chosen
    )


def free_minutes(
    situation: Situation, *, until: dt.date, without: Collection[str] = ()
) -> dict[str, Decimal]:
    """Minutes of every machine from today to a date that confirmed orders due by then leave free."""
    master = situation.master
    room = {
        machine.machine_id: available_minutes(
            machine, calendar=master.shifts, first=situation.today, last=until
        )
        for machine in master.machines.values()
    }
    works = [work for work in confirmed_works(situation, without=without) if work.date <= until]
    used = least_loaded(works, room)
    left = {
        machine_id: room[machine_id] - sum((minutes for _, minutes in given), Fraction(0))
        for machine_id, given in used.items()
        if machine_id in room
    }
    return {machine_id: Decimal(max(0, math.floor(minutes))) for machine_id, minutes in left.items()}
