"""Plans as versions, their lines and the runs of the engine as tables."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

PLAN_STATES = [
    ("draft", "Черновик"),
    ("published", "Действующий"),
    ("superseded", "Заменён"),
    ("rejected", "Отклонён"),
]
RUN_STATES = [
    ("queued", "В очереди"),
    ("running", "Идёт расчёт"),
    ("done", "Готов"),
    ("stopped", "Остановлен"),
    ("failed", "Ошибка"),
]
LINE_AGREEMENTS = [
    ("none", "не отправлено"),
    ("sent", "отправлено"),
    ("agreed", "согласовано"),
    ("refused", "отказ"),
    ("countered", "другой срок"),
]

#: The lines follow the state of their plan: the exclusion constraint looks at published ones only.
_LINES_FOLLOW_PLAN = """
    UPDATE planning_scheduleline SET is_published = (NEW.state = 'published') WHERE plan_id = NEW.id;
    RETURN NULL;
"""


class PlanVersion(models.Model):
    """One distribution of orders over machines and time; a published version is never rewritten."""

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=12, choices=PLAN_STATES, default="draft")
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200, blank=True, default="")
    today = models.DateField()
    not_before = models.DateTimeField()
    summary = models.JSONField(default=dict)
    unplanned = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=20, blank=True, default="")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    doubt = models.CharField(max_length=250, blank=True, default="")
    doubted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One published plan at a time; `doubt` says what changed under it since, empty = nothing.

        `replaces` is the draft that a change by hand put aside: undo goes back to its work.
        """

        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="published"), name="plan_one_published"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="plan_lines_follow_state",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("state"),
                condition=pgtrigger.AnyChange("state"),
                func=_LINES_FOLLOW_PLAN,
            ),
            pgtrigger.FSM(
                name="plan_state_moves",
                field="state",
                transitions=[("draft", "published"), ("draft", "rejected"), ("published", "superseded")],
            ),
        ]


@pghistory.track(
    pghistory.UpdateEvent(condition=pgtrigger.AnyChange(exclude=["is_published"])),
)
class ScheduleLine(models.Model):
    """One operation of an order on one machine: from the start of its set-up to its last finish."""

    plan = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="lines")
    order = models.ForeignKey("orders.ProductionOrder", on_delete=models.PROTECT, related_name="lines")
    op_no = models.PositiveIntegerField()
    op_name = models.CharField(max_length=120, blank=True, default="")
    machine = models.ForeignKey("catalog.Machine", on_delete=models.PROTECT, related_name="lines")
    workshop = models.ForeignKey("catalog.Workshop", on_delete=models.PROTECT, related_name="lines")
    period = DateTimeRangeField()
    start_at = models.DateTimeField()
    finish_at = models.DateTimeField()
    shift_date = models.DateField(null=True, blank=True)
    shift_no = models.PositiveSmallIntegerField(null=True, blank=True)
    qty_pcs = models.DecimalField(max_digits=18, decimal_places=3)
    batches = models.PositiveIntegerField(default=0)
    setup_min = models.DecimalField(max_digits=12, decimal_places=3, default=0)
    preliminary = models.BooleanField(default=False)
    pinned = models.BooleanField(default=False)
    moved_by_hand = models.BooleanField(default=False)
    is_published = models.BooleanField(default=False)
    agreement = models.CharField(max_length=10, choices=LINE_AGREEMENTS, default="none")
    answer_reason = models.CharField(max_length=250, blank=True, default="")
    counter_start_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    cause = models.JSONField(default=dict)

    class Meta:
        """Invariant 7: no two published lines of one machine overlap.

        `moved_by_hand` says that a person put the line of a draft where it stands; publishing ends that.
        """

        constraints = [
            models.UniqueConstraint(fields=["plan", "order", "op_no"], name="line_operation_once"),
            models.CheckConstraint(condition=Q(finish_at__gt=F("start_at")), name="line_ends_after_start"),
            models.CheckConstraint(
                condition=Q(period__startswith=F("start_at"), period__endswith=F("finish_at")),
                name="line_period_is_its_times",
            ),
            ExclusionConstraint(
                name="published_lines_do_not_overlap",
                expressions=[(F("machine"), RangeOperators.EQUAL), (F("period"), RangeOperators.OVERLAPS)],
                condition=Q(is_published=True),
            ),
        ]
        indexes = [models.Index(fields=["plan", "machine", "start_at"], name="line_by_machine_start")]


class SchedulePart(models.Model):
    """One uninterrupted piece of work of a line (a row of plan.csv)."""

    line = models.ForeignKey(ScheduleLine, on_delete=models.CASCADE, related_name="parts")
    batch_no = models.PositiveIntegerField()
    part_no = models.PositiveIntegerField()
    start_at = models.DateTimeField()
    finish_at = models.DateTimeField()
    qty_pcs = models.DecimalField(max_digits=18, decimal_places=3)

    class Meta:
        """A part is numbered once and takes time."""

        constraints = [
            models.UniqueConstraint(fields=["line", "batch_no", "part_no"], name="part_once"),
            models.CheckConstraint(condition=Q(finish_at__gte=F("start_at")), name="part_ends_after_start"),
        ]


class PlanRun(models.Model):
    """A run of the engine as a background job: progress, incumbents, stop, result.

    `beside` is the draft whose pins and places by hand it keeps; null = the plan in force.
    """

    state = models.CharField(max_length=10, choices=RUN_STATES, default="queued")
    title = models.CharField(max_length=200, blank=True, default="")
    time_limit_s = models.PositiveIntegerField(default=20)
    seed = models.PositiveIntegerField(default=0)
    keep_orders = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    beside = models.ForeignKey(
        PlanVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    attempt = models.PositiveIntegerField(default=0)
    job_id = models.BigIntegerField(null=True, blank=True)
    stop_requested = models.BooleanField(default=False)
    phase = models.CharField(max_length=120, blank=True, default="")
    share_done = models.FloatField(default=0)
    variants = models.PositiveIntegerField(default=0)
    incumbents = models.JSONField(default=list)
    incumbent = models.JSONField(default=list)
    error = models.JSONField(default=dict)
    plan = models.ForeignKey(
        PlanVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="runs"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)


class Scenario(models.Model):
    """A named what-if copy of the plan: its changes, the plan made for it, its figures."""

    title = models.CharField(max_length=200)
    changes = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=RUN_STATES, default="queued")
    time_limit_s = models.PositiveIntegerField(default=20)
    seed = models.PositiveIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=0)
    job_id = models.BigIntegerField(null=True, blank=True)
    stop_requested = models.BooleanField(default=False)
    share_done = models.FloatField(default=0)
    figures = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    error = models.JSONField(default=dict)
    based_on = models.ForeignKey(
        PlanVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_as = models.ForeignKey(
        PlanVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)
