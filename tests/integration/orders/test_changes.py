"""Cancellation, priorities, proposals, splitting and merging (order-workflow 7.2, 11)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone

from builders.small_books import (
    CUSTOMER,
    OTHER_CUSTOMER,
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
from potok.errors import InvalidDataError, PotokError
from potok.operations.orders.errors import (
    MergeImpossibleError,
    NoOpenProposalError,
    NothingProposedError,
    OrderLaunchedError,
    OutputNotPostedError,
    ProposalOpenError,
    ReasonMissingError,
    SplitSumError,
    TransitionForbiddenError,
    VolumeOutsideLimitsError,
)
from potok.operations.orders.models import CustomerShare, OrderEvent, ProductionOrder, VolumeProposal
from potok.operations.orders.notices import client_requests
from potok.operations.orders.services.cancellation import cancel_order, return_order
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.priority import request_urgency, set_priority
from potok.operations.orders.services.proposals import answer_proposal, propose_volume, withdraw_proposal
from potok.operations.orders.services.requests import request_change
from potok.operations.orders.services.splitting import merge_orders, split_order
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.warehouse.models import StockLot

Prepare = Callable[[str], object]

pytestmark = pytest.mark.usefixtures("plant")


@pytest.fixture(autouse=True)
def rules_are_kept(plant: None) -> object:
    """The database looks at its deferred rules at the end of every test."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def confirm(*numbers: str) -> None:
    confirm_orders(SYSTEM, order_nos=numbers)


def launch(number: str) -> None:
    """What the shop head will do: the order runs."""
    ProductionOrder.objects.filter(order_no=number).update(
        launch_actual_at=timezone.now(), progress="launched"
    )


def kinds(number: str) -> list[str]:
    return [event.kind for event in OrderEvent.objects.filter(order__order_no=number).order_by("id")]


# --- cancellation ---


def test_a_cancelled_order_frees_its_stock_and_proposes_the_orders_it_helps() -> None:
    put_lot("RX", 100)
    put_lot("UB", 10)
    holder, second, first = order_of("PA", 10), order_of("PA", 8), order_of("PA", 8, priority=1)
    confirm(holder)
    confirm(first, second)
    done = cancel_order(SYSTEM, order_no=holder, reason="клиент отказался")
    assert done.freed == {"RX": 20, "UB": 10}
    assert done.coverable == (first,)
    assert (held(holder), seen(holder).status, seen(holder).cancel_reason) == (
        {},
        "cancelled",
        "клиент отказался",
    )
    assert lacking(second) == {"UB": 6}
    assert statuses([first, second]) == {first: "waiting_shortage", second: "waiting_shortage"}


def test_cancelling_reports_the_receipts_bought_for_the_order_alone() -> None:
    put_lot("RX", 1000)
    expect_receipt("RY", 33, code="ПР-1", date=day(3))
    expect_receipt("RY", 60, code="ПР-2", date=day(4))
    first, second = order_of("PB", 15, priority=1), order_of("PB", 5)
    confirm(first, second)
    assert (set(pegged(first)), set(pegged(second))) == ({"ПР-1", "ПР-2"}, {"ПР-2"})
    done = cancel_order(SYSTEM, order_no=first, reason="нет")
    assert [receipt.receipt for receipt in done.receipts] == ["ПР-1"]
    assert [order.order_no for order in done.moved] == [second]
    assert set(pegged(second)) == {"ПР-1"}


def note_output(number: str) -> None:
    """What posting a tech card will do."""
    ProductionOrder.objects.filter(order_no=number).update(done_pcs=1, done_opening_pcs=1)


@pytest.mark.parametrize("prepare", [launch, note_output])
def test_a_launched_order_is_not_cancelled_before_its_output_is_posted(prepare: Prepare) -> None:
    put_lot("RX", 100)
    put_lot("UB", 100)
    number = order_of("PA", 10)
    confirm(number)
    prepare(number)
    with pytest.raises(OutputNotPostedError):
        cancel_order(SYSTEM, order_no=number, reason="нет")


def test_cancelling_and_returning_need_a_reason() -> None:
    number = order_of("PA", 10)
    for verb in (cancel_order, return_order):
        with pytest.raises(ReasonMissingError):
            verb(SYSTEM, order_no=number, reason="  ")


def test_a_cancelled_order_withdraws_its_proposal(planner: Actor) -> None:
    number = order_of("PA", 10, limits=(5, 20))
    propose_volume(planner, order_no=number, qty_pcs=5, reason="загрузка")
    cancel_order(planner, order_no=number, reason="нет")
    assert VolumeProposal.objects.get().state == "withdrawn"


