"""Invariants of order-workflow 13 under random sequences of commands, on the real database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from pytest_django import DjangoDbBlocker

from builders.small_books import day, expect_receipt, found_plant, order_of, put_lot
from potok.errors import PotokError
from potok.operations.catalog.models import PlantSettings
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.models import OrderComponent, OrderEvent, ProductionOrder, Reservation
from potok.operations.orders.requirement import needs_by_order
from potok.operations.orders.services.cancellation import cancel_order
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.cover import refresh_all, refresh_marked
from potok.operations.orders.services.lost_cover import nightly_check
from potok.operations.orders.services.lots import decide_lot
from potok.operations.orders.services.priority import set_priority
from potok.operations.orders.services.proposals import answer_proposal, propose_volume
from potok.operations.orders.services.reallocation import preview_reallocation, reallocate_material
from potok.operations.orders.services.receipts import redate_receipt
from potok.operations.orders.services.splitting import merge_orders, split_order
from potok.operations.orders.services.trial import preview_confirmation
from potok.operations.people.acting import SYSTEM
from potok.operations.purchasing.models import Receipt
from potok.operations.warehouse.models import StockLot

pytestmark = pytest.mark.django_db

PRODUCTS = st.sampled_from(["PA", "PB", "PC"])
ITEMS = st.sampled_from(["RX", "RY", "UB"])
INDEX = st.integers(0, 30)
OPEN = ["new", "waiting_shortage", "in_production"]


@pytest.fixture(scope="module")
def books(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The small plant at work; every sequence of commands begins with it and is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        found_plant()
        for place, (item, qty) in enumerate([("RX", 30), ("RX", 10), ("RY", 40), ("UB", 9), ("UB", 6)]):
            put_lot(item, qty, expires=day(4 + 3 * place))
        for place, (item, qty) in enumerate([("RX", 30), ("RY", 25), ("UB", 20), ("RY", 30)]):
            expect_receipt(item, qty, code=f"ПР-0{place}", date=day(2 + 3 * place))
        for place, product in enumerate(["PA", "PB", "PC", "PA", "PB", "PC", "PA", "PA"]):
            order_of(product, 3 + place % 4, priority=1 + place % 3, limits=(1, 30))
        confirm_orders(SYSTEM, order_nos=[f"ЗП-000{number}" for number in range(2, 7)])
        nightly_check(SYSTEM)
        yield
        transaction.set_rollback(True)


class Books(RuleBasedStateMachine):
    """People give commands in any sequence; refusals are answers, everything else is a fault."""

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        self.codes = 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.start)

    def give(self, command: Callable[[], object]) -> None:
        """Give a command; the database looks at its deferred rules as at the end of a transaction."""
        with suppress(PotokError), transaction.atomic():
            command()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def pick(self, index: int, *statuses: str) -> str:
        """The number of one of the orders in these statuses."""
        numbers = list(
            ProductionOrder.objects.filter(status__in=statuses or OPEN)
            .order_by("id")
            .values_list("order_no", flat=True)
        )
        return numbers[index % len(numbers)] if numbers else "ЗП-404"

    @rule(product=PRODUCTS, qty=st.integers(1, 12), priority=st.integers(1, 3), due=st.integers(3, 30))
    def create(self, product: str, qty: int, priority: int, due: int) -> None:
        date = today() + dt.timedelta(days=due)
        self.give(lambda: order_of(product, qty, priority=priority, due=date, limits=(1, 30)))

    @rule(item=ITEMS, qty=st.integers(1, 40), expires=st.none() | st.integers(1, 9), good=st.booleans())
    def deliver(self, item: str, qty: int, expires: int | None, *, good: bool) -> None:
        self.codes += 1
        date = None if expires is None else today() + dt.timedelta(days=expires)
        put_lot(item, qty, code=f"Л-{self.codes}", expires=date, status="quarantine")
        if good:
            self.give(lambda: decide_lot(SYSTEM, lot=f"Л-{self.codes}", decision="released"))

    @rule(item=ITEMS, qty=st.integers(5, 60), days=st.integers(1, 20))
    def order_material(self, item: str, qty: int, days: int) -> None:
        self.codes += 1
        expect_receipt(item, qty, code=f"ПР-{self.codes}", date=today() + dt.timedelta(days=days))
        nightly_check(SYSTEM)

    @rule(first=INDEX, second=INDEX, third=INDEX)
    def confirm(self, first: int, second: int, third: int) -> None:
        numbers = [self.pick(index, "new", "waiting_shortage") for index in (first, second, third)]
        if "ЗП-404" not in numbers:
            self.give(lambda: self.confirm_as_foreseen(numbers))

    def confirm_as_foreseen(self, numbers: list[str]) -> None:
        """What the preview of the numbers in another sequence says is what the confirmation does."""
        foreseen = preview_confirmation(SYSTEM, order_nos=numbers[::-1]).result
        done = confirm_orders(SYSTEM, order_nos=numbers)
        assert foreseen.outcomes == done.outcomes
        assert foreseen.moved == done.moved

    @rule(index=INDEX)
    def cancel(self, index: int) -> None:
        self.give(lambda: cancel_order(SYSTEM, order_no=self.pick(index), reason="нет"))

    @rule(index=INDEX, priority=st.integers(1, 3))
    def change_priority(self, index: int, priority: int) -> None:
        self.give(lambda: set_priority(SYSTEM, order_nos=[self.pick(index)], priority=priority))

    @rule(index=INDEX, part=st.integers(1, 6))
    def split(self, index: int, part: int) -> None:
        number = self.pick(index)
        qty = ProductionOrder.objects.filter(order_no=number).values_list("qty_pcs", flat=True).first() or 0
        self.give(lambda: split_order(SYSTEM, order_no=number, parts=[part, qty - part]))

    @rule(first=INDEX, second=INDEX)
    def merge(self, first: int, second: int) -> None:
        numbers = {self.pick(first), self.pick(second)}
        self.give(lambda: merge_orders(SYSTEM, order_nos=numbers))

    @rule(index=INDEX, qty=st.integers(1, 30), accept=st.booleans())
    def agree_volume(self, index: int, qty: int, *, accept: bool) -> None:
        number = self.pick(index)

        def agree() -> None:
            propose_volume(SYSTEM, order_no=number, qty_pcs=qty, reason="загрузка")
            answer_proposal(SYSTEM, order_no=number, accept=accept, answer="так")

        self.give(agree)

    @rule(index=INDEX, days=st.integers(0, 25))
    def redate(self, index: int, days: int) -> None:
        codes = list(Receipt.objects.order_by("id").values_list("code", flat=True))
        if codes:
            date = today() + dt.timedelta(days=days)
            receipt = codes[index % len(codes)]
            self.give(lambda: redate_receipt(SYSTEM, receipt=receipt, expected_date=date, reason="так"))

    @rule(index=INDEX, decision=st.sampled_from(["released", "rejected", "blocked"]))
    def inspect(self, index: int, decision: str) -> None:
        codes = list(StockLot.objects.order_by("id").values_list("code", flat=True))
        if codes:
            lot = codes[index % len(codes)]
            self.give(lambda: decide_lot(SYSTEM, lot=lot, decision=decision, reason="так"))

    @rule(index=INDEX)
    def take_urgently(self, index: int) -> None:
        number = self.pick(index, "new", "waiting_shortage")

        def take() -> None:
            victims = [one.order_no for one in preview_reallocation(SYSTEM, order_no=number).victims]
            reallocate_material(SYSTEM, order_no=number, victims=victims)

        self.give(take)

    @precondition(lambda _: today() < day(20))
    @rule(days=st.integers(1, 3))
    def let_days_pass(self, days: int) -> None:
        PlantSettings.objects.update(plant_today=today() + dt.timedelta(days=days))
        self.give(lambda: nightly_check(SYSTEM))

    @invariant()
    def no_lot_is_promised_beyond_itself(self) -> None:
        for lot in StockLot.objects.prefetch_related("reservations"):
            hard = [held.qty for held in lot.reservations.all() if held.kind == "hard"]
            assert sum(hard, Decimal(0)) == lot.reserved_qty <= lot.qty
            if hard:
                assert lot.qc_status == "released"
                assert lot.expiry_date is None or lot.expiry_date > today()

    @invariant()
    def orders_in_production_hold_what_they_need_and_others_nothing(self) -> None:
        orders = list(ProductionOrder.objects.all())
        needs = needs_by_order(orders, present_situation().master)
        codes = present_situation().master.item_codes
        held: dict[int, dict[str, Decimal]] = {order.pk: {} for order in orders}
        for row in Reservation.objects.filter(kind="hard"):
            item = codes[row.item_id]
            held[row.order_id][item] = held[row.order_id].get(item, Decimal(0)) + row.qty
        for order in orders:
            if order.status == "in_production":
                assert all(held[order.pk].get(item, 0) >= qty for item, qty in needs[order.pk].items())
            else:
                assert not held[order.pk]

    @invariant()
    def events_tell_the_present_status(self) -> None:
        status: dict[int, str] = {}
        for event in OrderEvent.objects.exclude(to_status="").order_by("id"):
            assert event.from_status in {"", status.get(event.order_id, "")}
            status[event.order_id] = event.to_status
        assert status == dict(ProductionOrder.objects.values_list("id", "status"))

    @invariant()
    def components_stand_in_the_queue_of_their_order(self) -> None:
        queues = {"new": "new", "waiting_shortage": "waiting"}
        for status, queue in OrderComponent.objects.values_list("order__status", "queue").distinct():
            assert queue == queues.get(status, "")

    @invariant()
    def nothing_is_left_to_refresh(self) -> None:
        """What a command refreshed of its neighbours is what a check of everything finds."""
        previews = previewed()
        found = refresh_all(present_situation())
        assert previews == previewed()
        assert found.moved == ()
        assert (found.signals.raised, found.signals.updated, found.signals.closed) == ((), (), ())


def previewed() -> list[tuple[int, bool, int, Decimal]]:
    """What the previews of new orders say about stock: whether there is enough, and what is lacking."""
    refresh_marked()
    rows = OrderComponent.objects.filter(order__status="new").order_by("id")
    columns = rows.values_list("order_id", "order__cover", "item_id", "lack_qty")
    return [(order_id, cover == "in_stock", item_id, lack) for order_id, cover, item_id, lack in columns]


def today() -> dt.date:
    """The plant date."""
    return present_situation().today


def test_random_commands_keep_the_invariants(books: None) -> None:
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=8,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
