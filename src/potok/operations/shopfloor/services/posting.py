"""Posting of a technological card: all effects of order-workflow 8.3 in one transaction, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from potok.errors import Problem
from potok.operations.bulk_writes import delete_rows, insert_rows, update_rows
from potok.operations.catalog.situation import Situation, present_situation, situation_at_begin
from potok.operations.kept_cursor import kept_cursor, sent_together
from potok.operations.orders.models import OrderComponent, ProductionOrder, Reservation
from potok.operations.orders.services.cover import refresh_after
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.shelves import Hold, write_holds
from potok.operations.people.acting import Actor, command, require
from potok.operations.prepared import Prepared
from potok.operations.row_writes import insert_row, save_fields
from potok.operations.shopfloor.errors import CardStateError, PostingRefusedError, UnknownCardError
from potok.operations.shopfloor.models import CardFreed, CardLot, TechCard
from potok.operations.shopfloor.services.card_facts import CardFacts, load_facts
from potok.operations.shopfloor.services.card_guards import check_card_version
from potok.operations.shopfloor.services.locking import lock_card
from potok.operations.shopfloor.services.posting_rules import (
    Check,
    Decision,
    Effect,
    Wishes,
    decide_posting,
)
from potok.operations.shopfloor.services.progress import progress_of
from potok.operations.warehouse.ledger import Move, write_moves
from potok.operations.warehouse.models import StockLot
from potok.operations.warehouse.papers import offer_product
from potok.operations.warehouse.places import HANDED_OVER

_FINISH_RUNS = """
    WITH ended AS (
        UPDATE shopfloor_operationrun SET state = 'finished', finished_at = greatest(started_at, %s)
        WHERE order_id = %s AND state <> 'finished' RETURNING id
    )
    UPDATE shopfloor_runstop AS stop SET finished_at = greatest(stop.started_at, %s)
    FROM ended WHERE stop.run_id = ended.id AND stop.finished_at IS NULL
"""

_COMPONENTS = Prepared(
    lambda order: OrderComponent.objects.filter(order_id=order).values_list("id", "item_id"), "order"
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What posting a card would do: all guards and effects, nothing written."""

    card: str
    checks: tuple[Check, ...]
    effects: tuple[Effect, ...]
    completes: bool

    @property
    def ready(self) -> bool:
        """Whether no guard is violated."""
        return all(check.state != "failed" for check in self.checks)


@dataclass(frozen=True, slots=True)
class Posting:
    """A posted card.

    Attributes:
        lot: Number of the product lot, empty without good pieces.
        shortfall_pcs: What an order that was closed short lacks; it may be ordered anew.
        freed_for: Waiting orders that could go to production with what became free, in rank.
        repeated: The card was posted before: this is the first answer, nothing was written.
    """

    card: str
    order_no: str
    status: str
    done_pcs: int
    remaining_pcs: int
    shortfall_pcs: int
    lot: str
    effects: tuple[Effect, ...]
    freed_for: tuple[str, ...] = ()
    repeated: bool = False


def preview_posting(actor: Actor, *, number: str, wishes: Wishes | None = None) -> Preview:
    """Guards and effects of posting a card, by the code that posts it.

    Raises:
        UnknownCardError: There is no such card.
        NoRightError: The actor may not read the shops' papers.
    """
    require(actor, "read_shop")
    card = TechCard.objects.select_related("order__product", "workshop").filter(number=number).first()
    if card is None:
        raise UnknownCardError(card=number)
    facts = load_facts(card, card.order, present_situation(), lock=False)
    decision = decide_posting(actor, facts, wishes or Wishes())
    return Preview(number, decision.checks, decision.effects, decision.completes)


def post_card(
    actor: Actor, *, number: str, wishes: Wishes | None = None, expected_version: int | None = None
) -> Posting:
    """Post a card that the shop handed in. A posted card answers as the first time (idempotent by number).

    Raises:
        UnknownCardError: There is no such card.
        CardStateError: It was reversed or put aside.
        PostingRefusedError: Guards are violated, all of them named; nothing was written.
        VersionConflictError: Somebody changed the card since it was read.
    """
    wanted = wishes or Wishes()
    with command(actor, "post_tech_card", why=wanted.short_reason or wanted.over_reason):
        situation = situation_at_begin()
        order, card = lock_card(number)
        if card.state == "posted":
            return _posted_before(card, order)
        check_card_version(card, expected_version)
        if card.state in {"reversed", "void"}:
            raise CardStateError(
                card=number, state=card.get_state_display(), verb="провести", hint="Заведите новую карту."
            )
        facts = load_facts(card, order, situation, lock=True)
        decision = decide_posting(actor, facts, wanted)
        _refuse(number, decision)
        freed_for = _write(actor, facts, decision, wanted)
    return _answer(card, order, decision.effects, freed_for)


def _refuse(number: str, decision: Decision) -> None:
    if decision.refusals:
        problems = [
            Problem(f"Карта {number}", None, check.code, None, check.text, check.code)
            for check in decision.refusals
        ]
        guards = [check.code for check in decision.refusals]
        raise PostingRefusedError(card=number, guards=guards, problems=problems)


