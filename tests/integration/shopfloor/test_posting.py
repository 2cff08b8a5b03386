"""Posting of technological cards: guards of order-workflow 8.2, effects of 8.3, edge cases of 11."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from builders.plan_lines import publish_line
from builders.shop import (
    at,
    card,
    card_of,
    launched_order,
    look_at_deferred_rules,
    made,
    post,
    ready_order,
    report,
    reservations,
    stock,
)
from builders.small_books import day, held, order_of, put_lot, seen
from potok.operations.catalog.models import Item, PlantSettings
from potok.operations.orders.errors import LotDecisionForbiddenError, VersionConflictError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.orders.services.lots import decide_lot
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.planning.services.publication import refresh_agreement
from potok.operations.quality.services.decisions import send_to_rework
from potok.operations.shopfloor import errors
from potok.operations.shopfloor.models import CardLot, TechCard
from potok.operations.shopfloor.services.card_given import CardFill, LotUse, Use
from potok.operations.shopfloor.services.drafting import draft_card
from potok.operations.shopfloor.services.filling import fill_card
from potok.operations.shopfloor.services.handing_in import hand_in_card
from potok.operations.shopfloor.services.launching import NewLaunch, launch_operation
from potok.operations.shopfloor.services.posting import post_card, preview_posting
from potok.operations.shopfloor.services.posting_rules import Wishes
from potok.operations.shopfloor.services.reversal import reverse_card
from potok.operations.warehouse.genealogy import made_from
from potok.operations.warehouse.models import PostingPeriod, StockDocument, StockLot, StockMovement

pytestmark = pytest.mark.usefixtures("shop")


def test_a_full_card_writes_off_gives_a_lot_in_quarantine_and_ends_its_order(planner: Actor) -> None:
    Item.objects.filter(code="PA").update(shelf_life_days=30)
    number = launched_order("PA", 10)
    answer = post(card_of(number, 10), actor=planner)
    look_at_deferred_rules()
    order = seen(number)
    assert (order.status, order.progress, order.done_pcs) == ("done", "posted", 10)
    assert order.release_actual_at is not None
    assert not held(number)
    lot = StockLot.objects.get(code=answer.lot)
    assert (lot.code, lot.qty, lot.qc_status, lot.item.code) == (f"{number}-01", 10, "quarantine", "PA")
    assert lot.expiry_date == day(30)
    moved = StockMovement.objects.filter(document=answer.card).order_by("id")
    assert [(row.lot.item.code, row.kind, row.qty) for row in moved] == [
        ("RX", "write_off", Decimal(-20)),
        ("UB", "write_off", Decimal(-10)),
        ("PA", "output", Decimal(10)),
    ]
    paper = StockDocument.objects.get(source=answer.card)
    assert (paper.kind, paper.state, paper.order_no) == ("handover", "draft", number)
    event = order.events.get(kind="card_posted")
    assert (event.from_status, event.to_status, event.user_id) == (
        "in_production",
        "done",
        planner.user_id,
    )


def test_a_second_posting_answers_as_the_first_and_writes_nothing(planner: Actor) -> None:
    number = card_of(launched_order("PA", 10), 10)
    first = post(number, actor=planner)
    before = stock(), StockMovement.objects.count()
    again = post(number, actor=planner)
    assert again.repeated
    assert (again.lot, again.status, again.effects) == (first.lot, first.status, first.effects)
    assert (stock(), StockMovement.objects.count()) == before


def test_the_preview_tells_what_the_posting_then_does(planner: Actor) -> None:
    order = launched_order("PA", 100)
    number = card_of(order, 60)
    foreseen = preview_posting(planner, number=number)
    assert foreseen.ready
    assert not foreseen.completes
    assert {effect.kind: effect.text for effect in foreseen.effects} == {
        "write_off": f"строк: 2 (сырьё: 1, тара: 1) · с резерва {order}",
        "output": f"60 шт. на склад, партия {order}-01",
        "quarantine": "до решения ОТК",
        "order": f"{order} остаётся в производстве: сделано 60,0 %, осталось 40 шт.",
        "reservation": "остаётся: RX 80 кг, UB 40 шт.",
        "handover": "60 шт. ждут приёмки складом",
        "reversal": "сторно возможно, пока партия не отгружена",
    }
    assert post(number, actor=planner).effects == foreseen.effects


def refused(number: str, *, actor: Actor = SYSTEM, wishes: Wishes | None = None) -> list[str]:
    """Names of the guards that refuse a posting; nothing may be written."""
    before = stock(), StockMovement.objects.count(), TechCard.objects.get(number=number).version
    preview = preview_posting(actor, number=number, wishes=wishes)
    with pytest.raises(errors.PostingRefusedError) as raised:
        post_card(actor, number=number, wishes=wishes)
    assert (stock(), StockMovement.objects.count(), card(number).version) == before
    assert raised.value.data["guards"] == [one.code for one in preview.checks if one.state == "failed"]
    assert [problem.code for problem in raised.value.problems] == raised.value.data["guards"]
    return raised.value.data["guards"]


def _draft(number: str) -> None:
    TechCard.objects.filter(number=number).update(state="draft")


def _lots(**changes: object) -> Callable[[str], None]:
    return lambda _: StockLot.objects.filter(item__code="RX").update(**changes) and None


def _close_month(_: str) -> None:
    PostingPeriod.objects.create(month=day(0).replace(day=1), is_closed=True)


def _take_away(number: str) -> None:
    lot = StockLot.objects.get(item__code="RX")
    ProductionOrder.objects.get(cards__number=number).reservations.filter(lot=lot).delete()
    StockMovement.objects.create(lot=lot, kind="correction", qty=-5, document="счёт", at=at(12))


@pytest.mark.parametrize(
    ("spoil", "guard"),
    [
        (_draft, "card_handed_in"),
        (_lots(expiry_date=day(0)), "lots_usable"),
        (_lots(received_date=day(1)), "lots_usable"),
        (_take_away, "lots_usable"),
        (_close_month, "period_open"),
        (lambda _: PlantSettings.objects.update(loss_tolerance_points=1), "losses_explained"),
        (lambda _: PlantSettings.objects.update(agreement_required=True), "order_agreed"),
    ],
)
def test_every_guard_refuses_by_its_name(spoil: Callable[[str], object], guard: str) -> None:
    number = card_of(launched_order("PA", 10), 10)
    spoil(number)
    assert refused(number) == [guard]


def test_a_rejected_lot_refuses_the_posting() -> None:
    number = card_of(launched_order("PA", 10), 10)
    order = ProductionOrder.objects.get(cards__number=number)
    order.reservations.filter(item__code="RX").delete()
    StockLot.objects.filter(item__code="RX").update(qc_status="rejected")
    assert refused(number) == ["lots_usable"]


def test_several_violated_guards_are_named_together() -> None:
    number = card_of(launched_order("PA", 10), 10)
    _close_month(number)
    PlantSettings.objects.update(loss_tolerance_points=1)
    _draft(number)
    assert refused(number) == ["card_handed_in", "losses_explained", "period_open"]


def test_four_eyes_refuse_who_filled_in_or_handed_in_unless_configured_off(planner: Actor) -> None:
    number = card_of(launched_order("PA", 10), 10)
    TechCard.objects.filter(number=number).update(filled_by=planner.user_id)
    assert refused(number, actor=planner) == ["four_eyes"]
    PlantSettings.objects.update(four_eyes=False)
    assert post(number, actor=planner).status == "done"


def test_only_a_planner_posts(head: Actor, planner: Actor) -> None:
    number = card_of(launched_order("PA", 10), 10)
    with pytest.raises(NoRightError):
        post(number, actor=head)
    with pytest.raises(VersionConflictError):
        post_card(planner, number=number, expected_version=99)
    with pytest.raises(errors.UnknownCardError):
        post(f"{number}0", actor=planner)
    with pytest.raises(errors.UnknownCardError):
        preview_posting(planner, number=f"{number}0")


def test_an_agreed_order_is_posted_when_agreement_is_required() -> None:
    PlantSettings.objects.update(agreement_required=True)
    number = ready_order("PA", 10)
    publish_line(number, start=at(9), agreement="agreed")
    refresh_agreement({seen(number).pk})
    launch_operation(SYSTEM, launch=NewLaunch(number))
    post(card_of(number, 10))
    assert seen(number).status == "done"


def test_partial_cards_leave_the_order_open_until_the_threshold() -> None:
    number = launched_order("PA", 100)
    made(number, 40)
    assert (seen(number).status, seen(number).progress) == ("in_production", "launched")
    assert held(number) == {"RX": 120, "UB": 60}
    assert dict(seen(number).components.values_list("item__code", "gross_qty")) == {"RX": 120, "UB": 60}
    made(number, 57)
    assert seen(number).status == "in_production"
    made(number, 1)
    look_at_deferred_rules()
    assert (seen(number).status, seen(number).done_pcs) == ("done", 98)
    assert not held(number)
    assert StockLot.objects.filter(code__startswith=f"{number}-").count() == 3


def test_rounding_of_pieces_never_takes_more_than_the_order(head: Actor) -> None:
    """PC takes 0.3 cans a piece: ten pieces take three cans, in whatever parts they are posted."""
    number = launched_order("PC", 10)
    for _ in range(5):
        made(number, 2)
    cans = StockLot.objects.get(item__code="UB")
    assert (cans.qty, seen(number).status) == (0, "done")


def test_over_production_is_taken_within_the_tolerance_and_above_it_with_consent() -> None:
    number = launched_order("PA", 100)
    put_lot("RX", 100)
    put_lot("UB", 50)
    waiting = card_of(number, 106)
    assert refused(waiting) == ["output_within_tolerance"]
    post(waiting, over="клиент берёт всё")
    assert (seen(number).status, seen(number).done_pcs) == ("done", 106)
    other = launched_order("PA", 100)
    assert made(other, 105)


def test_extra_material_must_be_in_stock(head: Actor) -> None:
    number = launched_order("PA", 100)
    report(number, 104)
    draft = draft_card(head, order_no=number)
    lot = StockLot.objects.get(item__code="RX", qty__gt=0)
    uses = [Use("RX", [LotUse(lot.code, Decimal(208))])]
    fill_card(head, number=draft.number, given=CardFill(uses=uses))
    with pytest.raises(errors.CardIncompleteError, match="UB"):
        hand_in_card(head, number=draft.number)
    cans = StockLot.objects.get(item__code="UB", qty__gt=0)
    uses.append(Use("UB", [LotUse(cans.code, Decimal(104))]))
    fill_card(head, number=draft.number, given=CardFill(uses=uses))
    hand_in_card(head, number=draft.number)
    assert refused(draft.number) == ["lots_usable"]
    put_lot("RX", 8)
    assert refused(draft.number) == ["lots_usable"]


def test_material_comes_from_the_reservation_first_and_then_from_free_stock() -> None:
    number = launched_order("PA", 100)
    spare = put_lot("RX", 50)
    report(number, 40)
    draft = draft_card(SYSTEM, order_no=number)
    own = next(iter(StockLot.objects.filter(item__code="RX").exclude(pk=spare.pk)))
    uses = [Use("RX", [LotUse(own.code, Decimal(70)), LotUse(spare.code, Decimal(12))])]
    fill_card(SYSTEM, number=draft.number, given=CardFill(uses=uses))
    hand_in_card(SYSTEM, number=draft.number)
    post(draft.number)
    parts = CardLot.objects.filter(card__number=draft.number, item__code="RX").order_by("-qty")
    assert [(part.qty, part.reserved_qty) for part in parts] == [(70, 70), (12, 0)]
    assert reservations(number)[own.code] == 120
    assert stock()[spare.code] == (38, 0)


def test_what_an_order_does_not_use_is_free_for_those_who_wait() -> None:
    number = launched_order("PA", 100)
    waiting = order_of("PA", 1)
    confirm_orders(SYSTEM, order_nos=[waiting])
    assert seen(waiting).status == "waiting_shortage"
    answer = post(card_of(number, 98))
    assert answer.freed_for == (waiting,)
    assert {code: pair for code, pair in stock().items() if pair[0] and "-0" not in code}.values()
    confirm_orders(SYSTEM, order_nos=[waiting])
    assert seen(waiting).status == "in_production"


def test_the_threshold_waits_for_a_card_that_was_handed_in_too() -> None:
    number = launched_order("PA", 100)
    first = card_of(number, 98)
    second = card_of(number, 2)
    assert post(first).status == "in_production"
    assert held(number) == {"RX": 4, "UB": 2}
    assert seen(number).progress == "output_reported"
    assert post(second).status == "done"


def test_the_threshold_waits_for_output_that_the_shop_has_not_handed_in() -> None:
    number = launched_order("PA", 100)
    first = card_of(number, 98)
    report(number, 2)
    ahead = {one.kind: one.text for one in preview_posting(SYSTEM, number=first).effects}
    assert "ждёт карты на 2 шт." in ahead["order"]
    draft = draft_card(SYSTEM, order_no=number).number
    assert post(first).status == "in_production"
    hand_in_card(SYSTEM, number=draft)
    assert (post(draft).status, seen(number).done_pcs) == ("done", 100)


def test_the_card_of_a_rework_order_takes_the_lot_that_it_mends_and_gives_it_back() -> None:
    number = launched_order("PA", 10)
    made(number, 10)
    lot = f"{number}-01"
    rework = send_to_rework(SYSTEM, lot=lot, reason="перелить").order_no
    with pytest.raises(LotDecisionForbiddenError, match=rework):
        send_to_rework(SYSTEM, lot=lot, reason="перелить")
    confirm_orders(SYSTEM, order_nos=[rework])
    launch_operation(SYSTEM, launch=NewLaunch(rework, beside=True))
    mended = card_of(rework, 8)
    post(mended)
    assert (stock()[lot], stock()[f"{rework}-01"]) == ((2, 0), (8, 0))
    assert made_from([StockLot.objects.get(code=lot).pk]) == {StockLot.objects.get(code=f"{rework}-01").pk}
    reverse_card(SYSTEM, number=mended, reason="ошибка")
    look_at_deferred_rules()
    assert (stock()[lot], stock()[f"{rework}-01"]) == ((10, 0), (0, 0))
    decide_lot(SYSTEM, lot=lot, decision="rejected", reason="не исправить")
    with pytest.raises(errors.PostingRefusedError, match="забракована"):
        post(card_of(rework))


def test_a_card_of_scrap_alone_takes_material_and_gives_no_lot() -> None:
    number = launched_order("PA", 100)
    report(number, 0, scrap_pcs=3, scrap_reason="leak")
    answer = post(card_of(number))
    assert (answer.lot, seen(number).done_pcs) == ("", 0)
    assert held(number) == {"RX": 194, "UB": 97}
    assert not StockDocument.objects.filter(source=answer.card).exists()


def test_a_short_close_with_the_posting_ends_the_order(planner: Actor) -> None:
    number = launched_order("PA", 100)
    answer = post(card_of(number, 60), actor=planner, short="краска загустела")
    assert (answer.status, answer.shortfall_pcs) == ("done", 40)
    assert not held(number)
    assert seen(number).events.get(kind="card_posted").text == "краска загустела"


def test_a_component_without_stock_control_is_never_written_off() -> None:
    number = made(launched_order("PA", 10), 10)
    assert not StockMovement.objects.filter(document=number, lot__item__code="H2O").exists()


def test_the_database_refuses_an_order_that_has_done_what_no_card_says() -> None:
    number = launched_order("PA", 100)
    made(number, 40)
    waiting = card_of(number, 10)
    orders = ProductionOrder.objects.filter(order_no=number)
    cards = TechCard.objects.filter(number=waiting)
    with pytest.raises(IntegrityError, match="has done 41 pcs"):
        written(lambda: orders.update(done_pcs=41))
    with pytest.raises(IntegrityError, match="its cards say 41"):
        written(lambda: orders.update(done_opening_pcs=1))
    with pytest.raises(IntegrityError, match="its cards say 50"):
        written(lambda: cards.update(state="posted", posted_at=at(12), posting_no=9))


def written(act: Callable[[], object]) -> None:
    """Do something past the services, as a transaction of its own."""
    with transaction.atomic():
        act()
        look_at_deferred_rules()
