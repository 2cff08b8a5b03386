"""Reversal of a posted card by mirror movements (order-workflow 8.4, T9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import OrderEvent, ProductionOrder, Reservation
from potok.operations.orders.requirement import needs_by_order
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.cover import refresh_after
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.shelves import Hold, write_holds
from potok.operations.people.acting import Actor, command
from potok.operations.quality.models import LotDecisionRecord
from potok.operations.shopfloor.errors import ReversalForbiddenError
from potok.operations.shopfloor.models import CardFreed, CardLot, TechCard, WorkReport
from potok.operations.shopfloor.services.card_guards import check_card_version, require_state
from potok.operations.shopfloor.services.locking import lock_card
from potok.operations.shopfloor.services.posting import write_gross
from potok.operations.shopfloor.services.progress import progress_of
from potok.operations.warehouse.ledger import mirror_moves, write_moves
from potok.operations.warehouse.models import StockDocument, StockLot, StockMovement
from potok.operations.warehouse.papers import (
    PaperHead,
    PaperLine,
    mark_dropped,
    mark_reversed,
    write_paper,
)
from potok.operations.warehouse.periods import month_name, period_closed
from potok.supply.of_plant import RAW_AND_TARE

_NOTHING = Decimal(0)
_USABLE = ("released", "conditional")


@dataclass(frozen=True, slots=True)
class Reversal:
    """A reversed card.

    Attributes:
        lack: What the order's reservation could not take back, by item: it shows a shortage.
    """

    card: str
    order_no: str
    status: str
    done_pcs: int
    lack: Mapping[str, Decimal]


def reverse_card(actor: Actor, *, number: str, reason: str, expected_version: int | None = None) -> Reversal:
    """Take back the last posted card of an order: mirror movements, status, reservations.

    Raises:
        UnknownCardError: There is no such card.
        CardStateError: It is not posted.
        ReversalForbiddenError: A later card is posted, the product was moved on or written down, or a
            period is closed.
        ReasonMissingError: No reason is given.
        VersionConflictError: Somebody changed the card since it was read.
    """
    why = required(reason, "почему карта сторнируется")
    with command(actor, "reverse_tech_card", why=why):
        situation = present_situation()
        order, card = lock_card(number)
        check_card_version(card, expected_version)
        require_state(card, "posted", "сторнировать")
        papers = _locked_papers(card)
        lots = _locked_lots(card, order)
        _refuse(card, order, lots, situation)
        returned = _mirror(actor, card, lots, situation)
        for paper in papers:
            _take_paper_back(actor, paper, situation, f"сторно {number}: {why}")
        lack, changed = _take_back(card, order, lots, situation)
        before = order.status
        _write_order(order, card, situation, lack)
        WorkReport.objects.filter(card=card).update(card=None)
        card.state, card.reversal_reason = "reversed", why
        card.reversed_by_id, card.reversed_at = actor.user_id, situation.now
        card.save(update_fields=["state", "reversal_reason", "reversed_by", "reversed_at"])
        witness = Witness(actor, "reverse_tech_card", situation.now)
        record([_event(witness, order, card, before, lack, why)])
        touched = returned | changed
        if touched:
            refresh_after(situation, touched, stock=touched)
    return Reversal(number, order.order_no, order.status, order.done_pcs, lack)


def _locked_lots(card: TechCard, order: ProductionOrder) -> dict[int, StockLot]:
    """Lots of the card and all that its order may hold instead, locked by id."""
    items = set(CardLot.objects.filter(card=card).values_list("item_id", flat=True))
    items |= set(CardFreed.objects.filter(card=card).values_list("item_id", flat=True))
    own = set(CardLot.objects.filter(card=card).values_list("lot_id", flat=True))
    own |= set(CardFreed.objects.filter(card=card).values_list("lot_id", flat=True))
    own |= set(Reservation.objects.filter(order=order, kind="hard").values_list("lot_id", flat=True))
    if card.product_lot_id:
        own.add(card.product_lot_id)
    spare = StockLot.objects.filter(item_id__in=items, location=RAW_AND_TARE, qty__gt=0, qc_status="released")
    wanted = own | set(spare.values_list("id", flat=True))
    found = StockLot.objects.select_for_update(no_key=True).filter(id__in=wanted).order_by("pk")
    return {lot.pk: lot for lot in found}


def _refuse(
    card: TechCard, order: ProductionOrder, lots: Mapping[int, StockLot], situation: Situation
) -> None:
    why = ""
    later = TechCard.objects.filter(order=order, state="posted", posting_no__gt=card.posting_no).first()
    if later is not None:
        why = f"после неё проведена карта {later.number}: сначала сторнируйте её"
    elif LotDecisionRecord.objects.filter(lot=card.product_lot_id, decision="written_down").exists():
        why = "часть её выпуска списана по решению ОТК"
    elif card.product_lot_id and (moved := _moved_on(card, lots[card.product_lot_id])):
        why = moved
    else:
        for date in dict.fromkeys([card.date, situation.today]):
            if period_closed(date, lock=True):
                why = f"период «{month_name(date)}» закрыт"
                break
    if why:
        raise ReversalForbiddenError(card=card.number, why=why)


def _moved_on(card: TechCard, lot: StockLot) -> str:
    """Why the product lot is not where the posting left it; empty when it is."""
    if lot.qty != card.good_pcs:
        others = (
            StockMovement.objects.filter(lot=lot, qty__lt=0, reversed_by__isnull=True)
            .exclude(document=card.number)
            .exclude(kind="transfer")
            .order_by("id")
        )
        papers = ", ".join(dict.fromkeys(others.values_list("document", flat=True)))
        return f"партия {lot.code} уже отгружена или передана дальше ({papers or 'остаток изменён'})"
    if lot.reserved_qty:
        return f"партия {lot.code} зарезервирована"
    return ""


def _mirror(actor: Actor, card: TechCard, lots: Mapping[int, StockLot], situation: Situation) -> set[int]:
    """Mirror movements of the card; returns items whose free stock they change, by key."""
    moves = mirror_moves(card.number)
    write_moves(moves, document=card.number, at=situation.now, user_id=actor.user_id)
    for move in moves:
        lots[move.lot_id].qty += move.qty
    return {lots[move.lot_id].item_id for move in moves if move.lot_id != card.product_lot_id}


def _locked_papers(card: TechCard) -> list[StockDocument]:
    """Hand-overs of the card, locked before their lots, as the warehouse that accepts them does it."""
    found = StockDocument.objects.select_for_update(no_key=True).filter(kind="handover", source=card.number)
    return list(found.order_by("pk"))


def _take_paper_back(actor: Actor, paper: StockDocument, situation: Situation, reason: str) -> None:
    """A hand-over that was only offered is given up, an accepted one gets its mirror paper."""
    if paper.state == "draft":
        mark_dropped(paper, reason=reason)
    elif paper.state == "posted":
        head = PaperHead(
            kind="reversal",
            date=situation.today,
            place_from=paper.place_to,
            place_to=paper.place_from,
            order_no=paper.order_no,
            source=paper.number,
            reason=reason,
        )
        lines = [PaperLine(line.lot, line.qty) for line in paper.lines.select_related("lot")]
        mark_reversed(paper, write_paper(head, lines, user_id=actor.user_id, posted_at=situation.now))


def _take_back(
    card: TechCard, order: ProductionOrder, lots: Mapping[int, StockLot], situation: Situation
) -> tuple[dict[str, Decimal], set[int]]:
    """Reserve again what the posting took from the reservation or freed, from the same lots if it can be.

    Returns:
        What is lacking by item, and items whose reservation changed, by key.
    """
    wanted: dict[int, Decimal] = {}
    for rows in (
        CardLot.objects.filter(card=card, reserved_qty__gt=0).values_list("lot_id", "reserved_qty"),
        CardFreed.objects.filter(card=card).values_list("lot_id", "qty"),
    ):
        for lot_id, qty in rows:
            wanted[lot_id] = wanted.get(lot_id, _NOTHING) + qty
    held: dict[int, Decimal] = {}
    reserved = Reservation.objects.filter(order=order, kind="hard")
    held.update(reserved.values_list("lot_id", "qty"))
    taken: dict[int, Decimal] = {}
    lack: dict[int, Decimal] = {}
    for lot_id, qty in wanted.items():
        lot = lots[lot_id]
        got = min(qty, _free(lot, taken, situation.today))
        _add(taken, lot_id, got)
        _add(lack, lot.item_id, qty - got)
    for lot in sorted(lots.values(), key=_fefo):
        if lack.get(lot.item_id) and lot.location == RAW_AND_TARE:
            got = min(lack[lot.item_id], _free(lot, taken, situation.today))
            _add(taken, lot.pk, got)
            lack[lot.item_id] -= got
    if taken:
        reserved.filter(lot_id__in=list(taken)).delete()
        write_holds(
            Hold(order.pk, lots[lot_id].item_id, lot_id, qty + held.get(lot_id, _NOTHING))
            for lot_id, qty in taken.items()
        )
    codes = situation.master.item_codes
    return (
        {codes[item_id]: qty for item_id, qty in lack.items() if qty},
        {lots[lot_id].item_id for lot_id in taken},
    )


def _free(lot: StockLot, taken: Mapping[int, Decimal], today: dt.date) -> Decimal:
    if lot.qc_status not in _USABLE or (lot.expiry_date is not None and lot.expiry_date <= today):
        return _NOTHING
    return max(_NOTHING, lot.qty - lot.reserved_qty - taken.get(lot.pk, _NOTHING))


def _add(sums: dict[int, Decimal], key: int, qty: Decimal) -> None:
    if qty:
        sums[key] = sums.get(key, _NOTHING) + qty


def _fefo(lot: StockLot) -> tuple[dt.date, dt.date, str]:
    return (lot.expiry_date or dt.date.max, lot.received_date, lot.code)


def _write_order(
    order: ProductionOrder, card: TechCard, situation: Situation, lack: Mapping[str, Decimal]
) -> None:
    order.done_pcs -= card.good_pcs
    order.status = "in_production"
    order.release_actual_at = None
    fields = ["done_pcs", "status", "release_actual_at", "progress"]
    if lack:
        order.cover, order.cover_items = "missing", sorted(lack)
        fields += ["cover", "cover_items"]
    order.progress = progress_of(order)
    order.save(update_fields=fields)
    write_gross(order, needs_by_order([order], situation.master)[order.pk], situation)


def _event(
    witness: Witness,
    order: ProductionOrder,
    card: TechCard,
    before: str,
    lack: Mapping[str, Decimal],
    why: str,
) -> OrderEvent:
    moved = before != order.status
    return witness.event(
        order.pk,
        "card_reversed",
        from_status=before if moved else "",
        to_status=order.status if moved else "",
        old={"done_pcs": order.done_pcs + card.good_pcs},
        new={
            "card": card.number,
            "done_pcs": order.done_pcs,
            "lack": {item: str(qty) for item, qty in lack.items()},
        },
        text=why,
    )
