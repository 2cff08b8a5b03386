from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from builders.small_books import CUSTOMER, LOCATION, day, held, order_of, put_lot, seen
from potok.errors import InvalidDataError
from potok.operations.catalog.models import Item
from potok.operations.notices.reads import notices_of
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.reads.history import history
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM, Actor, actor_of
from potok.operations.people.models import RoleGrant, User
from potok.operations.people.roles import Role
from potok.operations.quality.errors import (
    NotAProductLotError,
    ReplacementNotNeededError,
    WriteDownTooMuchError,
)
from potok.operations.quality.models import LotDecisionRecord
from potok.operations.quality.services.decisions import decide, downgrade, send_to_rework
from potok.operations.quality.services.write_down import write_down_output
from potok.operations.stores.handover import accept_product
from potok.operations.stores.shelf import Part
from potok.operations.stores.shipping import ship
from potok.operations.warehouse.ledger import Move, write_moves
from potok.operations.warehouse.models import StockDocument, StockLot
from potok.operations.warehouse.papers import offer_product
from potok.operations.warehouse.places import FINISHED_GOODS, HANDED_OVER

pytestmark = pytest.mark.usefixtures("plant")
NOW = timezone.now()


def someone(role: Role) -> Actor:
    """A user with one role."""
    user, _ = User.objects.get_or_create(username=f"someone-{role.value}")
    RoleGrant.objects.get_or_create(user=user, role=role.value)
    return actor_of(user)


def make(
    code: str, item: str, qty: int, *, from_lots: dict[str, int], card: str, order: str = ""
) -> StockLot:
    """A lot made by one card from others, as posting writes it."""
    finished = Item.objects.get(code=item)
    lot = StockLot.objects.create(
        code=code,
        item=finished,
        location=HANDED_OVER if finished.type == "finished" else LOCATION,
        received_date=day(0),
        qc_status="released",
    )
    moves = [
        Move(StockLot.objects.get(code=source).pk, "write_off", Decimal(-qty))
        for source, qty in from_lots.items()
    ]
    write_moves([*moves, Move(lot.pk, "output", Decimal(qty))], document=card, at=NOW, user_id=None)
    lot.refresh_from_db()
    if order:
        offer_product(
            lot, qty=lot.qty, order_no=order, card_no=card, workshop="Цех 1", date=day(0), user_id=None
        )
    return lot


def confirmed(product: str = "PA", qty: int = 10) -> str:
    number = order_of(product, qty)
    confirm_orders(SYSTEM, order_nos=[number])
    return number


def done(order: str, pcs: int) -> None:
    """An order as a posted card leaves it."""
    from potok.operations.orders.services.events import Witness, record

    row = seen(order)
    ProductionOrder.objects.filter(pk=row.pk).update(launch_actual_at=NOW, done_pcs=pcs, done_opening_pcs=pcs)
    record(
        [
            Witness(SYSTEM, "confirm_orders", NOW).event(
                row.pk, "done", from_status=row.status, to_status="done"
            )
        ]
    )
    row.reservations.all().delete()
    ProductionOrder.objects.filter(pk=row.pk).update(status="done", release_actual_at=NOW)


def test_product_made_from_a_rejected_lot_is_blocked_through_all_levels(inspector: Actor) -> None:
    put_lot("RX", 100, code="raw")
    make("half", "RY", 50, from_lots={"raw": 40}, card="ТК-1")
    make("A", "PA", 10, from_lots={"half": 20}, card="ТК-2")
    make("B", "PA", 10, from_lots={"half": 10}, card="ТК-3")
    put_lot("UB", 10, code="other")
    result = decide(inspector, lot="raw", decision="rejected", reason="не тот пигмент")
    assert result.blocked == ("A", "B", "half")
    states = dict(StockLot.objects.values_list("code", "qc_status"))
    assert states == {
        "raw": "rejected",
        "half": "blocked",
        "A": "blocked",
        "B": "blocked",
        "other": "released",
    }
    note = LotDecisionRecord.objects.get()
    assert (note.decision, note.before, note.effects["blocked"]) == (
        "rejected",
        "released",
        ["A", "B", "half"],
    )


