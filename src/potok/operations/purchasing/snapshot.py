"""Expected receipts of the books as plain `plant` data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from potok.operations.prepared import Prepared
from potok.operations.purchasing.models import Receipt
from potok.plant import model as plain
from potok.plant.model import OPEN_RECEIPT_STATUSES, ReceiptStatus
from potok.supply.facts import ExpectedReceipt, expected_receipt

#: Receipts that have come and wait for the decision of quality control.
_ARRIVED = frozenset({ReceiptStatus.ARRIVED, ReceiptStatus.IN_QC})


_EXPECTED = Prepared(
    lambda items: (
        Receipt.objects.filter(
            item_id__any_of=items,
            status__in=[status.value for status in (*OPEN_RECEIPT_STATUSES, *_ARRIVED)],
        )
        .order_by("id")
        .values_list("code", "item_id", "qty", "promised_date", "expected_date", "slips", "status")
    ),
    "items",
)


def receipts() -> tuple[plain.Receipt, ...]:
    """All rows of the pull table."""
    found = Receipt.objects.select_related("item", "supplier").order_by("id")
    return tuple(
        plain.Receipt(
            receipt_id=receipt.code,
            po_no=receipt.po_no,
            supplier=receipt.supplier.name,
            item_id=receipt.item.code,
            qty=receipt.qty,
            unit=plain.Unit(receipt.item.unit),
            order_date=receipt.order_date,
            promised_date=receipt.promised_date,
            expected_date=receipt.expected_date,
            status=plain.ReceiptStatus(receipt.status),
            comment=receipt.comment,
        )
        for receipt in found
    )


def expected(
    items: Mapping[str, plain.Item],
    item_codes: Mapping[int, str],
    *,
    item_ids: Collection[int],
    today: dt.date,
    holidays: frozenset[dt.date],
) -> list[ExpectedReceipt]:
    """Receipts of the items that still bring stock, overdue ones too, with their usable dates.

    Args:
        items: Items by code, for their days of inspection.
        item_codes: Code of every item by its key.
        item_ids: The items.
    """
    return [
        expected_receipt(
            receipt_id=code,
            item_id=item_codes[item_id],
            qty=qty,
            promised_date=promised,
            expected_date=date,
            qc_days=items[item_codes[item_id]].qc_days,
            today=today,
            holidays=holidays,
            arrived=status in _ARRIVED,
            slips=slips,
        )
        for code, item_id, qty, promised, date, slips, status in _EXPECTED(items=list(item_ids))
    ]
