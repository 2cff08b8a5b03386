"""The face of the promise: a plan, an order that is not in it, and the day it can be released.

Nothing of the plan moves: the promise holds beside every row of it. The alternatives say whose order
would have to give way, by how much, and what earlier material would bring.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from potok.errors import PotokError
from potok.plant.dates import add_working_days
from potok.plant.model import Order, Plant
from potok.plant.names import machine_names
from potok.plant.shifts import to_moment, to_seconds
from potok.plant.working_time import WorkingTime
from potok.scheduling.axis import Axis
from potok.scheduling.build import build_problem
from potok.scheduling.dispatch import Shop, span_of_rows
from potok.scheduling.explain import start_causes
from potok.scheduling.plan import PlanRow, StartCause, StartReason
from potok.scheduling.problem import ANY_MODE, FixedOperation, Job, Problem
from potok.scheduling.promise.placing import Placement, earliest_placement, take_place
from potok.scheduling.promise.work import Occupied, PlannedWork, Queues, order_of
from potok.scheduling.request import PlanRequest
from potok.scheduling.rows import rows_of_operations
from potok.scheduling.rules import days_late, release_date

#: Orders that are looked at as victims, alternatives that are told.
_VICTIMS = 4
_ALTERNATIVES = 3


class NoPromiseError(PotokError):
    """No release can be promised."""

    code: ClassVar[str] = "no_promise"
    template: ClassVar[str] = "Срок для изделия {product_id} назвать нельзя: {why}."
    http_status: ClassVar[int] = 409


@dataclass(frozen=True, slots=True)
class Alternative:
    """An earlier release and its price.

    Attributes:
        release_at: Plant local time.
        victim: The order that gives way, None when only material comes earlier.
        victim_later_s: Seconds by which the victim is released later, 0 when it is not.
        victim_late_days: Days late of the victim then.
        material_from: The date from which the material would have to be there, None with a victim.
    """

    release_at: dt.datetime
    victim: str | None = None
    victim_later_s: int = 0
    victim_late_days: int = 0
    material_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """The earliest credible release of an order.

    Attributes:
        launch_at: Start of its first operation, plant local time.
        release_at: End of its last one.
        ready_date: Release date plus quality control: what the customer can be told.
        late_days: Calendar days after the asked due date.
        rows: Its rows beside the plan.
        causes: Why its operations start when they start.
        deciding: The cause that the release comes down to.
        machine: Name of the machine on which it decides.
        alternatives: Earlier releases and what they cost, the earliest first.
    """

    order: Order
    launch_at: dt.datetime
    release_at: dt.datetime
    ready_date: dt.date
    late_days: int
    rows: tuple[PlanRow, ...]
    causes: tuple[StartCause, ...]
    deciding: StartCause
    machine: str
    alternatives: tuple[Alternative, ...]


def promise_order(
    plant: Plant,
    order: Order,
    work: Iterable[PlannedWork],
    *,
    material: dt.date | None,
    not_before: dt.datetime,
    material_item: str = "",
    planned: Mapping[str, tuple[Order, dt.date]] | None = None,
) -> Promise:
    """When an order could be released beside a plan that does not move.

    Args:
        plant: The factory.
        order: The order as asked for.
        work: The plan.
        material: From when its material is usable, None = no known cover.
        not_before: Plant local moment before which nothing new starts.
        material_item: The component that decides the material date.
        planned: Orders of the plan that may be asked to give way, with their material dates.

    Raises:
        NoPromiseError: No known cover, no route, no working machine or no working time.
        InvalidDataError: Route or order cannot be planned as given.
    """
    desk = PromiseDesk(plant, work, since=not_before, planned=planned)
    return desk.promise(order, material=material, not_before=not_before, material_item=material_item)


class PromiseDesk:
    """A plan laid out once for any number of promises; one at a time, it makes more of itself as asked.

    Args:
        plant: The factory.
        work: The plan.
        since: Plant local moment; no promise is asked for an earlier one.
        planned: Orders of the plan that may be asked to give way, with their material dates.
    """

    def __init__(
        self,
        plant: Plant,
        work: Iterable[PlannedWork],
        *,
        since: dt.datetime,
        planned: Mapping[str, tuple[Order, dt.date]] | None = None,
    ) -> None:
        self.plant, self.planned = replace(plant, orders=()), planned or {}
        time, machine_ids = WorkingTime(plant), sorted(plant.machines)
        self.axes = tuple(Axis(time.machine(code), origin=to_seconds(since)) for code in machine_ids)
        listed = tuple(work)
        self.occupied = Occupied(plant, machine_ids, self.axes, listed)
        self.held = frozenset(one.order_no for one in listed if one.held)
        self.finishes: dict[str, dt.datetime] = {}
        for one in listed:
            self.finishes[one.order_no] = max(one.finish_at, self.finishes.get(one.order_no, one.finish_at))

    def promise(
        self, order: Order, *, material: dt.date | None, not_before: dt.datetime, material_item: str = ""
    ) -> Promise:
        """As `promise_order`."""
        if material is None:
            raise NoPromiseError(product_id=order.product_id, why="нет известного прихода сырья")
        return _Promising(self, order, material, not_before, material_item).promise()


class _Promising:
    """One promise in the making."""

    def __init__(
        self,
        desk: PromiseDesk,
        order: Order,
        material: dt.date,
        not_before: dt.datetime,
        material_item: str,
    ) -> None:
        self._desk, self._plant, self._order = desk, desk.plant, order
        self._material, self._not_before = material, not_before
        self._material_item, self._planned = material_item, desk.planned

    def promise(self) -> Promise:
        """The promise with its alternatives."""
        problem = self._problem((self._order,))
        job = self._job_of(problem)
        occupied = Queues(self._desk.occupied, problem)
        occupied.fill((job,))
        shop = Shop(problem, occupied.timelines.copy())
        placed = self._placed(shop, job)
        take_place(shop, placed)
        causes = self._causes(shop, job)
        release_at = to_moment(placed.finish_s)
        released = release_date(release_at)
        item, holidays = self._plant.items[self._order.product_id], self._plant.holidays
        rows, deciding = tuple(rows_of_operations(problem, placed.entries)), _deciding(causes)
        machine_id = next(row.machine_id for row in rows if row.op_no == deciding.op_no)
        return Promise(
            order=self._order,
            launch_at=to_moment(placed.launch_s),
            release_at=release_at,
            ready_date=add_working_days(released, item.qc_days, holidays=holidays),
            late_days=days_late(
                released, qc_days=item.qc_days, due_date=self._order.due_date, holidays=holidays
            ),
            rows=rows,
            causes=causes,
            deciding=deciding,
            machine=machine_names(self._plant.machines)[machine_id],
            alternatives=self._alternatives(job, occupied, placed),
        )

    def _problem(self, orders: Sequence[Order]) -> Problem:
        dates = {order.order_no: self._planned[order.order_no][1] for order in orders[1:]}
        return build_problem(
            PlanRequest(
                plant=self._plant,
                orders=tuple(orders),
                material={orders[0].order_no: self._material, **dates},
                not_before=self._not_before,
            ),
            axes=self._desk.axes,
        )

    def _job_of(self, problem: Problem) -> Job:
        for job in problem.jobs:
            if job.order.order_no == self._order.order_no:
                return job
        reason = problem.unplanned[0].reason_code
        why = {"no_route": "нет маршрута", "no_capacity": "нет работающего станка"}.get(reason, str(reason))
        raise NoPromiseError(product_id=self._order.product_id, why=why)

    def _placed(self, shop: Shop, job: Job) -> Placement:
        placed = earliest_placement(shop, job)
        if placed is None:
            raise NoPromiseError(
                product_id=self._order.product_id, why="у станков маршрута кончился календарь"
            )
        return placed

    def _causes(self, shop: Shop, job: Job) -> tuple[StartCause, ...]:
        items = {self._order.order_no: self._material_item} if self._material_item else {}
        only = {operation.index for operation in job.operations}
        return start_causes(shop, material_item=items, only=only)

    def _alternatives(self, job: Job, occupied: Queues, placed: Placement) -> tuple[Alternative, ...]:
        """Earlier dates: one a date, the least price of each."""
        found = [*self._by_material(job, occupied, placed), *self._by_victims(occupied, placed)]
        found.sort(key=lambda one: (one.release_at.date(), one.victim_late_days, one.victim_later_s))
        told: dict[dt.date, Alternative] = {}
        for one in found:
            told.setdefault(one.release_at.date(), one)
        return tuple(list(told.values())[:_ALTERNATIVES])

    def _by_material(self, job: Job, occupied: Queues, placed: Placement) -> Iterable[Alternative]:
        """What the order would be with its material there at once."""
        at_once = self._not_before.date()
        if self._material <= at_once:
            return
        shop = Shop(occupied.problem, occupied.timelines)
        earlier = earliest_placement(shop, replace(job, material_s=shop.problem.now_s))
        if earlier is not None and _date(earlier.finish_s) < _date(placed.finish_s):
            wanted = max(at_once, to_moment(earlier.launch_s).date())
            yield Alternative(to_moment(earlier.finish_s), material_from=wanted)

    def _by_victims(self, occupied: Queues, placed: Placement) -> Iterable[Alternative]:
        """What the order would be without one other, and where that other would then go."""
        victims = self._victims(occupied, placed)
        if not victims:
            return
        orders = [self._planned[order_no][0] for order_no in victims]
        problem = self._problem((self._order, *orders))
        jobs = {job.order.order_no: job for job in problem.jobs}
        for order in orders:
            job = jobs.get(order.order_no)
            if job is None:
                continue
            shop = Shop(problem, occupied.without(order.order_no))
            first = earliest_placement(shop, jobs[self._order.order_no])
            if first is None or _date(first.finish_s) >= _date(placed.finish_s):
                continue
            occupied.fill((job,))  # only now: most victims are none
            shop = Shop(problem, occupied.without(order.order_no))
            take_place(shop, first)
            second = shop.copy(range(len(shop.timelines))).place(job, [ANY_MODE] * problem.operation_count)
            if second is not None:
                yield self._with_victim(order, first.finish_s, second.finish_s)

    def _with_victim(self, order: Order, finish_s: int, victim_finish_s: int) -> Alternative:
        before = self._desk.finishes[order.order_no]
        after = to_moment(victim_finish_s)
        return Alternative(
            release_at=to_moment(finish_s),
            victim=order.order_no,
            victim_later_s=max(0, round((after - before).total_seconds())),
            victim_late_days=days_late(
                release_date(after),
                qc_days=self._plant.items[order.product_id].qc_days,
                due_date=order.due_date,
                holidays=self._plant.holidays,
            ),
        )

    def _victims(self, occupied: Queues, placed: Placement) -> list[str]:
        """Orders in the way on the machines of the order, the last before it first; no held ones."""
        held = self._desk.held
        found: dict[str, tuple[int, int]] = {}
        for entry in placed.entries:
            machine = entry.mode.machine
            for before in occupied.timelines[machine].entries:
                order_no = order_of(before)
                if before.start >= entry.start or order_no in held or order_no not in self._planned:
                    continue
                if isinstance(before.work, FixedOperation):
                    priority = self._planned[order_no][0].priority
                    key = -priority, -span_of_rows(before.work)[1]
                    found[order_no] = min(key, found.get(order_no, key))
        urgent = self._order.priority
        allowed = [order_no for order_no in found if self._planned[order_no][0].priority >= urgent]
        return sorted(allowed, key=lambda order_no: found[order_no])[:_VICTIMS]


def _date(finish_s: int) -> dt.date:
    return release_date(to_moment(finish_s))


def _deciding(causes: Sequence[StartCause]) -> StartCause:
    """The cause behind the last operation: back through the operations that only wait for the one before."""
    for cause in reversed(causes):
        if cause.reason is not StartReason.PREDECESSOR:
            return cause
    return causes[0]
