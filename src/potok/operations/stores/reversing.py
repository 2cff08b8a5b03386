"""Papers taken back: a mirror paper with mirror movements, never an edit (order-workflow 8.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.field_history import events_of
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.cover import refresh_after
from potok.operations.people.acting import Actor, command
from potok.operations.purchasing.models import Receipt
from potok.operations.stores.keepers import require_keeper
from potok.operations.stores.shelf import locked_lots
from potok.operations.warehouse.errors import MovedOnError, PaperStateError
from potok.operations.warehouse.kinds import DOCUMENT_KINDS
from potok.operations.warehouse.ledger import Move, mirror_moves, write_moves
from potok.operations.warehouse.models import StockDocument, StockLot, StockMovement
from potok.operations.warehouse.papers import (
    PaperHead,
    PaperLine,
    locked_paper,
    mark_reversed,
    require_state,
    write_paper,
)
from potok.operations.warehouse.places import HANDED_OVER, RAW_AND_TARE
from potok.plant.model import OPEN_RECEIPT_STATUSES, ReceiptStatus

_KINDS = dict(DOCUMENT_KINDS)
#: Papers that another paper takes back instead of a mirror: reservations and quality decisions hang on them.
_OTHERWISE = {
    "issue": "Оформите возврат из цеха.",
    "shop_return": "Отпустите материал в цех заново.",
    "downgrade": "Переведите партию обратно решением ОТК.",
    "reversal": "Проведите документ заново.",
}
#: Command that posts a kind of papers: whoever may give it may take them back.
RIGHT_OF: Mapping[str, str] = {
    "receipt": "receive_stock",
    "opening": "enter_opening",
    "handover": "accept_product",
    "shipment": "ship_product",
    "trade_return": "return_stock",
    "supplier_return": "return_stock",
    "count": "count_stock",
    "scrap": "scrap_stock",
    "correction": "correct_stock",
}


def reverse_paper(actor: Actor, *, number: str, reason: str) -> StockDocument:
    """Take a posted paper back; returns the mirror paper.

    Raises:
        UnknownPaperError: There is no such paper.
        PaperStateError: It is not posted, or of a kind that another paper takes back.
        MovedOnError: What it brought was used, reserved or decided upon since.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему документ сторнируется")
    right = right_to_reverse(number)
    with command(actor, right, why=why):
        situation = present_situation()
        codes = StockMovement.objects.filter(document=number).values_list("lot__code", flat=True)
        lots = locked_lots(sorted(set(codes)))
        paper = locked_paper(number)
        require_keeper(actor, right, [lot.location for lot in lots.values()])
        _refuse_kind(paper)
        require_state(paper, "posted", verb="сторнировать", hint="Обновите страницу.")
        moves = mirror_moves(number)
        _refuse_used(paper, moves, lots)
        _SPECIAL.get(paper.kind, _nothing)(paper, lots, situation)
        head = PaperHead(
            kind="reversal",
            date=situation.today,
            partner=paper.partner,
            place_from=paper.place_to,
            place_to=paper.place_from,
            order_no=paper.order_no,
            source=paper.number,
            reason=why,
        )
        lines = [PaperLine(line.lot, line.qty, line.book_qty) for line in paper.lines.select_related("lot")]
        mirror = write_paper(head, lines, user_id=actor.user_id, posted_at=situation.now)
        write_moves(moves, document=mirror.number, at=situation.now, user_id=actor.user_id)
        mark_reversed(paper, mirror)
        items = {lot.item_id for lot in lots.values() if lot.location == RAW_AND_TARE}
        refresh_after(situation, items, stock=items)
        return mirror


def right_to_reverse(number: str) -> str:
    """The command whose right is needed to take a paper back."""
    kind = StockDocument.objects.filter(number=number).values_list("kind", flat=True).first()
    return RIGHT_OF.get(kind or "", "correct_stock")


