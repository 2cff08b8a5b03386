"""Other volumes for an order that its material or the batches do not suit (order-workflow 7.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from potok.plant.model import Basis, RoutingLine
from potok.supply.work_content import batch_count, operation_time, operations


class VolumeKind(StrEnum):
    """Where a candidate comes from: (a) to (e) of order-workflow 7.2."""

    REQUESTED = "requested"
    BATCHES_DOWN = "batches_down"
    BATCHES_UP = "batches_up"
    FROM_STOCK = "from_stock"
    FROM_CAPACITY = "from_capacity"


@dataclass(frozen=True, slots=True)
class VolumeCase:
    """An order whose volume is in question.

    Attributes:
        min_qty_pcs: Lower limit of the client department, None = the requested quantity.
        max_qty_pcs: Upper limit, None = the requested quantity.
        multiple: Quantities are multiples of this number of pieces.
        lines: Routing lines on permitted machines.
        need_of: Pieces → gross requirement by item (`plant.requirement.gross_requirement`).
        free: Free stock by item now.
        free_minutes: Machine → minutes left before the due date; None = capacity is not asked.
    """

    qty_pcs: int
    net_kg: Decimal
    need_of: Callable[[int], Mapping[str, Decimal]]
    free: Mapping[str, Decimal]
    lines: Sequence[RoutingLine] = ()
    min_qty_pcs: int | None = None
    max_qty_pcs: int | None = None
    multiple: int = 1
    free_minutes: Mapping[str, Decimal] | None = None
    batch_line: RoutingLine | None = field(init=False)

    def __post_init__(self) -> None:
        """Find the operation whose batches are to be filled: the first one that works by batches."""
        preferred = (alternatives[0] for alternatives in operations(self.lines).values())
        by_batches = (line for line in preferred if line.basis is Basis.BATCH and line.batch_size_kg)
        object.__setattr__(self, "batch_line", next(by_batches, None))

    @property
    def lowest(self) -> int:
        """Smallest permitted quantity."""
        return self.qty_pcs if self.min_qty_pcs is None else self.min_qty_pcs

    @property
    def highest(self) -> int:
        """Largest permitted quantity."""
        return self.qty_pcs if self.max_qty_pcs is None else self.max_qty_pcs


@dataclass(frozen=True, slots=True)
class VolumeCandidate:
    """A volume that may be proposed, with its reasons.

    Attributes:
        allowed: Within the limits and a multiple.
        lacking: Lack by item at this volume; empty = no shortage.
        batches: Batches of the first batch operation, None without one.
        batches_exact: Order kg / batch size («3,28 загрузки»).
        last_fill: Filling of the last batch, 0…1.
        partly_filled: Batches with room for one more multiple (0 or 1).
        limited_by: Items or machines that do not permit one multiple more (FROM_STOCK, FROM_CAPACITY).
    """

    kind: VolumeKind
    qty_pcs: int
    allowed: bool
    lacking: Mapping[str, Decimal]
    batches: int | None
    batches_exact: Fraction | None
    last_fill: Fraction | None
    partly_filled: int
    limited_by: tuple[str, ...] = ()


def volume_candidates(case: VolumeCase) -> tuple[VolumeCandidate, ...]:
    """Candidates, best first: allowed, no shortage, fewest partly filled batches, closest to the request.

    A volume that several rules give is listed once, under the first rule. Volumes outside the limits stay
    in the list, not allowed, so that the planner sees why they are none.
    """
    candidates: dict[int, VolumeCandidate] = {}
    for kind, qty_pcs, limited_by in _proposals(case):
        if qty_pcs > 0 and qty_pcs not in candidates:
            candidates[qty_pcs] = _judge(case, kind, qty_pcs, limited_by)
    return tuple(
        sorted(
            candidates.values(),
            key=lambda one: (
                not one.allowed,
                bool(one.lacking),
                one.partly_filled,
                abs(one.qty_pcs - case.qty_pcs),
                -one.qty_pcs,
            ),
        )
    )


def _proposals(case: VolumeCase) -> Iterator[tuple[VolumeKind, int, tuple[str, ...]]]:
    """Volumes (a) to (e) with what limits them."""
    yield VolumeKind.REQUESTED, case.qty_pcs, ()
    if case.batch_line is not None and case.batch_line.batch_size_kg is not None:
        size = case.batch_line.batch_size_kg
        whole = int(case.qty_pcs * case.net_kg // size)
        yield VolumeKind.BATCHES_DOWN, _pieces_of(case, whole * size), ()
        yield VolumeKind.BATCHES_UP, _pieces_of(case, (whole + 1) * size), ()
    stocked = _largest(case, lambda qty: not _lack(case, qty))
    yield VolumeKind.FROM_STOCK, stocked, tuple(_lack(case, stocked + case.multiple))
    if case.free_minutes is not None:
        able = _largest(case, lambda qty: not _overfull(case, qty))
        yield VolumeKind.FROM_CAPACITY, able, _overfull(case, able + case.multiple)


def _judge(case: VolumeCase, kind: VolumeKind, qty_pcs: int, limited_by: Iterable[str]) -> VolumeCandidate:
    batches = exact = fill = None
    partly_filled = 0
    if case.batch_line is not None and case.batch_line.batch_size_kg is not None:
        kg, size = qty_pcs * case.net_kg, case.batch_line.batch_size_kg
        batches = batch_count(kg, size)
        exact = Fraction(kg) / Fraction(size)
        fill = exact - (batches - 1)
        partly_filled = int(kg + case.multiple * case.net_kg <= batches * size)
    in_limits = case.lowest <= qty_pcs <= case.highest
    return VolumeCandidate(
        kind=kind,
        qty_pcs=qty_pcs,
        allowed=in_limits and qty_pcs % case.multiple == 0,
        lacking=_lack(case, qty_pcs),
        batches=batches,
        batches_exact=exact,
        last_fill=fill,
        partly_filled=partly_filled,
        limited_by=tuple(limited_by),
    )


def _pieces_of(case: VolumeCase, kg: Decimal) -> int:
    """Largest multiple that weighs not more than `kg`."""
    return int(kg // (case.net_kg * case.multiple)) * case.multiple


def _lack(case: VolumeCase, qty_pcs: int) -> dict[str, Decimal]:
    """Lack by item when the order takes `qty_pcs` from free stock."""
    free = case.free
    return {
        item_id: gross - free.get(item_id, Decimal(0))
        for item_id, gross in case.need_of(qty_pcs).items()
        if gross > free.get(item_id, Decimal(0))
    }


def _overfull(case: VolumeCase, qty_pcs: int) -> tuple[str, ...]:
    """Machines of the operations that no alternative has the minutes for."""
    minutes = case.free_minutes or {}
    machines: list[str] = []
    for alternatives in operations(case.lines).values():
        times = {
            line.machine_id: operation_time(line, qty_pcs=qty_pcs, net_kg=case.net_kg).total_min
            for line in alternatives
        }
        if all(time > minutes.get(machine_id, Decimal(0)) for machine_id, time in times.items()):
            machines.extend(times)
    return tuple(dict.fromkeys(machines))


def _largest(case: VolumeCase, possible: Callable[[int], bool]) -> int:
    """Largest multiple up to the upper limit that is possible; possibility ends once and for all."""
    low, high = 0, case.highest // case.multiple
    while low < high:
        middle = (low + high + 1) // 2
        if possible(middle * case.multiple):
            low = middle
        else:
            high = middle - 1
    return low * case.multiple
