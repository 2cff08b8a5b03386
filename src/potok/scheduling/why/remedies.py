"""What would make an order less late: every remedy is tried, and told as it came out.

The work that the release depends on is timed again, in the same order, with the remedy in force. Shifts and
material only make work earlier, so nobody else is hurt; a change of machine pushes other orders, or waits
for them, and is timed once more with all of them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from potok.plant.model import CalendarRow, DayKind
from potok.plant.shifts import ShiftCalendar, to_moment, to_seconds
from potok.scheduling.build import axes_of
from potok.scheduling.fixed import OperationKey, rows_by_operation
from potok.scheduling.plan import StartReason
from potok.scheduling.request import PlanRequest
from potok.scheduling.rules import material_usable_from
from potok.scheduling.why.reasons import Why
from potok.scheduling.why.retiming import (
    Change,
    OtherMachine,
    OtherMaterial,
    Retiming,
    ShiftMore,
    Step,
    Timed,
)

#: Remedies are looked for on this many operations of the chain, from the release backwards.
LOOKED_AT = 6
_DATES_TRIED = 3
_DAYS_BEFORE = 7
_SHIFT = dt.timedelta(hours=8)
_SHORTEST_SHIFT = dt.timedelta(hours=4)
_MORNING = dt.time(8)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that makes an order less late.

    Attributes:
        kind: «overtime» (a shift on a day without shifts), «evening» (a shift after the last one of a working
            day), «machine», «material» or «replan» (nothing but planning anew).
        request: The request with the remedy, for all orders.
        steps: The order of all work with it.
        release_at: Release of the order with it, plant local time.
        late_days: Days late with it.
        machine_id: Machine of the shift, or the other machine.
        window: The shift, plant local time.
        date: Date of the material.
        operation: The operation that changes its machine, or whose material comes earlier.
        item_id: The component.
    """

    kind: str
    request: PlanRequest
    steps: tuple[Step, ...]
    release_at: dt.datetime
    late_days: int
    machine_id: str | None = None
    window: tuple[dt.datetime, dt.datetime] | None = None
    date: dt.date | None = None
    operation: OperationKey | None = None
    item_id: str | None = None