# --- priorities ---


def test_an_urgent_order_overtakes_others_in_the_queue_for_a_receipt() -> None:
    put_lot("RX", 1000)
    expect_receipt("RY", 33, code="ПР-1", date=day(3))
    expect_receipt("RY", 33, code="ПР-2", date=day(10))
    first, second = order_of("PB", 10), order_of("PB", 10)
    confirm(first, second)
    assert (seen(first).earliest_start_date, seen(second).earliest_start_date) == (day(7), day(14))
    change = set_priority(SYSTEM, order_nos=[second], priority=1, reason="тендер")
    assert {order.order_no for order in change.moved} == {first, second}
    assert (seen(first).earliest_start_date, seen(second).earliest_start_date) == (day(14), day(7))


def test_a_priority_leaves_reservations_alone() -> None:
    put_lot("RX", 100)
    put_lot("UB", 10)
    holder, waits = order_of("PA", 10), order_of("PA", 10)
    confirm(holder)
    confirm(waits)
    set_priority(SYSTEM, order_nos=[waits], priority=1)
    assert statuses([holder, waits]) == {holder: "in_production", waits: "waiting_shortage"}


def test_what_the_client_department_asks_for_waits_for_the_planner_until_it_is_answered(
    client: Actor, planner: Actor
) -> None:
    def told() -> list[str]:
        return [need.title for need in client_requests(planner, 10)]

    number, other = order_of("PA", 10), order_of("PA", 10)
    request_urgency(client, order_no=number, reason="срыв поставки")
    assert seen(number).priority == 2
    assert kinds(number) == ["created", "urgency_requested"]
    assert told() == [f"{number}: срочно: срыв поставки"]
    set_priority(planner, order_nos=[number], priority=1)
    assert told() == []
    for wish, reason in (("volume", "до 20 шт."), ("cancellation", "клиент отказался")):
        request_change(client, order_no=other, wish=wish, reason=reason)
    assert told() == [f"{other}: отменить заказ: клиент отказался"]
    with pytest.raises(InvalidDataError):
        request_change(client, order_no=other, wish="подарок", reason="так")
    cancel_order(planner, order_no=other, reason="просьба клиента")
    assert told() == []
    with pytest.raises(TransitionForbiddenError):
        request_change(client, order_no=other, wish="date", reason="позже")


# --- proposals ---


def test_until_the_answer_the_order_keeps_its_volume(planner: Actor, client: Actor) -> None:
    number = order_of("PA", 10, limits=(5, 20))
    propose_volume(planner, order_no=number, qty_pcs=8, reason="до целой загрузки")
    assert seen(number).qty_pcs == 10
    answer = answer_proposal(client, order_no=number, accept=True)
    assert (answer.qty_pcs, seen(number).qty_pcs, seen(number).qty_requested_pcs) == (8, 8, 10)
    assert seen(number).total_kg == 16
    assert dict(seen(number).components.values_list("item__code", "gross_qty")) == {"RX": 16, "UB": 8}
    assert kinds(number) == ["created", "proposed", "proposal_accepted"]


def test_a_refused_proposal_changes_nothing(planner: Actor, client: Actor) -> None:
    number = order_of("PA", 10, limits=(5, 20))
    propose_volume(planner, order_no=number, qty_pcs=8, due_date=day(30), reason="загрузка")
    answer_proposal(client, order_no=number, accept=False, answer="нужно всё")
    row = seen(number)
    assert (row.qty_pcs, row.due_date) == (10, day(28))
    assert VolumeProposal.objects.get().state == "refused"


def test_a_smaller_volume_frees_the_rest_of_the_reservation(planner: Actor, client: Actor) -> None:
    put_lot("RX", 100)
    put_lot("UB", 10)
    number, waits = order_of("PA", 10, limits=(5, 20)), order_of("PA", 5)
    confirm(number)
    confirm(waits)
    propose_volume(planner, order_no=number, qty_pcs=5, reason="делим сырьё")
    answer = answer_proposal(client, order_no=number, accept=True)
    assert (answer.status, held(number)) == ("in_production", {"RX": 10, "UB": 5})
    assert answer.coverable == (waits,)


def test_a_larger_volume_without_material_goes_back_to_waiting(planner: Actor, client: Actor) -> None:
    put_lot("RX", 100)
    put_lot("UB", 10)
    number = order_of("PA", 10, limits=(5, 20))
    confirm(number)
    propose_volume(planner, order_no=number, qty_pcs=12, reason="клиент просит больше")
    answer = answer_proposal(client, order_no=number, accept=True)
    assert answer.status == "waiting_shortage"
    assert (held(number), lacking(number)) == ({}, {"UB": 2})
    assert kinds(number)[-1] == "cover_lost"


