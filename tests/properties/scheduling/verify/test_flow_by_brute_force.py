"""The comparison of curves agrees with a plain count of kilograms around every start and end of a row."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import event, given, settings
from hypothesis import strategies as st

from builders.plans import batch_rows, rate_rows
from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, rate_line, shift
from potok.plant.model import Basis, Plant, RoutingLine
from potok.scheduling.plan import PlanRow
from potok.scheduling.verify import check_plan

START = dt.datetime.combine(MONDAY, dt.time())
QTY = 60
#: Two short windows a day: operations are cut often.
SHIFTS = (("00:00", 4), ("00:06", 5))
WINDOWS = [
    (opening, opening + dt.timedelta(minutes=work_min))
    for number in range(14)
    for start, work_min in SHIFTS
    for opening in [START + dt.timedelta(days=number, minutes=int(start[-2:]))]
]

#: Batch loads and rates of an order of 60 kg; batches and rates take whole seconds.
LINES = st.one_of(
    st.builds(
        lambda size, minutes: batch_line("P", 10, "M1", size_kg=str(size), minutes=str(minutes)),
        st.sampled_from([60, 30, 25, 20]),
        st.sampled_from([Decimal("0.5"), 1, Decimal("1.5"), 3]),
    ),
    st.builds(
        lambda rate: rate_line("P", 10, "M1", pcs_per_h=str(rate)), st.sampled_from([600, 900, 1200, 3600])
    ),
)


def laid(line: RoutingLine, op_no: int, machine_id: str, start: dt.datetime) -> list[PlanRow]:
    if line.basis is Basis.RATE:
        assert line.rate_pcs_per_h is not None
        minutes = str(Decimal(QTY * 60) / line.rate_pcs_per_h)
        return rate_rows("A", op_no, machine_id, start, WINDOWS, minutes=minutes, qty=str(QTY))
    assert line.batch_size_kg is not None
    size = int(line.batch_size_kg)
    qtys = [str(min(size, QTY - done)) for done in range(0, QTY, size)]
    return batch_rows("A", op_no, machine_id, start, WINDOWS, minutes=str(line.batch_time_min), qtys=qtys)


def kilograms(line: RoutingLine, rows: list[PlanRow], at: dt.datetime, *, taken: bool) -> Fraction:
    """Kilograms taken, or handed on, up to a moment."""
    if line.basis is Basis.BATCH:
        batches = {row.batch_no for row in rows}
        moments = {
            batch: min(row.start_at for row in rows if row.batch_no == batch)
            if taken
            else max(row.finish_at for row in rows if row.batch_no == batch)
            for batch in batches
        }
        return Fraction(sum(row.qty for row in rows if moments[row.batch_no] <= at))
    worked = [max(dt.timedelta(), min(at, row.finish_at) - row.start_at) for row in rows]
    whole = [row.finish_at - row.start_at for row in rows]
    return (
        Fraction(QTY)
        * Fraction(int(sum(worked, dt.timedelta()).total_seconds()))
        / Fraction(int(sum(whole, dt.timedelta()).total_seconds()))
    )


def shop(first: RoutingLine, second: RoutingLine) -> Plant:
    return plant(
        items=[product("P", net_kg="1")],
        routing=[first, second],
        machines=[machine("M1"), machine("M2")],
        calendar=[
            shift(date, start, work_min, shift_no=number)
            for date in days(MONDAY, 14)
            for number, (start, work_min) in enumerate(SHIFTS, start=1)
        ],
        orders=[order("A", "P", QTY)],
    )


@settings(deadline=None, max_examples=60)
@given(LINES, LINES, st.integers(0, 900))
def test_the_flow_rule_agrees_with_a_plain_count_of_kilograms(
    first: RoutingLine, second: RoutingLine, delay_s: int
) -> None:
    before = laid(first, 10, "M1", START)
    after = laid(second, 20, "M2", START + dt.timedelta(seconds=delay_s))
    of = shop(first, replace(second, op_no=20, machine_id="M2"))
    violated = "flow" in check_plan(of, [*before, *after]).violated_rules
    seconds = sorted(
        {
            moment + dt.timedelta(seconds=offset)
            for row in (*before, *after)
            for moment in (row.start_at, row.finish_at)
            for offset in range(-4, 5)
        }
    )
    tight, loose = (
        any(
            kilograms(second, after, at, taken=True)
            > kilograms(first, before, at + dt.timedelta(seconds=ahead), taken=False)
            for at in seconds
        )
        for ahead in (1, 4)
    )
    event(f"violated: {violated}")
    assert violated or not loose, "more was used than delivered, even with a delay of four seconds"
    assert tight or not violated, "nothing was used before it was there"
