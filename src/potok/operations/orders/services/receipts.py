"""Expected dates of receipts moved by purchasing, and what that does to orders (order-workflow 6.3, 11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import ReceiptArrivedError, UnknownReceiptNumberError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.cover import MovedOrder, refresh_after
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_receipt
from potok.operations.orders.supply_books import load_books
from potok.operations.people.acting import Actor, command, require
from potok.operations.purchasing.models import Receipt
from potok.operations.purchasing.services.signal_records import SignalChanges
from potok.plant.model import OPEN_RECEIPT_STATUSES, ReceiptStatus
from potok.supply.what_if import StartChange, redated, start_changes


@dataclass(frozen=True, slots=True)
class RedatedReceipt:
    """A receipt with its new date.

    Attributes:
        before, after: Expected dates.
        slips: How often it moved to a later date.
        changes: Waiting orders whose earliest start changes, in rank; late = after their latest start.
        done: False when the orders follow after the commit (very many wait).
    """

    receipt: str
    item: str
    before: dt.date
    after: dt.date
    slips: int
    version: int
    changes: tuple[StartChange, ...]
    signals: SignalChanges
    done: bool = True

    @property
    def newly_late(self) -> tuple[str, ...]:
        """Orders that lose their due date by this."""
        return tuple(change.order_no for change in self.changes if change.late_after > change.late_before)


def preview_redating(actor: Actor, *, receipt: str, expected_date: dt.date) -> tuple[StartChange, ...]:
    """Which waiting orders another date would move; nothing is written.

    Raises:
        UnknownReceiptNumberError: There is no such receipt.
        ReceiptArrivedError: It has arrived or was cancelled.
    """
    require(actor, "read_pull_table")
    situation = present_situation()
    row = Receipt.objects.filter(code=receipt).first()
    if row is None:
        raise UnknownReceiptNumberError(receipt=receipt)
    _refuse_arrived(row)
    return _changes(row, expected_date, situation)


def redate_receipt(
    actor: Actor,
    *,
    receipt: str,
    expected_date: dt.date,
    reason: str,
    expected_version: int | None = None,
) -> RedatedReceipt:
    """Move the expected date of a receipt; the history keeps the old one, a later one is a slip.

    Raises:
        UnknownReceiptNumberError: There is no such receipt.
        ReceiptArrivedError: It has arrived or was cancelled.
        InvalidDataError: The date is past or the same.
        ReasonMissingError: No reason is given.
        VersionConflictError: Somebody changed it since it was read.
    """
    why = required(reason, "почему переносится срок прихода")
    with command(actor, "redate_receipt", why=why):
        situation = present_situation()
        row = lock_receipt(receipt, expected_version=expected_version)
        _refuse_arrived(row)
        _refuse_bad_date(row, expected_date, situation)
        before = row.expected_date
        changes = _changes(row, expected_date, situation)
        _move(row, expected_date)
        refresh = refresh_after(situation, {row.item_id})
        witness = Witness(actor, "redate_receipt", situation.now)
        _tell(witness, row, before, refresh.moved, reason=why)
    return RedatedReceipt(
        receipt=receipt,
        item=row.item.code,
        before=before,
        after=expected_date,
        slips=row.slips,
        version=row.version,
        changes=changes,
        signals=refresh.signals,
        done=refresh.done,
    )


def _refuse_arrived(row: Receipt) -> None:
    if ReceiptStatus(row.status) not in OPEN_RECEIPT_STATUSES:
        raise ReceiptArrivedError(receipt=row.code, status=row.get_status_display())


def _refuse_bad_date(row: Receipt, date: dt.date, situation: Situation) -> None:
    expected = ""
    if date < situation.today:
        expected = f"дата не раньше {situation.today:%d.%m.%Y}"
    elif date == row.expected_date:
        expected = f"дата, отличная от {row.expected_date:%d.%m.%Y}"
    if expected:
        where = f"Приход {row.code}"
        raise InvalidDataError([Problem(where, None, "expected_date", date.isoformat(), expected)])


def _changes(row: Receipt, date: dt.date, situation: Situation) -> tuple[StartChange, ...]:
    """Orders that the date would move, by the rules of availability."""
    books = load_books(situation, {row.item_id})
    receipts = redated(
        books.receipts, row.code, date, today=situation.today, holidays=situation.master.holidays
    )
    return start_changes(books.coverage(), books.coverage(receipts=receipts))


def _move(row: Receipt, date: dt.date) -> None:
    row.slips += int(date > row.expected_date)
    row.expected_date = date
    if date > row.promised_date:
        row.status = ReceiptStatus.LATE.value
    elif row.status == ReceiptStatus.LATE.value:
        row.status = ReceiptStatus.CONFIRMED.value
    row.version += 1
    row.save(update_fields=["slips", "expected_date", "status", "version"])


def _tell(
    witness: Witness, row: Receipt, before: dt.date, moved: Iterable[MovedOrder], *, reason: str
) -> None:
    """An event for every order whose earliest start moved."""
    listed = {order.order_no: order for order in moved}
    ids = ProductionOrder.objects.filter(order_no__in=list(listed)).values_list("order_no", "id")
    record(
        witness.event(
            pk,
            "receipt_redated",
            old={"earliest_start_date": _text(listed[number].before), "expected_date": before.isoformat()},
            new={
                "earliest_start_date": _text(listed[number].after),
                "expected_date": row.expected_date.isoformat(),
                "receipt": row.code,
                "item": row.item.code,
            },
            reason_code="late_material" if row.expected_date > before else "",
            text=reason,
        )
        for number, pk in ids
    )


def _text(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()
