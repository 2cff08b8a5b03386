"""The six figures by which gatherings are compared; less is better in each (catalogue 35.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from math import sqrt

from potok.balancing.flow.problem import Flow, FlowProblem


@dataclass(frozen=True, slots=True)
class FlowFigures:
    """Figures of a gathering.

    Attributes:
        smoothness: Index of smoothness SI, seconds.
        mismatch: Mismatch of grades, grade · seconds.
        machines: Kinds of machines summed over the groups.
        mixed_machines: Groups with more than one kind of machine.
        returns: Pairs of the technological order that the bundle passes backwards.
        mixed_specialties: Groups whose operations have more than one specialty.
    """

    smoothness: float
    mismatch: float
    machines: int
    mixed_machines: int
    returns: int
    mixed_specialties: int

    def __iter__(self) -> Iterator[float]:
        """In the order of `FlowWeights`."""
        return iter(astuple(self))

    def dominates(self, other: FlowFigures) -> bool:
        """Whether it is nowhere worse and somewhere better; differences of rounding do not count."""
        pairs = list(zip(self, other, strict=True))
        nowhere_worse = all(own <= their + ROUNDING for own, their in pairs)
        return nowhere_worse and any(own < their - ROUNDING for own, their in pairs)


#: Differences of figures below it are those of binary arithmetic.
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class FlowWeights:
    """How much each figure counts, as a share of its scale (`scales`); 0 = not at all."""

    smoothness: float = 1.0
    mismatch: float = 1.0
    machines: float = 1.0
    mixed_machines: float = 1.0
    returns: float = 1.0
    mixed_specialties: float = 1.0

    def __iter__(self) -> Iterator[float]:
        """In the order of `FlowFigures`."""
        return iter(astuple(self))


def scales(problem: FlowProblem) -> tuple[float, ...]:
    """About what each figure is in a flow made by hand, at least 1: what a weight of one stands for.

    Taken from the source's flow (003): a deviation of 6.5 % of the takt a worker, 0.3 grades a second of
    work, 0.7 kinds of machines, 0.06 groups with several, 0.3 mixed groups a worker, 0.17 returns an
    operation.
    """
    workers = problem.workers
    found = (
        0.065 * float(problem.takt_s) * sqrt(workers),
        0.3 * float(problem.labour_s),
        0.7 * workers,
        0.06 * workers,
        0.17 * len(problem.operations),
        0.3 * workers,
    )
    return tuple(max(1.0, scale) for scale in found)


def measure(problem: FlowProblem, flow: Flow) -> FlowFigures:
    """The figures of a gathering; operations that no group has count in none."""
    takt = float(problem.takt_s)
    squares = mismatch = 0.0
    machines = mixed_machines = mixed_specialties = 0
    for group in flow.groups:
        members = [problem.operations[member] for member in group.members]
        times = [float(member.time_s) for member in members]
        squares += group.workers * (takt - sum(times) / group.workers) ** 2
        mismatch += _mismatch([member.grade for member in members], times)
        kinds = len({member.machine for member in members} - {""})
        machines += kinds
        mixed_machines += kinds > 1
        mixed_specialties += len({member.specialty for member in members}) > 1
    at = flow.group_of()
    returns = sum(at[early] > at[late] for early, late in problem.technology if early in at and late in at)
    return FlowFigures(sqrt(squares), mismatch, machines, mixed_machines, returns, mixed_specialties)


def _mismatch(grades: Sequence[int], times: Sequence[float]) -> float:
    whole = sum(times)
    mean = sum(grade * time for grade, time in zip(grades, times, strict=True)) / whole if whole else 0.0
    return sum(abs(grade - mean) * time for grade, time in zip(grades, times, strict=True))
