"""Calendar arithmetic on hand-made calendars (conventions 1)."""

import datetime as dt

import pytest

from potok.plant.model import Basis, CalendarRow, DayKind, Machine, MachineStatus, MachineStop, Plant
from potok.plant.shifts import ShiftCalendar
from potok.plant.working_time import NoWorkingTimeError, WorkingTime

MONDAY = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)


def shift(
    date: dt.date,
    start: str = "08:00",
    work_min: int = 480,
    *,
    shift_no: int = 1,
    machine_id: str | None = None,
    kind: DayKind = DayKind.WORK,
) -> CalendarRow:
    start_time = dt.time.fromisoformat(start)
    return CalendarRow(
        workshop_id="1",
        machine_id=machine_id,
        date=date,
        shift_no=shift_no,
        start_time=start_time,
        end_time=start_time,
        break_min=0,
        work_min=work_min if kind is DayKind.WORK else 0,
        kind=kind,
    )


def week(
    monday: dt.date = MONDAY, *, days: int = 5, start: str = "08:00", work_min: int = 480
) -> list[CalendarRow]:
    """A week of one shift a day, the last days off."""
    kinds = [DayKind.WORK if day < days else DayKind.DAY_OFF for day in range(7)]
    return [shift(monday + day * DAY, start, work_min, kind=kind) for day, kind in enumerate(kinds)]


def working_time(
    rows: list[CalendarRow],
    *,
    stops: tuple[MachineStop, ...] = (),
    status: MachineStatus = MachineStatus.WORKING,
) -> WorkingTime:
    machines = {
        code: Machine(code, "1", code, Basis.BATCH, status=status if code == "M1" else MachineStatus.WORKING)
        for code in ("M1", "M2")
    }
    return WorkingTime(Plant(today=MONDAY, machines=machines, calendar=tuple(rows), stops=stops))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def test_the_usable_window_leaves_the_break_at_the_end_of_the_shift() -> None:
    time = working_time(week(work_min=460))
    assert time.windows("M1", at("2026-03-02"), at("2026-03-03")) == [
        (at("2026-03-02T08:00"), at("2026-03-02T15:40"))
    ]


def test_work_is_cut_at_the_end_of_a_window_and_goes_on_in_the_next() -> None:
    time = working_time(week())
    finish, parts = time.add_working("M1", at("2026-03-02T15:00"), 2 * 3600)
    assert finish == at("2026-03-03T09:00")
    assert parts == [
        (at("2026-03-02T15:00"), at("2026-03-02T16:00")),
        (at("2026-03-03T08:00"), at("2026-03-03T09:00")),
    ]


def test_work_that_fills_a_window_ends_with_it() -> None:
    time = working_time(week())
    assert time.add_working("M1", at("2026-03-02T08:00"), 8 * 3600) == (
        at("2026-03-02T16:00"),
        [(at("2026-03-02T08:00"), at("2026-03-02T16:00"))],
    )


def test_no_work_ends_where_it_begins() -> None:
    time = working_time(week())
    assert time.add_working("M1", at("2026-03-01T12:00"), 0) == (at("2026-03-01T12:00"), [])
    assert time.subtract_working("M1", at("2026-03-01T12:00"), 0) == at("2026-03-01T12:00")


def test_the_next_working_moment_after_the_last_window_of_a_day_is_the_next_morning() -> None:
    time = working_time(week())
    assert time.next_working("M1", at("2026-03-02T16:00")) == at("2026-03-03T08:00")
    assert time.next_working("M1", at("2026-03-02T15:59:59")) == at("2026-03-02T15:59:59")
    assert time.next_working("M1", at("2020-01-01T00:00")) == at("2026-03-02T08:00")


def test_subtracting_gives_the_latest_start() -> None:
    time = working_time(week())
    assert time.subtract_working("M1", at("2026-03-03T09:00"), 2 * 3600) == at("2026-03-02T15:00")
    assert time.subtract_working("M1", at("2026-03-03T09:00"), 3600) == at("2026-03-03T08:00")


