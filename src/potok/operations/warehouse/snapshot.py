"""Lots of the books as plain `plant` data."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import QuerySet

from potok.operations.warehouse.models import StockLot
from potok.plant import model as plain
from potok.supply.facts import StockPosition
from potok.supply.of_plant import RAW_AND_TARE


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


def position(lot: StockLot, item_codes: Mapping[int, str]) -> StockPosition:
    """A lot as availability sees it."""
    return StockPosition(
        lot_id=lot.code,
        item_id=item_codes[lot.item_id],
        qty=lot.qty,
        received_date=lot.received_date,
        expiry_date=lot.expiry_date,
        qc_status=plain.QcStatus(lot.qc_status),
        reserved=lot.reserved_qty,
    )


def component_lots() -> QuerySet[StockLot]:
    """Lots that orders may take from: those of the raw and tare warehouse (order-workflow 6.2)."""
    return StockLot.objects.filter(location=RAW_AND_TARE, qty__gt=0)


def positions(item_codes: Mapping[int, str], *, item_ids: Collection[int]) -> list[StockPosition]:
    """Lots of the items that hold something, with what is reserved on them.

    Args:
        item_codes: Code of every item by its key.
        item_ids: The items.
    """
    found = component_lots().filter(item_id__in=list(item_ids)).order_by("id")
    columns = ("code", "item_id", "qty", "received_date", "expiry_date", "qc_status", "reserved_qty")
    return [
        StockPosition(code, item_codes[item_id], qty, received, expiry, plain.QcStatus(status), reserved)
        for code, item_id, qty, received, expiry, status, reserved in found.values_list(*columns)
    ]
