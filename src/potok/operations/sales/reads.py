"""The sales plan as plain data."""

from __future__ import annotations

from potok.operations.sales.models import SalesPlanLine
from potok.supply.sales_plan import PlannedSale


def planned_sales() -> tuple[PlannedSale, ...]:
    """The whole plan by month and product: one query."""
    found = SalesPlanLine.objects.order_by("period", "product__code")
    return tuple(PlannedSale(*values) for values in found.values_list("period", "product__code", "qty_pcs"))
