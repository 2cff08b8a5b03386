"""A plant goes into the books and comes back the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Sum

from potok.errors import InvalidDataError
from potok.exchange.plant_files import read_plant, write_plant
from potok.operations.catalog.models import Item, NumberSeries, Recipe
from potok.operations.orders.models import OrderEvent, ProductionOrder
from potok.operations.orders.services.checking import check_all_orders
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.people.roles import Role
from potok.operations.plant_transfer import export_plant, import_plant
from potok.operations.warehouse.models import StockLot, StockMovement
from potok.plant.model import OrderStatus, Plant

DEMO = Path(__file__).resolve().parents[3] / "data" / "plant"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo() -> Plant:
    return read_plant(DEMO)


def test_an_imported_plant_is_exported_equal(demo: Plant) -> None:
    product, (first, *others) = next(iter(demo.routings.items()))
    graded = (replace(first, grade=Decimal("3.64")), *others)  # files of the demo plant have no grades
    plant = replace(demo, routings={**demo.routings, product: graded})
    import_plant(plant, actor=SYSTEM)
    assert export_plant(today_date=demo.today) == plant


def test_exported_files_are_the_same_bytes_after_a_second_round(demo: Plant, tmp_path: Path) -> None:
    import_plant(demo, actor=SYSTEM)
    write_plant(export_plant(today_date=demo.today), tmp_path / "first")
    again = read_plant(tmp_path / "first")
    import_plant(again, actor=SYSTEM)
    write_plant(export_plant(today_date=demo.today), tmp_path / "second")
    for file in sorted((tmp_path / "first").iterdir()):
        assert (tmp_path / "second" / file.name).read_bytes() == file.read_bytes()


def test_importing_the_same_files_again_changes_nothing(demo: Plant) -> None:
    import_plant(demo, actor=SYSTEM)
    before = (StockMovement.objects.count(), OrderEvent.objects.count(), Recipe.objects.count())
    result = import_plant(demo, actor=SYSTEM)
    assert (StockMovement.objects.count(), OrderEvent.objects.count(), Recipe.objects.count()) == before
    assert (result.items, result.lots, result.orders) == (0, 0, 0)


def test_lots_are_brought_to_the_quantity_of_the_file_by_movements(demo: Plant) -> None:
    import_plant(demo, actor=SYSTEM)
    changed = replace(demo.lots[0], qty=demo.lots[0].qty + Decimal("12.5"))
    import_plant(replace(demo, lots=(changed, *demo.lots[1:])), actor=SYSTEM)
    lot = StockLot.objects.get(code=changed.lot_id)
    assert lot.qty == changed.qty
    assert [movement.qty for movement in lot.movements.order_by("id")] == [demo.lots[0].qty, Decimal("12.5")]


def test_a_changed_recipe_becomes_a_new_version(demo: Plant) -> None:
    import_plant(demo, actor=SYSTEM)
    product, lines = next(iter(demo.boms.items()))
    richer = (replace(lines[0], qty_per_unit=lines[0].qty_per_unit * 2), *lines[1:])
    import_plant(replace(demo, boms={**demo.boms, product: richer}), actor=SYSTEM)
    versions = Recipe.objects.filter(product__code=product).order_by("version")
    assert [(recipe.version, recipe.is_active) for recipe in versions] == [(1, False), (2, True)]


def test_an_order_that_differs_from_the_books_is_refused_and_nothing_is_written(demo: Plant) -> None:
    import_plant(demo, actor=SYSTEM)
    other = replace(demo.orders[3], qty_pcs=demo.orders[3].qty_pcs + 12)
    renamed = {**demo.items, "R02": replace(demo.items["R02"], name="Другое имя")}
    changed = replace(demo, items=renamed, orders=(*demo.orders[:3], other, *demo.orders[4:]))
    with pytest.raises(InvalidDataError) as refused:
        import_plant(changed, actor=SYSTEM)
    fault = refused.value.problems[0]
    assert (fault.where, fault.row, fault.field, fault.value) == (
        "orders.csv",
        5,
        "qty_pcs",
        str(other.qty_pcs),
    )
    assert Item.objects.get(code="R02").name == demo.items["R02"].name


def test_orders_at_work_come_back_with_their_reservations_and_lacks(demo: Plant) -> None:
    import_plant(demo, actor=SYSTEM, fix_today=True)
    confirm_orders(SYSTEM, order_nos=[order.order_no for order in demo.orders[:100]])
    check_all_orders()  # previews of new orders follow a confirmation in the background
    exported, figures = export_plant(), figures_of_orders()
    assert {order.status.value for order in exported.orders} == {"new", "waiting_shortage", "in_production"}
    empty_the_books()
    import_plant(exported, actor=SYSTEM, fix_today=True)
    assert export_plant() == exported
    assert figures_of_orders() == figures


def figures_of_orders() -> dict[str, object]:
    """What an availability check says of every order, with the reserved quantities."""
    return {
        order.order_no: (
            order.status,
            order.cover,
            order.cover_date,
            order.earliest_start_date,
            sorted(order.components.values_list("item__code", "gross_qty", "lack_qty", "cover")),
            order.reservations.filter(kind="hard").aggregate(total=Sum("qty"))["total"],
        )
        for order in ProductionOrder.objects.all()
    }


def empty_the_books() -> None:
    """All tables of the books without their rows, past the rules that forbid deleting."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # let the waiting triggers speak first
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("TRUNCATE orders_productionorder, catalog_item, catalog_workshop CASCADE")


def test_an_order_in_production_without_stock_is_refused(demo: Plant) -> None:
    running = replace(demo.orders[0], status=OrderStatus.IN_PRODUCTION)
    bare = replace(demo, lots=(), orders=(running,))
    with pytest.raises(InvalidDataError) as refused:
        import_plant(bare, actor=SYSTEM)
    assert [fault.code for fault in refused.value.problems] == ["not_covered"]
    assert not ProductionOrder.objects.exists()


def test_new_orders_are_numbered_after_those_of_the_file(demo: Plant) -> None:
    import_plant(demo, actor=SYSTEM)
    assert NumberSeries.objects.get(kind="production_order").next_value == 151
    assert ProductionOrder.objects.filter(status="new").count() == 150


def test_only_the_administrator_imports(demo: Plant) -> None:
    planner = Actor(user_id=None, name="Плановик", roles=frozenset({Role.PLANNER}))
    with pytest.raises(NoRightError, match="Администратор"):
        import_plant(demo, actor=planner)
