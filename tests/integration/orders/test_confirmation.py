"""Confirmation of one order and of many: T2, T3, T4, reservations, dates, signals, conflicts."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.small_books import (
    CUSTOMER,
    MONDAY,
    day,
    expect_receipt,
    held,
    lacking,
    order_of,
    pegged,
    put_lot,
    seen,
    statuses,
)
from potok.errors import PotokError
from potok.operations.catalog.models import Item
from potok.operations.orders.errors import (
    NoActiveRecipeError,
    OrderReturnedError,
    TransitionForbiddenError,
    UnknownOrderError,
    VersionConflictError,
)
from potok.operations.orders.models import OrderEvent
from potok.operations.orders.services.cancellation import cancel_order, return_order
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.creation import NewOrder, create_orders
from potok.operations.orders.services.priority import set_priority
from potok.operations.orders.services.trial import preview_confirmation
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.purchasing.models import PurchaseSignal
from potok.operations.warehouse.models import StockLot

pytestmark = pytest.mark.usefixtures("plant")


def confirm(*numbers: str) -> dict[str, str]:
    confirm_orders(SYSTEM, order_nos=numbers)
    check_deferred_rules()
    return statuses(numbers)


def check_deferred_rules() -> None:
    """Let the database look at the rules it checks at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_an_order_with_everything_in_stock_goes_to_production_with_reservations(planner: Actor) -> None:
    put_lot("RX", 100)
    put_lot("UB", 100)
    number = order_of("PA", 10)
    result = confirm_orders(planner, order_nos=[number])
    check_deferred_rules()
    assert result.in_production == (number,)
    assert held(number) == {"RX": 20, "UB": 10}
    row = seen(number)
    assert (row.status, row.cover, row.earliest_start_date) == ("in_production", "in_stock", MONDAY)
    event = OrderEvent.objects.filter(order=row).latest("id")
    assert (event.kind, event.from_status, event.to_status, event.role) == (
        "confirmed",
        "new",
        "in_production",
        "planner",
    )


def test_a_short_order_waits_and_holds_nothing() -> None:
    put_lot("RX", 100)
    put_lot("UB", 9)
    number = order_of("PA", 10)
    assert confirm(number) == {number: "waiting_shortage"}
    assert held(number) == {}
    assert lacking(number) == {"UB": 1}
    assert StockLot.objects.filter(reserved_qty__gt=0).count() == 0


def test_a_waiting_order_is_pegged_to_the_receipts_it_lives_from() -> None:
    put_lot("RX", 100)
    expect_receipt("RY", 20, code="ПР-1", date=day(3))
    expect_receipt("RY", 50, code="ПР-2", date=day(10))
    number = order_of("PB", 10)
    confirm(number)
    assert pegged(number) == {"ПР-1": 20, "ПР-2": 13}
    row = seen(number)
    # ПР-2 comes on Thursday 12 March and is inspected on Friday and Monday
    assert (row.cover, row.cover_items, row.cover_date, row.earliest_start_date) == (
        "expected",
        ["RY"],
        day(14),
        day(14),
    )
    assert row.components.get(item__code="RY").receipt.code == "ПР-2"


def test_an_order_without_full_cover_claims_nothing() -> None:
    expect_receipt("RY", 33, code="ПР-1", date=day(3))
    blocked = order_of("PB", 10, priority=1)  # needs RX too, which nobody brings
    put_lot("UB", 100)
    lives = order_of("PC", 20, priority=3)
    confirm(blocked, lives)
    assert pegged(blocked) == {}
    assert pegged(lives) == {"ПР-1": 20}
    assert (seen(blocked).cover, seen(blocked).cover_items) == ("missing", ["RX"])


def test_lots_are_taken_first_expired_first_out() -> None:
    put_lot("UB", 100)
    later = put_lot("RX", 15, expires=day(60))
    sooner = put_lot("RX", 15, expires=day(30))
    number = order_of("PA", 10)
    confirm(number)
    taken = {lot.code: lot.reserved_qty for lot in StockLot.objects.filter(item__code="RX")}
    assert taken == {sooner.code: 15, later.code: 5}


@pytest.mark.parametrize(
    ("status", "expires"),
    [
        ("quarantine", None),
        ("rejected", None),
        ("blocked", None),
        ("conditional", None),
        ("released", MONDAY),
    ],
)
def test_a_lot_that_may_not_be_used_is_never_reserved(status: str, expires: dt.date | None) -> None:
    put_lot("UB", 100)
    put_lot("RX", 100, status=status, expires=expires)
    number = order_of("PA", 10)
    assert confirm(number) == {number: "waiting_shortage"}
    assert lacking(number) == {"RX": 20}