def test_a_smaller_volume_makes_a_waiting_order_coverable_but_the_planner_decides(
    planner: Actor, client: Actor
) -> None:
    put_lot("RX", 100)
    put_lot("UB", 5)
    number = order_of("PA", 10, limits=(5, 20))
    confirm(number)
    propose_volume(planner, order_no=number, qty_pcs=5, reason="из наличия")
    answer = answer_proposal(client, order_no=number, accept=True)
    assert (answer.status, answer.coverable) == ("waiting_shortage", (number,))
    assert seen(number).cover == "in_stock"


def test_a_new_due_date_moves_the_latest_start(planner: Actor, client: Actor) -> None:
    number = order_of("PA", 10)
    before = seen(number).latest_start_date
    propose_volume(planner, order_no=number, due_date=day(35), reason="нет мощности")
    answer_proposal(client, order_no=number, accept=True)
    assert seen(number).due_date == day(35)
    assert seen(number).latest_start_date > before


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"qty_pcs": 4}, VolumeOutsideLimitsError),
        ({"qty_pcs": 21}, VolumeOutsideLimitsError),
        ({"qty_pcs": 10}, NothingProposedError),
        ({}, NothingProposedError),
    ],
)
def test_a_proposal_stays_within_the_limits_and_proposes_something(
    change: dict[str, int], error: type[PotokError], planner: Actor
) -> None:
    number = order_of("PA", 10, limits=(5, 20))
    with pytest.raises(error):
        propose_volume(planner, order_no=number, reason="загрузка", **change)


def test_one_proposal_at_a_time_waits_for_its_answer(planner: Actor, client: Actor) -> None:
    number = order_of("PA", 10, limits=(5, 20))
    propose_volume(planner, order_no=number, qty_pcs=8, reason="загрузка")
    with pytest.raises(ProposalOpenError):
        propose_volume(planner, order_no=number, qty_pcs=6, reason="загрузка")
    withdraw_proposal(planner, order_no=number)
    propose_volume(planner, order_no=number, qty_pcs=6, reason="загрузка")
    withdraw_proposal(planner, order_no=number)
    with pytest.raises(NoOpenProposalError):
        answer_proposal(client, order_no=number, accept=True)


def test_launch_locks_volume_split_and_merge(planner: Actor) -> None:
    put_lot("RX", 100)
    put_lot("UB", 100)
    number, other = order_of("PA", 10, limits=(5, 20)), order_of("PA", 10)
    confirm(number, other)
    launch(number)
    with pytest.raises(OrderLaunchedError):
        propose_volume(planner, order_no=number, qty_pcs=5, reason="загрузка")
    with pytest.raises(OrderLaunchedError):
        split_order(planner, order_no=number, parts=[5, 5])
    with pytest.raises(OrderLaunchedError):
        merge_orders(planner, order_nos=[number, other])


# --- splitting and merging ---


def test_parts_of_an_order_sum_up_to_it_and_inherit_dates_and_priority() -> None:
    number = order_of("PA", 10, priority=1, due=day(21))
    done = split_order(SYSTEM, order_no=number, parts=[7, 3])
    assert done.heirs == (f"{number}/1", f"{number}/2")
    first, second = (seen(heir) for heir in done.heirs)
    assert [first.qty_pcs, second.qty_pcs] == [7, 3]
    assert {(heir.priority, heir.due_date, heir.status) for heir in (first, second)} == {(1, day(21), "new")}
    assert seen(number).status == "cancelled"
    assert set(seen(number).children.values_list("order_no", flat=True)) == set(done.heirs)


def test_reservations_are_divided_and_the_remainder_goes_to_the_first_part() -> None:
    put_lot("RX", 100)
    put_lot("RY", Decimal("23.1"))
    number = order_of("PB", 7)  # RY 23.1 = 7 · 3.3
    confirm(number)
    before = held(number)
    done = split_order(SYSTEM, order_no=number, parts=[3, 4])
    assert statuses(done.heirs) == dict.fromkeys(done.heirs, "in_production")
    assert held(done.heirs[0]) == {"RX": 3, "RY": Decimal("9.9")}
    together = {item: held(done.heirs[0])[item] + held(done.heirs[1])[item] for item in before}
    assert together == before


