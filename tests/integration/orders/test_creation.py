"""New orders: the guards of T1, numbers, previews."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.small_books import CUSTOMER, MONDAY, day, expect_receipt, order_of, put_lot, seen
from potok.errors import InvalidDataError
from potok.operations.catalog.models import Item, NumberSeries
from potok.operations.orders.models import OrderEvent, ProductionOrder
from potok.operations.orders.services.cancellation import resubmit_order, return_order
from potok.operations.orders.services.checking import check_all_orders
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.creation import NewOrder, create_order, create_orders
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError

pytestmark = pytest.mark.usefixtures("plant")

GOOD = NewOrder(CUSTOMER, "PA", 12, day(28), min_qty_pcs=6, max_qty_pcs=18)


def test_an_order_is_written_as_given_with_its_components(client: Actor) -> None:
    made = create_order(client, order=GOOD)
    row = seen(made.order_no)
    assert (row.status, row.qty_pcs, row.qty_requested_pcs, row.min_qty_pcs, row.max_qty_pcs) == (
        "new",
        12,
        12,
        6,
        18,
    )
    assert (row.created_date, row.due_date, row.manager) == (MONDAY, day(28), "И. client")
    assert row.total_kg == 24
    assert dict(row.components.values_list("item__code", "gross_qty")) == {"RX": 24, "UB": 12}
    event = OrderEvent.objects.get(order=row)
    assert (event.kind, event.to_status, event.user_id, event.role) == (
        "created",
        "new",
        client.user_id,
        "client_dept",
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"product": "P404"}, "product"),
        ({"product": "RX"}, "product"),  # raw material is not made
        ({"customer": "ООО «Неизвестный»"}, "customer"),
        ({"qty_pcs": 0}, "qty_pcs"),
        ({"qty_pcs": -6}, "qty_pcs"),
        ({"due_date": MONDAY - dt.timedelta(days=1)}, "due_date"),
        ({"priority": 4}, "priority"),
        ({"min_qty_pcs": 13}, "min_qty_pcs"),
        ({"max_qty_pcs": 11}, "max_qty_pcs"),
    ],
)
def test_a_guard_names_the_field_it_refuses(change: dict[str, Any], field: str, client: Actor) -> None:
    with pytest.raises(InvalidDataError) as refused:
        create_order(client, order=replace(GOOD, **change))
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not ProductionOrder.objects.exists()


def test_a_product_that_is_not_made_any_more_is_refused(client: Actor) -> None:
    Item.objects.filter(code="PA").update(is_active=False)
    with pytest.raises(InvalidDataError) as refused:
        create_order(client, order=GOOD)
    assert refused.value.problems[0].code == "inactive_product"


def test_a_volume_that_is_no_multiple_is_refused_with_the_nearest_ones(client: Actor) -> None:
    Item.objects.filter(code="PA").update(order_multiple=5)
    with pytest.raises(InvalidDataError) as refused:
        create_order(client, order=GOOD)
    assert "10 или 15" in refused.value.problems[0].expected


def test_all_faults_of_all_orders_are_told_at_once_and_nothing_is_written(client: Actor) -> None:
    wrong = [GOOD, replace(GOOD, qty_pcs=0, priority=9), replace(GOOD, product="P404")]
    with pytest.raises(InvalidDataError) as refused:
        create_orders(client, orders=wrong)
    found = [(problem.row, problem.field) for problem in refused.value.problems]
    assert found == [(2, "qty_pcs"), (2, "priority"), (3, "product")]
    assert not ProductionOrder.objects.exists()


def test_only_the_client_department_creates_orders(planner: Actor) -> None:
    with pytest.raises(NoRightError):
        create_order(planner, order=GOOD)


def test_a_due_date_on_a_day_off_moves_to_the_working_day_before_with_a_note(client: Actor) -> None:
    saturday = day(26)
    made = create_order(client, order=replace(GOOD, due_date=saturday))
    assert made.due_date == day(25)
    assert "28.03.2026" in made.note
    assert OrderEvent.objects.get(order_id=made.id).text == made.note


def test_numbers_follow_each_other_and_pass_over_those_that_are_taken() -> None:
    first = order_of("PA", 1)
    ProductionOrder.objects.filter(order_no=first).update(order_no="ЗП-0003")
    assert [order_of("PA", 1) for _ in range(2)] == ["ЗП-0002", "ЗП-0004"]
    assert NumberSeries.objects.get(kind="production_order").next_value == 5


def test_a_preview_tells_stock_receipt_or_nothing_and_reserves_nothing() -> None:
    put_lot("RX", 100)
    put_lot("UB", 10)
    expect_receipt("RY", 500, code="ПР-1", date=day(3))
    in_stock, expected, missing = (
        seen(order_of(product, qty)) for product, qty in (("PA", 10), ("PB", 10), ("PA", 11))
    )
    assert (in_stock.cover, in_stock.cover_items, in_stock.earliest_start_date) == ("in_stock", [], MONDAY)
    # RY comes on Thursday and is inspected for two working days
    assert (expected.cover, expected.cover_items, expected.earliest_start_date) == (
        "expected",
        ["RY"],
        day(7),
    )
    assert (missing.cover, missing.cover_items, missing.earliest_start_date) == ("missing", ["UB"], None)
    assert not in_stock.reservations.exists()


def test_a_preview_counts_what_waiting_orders_claim() -> None:
    put_lot("RX", 100)
    expect_receipt("RY", 33, code="ПР-1", date=day(3))
    expect_receipt("RY", 33, code="ПР-2", date=day(10))
    first = order_of("PB", 10)
    confirm_orders(SYSTEM, order_nos=[first])
    assert seen(order_of("PB", 10)).earliest_start_date == day(14)


def test_a_product_without_a_recipe_is_taken_in_but_not_checked() -> None:
    product = Item.objects.get(code="PC")
    product.recipes.update(is_active=False)
    row = seen(order_of("PC", 3))
    assert (row.cover, row.recipe_id, row.components.count()) == ("unknown", None, 0)


def test_many_orders_take_no_more_queries_than_few() -> None:
    def queries(count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            create_orders(SYSTEM, orders=[GOOD] * count)
        return len(captured)

    create_orders(SYSTEM, orders=[GOOD])  # keeps the master data
    assert queries(2) == queries(40)


def test_a_returned_order_is_corrected_and_given_in_again(planner: Actor, client: Actor) -> None:
    number = create_order(client, order=GOOD).order_no
    return_order(planner, order_no=number, reason="нет рецептуры")
    assert seen(number).returned_reason == "нет рецептуры"
    resubmit_order(client, order_no=number, qty_pcs=6, due_date=day(29))
    row = seen(number)
    assert (row.returned_reason, row.qty_pcs, row.qty_requested_pcs, row.due_date) == ("", 6, 12, day(29))
    assert dict(row.components.values_list("item__code", "gross_qty")) == {"RX": 12, "UB": 6}
    assert [event.kind for event in OrderEvent.objects.filter(order=row).order_by("id")] == [
        "created",
        "returned",
        "resubmitted",
    ]


def test_an_order_that_was_not_returned_is_not_given_in_again(client: Actor) -> None:
    number = create_order(client, order=GOOD).order_no
    with pytest.raises(InvalidDataError):
        resubmit_order(client, order_no=number, qty_pcs=6)


def test_a_new_recipe_changes_the_components_of_new_orders_at_the_next_check() -> None:
    number = order_of("PA", 10)
    recipe = Item.objects.get(code="PA").recipes.get()
    recipe.lines.filter(component__code="UB").delete()
    recipe.lines.filter(component__code="RX").update(qty_per_unit=5)
    check_all_orders()
    assert dict(seen(number).components.values_list("item__code", "gross_qty")) == {"RX": 50}
