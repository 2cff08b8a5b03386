"""Rough-cut capacity: what orders load machines and groups with, before there is a plan.

Source: order-workflow 7.1, conventions 2 (capacity group), README of the demo plant (machine load).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from potok.plant.model import Machine, MachineStatus, RoutingLine
from potok.plant.shifts import ShiftCalendar
from potok.supply.work_content import operation_time, operations


@dataclass(frozen=True, slots=True)
class Work:
    """An order as load.

    Attributes:
        date: Any date of the week whose capacity the order takes.
        lines: Routing lines of the product on permitted machines, in the sequence of the file.
        net_kg: Weight of one piece.
    """

    order_no: str
    qty_pcs: int
    net_kg: Decimal
    lines: Sequence[RoutingLine]
    date: dt.date


@dataclass(frozen=True, slots=True)
class GroupLoad:
    """The load of a capacity group in a week.

    Attributes:
        machines: The group.
        week: Monday of the week.
        load_min: Set-ups and work of the orders, minutes.
        available_min: Usable minutes of the machines.
        order_nos: Orders with an operation in the group, in the given sequence.
        overloaded: Whether load / available is above the permitted share.
    """

    machines: tuple[str, ...]
    week: dt.date
    load_min: Fraction
    available_min: Fraction
    order_nos: tuple[str, ...]
    overloaded: bool

    @property
    def share(self) -> Fraction | None:
        """Load / available, None without any available time."""
        return self.load_min / self.available_min if self.available_min else None


def capacity_groups(lines: Iterable[RoutingLine]) -> dict[str, tuple[str, ...]]:
    """Machine → its group: machines permitted as alternatives of the same operation, directly or in chain."""
    leader: dict[str, str] = {}

    def find(machine_id: str) -> str:
        while leader[machine_id] != machine_id:
            machine_id = leader[machine_id]
        return machine_id

    first_of: dict[tuple[str, int], str] = {}
    for line in lines:
        leader.setdefault(line.machine_id, line.machine_id)
        other = first_of.setdefault((line.product_id, line.op_no), line.machine_id)
        leader[find(line.machine_id)] = find(other)
    members: dict[str, list[str]] = {}
    for machine_id in sorted(leader):
        members.setdefault(find(machine_id), []).append(machine_id)
    return {machine_id: tuple(members[find(machine_id)]) for machine_id in leader}


def available_minutes(
    machine: Machine, *, calendar: ShiftCalendar, first: dt.date, last: dt.date
) -> Fraction:
    """Usable minutes of a machine over the shifts that belong to the dates; 0 unless it works."""
    if machine.status is not MachineStatus.WORKING:
        return Fraction(0)
    seconds = 0
    for day in range((last - first).days + 1):
        date = first + dt.timedelta(days=day)
        for shift in calendar.machine_shifts(machine.workshop_id, machine.machine_id, date):
            seconds += shift.finish - shift.start
    return Fraction(seconds, 60)


def least_loaded(
    works: Iterable[Work], available: Mapping[str, Fraction]
) -> dict[str, list[tuple[str, Fraction]]]:
    """Give each operation to the alternative that stays least loaded, orders in the given sequence.

    Full set-ups count. Equal shares go to the alternative that stands first. An operation without any
    available machine goes to its first alternative, where it shows as overload.

    Returns:
        (order, minutes) by machine.
    """
    used = dict.fromkeys(available, Fraction(0))
    given: dict[str, list[tuple[str, Fraction]]] = {machine_id: [] for machine_id in available}
    for work in works:
        for alternatives in operations(work.lines).values():
            timed = [
                (line.machine_id, operation_time(line, qty_pcs=work.qty_pcs, net_kg=work.net_kg).total_min)
                for line in alternatives
            ]
            able = [choice for choice in timed if available.get(choice[0])]
            machine_id, minutes = min(
                able or timed[:1],
                key=lambda choice: (used.get(choice[0], 0) + choice[1]) / (available.get(choice[0]) or 1),
            )
            used[machine_id] = used.get(machine_id, Fraction(0)) + minutes
            given.setdefault(machine_id, []).append((work.order_no, minutes))
    return given


def machine_load(works: Iterable[Work], available: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Load share of every machine that has available minutes (scenario f of order-workflow 14)."""
    given = least_loaded(works, available)
    return {
        machine_id: sum((minutes for _, minutes in given[machine_id]), Fraction(0)) / capacity
        for machine_id, capacity in available.items()
        if capacity
    }


def group_loads(
    works: Iterable[Work],
    *,
    groups: Mapping[str, tuple[str, ...]],
    available: Callable[[str, dt.date], Fraction],
    max_load_share: Decimal = Decimal(1),
) -> tuple[GroupLoad, ...]:
    """Load per capacity group and week, with the weeks that hold any of the orders.

    Args:
        works: Orders in rank.
        groups: See `capacity_groups`.
        available: `(machine_id, monday)` → usable minutes of the machine in that week.
        max_load_share: Above this share a group is flagged (order-workflow 7.1).
    """
    by_week: dict[dt.date, list[Work]] = {}
    for work in works:
        by_week.setdefault(monday_of(work.date), []).append(work)
    every_group = sorted(set(groups.values()))
    loads = []
    for week in sorted(by_week):
        minutes = {machine_id: available(machine_id, week) for machine_id in groups}
        given = least_loaded(by_week[week], minutes)
        for group in every_group:
            pieces = [piece for machine_id in group for piece in given.get(machine_id, ())]
            load = sum((piece for _, piece in pieces), Fraction(0))
            room = sum((minutes[machine_id] for machine_id in group), Fraction(0))
            inside = {order_no for order_no, _ in pieces}
            numbers = tuple(work.order_no for work in by_week[week] if work.order_no in inside)
            loads.append(GroupLoad(group, week, load, room, numbers, load > room * Fraction(max_load_share)))
    return tuple(loads)


def monday_of(date: dt.date) -> dt.date:
    """Monday of the date's week."""
    return date - dt.timedelta(days=date.weekday())
