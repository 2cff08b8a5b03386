"""Earlier releases of a promised order and what they cost: its material sooner, or one other order later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from potok.plant.model import Order
from potok.plant.shifts import to_moment
from potok.scheduling.build import build_problem
from potok.scheduling.dispatch import Shop, span_of_rows
from potok.scheduling.plan import PlanRow
from potok.scheduling.problem import ANY_MODE, FixedOperation, Job, Operation, Problem
from potok.scheduling.promise.placing import Placement, earliest_placement, take_place
from potok.scheduling.promise.work import Queues, order_of
from potok.scheduling.request import PlanRequest
from potok.scheduling.rows import rows_of_operations
from potok.scheduling.rules import days_late, release_date
from potok.scheduling.timeline import Entry, Timeline, setup_after

if TYPE_CHECKING:
    from potok.scheduling.promise.engine import PromiseDesk

#: Orders that are tried as victims, each alone, and alternatives that are told. On a plan of ten thousand
#: operations some hundred orders are in the way, and each costs three milliseconds.
VICTIMS_TRIED = 24
_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """An earlier release and its price.

    Attributes:
        release_at: Plant local time.
        victim: The order that gives way, None when only material comes earlier.
        victim_later_s: Seconds by which the victim is released later, 0 when it is not.
        victim_late_days: Days late of the victim then.
        material_from: The date from which the material would have to be there, None with a victim.
        rows: Where the order would stand, and the victim.
    """

    release_at: dt.datetime
    victim: str | None = None
    victim_later_s: int = 0
    victim_late_days: int = 0
    material_from: dt.date | None = None
    rows: tuple[PlanRow, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedOrder:
    """An order for which a promise is made.

    Attributes:
        material: From when its material is usable.
        not_before: Plant local moment before which nothing new starts.
    """

    desk: PromiseDesk
    order: Order
    material: dt.date
    not_before: dt.datetime

    def problem(self, others: Sequence[Order] = ()) -> Problem:
        """The order and some of the plan, to be placed anew."""
        dates = {other.order_no: self.desk.planned[other.order_no][1] for other in others}
        return build_problem(
            PlanRequest(
                plant=self.desk.plant,
                orders=(self.order, *others),
                material={self.order.order_no: self.material, **dates},
                not_before=self.not_before,
            ),
            axes=self.desk.axes,
        )


class _Found(NamedTuple):
    """An alternative before its rows are made."""

    alternative: Alternative
    problem: Problem
    entries: Sequence[Entry]

    @property
    def price(self) -> tuple[dt.date, int, int]:
        """By date, then what it costs the victim."""
        one = self.alternative
        return one.release_at.date(), one.victim_late_days, one.victim_later_s

    def with_rows(self) -> Alternative:
        """As it is told."""
        return replace(self.alternative, rows=tuple(rows_of_operations(self.problem, self.entries)))


class Alternatives:
    """The earlier releases of a placed order.

    Args:
        asked: The order.
        job: Its job.
        occupied: The plan beside which it was placed.
        placed: Where.

    Attributes:
        in_the_way: Orders that may be asked to give way.
    """

    def __init__(self, asked: AskedOrder, job: Job, occupied: Queues, placed: Placement) -> None:
        self._asked, self._job, self._occupied, self._placed = asked, job, occupied, placed
        victims = self._victims()
        self.in_the_way, self._tried = len(victims), victims[:VICTIMS_TRIED]

    @property
    def tried(self) -> int:
        """How many of the orders in the way were tried."""
        return len(self._tried)

    def told(self) -> tuple[Alternative, ...]:
        """One a date, the least price of each, the earliest first."""
        found = sorted([*self._by_material(), *self._by_victims()], key=lambda one: one.price)
        told: dict[dt.date, _Found] = {}
        for one in found:
            told.setdefault(one.alternative.release_at.date(), one)
        return tuple(one.with_rows() for one in list(told.values())[:_ALTERNATIVES])

    def _by_material(self) -> Iterator[_Found]:
        """What the order would be with its material there at once."""
        at_once = self._asked.not_before.date()
        if self._asked.material <= at_once:
            return
        shop = Shop(self._occupied.problem, self._occupied.timelines)
        earlier = earliest_placement(shop, replace(self._job, material_s=shop.problem.now_s))
        if earlier is not None and _date(earlier.finish_s) < _date(self._placed.finish_s):
            wanted = max(at_once, to_moment(earlier.launch_s).date())
            alternative = Alternative(to_moment(earlier.finish_s), material_from=wanted)
            yield _Found(alternative, shop.problem, earlier.entries)

    def _by_victims(self) -> Iterator[_Found]:
        """What the order would be without one other, and where that other would then go."""
        if not self._tried:
            return
        occupied, planned = self._occupied, self._asked.desk.planned
        orders = [planned[order_no][0] for order_no in self._tried]
        problem = self._asked.problem(orders)
        jobs = {job.order.order_no: job for job in problem.jobs}
        for order in orders:
            job = jobs.get(order.order_no)
            if job is None:
                continue
            shop = Shop(problem, occupied.without(order.order_no))
            first = earliest_placement(shop, jobs[self._asked.order.order_no])
            if first is None or _date(first.finish_s) >= _date(self._placed.finish_s):
                continue
            occupied.fill((job,))  # only now: most victims are none
            shop = Shop(problem, occupied.without(order.order_no))
            take_place(shop, first)
            both = shop.copy(range(len(shop.timelines)))
            second = both.place(job, [ANY_MODE] * problem.operation_count)
            if second is not None and _set_up(occupied.timelines, both.timelines, order.order_no):
                alternative = self._with_victim(order, first.finish_s, second.finish_s)
                yield _Found(alternative, problem, list(_new_entries(both.timelines)))

    def _with_victim(self, order: Order, finish_s: int, victim_finish_s: int) -> Alternative:
        desk = self._asked.desk
        before, after = desk.finishes[order.order_no], to_moment(victim_finish_s)
        return Alternative(
            release_at=to_moment(finish_s),
            victim=order.order_no,
            victim_later_s=max(0, round((after - before).total_seconds())),
            victim_late_days=days_late(
                release_date(after),
                qc_days=desk.plant.items[order.product_id].qc_days,
                due_date=order.due_date,
                holidays=desk.plant.holidays,
            ),
        )

    def _victims(self) -> list[str]:
        """Orders in the way on the machines of the order, the last before it first; no held ones."""
        held, planned = self._asked.desk.held, self._asked.desk.planned
        found: dict[str, tuple[int, int]] = {}
        for entry in self._placed.entries:
            machine = entry.mode.machine
            for before in self._occupied.timelines[machine].entries:
                order_no = order_of(before)
                if before.start >= entry.start or order_no in held or order_no not in planned:
                    continue
                if isinstance(before.work, FixedOperation):
                    priority = planned[order_no][0].priority
                    key = -priority, -span_of_rows(before.work)[1]
                    found[order_no] = min(key, found.get(order_no, key))
        urgent = self._asked.order.priority
        allowed = [order_no for order_no in found if planned[order_no][0].priority >= urgent]
        return sorted(allowed, key=lambda order_no: found[order_no])


def _set_up(before: Sequence[Timeline], after: Sequence[Timeline], victim: str) -> bool:
    """Whether the planned set-ups still do for the work that stood behind a victim and does not move."""
    for machine, timeline in enumerate(before):
        for entry, behind in pairwise(timeline.entries):
            if order_of(entry) != victim or order_of(behind) == victim:
                continue
            queue = after[machine]
            place = queue.index_of(behind)
            needed = setup_after(behind, queue.entries[place - 1]) if place else behind.mode.full_setup_s
            if needed > behind.setup:
                return False
    return True


def _new_entries(timelines: Iterable[Timeline]) -> Iterator[Entry]:
    """What was placed beside the plan, machine by machine."""
    for timeline in timelines:
        for entry in timeline.entries:
            if isinstance(entry.work, Operation):
                yield entry


def _date(finish_s: int) -> dt.date:
    return release_date(to_moment(finish_s))
