"""The axis of working seconds and the calendar."""

from __future__ import annotations

import datetime as dt

from potok.scheduling.factory_plans.calendar import WorkingAxis
from potok.scheduling.factory_plans.model import Shift

MONDAY = dt.datetime(2027, 1, 4)
HOUR = 3600


def axis(*shifts: Shift, start: dt.datetime = MONDAY) -> WorkingAxis:
    return WorkingAxis(start, shifts, 100 * HOUR)


def test_a_start_opens_a_window_and_an_end_closes_one() -> None:
    days = axis(Shift(0, 8 * HOUR, 16 * HOUR), Shift(2, 8 * HOUR, 16 * HOUR))
    assert days.moment_of_start(8 * HOUR) == dt.datetime(2027, 1, 6, 8)
    assert days.moment_of_end(8 * HOUR) == dt.datetime(2027, 1, 4, 16)
    assert days.moment_of_end(16 * HOUR + 1) == dt.datetime(2027, 1, 11, 8, 0, 1)


def test_work_before_a_moment_counts_only_shifts() -> None:
    days = axis(Shift(0, 8 * HOUR, 16 * HOUR), Shift(1, 8 * HOUR, 16 * HOUR))
    moments = [(4, 0), (4, 8), (4, 9), (4, 20), (5, 8), (5, 10), (11, 7)]
    worked = [days.worked_by(dt.datetime(2027, 1, day, hour)) // HOUR for day, hour in moments]
    assert worked == [0, 0, 1, 8, 8, 10, 16]


def test_a_night_shift_reaches_into_the_next_day_and_one_under_way_counts_from_the_start() -> None:
    night = axis(Shift(0, 22 * HOUR, 30 * HOUR), start=dt.datetime(2027, 1, 5, 2))
    assert night.moment_of_start(0) == dt.datetime(2027, 1, 5, 2)
    assert night.moment_of_end(4 * HOUR) == dt.datetime(2027, 1, 5, 6)
    assert night.moment_of_start(4 * HOUR) == dt.datetime(2027, 1, 11, 22)


def test_shifts_that_overlap_count_once() -> None:
    days = axis(Shift(0, 8 * HOUR, 16 * HOUR), Shift(0, 12 * HOUR, 18 * HOUR))
    assert days.moment_of_end(10 * HOUR) == dt.datetime(2027, 1, 4, 18)