def test_subtracting_more_than_the_calendar_holds_is_refused() -> None:
    time = working_time(week())
    with pytest.raises(NoWorkingTimeError, match="M1"):
        time.subtract_working("M1", at("2026-03-02T09:00"), 3601)


def test_a_night_shift_works_into_the_next_morning_and_belongs_to_its_first_date() -> None:
    rows = week(start="20:00", work_min=660)
    time = working_time(rows)
    assert time.windows("M1", at("2026-03-07"), at("2026-03-08")) == [
        (at("2026-03-07T00:00"), at("2026-03-07T07:00"))
    ]
    shifts = ShiftCalendar(rows).workshop_shifts("1", dt.date(2026, 3, 6))
    assert [(one.date, one.finish_at) for one in shifts] == [(dt.date(2026, 3, 6), at("2026-03-07T07:00"))]


def test_touching_shifts_stay_separate_windows() -> None:
    rows = [shift(MONDAY), shift(MONDAY, "16:00", shift_no=2)]
    _, parts = working_time(rows).add_working("M1", at("2026-03-02T15:00"), 2 * 3600)
    assert parts == [
        (at("2026-03-02T15:00"), at("2026-03-02T16:00")),
        (at("2026-03-02T16:00"), at("2026-03-02T17:00")),
    ]


def test_a_repair_takes_the_shift_from_its_machine_only() -> None:
    rows = [*week(), shift(MONDAY, machine_id="M1", kind=DayKind.REPAIR)]
    time = working_time(rows)
    assert time.next_working("M1", at("2026-03-02T08:00")) == at("2026-03-03T08:00")
    assert time.next_working("M2", at("2026-03-02T08:00")) == at("2026-03-02T08:00")


def test_a_working_row_of_a_machine_replaces_its_shift() -> None:
    rows = [*week(), shift(MONDAY, "10:00", 60, machine_id="M1")]
    assert working_time(rows).windows("M1", at("2026-03-02"), at("2026-03-03")) == [
        (at("2026-03-02T10:00"), at("2026-03-02T11:00"))
    ]


def test_a_stop_cuts_windows_and_may_cover_many() -> None:
    stop = MachineStop("M1", at("2026-03-02T10:00"), at("2026-03-04T09:00"))
    time = working_time(week(), stops=(stop,))
    assert time.windows("M1", at("2026-03-02"), at("2026-03-05")) == [
        (at("2026-03-02T08:00"), at("2026-03-02T10:00")),
        (at("2026-03-04T09:00"), at("2026-03-04T16:00")),
    ]


def test_overlapping_stops_inside_a_shift_leave_the_rest_of_it() -> None:
    stops = (
        MachineStop("M1", at("2026-03-02T10:00"), at("2026-03-02T14:00")),
        MachineStop("M1", at("2026-03-02T09:00"), at("2026-03-02T11:00")),
    )
    time = working_time(week(), stops=stops)
    assert time.windows("M1", at("2026-03-02"), at("2026-03-03")) == [
        (at("2026-03-02T08:00"), at("2026-03-02T09:00")),
        (at("2026-03-02T14:00"), at("2026-03-02T16:00")),
    ]


def test_a_stop_without_a_real_end_is_no_working_time_and_no_endless_search() -> None:
    time = working_time(week(), stops=(MachineStop("M1", at("2026-03-02"), at("9999-12-31T23:59")),))
    with pytest.raises(NoWorkingTimeError):
        time.next_working("M1", at("2026-03-02"))


@pytest.mark.parametrize("status", [MachineStatus.REPAIR, MachineStatus.BROKEN])
def test_a_machine_that_is_not_working_has_no_windows(status: MachineStatus) -> None:
    time = working_time(week(), status=status)
    assert time.windows("M1", at("2026-03-02"), at("2027-03-02")) == []
    with pytest.raises(NoWorkingTimeError, match="M1"):
        time.add_working("M1", at("2026-03-02"), 1)


