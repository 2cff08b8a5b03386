"""Ends of launched orders: short close, split at the produced quantity, stops of quality control."""

from __future__ import annotations

import pytest

from builders.shop import (
    card_of,
    launched_order,
    look_at_deferred_rules,
    made,
    post,
    ready_order,
    report,
    reservations,
    run_of,
)
from builders.small_books import held, lacking, order_of, put_lot, seen
from potok.operations.catalog.models import Item
from potok.operations.orders.errors import ReasonMissingError, TransitionForbiddenError
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.lots import decide_lot
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.quality.services.decisions import decide
from potok.operations.quality.services.write_down import write_down_output
from potok.operations.shopfloor import errors
from potok.operations.shopfloor.services.closing import close_short, order_shortfall
from potok.operations.shopfloor.services.dividing import split_launched
from potok.operations.shopfloor.services.filling import void_card
from potok.operations.shopfloor.services.handing_in import return_card
from potok.operations.shopfloor.services.holds import resume_order
from potok.operations.shopfloor.services.launching import NewLaunch, launch_operation, revoke_launch
from potok.operations.shopfloor.services.pausing import NewPause, resume_run, stop_run
from potok.operations.stores.issuing import issue
from potok.operations.warehouse.models import StockLot

pytestmark = pytest.mark.usefixtures("shop")


def test_a_short_close_frees_what_is_left_and_offers_the_shortfall_as_a_new_order(planner: Actor) -> None:
    Item.objects.filter(code="PA").update(order_multiple=5)
    number = launched_order("PA", 100)
    made(number, 58)
    waiting = order_of("PA", 10)
    confirm_orders(SYSTEM, order_nos=[waiting])
    closed = close_short(planner, order_no=number, reason="нет тары", with_remainder=True)
    look_at_deferred_rules()
    assert (closed.done_pcs, closed.shortfall_pcs, closed.freed_for) == (58, 42, (waiting,))
    order = seen(number)
    assert (order.status, order.progress, held(number)) == ("done", "posted", {})
    assert order.events.get(kind="closed_short").text == "нет тары"
    child = seen(closed.remainder)
    assert (child.order_no, child.qty_pcs, child.status, child.parent) == (f"{number}/1", 45, "new", order)
    assert run_of(number).state == "finished"
    with pytest.raises(errors.ShortCloseForbiddenError, match=child.order_no):
        order_shortfall(planner, order_no=number)


def test_the_shortfall_may_be_ordered_later_once(planner: Actor) -> None:
    number = launched_order("PA", 100)
    made(number, 50)
    with pytest.raises(TransitionForbiddenError):
        order_shortfall(planner, order_no=number)
    close_short(planner, order_no=number, reason="так")
    assert seen(order_shortfall(planner, order_no=number)).qty_pcs == 50
    full = launched_order("PA", 10)
    made(full, 10)
    with pytest.raises(errors.ShortCloseForbiddenError, match="недовыпуска нет"):
        order_shortfall(planner, order_no=full)


def test_an_order_with_output_that_no_card_has_posted_is_not_closed(planner: Actor) -> None:
    number = launched_order("PA", 100)
    with pytest.raises(errors.ShortCloseForbiddenError, match="ничего не выпущено"):
        close_short(planner, order_no=number, reason="так")
    made(number, 30)
    report(number, 0, scrap_pcs=2, scrap_reason="leak")
    with pytest.raises(errors.ShortCloseForbiddenError, match="ни в одной ТК"):
        close_short(planner, order_no=number, reason="так")
    waiting = card_of(number)
    with pytest.raises(errors.ShortCloseForbiddenError, match=waiting):
        close_short(planner, order_no=number, reason="так")
    post(waiting)
    with pytest.raises(ReasonMissingError):
        close_short(planner, order_no=number, reason="")
    close_short(planner, order_no=number, reason="так")
    with pytest.raises(TransitionForbiddenError):
        close_short(planner, order_no=number, reason="так")
    with pytest.raises(errors.OrderNotLaunchedError):
        close_short(planner, order_no=ready_order("PA", 5), reason="так")


def test_a_voided_card_gives_the_shop_back_its_output_before_the_close(planner: Actor) -> None:
    number = launched_order("PA", 100)
    made(number, 30)
    waiting = card_of(number, 20)
    return_card(planner, number=waiting, reason="нет подписи")
    void_card(SYSTEM, number=waiting, reason="ошибка")
    with pytest.raises(errors.ShortCloseForbiddenError, match="ни в одной ТК"):
        close_short(planner, order_no=number, reason="так")


def test_a_launched_order_is_split_at_the_produced_quantity_with_its_material(planner: Actor) -> None:
    number = launched_order("PA", 100)
    made(number, 30)
    report(number, 7)
    split = split_launched(planner, order_no=number, reason="поломка Д-2")
    look_at_deferred_rules()
    assert (split.kept_pcs, split.child, split.child_pcs, split.child_status) == (
        37,
        f"{number}/1",
        63,
        "in_production",
    )
    assert held(number) == {"RX": 14, "UB": 7}
    assert held(split.child) == {"RX": 126, "UB": 63}
    child = seen(split.child)
    assert (child.progress, child.launch_actual_at, child.parent) == ("not_scheduled", None, seen(number))
    assert (seen(number).qty_pcs, seen(number).qty_requested_pcs) == (37, 100)
    assert seen(number).events.get(kind="split_launched").old == {"qty_pcs": 100}
    post(card_of(number))
    assert (seen(number).status, seen(number).done_pcs) == ("done", 37)
    launch_operation(SYSTEM, launch=NewLaunch(split.child, beside=True))
    post(card_of(split.child, 63))
    assert seen(split.child).status == "done"


