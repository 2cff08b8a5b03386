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
from potok.scheduling.dispatch import Shop
from potok.scheduling.explain import start_causes
from potok.scheduling.plan import PlanRow, StartCause, StartReason
from potok.scheduling.problem import Job, Problem
from potok.scheduling.promise.alternatives import Alternative, Alternatives, AskedOrder
from potok.scheduling.promise.placing import Placement, earliest_placement, take_place
from potok.scheduling.promise.work import Occupied, PlannedWork, Queues
from potok.scheduling.rows import rows_of_operations
from potok.scheduling.rules import days_late, release_date


class NoPromiseError(PotokError):
    """No release can be promised."""

    code: ClassVar[str] = "no_promise"
    template: ClassVar[str] = "Срок для изделия {product_id} назвать нельзя: {why}."
    http_status: ClassVar[int] = 409


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
        in_the_way: Orders that may be asked to give way, one at a time.
        tried: Those of them that were.
        unseen: Confirmed orders outside the plan whose work it does not keep off.
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
    in_the_way: int = 0
    tried: int = 0
    unseen: int = 0


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

    Attributes:
        unseen: Confirmed orders outside the plan whose work is not laid out.
    """

    def __init__(
        self,
        plant: Plant,
        work: Iterable[PlannedWork],
        *,
        since: dt.datetime,
        planned: Mapping[str, tuple[Order, dt.date]] | None = None,
    ) -> None:
        self.plant, self.planned, self.unseen = replace(plant, orders=()), planned or {}, 0
        time = WorkingTime(plant)
        self.axes = tuple(
            Axis(time.machine(code), origin=to_seconds(since)) for code in sorted(plant.machines)
        )
        self._lay_out(tuple(work))

    def _lay_out(self, work: tuple[PlannedWork, ...]) -> None:
        self._work = work
        self.occupied = Occupied(self.plant, sorted(self.plant.machines), self.axes, work)
        self.held = frozenset(one.order_no for one in work if one.held)
        self.finishes: dict[str, dt.datetime] = {}
        for one in work:
            self.finishes[one.order_no] = max(one.finish_at, self.finishes.get(one.order_no, one.finish_at))

    def add_work(self, work: Iterable[PlannedWork], *, unseen: int) -> None:
        """Lay out more work beside that of the plan; `unseen` orders have none to lay out."""
        self.unseen += unseen
        self._lay_out((*self._work, *work))

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
        self._asked = AskedOrder(desk, order, material, not_before)
        self._material_item = material_item

    def promise(self) -> Promise:
        """The promise with its alternatives."""
        problem = self._asked.problem()
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
        alternatives = Alternatives(self._asked, job, occupied, placed)
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
            alternatives=alternatives.told(),
            in_the_way=alternatives.in_the_way,
            tried=alternatives.tried,
            unseen=self._desk.unseen,
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


def _deciding(causes: Sequence[StartCause]) -> StartCause:
    """The cause behind the last operation: back through the operations that only wait for the one before."""
    for cause in reversed(causes):
        if cause.reason is not StartReason.PREDECESSOR:
            return cause
    return causes[0]
