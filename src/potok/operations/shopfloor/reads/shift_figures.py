"""Figures of a shift: how much of its plan is done by time, how far it is behind, who works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.shopfloor.reads.shift_task import ShiftTask, ShiftTime, TaskRow, workshop_shifts

_ONE_DAY = dt.timedelta(days=1)
#: Days in which a neighbouring shift is looked for: holidays may be long.
_FARTHEST = 12


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """How a shift goes.

    Attributes:
        works: Operations of the plan in it.
        done_pct: Done share of the planned time; None without planned work.
        behind_min: Minutes of planned work that should be done by now and are not.
        people: Different people named on operations that run or stand.
    """

    works: int
    done_pct: Decimal | None
    behind_min: Decimal
    people: int


def shift_figures(task: ShiftTask, now: dt.datetime) -> ShiftFigures:
    """Figures of a shift at a moment, plant local."""
    planned = [row for row in task.rows if row.planned and row.qty_pcs > 0]
    total = sum((_minutes(row) for row in planned), Decimal(0))
    done = sum((_minutes(row) * done_share(row) for row in planned), Decimal(0))
    behind = sum(
        (_minutes(row) * max(Decimal(0), _due_share(row, now) - done_share(row)) for row in planned),
        Decimal(0),
    )
    people = {name for row in task.rows if row.state in {"running", "stopped"} for name in row.people}
    return ShiftFigures(
        works=len(planned),
        done_pct=done / total * 100 if total else None,
        behind_min=behind.quantize(Decimal(1)),
        people=len(people),
    )


def done_share(row: TaskRow) -> Decimal:
    """Share of the shift's pieces that is made, 0…1; a finished operation is done."""
    if row.state == "finished":
        return Decimal(1)
    made = row.in_shift.good + row.in_shift.rework + row.in_shift.scrap
    return min(Decimal(1), made / row.qty_pcs) if row.qty_pcs > 0 else Decimal(0)


def ready_at(row: TaskRow, now: dt.datetime) -> dt.datetime | None:
    """When the shift's pieces will be made at the pace of the plan from now on; None when nothing is left."""
    left = Decimal(1) - done_share(row)
    if left <= 0 or row.qty_pcs <= 0:
        return None
    return max(now, row.start_at) + dt.timedelta(minutes=float(_minutes(row) * left))


def neighbours(workshop: str, shift: ShiftTime) -> list[ShiftTime]:
    """The shift with the one before and the one after it, in sequence."""
    before = next(iter(reversed(list(_around(workshop, shift, -1)))), None)
    after = next(iter(_around(workshop, shift, 1)), None)
    return [one for one in (before, shift, after) if one is not None]


def _around(workshop: str, shift: ShiftTime, step: int) -> Iterable[ShiftTime]:
    """Shifts of the nearest date that has some on that side of the shift, in sequence."""
    for days in range(_FARTHEST):
        found = [
            one
            for one in workshop_shifts(workshop, shift.date + step * days * _ONE_DAY)
            if (one.start_at - shift.start_at) * step > dt.timedelta(0)
        ]
        if found:
            return sorted(found, key=lambda one: one.start_at)
    return []


def _minutes(row: TaskRow) -> Decimal:
    return Decimal((row.finish_at - row.start_at).total_seconds()) / 60


def _due_share(row: TaskRow, now: dt.datetime) -> Decimal:
    whole = (row.finish_at - row.start_at).total_seconds()
    gone = (now - row.start_at).total_seconds()
    return Decimal(min(1.0, max(0.0, gone / whole))) if whole > 0 else Decimal(0)