def _refuse_kind(paper: StockDocument) -> None:
    hint = _OTHERWISE.get(paper.kind)
    if hint is not None:
        raise PaperStateError(
            number=paper.number,
            kind=_KINDS[paper.kind],
            state=paper.get_state_display(),
            verb="сторнировать",
            hint=hint,
        )


def _refuse_used(paper: StockDocument, moves: Sequence[Move], lots: Mapping[str, StockLot]) -> None:
    """Every lot must still hold, free of reservations, what the mirror takes from it."""
    changes: dict[int, Decimal] = {}
    for move in moves:
        changes[move.lot_id] = changes.get(move.lot_id, Decimal(0)) + move.qty
    for lot in lots.values():
        if lot.qty + changes.get(lot.pk, Decimal(0)) < lot.reserved_qty:
            raise MovedOnError(
                number=paper.number,
                why=f"партия {lot.code} уже израсходована или зарезервирована",
                hint="Сначала верните то, что взято из партии.",
            )


def _receipt(paper: StockDocument, lots: Mapping[str, StockLot], situation: Situation) -> None:
    """The row of the pull table is expected again, with the quantity and the date it had before."""
    decided = [lot.code for lot in lots.values() if lot.qc_status != "quarantine"]
    if decided:
        raise MovedOnError(
            number=paper.number,
            why=f"по партии {decided[0]} уже есть решение ОТК",
            hint="Оформите возврат поставщику или списание.",
        )
    row = Receipt.objects.select_for_update(no_key=True).filter(code=paper.source).first()
    if row is None:
        return
    expected = (
        events_of(Receipt)
        .filter(pgh_obj_id=row.pk, status__in=OPEN_RECEIPT_STATUSES)
        .order_by("-pgh_id")
        .first()
    )
    whole = _whole_of(row)
    if expected is not None:
        row.qty, row.expected_date, row.status = expected.qty, expected.expected_date, expected.status
    elif whole is not None:
        whole.qty += row.qty
        whole.version += 1
        whole.save(update_fields=["qty", "version"])
        row.status = ReceiptStatus.CANCELLED.value
    else:
        late = row.promised_date < situation.today
        row.status = (ReceiptStatus.LATE if late else ReceiptStatus.CONFIRMED).value
        row.expected_date = max(row.promised_date, situation.today)
    row.version += 1
    row.save(update_fields=["qty", "expected_date", "status", "version"])


def _whole_of(part: Receipt) -> Receipt | None:
    """The row that still expects the rest of a delivery that came in parts."""
    code, _, place = part.code.rpartition("/")
    if not place.isdigit():
        return None
    found = Receipt.objects.select_for_update(no_key=True).filter(code=code, item_id=part.item_id)
    return found.filter(status__in=OPEN_RECEIPT_STATUSES).first()


def _handover(paper: StockDocument, lots: Mapping[str, StockLot], situation: Situation) -> None:
    """The lots lie in the shop again, and are offered anew."""
    for lot in lots.values():
        shipped = StockMovement.objects.filter(lot=lot, kind="shipment", reversed_by__isnull=True)
        if shipped.exists():
            raise MovedOnError(
                number=paper.number,
                why=f"партия {lot.code} уже отгружалась",
                hint="Сначала сторнируйте отгрузку.",
            )
    StockLot.objects.filter(pk__in=[lot.pk for lot in lots.values()]).update(location=HANDED_OVER)
    head = PaperHead(
        kind="handover",
        date=situation.today,
        place_from=paper.place_from,
        place_to=paper.place_to,
        order_no=paper.order_no,
        source=paper.source,
    )
    lines = [PaperLine(lot, lot.qty, book_qty=lot.qty) for lot in lots.values()]
    write_paper(head, lines, user_id=paper.author_id, posted_at=None)


def _nothing(_: StockDocument, __: Mapping[str, StockLot], ___: Situation) -> None:
    """Most papers have no other effect than their movements."""


_SPECIAL: Mapping[str, Callable[[StockDocument, Mapping[str, StockLot], Situation], None]] = {
    "receipt": _receipt,
    "handover": _handover,
}
