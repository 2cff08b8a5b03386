"""Technological cards with their lines as tables."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from potok.operations.shopfloor import triggers
from potok.operations.shopfloor.models.fields import person, reason
from potok.operations.shopfloor.models.runs import WorkReason
from potok.operations.shopfloor.states import CARD_STATES, DEFECT_KINDS


@pghistory.track()
class TechCard(models.Model):
    """A technological card: planned and actual inputs, outputs and times of made product (8.1).

    Attributes:
        seq: Number within the order; the product lot is «order-seq».
        from_rework_pcs: Pieces of this output that earlier cards counted as rework.
        posting_no: Place among all postings of the order, also those reversed since.
        effects: What the posting did, as its preview told it.
    """

    number = models.CharField(max_length=40, unique=True)
    order = models.ForeignKey("orders.ProductionOrder", on_delete=models.PROTECT, related_name="cards")
    seq = models.PositiveIntegerField()
    workshop = models.ForeignKey("catalog.Workshop", on_delete=models.PROTECT, related_name="cards")
    date = models.DateField()
    shift_no = models.PositiveSmallIntegerField(null=True, blank=True)
    batches = models.CharField(max_length=120, blank=True, default="")
    responsible = models.CharField(max_length=120, blank=True, default="")
    people = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    state = models.CharField(max_length=10, choices=CARD_STATES, default="draft")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    good_pcs = models.PositiveBigIntegerField(default=0)
    rework_pcs = models.PositiveBigIntegerField(default=0)
    scrap_pcs = models.PositiveBigIntegerField(default=0)
    samples_pcs = models.PositiveBigIntegerField(default=0)
    from_rework_pcs = models.PositiveBigIntegerField(default=0)
    loss_reason = reason()
    loss_note = models.CharField(max_length=250, blank=True, default="")
    note = models.CharField(max_length=500, blank=True, default="")
    filled_by = person()
    created_at = models.DateTimeField()
    handed_in_by = person()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    returned_reason = models.CharField(max_length=250, blank=True, default="")
    posted_by = person()
    posted_at = models.DateTimeField(null=True, blank=True)
    posting_no = models.PositiveIntegerField(null=True, blank=True)
    product_lot = models.OneToOneField(
        "warehouse.StockLot", on_delete=models.PROTECT, null=True, blank=True, related_name="card"
    )
    effects = models.JSONField(default=dict, blank=True)
    reversed_by = person()
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversal_reason = models.CharField(max_length=250, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """One posting a card: its state goes one way; what was posted keeps its figures."""

        constraints = [
            models.UniqueConstraint(fields=["order", "seq"], name="card_seq_once"),
            models.UniqueConstraint(fields=["order", "posting_no"], name="card_posting_once"),
            models.CheckConstraint(
                condition=Q(state__in=["posted", "reversed"], posted_at__isnull=False)
                | ~Q(state__in=["posted", "reversed"]) & Q(posted_at__isnull=True),
                name="card_posted_with_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="reversed") | Q(reversed_at__isnull=False) & ~Q(reversal_reason=""),
                name="card_reversed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(from_rework_pcs__lte=F("good_pcs") + F("scrap_pcs") + F("samples_pcs")),
                name="card_from_rework_within_output",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="card_by_state"),
            models.Index(fields=["workshop", "-id"], name="card_by_workshop"),
            models.Index(fields=["date"], name="card_by_date"),
        ]
        triggers = triggers.TECH_CARD


@pghistory.track(pghistory.UpdateEvent())
class CardMaterial(models.Model):
    """A component of a card: the norm for its actual output against what was used, in the stock unit.

    `actual_qty` is the sum over the lots; of a component without stock control it is what was measured.
    """

    card = models.ForeignKey(TechCard, on_delete=models.PROTECT, related_name="materials")
    line_no = models.PositiveIntegerField()
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    norm_qty = models.DecimalField(max_digits=18, decimal_places=3)
    actual_qty = models.DecimalField(max_digits=18, decimal_places=3, default=0)
    reason = reason()
    note = models.CharField(max_length=250, blank=True, default="", db_default="")

    class Meta:
        """A component stands once in a card."""

        constraints = [
            models.UniqueConstraint(fields=["card", "item"], name="card_material_once"),
            models.CheckConstraint(
                condition=Q(norm_qty__gte=0, actual_qty__gte=0), name="card_material_not_negative"
            ),
        ]
        triggers = triggers.lines_of_card("card_material")


class CardLot(models.Model):
    """Part of a lot that a card used; `reserved_qty` of it came from the order's reservation."""

    card = models.ForeignKey(TechCard, on_delete=models.PROTECT, related_name="lots")
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey("warehouse.StockLot", on_delete=models.PROTECT, related_name="card_lines")
    qty = models.DecimalField(max_digits=18, decimal_places=3)
    reserved_qty = models.DecimalField(max_digits=18, decimal_places=3, default=0)

    class Meta:
        """A lot stands once in a card."""

        constraints = [
            models.UniqueConstraint(fields=["card", "lot"], name="card_lot_once"),
            models.CheckConstraint(
                condition=Q(qty__gt=0, reserved_qty__gte=0, reserved_qty__lte=F("qty")),
                name="card_lot_positive",
            ),
        ]
        triggers = triggers.lines_of_card("card_lot")


