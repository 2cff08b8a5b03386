"""Stock-taking and corrections: what was found becomes the stock, and orders give way (order-workflow 11).

A count below the reservations breaks the youngest reservations of the lowest priority first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import UnknownLotError
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.events import Witness
from potok.operations.orders.services.settlement import Reason
from potok.operations.orders.services.withdrawal import (
    Grip,
    Withdrawal,
    break_reservations,
    grip,
    lots_named,
    serve_victims,
    with_steady_holders,
)
from potok.operations.people.acting import Actor, command
from potok.operations.stores.errors import (
    CountNotFinishedError,
    LotMovedUnderCountError,
    NothingToCountError,
    UnknownCountLineError,
)
from potok.operations.stores.keepers import require_keeper
from potok.operations.stores.shelf import number, whole_pieces
from potok.operations.warehouse.ledger import Move, write_moves
from potok.operations.warehouse.models import StockDocument, StockDocumentLine, StockLot
from potok.operations.warehouse.papers import (
    PaperHead,
    PaperLine,
    locked_paper,
    mark_dropped,
    mark_posted,
    require_state,
    write_paper,
)
from potok.operations.warehouse.places import RAW_AND_TARE, WAREHOUSES


@dataclass(frozen=True, slots=True)
class Counted:
    """What a count or a correction led to.

    Attributes:
        differences: Found less booked, by lot; only where they differ.
        kept: Orders that lost a reservation and are covered from other lots.
        waiting: Orders that wait now (T5).
        stopped: Launched orders that stop.
    """

    paper: str
    differences: Mapping[str, Decimal]
    kept: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()


def start_count(actor: Actor, *, place: str, items: Collection[str] = (), note: str = "") -> StockDocument:
    """Open a count of a warehouse: the lots with what the books say now.

    Args:
        items: Codes; none = all lots of the place.

    Raises:
        InvalidDataError: The place is none of the warehouses.
        NothingToCountError: No lot lies there.
    """
    with command(actor, "count_stock", why=note):
        situation = present_situation()
        if place not in WAREHOUSES:
            expected = "«" + "» или «".join(WAREHOUSES) + "»"
            raise InvalidDataError([Problem("Инвентаризация", None, "place", place, expected, "bad_value")])
        require_keeper(actor, "count_stock", [place])
        lots = StockLot.objects.filter(location=place, qty__gt=0).select_related("item")
        if items:
            lots = lots.filter(item__code__in=list(items))
        listed = list(lots.order_by("item__code", "code"))
        if not listed:
            raise NothingToCountError(place=place)
        head = PaperHead(kind="count", date=situation.today, place_from=place, reason=note)
        lines = [PaperLine(lot, None, book_qty=lot.qty) for lot in listed]
        return write_paper(head, lines, user_id=actor.user_id, posted_at=None)


def enter_count(actor: Actor, *, number: str, found: Mapping[str, Decimal]) -> StockDocument:
    """Write down what was found, by lot; may be done in many steps and again until the count is posted.

    Raises:
        UnknownPaperError: There is no such count.
        PaperStateError: It was posted or dropped.
        UnknownCountLineError: A lot does not stand in it.
        InvalidDataError: A quantity is negative or too fine.
    """
    with command(actor, "count_stock"):
        paper = locked_paper(number, kinds=["count"])
        require_keeper(actor, "count_stock", [paper.place_from])
        require_state(paper, "draft", verb="изменить", hint="Начните новую инвентаризацию.")
        faults = [
            Problem(
                f"Инвентаризация {number}",
                None,
                lot,
                str(qty),
                "количество не меньше 0, до 0,001",
                "bad_quantity",
            )
            for lot, qty in found.items()
            if qty < 0 or qty != round(qty, 3)
        ]
        if faults:
            raise InvalidDataError(faults)
        lines = {line.lot.code: line for line in paper.lines.select_related("lot")}
        for code, qty in found.items():
            if code not in lines:
                raise UnknownCountLineError(lot=code, number=number)
            lines[code].qty = qty
        whole_pieces([(lines[code].lot, qty) for code, qty in found.items()], f"Инвентаризация {number}")
        StockDocumentLine.objects.bulk_update([lines[code] for code in found], ["qty"])
        return paper


def post_count(actor: Actor, *, number: str, reason: str = "") -> Counted:
    """Make what was found the stock.

    The difference to what the books said when the count was opened is booked; what moved meanwhile stays.

    Raises:
        UnknownPaperError: There is no such count.
        PaperStateError: It was posted or dropped.
        CountNotFinishedError: A line was not counted.
        ReasonMissingError: There are differences and no reason.
        LotMovedUnderCountError: A lot has been used up since.
    """
    with command(actor, "count_stock", why=reason):
        situation = present_situation()
        return with_steady_holders(lambda: _post(actor, number, reason.strip(), situation))


def drop_count(actor: Actor, *, number: str, reason: str) -> StockDocument:
    """Give up a count; nothing is booked.

    Raises:
        UnknownPaperError: There is no such count.
        PaperStateError: It was posted or dropped.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему инвентаризация отменяется")
    with command(actor, "count_stock", why=why):
        paper = locked_paper(number, kinds=["count"])
        require_keeper(actor, "count_stock", [paper.place_from])
        require_state(paper, "draft", verb="отменить")
        mark_dropped(paper, reason=why)
        return paper


