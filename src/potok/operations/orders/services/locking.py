"""Row locks of all commands, taken in one order that waits: orders, then lots, then receipts, each by id.

Two commands that need the same rows therefore wait for each other and never dead-lock.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import F

from potok.operations.orders.errors import UnknownOrderError, UnknownReceiptNumberError, VersionConflictError
from potok.operations.orders.models import ProductionOrder
from potok.operations.prepared import Prepared
from potok.operations.purchasing.models import Receipt
from potok.operations.warehouse.models import StockLot
from potok.operations.warehouse.snapshot import component_lots

#: Fields that change by every update and say nothing to a person.
_NOT_SHOWN = frozenset({"id", "version", "cover_checked_at"})
_ORDERS = Prepared(
    lambda numbers: (
        ProductionOrder.objects.select_for_update(no_key=True, of=("self",))
        .select_related("product", "customer")
        .filter(order_no__any_of=numbers)
        .order_by("pk")
    ),
    "numbers",
)
_LOTS = Prepared(
    lambda items: (
        component_lots()
        .select_for_update(no_key=True)
        .filter(item_id__any_of=items, qc_status__in=["released", "conditional"])
        .order_by("pk")
    ),
    "items",
)
_FREE_LOTS = Prepared(
    lambda items: (
        component_lots()
        .select_for_update(no_key=True)
        .filter(item_id__any_of=items, qc_status__in=["released", "conditional"], qty__gt=F("reserved_qty"))
        .order_by("pk")
    ),
    "items",
)


def lock_orders(order_nos: Collection[str]) -> dict[str, ProductionOrder]:
    """The orders by number, locked until the transaction ends.

    Raises:
        UnknownOrderError: One of them does not exist.
    """
    orders = {order.order_no: order for order in _ORDERS(numbers=list(order_nos))}
    for order_no in order_nos:
        if order_no not in orders:
            raise UnknownOrderError(order_no=order_no)
    return orders


def lock_order(order_no: str, *, expected_version: int | None = None) -> ProductionOrder:
    """One order, locked; an old version is refused.

    Raises:
        UnknownOrderError: It does not exist.
        VersionConflictError: Somebody changed it since it was read.
    """
    order = lock_orders([order_no])[order_no]
    check_version(order, expected_version)
    return order


def lock_free_lots(item_ids: Collection[int]) -> Sequence[StockLot]:
    """Lots of the items that hold something no order has reserved, locked by id."""
    return list(_FREE_LOTS(items=list(item_ids)))


def lock_lots(item_ids: Collection[int]) -> Sequence[StockLot]:
    """All lots of the items that orders may hold or take, locked by id."""
    return list(_LOTS(items=list(item_ids)))


def lock_receipt(code: str, *, expected_version: int | None = None) -> Receipt:
    """One expected receipt, locked.

    Raises:
        UnknownReceiptNumberError: It does not exist.
        VersionConflictError: Somebody changed it since it was read.
    """
    receipt = (
        Receipt.objects.select_for_update(no_key=True, of=("self",))
        .select_related("item", "supplier")
        .filter(code=code)
        .first()
    )
    if receipt is None:
        raise UnknownReceiptNumberError(receipt=code)
    if expected_version is not None and receipt.version != expected_version:
        changed = _changes_since(receipt, expected_version)
        raise VersionConflictError(
            what=f"Приход {code}", expected=expected_version, current=receipt.version, changed=changed
        )
    return receipt


def check_version(order: ProductionOrder, expected: int | None) -> None:
    """Refuse a command that was given on an older version of the order.

    Raises:
        VersionConflictError: With the current version and the changed fields, old and new.
    """
    if expected is None or order.version == expected:
        return
    raise VersionConflictError(
        what=f"Заказ {order.order_no}",
        expected=expected,
        current=order.version,
        changed=_changes_since(order, expected),
    )


def _changes_since(row: ProductionOrder | Receipt, version: int) -> Mapping[str, dict[str, Any]]:
    """Fields of the row that differ from the given version, by name: old and new as text."""
    history = row.history.filter(version=version).order_by("-pgh_id").first()  # type: ignore[union-attr]
    if history is None:
        return {}
    changed = {}
    for field in row._meta.concrete_fields:  # noqa: SLF001 - Django's documented API
        old, new = getattr(history, field.attname, None), getattr(row, field.attname)
        if field.name not in _NOT_SHOWN and old != new:
            changed[field.name] = {"old": _text(old), "new": _text(new)}
    return changed


def _text(value: object) -> str | None:
    return None if value is None else str(value)
