"""Expected receipts of the books as plain `plant` data."""

from __future__ import annotations

from potok.operations.purchasing.models import Receipt
from potok.plant import model as plain


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
