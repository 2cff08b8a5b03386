"""Laws of calendar arithmetic on random calendars."""

import datetime as dt
import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from potok.plant.model import Basis, CalendarRow, DayKind, Machine, MachineStop, Plant
from potok.plant.shifts import to_moment, to_seconds
from potok.plant.working_time import MachineTime, WorkingTime

FIRST = dt.date(2026, 3, 2)
LATEST_START_MIN = 24 * 60 - 1


@st.composite
def shifts_of_a_day(draw: st.DrawFn, date: dt.date, begin_min: int) -> list[CalendarRow]:
    """Up to three shifts that do not overlap; some run past midnight, some touch."""
    rows = []
    for shift_no in range(1, draw(st.integers(0, 3)) + 1):
        begin_min += draw(st.sampled_from([0, 0, 30, 200]))
        work_min = draw(st.integers(1, 600))
        if begin_min > LATEST_START_MIN:
            break
        kind = draw(st.sampled_from([DayKind.WORK] * 4 + [DayKind.DAY_OFF, DayKind.HOLIDAY]))
        rows.append(
            CalendarRow(
                workshop_id="1",
                machine_id=None,
                date=date,
                shift_no=shift_no,
                start_time=dt.time(begin_min // 60, begin_min % 60),
                end_time=None,
                break_min=0,
                work_min=work_min if kind is DayKind.WORK else 0,
                kind=kind,
            )
        )
        begin_min += work_min
    return rows


@st.composite
def machine_times(draw: st.DrawFn) -> MachineTime:
    """A machine with a random calendar of one to three weeks, repairs and stops; it works some time."""
    rows: list[CalendarRow] = []
    begin_min = 0
    for day in range(draw(st.integers(7, 17))):
        of_day = draw(shifts_of_a_day(FIRST + dt.timedelta(days=day), begin_min))
        rows += of_day
        last = max(
            (row.start_time.hour * 60 + row.start_time.minute + row.work_min for row in of_day), default=0
        )
        begin_min = max(0, max(last, begin_min) - 24 * 60)
    # a Monday–Sunday week that works at least on one day keeps the calendar endless
    rows.append(
        CalendarRow("1", None, FIRST + dt.timedelta(days=17), 9, dt.time(12), None, 0, 60, DayKind.WORK)
    )
    rows.append(CalendarRow("1", None, FIRST + dt.timedelta(days=20), 9, None, None, 0, 0, DayKind.DAY_OFF))
    repaired = draw(st.lists(st.sampled_from(rows), max_size=3))
    rows += [
        CalendarRow("1", "M1", row.date, row.shift_no, row.start_time, None, 0, 0, DayKind.REPAIR)
        for row in repaired
    ]
    moments = st.datetimes(dt.datetime(2026, 3, 1), dt.datetime(2026, 4, 20)).map(
        lambda moment: moment.replace(microsecond=0)
    )
    stops = tuple(
        MachineStop("M1", min(pair), max(pair))
        for pair in draw(st.lists(st.tuples(moments, moments), max_size=2))
    )
    machine = Machine("M1", "1", "M1", Basis.BATCH)
    return WorkingTime(
        Plant(today=FIRST, machines={"M1": machine}, calendar=tuple(rows), stops=stops)
    ).machine("M1")


moments = st.integers(to_seconds(dt.datetime(2026, 2, 25)), to_seconds(dt.datetime(2026, 6, 1)))
works = st.integers(0, 400_000)


@settings(max_examples=60, deadline=None)
@given(time=machine_times(), at=moments, seconds=works)
def test_added_work_is_the_working_time_between_start_and_end(
    time: MachineTime, at: int, seconds: int
) -> None:
    finish, parts = time.add(at, seconds)
    assert time.seconds_between(at, finish) == seconds
    assert sum(b - a for a, b in parts) == seconds
    assert all(a < b for a, b in parts)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(parts))
    if seconds:
        assert parts[0][0] == time.next_working(at)
        assert parts[-1][1] == finish


@settings(max_examples=60, deadline=None)
@given(time=machine_times(), at=moments, seconds=works)
def test_subtracting_finds_the_latest_start_of_added_work(time: MachineTime, at: int, seconds: int) -> None:
    finish = time.end_after(at, seconds)
    start = time.start_before(finish, seconds)
    assert start >= at
    assert time.end_after(start, seconds) == finish
    if seconds:
        assert time.seconds_between(start + 1, finish) == seconds - 1


@settings(max_examples=60, deadline=None)
@given(time=machine_times(), at=moments, later=st.integers(0, 200_000), seconds=works, more=works)
def test_more_work_or_a_later_start_never_ends_earlier(
    time: MachineTime, at: int, later: int, seconds: int, more: int
) -> None:
    assert time.end_after(at, seconds) <= time.end_after(at, seconds + more)
    assert time.end_after(at, seconds) <= time.end_after(at + later, seconds)
    assert time.next_working(at) <= time.next_working(at + later)
    assert time.end_after(at, seconds + more) == time.end_after(time.end_after(at, seconds), more)


@settings(max_examples=60, deadline=None)
@given(time=machine_times(), at=moments, length=st.integers(0, 400_000), first=moments)
def test_answers_do_not_depend_on_what_was_asked_before(
    time: MachineTime, at: int, length: int, first: int
) -> None:
    fresh = MachineTime(time._machine, calendar=time._windows._calendar)
    fresh._windows._stops = time._windows._stops
    time.next_working(first)
    assert time.parts(at, at + length) == fresh.parts(at, at + length)
    assert sum(b - a for a, b in fresh.parts(at, at + length)) == time.seconds_between(at, at + length)


@given(seconds=st.integers(-(10**9), 10**10))
def test_seconds_and_moments_are_the_same_time(seconds: int) -> None:
    assert to_seconds(to_moment(seconds)) == seconds
