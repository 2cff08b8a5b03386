"""Launched operations, their reports and stops, and the reasons to choose from, as tables."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from potok.operations.shopfloor import triggers
from potok.operations.shopfloor.models.fields import person, reason
from potok.operations.shopfloor.states import REASON_KINDS, REPORT_KINDS, RUN_STATES


@pghistory.track()
class WorkReason(models.Model):
    """A reason that the shops choose from: of a stop, of scrap, of a deviation."""

    kind = models.CharField(max_length=12, choices=REASON_KINDS)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        """A code stands once in a kind."""

        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="work_reason_once")]


class OperationRun(models.Model):
    """An operation of an order that was launched on a machine.

    `good_pcs`, `rework_pcs` and `scrap_pcs` are kept by a trigger from the reports. An operation that
    moves to another machine ends its run and begins another one.

    Attributes:
        plan_pcs: What was left to make when it was launched.
        gives_output: The last operation of the route: its good pieces are the output of the order.
    """

    order = models.ForeignKey("orders.ProductionOrder", on_delete=models.PROTECT, related_name="runs")
    op_no = models.PositiveIntegerField()
    op_name = models.CharField(max_length=120, blank=True, default="")
    machine = models.ForeignKey("catalog.Machine", on_delete=models.PROTECT, related_name="runs")
    workshop = models.ForeignKey("catalog.Workshop", on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=10, choices=RUN_STATES, default="running")
    gives_output = models.BooleanField(default=False)
    plan_pcs = models.PositiveBigIntegerField(default=0)
    good_pcs = models.PositiveBigIntegerField(default=0)
    rework_pcs = models.PositiveBigIntegerField(default=0)
    scrap_pcs = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    people = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    note = models.CharField(max_length=250, blank=True, default="")
    key = models.CharField(max_length=100, null=True, blank=True, unique=True)
    launched_by = person()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """An operation of an order runs on one machine at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["order", "op_no"], condition=~Q(state="finished"), name="run_one_open_an_operation"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="run_finished_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state="finished", finished_at__isnull=False)
                | ~Q(state="finished") & Q(finished_at__isnull=True),
                name="run_finished_with_time",
            ),
        ]
        indexes = [
            models.Index(fields=["order", "op_no"], name="run_by_order"),
            models.Index(fields=["machine"], condition=~Q(state="finished"), name="run_open_by_machine"),
            models.Index(fields=["workshop", "-started_at"], name="run_by_workshop"),
        ]
        triggers = triggers.OPERATION_RUN


class WorkReport(models.Model):
    """What was made since the report before: good, to be reworked, scrap. Append-only.

    A wrong report is taken back by another one with negative figures (`withdraws`). `card` is the
    technological card that took the report over.
    """

    run = models.ForeignKey(OperationRun, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=12, choices=REPORT_KINDS, default="output")
    at = models.DateTimeField()
    good_pcs = models.BigIntegerField(default=0)
    rework_pcs = models.BigIntegerField(default=0)
    scrap_pcs = models.BigIntegerField(default=0)
    rework_reason = reason()
    scrap_reason = reason()
    people = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    note = models.CharField(max_length=250, blank=True, default="")
    key = models.CharField(max_length=100, null=True, blank=True, unique=True)
    withdraws = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawn_by"
    )
    card = models.ForeignKey(
        "shopfloor.TechCard", on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    user = person()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """A report tells something, a withdrawal takes it back."""

        constraints = [
            models.CheckConstraint(
                condition=Q(kind="output", good_pcs__gte=0, rework_pcs__gte=0, scrap_pcs__gte=0)
                | Q(kind="withdrawal", good_pcs__lte=0, rework_pcs__lte=0, scrap_pcs__lte=0),
                name="report_sign_by_kind",
            ),
            models.CheckConstraint(
                condition=~Q(good_pcs=0, rework_pcs=0, scrap_pcs=0), name="report_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(kind="withdrawal", withdraws__isnull=False)
                | Q(kind="output", withdraws__isnull=True),
                name="report_withdrawal_names_original",
            ),
            models.CheckConstraint(
                condition=Q(scrap_pcs__lte=0) | Q(scrap_reason__isnull=False), name="report_scrap_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(rework_pcs__lte=0) | Q(rework_reason__isnull=False),
                name="report_rework_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["run", "-id"], name="report_by_run")]
        triggers = triggers.WORK_REPORT


class RunStop(models.Model):
    """A time in which a launched operation stood, with its reason."""

    run = models.ForeignKey(OperationRun, on_delete=models.PROTECT, related_name="stops")
    reason = models.ForeignKey(WorkReason, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=250, blank=True, default="")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=100, null=True, blank=True, unique=True)
    user = person()
    resumed_by = person()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """A run stands once at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["run"], condition=Q(finished_at__isnull=True), name="stop_one_open_a_run"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="stop_finished_after_start",
            ),
        ]
