"""Routing lines as work: durations of any order on one machine, and what is wrong with a line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from potok.errors import Problem as Fault
from potok.plant.model import Basis, Item, RoutingLine
from potok.scheduling.problem import Mode
from potok.scheduling.rules import (
    batches_of,
    rate_seconds,
    seconds_a_piece,
    setup_seconds,
    to_amount,
    whole_seconds,
)

_ONE_PIECE = Decimal(1)


def piece_weight(item: Item) -> Decimal:
    """Kilograms of one piece; products without weight are counted in pieces."""
    return _ONE_PIECE if item.net_kg is None else item.net_kg


class LineWork:
    """A routing line without faults as whole numbers: what an order takes on its machine.

    Args:
        line: The routing line.
        machine: Number of its machine.
        item: The product.

    Source: conventions 1 (durations to the whole second) and 2 (batches, set-up).
    """

    __slots__ = ("_batch_amount", "_batch_s", "_line", "_machine", "_modes", "_seconds", "_setups")

    def __init__(self, line: RoutingLine, *, machine: int, item: Item) -> None:
        self._line, self._machine = line, machine
        full_s = whole_seconds(line.setup_min)
        self._setups = full_s, setup_seconds(full_s, same_product=False, same_family=True)
        self._batch_amount = self._batch_s = 0
        self._seconds = 0, 1
        if line.basis is Basis.BATCH:
            self._batch_amount = to_amount(line.batch_size_kg or _ONE_PIECE)
            self._batch_s = max(1, whole_seconds(line.batch_time_min or _ONE_PIECE))
        elif line.rate_pcs_per_h is not None:
            self._seconds = seconds_a_piece(_ONE_PIECE, line.rate_pcs_per_h)
        else:
            self._seconds = seconds_a_piece(piece_weight(item), line.rate_kg_per_h or _ONE_PIECE)
        self._modes: dict[int, Mode] = {}

    def mode(self, *, qty_pcs: int, amount: int) -> Mode:
        """Durations of an order; orders that take the same share one mode.

        Args:
            qty_pcs: Pieces of the order.
            amount: Its amount (`rules.to_amount`).
        """
        batches = 0
        if self._batch_amount:
            batches = batches_of(amount, self._batch_amount)
            run_s = batches * self._batch_s
        else:
            run_s = rate_seconds(qty_pcs, self._seconds)
        mode = self._modes.get(run_s)
        if mode is None:
            mode = self._modes[run_s] = Mode(
                machine=self._machine,
                basis=self._line.basis,
                batches=batches,
                batch_s=self._batch_s,
                batch_amount=self._batch_amount,
                run_s=run_s,
                full_setup_s=self._setups[0],
                half_setup_s=self._setups[1],
                rank=self._line.alt_rank,
            )
        return mode


def line_faults(line: RoutingLine, item: Item) -> Iterator[Fault]:
    """What keeps a routing line from being planned."""
    where = f"Маршрут {line.product_id}, операция {line.op_no}, станок {line.machine_id}"
    if line.setup_min < 0:
        yield Fault(where, None, "setup_min", str(line.setup_min), "число минут не меньше 0")
    if line.basis is Basis.BATCH:
        for name, value in (("batch_size_kg", line.batch_size_kg), ("batch_time_min", line.batch_time_min)):
            if value is None or value <= 0:
                yield Fault(where, None, name, _text(value), "число больше 0 для операции с загрузками")
    else:
        rates = [rate for rate in (line.rate_kg_per_h, line.rate_pcs_per_h) if rate is not None]
        if len(rates) != 1 or rates[0] <= 0:
            yield Fault(
                where,
                None,
                "rate_kg_per_h",
                _text(line.rate_kg_per_h),
                "ровно одна норма больше 0: rate_kg_per_h или rate_pcs_per_h",
            )
    by_weight = line.basis is Basis.BATCH or line.rate_pcs_per_h is None
    if by_weight and (item.net_kg is None or item.net_kg <= 0):
        yield Fault(
            f"Изделие {item.item_id}", None, "net_kg", _text(item.net_kg), "масса единицы больше 0 кг"
        )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
