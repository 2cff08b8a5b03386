"""A shop with all plant rules as plain data, and a plan of it.

Time is whole units (seconds in the factory, minutes in the bakery) from the beginning of the horizon;
amounts are whole units of the job (grams, pieces). Machines, pools, tanks, jobs, operations and modes are
numbered from 0: the numbers are places in the tuples of `FullShop` and below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from potok.scheduling.shop.clock import Clock

Windows = tuple[tuple[int, int], ...]


class Remainder(StrEnum):
    """What an apparatus does with the amount that fills no whole load."""

    OWN = "own"
    SPREAD = "spread"
    JOIN = "join"


class Hold(StrEnum):
    """Why an operation stays where it is."""

    PINNED = "pinned"
    STARTED = "started"


class Measure(StrEnum):
    """What a plan is judged by; less is better."""

    TARDINESS = "tardiness"
    SETUP = "setup"
    CHANGE = "change"
    EARLINESS = "earliness"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine or apparatus; it does one operation at a time.

    Attributes:
        name: As people call it.
        windows: Working time [open, close) by time: shifts without their breaks and the repairs.
        setups: [before][family] working time of the set-up or cleaning between families; the last row holds
            the set-ups of the first operation. Empty = none.
        setup_pool: The pool one of whose people makes the set-ups, None = nobody is needed.
    """

    name: str
    windows: Windows
    setups: tuple[tuple[int, ...], ...] = ()
    setup_pool: int | None = None


@dataclass(frozen=True, slots=True)
class Pool:
    """People of one skill, or a cleaning crew.

    Attributes:
        levels: (from, people) by time: so many from that moment to the next one; before the first nobody.
    """

    name: str
    levels: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Tank:
    """A tank, buffer or rack in which work waits between two operations."""

    name: str
    capacity: int


@dataclass(frozen=True, slots=True)
class Loads:
    """How an apparatus is filled.

    Attributes:
        size: Amount of a usual load.
        least: No load may be smaller.
        most: No load may be greater.
        remainder: What happens to the rest: a load of its own, all loads alike, or joined to the last one.
    """

    size: int
    least: int
    most: int
    remainder: Remainder = Remainder.OWN


@dataclass(frozen=True, slots=True)
class Mode:
    """A machine permitted for an operation.

    Attributes:
        duration: Working time of the whole operation; with `loads`, of one load whatever its fill.
        loads: Set for an apparatus.
        needs: (pool, people) busy while the operation works.
    """

    machine: int
    duration: int
    loads: Loads | None = None
    needs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """An operation that must stay where it is.

    Attributes:
        mode: Place in the modes of the operation.
        start: Start of its work, after the set-up.
        setup: Its set-up as agreed; work put before it may not ask for another.
    """

    hold: Hold
    mode: int
    start: int
    setup: int = 0


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of a job.

    Attributes:
        modes: Permitted machines, preferred first.
        family: Of products or states, for the set-ups.
        may_stop: Whether it may pause over non-working time; otherwise it fits into one window.
        setup_waits: Whether its set-up begins only when its work is there; otherwise it may be made before.
        pin: Set when it stays where it is.
    """

    modes: tuple[Mode, ...]
    family: int = 0
    may_stop: bool = True
    setup_waits: bool = False
    pin: Pin | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What binds an operation to the one before it in its job; lags are elapsed time.

    Attributes:
        least: Lag at least: paint rests.
        most: Lag at most: dough must not wait; equal to `least` = no wait. None = any.
        transfer: Amount of a transfer batch handed on before the whole is done; 0 = only the whole.
        tank: Where the work lies between the two operations; a portion takes room from the end of the work
            on it to the beginning of the next.
        room: Room that the whole takes in the tank when it is not handed on in portions; 0 = its amount.
    """

    least: int = 0
    most: int | None = None
    transfer: int = 0
    tank: int | None = None
    room: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """An order batch.

    Attributes:
        links: One less than the operations: `links[k]` lies between operations k and k + 1.
        release: Material is there from this moment.
        due: It should be done by then.
        weight: Of a unit of time late.
        amount: For loads, transfer batches and tanks.
    """

    name: str
    operations: tuple[Operation, ...]
    links: tuple[Link, ...]
    release: int = 0
    due: int = 0
    weight: int = 1
    amount: int = 1


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One operation in a plan.

    Attributes:
        mode: Place in the modes of the operation.
        setup_start: Begin of the set-up, `start` where there is none.
        start: Begin of the work.
        end: End of the work.
        loads: Amounts of the loads of an apparatus, empty elsewhere.
    """

    job: int
    operation: int
    mode: int
    setup_start: int
    start: int
    end: int
    loads: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """How plans are compared: first by jobs left out, then by the measures.

    Attributes:
        measures: The most important first.
        weights: Weights of the measures for a sum; None = one after another (lexicographic).
        bottlenecks: Machines whose idle time alone is counted, from their opening to the end of their work,
            to their closing when a job that they could take is left out; empty = that of all machines, each
            from the begin of its first work to the end of its last.
    """

    measures: tuple[Measure, ...] = tuple(Measure)
    weights: Mapping[Measure, float] | None = None
    bottlenecks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FullShop:
    """A shop with all plant rules.

    Attributes:
        horizon: Everything is done by then.
        now: Nothing new starts before.
        frozen_until: Published work that starts before stays; nothing else starts before.
        families: Number of families of the set-ups.
        published: The plan before: its frozen part stays, changes against the rest are counted.
        clock: How people read its time.
    """

    horizon: int
    machines: tuple[Machine, ...]
    jobs: tuple[Job, ...]
    pools: tuple[Pool, ...] = ()
    tanks: tuple[Tank, ...] = ()
    families: int = 1
    now: int = 0
    frozen_until: int = 0
    published: tuple[WorkRow, ...] = ()
    goal: Goal = field(default_factory=Goal)
    clock: Clock = field(default_factory=Clock)

    def operation(self, row: WorkRow) -> Operation:
        """The operation of a row."""
        return self.jobs[row.job].operations[row.operation]

    def machine(self, row: WorkRow) -> int:
        """The machine of a row."""
        return self.operation(row).modes[row.mode].machine

    def machine_name(self, row: WorkRow) -> str:
        """The machine of a row as people call it."""
        return self.machines[self.machine(row)].name


@dataclass(frozen=True, slots=True)
class ShopPlan:
    """A plan of a shop.

    Attributes:
        rows: Sorted by (job, operation).
        left_out: Jobs for which no place was found before the horizon; only their fixed rows stand.
        measures: Value of every measure.
        bound: No plan of all jobs has less weighted tardiness.
        decodings: Sequences placed to find it.
    """

    rows: tuple[WorkRow, ...]
    left_out: tuple[int, ...]
    measures: Mapping[Measure, int]
    bound: int
    decodings: int