def test_a_conditional_lot_serves_the_listed_products_only(inspector: Actor, planner: Actor) -> None:
    put_lot("RX", 100, code="doubtful", status="quarantine")
    put_lot("UB", 100)
    put_lot("RY", 100)
    decide(inspector, lot="doubtful", decision="conditional", reason="оттенок", products=["PA"])
    listed, other = order_of("PA", 10), order_of("PB", 10)
    confirm_orders(planner, order_nos=[listed, other])
    assert (seen(listed).status, seen(other).status) == ("in_production", "waiting_shortage")
    assert held(listed) == {"RX": 20, "UB": 10}
    assert StockLot.objects.get(code="doubtful").reserved_qty == 20


def test_a_permission_given_to_a_reserved_lot_spares_the_listed_products(inspector: Actor) -> None:
    put_lot("RX", 30, code="L1")
    put_lot("UB", 100)
    put_lot("RY", 100)
    listed, other = confirmed("PA", 10), confirmed("PB", 10)
    result = decide(inspector, lot="L1", decision="conditional", reason="оттенок", products=["PA"])
    assert (result.waiting, result.kept) == ((other,), ())
    assert held(listed)["RX"] == 20


def test_rework_blocks_the_lot_and_links_an_order_that_needs_no_new_material(
    inspector: Actor, planner: Actor
) -> None:
    put_lot("RX", 20, code="raw")
    put_lot("UB", 10)
    order = confirmed()
    make("П-1", "PA", 10, from_lots={}, card="ТК-1", order=order)
    made = send_to_rework(inspector, lot="П-1", reason="перелить")
    rework = seen(made.order_no)
    assert (rework.parent.order_no, rework.order_type, rework.qty_pcs) == (order, "rework", 10)
    assert StockLot.objects.get(code="П-1").qc_status == "blocked"
    confirm_orders(planner, order_nos=[made.order_no])
    assert seen(made.order_no).status == "in_production"
    assert held(made.order_no) == {}


def test_a_downgrade_moves_the_product_to_another_item_by_a_paper(inspector: Actor) -> None:
    make("П-1", "PA", 10, from_lots={}, card="ТК-1")
    moved = downgrade(inspector, lot="П-1", item="PB", reason="второй сорт", qty=Decimal(4))
    new = StockLot.objects.get(code=moved.lot)
    assert (new.item.code, new.qty, new.origin.code, new.qc_status) == ("PB", 4, "П-1", "released")
    assert StockLot.objects.get(code="П-1").qty == 6
    put_lot("RX", 20, code="raw")
    with pytest.raises(InvalidDataError):
        downgrade(inspector, lot="П-1", item="UB", reason="в тару")
    with pytest.raises(NotAProductLotError):
        downgrade(inspector, lot="raw", item="RY", reason="нет")


def test_what_was_downgraded_in_the_shop_is_accepted_with_the_rest(
    inspector: Actor, storekeeper: Actor
) -> None:
    make("П-1", "PA", 10, from_lots={}, card="ТК-1", order="ЗП-1")
    moved = downgrade(inspector, lot="П-1", item="PB", reason="второй сорт", qty=Decimal(4))
    paper = StockDocument.objects.get(kind="handover")
    accept_product(storekeeper, number=paper.number)
    lots = StockLot.objects.filter(code__in=["П-1", moved.lot]).order_by("pk")
    assert [(lot.location, lot.qty) for lot in lots] == [(FINISHED_GOODS, 6), (FINISHED_GOODS, 4)]


