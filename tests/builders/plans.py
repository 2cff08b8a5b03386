"""Plan rows laid by hand: work put one after another into windows that the test lists itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from potok.scheduling.plan import PlanRow

Window = tuple[dt.datetime, dt.datetime]


def at(text: str) -> dt.datetime:
    """A moment from "2026-03-02 08:00"."""
    return dt.datetime.fromisoformat(text)


def batch_rows(
    order_no: str,
    op_no: int,
    machine_id: str,
    start: dt.datetime,
    windows: Sequence[Window],
    *,
    minutes: str,
    qtys: Sequence[str],
    setup_min: str = "0",
) -> list[PlanRow]:
    """Set-up and batches of an order's operation, run through from `start`."""
    rows: list[PlanRow] = []
    for batch_no, qty in enumerate(qtys, start=1):
        setup = Decimal(setup_min) if batch_no == 1 else Decimal(0)
        pieces = cut(start, setup + Decimal(minutes), windows)
        rows += _rows(order_no, op_no, machine_id, batch_no, pieces, qty, setup)
        start = rows[-1].finish_at
    return rows


def rate_rows(
    order_no: str,
    op_no: int,
    machine_id: str,
    start: dt.datetime,
    windows: Sequence[Window],
    *,
    minutes: str,
    qty: str,
    setup_min: str = "0",
) -> list[PlanRow]:
    """Set-up and work of a rate operation from `start`."""
    setup = Decimal(setup_min)
    pieces = cut(start, setup + Decimal(minutes), windows)
    return _rows(order_no, op_no, machine_id, 0, pieces, qty, setup)


def cut(start: dt.datetime, minutes: Decimal, windows: Sequence[Window]) -> list[Window]:
    """Working time from `start`, cut at the ends of the windows (which are in time order)."""
    left = dt.timedelta(seconds=round(minutes * 60))
    pieces: list[Window] = []
    for opening, closing in windows:
        if not left:
            break
        begin = max(start, opening)
        if begin < closing:
            end = min(closing, begin + left)
            pieces.append((begin, end))
            left -= end - begin
    assert not left, "the windows of the test end too early"
    return pieces


def _rows(
    order_no: str,
    op_no: int,
    machine_id: str,
    batch_no: int,
    pieces: Sequence[Window],
    qty: str,
    setup: Decimal,
) -> list[PlanRow]:
    """All pieces (units) of the work are written to its last part."""
    return [
        PlanRow(
            order_no=order_no,
            op_no=op_no,
            batch_no=batch_no,
            part_no=part_no,
            machine_id=machine_id,
            start_at=begin,
            finish_at=end,
            qty=Decimal(qty) if part_no == len(pieces) else Decimal(0),
            setup_min=setup if part_no == 1 else Decimal(0),
        )
        for part_no, (begin, end) in enumerate(pieces, start=1)
    ]
