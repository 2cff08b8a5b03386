"""The queues of a plan as it stands, and the turn in which its operations give way.

Made once for a plan; every way to repair begins from these queues and touches only what it changes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterator, Mapping
from itertools import accumulate, pairwise
from typing import NamedTuple

from potok.plant.model import Basis
from potok.scheduling.dispatch import fixed_timelines
from potok.scheduling.problem import ANY_MODE, FixedOperation, Job, Operation, Problem
from potok.scheduling.repair.places import Place
from potok.scheduling.timeline import NO_CAP, Entry, Timeline, setup_after


class Turn(NamedTuple):
    """When an operation is taken: by old start, pushed work first, no operation before its predecessor."""

    start_s: int
    rank: int
    position: int
    job: int


#: `Turn.rank` of work that is pushed in before others, and of all other work.
PUSHED, ORDINARY = 0, 1


class Standing:
    """A plan as queues.

    Args:
        problem: The problem as it is now.
        places: Places of the plan by operation index.
        refused: Indexes of operations that must not stay at their places.

    Attributes:
        turns: Turn of every free operation of a job that stands in the plan, by operation index.
        jobs: Indexes of those jobs.
        entries: Queue entries of the operations that can stay, by operation index.
        hit: Operations that cannot stay whatever the others do.
        timelines: Queues of held work and of the operations that can stay.
        standing_ids: `id` of every entry of `entries`: who has that very entry has not moved.
    """

    def __init__(self, problem: Problem, places: Mapping[int, Place], refused: Collection[int] = ()) -> None:
        self.problem = problem
        self.places = places
        self.turns: dict[int, Turn] = {}
        self.jobs: set[int] = set()
        self.entries: dict[int, Entry] = {}
        self.hit: set[int] = set()
        self._of = {operation.index: (job, operation) for job in problem.jobs for operation in job.operations}
        on_machine: list[list[int]] = [[] for _ in problem.axes]
        self._behind_turn_s = [0] * len(problem.axes)
        for job, operation, turn in _in_turn(problem, places):
            index = operation.index
            self.jobs.add(job.index)
            self.turns[index] = turn
            place = places.get(index)
            if place is None or not place.intact or index in refused:
                self.hit.add(index)
            if place is not None and place.mode != ANY_MODE:
                machine = operation.modes[place.mode].machine
                on_machine[machine].append(index)
                behind_s = turn.start_s - place.start_s
                self._behind_turn_s[machine] = max(self._behind_turn_s[machine], behind_s)
        self._queues = [sorted((self.turns[index], index) for index in indexes) for indexes in on_machine]
        held = fixed_timelines(problem)
        self._held = [timeline.entries for timeline in held]
        self.timelines = [self._stand(held[machine], queue) for machine, queue in enumerate(self._queues)]
        self.standing_ids = frozenset(map(id, self.entries.values()))

    def job_and_operation(self, index: int) -> tuple[Job, Operation]:
        """Job and operation of an operation index."""
        return self._of[index]

    def next_on(self, machine: int, after: Turn) -> int | None:
        """The next operation of the plan on a machine that comes after a turn."""
        queue = self._queues[machine]
        place = bisect_right(queue, after, key=lambda item: item[0])
        return queue[place][1] if place < len(queue) else None

    def before(self, machine: int, timeline: Timeline, turn: Turn, placed: Container[int]) -> Timeline:
        """A queue without the operations that come at this turn or after it and are not placed anew yet.

        Args:
            machine: Its machine.
            timeline: The queue; what starts after the turn in it is either held or stands as it stood.
            turn: The turn.
            placed: Indexes of the operations that are placed anew.
        """
        entries, axis = timeline.entries, self.problem.axes[machine]
        # An operation starts at the moment of its turn or, on this machine, at most so much before it.
        earliest = axis.position(turn.start_s - self._behind_turn_s[machine])
        latest = axis.position(turn.start_s)
        low = bisect_left(entries, earliest, key=_start)
        high = bisect_right(entries, latest, lo=low, key=_start)
        kept = [
            entry
            for entry in entries[low:high]
            if isinstance(entry.work, FixedOperation)
            or entry.work.index in placed
            or self.turns[entry.work.index] < turn
        ]
        held = self._held[machine]
        kept += held[bisect_right(held, latest, key=_start) :]
        return queue_on(entries[:low], timeline.ends[:low], kept)

    def after(self, machine: int, entry: Entry) -> list[Entry]:
        """What stands behind an operation that is at its place."""
        timeline = self.timelines[machine]
        return timeline.entries[timeline.index_of(entry) + 1 :]

    def _stand(self, held: Timeline, queue: list[tuple[Turn, int]]) -> Timeline:
        """The queue of a machine; operations that overlap or have another set-up than the rule are hit.

        An operation behind one that cannot stay still counts on it for its set-up.
        """
        queued = [self._entry(index) for _, index in queue]
        everything = sorted([*held.entries, *queued], key=lambda entry: entry.start)
        before: Entry | None = None
        end = 0
        for entry in everything:
            if isinstance(entry.work, Operation) and entry.work.index not in self.hit:
                setup = entry.mode.full_setup_s if before is None else setup_after(entry, before)
                if setup != entry.setup or entry.start < end:
                    self.hit.add(entry.work.index)
            if isinstance(entry.work, FixedOperation) or entry.work.index not in self.hit:
                end = max(end, entry.end)
            before = entry
        kept = [entry for entry in everything if not self._is_hit(entry)]
        for entry, behind in pairwise(kept):
            if isinstance(entry.work, Operation) and entry.end > behind.start:
                self.hit.add(entry.work.index)
        kept = [entry for entry in kept if not self._is_hit(entry)]
        self.entries |= {entry.work.index: entry for entry in kept if isinstance(entry.work, Operation)}
        return queue_of(kept)

    def _is_hit(self, entry: Entry) -> bool:
        return isinstance(entry.work, Operation) and entry.work.index in self.hit

    def _entry(self, index: int) -> Entry:
        """The queue entry of an operation at its place."""
        job, operation = self._of[index]
        place = self.places[index]
        mode, problem = operation.modes[place.mode], self.problem
        floor = place.start
        if operation.position == 0:
            floor = problem.axes[mode.machine].position(max(problem.now_s, job.material_s))
        body = place.start + place.setup
        is_counted_on = mode.basis is Basis.RATE and operation.position + 1 < len(job.operations)
        return Entry(
            start=place.start,
            body=body,
            end=body + mode.run_s,
            floor=min(floor, place.start),
            cap=place.start if is_counted_on else NO_CAP,
            product=job.product,
            family=job.family,
            mode=mode,
            work=operation,
            movable=True,
        )


def queue_of(entries: list[Entry]) -> Timeline:
    """A queue of entries that are in order; held work may overlap."""
    return Timeline(entries, list(accumulate((entry.end for entry in entries), max)))


def queue_on(entries: list[Entry], ends: list[int], behind: list[Entry]) -> Timeline:
    """A queue continued by entries that are in order; the lists given become the queue's own."""
    last = ends[-1] if ends else 0
    for entry in behind:
        last = max(last, entry.end)
        ends.append(last)
    entries += behind
    return Timeline(entries, ends)


def _start(entry: Entry) -> int:
    return entry.start


def _in_turn(problem: Problem, places: Mapping[int, Place]) -> Iterator[tuple[Job, Operation, Turn]]:
    """Free operations of jobs that stand in the plan, with their turns."""
    for job in problem.jobs:
        if not any(operation.index in places for operation in job.operations):
            continue
        start_s = 0
        for operation in job.operations:
            place = places.get(operation.index)
            start_s = start_s if place is None else max(start_s, place.start_s)
            if operation.fixed is None:
                yield job, operation, Turn(start_s, ORDINARY, operation.position, job.index)
