import datetime as dt
from decimal import Decimal
from fractions import Fraction

from potok.plant.model import Basis, CalendarRow, DayKind, Machine, MachineStatus, RoutingLine
from potok.plant.shifts import ShiftCalendar
from potok.supply.rough_cut import (
    Work,
    available_minutes,
    capacity_groups,
    group_loads,
    least_loaded,
    machine_load,
)

MONDAY = dt.date(2026, 3, 2)


def line(op_no: int, machine_id: str, *, per_hour: int = 60, setup: int = 0, rank: int = 1) -> RoutingLine:
    return RoutingLine(
        "P1",
        op_no,
        "Фасовка",
        "1",
        machine_id,
        rank,
        Basis.RATE,
        rate_pcs_per_h=Decimal(per_hour),
        setup_min=Decimal(setup),
    )


def work(order_no: str, qty_pcs: int, *lines: RoutingLine, date: dt.date = MONDAY) -> Work:
    return Work(order_no, qty_pcs, Decimal(1), lines, date)


def test_alternatives_of_an_operation_are_one_group_also_in_chain() -> None:
    lines = [line(10, "M1"), line(10, "M2"), line(20, "M3"), line(20, "M2"), line(30, "M9")]
    assert capacity_groups(lines) == {
        "M1": ("M1", "M2", "M3"),
        "M2": ("M1", "M2", "M3"),
        "M3": ("M1", "M2", "M3"),
        "M9": ("M9",),
    }


def test_operations_of_different_products_do_not_join_machines() -> None:
    other = RoutingLine("P2", 10, "Фасовка", "1", "M2", 1, Basis.RATE, rate_pcs_per_h=Decimal(1))
    assert capacity_groups([line(10, "M1"), other])["M1"] == ("M1",)


def test_each_operation_goes_to_the_alternative_that_stays_least_loaded() -> None:
    lines = (line(10, "M1", setup=10), line(10, "M2", rank=2, setup=10))
    given = least_loaded(
        [work("A", 50, *lines), work("B", 50, *lines), work("C", 20, *lines)],
        {"M1": Fraction(1000), "M2": Fraction(500)},
    )
    # A: 60/1000 on M1 against 60/500; B: 120/1000 = 60/500, the first of equals; C: 150/1000 against 30/500.
    assert given == {"M1": [("A", 60), ("B", 60)], "M2": [("C", 30)]}


def test_load_is_a_share_of_the_available_minutes() -> None:
    available = {"M1": Fraction(480), "M2": Fraction(0)}
    assert machine_load([work("A", 120, line(10, "M1"))], available) == {"M1": Fraction(1, 4)}


def test_a_machine_without_minutes_is_no_choice_while_another_has_some() -> None:
    lines = (line(10, "M1"), line(10, "M2", rank=2))
    given = least_loaded([work("A", 50, *lines)], {"M1": Fraction(0), "M2": Fraction(10)})
    assert given["M2"] == [("A", 50)]


def test_a_group_above_the_permitted_share_of_a_week_is_flagged() -> None:
    lines = (line(10, "M1"), line(10, "M2", rank=2))
    next_week = MONDAY + dt.timedelta(days=9)
    works = [work("A", 100, *lines), work("B", 80, *lines), work("C", 150, *lines, date=next_week)]
    loads = group_loads(
        works, groups=capacity_groups(lines), available=lambda _machine, _monday: Fraction(100)
    )
    assert [(one.week, one.load_min, one.share, one.overloaded, one.order_nos) for one in loads] == [
        (MONDAY, 180, Fraction(9, 10), False, ("A", "B")),
        (MONDAY + dt.timedelta(days=7), 150, Fraction(3, 4), False, ("C",)),
    ]
    strict = group_loads(
        works,
        groups=capacity_groups(lines),
        available=lambda _machine, _monday: Fraction(100),
        max_load_share=Decimal("0.85"),
    )
    assert [one.overloaded for one in strict] == [True, False]


def test_a_full_week_is_not_overloaded() -> None:
    lines = (line(10, "M1"),)
    load = group_loads(
        [work("A", 100, *lines)], groups=capacity_groups(lines), available=lambda *_: Fraction(100)
    )[0]
    assert (load.share, load.overloaded) == (1, False)


def test_a_week_without_any_working_time_is_overloaded_and_has_no_share() -> None:
    lines = (line(10, "M1"),)
    load = group_loads(
        [work("A", 1, *lines)], groups=capacity_groups(lines), available=lambda *_: Fraction(0)
    )[0]
    assert (load.share, load.overloaded, load.order_nos) == (None, True, ("A",))


def test_available_minutes_are_those_of_the_shifts_without_repairs() -> None:
    def row(number: int, kind: DayKind, machine_id: str | None = None) -> CalendarRow:
        date = MONDAY + dt.timedelta(days=number)
        return CalendarRow("1", machine_id, date, 1, dt.time(8), dt.time(16, 30), 30, 480, kind)

    calendar = ShiftCalendar(
        [row(0, DayKind.WORK), row(1, DayKind.WORK), row(2, DayKind.DAY_OFF), row(1, DayKind.REPAIR, "M1")]
    )
    friday = MONDAY + dt.timedelta(days=4)
    machine = Machine("M1", "1", "Линия", Basis.RATE)
    broken = Machine("M2", "1", "Линия", Basis.RATE, status=MachineStatus.BROKEN)
    assert available_minutes(machine, calendar=calendar, first=MONDAY, last=friday) == 480
    assert available_minutes(broken, calendar=calendar, first=MONDAY, last=friday) == 0