def _write(actor: Actor, facts: CardFacts, decision: Decision, wishes: Wishes) -> tuple[str, ...]:
    """All effects; returns waiting orders that could go to production with what became free."""
    card, order, situation = facts.card, facts.order, facts.situation
    at = facts.card.finished_at or situation.now
    with sent_together():
        _write_reservations(facts, decision)
        lot = _write_movements(actor, facts, decision, at)
        _write_card(actor, facts, decision, lot)
        before = order.status
        _write_order(order, decision, situation)
        witness = Witness(actor, "post_tech_card", situation.now)
        new = {
            "card": card.number,
            "good_pcs": card.good_pcs,
            "done_pcs": order.done_pcs,
            "lot": lot.code if lot else "",
            "deviations": {
                line.item.item_id: str(line.deviation_pct) for line in facts.materials if line.beyond
            },
        }
        events = [
            witness.event(
                order.pk,
                "card_posted",
                from_status=before if order.status != before else "",
                to_status=order.status if order.status != before else "",
                old={"done_pcs": order.done_pcs - card.good_pcs},
                new=new,
                text=wishes.short_reason or wishes.over_reason or card.number,
            )
        ]
        record(events)
    freed_for = _refresh(facts, decision)
    if lot is not None:
        # Last: other cards wait for the counter of hand-overs until this one is posted.
        offer_product(
            lot,
            qty=Decimal(card.good_pcs),
            order_no=order.order_no,
            card_no=card.number,
            workshop=card.workshop.name,
            date=card.date,
            user_id=actor.user_id,
        )
    return freed_for


def _write_reservations(facts: CardFacts, decision: Decision) -> None:
    """The used part goes, the rest stays or is freed; noted so that a reversal can take it back."""
    card, order = facts.card, facts.order
    if facts.held:
        delete_rows(Reservation, order=order.pk, kind="hard")
    write_holds(Hold(order.pk, one.item_id, one.lot_id, one.qty) for one in decision.kept)
    if decision.from_reserved:
        update_rows(
            CardLot,
            ("reserved_qty",),
            (
                {"id": facts.use_ids[lot_id], "reserved_qty": qty}
                for lot_id, qty in decision.from_reserved.items()
            ),
        )
    insert_rows(
        CardFreed,
        ("card", "item", "lot", "qty"),
        ({"card": card.pk, "item": one.item_id, "lot": one.lot_id, "qty": one.qty} for one in decision.freed),
    )


def _write_movements(actor: Actor, facts: CardFacts, decision: Decision, at: dt.datetime) -> StockLot | None:
    """Write-offs and the output; returns the product lot."""
    card = facts.card
    lot = None
    moves = [Move(lot_id, "write_off", -qty) for lot_id, qty in facts.uses.items()]
    if card.good_pcs:
        lot = insert_row(
            StockLot(
                code=decision.lot_code,
                item_id=facts.order.product_id,
                location=HANDED_OVER,
                received_date=card.date,
                expiry_date=decision.expiry_date,
                qc_status="quarantine",
            )
        )
        moves.append(Move(lot.pk, "output", Decimal(card.good_pcs)))
    write_moves(moves, document=card.number, at=at, user_id=actor.user_id)
    return lot


def _write_card(actor: Actor, facts: CardFacts, decision: Decision, lot: StockLot | None) -> None:
    card = facts.card
    card.state = "posted"
    card.posted_by_id = actor.user_id
    card.posted_at = facts.situation.now
    card.posting_no = facts.postings + 1
    card.product_lot = lot
    card.effects = {"effects": [asdict(effect) for effect in decision.effects]}
    save_fields(card, "state", "posted_by", "posted_at", "posting_no", "product_lot", "effects")


def _write_order(order: ProductionOrder, decision: Decision, situation: Situation) -> None:
    order.done_pcs = decision.done_pcs
    fields = ["done_pcs", "progress"]
    if decision.completes:
        complete(order, situation)
        fields += ["status", "release_actual_at", "hold_reason"]
    else:
        order.progress = progress_of(order)
    save_fields(order, *fields)
    if not decision.completes:
        write_gross(order, decision.need, situation)


def complete(order: ProductionOrder, situation: Situation) -> None:
    """Set the end of an order (T7); its open operations end with it."""
    order.status, order.progress, order.hold_reason = "done", "posted", ""
    order.release_actual_at = situation.now
    with kept_cursor() as cursor:
        cursor.execute(_FINISH_RUNS, [situation.now, order.pk, situation.now])


def write_gross(order: ProductionOrder, need: Mapping[str, Decimal], situation: Situation) -> None:
    """Write the requirement of what is left to make into the components of an order."""
    codes = situation.master.item_codes
    rows = _COMPONENTS(order=order.pk)
    update_rows(
        OrderComponent,
        ("gross_qty",),
        ({"id": pk, "gross_qty": need.get(codes[item_id], Decimal(0))} for pk, item_id in rows),
    )


def _refresh(facts: CardFacts, decision: Decision) -> tuple[str, ...]:
    """Look at waiting orders again where free stock changed."""
    changed = {one.item_id for one in decision.freed}
    for lot_id, qty in facts.uses.items():
        if qty > decision.from_reserved.get(lot_id, 0):
            changed.add(facts.lots[lot_id].item_id)
    if not changed:
        return ()
    return refresh_after(facts.situation, changed, stock=changed).coverable


def _answer(
    card: TechCard,
    order: ProductionOrder,
    effects: Sequence[Effect],
    freed_for: tuple[str, ...] = (),
    *,
    repeated: bool = False,
) -> Posting:
    left = max(0, order.qty_pcs - order.done_pcs)
    done = order.status == "done"
    return Posting(
        card=card.number,
        order_no=order.order_no,
        status=order.status,
        done_pcs=order.done_pcs,
        remaining_pcs=0 if done else left,
        shortfall_pcs=left if done else 0,
        lot=card.product_lot.code if card.product_lot else "",
        effects=tuple(effects),
        freed_for=freed_for,
        repeated=repeated,
    )


def _posted_before(card: TechCard, order: ProductionOrder) -> Posting:
    effects = [Effect(**effect) for effect in card.effects["effects"]]
    return _answer(card, order, effects, repeated=True)
