"""Columns of the time-phased pull table: today, working days of two weeks, then whole weeks."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from potok.plant.dates import is_working_day

_WEEK = dt.timedelta(days=7)


class ColumnKind(StrEnum):
    """What span a column stands for."""

    DAY = "day"
    WEEK = "week"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Column:
    """A span of dates.

    Attributes:
        first: First date; for a day its own date.
        last: Last date of the span, None for all later dates. A day column also holds the days off that
            follow it, so that every date lies in exactly one column.
    """

    kind: ColumnKind
    first: dt.date
    last: dt.date | None

    @property
    def week_no(self) -> int:
        """ISO number of the week."""
        return self.first.isocalendar().week


def pull_columns(
    today: dt.date, *, holidays: AbstractSet[dt.date], weeks: int = 4, until: dt.date | None = None
) -> tuple[Column, ...]:
    """Columns from today on: days of this and the next week, `weeks` weeks, all that is later.

    Days are today and the working days of offices (Monday to Friday without holidays) to the end of next
    week. The column of later dates is there only when something happens then.

    Args:
        today: Plant date, always the first column.
        holidays: Dates that are no working days.
        weeks: Number of week columns.
        until: Last date on which anything happens (needs, receipts).
    """
    first_week = today - dt.timedelta(days=today.weekday()) + 2 * _WEEK
    dates = [today + dt.timedelta(days=day) for day in range((first_week - today).days)]
    starts = [date for date in dates if date == today or is_working_day(date, holidays=holidays)]
    ends = [start - dt.timedelta(days=1) for start in [*starts[1:], first_week]]
    columns = [Column(ColumnKind.DAY, first, last) for first, last in zip(starts, ends, strict=True)]
    for number in range(weeks):
        monday = first_week + number * _WEEK
        columns.append(Column(ColumnKind.WEEK, monday, monday + dt.timedelta(days=6)))
    later = first_week + weeks * _WEEK
    if until is not None and until >= later:
        columns.append(Column(ColumnKind.LATER, later, None))
    return tuple(columns)


def column_of(date: dt.date, columns: Sequence[Column]) -> int:
    """Index of the column that holds the date; what is past belongs to the first one."""
    return max(0, bisect_right(columns, date, key=lambda column: column.first) - 1)
