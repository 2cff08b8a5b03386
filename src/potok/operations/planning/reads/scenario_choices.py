"""What a person may choose for a scenario: new orders and receipts that are still to come."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from potok.operations.orders.models import ProductionOrder
from potok.operations.purchasing.models import Receipt
from potok.operations.purchasing.reads import COMING_STATUSES

#: Entries of a list to choose from, the most urgent ones.
MOST_CHOICES = 500


def new_order_choices() -> list[tuple[str, str]]:
    """Number and words of the orders «Новый», urgent ones first."""
    rows: QuerySet[ProductionOrder, tuple[str, str, int, object, int]] = ProductionOrder.objects.filter(
        status="new"
    ).values_list("order_no", "product__name", "qty_pcs", "due_date", "priority")
    return [
        (order_no, f"{order_no} · {product} · {qty} шт. · к {due:%d.%m} · приоритет {priority}")
        for order_no, product, qty, due, priority in rows.order_by("priority", "due_date", "order_no")[
            :MOST_CHOICES
        ]
    ]


def receipt_choices() -> list[tuple[str, str]]:
    """Number and words of the receipts whose date may move, the next ones first."""
    return list(_receipts())


def _receipts() -> Iterator[tuple[str, str]]:
    rows = Receipt.objects.filter(status__in=COMING_STATUSES).select_related("item")
    for row in rows.order_by("expected_date", "code")[:MOST_CHOICES]:
        amount = f"{row.qty.normalize():f}".replace(".", ",")
        yield row.code, f"{row.code} · {row.item.name} · {amount} · ждём {row.expected_date:%d.%m}"
