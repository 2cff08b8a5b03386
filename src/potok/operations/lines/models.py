"""Lines, their versions and the runs that improve them as tables."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

VERSION_STATES = [
    ("draft", "Черновик"),
    ("accepted", "Утверждена"),
    ("superseded", "Заменена"),
]
RUN_STATES = [
    ("queued", "В очереди"),
    ("running", "Идёт расчёт"),
    ("done", "Готов"),
    ("stopped", "Остановлен"),
    ("failed", "Ошибка"),
]


@pghistory.track()
class Line(models.Model):
    """A line of the plant, being designed or at work; `kind` is one of `potok.lines.kinds.KINDS`.

    `revision` counts the changes of the line itself, not of its versions.
    """

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    item = models.ForeignKey(
        "catalog.Item", on_delete=models.PROTECT, null=True, blank=True, related_name="lines_of_work"
    )
    workshop = models.ForeignKey(
        "catalog.Workshop", on_delete=models.PROTECT, null=True, blank=True, related_name="lines_of_work"
    )
    is_active = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by_name = models.CharField(max_length=150, blank=True, default="")

    class Meta:
        """A line has a code and a title."""

        constraints = [
            models.CheckConstraint(condition=~Q(code="") & ~Q(title=""), name="line_has_code_and_title"),
        ]


@pghistory.track(exclude=["design"])
class LineVersion(models.Model):
    """A variant of a line.

    `given` is the input of its kind, `design` what was computed of it then (`potok.lines.storage`): it reads
    the same after the code has changed. The history keeps `given` only, from which the design follows.
    `revision` counts the savings of a draft.
    """

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=12, choices=VERSION_STATES, default="draft")
    given = models.JSONField()
    design = models.JSONField()
    indicators = models.JSONField(default=list)
    summary = models.CharField(max_length=300, blank=True, default="")
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies")
    code_version = models.CharField(max_length=20)
    revision = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="line_versions"
    )
    author_name = models.CharField(max_length=150)
    saved_at = models.DateTimeField()
    plant_date = models.DateField()
    accepted_by_name = models.CharField(max_length=150, blank=True, default="")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One accepted version a line; what was accepted is never rewritten."""

        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="line_version_number"),
            models.UniqueConstraint(fields=["line"], condition=Q(state="accepted"), name="line_one_accepted"),
            models.CheckConstraint(
                condition=Q(state="draft", accepted_at__isnull=True)
                | (~Q(state="draft") & Q(accepted_at__isnull=False)),
                name="line_version_acceptance_dated",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="line_version_state_moves",
                field="state",
                transitions=[("draft", "accepted"), ("accepted", "superseded")],
            ),
            pgtrigger.Protect(
                name="line_version_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state <> 'draft' AND (NEW.given IS DISTINCT FROM OLD.given "
                    "OR NEW.design IS DISTINCT FROM OLD.design)"
                ),
            ),
        ]


RUN_AIMS = [
    ("improve", "Улучшение"),
    ("variants", "Варианты"),
]


class LineRun(models.Model):
    """A search by the engine of a kind as a background job: progress, stop, result.

    `improve` makes a better version (`best` so far, then `result`), `variants` several answers to choose from
    (`potok.lines.variants`) for the problem whose digest is `problem`.
    """

    version = models.ForeignKey(LineVersion, on_delete=models.CASCADE, related_name="runs")
    aim = models.CharField(max_length=10, choices=RUN_AIMS, default="improve")
    state = models.CharField(max_length=10, choices=RUN_STATES, default="queued")
    time_limit_s = models.PositiveIntegerField(default=20)
    seed = models.PositiveIntegerField(default=0)
    attempt = models.PositiveIntegerField(default=0)
    job_id = models.BigIntegerField(null=True, blank=True)
    stop_requested = models.BooleanField(default=False)
    share_done = models.FloatField(default=0)
    improvements = models.PositiveIntegerField(default=0)
    best = models.JSONField(null=True, blank=True)
    problem = models.CharField(max_length=64, blank=True, default="")
    variants = models.JSONField(null=True, blank=True)
    error = models.JSONField(default=dict)
    result = models.ForeignKey(
        LineVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="made_by_runs"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    requested_by_name = models.CharField(max_length=150, blank=True, default="")
    requested_at = models.DateTimeField(db_default=Now())
    plant_date = models.DateField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One search a version at a time."""

        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(state__in=["queued", "running"]),
                name="line_run_one_going",
            ),
        ]


class LineSimulation(models.Model):
    """A simulation of a version as a background job; `note` is its explained answer (`notes.storage`)."""

    version = models.ForeignKey(LineVersion, on_delete=models.CASCADE, related_name="simulations")
    conditions = models.JSONField()
    state = models.CharField(max_length=10, choices=RUN_STATES, default="queued")
    attempt = models.PositiveIntegerField(default=0)
    job_id = models.BigIntegerField(null=True, blank=True)
    stop_requested = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    replications = models.PositiveIntegerField(default=0)
    note = models.JSONField(null=True, blank=True)
    error = models.JSONField(default=dict)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    requested_by_name = models.CharField(max_length=150, blank=True, default="")
    requested_at = models.DateTimeField(db_default=Now())
    plant_date = models.DateField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One simulation a version at a time; a note exactly where there is an answer."""

        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(state__in=["queued", "running"]),
                name="line_simulation_one_going",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(note__isnull=False), name="line_simulation_done_has_note"
            ),
        ]


SHEET_KINDS = [
    ("plan", "Планировка"),
    ("passport", "Паспорт изделия"),
    ("flow", "Выбор типа потока"),
]


class LineSheet(models.Model):
    """A paper of a line beside its design, in versions: what is saved is never rewritten."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=10, choices=SHEET_KINDS)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True, default="")
    data = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=150)
    saved_at = models.DateTimeField()
    plant_date = models.DateField()

    class Meta:
        """Papers of a kind are numbered; a trigger keeps what was saved."""

        constraints = [
            models.UniqueConstraint(fields=["line", "kind", "number"], name="line_sheet_number"),
        ]
        triggers = [pgtrigger.Protect(name="line_sheet_fixed", operation=pgtrigger.Update)]