def test_the_rest_waits_when_the_shop_has_used_its_material(planner: Actor) -> None:
    number = launched_order("PA", 100)
    made(number, 30)
    lot = StockLot.objects.get(item__code="RX", reserved_qty=140)
    seen(number).reservations.filter(lot=lot).delete()
    split = split_launched(planner, order_no=number, reason="так")
    look_at_deferred_rules()
    assert split.child_status == "in_production"
    other = launched_order("PC", 10)
    made(other, 4)
    seen(other).reservations.filter(item__code="RY").delete()
    StockLot.objects.filter(item__code="RY").update(qc_status="blocked")
    split = split_launched(planner, order_no=other, reason="так")
    look_at_deferred_rules()
    assert (split.child_status, held(split.child)) == ("waiting_shortage", {})
    assert lacking(split.child) == {"RY": 6, "UB": 1}  # six pieces alone take two cans, one was left


def test_a_split_needs_a_produced_quantity_below_the_volume(planner: Actor, head: Actor) -> None:
    number = launched_order("PA", 100)
    with pytest.raises(errors.LaunchedSplitError, match="выпуска ещё нет"):
        split_launched(planner, order_no=number, reason="так")
    made(number, 30)
    for kept, why in ((29, "сделано уже 30"), (100, "делить нечего")):
        with pytest.raises(errors.LaunchedSplitError, match=why):
            split_launched(planner, order_no=number, reason="так", kept_pcs=kept)
    with pytest.raises(NoRightError):
        split_launched(head, order_no=number, reason="так")
    other = seen(launched_order("PA", 20))
    customer = other.customer_id
    other.customer_shares.create(source=other, customer_id=customer, qty_pcs=20)
    made(other.order_no, 12)
    rest = seen(split_launched(planner, order_no=other.order_no, reason="так").child)
    look_at_deferred_rules()
    assert (seen(other.order_no).status, held(other.order_no)) == ("done", {})
    assert [one.customer_shares.get().qty_pcs for one in (other, rest)] == [12, 8]
    with pytest.raises(errors.OrderNotLaunchedError):
        split_launched(planner, order_no=ready_order("PA", 5), reason="так")
    assert split_launched(planner, order_no=number, reason="так", kept_pcs=50).child_pcs == 50


def test_what_quality_control_wrote_down_may_be_divided_off_and_made_anew(planner: Actor) -> None:
    number = launched_order("PA", 100)
    made(number, 100)
    decide(SYSTEM, lot=f"{number}-01", decision="rejected", reason="не сохнет")
    write_down_output(planner, lot=f"{number}-01", qty_pcs=40, reason="переделать")
    split = split_launched(planner, order_no=number, reason="переделать")
    look_at_deferred_rules()
    assert (split.kept_pcs, split.child_pcs, split.child_status) == (60, 40, "waiting_shortage")
    assert (seen(number).status, seen(number).done_pcs) == ("done", 60)


def test_material_in_the_shop_follows_the_order_through_a_split_and_a_revoked_launch(planner: Actor) -> None:
    number, other = launched_order("PA", 100), launched_order("PA", 10)
    for each in (number, other):
        issue(SYSTEM, order_no=each)
    made(number, 30)
    split = split_launched(planner, order_no=number, reason="поломка")
    assert (split.child_status, held(split.child)) == ("in_production", {"RX": 140, "UB": 70})
    assert all("/Ц1" in lot for lot in reservations(split.child))
    before = reservations(other)
    assert revoke_launch(SYSTEM, order_no=other, reason="не тот заказ") == ()
    look_at_deferred_rules()
    assert (seen(other).status, reservations(other)) == ("in_production", before)


def test_a_rejected_lot_stops_the_launched_order_until_other_lots_replace_it(planner: Actor) -> None:
    number = launched_order("PA", 10)
    bad = StockLot.objects.get(item__code="RX")
    decision = decide_lot(SYSTEM, lot=bad.code, decision="rejected", reason="вязкость")
    assert decision.stopped == (number,)
    order = seen(number)
    assert (order.status, order.progress) == ("in_production", "stopped")
    assert "вязкость" in order.hold_reason
    with pytest.raises(errors.OrderOnHoldError, match="вязкость"):
        launch_operation(SYSTEM, launch=NewLaunch(number, op_no=10))
    stop_run(SYSTEM, run_id=run_of(number).pk, pause=NewPause("qc_wait"))
    with pytest.raises(errors.OrderOnHoldError):
        resume_run(SYSTEM, run_id=run_of(number).pk)
    with pytest.raises(errors.MaterialLackingError, match="RX 20 кг"):
        resume_order(planner, order_no=number)
    assert seen(number).progress == "stopped"
    put_lot("RX", 15)
    put_lot("RX", 15)
    assert resume_order(planner, order_no=number, note="есть замена") == {"RX": 20}
    assert held(number) == {"RX": 20, "UB": 10}
    resume_run(SYSTEM, run_id=run_of(number).pk)
    assert (seen(number).hold_reason, seen(number).progress) == ("", "launched")
    with pytest.raises(errors.OrderNotOnHoldError):
        resume_order(planner, order_no=number)
    post(card_of(number, 10))
    look_at_deferred_rules()
    assert seen(number).status == "done"


def test_a_stop_is_lifted_beside_what_the_order_still_holds_of_a_lot(planner: Actor) -> None:
    number = launched_order("PA", 10)
    part = put_lot("RX", 30)
    bad = StockLot.objects.get(item__code="RX", reserved_qty=20)
    decide_lot(SYSTEM, lot=bad.code, decision="blocked", reason="проверка")
    resume_order(planner, order_no=number)
    assert dict(seen(number).reservations.values_list("lot__code", "qty"))[part.code] == 20
