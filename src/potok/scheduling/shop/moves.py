"""Neighbours of a genome: jobs moved in the sequence, parts re-sorted, machines chosen, starts held back."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from potok.scheduling.shop.decoder import Decoded, Genome
from potok.scheduling.shop.problem import Measure
from potok.scheduling.shop.rules import ANY
from potok.scheduling.shop.tables import Tables

#: Shares of the kinds of moves; the rest swaps two places.
_EARLIER, _INSERT, _MODE, _RUIN, _HOLD = 0.30, 0.60, 0.75, 0.83, 0.86
#: Places of the sequence that a ruin re-sorts at most.
_RUINED = 24


class Change(NamedTuple):
    """A neighbour and the first place where it differs."""

    genome: Genome
    first: int


class Moves:
    """Makes neighbours of genomes of one shop.

    Args:
        tables: Of the shop.
        random: Of the choices.
    """

    def __init__(self, tables: Tables, random: Random) -> None:
        self._tables = tables
        self._random = random
        self._choices = [
            step.number
            for step in tables.by_number
            if step.number not in tables.fixed and sum(run is not None for run in step.runs) > 1
        ]
        self._holds = Measure.EARLINESS in tables.shop.goal.measures

    @property
    def has_choices(self) -> bool:
        """Whether some operation may go to more than one machine."""
        return bool(self._choices)

    def neighbour(self, decoded: Decoded) -> Change:
        """A random neighbour of a decoded genome."""
        genome, random = decoded.genome, self._random
        kind = random.random()
        if kind < _EARLIER:
            return self._late_job_earlier(decoded)
        if _INSERT <= kind < _MODE and self._choices:
            return self._other_mode(decoded)
        if _MODE <= kind < _RUIN:
            return self._sort_again(genome)
        if _RUIN <= kind < _HOLD and self._holds:
            return self._hold_back(decoded)
        count = len(genome.sequence)
        reach = max(2, count // 4)
        here = random.randrange(count)
        there = min(count - 1, max(0, here + random.randint(-reach, reach)))
        if kind < _INSERT:
            return _moved(genome, here, there)
        sequence = list(genome.sequence)
        sequence[here], sequence[there] = sequence[there], sequence[here]
        return Change(Genome(tuple(sequence), genome.modes, genome.holds), min(here, there))

    def _late_job_earlier(self, decoded: Decoded) -> Change:
        """A leg of a late job, or of one left out, goes earlier in the sequence."""
        genome, random, shop = decoded.genome, self._random, self._tables.shop
        count = len(genome.sequence)
        here = random.randrange(count)
        for _ in range(8):
            job = genome.sequence[here]
            last = decoded.desk.places.get(self._tables.steps[job][-1].number)
            if last is None or last.finish > shop.jobs[job].due:
                break
            here = random.randrange(count)
        return _moved(genome, here, random.randint(max(0, here - max(4, count // 4)), here))

    def _other_mode(self, decoded: Decoded) -> Change:
        """Another machine for an operation, or none chosen."""
        genome, random = decoded.genome, self._random
        number = random.choice(self._choices)
        step = self._tables.by_number[number]
        options = [
            mode for mode, run in enumerate(step.runs) if run is not None and mode != genome.modes[number]
        ]
        modes = list(genome.modes)
        modes[number] = (
            ANY if genome.modes[number] != ANY and random.random() < 1 / 3 else random.choice(options)
        )
        return Change(
            Genome(genome.sequence, tuple(modes), genome.holds), self._place_of(genome, step.job, number)
        )

    def _sort_again(self, genome: Genome) -> Change:
        """A part of the sequence in another order: by due date, by slack or by family."""
        random, jobs = self._random, self._tables.shop.jobs
        count = len(genome.sequence)
        size = min(count, random.randint(3, _RUINED))
        first = random.randrange(count - size + 1)
        part = list(genome.sequence[first : first + size])
        kind = random.randrange(4)
        if kind == 0:
            random.shuffle(part)
        elif kind == 1:
            part.sort(key=lambda job: jobs[job].due)
        elif kind == 2:
            part.sort(key=lambda job: jobs[job].operations[0].family)
        else:
            part.sort(key=lambda job: -jobs[job].weight)
        sequence = (*genome.sequence[:first], *part, *genome.sequence[first + size :])
        return Change(Genome(sequence, genome.modes, genome.holds), first)

    def _hold_back(self, decoded: Decoded) -> Change:
        """A job that is done too early begins later, or as early as it can again."""
        genome, random = decoded.genome, self._random
        job = random.choice(genome.sequence)
        first, last = (decoded.desk.places.get(self._tables.steps[job][at].number) for at in (0, -1))
        holds = list(genome.holds)
        holds[job] = 0
        if first is not None and last is not None and random.random() < 0.8:
            early = self._tables.shop.jobs[job].due - last.finish
            if early > 0:
                begin = self._tables.axes[first.machine].begin(first.body)
                holds[job] = begin + round(early * random.choice((0.5, 0.8, 1.0)))
        return Change(Genome(genome.sequence, genome.modes, tuple(holds)), genome.sequence.index(job))

    def _place_of(self, genome: Genome, job: int, number: int) -> int:
        """Place of the sequence at which an operation is placed."""
        at = -1
        for leg in self._tables.legs[job]:
            at = genome.sequence.index(job, at + 1)
            if leg[-1].number >= number:
                break
        return at


def _moved(genome: Genome, here: int, there: int) -> Change:
    """One place of the sequence moved to another."""
    sequence = list(genome.sequence)
    sequence.insert(there, sequence.pop(here))
    return Change(Genome(tuple(sequence), genome.modes, genome.holds), min(here, there))
