"""The checker's own arithmetic of shifts, repairs, stops, holidays and the repeated week."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from builders.plans import at
from builders.plants import MONDAY, days, plant, shift
from potok.plant.model import CalendarRow, DayKind, MachineStop
from potok.scheduling.verify.calendar import MachineClock, PlantCalendar, moment_of, seconds_of

TWO_WEEKS = days(MONDAY, 14)


def clock(rows: Iterable[CalendarRow], *stops: MachineStop) -> MachineClock:
    calendar = PlantCalendar(plant(calendar=rows))
    return MachineClock(calendar, machine_id="M", workshop_id="1", stops=stops)


def first_usable(machine: MachineClock, text: str) -> dt.datetime | None:
    second = machine.first_usable(seconds_of(at(text)))
    return None if second is None else moment_of(second)


def is_usable(machine: MachineClock, start: str, finish: str) -> bool:
    return machine.first_closed(seconds_of(at(start)), seconds_of(at(finish))) is None


def night_shifts() -> list[CalendarRow]:
    return [shift(date, "20:00", 660, shift_no=2) for date in TWO_WEEKS]


def test_the_usable_window_ends_where_the_break_begins() -> None:
    machine = clock([shift(MONDAY, "08:00", 460)])
    assert is_usable(machine, "2026-03-02 08:00", "2026-03-02 15:40")
    assert not is_usable(machine, "2026-03-02 08:00", "2026-03-02 15:41")
    assert not is_usable(machine, "2026-03-02 07:59", "2026-03-02 09:00")


def test_a_night_shift_belongs_to_the_date_it_starts_on() -> None:
    machine = clock(night_shifts())
    assert is_usable(machine, "2026-03-02 20:00", "2026-03-03 07:00")
    assert first_usable(machine, "2026-03-02 03:00") == at("2026-03-02 20:00")


def test_work_may_run_through_where_two_windows_touch() -> None:
    machine = clock([shift(MONDAY, "08:00", 480), shift(MONDAY, "16:00", 480, shift_no=2)])
    assert is_usable(machine, "2026-03-02 08:00", "2026-03-03 00:00")
    assert machine.a_window_ends_at(seconds_of(at("2026-03-02 16:00")))
    assert machine.a_window_ends_at(seconds_of(at("2026-03-03 00:00")))
    assert not machine.a_window_ends_at(seconds_of(at("2026-03-02 12:00")))


def test_a_repair_row_takes_that_shift_from_that_machine_only() -> None:
    rows = [
        *(shift(date) for date in TWO_WEEKS),
        shift(dt.date(2026, 3, 3), machine_id="M", kind=DayKind.REPAIR),
        shift(dt.date(2026, 3, 4), machine_id="N", kind=DayKind.REPAIR),
    ]
    machine = clock(rows)
    assert first_usable(machine, "2026-03-03 08:00") == at("2026-03-04 08:00")


def test_an_own_row_of_a_machine_replaces_the_hours_of_that_shift() -> None:
    machine = clock([shift(MONDAY), shift(MONDAY, "10:00", 60, machine_id="M")])
    assert first_usable(machine, "2026-03-02 08:00") == at("2026-03-02 10:00")
    assert not is_usable(machine, "2026-03-02 10:00", "2026-03-02 11:01")


def test_a_stop_cuts_a_window_in_two() -> None:
    stop = MachineStop("M", at("2026-03-02 10:00"), at("2026-03-02 11:30"))
    machine = clock([shift(date) for date in TWO_WEEKS], stop)
    assert is_usable(machine, "2026-03-02 08:00", "2026-03-02 10:00")
    assert first_usable(machine, "2026-03-02 10:00") == at("2026-03-02 11:30")
    assert machine.a_window_ends_at(seconds_of(at("2026-03-02 10:00")))


def test_stops_that_overlap_take_their_common_time_once() -> None:
    stops = (
        MachineStop("M", at("2026-03-02 09:00"), at("2026-03-02 11:00")),
        MachineStop("M", at("2026-03-02 09:30"), at("2026-03-02 10:00")),
        MachineStop("M", at("2026-03-02 10:30"), at("2026-03-02 12:00")),
    )
    machine = clock([shift(date) for date in TWO_WEEKS], *stops)
    assert first_usable(machine, "2026-03-02 09:00") == at("2026-03-02 12:00")


def test_a_stop_of_many_weeks_after_the_file_ends_some_day() -> None:
    stop = MachineStop("M", at("2026-03-10 00:00"), at("2026-06-01 12:00"))
    machine = clock([shift(date) for date in TWO_WEEKS], stop)
    assert first_usable(machine, "2026-03-10 08:00") == at("2026-06-01 12:00")


def test_after_the_file_the_last_whole_week_repeats_by_weekday_without_repairs() -> None:
    rows = [
        *(
            shift(date, kind=DayKind.HOLIDAY if date == dt.date(2026, 3, 9) else DayKind.WORK)
            for date in days(MONDAY, 16)
            if date.isoweekday() <= 5
        ),
        shift(dt.date(2026, 3, 10), machine_id="M", kind=DayKind.REPAIR),
    ]
    machine = clock(rows)
    # the file ends on Tuesday 17 March: the week of 9 March repeats, Monday a holiday, Tuesday worked
    assert first_usable(machine, "2026-03-16 09:00") == at("2026-03-16 09:00")
    assert first_usable(machine, "2026-03-23 08:00") == at("2026-03-24 08:00")
    assert first_usable(machine, "2026-03-28 08:00") == at("2026-03-31 08:00")
    assert first_usable(machine, "2031-01-01 00:00") == at("2031-01-01 08:00")


def test_a_row_that_holds_once_is_left_out_of_the_repeat() -> None:
    evening = dataclasses.replace(shift(dt.date(2026, 3, 10), "17:00", 120, shift_no=2), once=True)
    machine = clock([*(shift(date) for date in TWO_WEEKS), evening])
    assert is_usable(machine, "2026-03-10 17:00", "2026-03-10 19:00")
    assert not is_usable(machine, "2026-03-17 17:00", "2026-03-17 19:00")


def test_without_a_whole_week_in_the_file_time_ends_with_the_file() -> None:
    machine = clock([shift(date) for date in days(MONDAY, 6)])
    assert first_usable(machine, "2026-03-07 08:00") == at("2026-03-07 08:00")
    assert first_usable(machine, "2026-03-08 00:00") is None
    assert not machine.endless


def test_a_machine_whose_repeated_week_is_free_is_not_endless() -> None:
    calendar = [
        shift(date, kind=DayKind.WORK if date < dt.date(2026, 3, 9) else DayKind.DAY_OFF)
        for date in TWO_WEEKS
    ]
    assert not clock(calendar).endless
    assert clock([shift(date) for date in TWO_WEEKS]).endless


def test_a_plant_without_calendar_never_works() -> None:
    assert first_usable(clock([]), "2026-03-02 08:00") is None


def test_working_days_skip_weekends_and_dates_of_a_holiday_row() -> None:
    calendar = PlantCalendar(plant(calendar=[shift(dt.date(2026, 3, 9), kind=DayKind.HOLIDAY)]))
    friday = dt.date(2026, 3, 6)
    assert calendar.after_working_days(friday, 1) == dt.date(2026, 3, 10)
    assert calendar.after_working_days(dt.date(2026, 3, 7), 0) == dt.date(2026, 3, 7)
    assert calendar.after_working_days(dt.date(2026, 3, 7), 1) == dt.date(2026, 3, 10)


def test_the_first_shift_date_counts_the_repeated_week() -> None:
    calendar = PlantCalendar(
        plant(
            calendar=[
                shift(date, kind=DayKind.WORK if date.isoweekday() <= 5 else DayKind.DAY_OFF)
                for date in TWO_WEEKS
            ]
        )
    )
    assert calendar.first_shift_date("1", dt.date(2026, 3, 3)) == dt.date(2026, 3, 3)
    assert calendar.first_shift_date("1", dt.date(2026, 3, 21)) == dt.date(2026, 3, 23)
    assert calendar.first_shift_date("2", dt.date(2026, 3, 3)) is None
