"""The earliest start after a predecessor against a simulation of every second."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.plants import MONDAY, days, machine, plant, shift
from potok.plant.model import Basis
from potok.plant.shifts import to_seconds
from potok.plant.working_time import WorkingTime
from potok.scheduling.axis import Axis
from potok.scheduling.overlap import Delivery, batch_delivery, bounds_of_next, rate_delivery
from potok.scheduling.problem import Mode

ORIGIN = to_seconds(dt.datetime.combine(MONDAY, dt.time()))
AMOUNT = 60


@st.composite
def axes(draw: st.DrawFn) -> Axis:
    """Windows of one to three minutes with breaks of a minute and more."""
    starts = draw(st.lists(st.integers(0, 20), min_size=4, max_size=8, unique=True))
    calendar = [
        shift(date, f"00:{2 * start:02}", draw(st.integers(1, 2)), shift_no=start)
        for date in days(MONDAY, 7)
        for start in sorted(starts)
    ]
    made = plant(machines=[machine("M1")], calendar=calendar)
    return Axis(WorkingTime(made).machine("M1"), origin=ORIGIN)


@st.composite
def modes(draw: st.DrawFn) -> Mode:
    if draw(st.booleans()):
        run_s = draw(st.integers(1, 200))
        return Mode(0, Basis.RATE, 0, 0, 0, run_s, 0, 0, 1)
    batch_amount = draw(st.sampled_from([7, 20, 60]))
    batches = -(-AMOUNT // batch_amount)
    batch_s = draw(st.integers(1, 60))
    return Mode(0, Basis.BATCH, batches, batch_s, batch_amount, batches * batch_s, 0, 0, 1)


def delivery_of(mode: Mode, axis: Axis, body: int) -> Delivery:
    if mode.basis is Basis.RATE:
        return rate_delivery(axis, start=body, body=body, run_s=mode.run_s)
    return batch_delivery(
        axis,
        body=body,
        batches=mode.batches,
        batch_s=mode.batch_s,
        batch_amount=mode.batch_amount,
        amount=AMOUNT,
    )


def handed_on(mode: Mode, axis: Axis, body: int, at: int) -> float:
    """What an operation has handed on at a moment."""
    worked = min(max(0, axis.position(at) - body), mode.run_s)
    if mode.basis is Basis.RATE:
        return AMOUNT * worked / mode.run_s
    return min(worked // mode.batch_s * mode.batch_amount, AMOUNT)


def taken(mode: Mode, axis: Axis, body: int, at: int) -> float:
    """What an operation has taken just after a moment."""
    worked = min(axis.position(at) - body, mode.run_s)
    if mode.basis is Basis.RATE:
        return AMOUNT * max(0, worked) / mode.run_s
    begun = sum(1 for batch in range(mode.batches) if at >= axis.begin(body + batch * mode.batch_s))
    return min(begun * mode.batch_amount, AMOUNT)


def is_right(first: Mode, one: Axis, of_first: int, second: Mode, other: Axis, of_second: int) -> bool:
    start, finish = one.begin(of_first), one.end(of_first + first.run_s)
    own_start, own_finish = other.begin(of_second), other.end(of_second + second.run_s)
    gate = start if first.basis is Basis.RATE else one.end(of_first + first.batch_s)
    if own_start < gate or own_finish < finish:
        return False
    return all(
        taken(second, other, of_second, at) <= handed_on(first, one, of_first, at) + 1e-9
        for at in range(own_start, finish + 1)
    )


@settings(max_examples=60, deadline=None)
@given(modes(), axes(), st.integers(0, 100), modes(), axes())
def test_the_earliest_start_is_right_and_a_few_seconds_earlier_is_not(
    first: Mode, one: Axis, body: int, second: Mode, other: Axis
) -> None:
    bounds = bounds_of_next(delivery_of(first, one, body), second, other, amount=AMOUNT)
    earliest = max(bounds)
    assert is_right(first, one, body, second, other, earliest)
    # Whole seconds are rounded to the safe side: three seconds earlier breaks a rule for certain.
    if earliest >= 3:
        assert not is_right(first, one, body, second, other, earliest - 3)
