"""Rules over whole plants, as rooms that build a `Plant` themselves meet them."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from potok.errors import InvalidDataError
from potok.plant.model import (
    Basis,
    BomLine,
    CalendarRow,
    DayKind,
    Item,
    ItemType,
    Machine,
    MachineStop,
    Order,
    Plant,
    RoutingLine,
    Unit,
)
from potok.plant.tables import plant_of, tables_of
from potok.plant.validation import require_valid, validate_plant

MONDAY = dt.date(2026, 3, 2)
BAKED = Item("P1", "Батон", ItemType.FINISHED, Unit.PCS, net_kg=Decimal("0.4"), workshop_id="1")
FLOUR = Item("R1", "Мука", ItemType.RAW, Unit.KG)
OVEN = Machine("M1", "1", "Печь", Basis.RATE)
BAKING = RoutingLine("P1", 10, "Выпечка", "1", "M1", 1, Basis.RATE, rate_pcs_per_h=Decimal(100))
ORDER = Order("ЗП-1", MONDAY, "Магазин", "", "P1", 7, MONDAY, 2)


def shift(shift_no: int = 1, *, start: int = 8, end: int = 16, machine_id: str | None = None) -> CalendarRow:
    hours = (end - start) % 24
    return CalendarRow(
        "1", machine_id, MONDAY, shift_no, dt.time(start), dt.time(end % 24), 0, hours * 60, DayKind.WORK
    )


BAKERY = Plant(
    today=MONDAY,
    items={"P1": BAKED, "R1": FLOUR},
    boms={"P1": (BomLine("P1", 1, "R1", Decimal("0.3"), Unit.KG),)},
    routings={"P1": (BAKING,)},
    machines={"M1": OVEN},
    calendar=(shift(),),
    orders=(ORDER,),
)


def codes_of(plant: Plant) -> list[tuple[str, int | None, str, str]]:
    return [(one.where, one.row, one.field, one.code) for one in validate_plant(plant)]


def test_a_valid_plant_has_no_problems_and_passes_through() -> None:
    assert validate_plant(BAKERY) == []
    assert require_valid(BAKERY) is BAKERY


def test_an_invalid_plant_is_refused_with_all_its_faults() -> None:
    broken = replace(BAKERY, orders=(replace(ORDER, priority=0, product_id="P2"),))
    with pytest.raises(InvalidDataError) as caught:
        require_valid(broken)
    assert [problem.field for problem in caught.value.problems] == ["product_id", "priority"]
    assert "ошибок: 2" in caught.value.message


def test_orders_are_never_refused_for_their_dates_nor_products_for_a_missing_recipe() -> None:
    old = replace(ORDER, due_date=dt.date(2020, 1, 1), created_date=dt.date(2030, 1, 1))
    assert validate_plant(replace(BAKERY, orders=(old,), boms={}, routings={})) == []


def test_a_volume_that_is_no_multiple_is_legal_data() -> None:
    items = {"P1": replace(BAKED, order_multiple=10), "R1": FLOUR}
    assert validate_plant(replace(BAKERY, items=items)) == []


def test_shifts_of_a_workshop_do_not_overlap_but_may_touch() -> None:
    night = shift(2, start=16, end=32)
    assert validate_plant(replace(BAKERY, calendar=(shift(), night))) == []
    early = shift(2, start=15, end=23)
    assert codes_of(replace(BAKERY, calendar=(shift(), early))) == [
        ("calendars.csv", 3, "start_time", "overlap")
    ]


def test_a_night_shift_does_not_run_into_the_next_morning() -> None:
    night = shift(2, start=20, end=33)
    tomorrow = replace(shift(start=8), date=MONDAY + dt.timedelta(days=1))
    assert codes_of(replace(BAKERY, calendar=(night, tomorrow))) == [
        ("calendars.csv", 3, "start_time", "overlap")
    ]


def test_own_shifts_of_a_machine_do_not_overlap_those_of_its_workshop() -> None:
    replaced = shift(1, start=10, end=20, machine_id="M1")
    extra = shift(2, start=15, end=20, machine_id="M1")
    assert validate_plant(replace(BAKERY, calendar=(shift(), replaced))) == []
    assert codes_of(replace(BAKERY, calendar=(shift(), extra))) == [
        ("calendars.csv", 3, "start_time", "overlap")
    ]


def test_stops_end_after_they_begin_and_do_not_overlap() -> None:
    noon = dt.datetime(2026, 3, 2, 12)
    hour = dt.timedelta(hours=1)
    stops = (MachineStop("M1", noon, noon + 2 * hour), MachineStop("M1", noon + 2 * hour, noon + 3 * hour))
    assert validate_plant(replace(BAKERY, stops=stops)) == []
    wrong = (
        MachineStop("M1", noon, noon + 2 * hour),
        MachineStop("M1", noon + hour, noon + 3 * hour),
        MachineStop("M2", noon, noon + hour),
        MachineStop("M1", noon + 4 * hour, noon),
    )
    assert codes_of(replace(BAKERY, stops=wrong)) == [
        ("machine_stops.csv", 3, "start_at", "overlap"),
        ("machine_stops.csv", 4, "machine_id", "unknown_reference"),
        ("machine_stops.csv", 5, "finish_at", "out_of_range"),
    ]


def test_a_long_chain_of_products_is_no_circle() -> None:
    products = {f"P{n}": replace(BAKED, item_id=f"P{n}") for n in range(1, 3000)}
    boms = {f"P{n}": (BomLine(f"P{n}", 1, f"P{n + 1}", Decimal(1), Unit.PCS),) for n in range(1, 2999)}
    assert validate_plant(replace(BAKERY, items={**products, "R1": FLOUR}, boms=boms)) == []


def test_tables_hold_the_plant_and_sort_recipes_and_routes() -> None:
    assert plant_of(tables_of(BAKERY), today=MONDAY) == BAKERY
    second = replace(BAKING, op_no=5)
    lines = (BomLine("P1", 2, "R1", Decimal(1), Unit.KG), *BAKERY.boms["P1"])
    mixed = replace(BAKERY, routings={"P1": (BAKING, second)}, boms={"P1": lines})
    tidy = plant_of(tables_of(mixed), today=MONDAY)
    assert [line.op_no for line in tidy.routings["P1"]] == [5, 10]
    assert [line.line_no for line in tidy.boms["P1"]] == [1, 2]
