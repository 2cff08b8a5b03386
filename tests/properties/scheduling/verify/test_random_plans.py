"""Plans laid by hand on random calendars are accepted, and every damage to them is refused."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.plans import Window, batch_rows, rate_rows
from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, rate_line, shift
from potok.plant.model import Basis, Plant, RoutingLine
from potok.scheduling.plan import PlanRow, PlanSummary
from potok.scheduling.verify import check_plan, check_summary

FAMILIES = {"P1": "f", "P2": "f", "P3": "g", "P4": None}
PRODUCTS = st.sampled_from(sorted(FAMILIES))
#: Start and longest work of the shifts a day may have: the last one runs over midnight.
SHIFTS = (("00:00", 470), ("08:00", 480), ("16:00", 240), ("20:30", 200), ("23:55", 5))
FILE_DAYS = 14
PLAN_DAYS = 140


@dataclass(frozen=True)
class Laid:
    """A plant and a plan of its one machine."""

    plant: Plant
    rows: list[PlanRow]


@st.composite
def shifts_of_a_day(draw: st.DrawFn) -> list[tuple[str, int]]:
    return [(start, draw(st.integers(1, longest))) for start, longest in SHIFTS if draw(st.booleans())]


@st.composite
def lines(draw: st.DrawFn, product_id: str) -> RoutingLine:
    setup_min = str(draw(st.integers(0, 40)))
    if draw(st.booleans()):
        size, minutes = str(draw(st.integers(200, 900))), str(draw(st.integers(5, 300)))
        return batch_line(product_id, 10, "M", size_kg=size, minutes=minutes, setup_min=setup_min)
    return rate_line(product_id, 10, "M", pcs_per_h=str(draw(st.integers(60, 900))), setup_min=setup_min)


@st.composite
def plans(draw: st.DrawFn) -> Laid:
    """Orders one after another, each after some idle time, on a machine with random shifts."""
    hours = {date: draw(shifts_of_a_day()) for date in days(MONDAY, FILE_DAYS)}
    hours[MONDAY + dt.timedelta(days=9)] = [("08:00", 480)]  # the repeated week works at least once
    open_time = windows(hours)
    routing = {product_id: draw(lines(product_id)) for product_id in FAMILIES}
    wanted = draw(st.lists(st.tuples(PRODUCTS, st.integers(1, 400)), min_size=1, max_size=4))
    orders = [
        order(f"O{number}", product_id, qty) for number, (product_id, qty) in enumerate(wanted, start=1)
    ]
    of = plant(
        items=[product(name, net_kg="2.5", family=family) for name, family in FAMILIES.items()],
        routing=routing.values(),
        machines=[machine("M")],
        calendar=[
            shift(date, start, work_min, shift_no=number)
            for date, listed in hours.items()
            for number, (start, work_min) in enumerate(listed, start=1)
        ],
        orders=orders,
    )
    rows: list[PlanRow] = []
    free, before = dt.datetime.combine(MONDAY, dt.time()), None
    for each in orders:
        start = usable(open_time, free + dt.timedelta(minutes=draw(st.integers(0, 900))))
        line = routing[each.product_id]
        setup = str(line.setup_min * share(before, each.product_id))
        rows += operation(each.order_no, line, each.qty_pcs, start, open_time, setup)
        free, before = rows[-1].finish_at, each.product_id
    return Laid(of, draw(st.permutations(rows)))


def windows(hours: dict[dt.date, list[tuple[str, int]]]) -> list[Window]:
    """Usable windows of the file and of its last week repeated."""
    found: list[Window] = []
    for number in range(PLAN_DAYS):
        source = number if number < FILE_DAYS else 7 + number % 7
        for start, work_min in hours[MONDAY + dt.timedelta(days=source)]:
            opening = dt.datetime.combine(MONDAY + dt.timedelta(days=number), dt.time.fromisoformat(start))
            found.append((opening, opening + dt.timedelta(minutes=work_min)))
    return found


def usable(open_time: list[Window], after: dt.datetime) -> dt.datetime:
    return next(max(start, after) for start, finish in open_time if finish > after)


def share(before: str | None, product_id: str) -> Decimal:
    if before == product_id:
        return Decimal(0)
    same_family = before is not None and FAMILIES[before] and FAMILIES[before] == FAMILIES[product_id]
    return Decimal("0.5") if same_family else Decimal(1)


def operation(
    order_no: str, line: RoutingLine, qty: int, start: dt.datetime, open_time: list[Window], setup: str
) -> list[PlanRow]:
    if line.basis is Basis.RATE:
        assert line.rate_pcs_per_h is not None
        minutes = str(Decimal(qty * 60) / line.rate_pcs_per_h)
        return rate_rows(order_no, 10, "M", start, open_time, minutes=minutes, qty=str(qty), setup_min=setup)
    assert line.batch_size_kg is not None
    full = (line.batch_size_kg / Decimal("2.5")).quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)
    count = math.ceil(qty * Decimal("2.5") / line.batch_size_kg)
    qtys = [str(full)] * (count - 1) + [str(qty - full * (count - 1))]
    return batch_rows(
        order_no,
        10,
        "M",
        start,
        open_time,
        minutes=str(line.batch_time_min),
        qtys=qtys,
        setup_min=setup,
    )


#: Mostly near the plan, sometimes at the ends of time.
MOMENTS = st.one_of(st.datetimes(dt.datetime(2026, 2, 1), dt.datetime(2026, 5, 1)), st.datetimes())

EMPTY_SUMMARY = PlanSummary(
    today=MONDAY,
    orders=0,
    planned=0,
    unplanned=(),
    late=(),
    tardiness_days=0,
    setup_min=Decimal(0),
    last_finish=None,
    seconds=0,
)

Damage = Callable[[PlanRow, int], list[PlanRow]]

#: What may happen to one row; the number is how strong (beyond the tolerance of the plan's rows).
DAMAGES: dict[str, Damage] = {
    "lost": lambda _row, _by: [],
    "doubled": lambda row, _: [row, row],
    "longer": lambda row, by: [replace(row, finish_at=row.finish_at + dt.timedelta(seconds=by))],
    "begun before": lambda row, by: [replace(row, start_at=row.start_at - dt.timedelta(seconds=by))],
    "more pieces": lambda row, by: [replace(row, qty=row.qty + by)],
    "other set-up": lambda row, by: [replace(row, setup_min=row.setup_min + by)],
    "other part": lambda row, by: [replace(row, part_no=row.part_no + by)],
    "other batch": lambda row, by: [replace(row, batch_no=row.batch_no + by)],
    "other machine": lambda row, _: [replace(row, machine_id="N")],
    "other order": lambda row, _: [replace(row, order_no="O99")],
    "other operation": lambda row, _: [replace(row, op_no=20)],
    "half a second": lambda row, _: [replace(row, start_at=row.start_at.replace(microsecond=500_000))],
}


@settings(deadline=None, max_examples=40)
@given(plans())
def test_a_plan_that_keeps_the_rules_is_accepted(laid: Laid) -> None:
    assert [each.message for each in check_plan(laid.plant, laid.rows).violations] == []


@settings(deadline=None, max_examples=50)
@given(plans(), st.sampled_from(sorted(DAMAGES)), st.data())
def test_any_damage_to_one_row_is_refused(laid: Laid, kind: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(laid.rows) - 1))
    by = data.draw(st.integers(len(laid.rows) + 2, 5000))
    damaged = [*laid.rows[:index], *DAMAGES[kind](laid.rows[index], by), *laid.rows[index + 1 :]]
    assert not check_plan(laid.plant, damaged).ok


@settings(deadline=None, max_examples=40)
@given(
    plans(),
    st.lists(
        st.builds(
            PlanRow,
            order_no=st.sampled_from(["O1", "O2", "?"]),
            op_no=st.sampled_from([10, 20]),
            batch_no=st.integers(-1, 3),
            part_no=st.integers(-1, 3),
            machine_id=st.sampled_from(["M", "N"]),
            start_at=MOMENTS,
            finish_at=MOMENTS,
            qty=st.decimals(-5, 500, places=4),
            setup_min=st.decimals(-5, 500, places=2),
        ),
        min_size=1,
        max_size=12,
    ),
)
def test_nonsense_is_refused_and_never_an_error(laid: Laid, rows: list[PlanRow]) -> None:
    report = check_plan(laid.plant, [*laid.rows, *rows])
    assert not report.ok
    assert not check_summary(laid.plant, [*laid.rows, *rows], EMPTY_SUMMARY).ok
    assert all(each.message.startswith("Правило «") for each in report.violations)
