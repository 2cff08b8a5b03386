"""Why an order is late: the chain of reasons behind its release, and what would really help.

Every remedy is tried: the work that the release depends on is timed again, in the same order, with the
remedy in force. What is told is what came out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from potok.errors import PotokError
from potok.plant.model import CalendarRow, DayKind, Order
from potok.plant.shifts import ShiftCalendar, to_moment
from potok.scheduling.fixed import OperationKey
from potok.scheduling.plan import Plan, StartReason
from potok.scheduling.request import PlanRequest
from potok.scheduling.rules import days_late, release_date
from potok.scheduling.why.reasons import Why, reasons_of
from potok.scheduling.why.retiming import Step, part_of, retimed, steps_of

_OVERTIME_MIN = 480
#: Remedies are looked for on this many operations of the chain, from the release backwards.
_LOOKED_AT = 6
_DATES_TRIED = 3


class OrderNotInPlanError(PotokError):
    """The plan does not hold the order."""

    code = "order_not_in_plan"
    template = "Заказа {order_no} нет в плане: объяснять нечего."
    http_status = 404


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that makes an order less late.

    Attributes:
        kind: «overtime», «machine» or «material».
        release_at: Release of the order with it, plant local time.
        late_days: Days late with it.
        request: The request with the remedy, for the orders that the release depends on.
        steps: The order of work with it.
        machine_id: Machine of the overtime, or the other machine.
        date: Date of the overtime, or of the material.
        operation: The operation that changes its machine, or whose material comes earlier.
        item_id: The component.
    """

    kind: str
    release_at: dt.datetime
    late_days: int
    request: PlanRequest
    steps: tuple[Step, ...]
    machine_id: str | None = None
    date: dt.date | None = None
    operation: OperationKey | None = None
    item_id: str | None = None


@dataclass(frozen=True, slots=True)
class LateWhy:
    """Why an order is released when it is released.

    Attributes:
        chain: Operations from the last one of the order back to where the chain begins.
        setup_s: Set-ups in the chain, seconds.
        remedies: What would make it less late, the best of each kind, the most helpful first.
    """

    order: Order
    release_at: dt.datetime
    late_days: int
    chain: tuple[Why, ...]
    setup_s: int
    remedies: tuple[Remedy, ...]


def why_late(request: PlanRequest, plan: Plan, order_no: str) -> LateWhy:
    """The chain of reasons of an order's release, with remedies when it is late.

    Raises:
        OrderNotInPlanError: The plan does not hold the order.
    """
    return _Explanation(request, plan, order_no).made()