def test_orders_are_served_in_rank_whatever_the_sequence_of_the_numbers() -> None:
    put_lot("RX", 1000)
    put_lot("UB", 25)
    late = order_of("PA", 10, due=day(30))
    soon = order_of("PA", 10, due=day(20))
    urgent = order_of("PA", 10, due=day(40), priority=1)
    for turn in itertools.permutations([late, soon, urgent]):
        preview = preview_confirmation(SYSTEM, order_nos=turn).result
        assert [one.order_no for one in preview.outcomes] == [urgent, soon, late]
        assert preview.waiting == (late,)
    assert confirm(late, soon, urgent) == {
        urgent: "in_production",
        soon: "in_production",
        late: "waiting_shortage",
    }


def test_a_preview_writes_nothing() -> None:
    put_lot("RX", 100)
    put_lot("UB", 100)
    number = order_of("PA", 10)
    before = (seen(number).version, OrderEvent.objects.count())
    assert preview_confirmation(SYSTEM, order_nos=[number]).result.in_production == (number,)
    assert (seen(number).version, OrderEvent.objects.count()) == before
    assert seen(number).status == "new"


def test_a_preview_shows_the_orders_that_would_move() -> None:
    expect_receipt("RY", 33, code="ПР-1", date=day(3))
    expect_receipt("RY", 33, code="ПР-2", date=day(10))
    put_lot("RX", 100)
    waits = order_of("PB", 10, priority=3)
    confirm(waits)
    urgent = order_of("PB", 10, priority=1)
    moved = preview_confirmation(SYSTEM, order_nos=[urgent]).result.moved
    assert [(order.order_no, order.before, order.after) for order in moved] == [(waits, day(7), day(14))]
    assert confirm_orders(SYSTEM, order_nos=[urgent]).moved == moved
    assert seen(waits).earliest_start_date == day(14)


def test_a_preview_flags_the_week_whose_machines_are_overloaded() -> None:
    put_lot("RX", 100_000)
    put_lot("UB", 100_000)
    number = order_of("PA", 4100, due=day(11))  # 41 h in a week of 40 h
    (flag,) = preview_confirmation(SYSTEM, order_nos=[number]).overloads
    assert (flag.order_no, flag.machines) == (number, ("M1",))
    assert flag.share is not None
    assert flag.share > 1


def test_a_waiting_order_goes_to_production_once_everything_is_in_stock() -> None:
    put_lot("RX", 100)
    number = order_of("PA", 10)
    confirm(number)
    put_lot("UB", 10)
    assert confirm(number) == {number: "in_production"}
    assert (held(number), pegged(number), lacking(number)) == ({"RX": 20, "UB": 10}, {}, {})
    kinds = [event.kind for event in OrderEvent.objects.filter(order__order_no=number).order_by("id")]
    assert kinds == ["created", "confirmed", "confirmed"]


def test_confirming_again_in_vain_leaves_the_order_waiting() -> None:
    number = order_of("PA", 10)
    confirm(number)
    assert confirm(number) == {number: "waiting_shortage"}
    assert OrderEvent.objects.filter(order__order_no=number).latest("id").kind == "checked"


def test_what_the_confirmed_order_takes_changes_what_the_waiting_one_lacks() -> None:
    put_lot("RX", 100)
    put_lot("UB", 8)
    waits, small = order_of("PA", 10), order_of("PA", 3)
    confirm(waits)
    assert lacking(waits) == {"UB": 2}
    confirm(small)
    assert lacking(waits) == {"UB": 5}


def test_orders_that_may_not_be_confirmed_are_left_out_by_name() -> None:
    put_lot("RX", 100)
    put_lot("UB", 100)
    good, cancelled, returned = (order_of("PA", 1) for _ in range(3))
    cancel_order(SYSTEM, order_no=cancelled, reason="передумали")
    return_order(SYSTEM, order_no=returned, reason="нет мощности")
    result = confirm_orders(SYSTEM, order_nos=[cancelled, good, returned])
    assert result.in_production == (good,)
    assert {refusal.order_no: refusal.code for refusal in result.refused} == {
        cancelled: TransitionForbiddenError.code,
        returned: OrderReturnedError.code,
    }