@dataclass
class RemedySearch:
    """Remedies for one order.

    Attributes:
        request: The request, for all orders.
        steps: The order of all work.
        retiming: The work of the orders that the release depends on, ready to be timed.
        base: As it is timed without remedies.
        order_no: The order.
        late_days_at: Days late of a release.
        tried: Kind → how many remedies of it were tried, whatever came out.
    """

    request: PlanRequest
    steps: tuple[Step, ...]
    retiming: Retiming
    base: Timed
    order_no: str
    late_days_at: Callable[[dt.datetime], int]
    tried: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._calendar = ShiftCalendar(self.request.plant.calendar)
        self._held = [
            (rows[0].machine_id, rows[0].start_at, max(row.finish_at for row in rows))
            for rows in rows_by_operation(self.request.fixed_rows).values()
        ]

    def best(self, chain: Sequence[Why], late: int) -> tuple[Remedy, ...]:
        """The best remedy of each kind, the most helpful first.

        Args:
            chain: Operations from the last one of the order back to where the chain begins.
            late: Days late without a remedy.
        """
        free = [why for why in chain if not why.is_held]
        looked_at = free[:LOOKED_AT]
        best: dict[str, Remedy] = {}
        for remedy in (*self._shifts(looked_at), *self._machines(looked_at), *self._materials(free)):
            # With fewer orders in the way nothing comes out later: what does not help there does not at all.
            if _is_better(remedy, best.get(remedy.kind), late):
                sure = self._among_all(remedy)
                if sure is not None and _is_better(sure, best.get(remedy.kind), late):
                    best[remedy.kind] = sure
        return tuple(sorted(best.values(), key=lambda remedy: (remedy.late_days, remedy.kind)))

    def anew(self, late: int) -> tuple[Remedy, ...]:
        """Planning anew as the only remedy, when that alone makes the order less late than it is.

        Held work must not be run into by what is later than planned; what is not, did so in the plan.
        """
        planned = {step.key: step.start_s for step in self.steps}
        if any(self.base.start_s(free) > planned[free] for _, free in self.base.reached):
            return ()
        remedy = self._came_out(self._idea("replan", self.request, self.steps), self.base)
        return (remedy,) if remedy is not None and remedy.late_days < late else ()

    def _try(self, remedy: Remedy, change: Change) -> Iterator[Remedy]:
        """The remedy with what comes out of it among the orders that the release depends on."""
        self.tried[remedy.kind] += 1
        timed = self.retiming.changed(self.base, change)
        if timed is not None and timed.spares_held(self.base, with_setups=False):
            came_out = self._came_out(remedy, timed)
            if came_out is not None:
                yield came_out

    def _among_all(self, remedy: Remedy) -> Remedy | None:
        """The remedy with what comes out of it among all orders; None when held work forbids it."""
        if remedy.kind != "machine" or remedy.operation is None or remedy.machine_id is None:
            return remedy
        retiming, base = self._whole
        if base is None:
            return None
        timed = retiming.changed(base, OtherMachine(remedy.operation, remedy.machine_id))
        if timed is None or not timed.spares_held(base, with_setups=True):
            return None
        return self._came_out(remedy, timed)

    @cached_property
    def _whole(self) -> tuple[Retiming, Timed | None]:
        """All orders, ready to be timed, and as they are timed without remedies."""
        retiming = Retiming(self.request, self.steps)
        return retiming, retiming.timed()

    def _came_out(self, remedy: Remedy, timed: Timed) -> Remedy | None:
        finish_s = timed.finish_s(self.order_no)
        if finish_s is None:
            return None
        release_at = to_moment(finish_s)
        return replace(remedy, release_at=release_at, late_days=self.late_days_at(release_at))

    def _shifts(self, chain: Sequence[Why]) -> Iterator[Remedy]:
        """A shift more on a machine of the chain: on days without work, and after work."""
        for why in _one_a_machine(chain):
            dates = self._dates(why)
            for kind, windows in (
                ("overtime", self._on_days_off(why.machine_id, dates)),
                ("evening", self._after_work(why.machine_id, reversed(dates))),
            ):
                for _, window in zip(range(_DATES_TRIED), windows, strict=False):
                    yield from self._shift(kind, why.machine_id, window)

    def _shift(self, kind: str, machine_id: str, window: tuple[dt.datetime, dt.datetime]) -> Iterator[Remedy]:
        plant = self.request.plant
        row = shift_row(self.request, machine_id, window)
        request = replace(self.request, plant=replace(plant, calendar=(*plant.calendar, row)))
        idea = replace(self._idea(kind, request, self.steps), machine_id=machine_id, window=window)
        machine = self.retiming.problem.machine_ids.index(machine_id)
        yield from self._try(
            idea, ShiftMore(machine, axes_of(request, [machine_id])[0], to_seconds(window[0]))
        )

    def _dates(self, why: Why) -> list[dt.date]:
        """Dates on which a shift more could help an operation."""
        first = max(why.start_at.date() - _DAYS_BEFORE * _DAY, self.request.plant.today)
        last = min(why.finish_at.date(), self._calendar.last_date or dt.date.min)
        return [first + distance * _DAY for distance in range((last - first).days + 1)]

    def _on_days_off(
        self, machine_id: str, dates: Sequence[dt.date]
    ) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        workshop = self.request.plant.machines[machine_id].workshop_id
        for date in dates:
            works = self._shifts_on(machine_id, date)
            start = dt.datetime.combine(date, _MORNING)
            if works or self._calendar.repaired_shifts(workshop, machine_id, date):
                continue
            if self._is_free(machine_id, start, start + _SHIFT):
                yield start, start + _SHIFT

    def _after_work(
        self, machine_id: str, dates: Iterator[dt.date]
    ) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """After the last shift of a day and its break, up to the next shift."""
        for date in dates:
            ends = [end for _, end in self._shifts_on(machine_id, date)]
            if not ends:
                continue
            start = max(ends)
            following = [
                begin
                for distance in range(1, 3)
                for begin, _ in self._shifts_on(machine_id, date + distance * _DAY)
            ]
            finish = min([start + _SHIFT, *(begin for begin in following if begin >= start)])
            is_in_calendar = start.date() <= (self._calendar.last_date or dt.date.min)
            if (
                finish - start >= _SHORTEST_SHIFT
                and is_in_calendar
                and self._is_free(machine_id, start, finish)
            ):
                yield start, finish

    def _shifts_on(self, machine_id: str, date: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
        """Start of every shift of a date and its end, the break at the end included."""
        workshop = self.request.plant.machines[machine_id].workshop_id
        return [
            (shift.start_at, self._calendar.end_of(shift, workshop, machine_id))
            for shift in self._calendar.machine_shifts(workshop, machine_id, date)
        ]

    def _is_free(self, machine_id: str, start: dt.datetime, finish: dt.datetime) -> bool:
        """Whether that time has not begun and neither a shift nor held work of the machine lies there."""
        if start < self.request.not_before:
            return False
        near = [
            shift
            for distance in range(-1, 2)
            for shift in self._shifts_on(machine_id, start.date() + distance * _DAY)
        ]
        near += [(begin, end) for machine, begin, end in self._held if machine == machine_id]
        return all(end <= start or begin >= finish for begin, end in near)

    def _machines(self, chain: Sequence[Why]) -> Iterator[Remedy]:
        """An operation of the chain on another permitted machine, at the time it had."""
        for why in chain:
            key = why.order_no, why.op_no
            for mode in self.retiming.known[key][1].modes:
                machine_id = self.retiming.problem.machine_ids[mode.machine]
                if machine_id == why.machine_id:
                    continue
                steps = tuple(
                    step._replace(machine_id=machine_id) if step.key == key else step for step in self.steps
                )
                idea = self._idea("machine", self.request, steps)
                idea = replace(idea, machine_id=machine_id, operation=key)
                yield from self._try(idea, OtherMachine(key, machine_id))

    def _materials(self, chain: Sequence[Why]) -> Iterator[Remedy]:
        """The latest date of the material at the root of the chain that is as good as having it now."""
        if not chain:
            return
        root = chain[-1]
        material = next((one for one in root.reasons if one.reason is StartReason.MATERIAL), None)
        if material is None:
            return
        first = self.request.not_before.date()
        # The later the material, the later the release, in one order of work: halving finds the date.
        good, bad = 0, (material.bound_at.date() - first).days
        best = next(self._material(root, material.item_id, first), None) if bad > 0 else None
        while best is not None and bad - good > 1:
            middle = (good + bad) // 2
            tried = next(self._material(root, material.item_id, first + middle * _DAY), None)
            if tried is None or tried.late_days > best.late_days:
                bad = middle
            else:
                good, best = middle, tried
        if best is not None:
            yield best

    def _material(self, root: Why, item_id: str | None, date: dt.date) -> Iterator[Remedy]:
        dates: Mapping[str, dt.date | None] = {**self.request.material, root.order_no: date}
        idea = self._idea("material", replace(self.request, material=dates), self.steps)
        idea = replace(idea, date=date, operation=(root.order_no, root.op_no), item_id=item_id)
        material_s = to_seconds(material_usable_from(date))
        yield from self._try(idea, OtherMaterial(root.order_no, material_s))

    def _idea(self, kind: str, request: PlanRequest, steps: tuple[Step, ...]) -> Remedy:
        """A remedy of which nothing is known yet."""
        return Remedy(kind, request, steps, self.request.not_before, 0)


def shift_row(request: PlanRequest, machine_id: str, window: tuple[dt.datetime, dt.datetime]) -> CalendarRow:
    """A shift more of one machine, without a break."""
    start, finish = window
    workshop = request.plant.machines[machine_id].workshop_id
    used = [
        row.shift_no
        for row in request.plant.calendar
        if row.date == start.date() and row.workshop_id == workshop
    ]
    return CalendarRow(
        workshop_id=workshop,
        machine_id=machine_id,
        date=start.date(),
        shift_no=max(used, default=0) + 1,
        start_time=start.time(),
        end_time=finish.time(),
        break_min=0,
        work_min=(finish - start) // dt.timedelta(minutes=1),
        kind=DayKind.WORK,
        note="сверхурочно",
        once=True,
    )


def _is_better(remedy: Remedy, known: Remedy | None, late: int) -> bool:
    """Whether it helps, and sooner than the one that is known."""
    return remedy.late_days < late and (known is None or remedy.release_at < known.release_at)


def _one_a_machine(chain: Sequence[Why]) -> Iterator[Why]:
    seen: set[str] = set()
    for why in chain:
        if why.machine_id not in seen:
            seen.add(why.machine_id)
            yield why