class CardFreed(models.Model):
    """What a posting set free of the order's reservation without using it; a reversal takes it again."""

    card = models.ForeignKey(TechCard, on_delete=models.PROTECT, related_name="freed")
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey("warehouse.StockLot", on_delete=models.PROTECT, related_name="+")
    qty = models.DecimalField(max_digits=18, decimal_places=3)

    class Meta:
        """Something was freed."""

        constraints = [
            models.UniqueConstraint(fields=["card", "lot"], name="card_freed_once"),
            models.CheckConstraint(condition=Q(qty__gt=0), name="card_freed_positive"),
        ]
        triggers = triggers.lines_of_card("card_freed")


class CardDefect(models.Model):
    """Pieces of a card that are scrap or to be reworked, by reason."""

    card = models.ForeignKey(TechCard, on_delete=models.PROTECT, related_name="defects")
    kind = models.CharField(max_length=8, choices=DEFECT_KINDS)
    reason = models.ForeignKey(WorkReason, on_delete=models.PROTECT, related_name="+")
    qty_pcs = models.PositiveBigIntegerField()
    op_no = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=250, blank=True, default="", db_default="")

    class Meta:
        """Pieces are counted once a reason and operation."""

        constraints = [
            models.UniqueConstraint(
                fields=["card", "kind", "reason", "op_no"], name="card_defect_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(qty_pcs__gt=0), name="card_defect_positive"),
        ]
        triggers = triggers.lines_of_card("card_defect")


class CardTime(models.Model):
    """Time of one operation on one machine in a card: norm against actual, minutes."""

    card = models.ForeignKey(TechCard, on_delete=models.PROTECT, related_name="times")
    op_no = models.PositiveIntegerField()
    op_name = models.CharField(max_length=120, blank=True, default="")
    machine = models.ForeignKey("catalog.Machine", on_delete=models.PROTECT, related_name="+")
    norm_min = models.DecimalField(max_digits=12, decimal_places=1)
    actual_min = models.DecimalField(max_digits=12, decimal_places=1)
    reason = reason()
    note = models.CharField(max_length=250, blank=True, default="", db_default="")

    class Meta:
        """An operation stands once on a machine."""

        constraints = [
            models.UniqueConstraint(fields=["card", "op_no", "machine"], name="card_time_once"),
            models.CheckConstraint(
                condition=Q(norm_min__gte=0, actual_min__gte=0), name="card_time_not_negative"
            ),
        ]
        triggers = triggers.lines_of_card("card_time")


class CardStop(models.Model):
    """Minutes that a machine stood during a card, by reason."""

    card = models.ForeignKey(TechCard, on_delete=models.PROTECT, related_name="stops")
    op_no = models.PositiveIntegerField()
    machine = models.ForeignKey("catalog.Machine", on_delete=models.PROTECT, related_name="+")
    reason = models.ForeignKey(WorkReason, on_delete=models.PROTECT, related_name="+")
    minutes = models.DecimalField(max_digits=12, decimal_places=1)
    note = models.CharField(max_length=250, blank=True, default="", db_default="")

    class Meta:
        """A stop takes time."""

        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="card_stop_positive")]
        triggers = triggers.lines_of_card("card_stop")
