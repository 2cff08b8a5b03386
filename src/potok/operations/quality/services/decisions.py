"""Decisions on lots, each with all its effects and its line in the log (order-workflow 9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.models import Item
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.errors import LotDecisionForbiddenError, UnknownLotError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services import lots
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.following import FollowingOrder, write_following_order
from potok.operations.people.acting import Actor, command
from potok.operations.quality.errors import (
    LotWithoutOrderError,
    NotAProductLotError,
    UnknownInspectionError,
)
from potok.operations.quality.kinds import DECISIONS
from potok.operations.quality.models import Inspection, LotDecisionRecord
from potok.operations.stores.shelf import Part, locked_lots, locked_parts, refuse_missing
from potok.operations.warehouse.ledger import Move, write_moves
from potok.operations.warehouse.models import StockDocument, StockDocumentLine, StockLot
from potok.operations.warehouse.papers import PaperHead, PaperLine, add_lines, write_paper
from potok.operations.warehouse.places import HANDED_OVER

_WORDS = dict(DECISIONS)


@dataclass(frozen=True, slots=True)
class Downgraded:
    """A quantity moved to another item.

    Attributes:
        paper: Number of the transfer document.
        lot: Number of the new lot.
    """

    paper: str
    lot: str


def decide(
    actor: Actor,
    *,
    lot: str,
    decision: str,
    reason: str = "",
    products: Collection[str] = (),
    inspection: str = "",
) -> lots.LotDecision:
    """Release, reject, block or conditionally permit a lot; see `orders.services.lots.decide_lot`.

    Args:
        products: Products for which a conditional lot may be used.
        inspection: Number of the inspection that the decision follows.

    Raises:
        UnknownInspectionError: There is no such inspection.
    """
    with command(actor, "decide_lot", why=reason):
        seen = _inspection(inspection)
        result = lots.decide_lot(actor, lot=lot, decision=decision, reason=reason, products=products)
        effects = {
            name: list(getattr(result, name))
            for name in ("kept", "waiting", "stopped", "coverable", "blocked")
            if getattr(result, name)
        }
        if products:
            effects["products"] = sorted(products)
        row = named_lot(lot)
        order_no = order_of(row)
        note_decision(
            actor,
            row,
            decision,
            before=result.before,
            reason=reason,
            qty=row.qty,
            inspection=seen,
            order_no=order_no,
            effects=effects,
        )
        if decision == "released" and row.item.type == "finished" and order_no:
            _tell_released(actor, row, order_no)
        return result


def send_to_rework(
    actor: Actor, *, lot: str, reason: str, due_date: dt.date | None = None, inspection: str = ""
) -> FollowingOrder:
    """A product lot is to be mended: it is blocked, and an order to mend it is linked to its own.

    Args:
        due_date: When it must be done; None = the due date of the order, not before today.

    Raises:
        NotAProductLotError: It is no lot of a product.
        LotWithoutOrderError: The books do not know its order.
        LotDecisionForbiddenError: It is rejected already, empty, or an order mends it.
    """
    why = required(reason, "что исправить")
    with command(actor, "decide_lot", why=why):
        situation = present_situation()
        row = _product_lot(lot, "rework")
        order = _order(row, verb="отправить на исправление")
        _refuse_second_rework(row)
        before = row.qc_status
        if before != "blocked":
            lots.decide_lot(actor, lot=lot, decision="blocked", reason=why)
        made = write_following_order(
            actor,
            order,
            qty_pcs=int(row.qty),
            due_date=max(due_date or order.due_date, situation.today),
            kind="rework",
            reason=f"исправление партии {lot}: {why}",
            situation=situation,
        )
        note_decision(
            actor,
            row,
            "rework",
            before=before,
            reason=why,
            qty=row.qty,
            inspection=_inspection(inspection),
            order_no=order.order_no,
            rework_order_no=made.order_no,
        )
        return made


def downgrade(
    actor: Actor, *, lot: str, item: str, reason: str, qty: Decimal | None = None, inspection: str = ""
) -> Downgraded:
    """Move a product lot, or a part of it, to another item by a transfer document.

    Args:
        item: Code of the other product, of the same unit.
        qty: None = all of the lot that no order holds.

    Raises:
        NotAProductLotError: It is no lot of a product.
        InvalidDataError: The other item is unknown, the same, no product, or of another unit.
        LotNotEnoughError: The lot holds less.
    """
    why = required(reason, "почему партия переводится в другую номенклатуру")
    with command(actor, "decide_lot", why=why):
        situation = present_situation()
        offered = _open_hand_over(_product_lot(lot, "downgraded"))
        source = locked_lots([lot])[lot]
        target = _other_item(source, item)
        moved = source.qty - source.reserved_qty if qty is None else qty
        parts = [Part(lot, moved)]
        locked_parts(parts, paper="Перевод")
        refuse_missing({lot: source}, parts)
        new = StockLot.objects.create(
            code=_new_code(source),
            item=target,
            location=source.location,
            received_date=source.received_date,
            expiry_date=source.expiry_date,
            expires_at=source.expires_at,
            qc_status="released",
            qc_date=situation.today,
            origin=source,
        )
        head = PaperHead(
            kind="downgrade",
            date=situation.today,
            place_from=source.location,
            place_to=source.location,
            order_no=order_of(source),
            reason=why,
        )
        lines = [PaperLine(source, moved, note=f"→ {target.code}, партия {new.code}")]
        paper = write_paper(head, lines, user_id=actor.user_id, posted_at=situation.now)
        write_moves(
            [Move(source.pk, "transfer", -moved), Move(new.pk, "transfer", moved)],
            document=paper.number,
            at=situation.now,
            user_id=actor.user_id,
        )
        if offered is not None:
            _offer_too(offered, source, new, moved)
        note_decision(
            actor,
            source,
            "downgraded",
            before=source.qc_status,
            reason=why,
            qty=moved,
            inspection=_inspection(inspection),
            order_no=head.order_no,
            paper=paper.number,
            effects={"lot": [new.code], "item": [target.code]},
        )
        return Downgraded(paper.number, new.code)


def note_decision(  # noqa: PLR0913 - the columns of the log
    actor: Actor,
    lot: StockLot,
    decision: str,
    *,
    before: str,
    reason: str,
    qty: Decimal | None = None,
    inspection: Inspection | None = None,
    order_no: str = "",
    rework_order_no: str = "",
    paper: str = "",
    effects: dict[str, Any] | None = None,
) -> LotDecisionRecord:
    """Write a line of the log of decisions, inside the caller's transaction."""
    return LotDecisionRecord.objects.create(
        lot=lot,
        at=present_situation().now,
        user_id=actor.user_id,
        decision=decision,
        before=before,
        reason=reason[:250],
        qty=qty,
        inspection=inspection,
        order_no=order_no,
        rework_order_no=rework_order_no,
        paper=paper,
        effects=effects or {},
    )


