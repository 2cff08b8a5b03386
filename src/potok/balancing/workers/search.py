"""Descending: beams and walks aim a little below the best line known, the closer the more they fail.

Where the line has no rules that part or join people, a beam builds it and a walk mends what the beam left
over; every third round, and under any rules, walks go alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from potok.balancing.budget import Budget
from potok.balancing.workers.beam import Builder, Built
from potok.balancing.workers.problem import CrewBalance, CrewGoal, CrewProblem, cycle_of
from potok.balancing.workers.rules import keeps_rules, rules_of
from potok.balancing.workers.units import CANNOT, Units
from potok.balancing.workers.walk import Aim, walk

#: Walks of a round; fixed, so that the cores at hand change the time and not the answer.
WALKS = 2
#: Lines of no more possible pairs of task and worker are small: the model proves them after a few walks.
SMALL = 400
#: Pieces of the first walks, the most that they grow to, and the most that a beam and its walk grow to;
#: from there on, new random numbers instead of more beginnings.
_SHORT, _LONG, _LONG_BUILT = 10, 8_000, 1_500
_GROWTH = 2.0
#: Rounds after which walks go alone once, and after which beams take the other direction once.
_ALONE, _OTHER_WAY = 3, 4
#: Beams of fewer beginnings are not worth their work.
_NARROWEST = 4
#: Weight of a new beam in the record of its direction.
_NEWS = 0.3
#: First step down, share of the best value.
_STEP = 0.15


@dataclass(slots=True)
class Best:
    """The best line so far and what is proven: no line is better than `bound`."""

    bound: int
    balance: CrewBalance | None = None
    value: int | None = None

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return self.value is not None and self.value <= self.bound


@dataclass(frozen=True, slots=True)
class _Found:
    """The line of one walk, and how far the beam before it missed the aim, as share of the cycle time."""

    line: CrewBalance | None
    missed: float | None = None


class Descent:
    """A search that keeps its place between rounds.

    Args:
        problem: A valid problem.
        units: The same in arrays, without circles.
        best: What is known of the goal; better lines are written into it.
        seed: Of the random choices.
    """

    def __init__(self, problem: CrewProblem, units: Units, best: Best, seed: int) -> None:
        self.problem = problem
        self.units = units
        self.rules = rules_of(problem, units)
        self.best = best
        self._builder = self._beams()
        # How far beams down and up the line missed their aims of late, as shares of the cycle time.
        self._missed = [0.0, 0.0]
        self.pieces = _SHORT
        pairs = int((units.times != CANNOT).sum())
        self.small = pairs <= SMALL
        self._longest = _LONG if self._builder is None else _LONG_BUILT
        if self.small:
            # So many tries know all that a walk can do with a few tasks; the rest is the model's.
            self._longest = min(self._longest, max(_SHORT, pairs))
        self.rounds = 0
        self._seed = seed
        self._step = _STEP
        # Every task by its slowest worker, all of them one after another.
        self._guess = best.bound
        self._worst = int(units.times.max(axis=1).sum()) * 100 // int(units.share_pct.min()) + 1

    def round(
        self, budget: Budget, cores: int, better: Callable[[Best], None], stop: Callable[[], bool]
    ) -> bool:
        """One round of walks; False when walks can find nothing more.

        Args:
            budget: Counts the pieces.
            cores: Threads at once.
            better: Told every better line.
            stop: Asked after every piece of a walk.
        """
        aims = self._aims()
        if not aims:
            return False
        pieces = budget.grant(self.pieces * len(aims)) // len(aims)
        if pieces == 0:
            return False
        seeds = [(self._seed * 1_000_003 + self.rounds) * WALKS + number for number in range(len(aims))]
        upwards = self._direction()
        # Every other time (beside beams every time) the walk that aims near starts from the best line; with
        # fewer people it cannot.
        again = self._builder is not None or (self.rounds % 2 == 1 and self.problem.goal is CrewGoal.CYCLE)
        nearest = self.units.arrays(self.best.balance) if again and self.best.balance is not None else None
        known = [nearest, None]
        self.rounds += 1

        def one(number: int) -> _Found:
            aim, seed = aims[number], seeds[number]
            if self._builder is not None and upwards is not None:
                width = self._builder.width(pieces // 2)
                if width >= _NARROWEST:
                    built = self._builder.build(aim.cycle, width, seed, stop, upwards=upwards)
                    return self._mended(built, aim, pieces - pieces // 2, seed, stop)
            return _Found(walk(self.units, self.rules, aim, pieces, seed, stop, known[number]))

        if cores > 1 and len(aims) > 1:
            with ThreadPoolExecutor(min(cores, len(aims))) as pool:
                found = list(pool.map(one, range(len(aims))))
        else:
            found = [one(number) for number in range(len(aims))]
        for miss in (each.missed for each in found if each.missed is not None):
            self._missed[bool(upwards)] += _NEWS * (miss - self._missed[bool(upwards)])
        self._learn([each.line for each in found if each.line is not None], better)
        return True

    def _beams(self) -> Builder | None:
        """The builder of beams, None where a rule or the size of the line is against them."""
        every_seat = self.problem.goal is CrewGoal.CYCLE and self.problem.people == len(self.problem.workers)
        if self.rules.price > 0 or not every_seat:
            return None
        builder = Builder(self.units)
        return builder if builder.width(_LONG_BUILT // 2) >= _NARROWEST else None

    def _direction(self) -> bool | None:
        """Whether the beams of the next round go up the line, None when walks go alone.

        They go the way that came nearer of late, and sometimes the other.
        """
        if self._builder is None or self.rounds % _ALONE == _ALONE - 1:
            return None
        return (self._missed[1] < self._missed[0]) != (self.rounds % _OTHER_WAY == 1)

    def _mended(
        self, built: Built | None, aim: Aim, pieces: int, seed: int, stop: Callable[[], bool]
    ) -> _Found:
        """The line that a beam built, with a walk from it when it has too much at its last station."""
        if built is None:
            return _Found(None)
        start = built.place, built.seat, np.arange(len(built.seat))
        return _Found(
            walk(self.units, self.rules, aim, pieces, seed, stop, start),
            built.too_much / max(1, aim.cycle),
        )

    def _aims(self) -> list[Aim]:
        """What the next walks look for: one just below the best, one deeper."""
        best = self.best
        if best.proven:
            return []
        if best.value is None:
            cycle = self.problem.cycle if self.problem.goal is CrewGoal.WORKERS else self._guess
            return [Aim(self.problem.people, cycle or 0)] * WALKS
        near = best.value - 1
        deep = max(best.bound, min(near, int(best.value * (1 - self._step))))
        return [self._aim(near), self._aim(deep)]

    def _aim(self, value: int) -> Aim:
        if self.problem.goal is CrewGoal.CYCLE:
            return Aim(self.problem.people, value)
        return Aim(value, self.problem.cycle or 0)

    def value(self, line: CrewBalance) -> int | None:
        """What the goal counts, None when the line breaks a rule or the given cycle time."""
        if not keeps_rules(self.problem, line):
            return None
        cycle = cycle_of(self.problem, line)
        if self.problem.goal is CrewGoal.CYCLE:
            return cycle
        return line.used if cycle <= (self.problem.cycle or 0) else None

    def _learn(self, lines: list[CrewBalance], better: Callable[[Best], None]) -> None:
        improved = False
        for line in lines:
            value = self.value(line)
            if value is not None and (self.best.value is None or value < self.best.value):
                self.best.balance, self.best.value = line, value
                improved = True
        if improved:
            better(self.best)
        elif self.best.value is None:
            self._guess = min(self._worst, math.ceil(self._guess * _GROWTH) + 1)
            self.pieces = min(self._longest, math.ceil(self.pieces * _GROWTH))
        else:
            self._step /= 2
            self.pieces = min(self._longest, math.ceil(self.pieces * _GROWTH))


def simple_bound(problem: CrewProblem, units: Units) -> int:
    """A bound that needs no search: the hardest unit, and all units at their quickest."""
    possible = units.times != CANNOT
    far = int(units.times.max()) * 100 + 1
    share = units.share_pct
    # Whole cycle a worker needs for a unit alone, in units of time.
    alone = [
        min((-(-int(t) * 100 // int(s)) for t, s, p in zip(row, share, can, strict=True) if p), default=far)
        for row, can in zip(units.times, possible, strict=True)
    ]
    quickest = [
        min((int(t) for t, p in zip(row, can, strict=True) if p), default=far)
        for row, can in zip(units.times, possible, strict=True)
    ]
    if problem.goal is CrewGoal.CYCLE:
        capacity = sum(sorted((int(s) for s in share), reverse=True)[: problem.people])
        return max(*alone, -(-sum(quickest) * 100 // capacity))
    cycle = problem.cycle or 0
    left, people = sum(quickest), 0
    for most in sorted((int(s) * cycle // 100 for s in share), reverse=True):
        if left <= 0:
            break
        left -= most
        people += 1
    return max(people, 1, *(quota.at_least for quota in problem.quotas))
