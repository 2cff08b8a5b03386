"""How much machine time an order takes: batches, minutes of an operation, flow time of the route.

Exact fractions: a batch takes `batch_time_min` whatever its filling, a rate operation quantity / rate
(conventions 1–2). Set-ups are full ones: which reduction applies is known only in a plan.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise

from potok.errors import PotokError
from potok.plant.model import Basis, RoutingLine


class IncompleteRoutingError(PotokError):
    """A routing line lacks the norm that its basis needs."""

    code = "incomplete_routing"
    template = (
        "Маршрут изделия {product_id}, операция {op_no}, станок {machine_id}: не заданы нормы времени. "
        "Дополните маршрут."
    )


@dataclass(frozen=True, slots=True)
class OperationTime:
    """Time of one operation of an order on one machine, minutes.

    Attributes:
        batches: Number of batches, 0 for a rate operation.
        run_min: Work without set-up.
        first_out_min: From the start of the work until the next operation has material.
        last_share: Part of the order that the last delivery hands on (0 for a rate operation).
    """

    line: RoutingLine
    batches: int
    setup_min: Fraction
    run_min: Fraction
    first_out_min: Fraction
    last_share: Fraction

    @property
    def total_min(self) -> Fraction:
        """Set-up and work."""
        return self.setup_min + self.run_min


def batch_count(order_kg: Decimal, batch_size_kg: Decimal) -> int:
    """Batches = ceil(order kg / batch size of the routing line), all full but the last."""
    return math.ceil(Fraction(order_kg) / Fraction(batch_size_kg))


def operation_time(line: RoutingLine, *, qty_pcs: int, net_kg: Decimal) -> OperationTime:
    """Time of an operation for `qty_pcs` pieces of `net_kg` each on the machine of the line.

    Raises:
        IncompleteRoutingError: The line has no batch norm or no rate.
    """
    order_kg = qty_pcs * net_kg
    setup = Fraction(line.setup_min)
    if line.basis is Basis.BATCH and line.batch_size_kg and line.batch_time_min is not None:
        batches = batch_count(order_kg, line.batch_size_kg)
        one = Fraction(line.batch_time_min)
        full = Fraction(line.batch_size_kg) * (batches - 1)
        last_share = 1 - full / Fraction(order_kg) if order_kg else Fraction(0)
        return OperationTime(line, batches, setup, one * batches, one, last_share)
    if line.basis is Basis.RATE and line.rate_kg_per_h:
        run = Fraction(order_kg) / Fraction(line.rate_kg_per_h) * 60
    elif line.basis is Basis.RATE and line.rate_pcs_per_h:
        run = qty_pcs / Fraction(line.rate_pcs_per_h) * 60
    else:
        raise IncompleteRoutingError(product_id=line.product_id, op_no=line.op_no, machine_id=line.machine_id)
    return OperationTime(line, 0, setup, run, Fraction(0), Fraction(0))


def operations(lines: Iterable[RoutingLine]) -> dict[int, tuple[RoutingLine, ...]]:
    """Alternatives of every operation, preferred first, operations in sequence."""
    in_turn = sorted(lines, key=lambda line: (line.op_no, line.alt_rank))
    return {op_no: tuple(group) for op_no, group in groupby(in_turn, key=lambda line: line.op_no)}


def preferred_times(
    lines: Iterable[RoutingLine], *, qty_pcs: int, net_kg: Decimal
) -> tuple[OperationTime, ...]:
    """Times of all operations, each on its preferred machine."""
    return tuple(
        operation_time(alternatives[0], qty_pcs=qty_pcs, net_kg=net_kg)
        for alternatives in operations(lines).values()
    )


def flow_minutes(times: Sequence[OperationTime]) -> Fraction:
    """Working minutes from the first set-up to the last finish when nothing is waited for.

    Operations overlap as in conventions 2: the next one starts when the first batch before it has ended
    (after a rate operation: when that has started), runs through, and after the last delivery still has
    that part of the order to work. Queues are not in it: the true flow time is longer.
    """
    if not times:
        return Fraction(0)
    start, finish = Fraction(0), times[0].total_min
    for before, after in pairwise(times):
        first_material = start + (before.setup_min + before.first_out_min if before.batches else 0)
        last_part = Fraction(1, after.batches) if after.batches else before.last_share
        finish = max(first_material + after.total_min, finish + after.run_min * last_part)
        start = finish - after.total_min
    return finish
