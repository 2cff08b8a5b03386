"""Lots of the books as plain `plant` data."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import F, OrderBy, QuerySet

from potok.operations.prepared import Prepared
from potok.operations.warehouse.models import LotPermission, StockLot
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
        expires_at=lot.expires_at,
    )


def component_lots() -> QuerySet[StockLot]:
    """Lots that orders may take from: those of the raw and tare warehouse (order-workflow 6.2)."""
    return StockLot.objects.filter(location=RAW_AND_TARE, qty__gt=0)


_POSITION = (
    "code", "item_id", "qty", "received_date", "expiry_date", "qc_status", "reserved_qty", "expires_at",
)  # fmt: skip
_POSITIONS = Prepared(
    lambda items: component_lots().filter(item_id__any_of=items).order_by("id").values_list(*_POSITION),
    "items",
)


def positions(item_codes: Mapping[int, str], *, item_ids: Collection[int]) -> list[StockPosition]:
    """Lots of the items that hold something, with what is reserved on them.

    Args:
        item_codes: Code of every item by its key.
        item_ids: The items.
    """
    return [
        StockPosition(
            code, item_codes[item_id], qty, received, expiry, plain.QcStatus(status), reserved, hour
        )
        for code, item_id, qty, received, expiry, status, reserved, hour in _POSITIONS(items=list(item_ids))
    ]


def fefo_order() -> tuple[OrderBy, ...]:
    """Sequence of taking as ORDER BY: the same as `supply.lots.fefo`."""
    return (
        F("expiry_date").asc(nulls_last=True),
        F("expires_at").asc(nulls_last=True),
        F("received_date").asc(),
        F("code").asc(),
    )


def permitted_products(lot_codes: Collection[str]) -> dict[str, frozenset[str]]:
    """Products for which conditional lots may be used, by number of the lot."""
    found: dict[str, set[str]] = {}
    rows = LotPermission.objects.filter(lot__code__in=list(lot_codes))
    for lot, product in rows.values_list("lot__code", "product__code"):
        found.setdefault(lot, set()).add(product)
    return {lot: frozenset(products) for lot, products in found.items()}
