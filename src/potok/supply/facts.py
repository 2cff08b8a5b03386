"""What availability is computed from: lots, expected receipts and the needs of orders.

Small frozen values that a plant folder and the books can both make, for all orders or for a few.
Quantities are decimals in the stock unit of the item.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from potok.errors import InvalidDataError, Problem
from potok.plant.dates import add_working_days
from potok.plant.model import QcStatus

#: `(workshop_id, date)` → first date not before it with a working shift of the workshop, None = never.
FirstWorkingDate: TypeAlias = Callable[[str, dt.date], dt.date | None]


@dataclass(frozen=True, slots=True)
class StockPosition:
    """A lot in the raw and tare warehouse with what is reserved on it.

    Attributes:
        qty: All of the lot, reserved or not.
        reserved: Σ hard reservations on the lot.
        expiry_date: First date on which the lot may no longer be used, None = unlimited.
        expires_at: The moment, for lots that live for hours; the date after it is then the expiry date.
    """

    lot_id: str
    item_id: str
    qty: Decimal
    received_date: dt.date
    expiry_date: dt.date | None = None
    qc_status: QcStatus = QcStatus.RELEASED
    reserved: Decimal = Decimal(0)
    expires_at: dt.datetime | None = None

    @property
    def free_qty(self) -> Decimal:
        """What no order holds."""
        return self.qty - self.reserved

    def usable_on(self, date: dt.date) -> bool:
        """Whether the lot counts as stock on the date: released and not expired (order-workflow 6.2)."""
        return self.qc_status is QcStatus.RELEASED and (self.expiry_date is None or self.expiry_date > date)


@dataclass(frozen=True, slots=True)
class ExpectedReceipt:
    """A quantity on its way; make it with `expected_receipt`, which knows the rule of the usable date.

    Attributes:
        usable_date: First date the quantity may be used, None when overdue: then cover ignores it.
        usable_as_promised: First usable date had the supplier kept the first promise.
        qc_days: Inspection on arrival, working days.
        slips: How often the date moved to a later one.
    """

    receipt_id: str
    item_id: str
    qty: Decimal
    promised_date: dt.date
    expected_date: dt.date
    usable_date: dt.date | None
    usable_as_promised: dt.date
    qc_days: int = 0
    slips: int = 0

    @property
    def overdue(self) -> bool:
        """Whether the expected date passed without arrival."""
        return self.usable_date is None

    @property
    def slip_days(self) -> int:
        """Calendar days between the first promise and the present date; negative when it comes earlier."""
        return (self.expected_date - self.promised_date).days


@dataclass(frozen=True, slots=True)
class Demand:
    """An order as availability sees it.

    Attributes:
        priority: 1 urgent … 3 to stock.
        need: Gross requirement by item, stock-controlled components only; for an order that holds
            reservations what it holds.
        workshop_id: Workshop of the first operation, None when the product has no route.
        latest_start: Last date on which the order may start to be in time, None when unknown.
        planned_launch: Date of the planned launch, None while there is no plan.
    """

    order_no: str
    priority: int
    due_date: dt.date
    need: Mapping[str, Decimal]
    workshop_id: str | None = None
    latest_start: dt.date | None = None
    planned_launch: dt.date | None = None

    def need_date(self, today: dt.date) -> dt.date:
        """When the material must lie ready: latest start, without one the due date, never before today."""
        return max(today, self.latest_start or self.due_date)


def expected_receipt(  # noqa: PLR0913  # the columns of a receipt row
    *,
    receipt_id: str,
    item_id: str,
    qty: Decimal,
    promised_date: dt.date,
    expected_date: dt.date,
    qc_days: int,
    today: dt.date,
    holidays: frozenset[dt.date],
    arrived: bool = False,
    slips: int | None = None,
) -> ExpectedReceipt:
    """A receipt with its usable date: expected date + inspection in working days (order-workflow 6.3).

    A receipt expected before today that has not arrived is overdue and has no usable date (conventions
    1). One that has arrived and waits for inspection is never usable before today. `slips` unknown
    (None) counts as one when the present date is later than the promise.
    """
    usable: dt.date | None = add_working_days(expected_date, qc_days, holidays=holidays)
    if arrived and usable is not None:
        usable = max(usable, today)
    elif expected_date < today:
        usable = None
    return ExpectedReceipt(
        receipt_id=receipt_id,
        item_id=item_id,
        qty=qty,
        promised_date=promised_date,
        expected_date=expected_date,
        usable_date=usable,
        usable_as_promised=add_working_days(promised_date, qc_days, holidays=holidays),
        qc_days=qc_days,
        slips=int(expected_date > promised_date) if slips is None else slips,
    )


def refuse_bad_facts(
    *,
    demands: Iterable[Demand] = (),
    positions: Iterable[StockPosition] = (),
    receipts: Iterable[ExpectedReceipt] = (),
) -> None:
    """Raise one InvalidDataError naming every repeated key and every impossible quantity."""
    demands, positions, receipts = list(demands), list(positions), list(receipts)
    problems = [
        *_repeated("Заказ", "order_no", (demand.order_no for demand in demands)),
        *_repeated("Партия", "lot_id", (lot.lot_id for lot in positions)),
        *_repeated("Приход", "receipt_id", (receipt.receipt_id for receipt in receipts)),
    ]
    for demand in demands:
        if demand.need and min(demand.need.values()) < 0:
            problems += [
                _bad_quantity(f"Заказ {demand.order_no}", item_id, qty, "количество не меньше 0")
                for item_id, qty in demand.need.items()
                if qty < 0
            ]
    problems += [
        _bad_quantity(f"Партия {lot.lot_id}", "reserved", lot.reserved, f"резерв от 0 до {lot.qty}")
        for lot in positions
        if not 0 <= lot.reserved <= lot.qty
    ]
    problems += [
        _bad_quantity(f"Приход {receipt.receipt_id}", "qty", receipt.qty, "количество не меньше 0")
        for receipt in receipts
        if receipt.qty < 0
    ]
    if problems:
        raise InvalidDataError(problems)


def _repeated(kind: str, field: str, keys: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield Problem(f"{kind} {key}", None, field, key, "код, который стоит один раз", "duplicate_key")
        seen.add(key)


def _bad_quantity(where: str, field: str, qty: Decimal, expected: str) -> Problem:
    return Problem(where, None, field, str(qty), expected, "bad_quantity")
