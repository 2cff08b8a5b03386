"""Product from the shops to the finished goods warehouse: accepted, or declined with the reason (8.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.models import Workshop
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.events import Witness, record
from potok.operations.people.acting import Actor, command, require
from potok.operations.stores.shelf import locked_lots
from potok.operations.warehouse.ledger import Move, write_moves
from potok.operations.warehouse.models import StockDocument, StockDocumentLine, StockLot
from potok.operations.warehouse.papers import locked_paper, mark_dropped, mark_posted, require_state
from potok.operations.warehouse.places import FINISHED_GOODS, shop


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the warehouse accepted.

    Attributes:
        differences: Accepted less handed over, by lot; only where they differ.
        shippable: Lots that are released, so that they may be shipped now.
    """

    paper: str
    differences: Mapping[str, Decimal]
    shippable: tuple[str, ...]


def accept_product(
    actor: Actor, *, number: str, counted: Mapping[str, Decimal] | None = None, reason: str = ""
) -> Acceptance:
    """Accept a hand-over: the lots lie in the finished goods warehouse from now on.

    Args:
        counted: What was found, by lot; lots that are not named came as the books have them.
        reason: Why it differs; needed when it does.

    Raises:
        UnknownPaperError: There is no such hand-over.
        PaperStateError: It was accepted or declined already.
        InvalidDataError: A lot that is not in it, a quantity that is negative.
        ReasonMissingError: A difference without a reason.
    """
    with command(actor, "accept_product", why=reason):
        situation = present_situation()
        paper = locked_paper(number, kinds=["handover"])
        require_state(paper, "draft", verb="принять", hint="Обновите список.")
        lines = list(paper.lines.select_related("lot").order_by("line_no"))
        lots = locked_lots([line.lot.code for line in lines])
        found = _found(paper, lots, counted or {})
        differences = {code: qty - lots[code].qty for code, qty in found.items() if qty != lots[code].qty}
        if differences:
            required(reason, "почему принято не столько, сколько передано")
        moves = []
        for line in lines:
            lot = lots[line.lot.code]
            moves += [
                Move(lot.pk, "transfer", -lot.qty),
                Move(lot.pk, "transfer", lot.qty),
                Move(lot.pk, "correction", differences.get(lot.code, Decimal(0))),
            ]
            line.qty = found[lot.code]
        write_moves(moves, document=paper.number, at=situation.now, user_id=actor.user_id)
        StockDocumentLine.objects.bulk_update(lines, ["qty"])
        StockLot.objects.filter(pk__in=[lot.pk for lot in lots.values()]).update(location=FINISHED_GOODS)
        # It is dated when the product changes hands: the month of the offer may be closed by now.
        paper.date = situation.today
        mark_posted(paper, at=situation.now, user_id=actor.user_id, reason=reason)
        _tell(Witness(actor, "accept_product", situation.now), paper, "product_accepted", reason)
        shippable = tuple(code for code, lot in lots.items() if lot.qc_status == "released")
        return Acceptance(paper.number, differences, shippable)


def decline_product(actor: Actor, *, number: str, reason: str) -> StockDocument:
    """Decline a hand-over: the product stays in the shop, which sees why.

    Raises:
        UnknownPaperError: There is no such hand-over.
        PaperStateError: It was accepted or declined already.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему продукция не принята")
    with command(actor, "accept_product", why=why):
        situation = present_situation()
        paper = locked_paper(number, kinds=["handover"])
        require_state(paper, "draft", verb="отклонить", hint="Обновите список.")
        mark_dropped(paper, reason=why)
        _tell(Witness(actor, "accept_product", situation.now), paper, "product_declined", why)
        return paper


def offer_again(actor: Actor, *, number: str, note: str = "") -> StockDocument:
    """A declined hand-over is offered again, after the shop mended what was wrong.

    Raises:
        UnknownPaperError: There is no such hand-over.
        PaperStateError: It was not declined.
    """
    with command(actor, "offer_product", why=note):
        paper = locked_paper(number, kinds=["handover"])
        require(actor, "offer_product", workshop_id=_workshop_of(paper))
        require_state(paper, "dropped", verb="передать снова", hint="Обновите список.")
        paper.state, paper.reason = "draft", note[:250]
        paper.version += 1
        paper.save(update_fields=["state", "reason", "version"])
        return paper


def _workshop_of(paper: StockDocument) -> int | None:
    """The workshop that hands over: papers name it by its name or as the place in it."""
    workshops = Workshop.objects.values_list("pk", "code", "name")
    found = [pk for pk, code, name in workshops if paper.place_from in {name, shop(code)}]
    return found[0] if found else None


def _found(
    paper: StockDocument, lots: Mapping[str, StockLot], counted: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    handed = {code: lot.qty for code, lot in lots.items()}
    where = f"Передача {paper.number}"
    faults = [
        Problem(where, None, "lot", code, "партия из документа", "unknown_reference")
        for code in counted
        if code not in handed
    ]
    faults += [
        Problem(where, None, "qty", str(qty), "количество не меньше 0", "bad_quantity")
        for qty in counted.values()
        if qty < 0
    ]
    if faults:
        raise InvalidDataError(faults)
    return handed | dict(counted)


def _tell(witness: Witness, paper: StockDocument, kind: str, text: str) -> None:
    order = ProductionOrder.objects.filter(order_no=paper.order_no).values_list("pk", flat=True).first()
    if order is not None:
        record([witness.event(order, kind, new={"paper": paper.number}, text=text)])
