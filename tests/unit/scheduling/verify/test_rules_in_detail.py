"""What the rules accept and refuse on plants unlike the paint shop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from builders.paint_shop import good_plan
from builders.plans import Window, at, batch_rows, rate_rows
from builders.plants import (
    MONDAY,
    batch_line,
    bom_line,
    component,
    days,
    machine,
    order,
    plant,
    product,
    rate_line,
    receipt,
    shift,
)
from potok.plant.model import (
    CalendarRow,
    DayKind,
    Item,
    MachineStatus,
    MachineStop,
    Order,
    Plant,
    RoutingLine,
)
from potok.scheduling.plan import PlanRow, UnplannedOrder, UnplannedReason
from potok.scheduling.verify import check_plan

DAY_SHIFTS = [shift(date) for date in days(MONDAY, 14)]
NIGHT_SHIFTS = [shift(date, "20:00", 600) for date in days(MONDAY, 14)]


def shop(
    routing: Iterable[RoutingLine],
    *,
    calendar: Iterable[CalendarRow] = DAY_SHIFTS,
    orders: Iterable[Order] = (),
    items: Iterable[Item] = (),
    broken: str = "",
) -> Plant:
    """A shop that makes P (1 kg a piece) of nothing, on the machines of its routing lines."""
    lines = tuple(routing)
    return plant(
        items=[product("P", net_kg="1"), *items],
        routing=lines,
        machines=[
            machine(
                machine_id,
                status=MachineStatus.BROKEN if machine_id == broken else MachineStatus.WORKING,
            )
            for machine_id in dict.fromkeys(line.machine_id for line in lines)
        ],
        calendar=calendar,
        orders=tuple(orders) or [order("A", "P", 250)],
    )


def open_days(*dates: str, start: str = "08:00", minutes: int = 480) -> list[Window]:
    """One window a date, in March 2026."""
    return [
        (at(f"2026-03-{date} {start}"), at(f"2026-03-{date} {start}") + dt.timedelta(minutes=minutes))
        for date in dates
    ]


def violated(of: Plant, rows: Sequence[PlanRow]) -> frozenset[str]:
    return check_plan(of, rows).violated_rules


def moved(rows: Iterable[PlanRow], *, seconds: int) -> list[PlanRow]:
    by = dt.timedelta(seconds=seconds)
    return [replace(row, start_at=row.start_at + by, finish_at=row.finish_at + by) for row in rows]


# Windows


def test_a_batch_over_midnight_is_cut_at_the_end_of_the_night_shift() -> None:
    of = shop([batch_line("P", 10, "M", size_kg="100", minutes="250")], calendar=NIGHT_SHIFTS)
    nights = open_days("02", "03", start="20:00", minutes=600)
    rows = batch_rows("A", 10, "M", at("2026-03-02 20:00"), nights, minutes="250", qtys=["100", "100", "50"])
    assert next(row.finish_at for row in rows if row.batch_no == 3) == at("2026-03-03 06:00")
    assert violated(of, rows) == set()


def test_a_row_may_be_cut_or_run_through_where_two_windows_touch() -> None:
    touching = [*DAY_SHIFTS, *(shift(date, "16:00", 400, shift_no=2) for date in days(MONDAY, 14))]
    of = shop([rate_line("P", 10, "M", pcs_per_h="25")], calendar=touching)
    through = rate_rows(
        "A", 10, "M", at("2026-03-02 08:00"), open_days("02", minutes=880), minutes="600", qty="250"
    )
    cut = rate_rows(
        "A",
        10,
        "M",
        at("2026-03-02 08:00"),
        [*open_days("02"), *open_days("02", start="16:00", minutes=400)],
        minutes="600",
        qty="250",
    )
    assert (len(through), len(cut)) == (1, 2)
    assert violated(of, through) == set()
    assert violated(of, cut) == set()


def test_work_after_the_last_date_of_the_file_follows_the_repeated_week() -> None:
    calendar = [
        shift(date, kind=DayKind.WORK if date.isoweekday() <= 5 else DayKind.DAY_OFF)
        for date in days(MONDAY, 14)
    ]
    of = shop([rate_line("P", 10, "M", pcs_per_h="25")], calendar=calendar)
    rows = rate_rows(
        "A", 10, "M", at("2026-03-20 14:00"), open_days("20", "23", "24"), minutes="600", qty="250"
    )
    weekend = rate_rows(
        "A", 10, "M", at("2026-03-20 14:00"), open_days("20", "21", "22"), minutes="600", qty="250"
    )
    assert violated(of, rows) == set()
    assert violated(of, weekend) == {"usable_window"}


def test_work_pauses_over_a_stop_of_the_machine() -> None:
    of = shop([rate_line("P", 10, "M", pcs_per_h="125")])
    stopped = replace(of, stops=(MachineStop("M", at("2026-03-02 09:00"), at("2026-03-02 10:00")),))
    around = rate_rows(
        "A",
        10,
        "M",
        at("2026-03-02 08:00"),
        [(at("2026-03-02 08:00"), at("2026-03-02 09:00")), (at("2026-03-02 10:00"), at("2026-03-02 16:00"))],
        minutes="120",
        qty="250",
    )
    through = rate_rows("A", 10, "M", at("2026-03-02 08:00"), open_days("02"), minutes="120", qty="250")
    assert violated(stopped, around) == set()
    assert violated(of, around) == {"without_gap", "cut_at_window_end"}
    assert violated(stopped, through) == {"usable_window"}


# Batches and set-ups


def test_a_part_filled_batch_takes_the_full_time() -> None:
    of = shop([batch_line("P", 10, "M", size_kg="200", minutes="60")])
    rows = batch_rows("A", 10, "M", at("2026-03-02 08:00"), open_days("02"), minutes="60", qtys=["200", "50"])
    shorter = [rows[0], replace(rows[1], finish_at=at("2026-03-02 09:15"))]
    assert violated(of, rows) == set()
    assert violated(of, shorter) == {"batch_duration"}


def test_a_set_up_may_fill_the_first_row_up_to_the_end_of_the_shift() -> None:
    of = shop([batch_line("P", 10, "M", size_kg="250", minutes="60", setup_min="30")])
    rows = batch_rows(
        "A",
        10,
        "M",
        at("2026-03-02 15:40"),
        open_days("02", "03"),
        minutes="60",
        qtys=["250"],
        setup_min="30",
    )
    assert [row.start_at for row in rows] == [at("2026-03-02 15:40"), at("2026-03-03 08:00")]
    assert violated(of, rows) == set()


def test_a_deviation_of_a_second_a_row_is_accepted() -> None:
    of = shop([rate_line("P", 10, "M", pcs_per_h="70")])  # 214 min 17.14 s
    rows = rate_rows("A", 10, "M", at("2026-03-02 08:00"), open_days("02"), minutes="214.2857", qty="250")
    assert rows[0].finish_at == at("2026-03-02 11:34:17")
    for seconds, accepted in ((2, True), (3, False)):
        longer = [replace(rows[0], finish_at=rows[0].finish_at + dt.timedelta(seconds=seconds))]
        assert (violated(of, longer) == set()) is accepted


def test_half_a_set_up_may_be_half_a_minute_more() -> None:
    line = rate_line("P", 10, "M", pcs_per_h="250", setup_min="25")
    of = shop(
        [line, replace(line, product_id="Q")],
        items=[product("P", net_kg="1", family="f"), product("Q", net_kg="1", family="f")],
        orders=[order("A", "P", 250), order("B", "Q", 250)],
    )
    time = open_days("02")
    rows = [
        *rate_rows("A", 10, "M", at("2026-03-02 08:00"), time, minutes="60", qty="250", setup_min="25"),
        *rate_rows("B", 10, "M", at("2026-03-02 10:00"), time, minutes="60", qty="250", setup_min="12.5"),
    ]
    assert violated(of, rows) == set()


def test_products_without_a_family_are_not_of_the_same_family() -> None:
    line = rate_line("P", 10, "M", pcs_per_h="250", setup_min="20")
    of = shop(
        [line, replace(line, product_id="Q")],
        items=[product("Q", net_kg="1")],
        orders=[order("A", "P", 250), order("B", "Q", 250)],
    )
    time = open_days("02")
    rows = [
        *rate_rows("A", 10, "M", at("2026-03-02 08:00"), time, minutes="60", qty="250", setup_min="20"),
        *rate_rows("B", 10, "M", at("2026-03-02 10:00"), time, minutes="60", qty="250", setup_min="20"),
    ]
    assert violated(of, rows) == set()


def test_another_order_between_two_batches_is_named() -> None:
    of = shop(
        [batch_line("P", 10, "M", size_kg="250", minutes="60")],
        orders=[order("A", "P", 500), order("B", "P", 250)],
    )
    time = open_days("02")
    first = batch_rows("A", 10, "M", at("2026-03-02 08:00"), time, minutes="60", qtys=["250", "250"])
    rows = [
        first[0],
        *moved(first[1:], seconds=3600),
        *batch_rows("B", 10, "M", at("2026-03-02 09:00"), time, minutes="60", qtys=["250"]),
    ]
    report = check_plan(of, rows)
    assert report.violated_rules == {"without_gap"}
    assert "между ними заказ B (строка 4)" in report.violations[0].message


# Sequences


def test_four_operations_of_both_kinds_keep_the_flow() -> None:
    of = shop(
        [
            batch_line("P", 10, "M1", size_kg="100", minutes="60"),
            rate_line("P", 20, "M2", kg_per_h="250", setup_min="15"),
            batch_line("P", 30, "M3", size_kg="125", minutes="30"),
            rate_line("P", 40, "M4", pcs_per_h="500"),
        ]
    )
    time = open_days("02")
    rows = [
        *batch_rows("A", 10, "M1", at("2026-03-02 08:00"), time, minutes="60", qtys=["100", "100", "50"]),
        # 250 kg in an hour: 200 kg are there at 10:00, the last 50 kg at 11:00
        *rate_rows("A", 20, "M2", at("2026-03-02 09:57"), time, minutes="60", qty="250", setup_min="15"),
        # 125 kg are handed on at 10:42 and 250 kg at 11:12
        *batch_rows("A", 30, "M3", at("2026-03-02 10:42"), time, minutes="30", qtys=["125", "125"]),
        # 500 kg an hour: the second half comes at 11:42
        *rate_rows("A", 40, "M4", at("2026-03-02 11:27"), time, minutes="30", qty="250"),
    ]
    assert violated(of, rows) == set()
    for op_no in (20, 30, 40):
        early = [row for row in rows if row.op_no != op_no]
        early += moved([row for row in rows if row.op_no == op_no], seconds=-60)
        assert "flow" in violated(of, early), op_no


def test_a_batch_takes_its_kilograms_after_the_set_up() -> None:
    of = shop(
        [
            rate_line("P", 10, "M1", kg_per_h="250"),
            batch_line("P", 20, "M2", size_kg="250", minutes="30", setup_min="20"),
        ]
    )
    time = open_days("02")
    rows = [
        *rate_rows("A", 10, "M1", at("2026-03-02 08:00"), time, minutes="60", qty="250"),
        *batch_rows("A", 20, "M2", at("2026-03-02 08:40"), time, minutes="30", qtys=["250"], setup_min="20"),
    ]
    assert violated(of, rows) == set()
    assert violated(of, [rows[0], *moved(rows[1:], seconds=-5)]) == {"flow"}


def test_nothing_starts_before_the_start_of_a_rate_predecessor() -> None:
    of = shop(
        [
            rate_line("P", 10, "M1", kg_per_h="250", setup_min="10"),
            rate_line("P", 20, "M2", kg_per_h="250", setup_min="20"),
        ]
    )
    time = open_days("02")
    rows = [
        *rate_rows("A", 10, "M1", at("2026-03-02 09:00"), time, minutes="60", qty="250", setup_min="10"),
        *rate_rows("A", 20, "M2", at("2026-03-02 09:00"), time, minutes="60", qty="250", setup_min="20"),
    ]
    assert violated(of, rows) == set()
    assert violated(of, [rows[0], *moved(rows[1:], seconds=-1)]) == {"start_after_predecessor"}


def test_alternatives_of_an_operation_may_differ_in_basis() -> None:
    of = shop(
        [
            batch_line("P", 10, "KETTLE", size_kg="100", minutes="60"),
            rate_line("P", 10, "STREAM", kg_per_h="500", setup_min="10", alt_rank=2),
            rate_line("P", 20, "FILL", pcs_per_h="500"),
        ]
    )
    time = open_days("02")
    filling = rate_rows("A", 20, "FILL", at("2026-03-02 11:00"), time, minutes="30", qty="250")
    streamed = rate_rows(
        "A", 10, "STREAM", at("2026-03-02 08:00"), time, minutes="30", qty="250", setup_min="10"
    )
    boiled = batch_rows(
        "A", 10, "KETTLE", at("2026-03-02 08:00"), time, minutes="60", qtys=["100", "100", "50"]
    )
    assert violated(of, [*streamed, *filling]) == set()
    assert violated(of, [*boiled, *filling]) == set()
    as_batches = [replace(row, batch_no=1) for row in streamed]
    assert violated(of, [*as_batches, *filling]) == {"numbering"}


# Orders


def test_a_short_order_may_start_at_midnight_in_a_shift_of_the_evening_before() -> None:
    of = replace(
        shop([rate_line("P", 10, "M", pcs_per_h="250", setup_min="5")], calendar=NIGHT_SHIFTS),
        boms={"P": (bom_line("P", "R", "1"),)},
        items={"P": product("P", net_kg="1"), "R": component("R")},
        receipts=(receipt("R", "250", dt.date(2026, 3, 4)),),
    )
    nights = open_days("03", start="20:00", minutes=600)
    rows = rate_rows("A", 10, "M", at("2026-03-04 00:00"), nights, minutes="60", qty="250", setup_min="5")
    assert violated(of, rows) == set()
    assert violated(of, moved(rows, seconds=-1)) == {"material_date"}


def test_given_material_dates_replace_those_of_the_plant() -> None:
    plan = good_plan()
    material = {"A": dt.date(2026, 3, 3), "B": None, "C": MONDAY, "D": MONDAY}
    report = check_plan(plan.plant, plan.rows, material=material)
    assert {(each.rule, each.order_no) for each in report.violations} == {
        ("material_date", "A"),
        ("no_cover_no_rows", "B"),
    }


def test_fixed_rows_may_lie_before_now_and_before_the_material() -> None:
    plan = good_plan()
    begun = [row for row in plan.rows if row.order_no == "A" and row.start_at < at("2026-03-02 12:00")]
    report = check_plan(
        plan.plant,
        plan.rows,
        material={"A": dt.date(2026, 3, 3)},
        fixed=begun,
        now=at("2026-03-02 12:00"),
    )
    assert report.violations == ()


def test_a_fixed_operation_keeps_the_set_up_it_was_published_with() -> None:
    plan = good_plan()
    without_a = [row for row in plan.rows if row.order_no != "A"]
    material = {"B": MONDAY, "C": MONDAY, "D": MONDAY}
    kept = [row for row in without_a if row.order_no == "B"]
    judged = check_plan(plan.plant, without_a, material=material)
    assert "setup_amount" in judged.violated_rules
    held = check_plan(plan.plant, without_a, material=material, fixed=kept)
    assert "setup_amount" not in {each.rule for each in held.violations if each.order_no == "B"}


def test_an_order_that_cannot_be_planned_may_be_named_with_any_true_reason() -> None:
    of = replace(
        shop([batch_line("P", 10, "M", size_kg="100", minutes="60")], broken="M"),
        boms={"P": (bom_line("P", "R", "1"),)},
    )
    for reason, accepted in (
        (UnplannedReason.NO_CAPACITY, True),
        (UnplannedReason.NO_KNOWN_COVER, True),
        (UnplannedReason.NO_ROUTE, False),
    ):
        assert check_plan(of, [], unplanned=[UnplannedOrder("A", reason)]).ok is accepted


def test_an_order_may_lack_capacity_only_where_the_calendar_ends() -> None:
    named = [UnplannedOrder("A", UnplannedReason.NO_CAPACITY)]
    line = batch_line("P", 10, "M", size_kg="100", minutes="600")
    ending = shop([line], calendar=[shift(date) for date in days(MONDAY, 2)])
    assert check_plan(ending, [], unplanned=named).ok
    assert check_plan(shop([line]), [], unplanned=named).violated_rules == {"order_planned"}


def test_a_plan_that_waits_longer_than_it_must_is_accepted() -> None:
    plan = good_plan()
    later = [
        replace(
            row, start_at=row.start_at + dt.timedelta(days=1), finish_at=row.finish_at + dt.timedelta(days=1)
        )
        for row in plan.rows
    ]
    assert check_plan(plan.plant, later, unplanned=plan.unplanned).violations == ()


def test_a_row_with_a_time_zone_is_refused_and_still_judged() -> None:
    plan = good_plan()
    first = plan.rows[0]
    zoned = replace(
        first,
        start_at=first.start_at.replace(tzinfo=dt.UTC),
        finish_at=first.finish_at.replace(tzinfo=dt.UTC),
    )
    assert violated(plan.plant, [zoned, *plan.rows[1:]]) == {"whole_seconds"}


def test_the_fingerprint_belongs_to_the_plan_and_not_to_its_writing() -> None:
    plan = good_plan()
    fingerprint = check_plan(plan.plant, plan.rows).fingerprint
    rewritten = [replace(row, qty=row.qty + Decimal("0.000")) for row in reversed(plan.rows)]
    changed = [replace(plan.rows[0], part_no=2), *plan.rows[1:]]
    assert check_plan(plan.plant, rewritten).fingerprint == fingerprint
    assert check_plan(plan.plant, changed).fingerprint != fingerprint
    assert len(fingerprint) == len("7C1E-40A9")
