"""Lines of stored plans as plain data, read in two questions whatever their number.

A plan holds tens of thousands of rows: they are read as tuples, an object of the model each would cost more
than the engine.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from potok.operations.planning.models import ScheduleLine, SchedulePart
from potok.scheduling.plan import PlanRow


class StoredLine(NamedTuple):
    """One operation of a stored plan; plant local times.

    Attributes:
        launched: Whether its order was launched.
        rows: Its rows by start.
    """

    order_no: str
    op_no: int
    machine_id: str
    start_at: dt.datetime
    finish_at: dt.datetime
    qty_pcs: Decimal
    agreement: str
    pinned: bool
    launched: bool
    rows: tuple[PlanRow, ...]


class _Part(NamedTuple):
    """A stored part; moments as stored."""

    line_id: int
    batch_no: int
    part_no: int
    start_at: dt.datetime
    finish_at: dt.datetime
    qty_pcs: Decimal


def stored_lines(lines: QuerySet[ScheduleLine]) -> list[StoredLine]:
    """The lines with their rows, in the order of the question."""
    local = _to_local()
    parts: dict[int, list[_Part]] = defaultdict(list)
    found = SchedulePart.objects.filter(line__in=lines.order_by().values("pk"))
    for part in found.order_by("start_at", "batch_no", "part_no").values_list(*_Part._fields):
        parts[part[0]].append(_Part(*part))
    asked = lines.values_list(
        "pk",
        "order__order_no",
        "op_no",
        "machine__code",
        "start_at",
        "finish_at",
        "qty_pcs",
        "setup_min",
        "agreement",
        "pinned",
        "order__launch_actual_at",
        named=True,
    )
    return [
        StoredLine(
            order_no=line.order__order_no,
            op_no=line.op_no,
            machine_id=line.machine__code,
            start_at=local(line.start_at),
            finish_at=local(line.finish_at),
            qty_pcs=line.qty_pcs,
            agreement=line.agreement,
            pinned=line.pinned,
            launched=line.order__launch_actual_at is not None,
            rows=tuple(
                _rows(
                    line.order__order_no,
                    line.op_no,
                    line.machine__code,
                    line.setup_min,
                    parts[line.pk],
                    local,
                )
            ),
        )
        for line in asked
    ]


def rows_of(lines: Iterable[StoredLine]) -> Iterable[PlanRow]:
    """Rows of lines, as the engine and the checker take them."""
    return (row for line in lines for row in line.rows)


def _rows(
    order_no: str,
    op_no: int,
    machine_id: str,
    setup_min: Decimal,
    parts: Iterable[_Part],
    local: Callable[[dt.datetime], dt.datetime],
) -> Iterable[PlanRow]:
    """Rows of a line; its set-up lies in the first."""
    for part in parts:
        yield PlanRow(
            order_no=order_no,
            op_no=op_no,
            batch_no=part.batch_no,
            part_no=part.part_no,
            machine_id=machine_id,
            start_at=local(part.start_at),
            finish_at=local(part.finish_at),
            qty=part.qty_pcs,
            setup_min=setup_min,
        )
        setup_min = setup_min * 0


def _to_local() -> Callable[[dt.datetime], dt.datetime]:
    """Plant local times of aware moments (`clock.local`), without asking for the zone each time."""
    zone = timezone.get_default_timezone()
    return lambda moment: moment.astimezone(zone).replace(tzinfo=None)
