"""One pass over a plan: what the event hits gives way as its treatment says, all else stays if it can.

A pass begins from the standing queues. Operations are taken by their old start, but only those that
something happened to: their place is lost, their predecessor moved, or an operation came or left on their
machine. One whose place is free, behind the same set-up, goes straight back, and from there on its machine
is as it stood: nothing behind it is looked at for the sake of the machine. So a pass costs as much as it
changes, whatever the size of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

from potok.scheduling.dispatch import Choice, Shop
from potok.scheduling.held import ends_too_late_for_held
from potok.scheduling.leftward import delivery_of_previous
from potok.scheduling.overlap import Delivery
from potok.scheduling.problem import ANY_MODE, Job, Mode, Operation
from potok.scheduling.repair.places import Place
from potok.scheduling.repair.standing import PUSHED, Standing, Turn, queue_of, queue_on
from potok.scheduling.repair.ways import Ban, Treatment, Way
from potok.scheduling.timeline import Entry, Timeline


@dataclass(slots=True)
class Kept:
    """A plan after a pass.

    Attributes:
        entries: Queue entries of all operations that were placed anew, by operation index.
        moved: Operations that have another start, machine or set-up than before, or are new.
        without_time: Jobs for which there is no working time; they are left out as a whole.
        conflicts: Operations before held work that end too late for it.
    """

    shop: Shop
    entries: dict[int, Entry] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    without_time: dict[int, Job] = field(default_factory=dict)
    conflicts: set[int] = field(default_factory=set)


def keep(
    standing: Standing, treatments: Mapping[int, Treatment], bans: Mapping[int, Ban] | None = None
) -> Kept:
    """The plan with jobs (by index) treated so; all others by `Way.SHIFT`.

    Args:
        standing: The plan as it stands.
        treatments: By job index.
        bans: Refused places by operation index.
    """
    without: dict[int, Job] = {}
    while True:
        one = _Pass(standing, treatments, bans or {}, without)
        failed = one.run()
        if failed is None:
            return one.kept
        without[failed.index] = failed  # all of its operations go, so begin again without it


_BY_DEFAULT = Treatment(Way.SHIFT)
_NEW = Treatment(Way.ANEW)
_INTO_GAPS = frozenset({Way.GAP, Way.ANEW})
#: Who waits for its turn whatever becomes of its machine.
_IN_ANY_CASE = -1


class _Pass:
    """One pass."""

    def __init__(
        self,
        standing: Standing,
        treatments: Mapping[int, Treatment],
        bans: Mapping[int, Ban],
        without: Mapping[int, Job],
    ) -> None:
        self._standing, self._problem = standing, standing.problem
        self._treatments, self._bans = treatments, bans
        self.kept = Kept(Shop(self._problem, standing.timelines.copy()), without_time=dict(without))
        self._touched: set[int] = set()
        # Turn, operation, and the machine for whose sake it is looked at while that is touched.
        self._waiting: list[tuple[Turn, int, int]] = []
        self._seen: set[int] = set()
        self._pushed: set[int] = set()

    def run(self) -> Job | None:
        """Make the pass; the first job that finds no working time."""
        for index, turn in self._beginning():
            self._wait(index, turn)
        self._take_out_pushed()
        while self._waiting:
            turn, index, machine = heappop(self._waiting)
            if machine != _IN_ANY_CASE and machine not in self._touched:
                continue
            job, operation = self._standing.job_and_operation(index)
            if not self._take(job, operation, turn):
                return job
        for job in self._into_gaps():
            for operation in job.operations[self._treatment(job).position :]:
                if operation.fixed is None and not self._put(job, operation, self._treatment(job), None):
                    return job
        self._look_at_what_moved()
        return None

    def _treatment(self, job: Job) -> Treatment:
        return self._treatments.get(job.index, _BY_DEFAULT if job.index in self._standing.jobs else _NEW)

    def _beginning(self) -> Iterable[tuple[int, Turn]]:
        """Operations that cannot stay, are treated, or leave; pushed ones at their moment."""
        standing = self._standing
        for index in standing.hit:
            yield index, standing.turns[index]
        for number in {*self._treatments, *self.kept.without_time}:
            job = self._problem.jobs[number]
            treatment = self._treatment(job)
            for operation in job.operations[0 if number in self.kept.without_time else treatment.position :]:
                if operation.fixed is not None:
                    continue
                if operation.index in standing.turns:
                    yield operation.index, standing.turns[operation.index]
                if treatment.way is Way.PUSH and number not in self.kept.without_time:
                    yield operation.index, Turn(treatment.at_s, PUSHED, operation.position, number)

    def _take_out_pushed(self) -> None:
        """Pushed work is placed before its old turn comes: its old entries go at once."""
        timelines = self.kept.shop.timelines
        for number, treatment in self._treatments.items():
            if treatment.way is not Way.PUSH:
                continue
            for operation in self._problem.jobs[number].operations[treatment.position :]:
                entry = self._standing.entries.get(operation.index)
                if entry is not None:
                    self._pushed.add(operation.index)
                    machine = entry.mode.machine
                    timelines[machine] = queue_of(self._without_pushed(timelines[machine].entries))

    def _without_pushed(self, entries: list[Entry]) -> list[Entry]:
        return [
            entry
            for entry in entries
            if not isinstance(entry.work, Operation) or entry.work.index not in self._pushed
        ]

    def _into_gaps(self) -> Iterable[Job]:
        """Jobs placed after all others are back: priority, then the last day on time."""
        jobs = {number for number, one in self._treatments.items() if one.way in _INTO_GAPS}
        if len(self._standing.jobs) < len(self._problem.jobs):
            pushed = {number for number, one in self._treatments.items() if one.way is Way.PUSH}
            jobs |= {job.index for job in self._problem.jobs} - self._standing.jobs - pushed
        found = [self._problem.jobs[number] for number in jobs if number not in self.kept.without_time]
        return sorted(found, key=lambda job: (job.order.priority, job.last_day, job.index))

    def _wait(self, index: int, turn: Turn, machine: int = _IN_ANY_CASE) -> None:
        heappush(self._waiting, (turn, index, machine))

    def _take(self, job: Job, operation: Operation, turn: Turn) -> bool:
        """Deal with an operation in its turn; False when there is no working time."""
        is_ordinary = turn.rank != PUSHED
        if is_ordinary:
            if operation.index in self._seen:
                return True
            self._seen.add(operation.index)
            self._leave(operation, turn)
        if job.index in self.kept.without_time:
            return True
        treatment = self._treatment(job)
        if operation.position < treatment.position:
            treatment = _BY_DEFAULT
        if treatment.way in _INTO_GAPS or (treatment.way is Way.PUSH and is_ordinary):
            return True
        if self._stay(job, operation, treatment):
            return True
        return self._put(job, operation, treatment, turn)

    def _leave(self, operation: Operation, turn: Turn) -> None:
        """Take an operation out of its queue; what comes after it there is looked at in its turn."""
        place = self._standing.places.get(operation.index)
        if place is None or place.mode == ANY_MODE:
            return
        machine = operation.modes[place.mode].machine
        if machine not in self._touched:
            self._touch(machine, turn)
        else:
            self._look_behind(machine, turn)

    def _touch(self, machine: int, turn: Turn) -> None:
        """From this turn on every operation of a machine is looked at."""
        self._touched.add(machine)
        timelines = self.kept.shop.timelines
        timelines[machine] = self._standing.before(machine, timelines[machine], turn, self.kept.entries)
        self._look_behind(machine, turn)

    def _look_behind(self, machine: int, turn: Turn) -> None:
        index = self._standing.next_on(machine, turn)
        if index is not None and index not in self._seen:
            self._wait(index, self._standing.turns[index], machine)

    def _stay(self, job: Job, operation: Operation, treatment: Treatment) -> bool:
        """Put an operation back where it was; False when it cannot stay there."""
        entry = self._standing.entries.get(operation.index)
        if entry is None or treatment.way is Way.PUSH:
            return False
        if operation.position:
            previous = job.operations[operation.position - 1]
            if previous.fixed is None and previous.index in self.kept.moved:
                return False
        timeline = self.kept.shop.timelines[entry.mode.machine]
        slot = timeline.find(entry.mode, job.product, job.family, floor=entry.start, body_floor=entry.body)
        if slot.start != entry.start or slot.setup != entry.setup:
            return False
        timeline.insert(slot, entry)
        if entry.mode.machine in self._touched:
            self._let_go(entry)
        return True

    def _let_go(self, entry: Entry) -> None:
        """Leave a machine alone again when nothing stands behind this operation that did not before."""
        machine, timelines = entry.mode.machine, self.kept.shop.timelines
        timeline = timelines[machine]
        place = timeline.index_of(entry) + 1
        if any(isinstance(other.work, Operation) for other in timeline.entries[place:]):
            return
        behind = self._standing.after(machine, entry)
        if self._pushed:
            behind = self._without_pushed(behind)
        timelines[machine] = queue_on(timeline.entries[:place], timeline.ends[:place], behind)
        self._touched.discard(machine)

    def _put(self, job: Job, operation: Operation, treatment: Treatment, turn: Turn | None) -> bool:
        """Choose a place by the rules and take it; False when there is no working time."""
        place = self._standing.places.get(operation.index)
        modes, start_s, body_s = self._wishes(operation, treatment, place)
        views = self._views({mode.machine for mode in modes}, turn)
        shop = self.kept.shop
        before = self._entry_before(job, operation)
        entries = {} if before is None else {job.operations[operation.position - 1].index: before}
        delivery = delivery_of_previous(shop, job, operation, entries)
        choice = self._choice(job, operation, delivery, modes, start_s=start_s, body_s=body_s)
        for machine, view in views.items():
            shop.timelines[machine] = view
        if choice is None:
            return False
        self._own(choice.mode.machine, turn)
        entry = shop.put(job, operation, choice, before, [])
        self.kept.entries[operation.index] = entry
        if place is None or not _is_there(operation, place, entry):
            self.kept.moved.add(operation.index)
            if ends_too_late_for_held(shop, job, operation, entry):
                self.kept.conflicts.add(operation.index)
            self._look_at_next(job, operation, turn)
        return True

    def _wishes(
        self, operation: Operation, treatment: Treatment, place: Place | None
    ) -> tuple[tuple[Mode, ...], int, int]:
        """Machines to choose from, moment of the start, moment of the work after the set-up (0 = any)."""
        way = treatment.way
        if way is Way.PUSH:
            return operation.modes, treatment.at_s, 0
        if place is None or way is Way.ANEW or (way is Way.GAP and operation.position == treatment.position):
            return operation.modes, 0, 0
        return operation.choices(ANY_MODE if way is Way.OTHER else place.mode), 0, place.body_s

    def _views(self, machines: set[int], turn: Turn | None) -> dict[int, Timeline]:
        """Show machines that nothing touched as they are before this turn; returns what they were."""
        timelines, views = self.kept.shop.timelines, {}
        if turn is not None:
            for machine in machines - self._touched:
                views[machine] = timelines[machine]
                timelines[machine] = self._standing.before(
                    machine, timelines[machine], turn, self.kept.entries
                )
        return views

    def _own(self, machine: int, turn: Turn | None) -> None:
        """Make the queue of a machine this pass's own before it changes."""
        if turn is not None and machine not in self._touched:
            self._touch(machine, turn)
        timelines = self.kept.shop.timelines
        if timelines[machine] is self._standing.timelines[machine]:
            timelines[machine] = timelines[machine].copy()

    def _entry_before(self, job: Job, operation: Operation) -> Entry | None:
        """The predecessor as it is queued now, in a queue of this pass's own; None when it is held."""
        if operation.position == 0:
            return None
        index = job.operations[operation.position - 1].index
        entry = self.kept.entries.get(index) or self._standing.entries.get(index)
        if entry is None:
            return None
        self._own(entry.mode.machine, None)
        return self.kept.shop.timelines[entry.mode.machine].current(entry)

    def _choice(
        self,
        job: Job,
        operation: Operation,
        delivery: Delivery | None,
        modes: tuple[Mode, ...],
        *,
        start_s: int,
        body_s: int,
    ) -> Choice | None:
        """The machine on which an operation is done first; a refused place only after its moment."""
        ban, found = self._bans.get(operation.index), []
        for mode in modes:
            is_banned = ban is not None and ban.mode >= 0 and operation.modes[ban.mode] is mode
            choice = self.kept.shop.choose(
                job,
                operation,
                delivery,
                (mode,),
                not_before_s=max(start_s, ban.until_s) if ban is not None and is_banned else start_s,
                body_not_before_s=body_s,
            )
            if choice is not None:
                found.append(choice)
        return min(found, key=lambda choice: (choice.finish_s, choice.slot.setup), default=None)

    def _look_at_next(self, job: Job, operation: Operation, turn: Turn | None) -> None:
        """The next operation of the order has to be looked at in its turn."""
        following = job.operations[operation.position + 1 : operation.position + 2]
        if turn is None or not following or following[0].fixed is not None:
            return
        index = following[0].index
        if index in self._standing.turns and index not in self._seen:
            self._wait(index, self._standing.turns[index])

    def _look_at_what_moved(self) -> None:
        """Operations that are not where they were, by the finished queues."""
        kept, places, standing_ids = self.kept, self._standing.places, self._standing.standing_ids
        kept.moved = set()
        for timeline, standing in zip(kept.shop.timelines, self._standing.timelines, strict=True):
            if timeline is standing:
                continue
            for entry in (entry for entry in timeline.entries if id(entry) not in standing_ids):
                if isinstance(entry.work, Operation):
                    index = entry.work.index
                    kept.entries[index] = entry
                    place = places.get(index)
                    if place is None or not _is_there(entry.work, place, entry):
                        kept.moved.add(index)


def _is_there(operation: Operation, place: Place, entry: Entry) -> bool:
    """Whether a queued operation stands just as it did."""
    return (
        place.intact
        and operation.modes[place.mode] is entry.mode
        and (entry.start, entry.setup) == (place.start, place.setup)
    )
