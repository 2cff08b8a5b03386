"""Lines of stored plans as plain data, read in two questions whatever their number.

A plan holds tens of thousands of rows: they are read as tuples, an object of the model each would cost more
than the engine.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from django.db.models import DateTimeField, F, Func, QuerySet, Value
from django.utils import timezone

from potok.operations.planning.models import ScheduleLine, SchedulePart
from potok.scheduling.plan import PlanRow
from potok.uncollected import uncollected

_NOTHING = Decimal(0)


class StoredLine(NamedTuple):
    """One operation of a stored plan; plant local times.

    Attributes:
        moved_by_hand: Whether a person put it there since the plan in force.
        launched: Whether its order was launched.
        is_published: Whether its plan is in force.
        order_status: Status of its order.
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
    moved_by_hand: bool
    launched: bool
    is_published: bool
    order_status: str
    rows: tuple[PlanRow, ...]


def plant_time(column: str) -> Func:
    """A stored moment as plant local time without a zone: psycopg reads it in C, an aware one in Python."""
    return Func(
        F(column),
        Value(timezone.get_default_timezone_name()),
        template="(%(expressions)s)",
        arg_joiner=" AT TIME ZONE ",
        output_field=DateTimeField(),
    )


#: A stored part: its line, batch and part number, start and finish, plant local time, pieces.
_Part: TypeAlias = tuple[int, int, int, dt.datetime, dt.datetime, Decimal]


@uncollected
def stored_lines(lines: QuerySet[ScheduleLine]) -> list[StoredLine]:
    """The lines with their rows, in the order of the question."""
    parts: dict[int, list[_Part]] = defaultdict(list)
    found = SchedulePart.objects.filter(line__in=lines.order_by().values("pk"))
    columns = "line_id", "batch_no", "part_no", plant_time("start_at"), plant_time("finish_at"), "qty_pcs"
    for part in found.order_by("start_at", "batch_no", "part_no").values_list(*columns):
        parts[part[0]].append(part)
    asked = lines.values_list(
        "pk",
        "order__order_no",
        "op_no",
        "machine__code",
        plant_time("start_at"),
        plant_time("finish_at"),
        "qty_pcs",
        "setup_min",
        "agreement",
        "pinned",
        "moved_by_hand",
        "order__launch_actual_at",
        "is_published",
        "order__status",
    )
    return [
        StoredLine(
            order_no=order_no,
            op_no=op_no,
            machine_id=machine,
            start_at=start_at,
            finish_at=finish_at,
            qty_pcs=qty_pcs,
            agreement=agreement,
            pinned=pinned,
            moved_by_hand=moved_by_hand,
            launched=launched_at is not None,
            is_published=is_published,
            order_status=status,
            rows=tuple(_rows(order_no, op_no, machine, setup_min, parts[key])),
        )
        for (
            key,
            order_no,
            op_no,
            machine,
            start_at,
            finish_at,
            qty_pcs,
            setup_min,
            agreement,
            pinned,
            moved_by_hand,
            launched_at,
            is_published,
            status,
        ) in asked
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
) -> Iterable[PlanRow]:
    """Rows of a line; its set-up lies in the first."""
    for _, batch_no, part_no, start_at, finish_at, qty_pcs in parts:
        yield PlanRow(order_no, op_no, batch_no, part_no, machine_id, start_at, finish_at, qty_pcs, setup_min)
        setup_min = _NOTHING