def correct_lot(actor: Actor, *, lot: str, qty: Decimal, reason: str) -> Counted:
    """Set a lot to what it really holds, with the reason; orders give way as after a count.

    Args:
        qty: What the lot holds now, in the stock unit.

    Raises:
        UnknownLotError: There is no such lot.
        InvalidDataError: The quantity is negative or what the books say already.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему исправляется остаток")
    with command(actor, "correct_stock", why=why):
        situation = present_situation()
        return with_steady_holders(lambda: _correct(actor, lot, qty, why, situation))


def _post(actor: Actor, paper_no: str, reason: str, situation: Situation) -> Counted:
    # Orders and lots are locked before the paper is, for other commands lock it last, too.
    lines = list(
        StockDocumentLine.objects.filter(document__number=paper_no).select_related("lot").order_by("line_no")
    )
    differing = [line for line in lines if line.qty is not None and line.qty != line.book_qty]
    held = grip([line.lot_id for line in differing])
    paper = locked_paper(paper_no, kinds=["count"])
    require_keeper(actor, "count_stock", [paper.place_from])
    require_state(paper, "draft", verb="провести", hint="Обновите страницу.")
    open_lines = [line for line in lines if line.qty is None]
    if open_lines:
        raise CountNotFinishedError(
            number=paper_no, missing=len(open_lines), lines=len(lines), lot=open_lines[0].lot.code
        )
    changes: dict[int, Decimal] = {}
    for line in differing:
        lot = held.lots[line.lot_id]
        counted, book = line.qty or Decimal(0), line.book_qty or Decimal(0)
        changes[lot.pk] = counted - book
        if lot.qty + changes[lot.pk] < 0:
            raise LotMovedUnderCountError(
                lot=lot.code, book=number(book), counted=number(counted), now=number(lot.qty)
            )
    if changes:
        required(reason, "чем объясняются расхождения")
    mark_posted(paper, at=situation.now, user_id=actor.user_id, reason=reason)
    outcome = _book(actor, paper, "count", held.lots, changes, situation, held_by=held, why=reason)
    return _answer(paper, held.lots, changes, outcome)


def _correct(actor: Actor, code: str, qty: Decimal, why: str, situation: Situation) -> Counted:
    pk = lots_named([code]).get(code)
    if pk is None:
        raise UnknownLotError(lot=code)
    held = grip([pk])
    lot = held.lots[pk]
    require_keeper(actor, "correct_stock", [lot.location])
    whole_pieces([(lot, qty)], "Исправление остатка")
    if qty < 0 or qty == lot.qty or qty != round(qty, 3):
        expected = f"количество не меньше 0, до 0,001, не равное учётному {number(lot.qty)}"
        raise InvalidDataError([Problem(f"Партия {code}", None, "qty", str(qty), expected, "bad_quantity")])
    head = PaperHead(kind="correction", date=situation.today, place_from=lot.location, reason=why)
    line = PaperLine(lot, qty, book_qty=lot.qty)
    paper = write_paper(head, [line], user_id=actor.user_id, posted_at=situation.now)
    changes = {pk: qty - lot.qty}
    outcome = _book(actor, paper, "correction", held.lots, changes, situation, held_by=held, why=why)
    return _answer(paper, held.lots, changes, outcome)


def _book(
    actor: Actor,
    paper: StockDocument,
    kind: str,
    lots: Mapping[int, StockLot],
    changes: Mapping[int, Decimal],
    situation: Situation,
    *,
    held_by: Grip,
    why: str,
) -> Withdrawal:
    """Break what no longer fits, write the movements, serve the victims."""
    witness = Witness(actor, "count_stock" if kind == "count" else "correct_stock", situation.now)
    because = Reason("other", f"{paper.number}: {why}")
    limits = {pk: lots[pk].qty + change for pk, change in changes.items() if change < 0}
    broken = break_reservations(witness, held_by, limits, reason=because)
    moves = [Move(pk, kind, change) for pk, change in changes.items()]
    write_moves(moves, document=paper.number, at=situation.now, user_id=actor.user_id)
    items = {lots[pk].item_id for pk in changes if lots[pk].location == RAW_AND_TARE}
    return serve_victims(witness, broken, situation, reason=because, items=items)


def _answer(
    paper: StockDocument, lots: Mapping[int, StockLot], changes: Mapping[int, Decimal], outcome: Withdrawal
) -> Counted:
    differences = {lots[pk].code: change for pk, change in changes.items()}
    return Counted(paper.number, differences, outcome.kept, outcome.waiting, outcome.stopped)
