"""Stock leaves for good, and comes back: shipments, returns from trade and to suppliers, scrap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import QuerySet

from potok.operations.catalog.models import Customer, Item, Supplier
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.cover import refresh_after
from potok.operations.people.acting import Actor, command
from potok.operations.purchasing.errors import UnknownSupplierError
from potok.operations.stores.errors import NotEnoughToShipError, UnknownCustomerError, UnknownItemError
from potok.operations.stores.keepers import require_keeper
from potok.operations.stores.shelf import (
    Part,
    expired,
    locked_parts,
    number,
    parted_lot,
    refuse_missing,
    refuse_unusable,
)
from potok.operations.warehouse.errors import LotNotUsableError
from potok.operations.warehouse.ledger import Move, write_moves
from potok.operations.warehouse.models import StockDocument, StockDocumentLine, StockLot
from potok.operations.warehouse.papers import PaperHead, PaperLine, write_paper
from potok.operations.warehouse.places import FINISHED_GOODS, RAW_AND_TARE
from potok.operations.warehouse.snapshot import fefo_order

#: States in which a lot is good for nothing but to be returned or scrapped.
_BAD = ("rejected", "blocked", "quarantine")


def proposed_shipment(item: str, qty: Decimal) -> list[Part]:
    """Lots to ship a quantity of a product from: accepted and released, first expired first.

    Raises:
        UnknownItemError: There is no such item.
        NotEnoughToShipError: Less than the quantity may be shipped.
    """
    situation = present_situation()
    if not Item.objects.filter(code=item).exists():
        raise UnknownItemError(item=item)
    left, parts = qty, []
    for lot in shippable_lots(situation).filter(item__code=item):
        taken = min(left, lot.qty - lot.reserved_qty)
        if taken > 0:
            parts.append(Part(lot.code, taken))
            left -= taken
        if left <= 0:
            return parts
    raise NotEnoughToShipError(item=item, wanted=number(qty), available=number(qty - left))


def shippable_lots(situation: Situation) -> QuerySet[StockLot]:
    """Lots that may be shipped: accepted ∧ released, not expired (order-workflow 8.3, 6); FEFO."""
    found = StockLot.objects.filter(location=FINISHED_GOODS, qc_status="released", qty__gt=0)
    valid = found.exclude(expiry_date__lte=situation.today).exclude(expires_at__lte=situation.now)
    return valid.order_by(*fefo_order())


def ship(
    actor: Actor, *, customer: str, parts: Sequence[Part], order_no: str = "", note: str = ""
) -> StockDocument:
    """Ship product to a customer.

    Args:
        order_no: Production order that the shipment serves, when it serves one.

    Raises:
        UnknownCustomerError, UnknownOrderError: There is no such customer or order.
        LotNotUsableError: A lot was not accepted, not released, or has expired.
        LotNotEnoughError: A lot holds less.
    """
    with command(actor, "ship_product", why=note):
        situation = present_situation()
        _refuse_unknown(customer)
        if order_no and not ProductionOrder.objects.filter(order_no=order_no).exists():
            raise UnknownOrderError(order_no=order_no)
        lots = locked_parts(parts, paper="Отгрузка")
        for lot in lots.values():
            refuse_unusable(lot, situation, place=FINISHED_GOODS, statuses=("released",))
        refuse_missing(lots, parts)
        head = PaperHead(
            kind="shipment",
            date=situation.today,
            partner=customer,
            place_from=FINISHED_GOODS,
            order_no=order_no,
            reason=note,
        )
        return _take(actor, head, "shipment", lots, parts, situation)


def return_from_trade(actor: Actor, *, customer: str, parts: Sequence[Part], reason: str) -> StockDocument:
    """Product comes back from a customer: into lots of its own, in quarantine, that keep their origin.

    Raises:
        UnknownCustomerError: There is no such customer.
        LotNotEnoughError: More comes back of a lot than was shipped to that customer.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему товар возвращён")
    with command(actor, "return_stock", why=why):
        situation = present_situation()
        require_keeper(actor, "return_stock", [FINISHED_GOODS])
        _refuse_unknown(customer)
        lots = locked_parts(parts, paper="Возврат от покупателя")
        for part in parts:
            _refuse_above_shipped(lots[part.lot], part, customer)
        head = PaperHead(
            kind="trade_return",
            date=situation.today,
            partner=customer,
            place_to=FINISHED_GOODS,
            reason=why,
        )
        back = {
            part.lot: parted_lot(
                lots[part.lot],
                _return_suffix(lots[part.lot]),
                location=FINISHED_GOODS,
                qc_status="quarantine",
            )
            for part in parts
        }
        lines = [PaperLine(back[part.lot], part.qty, note=part.note) for part in parts]
        paper = write_paper(head, lines, user_id=actor.user_id, posted_at=situation.now)
        moves = [Move(back[part.lot].pk, "trade_return", part.qty) for part in parts]
        write_moves(moves, document=paper.number, at=situation.now, user_id=actor.user_id)
        return paper


