"""What a change of the facts does to waiting orders: the list to show before anything is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import PotokError
from potok.supply.cover import Coverage, OrderCover, cover_waiting
from potok.supply.facts import Demand, ExpectedReceipt, FirstWorkingDate, expected_receipt


class UnknownReceiptError(PotokError):
    """A receipt was named that is not among the expected ones."""

    code = "unknown_receipt"
    template = "Приход {receipt_id} не найден среди ожидаемых. Обновите страницу."
    http_status = 404


@dataclass(frozen=True, slots=True)
class StartChange:
    """An order whose earliest start changes; None = no start is known.

    Attributes:
        late_before: Whether the order was late to its latest start (a missing start counts as late).
        late_after: The same after the change.
    """

    order_no: str
    before: dt.date | None
    after: dt.date | None
    late_before: bool
    late_after: bool


def start_changes(before: Coverage, after: Coverage) -> tuple[StartChange, ...]:
    """Orders of both states whose earliest start differs, in rank."""
    return tuple(
        StartChange(order_no, old.earliest_start, new.earliest_start, is_late(old), is_late(new))
        for order_no, old in before.orders.items()
        if (new := after.orders.get(order_no)) is not None and new.earliest_start != old.earliest_start
    )


def is_late(order: OrderCover) -> bool:
    """Whether the order starts after its latest start, or has no start at all."""
    if order.earliest_start is None:
        return True
    latest = order.demand.latest_start or order.demand.due_date
    return order.earliest_start > latest


def redated(
    receipts: Iterable[ExpectedReceipt],
    receipt_id: str,
    expected_date: dt.date,
    *,
    today: dt.date,
    holidays: frozenset[dt.date],
) -> list[ExpectedReceipt]:
    """The receipts with one moved to another expected date; a later one is one more slip.

    Raises:
        UnknownReceiptError: There is no such receipt.
    """
    listed = list(receipts)
    for index, receipt in enumerate(listed):
        if receipt.receipt_id == receipt_id:
            listed[index] = expected_receipt(
                receipt_id=receipt_id,
                item_id=receipt.item_id,
                qty=receipt.qty,
                promised_date=receipt.promised_date,
                expected_date=expected_date,
                qc_days=receipt.qc_days,
                today=today,
                holidays=holidays,
                slips=receipt.slips + int(expected_date > receipt.expected_date),
            )
            return listed
    raise UnknownReceiptError(receipt_id=receipt_id)


def what_if(
    before: Coverage,
    *,
    free: Mapping[str, Decimal],
    receipts: Iterable[ExpectedReceipt],
    first_working_date: FirstWorkingDate,
    demands: Iterable[Demand] | None = None,
) -> tuple[StartChange, ...]:
    """How the waiting orders change when the given free stock and receipts hold instead.

    `demands` replaces the waiting orders too; without it they stay.
    """
    waiting = [order.demand for order in before.orders.values()] if demands is None else demands
    after = cover_waiting(waiting, free, receipts, today=before.today, first_working_date=first_working_date)
    return start_changes(before, after)