def test_pieces_that_rounding_adds_come_from_free_stock() -> None:
    put_lot("RY", 100)
    put_lot("UB", 4)
    number = order_of("PC", 10)  # 3 cans; two parts of 5 need 2 each
    confirm(number)
    done = split_order(SYSTEM, order_no=number, parts=[5, 5])
    assert [held(heir)["UB"] for heir in done.heirs] == [2, 2]


def test_a_part_for_which_rounding_finds_nothing_waits() -> None:
    put_lot("RY", 100)
    put_lot("UB", 3)
    number = order_of("PC", 10)
    confirm(number)
    done = split_order(SYSTEM, order_no=number, parts=[5, 5])
    assert done.waiting == (done.heirs[1],)
    assert statuses(done.heirs) == {done.heirs[0]: "in_production", done.heirs[1]: "waiting_shortage"}
    assert held(done.heirs[1]) == {}
    assert StockLot.objects.get(item__code="UB").reserved_qty == 2


@pytest.mark.parametrize("parts", [[10], [5, 4], [5, 6], [10, 0], [11, -1], []])
def test_parts_that_do_not_make_the_order_are_refused(parts: list[int]) -> None:
    number = order_of("PA", 10)
    with pytest.raises(SplitSumError):
        split_order(SYSTEM, order_no=number, parts=parts)


def test_a_merged_order_is_due_first_most_urgent_and_remembers_its_customers() -> None:
    first = order_of("PA", 10, due=day(30), priority=3)
    second = order_of("PA", 4, due=day(21), priority=2, customer=OTHER_CUSTOMER)
    done = merge_orders(SYSTEM, order_nos=[first, second])
    heir = seen(done.heirs[0])
    assert (heir.qty_pcs, heir.due_date, heir.priority, heir.customer.name) == (14, day(21), 2, CUSTOMER)
    shares = CustomerShare.objects.filter(order=heir).values_list("customer__name", "qty_pcs")
    assert dict(shares) == {CUSTOMER: 10, OTHER_CUSTOMER: 4}
    assert {seen(number).merged_into_id for number in (first, second)} == {heir.pk}
    assert statuses([first, second]) == {first: "cancelled", second: "cancelled"}


def test_merging_merged_orders_again_answers_the_same() -> None:
    numbers = [order_of("PA", 10), order_of("PA", 4)]
    once = merge_orders(SYSTEM, order_nos=numbers)
    again = merge_orders(SYSTEM, order_nos=numbers)
    assert again.heirs == once.heirs
    assert ProductionOrder.objects.exclude(status="cancelled").count() == 1


def test_split_then_merge_restores_quantity_customers_and_reservations() -> None:
    put_lot("RX", 100)
    put_lot("UB", 5)
    put_lot("UB", 5)
    number = order_of("PA", 10)
    confirm(number)
    before = held(number)
    parts = split_order(SYSTEM, order_no=number, parts=[3, 3, 4])
    heir = merge_orders(SYSTEM, order_nos=parts.heirs).heirs[0]
    assert held(heir) == before
    row = seen(heir)
    assert (row.qty_pcs, row.customer.name, row.status) == (10, CUSTOMER, "in_production")
    assert StockLot.objects.filter(reserved_qty__gt=0).count() == 3


def _different_products() -> list[str]:
    return [order_of("PA", 1), order_of("PB", 1)]


def _different_statuses() -> list[str]:
    numbers = [order_of("PA", 1), order_of("PA", 1)]
    confirm(numbers[0])
    return numbers


def _only_one() -> list[str]:
    return [order_of("PA", 1)]


@pytest.mark.parametrize("prepare", [_different_products, _different_statuses, _only_one])
def test_orders_that_differ_are_not_merged(prepare: Callable[[], list[str]]) -> None:
    numbers = prepare()
    with pytest.raises(MergeImpossibleError):
        merge_orders(SYSTEM, order_nos=numbers)


def test_parts_of_a_merged_order_take_its_customers_along() -> None:
    numbers = [order_of("PA", 10), order_of("PA", 4, customer=OTHER_CUSTOMER)]
    merged = merge_orders(SYSTEM, order_nos=numbers).heirs[0]
    parts = split_order(SYSTEM, order_no=merged, parts=[7, 7]).heirs
    heir = merge_orders(SYSTEM, order_nos=parts).heirs[0]
    shares: dict[str, int] = {}
    for name, qty in CustomerShare.objects.filter(order__order_no=heir).values_list(
        "customer__name", "qty_pcs"
    ):
        shares[name] = shares.get(name, 0) + qty
    assert shares == {CUSTOMER: 10, OTHER_CUSTOMER: 4}
