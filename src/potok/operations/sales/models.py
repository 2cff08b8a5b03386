"""The sales plan as a table."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from potok.operations.field_history import tracked


@tracked
class SalesPlanLine(models.Model):
    """What is to be sold of a product in a month; `period` is the first day of the month."""

    period = models.DateField()
    product = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="sales_plan")
    qty_pcs = models.PositiveBigIntegerField()

    class Meta:
        """A product stands once in a month."""

        constraints = [
            models.UniqueConstraint(fields=["period", "product"], name="sales_plan_product_once"),
            models.CheckConstraint(condition=Q(period__day=1), name="sales_plan_period_is_a_month"),
            models.CheckConstraint(condition=Q(qty_pcs__gt=0), name="sales_plan_qty_positive"),
        ]
