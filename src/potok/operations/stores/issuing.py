"""Material to the shops and back, by paper (М-11): it stays reserved for its order and lies in the shop.

A lot issued in part is parted: what went to the shop is a lot of its own there («L0001/Ц1») that keeps
dates, quality status and origin, so that the tech card writes off what really lay at the machine.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from potok.operations.catalog.errors import UnknownWorkshopError
from potok.operations.catalog.models import Workshop
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.models import ProductionOrder, Reservation
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.cover import refresh_after
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_order
from potok.operations.orders.services.shelves import Hold, write_holds
from potok.operations.people.acting import Actor, command
from potok.operations.stores.errors import NothingReservedError, WrongShopLotError
from potok.operations.stores.keepers import require_keeper
from potok.operations.stores.shelf import (
    Part,
    locked_parts,
    number,
    parted_codes,
    parted_lot,
    refuse_missing,
    refuse_unusable,
)
from potok.operations.warehouse.errors import LotNotEnoughError
from potok.operations.warehouse.ledger import Move, write_moves
from potok.operations.warehouse.models import StockDocument, StockLot
from potok.operations.warehouse.papers import PaperHead, PaperLine, write_paper
from potok.operations.warehouse.places import RAW_AND_TARE, shop

_USABLE = ("released", "conditional")
_NOTHING = Decimal(0)


def proposed_issue(order_no: str) -> list[Part]:
    """What an order has reserved in the raw and tare warehouse and not been given yet, by lot.

    Raises:
        UnknownOrderError: There is no such order.
    """
    if not ProductionOrder.objects.filter(order_no=order_no).exists():
        raise UnknownOrderError(order_no=order_no)
    held = Reservation.objects.filter(order__order_no=order_no, kind="hard", lot__location=RAW_AND_TARE)
    rows = held.order_by("item__code", "lot__expiry_date", "lot__code").values_list("lot__code", "qty")
    return [Part(lot, qty) for lot, qty in rows if lot is not None]


def issue(
    actor: Actor, *, order_no: str, workshop: str = "", parts: Sequence[Part] = (), note: str = ""
) -> StockDocument:
    """Issue reserved material of an order to its shop.

    Args:
        workshop: Code; empty = the workshop of the order.
        parts: Lots and quantities within the reservations of the order; none = all of them.

    Raises:
        UnknownOrderError: There is no such order.
        TransitionForbiddenError: It is not in production.
        UnknownWorkshopError: There is no such workshop, or the order has none.
        NothingReservedError: Nothing is left to issue.
        LotNotEnoughError: More of a lot than the order has reserved.
        LotNotUsableError: A lot expired or lies elsewhere.
    """
    with command(actor, "issue_stock", why=note):
        situation = present_situation()
        order = lock_order(order_no)
        forbid_status(order, allowed=("in_production",), verb="отпустить сырьё")
        place = _place(workshop, order)
        wanted = list(parts) or proposed_issue(order_no)
        if not wanted:
            raise NothingReservedError(order_no=order_no)
        suffix = _suffix(place)
        lots = locked_parts(wanted, paper="Отпуск в цех", also=lambda lot: parted_codes(lot, suffix))
        held = _held(order, [lots[part.lot] for part in wanted])
        for part in wanted:
            lot = lots[part.lot]
            refuse_unusable(lot, situation, place=RAW_AND_TARE, statuses=_USABLE)
            _refuse_above_reserved(lot, part, held.get(lot.pk, _NOTHING))
        head = PaperHead(
            kind="issue",
            date=situation.today,
            place_from=RAW_AND_TARE,
            place_to=place,
            order_no=order_no,
            reason=note,
        )
        lines = [PaperLine(lots[part.lot], part.qty, note=part.note) for part in wanted]
        paper = write_paper(head, lines, user_id=actor.user_id, posted_at=situation.now)
        _give(actor, order, paper, [(lots[part.lot], part.qty) for part in wanted], held, situation)
        witness = Witness(actor, "issue_stock", situation.now)
        record([witness.event(order.pk, "material_issued", new={"paper": paper.number}, text=note)])
        return paper


def return_from_shop(actor: Actor, *, parts: Sequence[Part], reason: str) -> StockDocument:
    """Take unused material back from a shop into the lots it came from; it is free stock again.

    Raises:
        WrongShopLotError: A lot was not issued to a shop.
        LotNotEnoughError: The shop lot holds less.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему материал возвращается")
    with command(actor, "return_stock", why=why):
        require_keeper(actor, "return_stock", [RAW_AND_TARE])
        situation = present_situation()
        # Reservations on shop lots go first, so their orders are locked before the lots.
        orders = _lock_holders([part.lot for part in parts])
        whence = dict(
            StockLot.objects.filter(code__in=[part.lot for part in parts], origin__isnull=False).values_list(
                "code", "origin__code"
            )
        )
        both = locked_parts(
            parts, paper="Возврат из цеха", also=lambda lot: [whence[lot]] if lot in whence else []
        )
        lots = {part.lot: both[part.lot] for part in parts}
        for lot in lots.values():
            if lot.origin is None or not lot.location.startswith(shop("")):
                raise WrongShopLotError(lot=lot.code, place=lot.location)
        _free_for_return(orders, lots, parts)
        refuse_missing(lots, parts)
        first = next(iter(lots.values()))
        head = PaperHead(
            kind="shop_return",
            date=situation.today,
            place_from=first.location,
            place_to=RAW_AND_TARE,
            reason=why,
        )
        lines = [PaperLine(lots[part.lot], part.qty, note=part.note) for part in parts]
        paper = write_paper(head, lines, user_id=actor.user_id, posted_at=situation.now)
        moves = []
        for part in parts:
            lot, origin = lots[part.lot], both[whence[part.lot]]
            moves += [
                Move(lot.pk, "shop_return", -part.qty),
                Move(origin.pk, "shop_return", part.qty),
            ]
        write_moves(moves, document=paper.number, at=situation.now, user_id=actor.user_id)
        items = {lot.item_id for lot in lots.values()}
        refresh_after(situation, items, stock=items)
        return paper


