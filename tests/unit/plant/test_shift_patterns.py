"""Calendars made from shift patterns."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potok.plant.model import Basis, DayKind, Machine, Plant
from potok.plant.shift_patterns import BY_KEY, PATTERNS, ShiftPattern, ShiftTimes, generate, usual_times
from potok.plant.validation import validate_plant

MONDAY = dt.date(2026, 3, 2)


def calendar(key: str, days: int = 28, **options: object) -> list:
    pattern = BY_KEY[key]
    last = MONDAY + dt.timedelta(days=days - 1)
    return list(
        generate(pattern, workshop_id="1", first=MONDAY, last=last, times=usual_times(pattern), **options)  # type: ignore[arg-type]
    )


def worked(rows: list) -> list[tuple[dt.date, int]]:
    return [(row.date, row.shift_no) for row in rows if row.kind is DayKind.WORK]


def test_a_five_day_week_is_free_on_saturday_and_sunday() -> None:
    rows = calendar("five_two", days=7)
    assert len(rows) == 14
    assert Counter(date.weekday() for date, _ in worked(rows)) == dict.fromkeys(range(5), 2)
    assert {row.kind for row in rows if row.date.weekday() > 4} == {DayKind.DAY_OFF}


def test_one_brigade_works_two_days_and_rests_two() -> None:
    days = [(date - MONDAY).days for date, _ in worked(calendar("two_two_one", days=8))]
    assert days == [0, 1, 4, 5]


def test_two_brigades_of_two_by_two_leave_no_day_free() -> None:
    rows = calendar("two_two_two", days=8)
    assert len(worked(rows)) == 8
    assert [row.note for row in rows][:4] == ["бригада 1", "бригада 1", "бригада 2", "бригада 2"]


@pytest.mark.parametrize(("key", "shifts"), [("day_night", 2), ("four_brigades", 3)])
def test_four_brigades_work_round_the_clock_each_as_often_as_the_others(key: str, shifts: int) -> None:
    pattern = BY_KEY[key]
    rows = calendar(key, days=len(pattern.cycle) * 3)
    assert len(worked(rows)) == len(pattern.cycle) * 3 * shifts
    shares = Counter(row.note for row in rows)
    assert len(set(shares.values())) == 1


def test_the_cycle_goes_on_from_its_start_also_in_the_middle() -> None:
    whole = calendar("four_brigades", days=20)
    pattern = BY_KEY["four_brigades"]
    later = MONDAY + dt.timedelta(days=7)
    part = generate(
        pattern,
        workshop_id="1",
        first=later,
        last=MONDAY + dt.timedelta(days=19),
        times=usual_times(pattern),
        cycle_start=MONDAY,
    )
    assert [row for row in whole if row.date >= later] == list(part)


def test_a_holiday_takes_all_shifts_of_its_date() -> None:
    rows = calendar("five_three", days=7, holidays={MONDAY: "Праздник"})
    free = [row for row in rows if row.date == MONDAY]
    assert [(row.kind, row.note, row.work_min) for row in free] == [(DayKind.HOLIDAY, "Праздник", 0)] * 3


def test_a_night_shift_ends_on_the_next_day_and_its_break_lies_at_the_end() -> None:
    night = ShiftTimes(dt.time(20), dt.time(8), 60)
    assert (night.length_min, night.work_min) == (720, 660)
    assert ShiftTimes(dt.time(8), dt.time(8)).length_min == 1440


def test_times_that_do_not_fit_the_pattern_are_refused() -> None:
    with pytest.raises(ValueError, match="times of every shift"):
        generate(
            BY_KEY["five_two"], workshop_id="1", first=MONDAY, last=MONDAY, times=usual_times(PATTERNS[0])
        )


@given(st.sampled_from(PATTERNS), st.integers(1, 60), st.integers(0, 15))
def test_every_made_calendar_keeps_the_rules_of_the_import(
    pattern: ShiftPattern, days: int, shifted: int
) -> None:
    rows = generate(
        pattern,
        workshop_id="1",
        first=MONDAY,
        last=MONDAY + dt.timedelta(days=days - 1),
        times=usual_times(pattern),
        cycle_start=MONDAY - dt.timedelta(days=shifted),
    )
    machine = Machine("M1", "1", "Смеситель", Basis.BATCH)
    assert validate_plant(Plant(today=MONDAY, machines={"M1": machine}, calendar=rows)) == []
