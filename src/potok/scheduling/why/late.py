"""Why an order is late: the chain of reasons behind its release, and what would really help (`remedies`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from potok.errors import PotokError
from potok.plant.model import Order
from potok.plant.names import machine_names
from potok.plant.shifts import to_moment
from potok.scheduling.fixed import OperationKey, rows_by_operation
from potok.scheduling.plan import Plan, PlanRow, StartReason, UnplannedReason
from potok.scheduling.request import PlanRequest
from potok.scheduling.rules import days_late, release_date
from potok.scheduling.why.reasons import NOT_TOLD, Reasons, Why
from potok.scheduling.why.remedies import Remedy, RemedySearch
from potok.scheduling.why.retiming import Retiming, Step, Timed, part_of, steps_of

#: Differences below this are not told: a plan is cut to whole seconds and read to the minute.
_MINUTE = dt.timedelta(minutes=1)
_LACKS = {
    UnplannedReason.NO_KNOWN_COVER: "известного прихода сырья",
    UnplannedReason.NO_CAPACITY: "работающей машины",
    UnplannedReason.NO_ROUTE: "маршрута",
}


class OrderNotInPlanError(PotokError):
    """The plan does not hold the order."""

    code = "order_not_in_plan"
    template = "Заказа {order_no} нет в плане: объяснять нечего."
    http_status = 404


class OrderCannotBeTimedError(PotokError):
    """The plan holds the order, but by what is known today its work cannot be done."""

    code = "order_cannot_be_timed"
    template = (
        "Заказ {order_no} стоит в плане, но по сегодняшним данным для него нет {lack}. "
        "Почините план или проверьте календарь, остановки и приходы."
    )
    http_status = 409


@dataclass(frozen=True, slots=True)
class LateWhy:
    """Why an order is released when it is released.

    Attributes:
        release_at: Release by the plan.
        late_days: Days late by the plan.
        possible_at: Release that the reasons give, with the plan's order of work and what is known today.
        possible_late_days: Days late then.
        chain: Operations from the last one of the order back to where the chain begins. Of a launched order
            all its operations, which stay where they are.
        is_launched: Whether work on the order has begun.
        setup_s: Set-ups in the chain, seconds.
        remedies: What would make it less late, the best of each kind, the most helpful first.
        tried: Kind of remedy → how many were tried.
        machines: Names of the machines by code.
    """

    order: Order
    release_at: dt.datetime
    late_days: int
    possible_at: dt.datetime
    possible_late_days: int
    chain: tuple[Why, ...]
    is_launched: bool = False
    setup_s: int = 0
    remedies: tuple[Remedy, ...] = ()
    tried: Mapping[str, int] = field(default_factory=dict)
    machines: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_late(self) -> bool:
        """Whether it is late by the plan, or by what is known today."""
        return bool(self.late_days or self.possible_late_days)

    @property
    def is_kept(self) -> bool:
        """Whether the plan releases it later than the reasons demand."""
        return self.release_at - self.possible_at >= _MINUTE

    @property
    def is_outdated(self) -> bool:
        """Whether what is known today does not let it be released as early as the plan says."""
        return self.possible_at - self.release_at >= _MINUTE


def why_late(
    request: PlanRequest,
    plan: Plan,
    order_no: str,
    *,
    holds: Mapping[OperationKey, StartReason] = NOT_TOLD,
) -> LateWhy:
    """The chain of reasons of an order's release, with remedies when it is late.

    Args:
        request: The request of today. An order that it holds without planning it is launched.
        plan: The plan.
        order_no: The order.
        holds: Why held operations are held, out of `reasons.HOLDS`.

    Raises:
        OrderNotInPlanError: The plan does not hold the order.
        OrderCannotBeTimedError: Today's calendars, stops or material leave no place for its work.
    """
    return _Explanation(request, plan, order_no, holds).made()


class _Explanation:
    def __init__(
        self, request: PlanRequest, plan: Plan, order_no: str, holds: Mapping[OperationKey, StartReason]
    ) -> None:
        known = {order.order_no: order for order in (*request.plant.orders, *request.orders)}
        self._rows = {key: rows for key, rows in rows_by_operation(plan.rows).items() if key[0] == order_no}
        if order_no not in known or not self._rows:
            raise OrderNotInPlanError(order_no=order_no)
        self._order = known[order_no]
        self._is_launched = all(order.order_no != order_no for order in request.orders)
        if self._is_launched and all(row.order_no != order_no for row in request.fixed_rows):
            raise OrderNotInPlanError(order_no=order_no)
        everything = steps_of(plan.rows)
        orders = set() if self._is_launched else _behind(everything, order_no)
        self._whole_request, self._whole_steps = request, everything
        self._request = part_of(request, orders)
        self._steps = tuple(step for step in everything if step.key[0] in orders)
        self._planned = plan.rows
        planned = {order.order_no for order in request.orders}
        started = {
            (row.order_no, row.op_no): StartReason.STARTED
            for row in request.fixed_rows
            if row.order_no not in planned
        }
        self._holds = {**started, **holds}

    def made(self) -> LateWhy:
        """The explanation."""
        release_at = max(row.finish_at for rows in self._rows.values() for row in rows)
        late = self._late_days(release_at)
        names = machine_names(self._request.plant.machines)
        retiming = Retiming(self._request, self._steps)
        timed = retiming.timed()
        finish_s = None if timed is None else timed.finish_s(self._order.order_no)
        lack = self._lack(retiming, timed)
        if timed is None or finish_s is None or lack:
            raise OrderCannotBeTimedError(order_no=self._order.order_no, lack=lack or "рабочего времени")
        reasons = Reasons(timed, self._request.material_item, self._holds)
        if self._is_launched:
            own = tuple(reversed(reasons.of_order(self._order.order_no)))
            return LateWhy(
                self._order, release_at, late, release_at, late, own, is_launched=True, machines=names
            )
        possible_at = to_moment(finish_s)
        possible_late = self._late_days(possible_at)
        chain = tuple(self._chain(reasons))
        search = RemedySearch(
            self._whole_request, self._whole_steps, retiming, timed, self._order.order_no, self._late_days
        )
        anew = search.anew(late) if possible_late < late else ()
        return LateWhy(
            order=self._order,
            release_at=release_at,
            late_days=late,
            possible_at=possible_at,
            possible_late_days=possible_late,
            chain=self._as_planned(chain),
            setup_s=sum(why.setup_s for why in chain),
            remedies=(*anew, *(search.best(chain, possible_late) if possible_late else ())),
            tried=dict(search.tried),
            machines=names,
        )

    def _lack(self, retiming: Retiming, timed: Timed | None) -> str:
        """What the order lacks to be timed; empty when it is there as a whole."""
        for left_out in retiming.problem.unplanned:
            if left_out.order_no == self._order.order_no:
                return _LACKS[left_out.reason_code]
        for job in retiming.problem.jobs:
            if job.order.order_no == self._order.order_no and timed is not None:
                free = [operation for operation in job.operations if operation.fixed is None]
                if any((self._order.order_no, operation.op_no) not in timed.entries for operation in free):
                    return "места на все операции маршрута"
        return ""

    def _late_days(self, release_at: dt.datetime) -> int:
        plant = self._request.plant
        return days_late(
            release_date(release_at),
            qc_days=plant.items[self._order.product_id].qc_days,
            due_date=self._order.due_date,
            holidays=plant.holidays,
        )

    def _chain(self, reasons: Reasons) -> Iterator[Why]:
        """From the last operation of the order backwards, as long as another operation is the reason."""
        own = reasons.of_order(self._order.order_no)
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

    def _as_planned(self, chain: Sequence[Why]) -> tuple[Why, ...]:
        """The chain with its places in the plan where these are later than the reasons demand."""
        wanted = {(why.order_no, why.op_no) for why in chain}
        rows: dict[OperationKey, tuple[PlanRow, ...]] = rows_by_operation(
            row for row in self._planned if (row.order_no, row.op_no) in wanted
        )
        placed = []
        for why in chain:
            of_operation = () if why.is_held else rows[why.order_no, why.op_no]
            start_at = min((row.start_at for row in of_operation), default=why.start_at)
            finish_at = max((row.finish_at for row in of_operation), default=why.finish_at)
            is_later = start_at - why.start_at >= _MINUTE
            placed.append(replace(why, planned=(start_at, finish_at)) if is_later else why)
        return tuple(placed)


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