def test_rejected_product_is_taken_from_its_order_by_the_planner_once(
    inspector: Actor, planner: Actor
) -> None:
    put_lot("RX", 20)
    put_lot("UB", 10)
    order = confirmed()
    make("П-1", "PA", 10, from_lots={}, card="ТК-1", order=order)
    done(order, 10)
    decide(inspector, lot="П-1", decision="rejected", reason="не сохнет")
    result = write_down_output(planner, lot="П-1", qty_pcs=4, reason="переделать")
    assert (result.done_before, result.done_after, result.reopened) == (10, 6, True)
    assert (seen(order).status, seen(order).done_pcs) == ("in_production", 6)
    with pytest.raises(WriteDownTooMuchError, match="не больше 6"):
        write_down_output(planner, lot="П-1", qty_pcs=7, reason="переделать")
    with pytest.raises(ReplacementNotNeededError, match=order):
        write_down_output(planner, lot="П-1", qty_pcs=4, reason="переделать", replace=True)


def test_a_replacement_order_may_be_made_instead(inspector: Actor, planner: Actor) -> None:
    put_lot("RX", 20)
    put_lot("UB", 10)
    order = confirmed()
    make("П-1", "PA", 10, from_lots={}, card="ТК-1", order=order)
    done(order, 10)
    decide(inspector, lot="П-1", decision="rejected", reason="не сохнет")
    result = write_down_output(planner, lot="П-1", qty_pcs=10, reason="заново", replace=True)
    assert seen(order).status == "done"
    replacement = seen(result.replacement)
    assert (replacement.status, replacement.qty_pcs, replacement.parent.order_no) == ("new", 10, order)
    assert set(replacement.components.values_list("item__code", flat=True)) == {"RX", "UB"}


def test_the_shelf_of_finished_goods_is_not_touched_by_raw_decisions(inspector: Actor) -> None:
    make("П-1", "PA", 10, from_lots={}, card="ТК-1")
    StockLot.objects.filter(code="П-1").update(location=FINISHED_GOODS, qc_status="quarantine")
    assert decide(inspector, lot="П-1", decision="released").coverable == ()


def test_what_waits_is_told_to_those_whose_work_it_is(inspector: Actor) -> None:
    put_lot("RX", 5, code="new", status="quarantine")
    put_lot("RX", 20)
    put_lot("UB", 10)
    order = confirmed()
    make("П-1", "PA", 10, from_lots={}, card="ТК-1", order=order)
    told = {
        role: {notice.need.key for group in notices_of(someone(role)) for notice in group.waiting}
        for role in (Role.QC, Role.FG_WAREHOUSE, Role.PLANNER)
    }
    assert "new" in told[Role.QC]
    assert told[Role.FG_WAREHOUSE] == {StockDocument.objects.get(kind="handover").number}
    decide(inspector, lot="П-1", decision="rejected", reason="не сохнет")
    planner = {notice.need.key for group in notices_of(someone(Role.PLANNER)) for notice in group.waiting}
    assert "П-1" in planner - told[Role.PLANNER]


def test_released_product_is_told_to_the_client_department_until_it_is_shipped(inspector: Actor) -> None:
    put_lot("RX", 20)
    put_lot("UB", 10)
    order = confirmed()
    make("П-1", "PA", 10, from_lots={}, card="ТК-1", order=order)
    StockLot.objects.filter(code="П-1").update(qc_status="quarantine")
    client = someone(Role.CLIENT_DEPT)

    def told() -> list[str]:
        groups = [group for group in notices_of(client) if group.source.code == "released_product"]
        return [notice.need.title for group in groups for notice in group.waiting]

    decide(inspector, lot="П-1", decision="released")
    assert told() == []  # the warehouse has not accepted it
    accept_product(SYSTEM, number=StockDocument.objects.get(kind="handover").number)
    assert told() == [f"{order}: 10 шт. PA можно отгружать"]
    kinds = [entry.title for entry in history(seen(order).pk, order)]
    assert "ОТК разрешил отгрузку продукции" in kinds
    assert "Продукция принята складом" in kinds
    ship(SYSTEM, customer=CUSTOMER, parts=[Part("П-1", Decimal(10))])
    assert told() == []