class TestTheWeekAfterTheCalendar:
    """The last Monday–Sunday wholly inside the file repeats by weekday."""

    def test_repeats_the_last_whole_week_and_not_the_last_seven_days(self) -> None:
        second_monday = MONDAY + 7 * DAY
        rows = [*week(work_min=480), shift(second_monday, work_min=60)]
        time = working_time(rows)
        assert time.windows("M1", at("2026-03-09"), at("2026-03-10")) == [
            (at("2026-03-09T08:00"), at("2026-03-09T09:00"))
        ]
        assert time.windows("M1", at("2026-03-16"), at("2026-03-17")) == [
            (at("2026-03-16T08:00"), at("2026-03-16T16:00"))
        ]

    def test_keeps_its_days_off_and_holidays(self) -> None:
        rows = week()
        rows[1] = shift(MONDAY + DAY, kind=DayKind.HOLIDAY)
        time = working_time(rows)
        assert time.next_working("M1", at("2026-03-10T00:00")) == at("2026-03-11T08:00")
        assert time.first_working_date("1", dt.date(2026, 3, 10)) == dt.date(2026, 3, 11)
        assert time.first_working_date("1", dt.date(2026, 3, 14)) == dt.date(2026, 3, 16)

    def test_forgets_repairs(self) -> None:
        time = working_time([*week(), shift(MONDAY, machine_id="M1", kind=DayKind.REPAIR)])
        assert time.next_working("M1", at("2026-03-09T00:00")) == at("2026-03-09T08:00")

    def test_lets_the_night_of_its_sunday_run_into_the_next_monday(self) -> None:
        time = working_time(week(days=7, start="20:00", work_min=660))
        assert time.windows("M1", at("2026-04-06T00:00"), at("2026-04-06T12:00")) == [
            (at("2026-04-06T00:00"), at("2026-04-06T07:00"))
        ]

    def test_reaches_years_ahead(self) -> None:
        time = working_time(week())
        finish, _ = time.add_working("M1", at("2026-03-02T08:00"), 5 * 52 * 5 * 8 * 3600)
        assert finish == at("2031-02-21T16:00")

    def test_does_not_exist_without_a_whole_week(self) -> None:
        time = working_time([shift(MONDAY + n * DAY) for n in range(1, 7)])
        assert time.first_working_date("1", dt.date(2026, 3, 9)) is None
        with pytest.raises(NoWorkingTimeError):
            time.next_working("M1", at("2026-03-08T16:00"))

    def test_without_a_working_shift_ends_the_calendar(self) -> None:
        time = working_time([*week(), *week(MONDAY + 7 * DAY, days=0)])
        assert time.first_working_date("1", dt.date(2026, 3, 7)) is None
        with pytest.raises(NoWorkingTimeError):
            time.next_working("M1", at("2026-03-06T16:00"))


def test_the_first_working_date_counts_a_night_shift_on_the_date_it_starts() -> None:
    time = working_time(week(start="23:00", work_min=420))
    assert time.first_working_date("1", dt.date(2026, 3, 6)) == dt.date(2026, 3, 6)
    assert time.first_working_date("1", dt.date(2026, 3, 7)) == dt.date(2026, 3, 9)


def test_the_first_working_date_of_an_unknown_workshop_is_none() -> None:
    assert working_time(week()).first_working_date("9", MONDAY) is None
    assert working_time([]).first_working_date("1", MONDAY) is None


def test_machines_that_work_alike_answer_each_in_its_own_name() -> None:
    rows = [shift(MONDAY), shift(MONDAY + DAY)]
    stop = MachineStop("M1", at("2026-03-02T08:00"), at("2026-03-02T10:00"))
    alike, apart = working_time(rows), working_time(rows, stops=(stop,))
    assert alike.next_working("M1", at("2026-03-02T00:00")) == at("2026-03-02T08:00")
    assert apart.next_working("M1", at("2026-03-02T00:00")) == at("2026-03-02T10:00")
    assert apart.next_working("M2", at("2026-03-02T00:00")) == at("2026-03-02T08:00")
    for machine_id in ("M1", "M2"):
        with pytest.raises(NoWorkingTimeError, match=machine_id):
            alike.next_working(machine_id, at("2026-03-03T16:00"))
