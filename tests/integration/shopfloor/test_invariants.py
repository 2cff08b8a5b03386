"""Invariants of order-workflow 13 under random commands of random roles, on the real database.

A usual run tries few sequences with many steps. `POTOK_SEQUENCES=1000` tries as many as the acceptance
asks for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from pytest_django import DjangoDbBlocker

from builders.shop import open_shop, person
from builders.small_books import day, found_plant, order_of, put_lot
from potok.errors import PotokError
from potok.operations.catalog.models import Item
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.models import OrderEvent, ProductionOrder, Reservation
from potok.operations.orders.requirement import needs_by_order
from potok.operations.orders.services.cancellation import cancel_order
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.lost_cover import nightly_check
from potok.operations.orders.services.lots import decide_lot
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.roles import Role
from potok.operations.quality.models import LotDecisionRecord
from potok.operations.quality.services.decisions import decide
from potok.operations.quality.services.write_down import write_down_output
from potok.operations.shopfloor.models import OperationRun, TechCard, WorkReport
from potok.operations.shopfloor.services.card_given import CardFill
from potok.operations.shopfloor.services.closing import close_short
from potok.operations.shopfloor.services.dividing import split_launched
from potok.operations.shopfloor.services.drafting import draft_card
from potok.operations.shopfloor.services.filling import fill_card, void_card
from potok.operations.shopfloor.services.handing_in import hand_in_card, return_card
from potok.operations.shopfloor.services.holds import resume_order
from potok.operations.shopfloor.services.launching import NewLaunch, launch_operation, revoke_launch
from potok.operations.shopfloor.services.pausing import NewPause, resume_run, stop_run
from potok.operations.shopfloor.services.periods import close_period, reopen_period
from potok.operations.shopfloor.services.posting import post_card, preview_posting
from potok.operations.shopfloor.services.posting_rules import Wishes
from potok.operations.shopfloor.services.reporting import (
    Output,
    finish_run,
    report_output,
    withdraw_report,
)
from potok.operations.shopfloor.services.reversal import reverse_card
from potok.operations.stores.handover import accept_product, decline_product
from potok.operations.warehouse.models import StockDocument, StockLot, StockMovement

pytestmark = pytest.mark.django_db

SEQUENCES = int(os.environ.get("POTOK_SEQUENCES", "5"))
INDEX = st.integers(0, 30)
#: Most commands come from people who may give them; some from others.
ROLES = st.sampled_from(
    ["system", "system", "planner", "planner", "head", "head", "head", "stranger", "qc", "client", "admin"]
)


@pytest.fixture(scope="module")
def books(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Actor]]:
    """The small plant at work, with people; every sequence begins with it and is rolled back."""
    from potok.operations.catalog.models import Workshop

    with django_db_blocker.unblock(), transaction.atomic():
        found_plant()
        open_shop()
        Workshop.objects.create(code="9", name="Цех № 9")
        people = {
            "system": SYSTEM,
            "planner": person("planner", Role.PLANNER),
            "head": person("head", Role.SHOP_HEAD, "1"),
            "stranger": person("stranger", Role.SHOP_HEAD, "9"),
            "qc": person("qc", Role.QC),
            "client": person("client", Role.CLIENT_DEPT),
            "admin": person("admin", Role.ADMIN),
        }
        for place, (item, qty) in enumerate([("RX", 60), ("RX", 30), ("RY", 60), ("UB", 30), ("UB", 20)]):
            put_lot(item, qty, expires=day(10 + 5 * place))
        numbers = [order_of(product, 4 + place % 5) for place, product in enumerate(["PA", "PB", "PC"] * 3)]
        confirm_orders(SYSTEM, order_nos=numbers[:7])
        for number in numbers[:4]:
            launch_operation(SYSTEM, launch=NewLaunch(number, beside=True))
        nightly_check(SYSTEM)
        yield people
        transaction.set_rollback(True)


class Shop(RuleBasedStateMachine):
    """People give commands in any sequence; refusals are answers, everything else is a fault."""

    people: dict[str, Actor]

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

    def order(self, index: int, *statuses: str) -> str:
        """The number of one of the orders in these statuses."""
        found = ProductionOrder.objects.filter(status__in=statuses or ["in_production"]).order_by("id")
        numbers = list(found.values_list("order_no", flat=True))
        return numbers[index % len(numbers)] if numbers else "ЗП-404"

    def run(self, index: int) -> int:
        ids = list(OperationRun.objects.order_by("id").values_list("id", flat=True))
        return ids[index % len(ids)] if ids else 0

    def card(self, index: int, *states: str) -> str:
        found = TechCard.objects.filter(state__in=states).order_by("id")
        numbers = list(found.values_list("number", flat=True))
        return numbers[index % len(numbers)] if numbers else "ТК-404"

    @rule(product=st.sampled_from(["PA", "PB", "PC"]), qty=st.integers(1, 9))
    def create_and_confirm(self, product: str, qty: int) -> None:
        self.give(lambda: confirm_orders(SYSTEM, order_nos=[order_of(product, qty)]))

    @rule(item=st.sampled_from(["RX", "RY", "UB"]), qty=st.integers(1, 30))
    def deliver(self, item: str, qty: int) -> None:
        self.codes += 1
        put_lot(item, qty, code=f"Л-{self.codes}")

    @rule(index=INDEX, role=ROLES)
    def launch(self, index: int, role: str) -> None:
        launch = NewLaunch(self.order(index), beside=True)
        self.give(lambda: launch_operation(self.people[role], launch=launch))

    @rule(index=INDEX, role=ROLES)
    def revoke(self, index: int, role: str) -> None:
        self.give(lambda: revoke_launch(self.people[role], order_no=self.order(index), reason="так"))

    @rule(index=INDEX, role=ROLES, good=st.integers(0, 6), scrap=st.integers(0, 2), rework=st.integers(0, 2))
    def work(self, index: int, role: str, good: int, scrap: int, rework: int) -> None:
        output = Output(good, rework, scrap, "label", "leak", over_plan=True)
        self.give(lambda: report_output(self.people[role], run_id=self.run(index), output=output))

    @rule(index=INDEX, role=ROLES)
    def withdraw(self, index: int, role: str) -> None:
        ids = list(WorkReport.objects.order_by("id").values_list("id", flat=True))
        if ids:
            pk = ids[index % len(ids)]
            self.give(lambda: withdraw_report(self.people[role], report_id=pk, reason="так"))

    @rule(index=INDEX, role=ROLES, what=st.sampled_from(["stop", "resume", "finish"]))
    def pause(self, index: int, role: str, what: str) -> None:
        actor, run = self.people[role], self.run(index)
        acts = {
            "stop": lambda: stop_run(actor, run_id=run, pause=NewPause("other")),
            "resume": lambda: resume_run(actor, run_id=run),
            "finish": lambda: finish_run(actor, run_id=run),
        }
        self.give(acts[what])

    @rule(index=INDEX, role=ROLES, good=st.integers(0, 5), hand_in=st.booleans())
    def write_card(self, index: int, role: str, good: int, *, hand_in: bool) -> None:
        def write() -> None:
            number = self.order(index)
            run = OperationRun.objects.filter(order__order_no=number).last()
            if run is not None and good:
                report_output(SYSTEM, run_id=run.pk, output=Output(good, over_plan=True))
            card = draft_card(self.people[role], order_no=number)
            if hand_in:
                hand_in_card(self.people[role], number=card.number)

        self.give(write)

    @rule(
        index=INDEX,
        good=st.none() | st.integers(0, 9),
        samples=st.none() | st.integers(0, 1),
        back=st.none() | st.integers(0, 2),
        repropose=st.booleans(),
    )
    def fill(
        self, index: int, good: int | None, samples: int | None, back: int | None, *, repropose: bool
    ) -> None:
        given = CardFill(good_pcs=good, samples_pcs=samples, from_rework_pcs=back, repropose=repropose)
        number = self.card(index, "draft")
        self.give(lambda: fill_card(SYSTEM, number=number, given=given))

    @rule(index=INDEX, role=ROLES)
    def explain_and_hand_in(self, index: int, role: str) -> None:
        number = self.card(index, "draft")
        items = TechCard.objects.filter(number=number).values_list("materials__item__code", flat=True)

        def hand_in() -> None:
            lines = {line.item_id: line for line in TechCard.objects.get(number=number).materials.all()}
            if lines:
                given = CardFill(loss_reason="other")
                fill_card(self.people[role], number=number, given=given)
                TechCard.objects.get(number=number).materials.update(reason=reason_id())
            hand_in_card(self.people[role], number=number)

        if list(items):
            self.give(hand_in)

    @rule(index=INDEX, role=ROLES)
    def return_or_void(self, index: int, role: str) -> None:
        actor = self.people[role]
        if index % 2:
            self.give(lambda: return_card(actor, number=self.card(index, "handed_in"), reason="так"))
        else:
            self.give(lambda: void_card(actor, number=self.card(index, "draft"), reason="так"))

    @rule(index=INDEX, role=ROLES, over=st.booleans(), short=st.booleans())
    def post(self, index: int, role: str, *, over: bool, short: bool) -> None:
        number = self.card(index, "handed_in", "posted")
        wishes = Wishes("берут" if over else "", "хватит" if short else "")
        actor = self.people[role]

        def act() -> None:
            foreseen = preview_posting(actor, number=number, wishes=wishes)
            known = TechCard.objects.get(number=number).state == "posted"
            done = post_card(actor, number=number, wishes=wishes)
            assert known or (foreseen.ready and done.effects == foreseen.effects)

        self.give(act)

    @rule(index=INDEX, role=ROLES)
    def post_and_reverse(self, index: int, role: str) -> None:
        """Invariant 5: both together leave every lot and order figure as it was."""
        number = self.card(index, "handed_in")

        def act() -> None:
            before = figures_of(number)
            post_card(self.people[role], number=number)
            reverse_card(self.people[role], number=number, reason="так")
            assert figures_of(number) == before

        if TechCard.objects.filter(number=number).exists():
            self.give(act)

    @rule(index=INDEX, role=ROLES)
    def reverse(self, index: int, role: str) -> None:
        number = self.card(index, "posted")
        self.give(lambda: reverse_card(self.people[role], number=number, reason="так"))

    @rule(index=INDEX, role=ROLES, remainder=st.booleans())
    def close(self, index: int, role: str, *, remainder: bool) -> None:
        number = self.order(index)
        actor = self.people[role]
        self.give(lambda: close_short(actor, order_no=number, reason="так", with_remainder=remainder))

    @rule(index=INDEX, role=ROLES, kept=st.none() | st.integers(1, 9))
    def split(self, index: int, role: str, kept: int | None) -> None:
        number = self.order(index)
        actor = self.people[role]
        self.give(lambda: split_launched(actor, order_no=number, reason="так", kept_pcs=kept))

    @rule(index=INDEX, role=ROLES)
    def cancel(self, index: int, role: str) -> None:
        number = self.order(index, "new", "waiting_shortage", "in_production")
        self.give(lambda: cancel_order(self.people[role], order_no=number, reason="так"))

    @rule(index=INDEX, decision=st.sampled_from(["released", "rejected", "blocked"]), role=ROLES)
    def inspect(self, index: int, decision: str, role: str) -> None:
        codes = list(StockLot.objects.order_by("id").values_list("code", flat=True))
        lot = codes[index % len(codes)]
        actor = self.people[role]
        self.give(lambda: decide_lot(actor, lot=lot, decision=decision, reason="так"))

    @rule(index=INDEX, role=ROLES)
    def resume(self, index: int, role: str) -> None:
        self.give(lambda: resume_order(self.people[role], order_no=self.order(index)))

    @rule(index=INDEX, qty=st.integers(1, 4))
    def reject_and_write_down(self, index: int, qty: int) -> None:
        lots = list(StockLot.objects.filter(card__isnull=False).order_by("id").values_list("code", flat=True))

        def act() -> None:
            decide(SYSTEM, lot=lots[index % len(lots)], decision="rejected", reason="так")
            write_down_output(SYSTEM, lot=lots[index % len(lots)], qty_pcs=qty, reason="так")

        if lots:
            self.give(act)

    @rule(index=INDEX, accept=st.booleans())
    def hand_over(self, index: int, *, accept: bool) -> None:
        found = StockDocument.objects.filter(kind="handover", state="draft").order_by("id")
        numbers = list(found.values_list("number", flat=True))
        if numbers:
            number = numbers[index % len(numbers)]
            act = (
                accept_product
                if accept
                else lambda actor, number: decline_product(actor, number=number, reason="так")
            )
            self.give(lambda: act(SYSTEM, number=number))

    @rule(role=ROLES, close=st.booleans())
    def turn_month(self, role: str, *, close: bool) -> None:
        if close:
            self.give(lambda: close_period(self.people[role], month=day(0)))
        else:
            self.give(lambda: reopen_period(self.people[role], month=day(0), reason="так"))

    @invariant()
    def every_lot_is_the_sum_of_its_movements_and_promised_once(self) -> None:
        sums = dict(StockMovement.objects.values_list("lot_id").annotate(Sum("qty")))
        held = dict(Reservation.objects.filter(kind="hard").values_list("lot_id").annotate(Sum("qty")))
        for lot in StockLot.objects.all():
            assert lot.qty == sums.get(lot.pk, 0) >= 0
            assert held.get(lot.pk, 0) == lot.reserved_qty <= lot.qty
            if lot.reserved_qty:
                assert lot.qc_status in {"released", "conditional"}

    @invariant()
    def reservations_belong_to_orders_in_production_and_cover_those_not_launched(self) -> None:
        orders = list(ProductionOrder.objects.all())
        needs = needs_by_order(orders, present_situation().master)
        codes = dict(Item.objects.values_list("id", "code"))
        held: dict[int, dict[str, Decimal]] = {order.pk: {} for order in orders}
        rows = Reservation.objects.filter(kind="hard").values_list("order_id", "item_id", "qty")
        for order_id, item_id, qty in rows:
            code = codes[item_id]
            held[order_id][code] = held[order_id].get(code, Decimal(0)) + qty
        for order in orders:
            if order.status != "in_production":
                assert not held[order.pk]
            elif order.launch_actual_at is None:
                assert all(held[order.pk].get(item, 0) >= qty for item, qty in needs[order.pk].items())

    @invariant()
    def what_is_done_is_what_cards_say_less_what_was_written_down(self) -> None:
        made = dict(TechCard.objects.filter(state="posted").values_list("order_id").annotate(Sum("good_pcs")))
        down = dict(
            LotDecisionRecord.objects.filter(decision="written_down")
            .values_list("order_no")
            .annotate(Sum("qty"))
        )
        for pk, number, done in ProductionOrder.objects.values_list("id", "order_no", "done_pcs"):
            assert done == made.get(pk, 0) - down.get(number, 0)

    @invariant()
    def operations_are_the_sum_of_their_reports(self) -> None:
        sums = dict(WorkReport.objects.values_list("run_id").annotate(Sum("good_pcs")))
        for pk, good in OperationRun.objects.values_list("id", "good_pcs"):
            assert good == sums.get(pk, 0) >= 0

    @invariant()
    def events_tell_the_present_status(self) -> None:
        status: dict[int, str] = {}
        told = OrderEvent.objects.exclude(to_status="").order_by("id")
        for order_id, source, target in told.values_list("order_id", "from_status", "to_status"):
            assert source in {"", status.get(order_id, "")}
            status[order_id] = target
        assert status == dict(ProductionOrder.objects.values_list("id", "status"))

    @invariant()
    def a_posted_card_has_its_lot_and_a_reversed_one_an_empty_lot(self) -> None:
        for card in TechCard.objects.filter(state__in=["posted", "reversed"]).select_related("product_lot"):
            lot = card.product_lot
            assert (lot is None) is (card.good_pcs == 0)
            if lot is not None and card.state == "reversed":
                assert lot.qty == 0


def reason_id() -> int:
    """A reason for any deviation."""
    from potok.operations.shopfloor.models import WorkReason

    return WorkReason.objects.get(kind="deviation", code="other").pk


def figures_of(number: str) -> object:
    """Lots of materials, reservations and figures of the order of a card."""
    order = ProductionOrder.objects.get(cards__number=number)
    lots = StockLot.objects.filter(card__isnull=True).order_by("id")
    held = Reservation.objects.filter(order=order, kind="hard").order_by("lot_id")
    return (
        list(lots.values_list("id", "qty", "reserved_qty")),
        list(held.values_list("lot_id", "qty")),
        (order.status, order.done_pcs, order.qty_pcs, order.release_actual_at),
        list(order.components.order_by("id").values_list("item_id", "gross_qty")),
    )


def test_random_commands_of_random_roles_keep_the_invariants(books: dict[str, Actor]) -> None:
    Shop.people = books
    run_state_machine_as_test(
        Shop,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
