"""The flat form of the pull table: one row per expected receipt (order-workflow 6.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from potok.supply.cover import Coverage, Peg
from potok.supply.facts import ExpectedReceipt


@dataclass(frozen=True, slots=True)
class FlatRow:
    """A receipt with the orders that live from it.

    Attributes:
        pegs: Soft reservations on the receipt, in rank of the orders.
    """

    receipt: ExpectedReceipt
    pegs: tuple[Peg, ...]

    @property
    def order_nos(self) -> tuple[str, ...]:
        """Orders pegged to the receipt, in rank."""
        return tuple(peg.order_no for peg in self.pegs)


def flat_table(receipts: Iterable[ExpectedReceipt], coverage: Coverage) -> tuple[FlatRow, ...]:
    """All receipts, overdue ones first, then by usable date, item and number."""
    pegs: dict[str, list[Peg]] = {}
    for peg in coverage.pegs():
        pegs.setdefault(peg.receipt_id, []).append(peg)
    in_turn = sorted(
        receipts,
        key=lambda receipt: (receipt.usable_date or dt.date.min, receipt.item_id, receipt.receipt_id),
    )
    return tuple(FlatRow(receipt, tuple(pegs.get(receipt.receipt_id, ()))) for receipt in in_turn)