def _place(workshop: str, order: ProductionOrder) -> str:
    code = workshop or (order.workshop.code if order.workshop else "")
    if not Workshop.objects.filter(code=code).exists():
        raise UnknownWorkshopError(workshop=code or "не указан")
    return shop(code)


def _suffix(place: str) -> str:
    """What the number of a lot in a shop ends with."""
    return "Ц" + place.removeprefix(shop(""))


def _held(order: ProductionOrder, lots: Collection[StockLot]) -> dict[int, Decimal]:
    rows = Reservation.objects.filter(order=order, kind="hard", lot__in=[lot.pk for lot in lots])
    return {int(lot): qty for lot, qty in rows.values_list("lot_id", "qty") if lot is not None}


def _refuse_above_reserved(lot: StockLot, part: Part, reserved: Decimal) -> None:
    if part.qty > reserved:
        raise LotNotEnoughError(
            lot=lot.code,
            wanted=number(part.qty),
            unit="кг" if lot.item.unit == "kg" else "шт.",
            available=f"{number(reserved)} в резерве заказа",
            qty=number(lot.qty),
            reserved=number(lot.reserved_qty),
        )


def _give(
    actor: Actor,
    order: ProductionOrder,
    paper: StockDocument,
    given: Sequence[tuple[StockLot, Decimal]],
    held: dict[int, Decimal],
    situation: Situation,
) -> None:
    """Move the quantities and the reservations on them to the lots in the shop."""
    suffix = _suffix(paper.place_to)
    there = {
        lot.pk: parted_lot(lot, suffix, location=paper.place_to, qc_status=lot.qc_status) for lot, _ in given
    }
    Reservation.objects.filter(order=order, kind="hard", lot_id__in=[lot.pk for lot, _ in given]).delete()
    moves = []
    holds = []
    in_shop = _held(order, there.values())
    Reservation.objects.filter(
        order=order, kind="hard", lot_id__in=[lot.pk for lot in there.values()]
    ).delete()
    for lot, qty in given:
        target = there[lot.pk]
        moves += [Move(lot.pk, "issue", -qty), Move(target.pk, "issue", qty)]
        rest = Hold(order.pk, lot.item_id, lot.pk, held[lot.pk] - qty)
        taken = Hold(order.pk, lot.item_id, target.pk, in_shop.get(target.pk, _NOTHING) + qty)
        holds += [hold for hold in (rest, taken) if hold.qty]
    write_moves(moves, document=paper.number, at=situation.now, user_id=actor.user_id)
    write_holds(holds)


def _lock_holders(codes: Collection[str]) -> dict[int, ProductionOrder]:
    numbers = Reservation.objects.filter(lot__code__in=list(codes), kind="hard")
    listed = sorted(set(numbers.values_list("order__order_no", flat=True)))
    return {order.pk: order for order in (lock_order(number) for number in listed)}


def _free_for_return(
    orders: dict[int, ProductionOrder], lots: dict[str, StockLot], parts: Sequence[Part]
) -> None:
    """An order that is done, or that holds more than it needs, gives back its hold on the returned part."""
    wanted = {part.lot: part.qty for part in parts}
    for lot in lots.values():
        excess = wanted[lot.code] - (lot.qty - lot.reserved_qty)
        rows = Reservation.objects.filter(lot=lot, kind="hard", order_id__in=list(orders)).order_by("-id")
        again: list[Hold] = []
        gone: list[int] = []
        for row in rows:
            if excess <= 0 or orders[row.order_id].launch_actual_at is None:
                continue
            gone.append(row.pk)
            rest = max(_NOTHING, row.qty - excess)
            excess -= row.qty - rest
            if rest:
                again.append(Hold(row.order_id, lot.item_id, lot.pk, rest))
        if gone:
            Reservation.objects.filter(pk__in=gone).delete()
            write_holds(again)
            lot.refresh_from_db(fields=["qty", "reserved_qty"])
