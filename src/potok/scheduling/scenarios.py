"""What-if copies of a request: named changes applied to it, and the figures by which plans are compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from potok.errors import PotokError
from potok.plant.model import CalendarRow, DayKind, Order, Plant
from potok.plant.shifts import ShiftCalendar
from potok.scheduling.plan import Plan
from potok.scheduling.request import PlanRequest
from potok.scheduling.summary import machine_loads, summarise


class ChangeNotPossibleError(PotokError):
    """A change of a scenario does not fit the plant."""

    code: ClassVar[str] = "scenario_change_not_possible"
    template: ClassVar[str] = "Изменение «{change}» невозможно: {why}."
    http_status: ClassVar[int] = 422


@dataclass(frozen=True, slots=True)
class AddShift:
    """One machine works a shift more.

    Attributes:
        start: Beginning of the shift, plant local time of day.
        minutes: Usable minutes.
    """

    machine_id: str
    date: dt.date
    start: dt.time
    minutes: int


@dataclass(frozen=True, slots=True)
class MoveRepair:
    """The repair of a machine goes from one date to another."""

    machine_id: str
    from_date: dt.date
    to_date: dt.date


@dataclass(frozen=True, slots=True)
class TakeOrder:
    """An order is taken that the books do not have.

    Attributes:
        material: From when its material is usable.
    """

    order: Order
    material: dt.date


@dataclass(frozen=True, slots=True)
class MoveMaterial:
    """Material of orders comes on other dates; None = not known any more.

    Attributes:
        note: What brings it about, for people.
    """

    dates: Mapping[str, dt.date | None]
    note: str = ""


Change = AddShift | MoveRepair | TakeOrder | MoveMaterial


@dataclass(frozen=True, slots=True)
class ScenarioFigures:
    """A plan in figures.

    Attributes:
        setup_h: Hours of set-up.
        overtime_h: Hours worked in shifts that the scenario adds.
        load: Machine → share of its working time up to the last finish, None without working time.
    """

    orders: int
    planned: int
    late: int
    tardiness_days: int
    setup_h: float
    overtime_h: float
    last_finish: dt.datetime | None
    load: Mapping[str, float | None]


def with_changes(request: PlanRequest, changes: Iterable[Change]) -> PlanRequest:
    """The request with all changes, in their order.

    Raises:
        ChangeNotPossibleError: A change names what is not there or contradicts the calendar.
    """
    for change in changes:
        match change:
            case AddShift():
                request = replace(request, plant=_with_shift(request.plant, change))
            case MoveRepair():
                request = replace(request, plant=_with_moved_repair(request.plant, change))
            case TakeOrder():
                request = _with_order(request, change)
            case MoveMaterial():
                known = {order.order_no for order in request.orders}
                dates = {number: date for number, date in change.dates.items() if number in known}
                request = replace(request, material={**request.material, **dates})
    return request


def _with_shift(plant: Plant, change: AddShift) -> Plant:
    name = f"ещё смена {change.date:%d.%m} на {change.machine_id}"
    machine = plant.machines.get(change.machine_id)
    if machine is None:
        raise ChangeNotPossibleError(change=name, why=f"станка {change.machine_id} нет")
    calendar = ShiftCalendar(plant.calendar)
    _refuse_past(name, change.date, plant)
    if calendar.last_date is None or change.date > calendar.last_date:
        raise ChangeNotPossibleError(change=name, why="дата после конца календаря")
    start = dt.datetime.combine(change.date, change.start)
    finish = start + dt.timedelta(minutes=change.minutes)
    for day in (-1, 0, 1):
        date = change.date + dt.timedelta(days=day)
        for shift in calendar.machine_shifts(machine.workshop_id, change.machine_id, date):
            if shift.start_at < finish and start < shift.finish_at:
                why = f"в это время уже идёт смена {shift.shift_no} от {shift.date:%d.%m}"
                raise ChangeNotPossibleError(change=name, why=why)
    used = {
        row.shift_no
        for row in plant.calendar
        if row.date == change.date and row.workshop_id == machine.workshop_id
    }
    row = CalendarRow(
        workshop_id=machine.workshop_id,
        machine_id=change.machine_id,
        date=change.date,
        shift_no=max(used, default=0) + 1,
        start_time=change.start,
        end_time=finish.time(),
        break_min=0,
        work_min=change.minutes,
        kind=DayKind.WORK,
        note="сценарий",
        once=True,
    )
    return replace(plant, calendar=(*plant.calendar, row))


def _refuse_past(name: str, date: dt.date, plant: Plant) -> None:
    """A repair that went to yesterday would be no repair at all, a shift of yesterday no shift."""
    if date < plant.today:
        raise ChangeNotPossibleError(change=name, why=f"дата {date:%d.%m} уже прошла")


def _with_moved_repair(plant: Plant, change: MoveRepair) -> Plant:
    """Rows of the calendar and stops of the machine on the date go to the other one."""
    days = change.to_date - change.from_date
    name = f"ремонт {change.machine_id} с {change.from_date:%d.%m} на {change.to_date:%d.%m}"
    _refuse_past(name, min(change.from_date, change.to_date), plant)
    last = max((row.date for row in plant.calendar), default=None)
    if last is None or change.to_date > last:
        raise ChangeNotPossibleError(change=name, why="дата после конца календаря")

    def is_it(row: CalendarRow) -> bool:
        same = (row.machine_id, row.date) == (change.machine_id, change.from_date)
        return same and row.kind is DayKind.REPAIR

    moved_rows = tuple(replace(row, date=change.to_date) for row in plant.calendar if is_it(row))
    taken = {(row.date, row.shift_no) for row in moved_rows}
    stops = tuple(
        replace(stop, start_at=stop.start_at + days, finish_at=stop.finish_at + days)
        if (stop.machine_id, stop.start_at.date()) == (change.machine_id, change.from_date)
        else stop
        for stop in plant.stops
    )
    if not moved_rows and stops == plant.stops:
        raise ChangeNotPossibleError(change=name, why="в этот день ремонта нет")
    kept = tuple(
        row
        for row in plant.calendar
        if not is_it(row) and not (row.machine_id == change.machine_id and (row.date, row.shift_no) in taken)
    )
    return replace(plant, calendar=(*kept, *moved_rows), stops=stops)


def _with_order(request: PlanRequest, change: TakeOrder) -> PlanRequest:
    order = change.order
    name = f"взять заказ {order.order_no}"
    if any(other.order_no == order.order_no for other in request.orders):
        raise ChangeNotPossibleError(change=name, why="заказ с таким номером уже есть")
    if order.product_id not in request.plant.items:
        raise ChangeNotPossibleError(change=name, why=f"изделия {order.product_id} нет")
    return replace(
        request,
        orders=(*request.orders, order),
        plant=replace(request.plant, orders=(*request.plant.orders, order)),
        material={**request.material, order.order_no: change.material},
    )


def scenario_figures(
    request: PlanRequest, plan: Plan, changes: Iterable[Change], *, seconds: float
) -> ScenarioFigures:
    """The figures of a plan made for a scenario."""
    summary = summarise(plan, seconds=seconds)
    extra: dict[str, list[tuple[dt.datetime, dt.datetime]]] = {}
    for change in changes:
        if isinstance(change, AddShift):
            start = dt.datetime.combine(change.date, change.start)
            window = start, start + dt.timedelta(minutes=change.minutes)
            extra.setdefault(change.machine_id, []).append(window)
    overtime = dt.timedelta()
    for row in plan.rows:
        for start, finish in extra.get(row.machine_id, ()):
            overtime += max(dt.timedelta(), min(finish, row.finish_at) - max(start, row.start_at))
    finish_at = summary.last_finish or request.not_before
    loads = machine_loads(plan.rows, request.plant, start=request.not_before, finish=finish_at)
    return ScenarioFigures(
        orders=summary.orders,
        planned=summary.planned,
        late=len(summary.late),
        tardiness_days=summary.tardiness_days,
        setup_h=round(float(summary.setup_min / Decimal(60)), 1),
        overtime_h=round(overtime.total_seconds() / 3600, 1),
        last_finish=summary.last_finish,
        load={load.machine_id: None if load.share is None else round(float(load.share), 3) for load in loads},
    )
