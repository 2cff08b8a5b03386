"""One pass through time: at each point the best decisions that rollouts find, then on to the next one.

The plan is cut into slices of time with about as many operations each. Of a slice the lifts of the operations
that start in it or soon after are searched (`seek`), looking ahead over the orders that are there or come
soon; what starts in it is then decided. Lifts that were found stay, so the next slice begins where this one
ended.

Looking ahead a little tells good decisions from bad ones only roughly: whole passes differ by 5 %. So several
courses of decisions are followed side by side, and every few slices all go on from the one whose decisions,
completed to the end by the rule, cost the least. Single completions differ by chance more than courses do,
so a course is judged by the mean of some, with lifts that differ a little.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from potok.scheduling.factory.aims import Aims
from potok.scheduling.factory.arrays import Factory, Integers, Sequences, no_sequences
from potok.scheduling.factory.kernels.rollout import (
    Decided,
    Worth,
    advance,
    front_of,
    nothing_decided,
    roll_out,
    room_of,
    seek,
)
from potok.scheduling.factory.kernels.timing import total_cost
from potok.scheduling.factory.kernels.windows import retime
from potok.scheduling.factory.stages import Run, Stretch
from potok.scheduling.kernels.chance import chance_of

#: Courses side by side, whatever the number of cores.
COURSES = 8
#: Rollouts of a course between two looks at the watch; one round of one course is a unit of work.
ROLLOUTS = 25
#: Operations of a slice, for each machine.
_SLICE = 1.65
#: Slices ahead whose orders are looked at, and slices in which decisions are tried.
_AHEAD = 5.0
_TRIED = 2.0
#: Times in a pass that the best course is chosen, at most, and completions of each by which it is judged.
_CHOICES = 40
_COMPLETIONS = 4
#: Share of the work that choosing may take; above it a choice waits.
_CHOOSING = 0.4
#: Spread of the lifts between completions.
_BLUR = 0.05
#: Spread of a change of a lift; a unit is a factor e of weight by work.
_STEP = 1.0
#: Share of the price of a machine's time that wasting it costs.
_TOLL = 1.0
#: Streams of random numbers of this search begin here, apart from those of the others.
_STREAM = 200


class Course:
    """Decisions one after another, with lifts, working arrays and random numbers of their own.

    Attributes:
        factory: With the aims by which decisions are judged in place of due times.
        worth: The rule with the lifts found so far.
        is_decided: (n) whether an operation is decided for good.
        decided: Decisions, and the last completion of them.
        best: The best of the last completions, and its cost.
    """

    def __init__(self, factory: Factory, worth: Worth, seed: int, number: int) -> None:
        self.factory = factory
        n = len(factory.release)
        self.worth = worth._replace(lift=worth.lift.copy(), toll=worth.toll.copy(), span=worth.span.copy())
        self.is_decided = np.zeros(n, dtype=np.bool_)
        self.decided = nothing_decided(factory)
        self.best: tuple[Decided, float] = self.decided, math.inf
        self._front = front_of(factory)
        self._room = room_of(factory)
        self._trial = nothing_decided(factory)
        self._chance = chance_of(seed, _STREAM + number)
        self._blur = np.random.default_rng([seed, _STREAM + number])

    def seek(self, ops: Integers, until: int) -> float:
        """One round of rollouts for the operations that start before a time; returns the cost ahead."""
        state = self._front, ops, until, self._room, self._trial, self._chance
        return float(seek(self.factory, self.worth, *state, ROLLOUTS, _STEP)) if len(ops) else 0.0

    def decide(self, ops: Integers, until: int) -> None:
        """Decide for good what starts before a time by the lifts found."""
        if len(ops):
            self._roll_out(ops)
            advance(self.factory, self._front, ops, self.decided, until, self.is_decided)

    def next_arrival(self) -> int:
        """The time before which nothing undecided can start."""
        waits = ~self.is_decided & (self._front.left == 0)
        return int(self._front.arrival[waits].min()) if waits.any() else 0

    def complete(self, cost_of: Callable[[Decided], float], times: int) -> float:
        """Complete the decisions by the rule some times, `best` is the best; returns the mean cost."""
        rest: Integers = np.flatnonzero(~self.is_decided)
        lift = self.worth.lift[rest]
        costs: list[float] = []
        for number in range(times if len(rest) else 1):
            if number > 0:
                self.worth.lift[rest] = lift + _BLUR * self._blur.standard_normal(len(rest))
            self._roll_out(rest)
            costs.append(cost_of(self.decided))
            if costs[-1] <= min(costs):
                self.best = Decided(*(part.copy() for part in self.decided)), costs[-1]
        self.worth.lift[rest] = lift
        return float(np.mean(costs))

    def take(self, other: Course) -> None:
        """Go on from where another course stands."""
        self.worth.lift[:] = other.worth.lift
        self.is_decided[:] = other.is_decided
        for mine, its in zip((*self.decided, *self._front), (*other.decided, *other._front), strict=True):
            mine[:] = its

    def _roll_out(self, ops: Integers) -> None:
        roll_out(self.factory, self.worth, self._front, ops, self._room, self.decided, math.inf)


class Rolling:
    """A pass over one factory.

    Args:
        factory: What is planned.
        aims: Of its orders, and the prices of machines.
        worth: The rule to begin with.
        plan: Best plan so far, with right times; replaced by better ones in place.
        seed: Of the random choices.
    """

    def __init__(self, factory: Factory, aims: Aims, worth: Worth, plan: Sequences, seed: int) -> None:
        self._factory = factory
        self._aims = aims
        self._plan = plan
        self.cost = float(total_cost(factory, plan))
        self._courses = [Course(aims.factory, worth, seed, number) for number in range(COURSES)]
        self._trial = no_sequences(factory)
        self._order: Integers = np.zeros(len(factory.release), dtype=np.int64)
        self._release = _first_release(factory)

    def run(self, stretch: Stretch, tell: Callable[[float], None]) -> None:
        """Go through time once, as thoroughly as the stretch of the run allows.

        Args:
            stretch: For this pass; a round of rollouts or the completion of a course is a unit of work.
            tell: Told the cost after every choice.
        """
        run = stretch.run
        slices = max(1, math.ceil(len(self._order) / (_SLICE * self._factory.machines)))
        begin, end = int(self._plan.start.min()), int(self._plan.end.max())
        step = max(1, math.ceil((end - begin) / slices))
        pause = (end - begin) / _CHOICES
        now, chosen, spent = begin, begin, 0.0
        with ThreadPoolExecutor(max_workers=max(1, min(COURSES, run.cores))) as threads:
            while self.cost > 0.0 and not self._courses[0].is_decided.all() and not run.is_over():
                goal = stretch.part() + (1.0 - stretch.part()) / max(1, math.ceil((end - now) / step))
                ahead = now + math.ceil(_AHEAD * step)
                ops = [self._undecided(course, ahead) for course in self._courses]
                self._charge(now, ahead)
                until = now + math.ceil(_TRIED * step)
                self._search(threads, ops, until, stretch, goal)
                for course, its in zip(self._courses, ops, strict=True):
                    course.decide(its, now + step)
                is_due = now - chosen >= pause and spent <= _CHOOSING * stretch.part()
                if is_due and not run.is_over():
                    chosen = now
                    before = stretch.part()
                    self._choose(threads, run, _COMPLETIONS)
                    tell(self.cost)
                    spent += stretch.part() - before
                now = max(now + step, min(course.next_arrival() for course in self._courses))
            if self.cost > 0.0 and not run.is_spent():
                self._choose(threads, run, 1)
                tell(self.cost)

    def _charge(self, now: int, ahead: int) -> None:
        """Set what the time of machines costs: its price at the end of what is looked at."""
        span = min(self._aims.price.shape[1] - 1, ahead // self._aims.width)
        for course in self._courses:
            course.worth.toll[:] = _TOLL * self._aims.price[:, span]
            course.worth.span[:] = now, ahead

    def _undecided(self, course: Course, before: int) -> Integers:
        """Undecided operations of the jobs released before a time."""
        is_there = self._release[self._factory.job_of] < before
        ops: Integers = np.flatnonzero(~course.is_decided & is_there)
        return ops

    def _search(
        self, threads: ThreadPoolExecutor, ops: Sequence[Integers], until: int, stretch: Stretch, goal: float
    ) -> None:
        """Rounds of all courses."""
        while not stretch.run.is_over() and stretch.part() < goal:
            costs = list(threads.map(partial(Course.seek, until=until), self._courses, ops))
            stretch.run.count(COURSES)
            if max(costs) <= 0.0:
                return

    def _choose(self, threads: ThreadPoolExecutor, run: Run, completions: int) -> None:
        """All courses go on from the best; the best completion is kept if it is better than the plan."""
        judge = partial(Course.complete, cost_of=self._cost_of, times=completions)
        costs = list(threads.map(judge, self._courses))
        run.count(COURSES * completions)
        self._offer(min(self._courses, key=lambda course: course.best[1]).best[0])
        best = self._courses[int(np.argmin(costs))]
        for course in self._courses:
            if course is not best:
                course.take(best)

    def _cost_of(self, decided: Decided) -> float:
        judged = self._factory.judged
        late = np.maximum(0, decided.end[judged] - self._factory.due[judged])
        return float(late @ self._factory.weight[judged])

    def _offer(self, decided: Decided) -> None:
        """Keep a whole plan if it is no worse."""
        self._fill(self._trial, decided)
        if retime(self._factory, self._trial, self._order) < len(self._order):
            return
        cost = float(total_cost(self._factory, self._trial))
        if cost <= self.cost:
            self.cost = cost
            self._plan.take(self._trial)

    def _fill(self, plan: Sequences, decided: Decided) -> None:
        """Sequences of decided times."""
        machine = self._factory.mode_machine[decided.mode]
        plan.mode[:] = decided.mode
        row = np.lexsort((decided.end, decided.start, machine))
        plan.length[:] = np.bincount(machine, minlength=self._factory.machines)
        first = np.cumsum(plan.length) - plan.length
        plan.place[row] = np.arange(len(row)) - first[machine[row]]
        plan.order[machine, plan.place] = np.arange(len(row))


def _first_release(factory: Factory) -> Integers:
    """(jobs) the earliest time at which a job may start."""
    release: Integers = np.full(len(factory.job_first) - 1, np.iinfo(np.int64).max)
    is_first = np.diff(factory.before_first) == 0
    np.minimum.at(release, factory.job_of[is_first], factory.release[is_first])
    return release
