"""A promise is real: feasible at its date beside a plan that does not move, never possible earlier."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from itertools import product as combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from builders.plans import Window, batch_rows
from builders.plants import MONDAY, batch_line, days, machine, order, plant, product, shift
from builders.random_plants import plants
from potok.plant.model import Order, Plant
from potok.plant.shifts import to_seconds
from potok.scheduling.engine import first_plan
from potok.scheduling.plan import PlanRow
from potok.scheduling.promise.engine import NoPromiseError, Promise, PromiseDesk, promise_order
from potok.scheduling.promise.outside import lay_out_outside
from potok.scheduling.promise.work import work_of_rows
from potok.scheduling.request import PlanRequest
from potok.scheduling.verify import check_plan

NEW = "ЗП-99"
EIGHT = 8
HOURS = 8
DAYS = 3


@settings(max_examples=25, deadline=None)
@given(plants(), st.integers(0, 6), st.data())
def test_a_promise_stands_beside_every_row_of_the_plan(
    made: Plant, days_later: int, data: st.DataObject
) -> None:
    request = PlanRequest(
        plant=made,
        orders=made.orders,
        material={one.order_no: made.today for one in made.orders},
        not_before=dt.datetime.combine(made.today, dt.time()),
    )
    before = first_plan(request)
    asked = dataclasses.replace(data.draw(st.sampled_from(made.orders)), order_no=NEW)
    material = made.today + dt.timedelta(days=days_later)
    held = {row.order_no for row in before.rows[:3]}
    try:
        promise = promise_order(
            made,
            asked,
            work_of_rows(before.rows, made.orders, held=before.rows[:3]),
            material=material,
            not_before=request.not_before,
            planned={one.order_no: (one, made.today) for one in made.orders},
        )
    except NoPromiseError:
        return
    assert breaches(made, before.rows, promise, material) == []
    for one in promise.alternatives:
        assert one.release_at.date() < promise.release_at.date()
        assert one.victim not in held


@settings(max_examples=8, deadline=None)
@given(plants(), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40)), min_size=2, max_size=4))
def test_a_plan_laid_out_once_promises_what_it_would_promise_anew(
    made: Plant, questions: list[tuple[int, int]]
) -> None:
    begin = dt.datetime.combine(made.today, dt.time())
    material = {one.order_no: made.today for one in made.orders}
    before = first_plan(PlanRequest(made, made.orders, material, begin))
    work = work_of_rows(before.rows, made.orders)
    planned = {one.order_no: (one, made.today) for one in made.orders}
    desk = PromiseDesk(made, work, since=begin, planned=planned)
    for number, hours_later in questions:
        asked = dataclasses.replace(made.orders[number % len(made.orders)], order_no=NEW)
        moment = begin + dt.timedelta(hours=hours_later)
        try:
            anew = promise_order(made, asked, work, material=made.today, not_before=moment, planned=planned)
        except NoPromiseError:
            continue
        told = desk.promise(asked, material=made.today, not_before=moment)
        assert without_rows(told) == without_rows(anew)
        assert sum(row.qty for row in told.rows) == sum(row.qty for row in anew.rows)


@settings(max_examples=25, deadline=None)
@given(plants(), st.integers(0, 7))
def test_orders_outside_the_plan_are_laid_out_beside_it(made: Plant, in_plan: int) -> None:
    begin = dt.datetime.combine(made.today, dt.time())
    inside, outside = made.orders[:in_plan], made.orders[in_plan:]
    before = first_plan(PlanRequest(made, inside, {one.order_no: made.today for one in inside}, begin)).rows
    desk = PromiseDesk(made, work_of_rows(before, made.orders), since=begin)
    planned = dict(desk.finishes)
    lay_out_outside(desk, [(one, made.today) for one in outside], not_before=begin)
    assert planned.items() <= desk.finishes.items()
    assert len(desk.finishes) - len(planned) + desk.unseen == len(outside)
    for place in range(len(desk.axes)):
        for one, behind in pairwise(desk.occupied.queue(place, to_seconds(begin)).entries):
            assert one.end <= behind.start


def without_rows(promise: Promise) -> Promise:
    alternatives = tuple(dataclasses.replace(one, rows=()) for one in promise.alternatives)
    return dataclasses.replace(promise, rows=(), alternatives=alternatives)


@settings(max_examples=60, deadline=None)
@given(plants(), st.integers(0, 6), st.data())
def test_every_alternative_stands_with_its_victim_where_it_moves(
    made: Plant, days_later: int, data: st.DataObject
) -> None:
    begin = dt.datetime.combine(made.today, dt.time())
    dates = {one.order_no: made.today for one in made.orders}
    before = first_plan(PlanRequest(made, made.orders, dates, begin)).rows
    chosen = data.draw(st.sampled_from(made.orders))
    asked = dataclasses.replace(chosen, order_no=NEW, priority=1)
    material = made.today + dt.timedelta(days=days_later)
    planned = {one.order_no: (one, made.today) for one in made.orders}
    desk = PromiseDesk(made, work_of_rows(before, made.orders), since=begin, planned=planned)
    try:
        promise = desk.promise(asked, material=material, not_before=begin)
    except NoPromiseError:
        return
    for one in promise.alternatives:
        if one.victim is None:
            assert one.material_from is not None
            again = desk.promise(asked, material=one.material_from, not_before=begin)
            assert again.release_at == one.release_at
            continue
        rest = tuple(row for row in before if row.order_no != one.victim)
        laid = dataclasses.replace(promise, rows=one.rows)
        assert breaches(made, rest, laid, material, also={one.victim: made.today}) == []
        assert missing_setup_min(made, [*rest, *one.rows], asked) == 0
        ends = {
            number: max(row.finish_at for row in one.rows if row.order_no == number)
            for number in (NEW, one.victim)
        }
        was = max(row.finish_at for row in before if row.order_no == one.victim)
        assert ends[NEW] == one.release_at
        assert max(0.0, (ends[one.victim] - was).total_seconds()) == one.victim_later_s


def missing_setup_min(made: Plant, rows: list[PlanRow], asked: Order) -> Decimal:
    """By how much set-ups are too short for what really stands before them; longer is no fault."""
    items = made.items
    product_of = {one.order_no: one.product_id for one in (*made.orders, asked)}
    operations: dict[str, dict[tuple[str, int], list[PlanRow]]] = {}
    for row in sorted(rows, key=lambda row: row.start_at):
        operations.setdefault(row.machine_id, {}).setdefault((row.order_no, row.op_no), []).append(row)
    missing = Decimal(0)
    for machine_id, of_machine in operations.items():
        before = None
        for (order_no, op_no), of_operation in of_machine.items():
            item_id = product_of[order_no]
            line = next(
                line
                for line in made.routings[item_id]
                if (line.op_no, line.machine_id) == (op_no, machine_id)
            )
            share = Decimal(1)
            if before == item_id:
                share = Decimal(0)
            elif before and items[before].family and items[before].family == items[item_id].family:
                share = Decimal("0.5")
            there = sum(row.setup_min for row in of_operation)
            missing += max(Decimal(0), line.setup_min * share - there - Decimal("0.02"))
            before = item_id
    return missing


def breaches(
    made: Plant,
    planned: tuple[PlanRow, ...],
    promise: Promise,
    material: dt.date,
    *,
    also: Mapping[str, dt.date] | None = None,
) -> list[str]:
    """Faults of the planned rows, which stay, beside those of the promise; `also` dates of moved orders."""
    with_it = dataclasses.replace(made, orders=(*made.orders, promise.order))
    report = check_plan(
        with_it,
        [*planned, *promise.rows],
        material={**{row.order_no: made.today for row in planned}, **(also or {}), NEW: material},
        fixed=planned,
    )
    return [found.message for found in report.violations]


@st.composite
def whole_hour_plants(draw: st.DrawFn) -> Plant:
    """Loads and set-ups of whole hours, one shift a day: whatever is best lies on the hours."""
    machine_ids = ["M1", "M2", "M3"]
    routing = [
        batch_line(
            item_id,
            op_no,
            machine_id,
            size_kg="100",
            minutes=draw(st.sampled_from(["60", "120"])),
            setup_min=draw(st.sampled_from(["0", "60"])),
        )
        for item_id in ("P1", "P2")
        for op_no, permitted in ((10, machine_ids[:2]), (20, machine_ids[2:]))
        for machine_id in permitted
    ]
    orders = [
        order(f"ЗП-{number}", draw(st.sampled_from(["P1", "P2"])), draw(st.sampled_from([100, 200])))
        for number in range(1, draw(st.integers(1, 4)) + 1)
    ]
    return plant(
        items=[product("P1", net_kg="1"), product("P2", net_kg="1")],
        routing=routing,
        machines=[machine(machine_id) for machine_id in machine_ids],
        calendar=[shift(date) for date in days(MONDAY, 14)],
        orders=orders,
    )


@settings(max_examples=10, deadline=None)
@given(
    whole_hour_plants(),
    st.sampled_from(["P1", "P2"]),
    st.sampled_from([100, 200]),
    st.integers(0, DAYS - 1).map(lambda later: MONDAY + dt.timedelta(days=later)),
)
def test_no_brute_force_finds_an_earlier_hour(made: Plant, item_id: str, qty: int, material: dt.date) -> None:
    request = PlanRequest(
        plant=made,
        orders=made.orders,
        material={one.order_no: made.today for one in made.orders},
        not_before=dt.datetime.combine(made.today, dt.time()),
    )
    before = first_plan(request)
    asked = order(NEW, item_id, qty)
    promise = promise_order(
        made,
        asked,
        work_of_rows(before.rows, made.orders),
        material=material,
        not_before=request.not_before,
    )
    assume(promise.release_at < dt.datetime.combine(MONDAY, dt.time()) + dt.timedelta(days=DAYS))
    for rows in laid_by_hand(made, item_id, qty, until=promise.release_at):
        tried = dataclasses.replace(promise, rows=tuple(rows))
        assert breaches(made, before.rows, tried, material) != []


def laid_by_hand(made: Plant, item_id: str, qty: int, *, until: dt.datetime) -> Iterator[list[PlanRow]]:
    """Every way to lay the order on the hours so that it ends before the moment, right set-ups or not."""
    windows: list[Window] = [
        (dt.datetime.combine(date, dt.time(EIGHT)), dt.datetime.combine(date, dt.time(EIGHT + HOURS)))
        for date in days(MONDAY, DAYS + 1)
    ]
    starts = [opening + dt.timedelta(hours=hour) for opening, _ in windows for hour in range(HOURS)]
    ways = []
    for op_no in (10, 20):
        lines = [line for line in made.routings[item_id] if line.op_no == op_no]
        ways.append(
            [
                rows
                for line in lines
                for start in starts
                for setup in {"0", str(line.setup_min), str(line.setup_min / 2)}
                if start < until
                for rows in [
                    batch_rows(
                        NEW,
                        op_no,
                        line.machine_id,
                        start,
                        windows,
                        minutes=str(line.batch_time_min),
                        qtys=["100"] * (qty // 100),
                        setup_min=setup,
                    )
                ]
                if rows[-1].finish_at < until
            ]
        )
    for first, second in combinations(*ways):
        if first[0].finish_at <= second[0].start_at and first[-1].finish_at <= second[-1].finish_at:
            yield [*first, *second]