def return_to_supplier(actor: Actor, *, supplier: str, parts: Sequence[Part], reason: str) -> StockDocument:
    """Rejected or doubtful raw material goes back to its supplier.

    Raises:
        UnknownSupplierError: There is no such supplier.
        LotNotUsableError: A lot is good, or no raw material.
        LotNotEnoughError: A lot holds less.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему сырьё возвращается поставщику")
    with command(actor, "return_stock", why=why):
        situation = present_situation()
        require_keeper(actor, "return_stock", [RAW_AND_TARE])
        if not Supplier.objects.filter(name=supplier).exists():
            raise UnknownSupplierError(supplier=supplier)
        lots = locked_parts(parts, paper="Возврат поставщику")
        for lot in lots.values():
            if lot.location != RAW_AND_TARE:
                why_not = f"лежит в месте «{lot.location}»"
                raise LotNotUsableError(
                    lot=lot.code, why=why_not, hint=f"Возврат — с места «{RAW_AND_TARE}»."
                )
            _refuse_good(lot, situation)
        refuse_missing(lots, parts)
        head = PaperHead(
            kind="supplier_return",
            date=situation.today,
            partner=supplier,
            place_from=RAW_AND_TARE,
            reason=why,
        )
        return _take(actor, head, "supplier_return", lots, parts, situation)


def scrap(actor: Actor, *, parts: Sequence[Part], reason: str) -> StockDocument:
    """Write off rejected or expired stock.

    Raises:
        LotNotUsableError: A lot is good.
        LotNotEnoughError: A lot holds less than the part, or orders hold it.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему партия списывается")
    with command(actor, "scrap_stock", why=why):
        situation = present_situation()
        lots = locked_parts(parts, paper="Списание")
        require_keeper(actor, "scrap_stock", [lot.location for lot in lots.values()])
        for lot in lots.values():
            _refuse_good(lot, situation)
        refuse_missing(lots, parts)
        place = next(iter(lots.values())).location
        head = PaperHead(kind="scrap", date=situation.today, place_from=place, reason=why)
        return _take(actor, head, "scrap", lots, parts, situation)


def _take(
    actor: Actor,
    head: PaperHead,
    kind: str,
    lots: dict[str, StockLot],
    parts: Sequence[Part],
    situation: Situation,
) -> StockDocument:
    lines = [PaperLine(lots[part.lot], part.qty, note=part.note) for part in parts]
    paper = write_paper(head, lines, user_id=actor.user_id, posted_at=situation.now)
    moves = [Move(lots[part.lot].pk, kind, -part.qty) for part in parts]
    write_moves(moves, document=paper.number, at=situation.now, user_id=actor.user_id)
    items = {lot.item_id for lot in lots.values() if lot.location == RAW_AND_TARE}
    refresh_after(situation, items, stock=items)
    return paper


def _refuse_unknown(customer: str) -> None:
    if not Customer.objects.filter(name=customer).exists():
        raise UnknownCustomerError(customer=customer)


def _refuse_good(lot: StockLot, situation: Situation) -> None:
    if lot.qc_status in _BAD or expired(lot, situation):
        return
    raise LotNotUsableError(
        lot=lot.code,
        why="годна: разрешена и не просрочена",
        hint="Сначала решение ОТК или исправление остатка с причиной.",
    )


def _refuse_above_shipped(lot: StockLot, part: Part, customer: str) -> None:
    lines = StockDocumentLine.objects.filter(document__partner=customer, document__state="posted")
    shipped = _sum(lines.filter(lot=lot, document__kind="shipment"))
    returned = _sum(lines.filter(lot__origin=lot, document__kind="trade_return"))
    if part.qty > shipped - returned:
        raise LotNotUsableError(
            lot=lot.code,
            why=f"клиенту «{customer}» отгружено и не возвращено {number(shipped - returned)}, "
            f"а возвращается {number(part.qty)}",
            hint="Уменьшите количество.",
        )


def _sum(lines: QuerySet[StockDocumentLine]) -> Decimal:
    return sum((qty for qty in lines.values_list("qty", flat=True) if qty is not None), Decimal(0))


def _return_suffix(lot: StockLot) -> str:
    return f"В{StockLot.objects.filter(origin=lot, code__startswith=f'{lot.code}/В').count() + 1}"
