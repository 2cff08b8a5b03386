"""Goods arrive: lots against an expected receipt, and opening balances (order-workflow 9, 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.models import Item
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import ReceiptArrivedError
from potok.operations.orders.services.cover import refresh_after
from potok.operations.orders.services.locking import lock_receipt
from potok.operations.people.acting import Actor, command
from potok.operations.purchasing.models import Receipt
from potok.operations.stores.keepers import require_keeper
from potok.operations.stores.shelf import dates_of_expiry, quantity_faults, whole_pieces
from potok.operations.warehouse.errors import LotNumberTakenError
from potok.operations.warehouse.kinds import QC_STATUSES
from potok.operations.warehouse.ledger import Move, write_moves
from potok.operations.warehouse.models import StockDocument, StockLot
from potok.operations.warehouse.papers import PaperHead, PaperLine, add_lines, write_paper
from potok.operations.warehouse.places import RAW_AND_TARE, WAREHOUSES
from potok.plant.model import OPEN_RECEIPT_STATUSES, ReceiptStatus

_STATUSES = frozenset(code for code, _ in QC_STATUSES)


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot as it comes.

    Attributes:
        code: Its number; empty = made from the number of the paper.
        qty: In the stock unit.
        expiry_date: First date on which it may no longer be used; None = by the shelf life of the item.
        expires_at: The moment, for what lives for hours.
    """

    qty: Decimal
    code: str = ""
    expiry_date: dt.date | None = None
    expires_at: dt.datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpeningLot(NewLot):
    """A lot of the opening balance.

    Attributes:
        item: Code.
    """

    item: str = ""
    location: str = RAW_AND_TARE
    received_date: dt.date | None = None
    qc_status: str = "released"


@dataclass(frozen=True, slots=True)
class Received:
    """What a delivery led to.

    Attributes:
        paper: Number of the paper.
        lots: Numbers of the new lots, in quarantine.
        arrived: How much came.
        rest: What the row of the receipt still expects; 0 when it is done.
        difference: Arrived in all less ordered, when the row is done; negative = less.
        part: Number of the row that waits for quality control, when the rest keeps its own.
    """

    paper: str
    lots: tuple[str, ...]
    arrived: Decimal
    rest: Decimal
    difference: Decimal
    part: str


def receive(
    actor: Actor,
    *,
    receipt: str,
    lots: Sequence[NewLot],
    last: bool = False,
    note: str = "",
    expected_version: int | None = None,
) -> Received:
    """Take in lots of a delivery; they lie in quarantine until quality control decides.

    A partial delivery leaves the rest in its row of the pull table, with its date; what came gets a row of
    its own that waits for inspection, so that orders may go on counting on it.

    Args:
        last: Nothing more will come although less came than was ordered.
        note: Number and date of the supplier's paper.

    Raises:
        UnknownReceiptNumberError: There is no such receipt.
        ReceiptArrivedError: It has arrived or was cancelled.
        InvalidDataError: No lots, bad quantities or dates.
        LotNumberTakenError: A number is used already.
        VersionConflictError: Somebody changed the receipt since it was read.
    """
    with command(actor, "receive_stock", why=note):
        situation = present_situation()
        faults = list(_faults(lots, f"Приход {receipt}", situation))
        if faults:
            raise InvalidDataError(faults)
        row = lock_receipt(receipt, expected_version=expected_version)
        if ReceiptStatus(row.status) not in OPEN_RECEIPT_STATUSES:
            raise ReceiptArrivedError(receipt=row.code, status=row.get_status_display())
        _refuse_broken(lots, [row.item] * len(lots), f"Приход {receipt}")
        ordered, arrived = row.qty, sum((lot.qty for lot in lots), Decimal(0))
        part = _book_row(row, arrived, last=last, situation=situation)
        head = PaperHead(
            kind="receipt",
            date=situation.today,
            partner=row.supplier.name,
            place_to=RAW_AND_TARE,
            source=part.code,
            reason=note,
        )
        given = [(row.item, lot, situation.today, RAW_AND_TARE, "quarantine") for lot in lots]
        paper, rows = _write(actor, head, given, situation)
        refresh_after(situation, {row.item_id})
        rest = row.qty if part.pk != row.pk else Decimal(0)
        difference = Decimal(0) if rest else arrived - ordered
        codes = tuple(lot.code for lot in rows)
        return Received(paper.number, codes, arrived, rest, difference, part.code)


def enter_opening(actor: Actor, *, lots: Sequence[OpeningLot], note: str = "") -> StockDocument:
    """Write the opening balance of lots, in one paper.

    Raises:
        InvalidDataError: Unknown items or places, bad quantities or dates; all faults at once.
        LotNumberTakenError: A number is used already.
    """
    with command(actor, "enter_opening", why=note):
        situation = present_situation()
        items = {item.code: item for item in Item.objects.filter(code__in=[lot.item for lot in lots])}
        faults = [
            *_faults(lots, "Начальные остатки", situation),
            *_opening_faults(lots, items, situation),
        ]
        if faults:
            raise InvalidDataError(faults)
        _refuse_broken(lots, [items[lot.item] for lot in lots], "Начальные остатки")
        require_keeper(actor, "enter_opening", [lot.location for lot in lots])
        head = PaperHead(kind="opening", date=situation.today, reason=note)
        given = [
            (items[lot.item], lot, lot.received_date or situation.today, lot.location, lot.qc_status)
            for lot in lots
        ]
        paper, rows = _write(actor, head, given, situation)
        touched = {lot.item_id for lot in rows if lot.location == RAW_AND_TARE}
        refresh_after(situation, touched, stock=touched)
        return paper


