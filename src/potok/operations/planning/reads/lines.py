"""Lines of a plan read as plain rows: a large plan has ten thousand of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

from potok.operations.planning.models import PlanVersion


class PlanLine(NamedTuple):
    """Columns of a line; moments are aware."""

    id: int
    order_id: int
    op_no: int
    op_name: str
    machine_id: int
    start_at: dt.datetime
    finish_at: dt.datetime
    setup_min: Decimal
    qty_pcs: Decimal
    batches: int
    preliminary: bool
    pinned: bool
    agreement: str
    answer_reason: str
    counter_start_at: dt.datetime | None
    cause: dict[str, Any]


def lines_of(version: PlanVersion | None) -> list[PlanLine]:
    """Lines of a version by workshop, machine and start."""
    if version is None:
        return []
    rows = version.lines.order_by("workshop__code", "machine__code", "start_at")
    return [PlanLine(*row) for row in rows.values_list(*PlanLine._fields)]
