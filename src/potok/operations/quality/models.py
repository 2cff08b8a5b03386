"""The control plan, the log of inspections, defects by cause, and decisions on lots as tables."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from potok.operations.quality.kinds import CAUSE_KINDS, CONTROL_KINDS, DECISIONS, SAMPLED


@pghistory.track()
class ControlPoint(models.Model):
    """A line of the control plan: what is checked on a product, at which operation, how.

    Attributes:
        op_no: Operation of the route; null for what arrives and for the finished lot.
        sample_pcs, lot_pcs: «3 из 10»: how many units of how many; null for kinds without a sample.
        acceptance_number: Most defective units in the sample with which the lot is accepted.
    """

    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="control_points")
    op_no = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=CONTROL_KINDS)
    characteristic = models.CharField(max_length=200)
    requirement = models.CharField(max_length=200, blank=True, default="")
    method = models.CharField(max_length=200, blank=True, default="")
    sample_pcs = models.PositiveIntegerField(null=True, blank=True)
    lot_pcs = models.PositiveIntegerField(null=True, blank=True)
    acceptance_number = models.PositiveIntegerField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A sampled kind has its sample; the acceptance number is below it."""

        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SAMPLED, sample_pcs__gt=0, acceptance_number__isnull=False)
                | ~Q(kind__in=SAMPLED) & Q(sample_pcs__isnull=True, acceptance_number__isnull=True),
                name="control_point_sample_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(acceptance_number__isnull=True) | Q(acceptance_number__lt=F("sample_pcs")),
                name="control_point_acceptance_below_sample",
            ),
            models.CheckConstraint(
                condition=Q(lot_pcs__isnull=True) | Q(lot_pcs__gte=F("sample_pcs")),
                name="control_point_sample_within_lot",
            ),
        ]
        indexes = [models.Index(fields=["item", "op_no", "position"], name="control_point_by_item")]


class DefectCause(models.Model):
    """A cause of defects, of the plant's own classifier."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=CAUSE_KINDS, default="internal")
    repairable = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)


class Inspection(models.Model):
    """A line of the log: what was looked at, how many were bad, whether that passes.

    The sample and the acceptance number are those of the control plan at that time.
    """

    number = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=CONTROL_KINDS)
    point = models.ForeignKey(ControlPoint, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(
        "warehouse.StockLot", on_delete=models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    order_no = models.CharField(max_length=40, blank=True, default="")
    op_no = models.PositiveIntegerField(null=True, blank=True)
    workshop = models.CharField(max_length=40, blank=True, default="")
    inspected_pcs = models.PositiveIntegerField()
    defective_pcs = models.PositiveIntegerField(default=0)
    acceptance_number = models.PositiveIntegerField(null=True, blank=True)
    passed = models.BooleanField()
    remark = models.CharField(max_length=250, blank=True, default="")
    inspector = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Append-only."""

        constraints = [
            models.CheckConstraint(
                condition=Q(inspected_pcs__gt=0, defective_pcs__lte=F("inspected_pcs")),
                name="inspection_defective_within_inspected",
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="inspection_newest_first")]
        triggers = [
            pgtrigger.Protect(name="inspection_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class Defect(models.Model):
    """Defective units of an inspection by one cause.

    Attributes:
        loss_rub: What they cost, when it is known.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="defects")
    cause = models.ForeignKey(DefectCause, on_delete=models.PROTECT, related_name="+")
    qty_pcs = models.PositiveIntegerField()
    repairable = models.BooleanField()
    loss_rub = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)

    class Meta:
        """A cause stands once in an inspection."""

        constraints = [
            models.UniqueConstraint(fields=["inspection", "cause"], name="defect_cause_once"),
            models.CheckConstraint(condition=Q(qty_pcs__gt=0), name="defect_qty_positive"),
        ]
        triggers = [
            pgtrigger.Protect(name="defect_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class LotDecisionRecord(models.Model):
    """A decision on a lot, for good: what it was before, what followed.

    Attributes:
        qty: What the decision was about, in the stock unit; null = the whole lot.
        paper: Number of the transfer document of a downgrade.
        order_no: Order of the product lot; rework_order_no: order that mends or replaces it.
        effects: What followed, by name: orders kept, waiting, stopped, lots blocked.
    """

    lot = models.ForeignKey("warehouse.StockLot", on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=14, choices=DECISIONS)
    before = models.CharField(max_length=12, blank=True, default="")
    reason = models.CharField(max_length=250, blank=True, default="")
    qty = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    paper = models.CharField(max_length=40, blank=True, default="")
    order_no = models.CharField(max_length=40, blank=True, default="")
    rework_order_no = models.CharField(max_length=40, blank=True, default="")
    effects = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Append-only, read newest first."""

        indexes = [
            models.Index(fields=["-at", "-id"], name="lot_decision_newest_first"),
            models.Index(fields=["order_no"], condition=~Q(order_no=""), name="lot_decision_by_order"),
        ]
        triggers = [
            pgtrigger.Protect(name="lot_decision_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
