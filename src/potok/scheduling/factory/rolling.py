"""One pass through time: at each point the best decisions that rollouts find, then on to the next one.

The plan is cut into slices of time with about as many operations each. Of a slice the lifts of the operations
that start in it or soon after are searched (`seek`), looking ahead over the orders that are there or come
soon; what starts in it is then decided. Lifts that were found stay, so the next slice begins where this one
ended. Two lanes search a slice at a time and go on from the better one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from potok.scheduling.bench import Watch
from potok.scheduling.factory.arrays import Factory, Integers, Sequences, no_sequences
from potok.scheduling.factory.kernels.rollout import (
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
from potok.scheduling.kernels.chance import Chance, chance_of

#: Searches of a slice at a time, whatever the number of cores.
LANES = 2
#: Rollouts of a lane between two comparisons; one round of one lane is a unit of work.
ROLLOUTS = 25
#: Operations of a slice, for each machine.
_SLICE = 1.65
#: Slices ahead whose orders are looked at, and slices in which decisions are tried.
_AHEAD = 5.0
_TRIED = 2.0
#: Times in a pass that the decisions are completed to a whole plan: that costs as much as many rollouts.
_OFFERS = 20
#: Spread of a change of a lift; a unit is a factor e of weight by work.
_STEP = 1.0
#: Streams of random numbers of this search begin here, apart from those of the others.
_STREAM = 200


class Lane:
    """One search with lifts, working arrays and random numbers of its own."""

    def __init__(self, factory: Factory, worth: Worth, chance: Chance) -> None:
        self.worth = worth._replace(lift=worth.lift.copy())
        self.room = room_of(factory)
        self.decided = nothing_decided(factory)
        self.chance = chance


class Rolling:
    """A pass over one factory.

    Args:
        factory: What is planned.
        aimed: The same with the aims by which decisions are judged in place of due times.
        worth: The rule to begin with.
        plan: Best plan so far, with right times; replaced by better ones in place.
        seed: Of the random choices.
    """

    def __init__(self, factory: Factory, aimed: Factory, worth: Worth, plan: Sequences, seed: int) -> None:
        self._factory = factory
        self._aimed = aimed
        self._plan = plan
        self.cost = float(total_cost(factory, plan))
        self.rounds = 0
        self._lanes = [Lane(factory, worth, chance_of(seed, _STREAM + lane)) for lane in range(LANES)]
        self._decided = nothing_decided(factory)
        self._front = front_of(factory)
        self._is_decided = np.zeros(len(factory.release), dtype=np.bool_)
        self._trial = no_sequences(factory)
        self._order: Integers = np.zeros(len(factory.release), dtype=np.int64)
        self._release = _first_release(factory)

    def run(self, watch: Watch, part: Callable[[], float], tell: Callable[[float], None]) -> None:
        """Go through time once, as thoroughly as the watch and the part of the work allow.

        Args:
            watch: Of the run.
            part: How much of this search lies behind, 0 … 1.
            tell: Told the cost after every gain.
        """
        slices = max(1, math.ceil(len(self._order) / (_SLICE * self._factory.machines)))
        begin, end = int(self._plan.start.min()), int(self._plan.end.max())
        step = max(1, math.ceil((end - begin) / slices))
        now, offered = begin, begin
        with ThreadPoolExecutor(max_workers=max(1, min(LANES, watch.options.cores))) as threads:
            while self.cost > 0.0 and not self._is_decided.all() and not watch.is_over():
                left = max(1, math.ceil((end - now) / step))
                share = (1.0 - part()) / left
                goal = part() + share
                ops = self._undecided(now + math.ceil(_AHEAD * step))
                until = now + math.ceil(_TRIED * step)
                if len(ops):
                    self._search(threads, ops, until, partial(_has_reached, watch, part, goal))
                    self._decide(ops, now + step)
                    if now - offered >= (end - begin) / _OFFERS:
                        offered = now
                        self._offer()
                        tell(self.cost)
                now = max(now + step, self._next_release())
        if self.cost > 0.0:
            self._offer()
            tell(self.cost)

    def _undecided(self, before: int) -> Integers:
        """Undecided operations of the jobs released before a time."""
        job_of = self._factory.job_of
        ops: Integers = np.flatnonzero(~self._is_decided & (self._release[job_of] < before))
        return ops

    def _next_release(self) -> int:
        """The time before which nothing undecided can start."""
        left = ~self._is_decided
        if not left.any():
            return 0
        return int(np.where(self._front.left == 0, self._front.arrival, np.iinfo(np.int64).max)[left].min())

    def _search(
        self, threads: ThreadPoolExecutor, ops: Integers, until: int, is_over: Callable[[], bool]
    ) -> None:
        """Rounds of both lanes; the better lane's lifts go on."""
        while not is_over():
            costs = list(threads.map(partial(self._seek, ops=ops, until=until), self._lanes))
            self.rounds += LANES
            best = self._lanes[int(np.argmin(costs))]
            for lane in self._lanes:
                if lane is not best:
                    lane.worth.lift[ops] = best.worth.lift[ops]
            if min(costs) <= 0.0:
                return

    def _seek(self, lane: Lane, ops: Integers, until: int) -> float:
        return float(
            seek(
                self._aimed,
                lane.worth,
                self._front,
                ops,
                until,
                lane.room,
                lane.decided,
                lane.chance,
                ROLLOUTS,
                _STEP,
            )
        )

    def _decide(self, ops: Integers, until: int) -> None:
        """Decide for good what starts before a time by the lifts found."""
        lane = self._lanes[0]
        roll_out(self._aimed, lane.worth, self._front, ops, lane.room, self._decided, math.inf)
        advance(self._aimed, self._front, ops, self._decided, until, self._is_decided)

    def _offer(self) -> None:
        """Complete the plan by the rule and keep it if it is better."""
        lane = self._lanes[0]
        rest: Integers = np.flatnonzero(~self._is_decided)
        roll_out(self._aimed, lane.worth, self._front, rest, lane.room, self._decided, math.inf)
        self._fill(self._trial)
        if retime(self._factory, self._trial, self._order) < len(self._order):
            return
        cost = float(total_cost(self._factory, self._trial))
        if cost <= self.cost:
            self.cost = cost
            self._plan.take(self._trial)

    def _fill(self, plan: Sequences) -> None:
        """Sequences of the decided and completed times."""
        machine = self._factory.mode_machine[self._decided.mode]
        plan.mode[:] = self._decided.mode
        row = np.lexsort((self._decided.end, self._decided.start, machine))
        plan.length[:] = np.bincount(machine, minlength=self._factory.machines)
        first = np.cumsum(plan.length) - plan.length
        plan.place[row] = np.arange(len(row)) - first[machine[row]]
        plan.order[machine, plan.place] = np.arange(len(row))


def _has_reached(watch: Watch, part: Callable[[], float], goal: float) -> bool:
    """Whether the work has come so far or the run is over."""
    return watch.is_over() or part() >= goal


def _first_release(factory: Factory) -> Integers:
    """(jobs) the earliest time at which a job may start."""
    release: Integers = np.full(len(factory.job_first) - 1, np.iinfo(np.int64).max)
    is_first = np.diff(factory.before_first) == 0
    np.minimum.at(release, factory.job_of[is_first], factory.release[is_first])
    return release
