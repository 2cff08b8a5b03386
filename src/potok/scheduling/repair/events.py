"""What can happen to a plan in force, and what it changes in the request.

Every event is applied to a request without looking at any plan. Held work (`fixed_rows`: started, pinned,
frozen) is never moved: a stop is cut around it, and the repair tells which held work stands in the stop.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from potok.errors import PotokError
from potok.plant.model import MachineStop, Order, Plant
from potok.plant.shifts import ShiftCalendar
from potok.scheduling.fixed import OperationKey, rows_by_operation
from potok.scheduling.request import PlanRequest

#: Priority of an urgent order.
URGENT = 1


class EventUnknownError(PotokError):
    """The event names something that the plant or the plan does not have."""

    code: ClassVar[str] = "event_unknown"
    template: ClassVar[str] = "Событие «{event}»: {what} нет. Проверьте данные события."
    http_status: ClassVar[int] = 409


class EventEmptyError(PotokError):
    """The event takes no time or names nothing."""

    code: ClassVar[str] = "event_empty"
    template: ClassVar[str] = "Событие «{event}»: {what}."
    http_status: ClassVar[int] = 422


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A machine does not work from … to …, plant local time."""

    machine_id: str
    start_at: dt.datetime
    finish_at: dt.datetime
    reason: str = "поломка"


@dataclass(frozen=True, slots=True)
class LateMaterial:
    """Material comes on other dates; None = not known any more.

    Attributes:
        dates: Order number → the date from whose 00:00 its material is usable.
        item_id: The component that comes late.
    """

    dates: Mapping[str, dt.date | None]
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class UrgentOrder:
    """An order of the request, planned or not, becomes urgent.

    Attributes:
        due_date: Its new due date; None = as it was.
    """

    order_no: str
    due_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AbsentCrew:
    """Nobody works on these machines in one shift."""

    machine_ids: tuple[str, ...]
    date: dt.date
    shift_no: int


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """The shop refuses an operation at its place.

    Attributes:
        not_before: Plant local time before which it is not possible on that machine.
    """

    order_no: str
    op_no: int
    machine_id: str
    not_before: dt.datetime


Event = Breakdown | LateMaterial | UrgentOrder | AbsentCrew | RefusedLine


@dataclass(frozen=True, slots=True)
class Applied:
    """A request as it is after an event.

    Attributes:
        urgent: Order to be placed anew, None without one.
        refused: Operation that must not stay at its place, None without one.
        held_in_stop: Held operations that stand in a stop of the event: people decide about them.
    """

    request: PlanRequest
    urgent: str | None = None
    refused: RefusedLine | None = None
    held_in_stop: tuple[OperationKey, ...] = field(default=())


def apply_event(request: PlanRequest, event: Event) -> Applied:
    """The request after the event.

    Raises:
        EventUnknownError: A machine, an order or a shift is not there.
        EventEmptyError: The event changes nothing by its own words.
    """
    match event:
        case Breakdown():
            return _breakdown(request, event)
        case LateMaterial():
            return _late_material(request, event)
        case UrgentOrder():
            return _urgent(request, event)
        case AbsentCrew():
            return _absent_crew(request, event)
        case RefusedLine():
            _known_order(request, event.order_no, "отказ цеха")
            return Applied(request, refused=event)


def _breakdown(request: PlanRequest, event: Breakdown) -> Applied:
    name = "поломка"
    if event.machine_id not in request.plant.machines:
        raise EventUnknownError(event=name, what=f"станка {event.machine_id}")
    if event.finish_at <= event.start_at:
        raise EventEmptyError(
            event=name,
            what=f"конец {event.finish_at:%d.%m.%Y %H:%M} должен быть позже начала "
            f"{event.start_at:%d.%m.%Y %H:%M}",
        )
    return _stopped(request, [MachineStop(event.machine_id, event.start_at, event.finish_at, event.reason)])


def _absent_crew(request: PlanRequest, event: AbsentCrew) -> Applied:
    return _stopped(request, shift_stops(request.plant, event))


def shift_stops(plant: Plant, event: AbsentCrew) -> list[MachineStop]:
    """The stops that close the shift on the machines.

    Raises:
        EventUnknownError: No such machine, or none of them works in that shift.
    """
    name, calendar = "нет бригады", ShiftCalendar(plant.calendar)
    stops = []
    for machine_id in event.machine_ids:
        machine = plant.machines.get(machine_id)
        if machine is None:
            raise EventUnknownError(event=name, what=f"станка {machine_id}")
        stops += [
            MachineStop(machine_id, shift.start_at, shift.finish_at, name)
            for shift in calendar.machine_shifts(machine.workshop_id, machine_id, event.date)
            if shift.shift_no == event.shift_no
        ]
    if not stops:
        what = f"рабочей смены {event.shift_no} на {event.date:%d.%m.%Y} у этих станков"
        raise EventUnknownError(event=name, what=what)
    return stops


def _late_material(request: PlanRequest, event: LateMaterial) -> Applied:
    if not event.dates:
        raise EventEmptyError(event="опоздание сырья", what="ни один заказ не ждёт этого сырья")
    for order_no in event.dates:
        _known_order(request, order_no, "опоздание сырья")
    items = dict.fromkeys(event.dates, event.item_id) if event.item_id else {}
    return Applied(
        replace(
            request,
            material={**request.material, **event.dates},
            material_item={**request.material_item, **items},
        )
    )


def _urgent(request: PlanRequest, event: UrgentOrder) -> Applied:
    order = _known_order(request, event.order_no, "срочный заказ")
    urgent = replace(order, priority=URGENT, due_date=event.due_date or order.due_date)

    def with_urgent(orders: tuple[Order, ...]) -> tuple[Order, ...]:
        return tuple(urgent if other.order_no == urgent.order_no else other for other in orders)

    return Applied(
        replace(
            request,
            orders=with_urgent(request.orders),
            plant=replace(request.plant, orders=with_urgent(request.plant.orders)),
        ),
        urgent=event.order_no,
    )


def _known_order(request: PlanRequest, order_no: str, event: str) -> Order:
    for order in request.orders:
        if order.order_no == order_no:
            return order
    raise EventUnknownError(event=event, what=f"планируемого заказа {order_no}")


def _stopped(request: PlanRequest, stops: Iterable[MachineStop]) -> Applied:
    """The request with stops, cut around held work."""
    spans: dict[str, list[tuple[dt.datetime, dt.datetime, OperationKey]]] = {}
    for key, rows in rows_by_operation(request.fixed_rows).items():
        span = rows[0].start_at, max(row.finish_at for row in rows), key
        spans.setdefault(rows[0].machine_id, []).append(span)
    cut: list[MachineStop] = []
    held: list[OperationKey] = []
    for stop in stops:
        begin = stop.start_at
        for start_at, finish_at, key in sorted(spans.get(stop.machine_id, ())):
            if start_at < stop.finish_at and begin < finish_at:
                held.append(key)
                if begin < start_at:
                    cut.append(replace(stop, start_at=begin, finish_at=start_at))
                begin = max(begin, finish_at)
        if begin < stop.finish_at:
            cut.append(replace(stop, start_at=begin))
    plant = replace(request.plant, stops=(*request.plant.stops, *cut))
    return Applied(replace(request, plant=plant), held_in_stop=tuple(held))
