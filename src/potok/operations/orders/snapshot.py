"""Production orders of the books as plain `plant` data."""

from __future__ import annotations

from potok.operations.orders.models import ProductionOrder
from potok.plant import model as plain


def orders() -> tuple[plain.Order, ...]:
    """All production orders as the client department gave them, with their present status."""
    found = ProductionOrder.objects.select_related("customer", "product").order_by("id")
    return tuple(
        plain.Order(
            order_no=order.order_no,
            created_date=order.created_date,
            customer=order.customer.name,
            manager=order.manager,
            product_id=order.product.code,
            qty_pcs=order.qty_pcs,
            due_date=order.due_date,
            priority=order.priority,
            order_type=order.order_type,
            min_qty_pcs=order.min_qty_pcs,
            max_qty_pcs=order.max_qty_pcs,
            status=plain.OrderStatus(order.status),
            comment=order.comment,
        )
        for order in found
    )
