"""From a sequence to a plan: legs of jobs in turn, each into the first places that keep every rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from potok.scheduling.shop.desk import Desk
from potok.scheduling.shop.placing import place_leg
from potok.scheduling.shop.problem import WorkRow
from potok.scheduling.shop.rules import ANY, earliest_of_job, loads_of
from potok.scheduling.shop.tables import Tables
from potok.scheduling.shop.worth import Worth

#: Desks kept along a sequence, from which a changed one goes on.
_KEPT = 24


@dataclass(frozen=True, slots=True)
class Genome:
    """What a plan is made from.

    Attributes:
        sequence: Jobs in turn; the k-th time a job comes its k-th leg is placed.
        modes: Chosen mode by number of operation, or `ANY`.
        holds: Moment before which a job is not begun although it could.
    """

    sequence: tuple[int, ...]
    modes: tuple[int, ...]
    holds: tuple[int, ...]


@dataclass(slots=True)
class Decoded:
    """A decoded genome.

    Attributes:
        desk: The finished plan.
        left_out: Jobs some leg of which found no place.
        value: Of the plan, the smaller the better.
        key: Exact comparison of plans.
        desks: Kept on the way, every `stride` places of the sequence.
    """

    genome: Genome
    desk: Desk
    left_out: frozenset[int]
    value: float
    key: tuple[float, ...]
    desks: list[tuple[Desk, frozenset[int]]] = field(default_factory=list)


class Decoder:
    """Decodes genomes of one shop.

    Args:
        tables: Of the shop.
        worth: How plans are valued.
    """

    def __init__(self, tables: Tables, worth: Worth) -> None:
        self.tables = tables
        self.worth = worth
        self._start = Desk(tables)
        self.stride = max(1, sum(map(len, tables.legs)) // _KEPT)
        self.decodings = 0
        self._hopeless: dict[int, bool] = {}

    def decode(
        self,
        genome: Genome,
        *,
        like: Decoded | None = None,
        first: int = 0,
        without: frozenset[int] = frozenset(),
        should_stop: Callable[[], bool] | None = None,
    ) -> Decoded | None:
        """Decode a genome.

        Args:
            genome: All legs of all jobs.
            like: A decoded genome that agrees with it before the place `first`.
            first: First place at which they differ.
            without: Jobs that are not placed at all.
            should_stop: Asked on the way; None is given back when it says so.
        """
        self.decodings += 1
        tables, stride = self.tables, self.stride
        kept = 0 if like is None else min(first // stride, len(like.desks) - 1)
        desks = [] if like is None else like.desks[:kept]
        desk, left_out = (self._start, without) if like is None else like.desks[kept]
        desk = desk.copy()
        placed = [0] * len(tables.legs)
        for job in genome.sequence[: kept * stride]:
            placed[job] += 1
        for at in range(kept * stride, len(genome.sequence)):
            if at % stride == 0:
                if should_stop is not None and should_stop():
                    return None
                desks.append((desk.copy(), left_out))
            job = genome.sequence[at]
            leg = placed[job]
            placed[job] += 1
            if job in left_out:
                continue
            if self._hopeless.get(job) or not self._place(desk, job, leg, genome):
                left_out |= {job}
                self._can_never_be_placed(job)
        key = self.worth.key(desk, left_out)
        return Decoded(genome, desk, left_out, self.worth.value(key), key, desks)

    def cleaned(self, decoded: Decoded) -> Decoded:
        """The plan without the first legs of jobs that are left out."""
        made = decoded
        while made.left_out:
            again = self.decode(decoded.genome, without=made.left_out)
            if again is None or again.left_out == made.left_out:
                return again or made
            made = again
        return made

    def one_after_another(self, genome: Genome) -> Genome:
        """The genome with holds so that every job begins when all before it are done."""
        jobs = tuple(dict.fromkeys(genome.sequence))
        sequence = tuple(job for job in jobs for _ in self.tables.legs[job])
        holds = list(genome.holds)
        desk = self._start.copy()
        for job in jobs:
            if any(step.number in self.tables.fixed for step in self.tables.steps[job]):
                holds[job] = 0
            else:
                holds[job] = max((place.finish for place in desk.places.values()), default=0)
            whole = Genome(sequence, genome.modes, tuple(holds))
            for leg in range(len(self.tables.legs[job])):
                if not self._place(desk, job, leg, whole):
                    break
        return Genome(sequence, genome.modes, tuple(holds))

    def _place(self, desk: Desk, job: int, leg: int, genome: Genome) -> bool:
        floor = self.tables.fence
        if leg == 0:
            release = max(self.tables.shop.jobs[job].release, genome.holds[job])
            floor = earliest_of_job(release, self.tables.fence)
        return place_leg(desk, self.tables.legs[job][leg], floor, genome.modes)

    def _can_never_be_placed(self, job: int) -> bool:
        """Whether a job finds no place even when it is the only one; found out once."""
        known = self._hopeless.get(job)
        if known is None:
            desk = self._start.copy()
            free = (ANY,) * self.tables.count
            alone = Genome((), free, (0,) * len(self.tables.legs))
            legs = range(len(self.tables.legs[job]))
            known = self._hopeless[job] = not all(self._place(desk, job, leg, alone) for leg in legs)
        return known


def rows_of(desk: Desk) -> tuple[WorkRow, ...]:
    """Rows of a finished plan by job and operation."""
    rows = []
    for queue in desk.queues:
        for entry in queue.entries:
            step = desk.tables.by_number[entry.operation]
            loads = step.operation.modes[entry.mode].loads
            amount = desk.tables.shop.jobs[step.job].amount
            start = queue.axis.begin(entry.body)
            rows.append(
                WorkRow(
                    job=step.job,
                    operation=step.position,
                    mode=entry.mode,
                    setup_start=queue.axis.begin(entry.start) if entry.start < entry.body else start,
                    start=start,
                    end=queue.axis.end(entry.end),
                    loads=() if loads is None else loads_of(amount, loads) or (),
                )
            )
    return tuple(sorted(rows, key=lambda row: (row.job, row.operation)))
