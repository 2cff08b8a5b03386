"""The state machine of order-workflow 4: what is permitted happens, everything else names its guard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from builders.small_books import order_of, put_lot, seen
from potok.errors import PotokError
from potok.operations.orders.errors import TransitionForbiddenError
from potok.operations.orders.models import OrderEvent, ProductionOrder
from potok.operations.orders.services.cancellation import cancel_order, return_order
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.lost_cover import lose_cover
from potok.operations.orders.services.priority import set_priority
from potok.operations.orders.services.proposals import propose_volume
from potok.operations.orders.services.splitting import merge_orders, split_order
from potok.operations.orders.states import STATUSES, TRANSITIONS, allowed
from potok.operations.people.acting import SYSTEM

pytestmark = pytest.mark.usefixtures("plant")

ALL = [status for status, _ in STATUSES]


def order_in(status: str) -> str:
    """An order that came into the status by the services (done: by hand, its card belongs to the shops)."""
    number = order_of("PA", 10, limits=(5, 20))
    if status == "waiting_shortage":
        confirm_orders(SYSTEM, order_nos=[number])
    elif status == "cancelled":
        cancel_order(SYSTEM, order_no=number, reason="тест")
    elif status != "new":
        put_lot("RX", 20)
        put_lot("UB", 10)
        confirm_orders(SYSTEM, order_nos=[number])
    if status == "done":
        finish(number)
    assert seen(number).status == status
    return number


def finish(number: str) -> None:
    row = seen(number)
    row.reservations.all().delete()
    OrderEvent.objects.create(
        order=row, kind="posted", at=timezone.now(), from_status=row.status, to_status="done"
    )
    ProductionOrder.objects.filter(pk=row.pk).update(status="done", done_pcs=10, done_opening_pcs=10)


VERBS: dict[str, tuple[Callable[[str], object], set[str]]] = {
    "confirm": (lambda number: confirm_orders(SYSTEM, order_nos=[number]), {"new", "waiting_shortage"}),
    "cancel": (
        lambda number: cancel_order(SYSTEM, order_no=number, reason="тест"),
        {"new", "waiting_shortage", "in_production"},
    ),
    "return": (lambda number: return_order(SYSTEM, order_no=number, reason="тест"), {"new"}),
    "split": (
        lambda number: split_order(SYSTEM, order_no=number, parts=[5, 5]),
        {"new", "waiting_shortage", "in_production"},
    ),
    "merge": (
        lambda number: merge_orders(SYSTEM, order_nos=[number, order_in(seen(number).status)]),
        {"new", "waiting_shortage", "in_production"},
    ),
    "propose": (
        lambda number: propose_volume(SYSTEM, order_no=number, qty_pcs=5, reason="тест"),
        {"new", "waiting_shortage", "in_production"},
    ),
    "set priority": (
        lambda number: set_priority(SYSTEM, order_nos=[number], priority=1),
        {"new", "waiting_shortage", "in_production"},
    ),
}


@pytest.mark.parametrize("status", ALL)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_works_in_its_statuses_and_is_refused_by_name_in_all_others(verb: str, status: str) -> None:
    act, permitted = VERBS[verb]
    number = order_in(status)
    if status in permitted:
        act(number)
    else:
        events = OrderEvent.objects.filter(order__order_no=number).count()
        with pytest.raises(TransitionForbiddenError) as refused:
            act(number)
        assert number in refused.value.message
        assert OrderEvent.objects.filter(order__order_no=number).count() == events
    look_at_deferred_rules()


def look_at_deferred_rules() -> None:
    """Let the database check now what it checks at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("status", [status for status in ALL if status != "in_production"])
def test_cover_is_lost_only_by_orders_in_production(status: str) -> None:
    with pytest.raises(PotokError):
        lose_cover(SYSTEM, order_no=order_in(status), reason="тест")


@pytest.mark.parametrize("source", ALL)
@pytest.mark.parametrize("target", ALL)
def test_the_database_refuses_what_the_table_of_transitions_does_not_name(source: str, target: str) -> None:
    if source == target:
        return
    number = order_in(source)
    if allowed(source, target):
        assert any(step.source == source and step.target == target for step in TRANSITIONS)
        return
    with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
        ProductionOrder.objects.filter(order_no=number).update(status=target, cancel_reason="в обход")


def test_a_status_without_its_event_is_refused() -> None:
    number = order_in("new")
    ProductionOrder.objects.filter(order_no=number).update(status="waiting_shortage")
    with pytest.raises(IntegrityError, match="without an event"), transaction.atomic():
        look_at_deferred_rules()
    OrderEvent.objects.create(
        order=seen(number), kind="confirmed", at=timezone.now(), to_status="waiting_shortage"
    )
    look_at_deferred_rules()


def test_the_events_tell_the_way_to_the_present_status() -> None:
    number = order_in("waiting_shortage")
    put_lot("RX", 20)
    put_lot("UB", 10)
    confirm_orders(SYSTEM, order_nos=[number])
    cancel_order(SYSTEM, order_no=number, reason="тест")
    status = ""
    for event in OrderEvent.objects.filter(order__order_no=number).exclude(to_status="").order_by("id"):
        assert event.from_status == status
        status = event.to_status
    assert status == seen(number).status