def _book_row(row: Receipt, arrived: Decimal, *, last: bool, situation: Situation) -> Receipt:
    """The row of the pull table after a delivery; returns the one that waits for inspection."""
    if arrived < row.qty and not last:
        row.qty -= arrived
        row.version += 1
        row.save(update_fields=["qty", "version"])
        taken = Receipt.objects.filter(code__startswith=f"{row.code}/").count()
        return Receipt.objects.create(
            code=f"{row.code}/{taken + 1}",
            po_no=row.po_no,
            supplier=row.supplier,
            item=row.item,
            qty=arrived,
            order_date=row.order_date,
            promised_date=row.promised_date,
            expected_date=situation.today,
            slips=row.slips,
            status=ReceiptStatus.IN_QC.value,
            comment=f"Часть прихода {row.code}",
        )
    row.qty = arrived
    row.expected_date = situation.today
    row.status = ReceiptStatus.IN_QC.value
    row.version += 1
    row.save(update_fields=["qty", "expected_date", "status", "version"])
    return row


def _refuse_broken(lots: Sequence[NewLot], items: Sequence[Item], where: str) -> None:
    """Refuse broken pieces of what is counted in pieces."""
    whole_pieces(
        [
            (StockLot(code=lot.code or "без номера", item=item), lot.qty)
            for lot, item in zip(lots, items, strict=True)
        ],
        where,
    )


def _write(
    actor: Actor,
    head: PaperHead,
    given: Sequence[tuple[Item, NewLot, dt.date, str, str]],
    situation: Situation,
) -> tuple[StockDocument, list[StockLot]]:
    """The paper, its lots and its movements."""
    _refuse_taken([lot.code for _, lot, *_ in given if lot.code])
    paper = write_paper(head, [], user_id=actor.user_id, posted_at=situation.now)
    rows = [
        _row(lot, item, received, place, status, code=lot.code or f"{paper.number}-{position}")
        for position, (item, lot, received, place, status) in enumerate(given, start=1)
    ]
    StockLot.objects.bulk_create(rows)
    lines = [PaperLine(row, lot.qty, note=lot.note) for row, (_, lot, *_) in zip(rows, given, strict=True)]
    add_lines(paper, lines)
    write_moves(
        (Move(row.pk, head.kind, lot.qty) for row, (_, lot, *_) in zip(rows, given, strict=True)),
        document=paper.number,
        at=situation.now,
        user_id=actor.user_id,
    )
    return paper, rows


def _row(lot: NewLot, item: Item, received: dt.date, place: str, status: str, *, code: str) -> StockLot:
    expiry, moment = dates_of_expiry(lot.expiry_date, lot.expires_at)
    if expiry is None and item.shelf_life_days is not None:
        expiry = received + dt.timedelta(days=item.shelf_life_days)
    return StockLot(
        code=code,
        item=item,
        location=place,
        received_date=received,
        expiry_date=expiry,
        expires_at=moment,
        qc_status=status,
    )


def _refuse_taken(codes: Collection[str]) -> None:
    taken = StockLot.objects.filter(code__in=codes).select_related("item").first()
    if taken is not None:
        raise LotNumberTakenError(
            lot=taken.code, item=taken.item.code, received=f"{taken.received_date:%d.%m.%Y}"
        )


def _faults(lots: Sequence[NewLot], where: str, situation: Situation) -> Iterator[Problem]:
    if not lots:
        yield Problem(where, None, "lots", "", "хотя бы одна партия", "required")
    seen: set[str] = set()
    for place, lot in enumerate(lots, start=1):
        yield from quantity_faults(lot.qty, where, place)
        if lot.code and lot.code in seen:
            yield Problem(where, place, "code", lot.code, "номер, который стоит один раз", "duplicate_key")
        seen.add(lot.code)
        if lot.expiry_date is not None and lot.expiry_date <= situation.today:
            expected = f"дата после {situation.today:%d.%m.%Y}"
            yield Problem(where, place, "expiry_date", lot.expiry_date.isoformat(), expected, "expired")
        if lot.expires_at is not None and lot.expires_at <= situation.now:
            expected = f"время после {situation.now:%d.%m.%Y %H:%M}"
            yield Problem(where, place, "expires_at", lot.expires_at.isoformat(), expected, "expired")


def _opening_faults(
    lots: Sequence[OpeningLot], items: dict[str, Item], situation: Situation
) -> Iterator[Problem]:
    where = "Начальные остатки"
    for place, lot in enumerate(lots, start=1):
        if lot.item not in items:
            yield Problem(where, place, "item", lot.item, "код из справочника", "unknown_reference")
        if lot.location not in WAREHOUSES:
            expected = "«" + "» или «".join(WAREHOUSES) + "»"
            yield Problem(where, place, "location", lot.location, expected, "bad_value")
        if lot.qc_status not in _STATUSES:
            yield Problem(where, place, "qc_status", lot.qc_status, ", ".join(sorted(_STATUSES)), "bad_value")
        if lot.received_date is not None and lot.received_date > situation.today:
            expected = f"дата не позже {situation.today:%d.%m.%Y}"
            yield Problem(where, place, "received_date", lot.received_date.isoformat(), expected, "bad_value")