def named_lot(code: str) -> StockLot:
    """A lot by its number, not locked.

    Raises:
        UnknownLotError: There is none.
    """
    row = StockLot.objects.select_related("item").filter(code=code).first()
    if row is None:
        raise UnknownLotError(lot=code)
    return row


def order_of(lot: StockLot) -> str:
    """The order for which a product lot was made, by its hand-over; empty when there is none."""
    lines = StockDocumentLine.objects.filter(
        document__kind="handover", lot__in=[lot.pk, lot.origin_id or lot.pk]
    )
    return lines.exclude(document__order_no="").values_list("document__order_no", flat=True).first() or ""


def _order(lot: StockLot, *, verb: str) -> ProductionOrder:
    found = (
        ProductionOrder.objects.select_related("product", "customer").filter(order_no=order_of(lot)).first()
    )
    if found is None:
        raise LotWithoutOrderError(lot=lot.code, verb=verb, hint="Заблокируйте или забракуйте партию.")
    return found


def _product_lot(code: str, decision: str) -> StockLot:
    row = named_lot(code)
    if row.item.type != "finished":
        raise NotAProductLotError(lot=code, item=row.item.code, decision=_WORDS[decision])
    return row


def _refuse_second_rework(lot: StockLot) -> None:
    """An empty lot has nothing to mend, and one order at a time mends it."""
    orders = LotDecisionRecord.objects.filter(lot=lot, decision="rework").values("rework_order_no")
    going = (
        ProductionOrder.objects.filter(order_no__in=orders)
        .exclude(status__in=["done", "cancelled"])
        .values_list("order_no", flat=True)
        .first()
    )
    hint = ""
    if lot.qty <= 0:
        hint = "Партия пуста: исправлять нечего."
    elif going is not None:
        hint = f"Её уже исправляет заказ {going}."
    if hint:
        raise LotDecisionForbiddenError(
            lot=lot.code, status=lot.get_qc_status_display(), decision=_WORDS["rework"], hint=hint
        )


def _open_hand_over(lot: StockLot) -> StockDocument | None:
    """The hand-over that the warehouse has not accepted yet, locked before the lot as acceptance does."""
    found = StockDocument.objects.select_for_update(no_key=True, of=("self",)).filter(
        kind="handover", state__in=["draft", "dropped"], lines__lot=lot
    )
    return found.order_by("-pk").first() if lot.location == HANDED_OVER else None


def _offer_too(paper: StockDocument, source: StockLot, new: StockLot, moved: Decimal) -> None:
    """What became another item before it was accepted is accepted by the same paper."""
    left = source.qty - moved
    paper.lines.filter(lot=source).update(qty=left, book_qty=left)
    add_lines(paper, [PaperLine(new, moved, book_qty=moved)], after=paper.lines.count())


def _tell_released(actor: Actor, lot: StockLot, order_no: str) -> None:
    """The order learns that its product may be shipped; the client department sees it as a notice."""
    order = ProductionOrder.objects.filter(order_no=order_no).values_list("pk", flat=True).first()
    if order is not None:
        witness = Witness(actor, "decide_lot", present_situation().now)
        record([witness.event(order, "product_released", new={"lot": lot.code}, text=f"партия {lot.code}")])


def _inspection(number: str) -> Inspection | None:
    if not number:
        return None
    found = Inspection.objects.filter(number=number).first()
    if found is None:
        raise UnknownInspectionError(number=number)
    return found


def _other_item(source: StockLot, code: str) -> Item:
    target = Item.objects.filter(code=code).first()
    expected = ""
    if target is None:
        expected = "код из справочника"
    elif target.pk == source.item_id:
        expected = f"позиция, отличная от {source.item.code}"
    elif target.type != "finished":
        expected = "продукция: партия остаётся изделием, только другим"
    elif target.unit != source.item.unit:
        expected = f"позиция в той же единице, что {source.item.code}"
    if target is None or expected:
        raise InvalidDataError(
            [Problem(f"Перевод партии {source.code}", None, "item", code, expected, "bad_value")]
        )
    return target


def _new_code(source: StockLot) -> str:
    return f"{source.code}/П{StockLot.objects.filter(code__startswith=f'{source.code}/П').count() + 1}"[:60]
