"""Choosing the takt of a flow: by output, by operators, by the machines at hand (003 section 2).

Plain arithmetic of the formulas 2.1 and 2.2; the page compares the candidates, the method `sewing.flow`
explains the one that was chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from potok.balancing.flow.problem import FlowOperation


class TaktBase(StrEnum):
    """What a takt is chosen by."""

    OUTPUT = "output"
    WORKERS = "workers"
    MACHINES = "machines"


@dataclass(frozen=True, slots=True)
class TaktWish:
    """What is given of a flow before its takt is known.

    Attributes:
        shift_s: Length of the shift, seconds.
        output_pcs: Wanted output in a shift, None when it does not matter.
        workers: Operators at hand, None when any number may be had.
        machines: Machines at hand by kind; a kind that is not named may be had in any number.
        high: Most load of a workplace as a share of the takt.
        most_workers: Largest multiplicity of a group.
    """

    shift_s: Decimal
    output_pcs: Decimal | None = None
    workers: int | None = None
    machines: Mapping[str, int] | None = None
    high: Decimal = Decimal("1.15")
    most_workers: int = 3


@dataclass(frozen=True, slots=True)
class TaktCandidate:
    """A takt with what follows from it.

    Attributes:
        base: What it is chosen by.
        named: Kind of machine of the bottleneck, "" for other bases.
        takt_exact_s, takt_s: Exact, and rounded to a second.
        output_pcs: Output in a shift at the exact takt.
        workers_exact, workers: Operators by the exact takt, and whole.
        coordination: Coefficient of coordination with the whole operators and takt (formula 2.4).
        machines_needed: Machines by kind at this takt, exact.
        short: Kinds of which there are fewer than needed.
        too_long: Numbers of operations that even the largest group cannot hold.
    """

    base: TaktBase
    named: str
    takt_exact_s: Decimal
    takt_s: int
    output_pcs: Decimal
    workers_exact: Decimal
    workers: int
    coordination: Decimal
    machines_needed: Mapping[str, Decimal]
    short: tuple[str, ...]
    too_long: tuple[int, ...]

    @property
    def possible(self) -> bool:
        """Whether machines are enough and every operation fits a group."""
        return not (self.short or self.too_long)


def candidates(operations: tuple[FlowOperation, ...], wish: TaktWish) -> list[TaktCandidate]:
    """A candidate for each thing given, in the order of `TaktBase`; of machines the tightest kind first."""
    return [_candidate(operations, wish, *row) for row in _takts(operations, wish)]


def _takts(operations: tuple[FlowOperation, ...], wish: TaktWish) -> Iterator[tuple[TaktBase, str, Decimal]]:
    labour = sum((operation.time_s for operation in operations), Decimal(0))
    if wish.output_pcs:
        yield TaktBase.OUTPUT, "", wish.shift_s / wish.output_pcs
    if wish.workers:
        yield TaktBase.WORKERS, "", labour / wish.workers
    by_kind = _times(operations)
    tightest = sorted(
        (
            (by_kind[kind] / count, kind)
            for kind, count in (wish.machines or {}).items()
            if count and kind in by_kind
        ),
        reverse=True,
    )
    for takt, kind in tightest:
        yield TaktBase.MACHINES, kind, takt


def _times(operations: tuple[FlowOperation, ...]) -> dict[str, Decimal]:
    """Time of the work on every kind of machine."""
    found: dict[str, Decimal] = {}
    for operation in operations:
        if operation.machine:
            found[operation.machine] = found.get(operation.machine, Decimal(0)) + operation.time_s
    return found


def _candidate(
    operations: tuple[FlowOperation, ...], wish: TaktWish, base: TaktBase, named: str, exact: Decimal
) -> TaktCandidate:
    labour = sum((operation.time_s for operation in operations), Decimal(0))
    takt = max(1, int(exact.to_integral_value(ROUND_HALF_UP)))
    workers = max(1, int((labour / exact).to_integral_value(ROUND_HALF_UP)))
    needed = {kind: time / exact for kind, time in _times(operations).items()}
    longest = takt * wish.high * wish.most_workers
    at_hand = wish.machines or {}
    # The kind that sets the takt needs exactly its machines: rounding of the division is no shortage.
    short = [
        kind for kind, count in needed.items() if kind in at_hand and kind != named and count > at_hand[kind]
    ]
    return TaktCandidate(
        base=base,
        named=named,
        takt_exact_s=exact,
        takt_s=takt,
        output_pcs=wish.shift_s / exact,
        workers_exact=labour / exact,
        workers=workers,
        coordination=labour / (workers * takt),
        machines_needed=needed,
        short=tuple(sorted(short)),
        too_long=tuple(operation.no for operation in operations if operation.time_s > longest),
    )