def _without_recipe(number: str) -> None:
    Item.objects.get(code="PA").recipes.update(is_active=False)


def _in_production(number: str) -> None:
    put_lot("RX", 100)
    put_lot("UB", 100)
    confirm_orders(SYSTEM, order_nos=[number])


@pytest.mark.parametrize(
    ("prepare", "error"),
    [
        (_without_recipe, NoActiveRecipeError),
        (_in_production, TransitionForbiddenError),
        (lambda number: cancel_order(SYSTEM, order_no=number, reason="нет"), TransitionForbiddenError),
        (lambda number: return_order(SYSTEM, order_no=number, reason="нет"), OrderReturnedError),
    ],
)
def test_a_single_order_that_may_not_be_confirmed_answers_with_its_guard(
    prepare: Callable[[str], object], error: type[PotokError]
) -> None:
    number = order_of("PA", 1)
    prepare(number)
    with pytest.raises(error):
        confirm_orders(SYSTEM, order_nos=[number])


def test_an_unknown_number_is_refused() -> None:
    with pytest.raises(UnknownOrderError):
        confirm_orders(SYSTEM, order_nos=["ЗП-9999"])


def test_only_planners_confirm(client: Actor) -> None:
    number = order_of("PA", 1)
    for verb in (confirm_orders, preview_confirmation):
        with pytest.raises(NoRightError):
            verb(client, order_nos=[number])


def test_a_command_on_an_old_version_tells_what_changed() -> None:
    number = order_of("PA", 10)
    version = seen(number).version
    set_priority(SYSTEM, order_nos=[number], priority=1)
    with pytest.raises(VersionConflictError) as conflict:
        confirm_orders(SYSTEM, order_nos=[number], expected_versions={number: version})
    assert conflict.value.http_status == 409
    assert conflict.value.data["current"] == seen(number).version
    assert conflict.value.data["changed"] == {"priority": {"old": "2", "new": "1"}}


def test_another_planners_order_does_not_make_a_page_old() -> None:
    put_lot("UB", 5)
    put_lot("RX", 100)
    waits, taker = order_of("PA", 10), order_of("PA", 4)
    confirm(waits)
    version = seen(waits).version
    confirm(taker)
    assert lacking(waits) == {"UB": 9}
    confirm_orders(SYSTEM, order_nos=[waits], expected_versions={waits: version})


def test_signals_say_what_is_not_ordered_and_close_when_it_comes() -> None:
    put_lot("UB", 100)
    number = order_of("PA", 10)
    confirm(number)
    signal = PurchaseSignal.objects.get(item__code="RX")
    assert (signal.kind, signal.state, signal.missing_qty, signal.order_nos, signal.value_rub) == (
        "not_ordered",
        "open",
        20,
        [number],
        2000,
    )
    put_lot("RX", 20)
    confirm(number)
    signal.refresh_from_db()
    assert signal.state == "closed"
    assert signal.closed_at is not None


def test_the_signal_of_an_item_is_updated_rather_than_repeated() -> None:
    put_lot("UB", 100)
    first, second = order_of("PA", 10), order_of("PA", 5)
    confirm(first)
    confirm(second)
    signal = PurchaseSignal.objects.get(item__code="RX")
    assert (signal.missing_qty, set(signal.order_nos)) == (30, {first, second})


def test_pieces_are_rounded_up_for_the_order() -> None:
    put_lot("RY", 100)
    put_lot("UB", 100)
    number = order_of("PC", 11)  # 3.3 cans
    confirm(number)
    assert held(number) == {"RY": 11, "UB": 4}


def test_losses_are_part_of_the_requirement() -> None:
    put_lot("RX", 100)
    put_lot("RY", 100)
    number = order_of("PB", 7)
    confirm(number)
    assert held(number) == {"RX": 7, "RY": Decimal("23.1")}


def test_mass_confirmation_takes_no_more_queries_than_a_single_one() -> None:
    put_lot("RX", 10_000)
    put_lot("UB", 10_000)

    def queries(count: int) -> int:
        made = create_orders(SYSTEM, orders=[NewOrder(CUSTOMER, "PA", 1, day(28))] * count)
        with CaptureQueriesContext(connection) as captured:
            confirm_orders(SYSTEM, order_nos=[order.order_no for order in made])
        return len(captured)

    queries(1)
    assert queries(40) == queries(1)
