"""Lots of the books as plain `plant` data."""

from __future__ import annotations

from potok.operations.warehouse.models import StockLot
from potok.plant import model as plain


def lots() -> tuple[plain.StockLot, ...]:
    """Lots that hold something."""
    found = StockLot.objects.filter(qty__gt=0).select_related("item").order_by("id")
    return tuple(
        plain.StockLot(
            lot_id=lot.code,
            item_id=lot.item.code,
            location=lot.location,
            qty=lot.qty,
            unit=plain.Unit(lot.item.unit),
            received_date=lot.received_date,
            expiry_date=lot.expiry_date,
            qc_status=plain.QcStatus(lot.qc_status),
            qc_date=lot.qc_date,
        )
        for lot in found
    )
