"""A sewing flow as plain data: what is sewn, by which rules it is gathered, and a gathering (35.2).

Operations are named by their places in `operations` everywhere but in `no`, which people read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

#: Specialty that joins any other at a workplace (rule 2).
MANUAL = "Р"


@dataclass(frozen=True, slots=True)
class FlowOperation:
    """An indivisible operation.

    Attributes:
        no: Its number in the technological sequence, unique.
        specialty: Letter of the specialty (М, С, А, П, Р, У).
        grade: Tariff grade.
        time_s: Norm of time, seconds, up to two decimals.
        zone: Part of the flow that a group does not leave (rule 1).
        section: Section of the flow that the zone belongs to.
        machine: Kind of machine or iron, "" for handwork; a fitting on the machine makes no other kind.
    """

    no: int
    specialty: str
    grade: int
    time_s: Decimal
    zone: str = ""
    section: str = ""
    machine: str = ""


@dataclass(frozen=True, slots=True)
class FlowRules:
    """Rules of gathering (catalogue 35.2); each may be switched off.

    Attributes:
        zones: A group stays within one zone.
        one_specialty: A group has one mechanised specialty; handwork joins any.
        crews: Exception to it: so many mechanised specialties as the group has workers, each its own.
        grade_spread: Most that grades of a group's mechanised operations differ, None = any.
        machines: Most kinds of machines of a group, None = any.
    """

    zones: bool = True
    one_specialty: bool = True
    crews: bool = False
    grade_spread: int | None = 2
    machines: int | None = 2


@dataclass(frozen=True, slots=True)
class FlowProblem:
    """What the engine gathers.

    Attributes:
        operations: In the order of the technological sequence.
        takt_s: Takt of the flow, seconds.
        workers: Operators to reach, the sum of the multiplicities.
        precedence: Pairs (earlier, later) that the order of the groups keeps.
        technology: Pairs (earlier, later) of the technological order; one against the order of the groups
            is a return of the bundle.
        low, high: Permitted time of a group as shares of takt × workers, inclusive (formula 2.3).
        multiplicities: Permitted workers of a group.
        rules: See `FlowRules`.
    """

    operations: tuple[FlowOperation, ...]
    takt_s: Decimal
    workers: int
    precedence: tuple[tuple[int, int], ...] = ()
    technology: tuple[tuple[int, int], ...] = ()
    low: Decimal = Decimal("0.9")
    high: Decimal = Decimal("1.15")
    multiplicities: tuple[int, ...] = (1, 2, 3)
    rules: FlowRules = field(default_factory=FlowRules)

    @property
    def labour_s(self) -> Decimal:
        """Time of the product."""
        return sum((operation.time_s for operation in self.operations), Decimal(0))


@dataclass(frozen=True, slots=True)
class FlowGroup:
    """An organisational operation: its operations, ascending, and its workers."""

    members: tuple[int, ...]
    workers: int


@dataclass(frozen=True, slots=True)
class Flow:
    """A gathering: the groups in the order in which the bundle passes them."""

    groups: tuple[FlowGroup, ...]

    def group_of(self) -> dict[int, int]:
        """Place of the group of every operation."""
        return {member: place for place, group in enumerate(self.groups) for member in group.members}

    @property
    def workers(self) -> int:
        """Operators of the flow."""
        return sum(group.workers for group in self.groups)
