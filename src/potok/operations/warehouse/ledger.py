"""The ledger: movements written for a paper, and their mirror images.

Rows are appended only; a trigger adds them to the lots. The caller holds the locks of the lots, by id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.bulk_writes import insert_rows
from potok.operations.warehouse.models import StockMovement

_WRITTEN = ("lot", "kind", "qty", "document", "at", "user", "reverses")


@dataclass(frozen=True, slots=True)
class Move:
    """What comes to a lot (plus) or leaves it (minus), in the stock unit.

    Attributes:
        reverses: Movement that this one takes back; then the kind is `reversal`.
    """

    lot_id: int
    kind: str
    qty: Decimal
    reverses: int | None = None


def write_moves(moves: Iterable[Move], *, document: str, at: dt.datetime, user_id: int | None) -> int:
    """Append movements of one paper; those of nothing are left out. Returns how many were written.

    Args:
        document: Number of the paper.
        at: Plant moment of the movement.
    """
    return insert_rows(
        StockMovement,
        _WRITTEN,
        [
            {
                "lot": move.lot_id,
                "kind": move.kind,
                "qty": move.qty,
                "document": document,
                "at": at,
                "user": user_id,
                "reverses": move.reverses,
            }
            for move in moves
            if move.qty
        ],
    )


def mirror_moves(document: str) -> list[Move]:
    """Movements that take back those of a paper which were not taken back yet, the last one first."""
    found = StockMovement.objects.filter(document=document, reversed_by__isnull=True)
    rows = found.exclude(kind="reversal").order_by("-id").values_list("id", "lot_id", "qty")
    return [Move(lot_id, "reversal", -qty, reverses=pk) for pk, lot_id, qty in rows]
