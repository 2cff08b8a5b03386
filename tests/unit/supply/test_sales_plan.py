"""The sales plan as a requirement of raw material (order-workflow 1, statement 6)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from potok.plant.model import BomLine, Item, ItemType, Unit
from potok.supply.columns import pull_columns
from potok.supply.sales_plan import PlannedSale, PlanState, month_of, plan_state, planned_requirement

MARCH, APRIL, MAY = dt.date(2026, 3, 1), dt.date(2026, 4, 1), dt.date(2026, 5, 1)
TODAY = dt.date(2026, 3, 16)
ITEMS = {
    "P": Item("P", "Изделие", ItemType.FINISHED, Unit.PCS, Decimal(1)),
    "R": Item("R", "Сырьё", ItemType.RAW, Unit.KG),
    "U": Item("U", "Банка", ItemType.PACKAGING, Unit.PCS),
    "W": Item("W", "Вода", ItemType.RAW, Unit.KG, stock_controlled=False),
}
BOMS = {
    "P": (
        BomLine("P", 1, "R", Decimal(2), Unit.KG, Decimal(10)),
        BomLine("P", 2, "U", Decimal(1), Unit.PCS),
        BomLine("P", 3, "W", Decimal(1), Unit.KG),
    )
}
COLUMNS = pull_columns(TODAY, holidays=frozenset(), until=dt.date(2026, 7, 1))


def requirement(sales: list[PlannedSale], ordered: dict[tuple[str, dt.date], int] | None = None) -> dict:
    return planned_requirement(
        sales,
        ordered=ordered or {},
        boms=BOMS,
        items=ITEMS,
        columns=COLUMNS,
        today=TODAY,
        holidays=frozenset(),
    )


def test_a_plan_is_exploded_with_losses_and_without_uncontrolled_items() -> None:
    found = requirement([PlannedSale(APRIL, "P", 100)])
    assert {item: sum(parts) for item, parts in found.items()} == {"R": Decimal(220), "U": Decimal(100)}


def test_orders_of_the_month_consume_the_plan_but_never_below_nothing() -> None:
    sales = [PlannedSale(APRIL, "P", 100)]
    assert sum(requirement(sales, {("P", APRIL): 60})["U"]) == 40
    assert requirement(sales, {("P", APRIL): 130}) == {}
    assert sum(requirement(sales, {("P", MAY): 60})["U"]) == 100


def test_months_that_are_over_count_no_more() -> None:
    assert requirement([PlannedSale(dt.date(2026, 2, 1), "P", 100)]) == {}


def test_the_present_month_lies_on_its_remaining_working_days_only() -> None:
    parts = requirement([PlannedSale(MARCH, "P", 12)])["U"]
    last = max(place for place, part in enumerate(parts) if part)
    assert sum(parts) == 12  # 16 to 31 March 2026 are twelve working days
    assert COLUMNS[last].first <= dt.date(2026, 3, 31)
    assert parts[0] == 1


def test_a_month_without_working_days_left_lies_on_its_last_day() -> None:
    found = planned_requirement(
        [PlannedSale(MARCH, "P", 5)],
        ordered={},
        boms=BOMS,
        items=ITEMS,
        columns=pull_columns(dt.date(2026, 3, 31), holidays=frozenset({dt.date(2026, 3, 31)})),
        today=dt.date(2026, 3, 31),
        holidays=frozenset({dt.date(2026, 3, 31)}),
    )
    assert found["U"][0] == 5


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=4))
def test_the_parts_of_all_columns_are_the_whole_requirement(quantities: list[int]) -> None:
    months = [MARCH, APRIL, MAY, dt.date(2026, 6, 1)]
    sales = [PlannedSale(month, "P", qty) for month, qty in zip(months, quantities, strict=False)]
    found = requirement(sales)
    assert sum(found["U"]) == sum(quantities)
    assert sum(found["R"]) == sum(quantities) * Decimal("2.2")
    assert all(part >= 0 for part in (*found["U"], *found["R"]))


def test_the_word_of_a_signal_tells_forgotten_from_planned() -> None:
    def state(*sales: PlannedSale, needed: int = 220) -> PlanState:
        return plan_state("R", periods={APRIL}, needed=Decimal(needed), sales=sales, boms=BOMS, items=ITEMS)

    assert state() is PlanState.NOT_PLANNED
    assert state(PlannedSale(MAY, "P", 500)) is PlanState.NOT_PLANNED
    assert state(PlannedSale(APRIL, "P", 50)) is PlanState.UNDER_PLANNED
    assert state(PlannedSale(APRIL, "P", 100)) is PlanState.PLANNED


def test_a_month_is_named_by_its_first_day() -> None:
    assert month_of(dt.date(2026, 4, 17)) == APRIL
