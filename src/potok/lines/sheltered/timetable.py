"""A service schedule as data: who is at which machine when within a shift interval."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """A person at a machine.

    Attributes:
        person: Place in the people of the line.
        operation: Place in its operations.
        copy: Workplace of the operation, from 0.
        start_min, finish_min: Minutes from the beginning of the interval.
        quantity: Pieces that pass through the workplace.
    """

    person: int
    operation: int
    copy: int
    start_min: float
    finish_min: float
    quantity: float


@dataclass(frozen=True, slots=True)
class Walk:
    """A person on the way to the next machine; the last walk of an interval leads back to the first."""

    person: int
    start_min: float
    finish_min: float


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the interval in which nobody begins or ends: minutes, working places of each operation.

    Working places count in places of a person of the operation's time (`Service.times_min`): a slower
    person is less than one.
    """

    duration_min: float
    workplaces: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """The schedule of one interval, repeated all shift.

    Attributes:
        interval_min: Its length.
        quantity: Pieces that pass through every operation.
        times_min: [operations] time a piece of the people who are there, the harmonic mean of parallel ones.
        visits: Work at machines.
        walks: Ways between them.
        phases: Parts of the interval.
    """

    interval_min: float
    quantity: int
    times_min: tuple[float, ...]
    visits: tuple[Visit, ...]
    walks: tuple[Walk, ...]
    phases: tuple[Phase, ...]
