"""Technological cards before their posting: proposal, filling in, hand-in, return."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from builders.shop import at, card, card_of, launched_order, made, post, ready_order
from builders.small_books import day, put_lot, seen
from potok.errors import InvalidDataError
from potok.operations.catalog.models import PlantSettings
from potok.operations.orders.errors import VersionConflictError
from potok.operations.people.acting import SYSTEM, Actor
from potok.operations.people.rights import NoRightError
from potok.operations.shopfloor import errors
from potok.operations.shopfloor.models import CardLot, CardMaterial, TechCard, WorkReport
from potok.operations.shopfloor.reads.card_detail import CardDetail, card_detail
from potok.operations.shopfloor.reads.cards import CardFilter, card_page, card_totals
from potok.operations.shopfloor.services.card_given import (
    CardFill,
    Defect,
    Explanation,
    LotUse,
    TimeReason,
    Use,
)
from potok.operations.shopfloor.services.drafting import draft_card
from potok.operations.shopfloor.services.filling import explain_card, fill_card, void_card
from potok.operations.shopfloor.services.handing_in import hand_in_card, return_card
from potok.operations.shopfloor.services.launching import NewLaunch, launch_operation
from potok.operations.shopfloor.services.pausing import NewPause, resume_run, stop_run
from potok.operations.shopfloor.services.reporting import Output, report_output

pytestmark = pytest.mark.usefixtures("shop")


def shown(number: str) -> CardDetail:
    found = card_detail(number)
    assert found is not None
    return found


def worked_order() -> str:
    """100 pieces of PA in two lots of RX, an hour of work with a stop, scrap and rework."""
    put_lot("RX", 120, code="Л-ПОЗДНЯЯ", expires=day(40))
    put_lot("RX", 80, code="Л-РАННЯЯ", expires=day(20))
    put_lot("UB", 100)
    number = ready_order("PA", 100, stock=False)
    run = launch_operation(SYSTEM, launch=NewLaunch(number, at=at(8))).run_id
    report_output(SYSTEM, run_id=run, output=Output(good_pcs=50, at=at(9), people=["Волков И. П."]))
    stop_run(SYSTEM, run_id=run, pause=NewPause("no_packaging", "ждём склад", at(9)))
    resume_run(SYSTEM, run_id=run, at=at(9, 15))
    output = Output(
        good_pcs=44,
        scrap_pcs=3,
        scrap_reason="leak",
        rework_pcs=2,
        rework_reason="label",
        at=at(9, 45),
        finish=True,
    )
    report_output(SYSTEM, run_id=run, output=output)
    return number


def test_a_draft_proposes_output_materials_times_and_people_from_the_floor(head: Actor) -> None:
    number = worked_order()
    made_card = draft_card(head, order_no=number)
    seen_card = shown(made_card.number)
    assert made_card.number == "ТК 1-2026/00001"
    assert (seen_card.good_pcs, seen_card.rework_pcs, seen_card.scrap_pcs, seen_card.norm_pcs) == (
        94,
        2,
        3,
        99,
    )
    assert seen_card.people == ("Волков И. П.",)
    lots = {line.item: [(lot.lot, lot.qty) for lot in line.lots] for line in seen_card.materials}
    assert lots["RX"] == [("Л-РАННЯЯ", 80), ("Л-ПОЗДНЯЯ", 118)]
    assert {line.item: (line.norm_qty, line.actual_qty) for line in seen_card.materials} == {
        "RX": (198, 198),
        "UB": (99, 99),
        "H2O": (99, 99),
    }
    (time,) = seen_card.times
    assert (time.machine, time.norm_min, time.actual_min) == ("M1", Decimal("59.4"), Decimal("90.0"))
    assert time.beyond
    assert [(stop.reason, stop.minutes) for stop in seen_card.stops] == [("no_packaging", Decimal("15.0"))]
    assert {(one.kind, one.reason, one.qty_pcs) for one in seen_card.defects} == {
        ("scrap", "leak", 3),
        ("rework", "label", 2),
    }
    assert not WorkReport.objects.filter(card__isnull=True).exists()


def test_the_balance_of_a_card_counts_raw_materials_and_not_the_packaging(head: Actor) -> None:
    number = worked_order()
    balance = shown(draft_card(head, order_no=number).number).balance
    assert balance is not None
    assert (balance.raw_kg, balance.good_kg, balance.scrap_kg) == (297, 188, 6)
    assert balance.losses_kg == 297 - 188 - 4 - 6


def test_the_next_card_takes_only_what_was_made_since(head: Actor) -> None:
    number = worked_order()
    first = card_of(number)
    second = draft_card(head, order_no=number)
    assert (second.seq, second.good_pcs, shown(second.number).materials[0].actual_qty) == (2, 0, 0)
    void_card(head, number=second.number, reason="лишняя")
    assert card(second.number).state == "void"
    assert card(first).state == "handed_in"


def test_a_void_card_gives_its_reports_to_the_next_one(head: Actor) -> None:
    number = worked_order()
    first = draft_card(head, order_no=number)
    void_card(head, number=first.number, reason="не та смена")
    second = draft_card(head, order_no=number, date=day(0), shift_no=1)
    assert (second.good_pcs, second.shift_no, second.number) == (94, 1, "ТК 1-2026/00002")
    with pytest.raises(errors.CardStateError, match="Заведите новую"):
        fill_card(head, number=first.number, given=CardFill(good_pcs=1))


def test_norms_follow_a_changed_output_and_the_used_lots_stay(head: Actor) -> None:
    number = worked_order()
    draft = draft_card(head, order_no=number)
    fill_card(head, number=draft.number, given=CardFill(good_pcs=90, samples_pcs=1))
    rx = shown(draft.number).materials[0]
    assert (rx.norm_qty, rx.actual_qty, rx.deviation_pct) == (192, 198, Decimal("3.13"))
    fill_card(head, number=draft.number, given=CardFill(repropose=True))
    assert shown(draft.number).materials[0].actual_qty == 192


def test_the_shop_writes_other_lots_quantities_and_reasons(head: Actor) -> None:
    number = worked_order()
    draft = draft_card(head, order_no=number)
    put_lot("RY", 5, code="Л-ЗАМЕНА")
    uses = [
        Use("RX", [LotUse("Л-РАННЯЯ", Decimal(80)), LotUse("Л-ПОЗДНЯЯ", Decimal(110))], reason="replacement"),
        Use("RY", [LotUse("Л-ЗАМЕНА", Decimal("1.5"))], reason="replacement", note="вместо РХ"),
        Use("H2O", qty=Decimal(98)),
    ]
    times = [TimeReason(10, "waiting", "ждали склад")]
    given = CardFill(uses=uses, times=times, note="Замечание цеха", loss_reason="residue")
    fill_card(head, number=draft.number, given=given)
    seen_card = shown(draft.number)
    lines = {line.item: (line.norm_qty, line.actual_qty, line.reason) for line in seen_card.materials}
    assert lines["RX"] == (198, 190, "replacement")
    assert lines["RY"] == (0, Decimal("1.5"), "replacement")
    assert lines["H2O"] == (99, 98, "")
    assert (seen_card.times[0].reason, seen_card.loss_reason, seen_card.note) == (
        "waiting",
        "residue",
        "Замечание цеха",
    )
    hand_in_card(head, number=draft.number)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"good_pcs": -1}, ["good_pcs"]),
        ({"defects": [Defect("scrap", "leak", 0)]}, ["defects[0].qty_pcs"]),
        ({"defects": [Defect("scrap", "leak", 1)] * 2}, ["defects[0].reason", "defects[1].reason"]),
        ({"uses": [Use("НЕТ")]}, ["uses[0].item"]),
        ({"uses": [Use("RX", [LotUse("НЕТ", Decimal(1))])]}, ["uses[0].lots[0].lot"]),
        ({"uses": [Use("UB", [LotUse("Л-РАННЯЯ", Decimal(1))])]}, ["uses[0].lots[0].lot"]),
        ({"uses": [Use("RX", [LotUse("Л-РАННЯЯ", Decimal(-1))])]}, ["uses[0].lots[0].qty"]),
        ({"uses": [Use("RX", qty=Decimal(5))]}, ["uses[0].lots"]),
        ({"uses": [Use("H2O", [LotUse("Л-РАННЯЯ", Decimal(1))])]}, ["uses[0].lots", "uses[0].lots[0].lot"]),
        ({"from_rework_pcs": 1}, ["from_rework_pcs"]),
        ({"date": day(1)}, ["date"]),
        ({"finished_at": at(7)}, ["finished_at"]),
        ({"good_pcs": -1, "uses": [Use("НЕТ")]}, ["good_pcs", "uses[0].item"]),
    ],
)
def test_faults_of_a_card_are_told_all_at_once_and_nothing_is_written(
    given: dict[str, Any], fields: list[str]
) -> None:
    number = worked_order()
    draft = draft_card(SYSTEM, order_no=number)
    with pytest.raises(InvalidDataError) as refused:
        fill_card(SYSTEM, number=draft.number, given=CardFill(**given))
    assert [problem.field for problem in refused.value.problems] == fields
    assert card(draft.number).version == draft.version
    assert CardLot.objects.filter(card=draft).count() == 3


def test_a_card_with_gaps_is_not_handed_in_and_all_gaps_are_named(head: Actor) -> None:
    PlantSettings.objects.update(loss_tolerance_points=1)
    number = worked_order()
    draft = draft_card(head, order_no=number)
    uses = [Use("RX", [LotUse("Л-РАННЯЯ", Decimal(80)), LotUse("Л-ПОЗДНЯЯ", Decimal(100))]), Use("UB")]
    fill_card(head, number=draft.number, given=CardFill(uses=uses))
    with pytest.raises(errors.CardIncompleteError) as refused:
        hand_in_card(head, number=draft.number)
    assert [problem.code for problem in refused.value.problems] == [
        "deviations_explained",
        "materials_written_off",
        "losses_explained",
    ]
    assert card(draft.number).state == "draft"
    uses = [
        Use("RX", [LotUse("Л-РАННЯЯ", Decimal(80)), LotUse("Л-ПОЗДНЯЯ", Decimal(100))], reason="dosing"),
        Use("UB", reason="other"),
    ]
    fill_card(head, number=draft.number, given=CardFill(uses=uses, loss_reason="washing"))
    hand_in_card(head, number=draft.number)
    assert seen(number).progress == "output_reported"


def test_an_empty_card_is_not_handed_in(head: Actor) -> None:
    draft = draft_card(head, order_no=launched_order("PA", 10))
    with pytest.raises(errors.CardIncompleteError, match="хотя бы одна штука"):
        hand_in_card(head, number=draft.number)


def test_a_card_belongs_to_its_shop_until_it_is_handed_in_and_to_the_planner_after(
    head: Actor, stranger: Actor, planner: Actor
) -> None:
    number = worked_order()
    with pytest.raises(NoRightError):
        draft_card(stranger, order_no=number)
    draft = draft_card(head, order_no=number)
    for actor in (stranger, planner):
        with pytest.raises(NoRightError):
            fill_card(actor, number=draft.number, given=CardFill(good_pcs=1))
        with pytest.raises(NoRightError):
            hand_in_card(actor, number=draft.number)
    hand_in_card(head, number=draft.number)
    with pytest.raises(errors.CardStateError, match="верните карту цеху"):
        fill_card(head, number=draft.number, given=CardFill(good_pcs=1))
    with pytest.raises(NoRightError):
        return_card(head, number=draft.number, reason="хочу назад")
    explanation = Explanation(uses=[Use("RX", reason="dosing")], times=[TimeReason(10, "waiting")])
    explain_card(planner, number=draft.number, given=explanation)
    line = shown(draft.number).materials[0]
    assert (line.reason, line.actual_qty) == ("dosing", 198)
    return_card(planner, number=draft.number, reason="нет подписи")
    assert (card(draft.number).state, card(draft.number).returned_reason) == ("draft", "нет подписи")
    assert seen(number).progress == "launched"
    fill_card(head, number=draft.number, given=CardFill(note="подписано"))
    hand_in_card(head, number=draft.number)
    assert card(draft.number).returned_reason == ""


def test_an_old_version_of_a_card_is_refused(head: Actor) -> None:
    draft = draft_card(head, order_no=worked_order())
    fill_card(head, number=draft.number, given=CardFill(note="раз"), expected_version=1)
    with pytest.raises(VersionConflictError):
        fill_card(head, number=draft.number, given=CardFill(note="два"), expected_version=1)


def test_rework_of_one_card_comes_back_as_good_on_the_next_without_material(head: Actor) -> None:
    number = worked_order()
    first = card_of(number)
    post(first)
    second = draft_card(head, order_no=number)
    given = CardFill(good_pcs=2, from_rework_pcs=2, repropose=True)
    fill_card(head, number=second.number, given=given)
    seen_card = shown(second.number)
    assert (seen_card.norm_pcs, seen_card.rework_left) == (0, 2)
    assert {line.norm_qty for line in seen_card.materials} == {0}
    hand_in_card(head, number=second.number)
    post(second.number, short="остаток не нужен")
    assert (seen(number).done_pcs, seen(number).status) == (96, "done")


def test_a_card_needs_a_launched_order_in_production() -> None:
    with pytest.raises(errors.OrderNotLaunchedError):
        draft_card(SYSTEM, order_no=ready_order("PA", 10))
    with pytest.raises(errors.UnknownCardError):
        fill_card(SYSTEM, number="ТК 0", given=CardFill())


def test_a_posted_card_and_its_lines_are_fixed_past_the_services_too() -> None:
    number = launched_order("PA", 10)
    posted = TechCard.objects.get(number=made(number, 10))
    for act in (
        lambda: TechCard.objects.filter(pk=posted.pk).update(good_pcs=11),
        lambda: CardMaterial.objects.filter(card=posted).update(actual_qty=1),
        lambda: CardLot.objects.filter(card=posted).delete(),
    ):
        with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
            act()
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        TechCard.objects.filter(pk=posted.pk).delete()
    with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
        TechCard.objects.filter(pk=posted.pk).update(state="handed_in")


def test_the_list_is_filtered_counted_and_paged() -> None:
    numbers = [card_of(launched_order("PA", 10), 10) for _ in range(3)]
    post(numbers[0])
    waiting = CardFilter(states=("handed_in",), workshops=("1",))
    page = card_page(waiting, limit=1)
    assert [row.number for row in page.rows] == [numbers[2]]
    rest = card_page(waiting, limit=5, after=page.next_mark)
    assert ([row.number for row in rest.rows], rest.next_mark) == ([numbers[1]], "")
    totals = card_totals(waiting)
    assert (totals.by_state["handed_in"], totals.by_state["posted"], totals.good_pcs) == (2, 1, 20)
    assert [row.number for row in card_page(CardFilter(text="00001")).rows] == [numbers[0]]
