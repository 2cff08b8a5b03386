import datetime as dt
from fractions import Fraction

import pytest

from potok.plant.model import CalendarRow, DayKind
from potok.plant.shifts import ShiftCalendar
from potok.supply.latest_start import LatestStart, latest_start, release_by

MONDAY = dt.date(2026, 3, 2)


def calendar(*, shifts: tuple[tuple[int, int], ...] = ((8, 480),), weeks: int = 2) -> ShiftCalendar:
    """Monday to Friday, shifts as (hour of the start, minutes)."""
    rows = [
        CalendarRow(
            "1",
            None,
            MONDAY + dt.timedelta(days=number),
            shift_no,
            dt.time(hour),
            dt.time((hour + minutes // 60) % 24),
            0,
            minutes,
            DayKind.WORK if number % 7 < 5 else DayKind.DAY_OFF,
        )
        for number in range(7 * weeks)
        for shift_no, (hour, minutes) in enumerate(shifts, 1)
    ]
    return ShiftCalendar(rows)


def start(last_date: dt.date, minutes: int, shifts: ShiftCalendar) -> LatestStart:
    found = latest_start(last_date, flow_min=Fraction(minutes), workshop_id="1", calendar=shifts)
    assert found is not None
    return found


def test_release_is_due_before_the_inspection_in_working_days() -> None:
    monday = dt.date(2026, 3, 16)
    assert release_by(monday, release_qc_days=1, holidays=frozenset()) == dt.date(2026, 3, 13)
    assert release_by(monday, release_qc_days=0, holidays=frozenset()) == monday


@pytest.mark.parametrize(
    ("minutes", "at"),
    [
        (60, dt.datetime(2026, 3, 11, 15)),
        (480, dt.datetime(2026, 3, 11, 8)),
        (481, dt.datetime(2026, 3, 10, 15, 59)),
        (3 * 480 + 60, dt.datetime(2026, 3, 6, 15)),  # over the weekend
    ],
)
def test_working_time_is_counted_back_through_the_shifts(minutes: int, at: dt.datetime) -> None:
    assert start(dt.date(2026, 3, 11), minutes, calendar()).at == at


def test_work_after_midnight_belongs_to_the_next_release_date() -> None:
    nights = calendar(shifts=((20, 480),))  # 20:00 to 04:00
    found = start(dt.date(2026, 3, 11), 60, nights)
    assert found == LatestStart(dt.datetime(2026, 3, 11, 23), dt.date(2026, 3, 11))


def test_a_start_after_midnight_has_the_date_of_its_shift() -> None:
    nights = calendar(shifts=((20, 480),))
    found = start(dt.date(2026, 3, 11), 240 + 60, nights)
    assert found == LatestStart(dt.datetime(2026, 3, 11, 3), dt.date(2026, 3, 10))


def test_a_hopelessly_late_order_has_a_latest_start_before_the_calendar() -> None:
    assert start(dt.date(2026, 3, 2), 480 + 60, calendar()).at == dt.datetime(2026, 2, 27, 15)


def test_a_release_on_a_day_off_is_worked_for_on_the_days_before() -> None:
    assert start(dt.date(2026, 3, 8), 60, calendar()).date == dt.date(2026, 3, 6)


def test_no_flow_time_means_the_end_of_the_last_shift() -> None:
    assert start(dt.date(2026, 3, 11), 0, calendar()).date == dt.date(2026, 3, 11)


def test_a_workshop_that_never_works_has_no_latest_start() -> None:
    assert latest_start(MONDAY, flow_min=Fraction(1), workshop_id="2", calendar=calendar()) is None
