"""Laws of the ledger under random commands of the warehouses: order-workflow 13, 1 to 3."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from pytest_django import DjangoDbBlocker

from builders.small_books import CUSTOMER, MONDAY, day, expect_receipt, found_plant, order_of, put_lot
from potok.errors import PotokError
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.requirement import needs_by_order
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.quality.services.decisions import decide, downgrade
from potok.operations.stores.counting import correct_lot, enter_count, post_count, start_count
from potok.operations.stores.handover import accept_product, decline_product
from potok.operations.stores.issuing import issue, return_from_shop
from potok.operations.stores.receiving import NewLot, OpeningLot, enter_opening, receive
from potok.operations.stores.reversing import reverse_paper
from potok.operations.stores.shelf import Part
from potok.operations.stores.shipping import return_from_trade, return_to_supplier, scrap, ship
from potok.operations.warehouse.models import StockDocument, StockLot, StockMovement
from potok.operations.warehouse.papers import offer_product
from potok.operations.warehouse.places import FINISHED_GOODS, HANDED_OVER, RAW_AND_TARE

pytestmark = pytest.mark.django_db
INDEX = st.integers(0, 40)
QTY = st.decimals("0.001", 40, places=3)


@pytest.fixture(scope="module")
def books(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        found_plant()
        for item, qty in (("RX", 60), ("RX", 20), ("RY", 50), ("UB", 30), ("UB", 10)):
            put_lot(item, qty, expires=day(20))
        for place, (item, qty) in enumerate([("RX", 30), ("RY", 25), ("UB", 20)]):
            expect_receipt(item, qty, code=f"ПР-{place}", date=day(2 + place))
        for place, product in enumerate(["PA", "PB", "PC", "PA"]):
            order_of(product, 3 + place, priority=1 + place % 3)
        confirm_orders(SYSTEM, order_nos=["ЗП-0001", "ЗП-0002", "ЗП-0003", "ЗП-0004"])
        enter_opening(
            SYSTEM,
            lots=[
                OpeningLot(Decimal(20), code=f"Г{place}", item="PA", location=FINISHED_GOODS)
                for place in "12"
            ],
        )
        yield
        transaction.set_rollback(True)


class Warehouses(RuleBasedStateMachine):
    """Keepers give commands in any sequence; refusals are answers, everything else is a fault."""

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        self.done = 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.start)

    def give(self, command: Callable[[], object]) -> None:
        before = quantities()
        try:
            with transaction.atomic():
                command()
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except PotokError:
            assert quantities() == before
        else:
            self.done += 1

    def lot(self, index: int) -> str:
        codes = list(StockLot.objects.order_by("id").values_list("code", flat=True))
        return codes[index % len(codes)]

    def paper(self, index: int, **which: str) -> str:
        numbers = list(StockDocument.objects.filter(**which).order_by("id").values_list("number", flat=True))
        return numbers[index % len(numbers)] if numbers else "НЕТ"

    @rule(index=INDEX, qty=QTY, last=st.booleans())
    def receive(self, index: int, qty: Decimal, *, last: bool) -> None:
        self.give(lambda: receive(SYSTEM, receipt=f"ПР-{index % 3}", lots=[NewLot(qty)], last=last))

    @rule(index=INDEX, choice=st.sampled_from(["released", "rejected", "blocked", "conditional"]))
    def decide(self, index: int, choice: str) -> None:
        self.give(lambda: decide(SYSTEM, lot=self.lot(index), decision=choice, reason="так", products=["PA"]))

    @rule(index=INDEX)
    def confirm(self, index: int) -> None:
        self.give(lambda: confirm_orders(SYSTEM, order_nos=[f"ЗП-000{1 + index % 4}"]))

    @rule(index=INDEX)
    def issue(self, index: int) -> None:
        self.give(lambda: issue(SYSTEM, order_no=f"ЗП-000{1 + index % 4}"))

    @rule(index=INDEX)
    def launch(self, index: int) -> None:
        found = ProductionOrder.objects.filter(order_no=f"ЗП-000{1 + index % 4}", status="in_production")
        found.update(launch_actual_at=present_situation().now)

    @rule(index=INDEX, qty=QTY)
    def bring_back(self, index: int, qty: Decimal) -> None:
        self.give(lambda: return_from_shop(SYSTEM, parts=[Part(self.lot(index), qty)], reason="излишек"))

    @rule(index=INDEX, qty=QTY)
    def correct(self, index: int, qty: Decimal) -> None:
        self.give(lambda: correct_lot(SYSTEM, lot=self.lot(index), qty=qty, reason="пересчёт"))

    @rule(index=INDEX, share=st.decimals(0, 1, places=2))
    def count(self, index: int, share: Decimal) -> None:
        place = RAW_AND_TARE if index % 2 else FINISHED_GOODS

        def whole() -> None:
            paper = start_count(SYSTEM, place=place)
            found = {
                line.lot.code: (line.book_qty * share).quantize(Decimal("0.001"))
                for line in paper.lines.all()
            }
            enter_count(SYSTEM, number=paper.number, found=found)
            post_count(SYSTEM, number=paper.number, reason="подсчёт")

        self.give(whole)

    @rule(index=INDEX, qty=QTY)
    def ship(self, index: int, qty: Decimal) -> None:
        self.give(lambda: ship(SYSTEM, customer=CUSTOMER, parts=[Part(self.lot(index), qty)]))

    @rule(index=INDEX, qty=QTY)
    def take_back(self, index: int, qty: Decimal) -> None:
        parts = [Part(self.lot(index), qty)]
        self.give(lambda: return_from_trade(SYSTEM, customer=CUSTOMER, parts=parts, reason="брак"))

    @rule(index=INDEX, qty=QTY, away=st.booleans())
    def throw_out(self, index: int, qty: Decimal, *, away: bool) -> None:
        parts = [Part(self.lot(index), qty)]
        if away:
            self.give(lambda: scrap(SYSTEM, parts=parts, reason="брак"))
        else:
            self.give(
                lambda: return_to_supplier(SYSTEM, supplier="ООО «Поставщик»", parts=parts, reason="брак")
            )

    @rule(index=INDEX, qty=QTY)
    def downgrade(self, index: int, qty: Decimal) -> None:
        self.give(lambda: downgrade(SYSTEM, lot=self.lot(index), item="PB", qty=qty, reason="сорт"))

    @rule(index=INDEX, accept=st.booleans(), qty=st.none() | QTY)
    def hand_over(self, index: int, qty: Decimal | None, *, accept: bool) -> None:
        code = f"П{index}-{self.done}"

        def whole() -> None:
            lot = OpeningLot(Decimal(5), code=code, item="PC", location=FINISHED_GOODS)
            enter_opening(SYSTEM, lots=[lot])
            StockLot.objects.filter(code=code).update(location=HANDED_OVER)
            made = StockLot.objects.get(code=code)
            paper = offer_product(
                made, qty=made.qty, order_no="", card_no="", workshop="Цех 1", date=MONDAY, user_id=None
            )
            counted = {} if qty is None else {code: qty}
            if accept:
                accept_product(SYSTEM, number=paper.number, counted=counted, reason="бой")
            else:
                decline_product(SYSTEM, number=paper.number, reason="нет этикеток")

        self.give(whole)

    @rule(index=INDEX)
    def reverse(self, index: int) -> None:
        self.give(lambda: reverse_paper(SYSTEM, number=self.paper(index, state="posted"), reason="ошибка"))

    @invariant()
    def stock_is_the_sum_of_its_movements_and_never_negative(self) -> None:
        moved = dict(StockMovement.objects.values_list("lot").annotate(Sum("qty")))
        for lot in StockLot.objects.all():
            assert lot.qty == moved.get(lot.pk, Decimal(0)) >= 0, lot.code

    @invariant()
    def reservations_fit_their_lots(self) -> None:
        held = dict(Reservation.objects.filter(kind="hard").values_list("lot").annotate(Sum("qty")))
        for lot in StockLot.objects.all():
            assert lot.reserved_qty == held.get(lot.pk, Decimal(0)) <= lot.qty
            assert not lot.reserved_qty or lot.qc_status in {"released", "conditional"}

    @invariant()
    def orders_in_production_that_are_not_launched_are_covered(self) -> None:
        orders = list(ProductionOrder.objects.filter(status="in_production", launch_actual_at__isnull=True))
        needs = needs_by_order(orders, present_situation().master)
        for order in orders:
            rows = order.reservations.filter(kind="hard").values_list("item__code").annotate(Sum("qty"))
            held = dict(rows)
            assert all(held.get(item, 0) >= need for item, need in needs[order.pk].items()), order.order_no

    @invariant()
    def every_movement_has_its_paper_and_a_mirror_undoes_its_original(self) -> None:
        papers = set(StockDocument.objects.values_list("number", flat=True)) | {"тест"}
        assert set(StockMovement.objects.values_list("document", flat=True)) <= papers
        for mirror in StockMovement.objects.filter(kind="reversal").select_related("reverses"):
            assert mirror.reverses is not None
            assert (mirror.lot_id, mirror.qty) == (mirror.reverses.lot_id, -mirror.reverses.qty)


def quantities() -> dict[str, tuple[Decimal, Decimal, str, str]]:
    rows = StockLot.objects.values_list("code", "qty", "reserved_qty", "qc_status", "location")
    return {code: values for code, *values in rows}  # type: ignore[misc]  # four columns


def test_the_ledger_keeps_its_laws_under_random_commands(books: None) -> None:
    run_state_machine_as_test(
        Warehouses,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        ),
    )