class _Explanation:
    def __init__(self, request: PlanRequest, plan: Plan, order_no: str) -> None:
        everything = steps_of(plan.rows)
        order = next((order for order in request.orders if order.order_no == order_no), None)
        if order is None or all(step.key[0] != order_no for step in everything):
            raise OrderNotInPlanError(order_no=order_no)
        self._order = order
        self._request = part_of(request, _behind(everything, order_no))
        self._steps = everything
        timed = retimed(self._request, everything)
        if timed is None or timed.finish_s(order_no) is None:
            raise OrderNotInPlanError(order_no=order_no)
        self._timed = timed

    def made(self) -> LateWhy:
        """The explanation."""
        reasons = reasons_of(self._timed, self._request.material_item)
        chain = tuple(self._chain(reasons))
        release_at = to_moment(self._timed.finish_s(self._order.order_no) or 0)
        late = self._late_days(release_at)
        remedies = tuple(self._remedies(chain, late)) if late else ()
        return LateWhy(
            order=self._order,
            release_at=release_at,
            late_days=late,
            chain=chain,
            setup_s=sum(why.setup_s for why in chain),
            remedies=remedies,
        )

    def _late_days(self, release_at: dt.datetime) -> int:
        plant = self._request.plant
        return days_late(
            release_date(release_at),
            qc_days=plant.items[self._order.product_id].qc_days,
            due_date=self._order.due_date,
            holidays=plant.holidays,
        )

    def _chain(self, reasons: Mapping[OperationKey, Why]) -> Iterator[Why]:
        """From the last operation of the order backwards, as long as another operation is the reason."""
        own = [why for key, why in reasons.items() if key[0] == self._order.order_no]
        if not own:
            return
        at: Why | None = max(own, key=lambda why: (why.finish_at, why.op_no))
        while at is not None:
            yield at
            at = self._before(at, reasons)

    def _before(self, why: Why, reasons: Mapping[OperationKey, Why]) -> Why | None:
        for reason in why.reasons:
            if reason.reason is StartReason.PREDECESSOR:
                earlier = [
                    op_no for order_no, op_no in reasons if order_no == why.order_no and op_no < why.op_no
                ]
                return reasons.get((why.order_no, max(earlier))) if earlier else None
            if reason.behind is not None:
                return reasons.get(reason.behind)
        return None

    def _remedies(self, chain: Sequence[Why], late: int) -> list[Remedy]:
        """The best remedy of each kind, the most helpful first."""
        best: dict[str, Remedy] = {}
        for remedy in (*self._overtime(chain), *self._machines(chain), *self._materials(chain)):
            known = best.get(remedy.kind)
            if remedy.late_days < late and (known is None or remedy.release_at < known.release_at):
                best[remedy.kind] = remedy
        return sorted(best.values(), key=lambda remedy: (remedy.late_days, remedy.kind))

    def _tried(self, remedy: Remedy) -> Iterator[Remedy]:
        """The remedy with what comes out of it."""
        timed = retimed(remedy.request, remedy.steps, strict=True)
        finish_s = None if timed is None else timed.finish_s(self._order.order_no)
        if finish_s is not None:
            release_at = to_moment(finish_s)
            yield replace(remedy, release_at=release_at, late_days=self._late_days(release_at))

    def _remedy(self, kind: str, request: PlanRequest, steps: tuple[Step, ...]) -> Remedy:
        return Remedy(kind, self._request.not_before, 0, request, steps)

    def _overtime(self, chain: Sequence[Why]) -> Iterator[Remedy]:
        """A shift more on a machine of the chain, on a day it does not work."""
        plant = self._request.plant
        calendar = ShiftCalendar(plant.calendar)
        last = calendar.last_date
        for why in _one_a_machine(chain):
            date, found = max(why.start_at.date() - dt.timedelta(days=7), plant.today), 0
            while last is not None and date <= min(why.finish_at.date(), last) and found < _DATES_TRIED:
                workshop = plant.machines[why.machine_id].workshop_id
                if not calendar.machine_shifts(workshop, why.machine_id, date):
                    found += 1
                    row = overtime_row(workshop, why.machine_id, date)
                    request = replace(self._request, plant=replace(plant, calendar=(*plant.calendar, row)))
                    remedy = self._remedy("overtime", request, self._steps)
                    yield from self._tried(replace(remedy, machine_id=why.machine_id, date=date))
                date += dt.timedelta(days=1)

    def _machines(self, chain: Sequence[Why]) -> Iterator[Remedy]:
        """An operation of the chain on another permitted machine, at the time it had."""
        products = {order.order_no: order.product_id for order in self._request.orders}
        for why in chain[:_LOOKED_AT]:
            key = why.order_no, why.op_no
            for line in self._request.plant.routings.get(products.get(why.order_no, ""), ()):
                if line.op_no != why.op_no or line.machine_id == why.machine_id:
                    continue
                if line.machine_id not in self._able(key):
                    continue
                steps = tuple(
                    step._replace(machine_id=line.machine_id) if step.key == key else step
                    for step in self._steps
                )
                remedy = self._remedy("machine", self._request, steps)
                yield from self._tried(replace(remedy, machine_id=line.machine_id, operation=key))

    def _able(self, key: OperationKey) -> set[str]:
        problem = self._timed.shop.problem
        return {
            problem.machine_ids[mode.machine]
            for job in problem.jobs
            if job.order.order_no == key[0]
            for operation in job.operations
            if operation.op_no == key[1]
            for mode in operation.modes
        }

    def _materials(self, chain: Sequence[Why]) -> Iterator[Remedy]:
        """The latest date of the material at the root of the chain that is as good as having it now."""
        if not chain:
            return
        root = chain[-1]
        material = next((one for one in root.reasons if one.reason is StartReason.MATERIAL), None)
        if material is None:
            return
        best: Remedy | None = None
        date = self._request.not_before.date()
        while date < material.bound_at.date():
            dates = {**self._request.material, root.order_no: date}
            remedy = self._remedy("material", replace(self._request, material=dates), self._steps)
            remedy = replace(
                remedy, date=date, operation=(root.order_no, root.op_no), item_id=material.item_id
            )
            for tried in self._tried(remedy):
                if best is not None and tried.late_days > best.late_days:
                    yield best
                    return
                best = tried
            date += dt.timedelta(days=1)
        if best is not None:
            yield best


def overtime_row(workshop_id: str, machine_id: str, date: dt.date) -> CalendarRow:
    """A shift of eight hours from eight o'clock for one machine on a day without shifts."""
    start, end = dt.time(8), dt.time(16)
    return CalendarRow(
        workshop_id, machine_id, date, 1, start, end, 0, _OVERTIME_MIN, DayKind.WORK, "сверхурочно"
    )


def _one_a_machine(chain: Sequence[Why]) -> Iterator[Why]:
    seen: set[str] = set()
    for why in chain[:_LOOKED_AT]:
        if why.machine_id not in seen:
            seen.add(why.machine_id)
            yield why


def _behind(steps: Sequence[Step], order_no: str) -> set[str]:
    """The orders whose work the release of an order depends on, through machines and routes."""
    before: dict[OperationKey, list[OperationKey]] = {}
    last_on: dict[str, OperationKey] = {}
    last_of: dict[str, OperationKey] = {}
    for step in steps:
        found = [last_on.get(step.machine_id), last_of.get(step.key[0])]
        before[step.key] = [key for key in found if key is not None]
        last_on[step.machine_id] = last_of[step.key[0]] = step.key
    waiting = [step.key for step in steps if step.key[0] == order_no]
    seen = set(waiting)
    while waiting:
        for key in before[waiting.pop()]:
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return {key[0] for key in seen}
