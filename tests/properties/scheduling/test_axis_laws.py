"""The axis of a machine against a count of seconds."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.plants import MONDAY, days, machine, plant, shift
from builders.random_plants import SHIFT_PATTERNS
from potok.plant.shifts import to_seconds
from potok.plant.working_time import MachineTime, WorkingTime
from potok.scheduling.axis import Axis

ORIGIN = to_seconds(dt.datetime.combine(MONDAY, dt.time()))
moments = st.integers(ORIGIN - 100, ORIGIN + 12 * 86_400)


@st.composite
def machine_times(draw: st.DrawFn) -> MachineTime:
    pattern = draw(st.sampled_from(SHIFT_PATTERNS))
    calendar = [
        shift(date, start, minutes, shift_no=number)
        for date in days(MONDAY, 9)
        if date.weekday() < 5
        for number, (start, minutes) in enumerate(pattern, start=1)
    ]
    return WorkingTime(plant(machines=[machine("M1")], calendar=calendar)).machine("M1")


@given(machine_times(), moments)
def test_a_position_counts_the_working_seconds_before_a_moment(time: MachineTime, at: int) -> None:
    axis = Axis(time, origin=ORIGIN)
    assert axis.position(at) == time.seconds_between(ORIGIN, at)


@given(machine_times(), st.integers(0, 300_000))
def test_begin_is_the_first_working_moment_with_that_position(time: MachineTime, position: int) -> None:
    begin = Axis(time, origin=ORIGIN).begin(position)
    assert time.next_working(begin) == begin
    assert time.seconds_between(ORIGIN, begin) == position


@given(machine_times(), st.integers(1, 300_000))
def test_end_is_the_first_moment_at_which_so_much_is_worked(time: MachineTime, position: int) -> None:
    end = Axis(time, origin=ORIGIN).end(position)
    assert time.seconds_between(ORIGIN, end) == position
    assert time.seconds_between(ORIGIN, end - 1) == position - 1


@pytest.mark.parametrize("hours", [8, 12, 160])
def test_shifts_that_touch_stay_apart_wherever_the_border_of_what_is_known_falls(hours: int) -> None:
    calendar = [
        shift(date, start, 480, shift_no=number)
        for date in days(MONDAY, 70)
        for number, start in enumerate(("00:00", "08:00", "16:00"), start=1)
    ]
    time = WorkingTime(plant(machines=[machine("M1")], calendar=calendar)).machine("M1")
    axis = Axis(time, origin=ORIGIN)
    axis.position(ORIGIN + hours * 3600)
    assert axis.windows(ORIGIN, ORIGIN + 69 * 86_400) == time.parts(ORIGIN, ORIGIN + 69 * 86_400)


@settings(max_examples=60)
@given(machine_times(), st.lists(moments, min_size=1, max_size=6))
def test_answers_do_not_depend_on_what_was_asked_before(time: MachineTime, asked: list[int]) -> None:
    axis = Axis(time, origin=ORIGIN)
    positions = [axis.position(at) for at in asked]
    assert positions == [Axis(time, origin=ORIGIN).position(at) for at in asked]


@given(machine_times(), moments, st.integers(1, 200_000))
def test_windows_hold_the_working_time_between_moments(time: MachineTime, start: int, length: int) -> None:
    start = max(start, ORIGIN)
    parts = Axis(time, origin=ORIGIN).windows(start, start + length)
    assert sum(b - a for a, b in parts) == time.seconds_between(start, start + length)
    assert all(start <= a < b <= start + length for a, b in parts)


@given(machine_times(), st.lists(moments, min_size=1, max_size=6), st.integers(1, 20_000), st.integers(1, 9))
def test_many_positions_and_ends_in_one_pass_are_those_of_one_at_a_time(
    time: MachineTime, found: list[int], step: int, count: int
) -> None:
    axis, again = Axis(time, origin=ORIGIN), Axis(time, origin=ORIGIN)
    assert axis.positions(sorted(found)) == [again.position(at) for at in sorted(found)]
    assert axis.ends(step, step, count) == [again.end(step * number) for number in range(1, count + 1)]
