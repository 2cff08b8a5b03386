"""Saved calculations as a table; the history keeps every version."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

#: What a calculation is about.
SUBJECTS = [
    ("none", "Без привязки"),
    ("product", "Изделие"),
    ("route", "Маршрут изделия"),
    ("machine", "Машина"),
    ("line", "Линия"),
]


@pghistory.track()
class Calculation(models.Model):
    """An engineering calculation with its data and its note.

    `note` is the whole explained calculation as it was computed when it was saved: it reads the same
    after the code has changed. `plant_date` is the date of the plant at that time.
    """

    number = models.CharField(max_length=40, unique=True)
    method = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True, default="")
    comment = models.CharField(max_length=500, blank=True, default="")
    subject = models.CharField(max_length=8, choices=SUBJECTS, default="none")
    item = models.ForeignKey(
        "catalog.Item", on_delete=models.PROTECT, null=True, blank=True, related_name="calculations"
    )
    machine = models.ForeignKey(
        "catalog.Machine", on_delete=models.PROTECT, null=True, blank=True, related_name="calculations"
    )
    line = models.CharField(max_length=120, blank=True, default="")
    given = models.JSONField()
    note = models.JSONField()
    code_version = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="calculations"
    )
    author_name = models.CharField(max_length=150)
    saved_at = models.DateTimeField()
    plant_date = models.DateField()
    copied_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )

    class Meta:
        """A calculation is about one thing, and that thing is named."""

        constraints = [
            models.CheckConstraint(
                condition=Q(subject="none", item__isnull=True, machine__isnull=True, line="")
                | Q(subject__in=["product", "route"], item__isnull=False, machine__isnull=True, line="")
                | Q(subject="machine", item__isnull=True, machine__isnull=False, line="")
                | (Q(subject="line", item__isnull=True, machine__isnull=True) & ~Q(line="")),
                name="calculation_about_one_thing",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="calculation_version_positive"),
        ]
        indexes = [
            models.Index(fields=["method", "-id"], name="calculation_by_method"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="calculation_name_trgm"),
        ]


@pghistory.track()
class ProjectNote(models.Model):
    """A расчётно-пояснительная записка: calculations of one line or shop with own words around them."""

    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=200, blank=True, default="")
    checker = models.CharField(max_length=150, blank=True, default="")
    introduction = models.TextField(blank=True, default="")
    conclusion = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="project_notes"
    )
    author_name = models.CharField(max_length=150)
    saved_at = models.DateTimeField()
    plant_date = models.DateField()

    class Meta:
        """A document has a title."""

        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="project_note_has_title"),
            models.CheckConstraint(condition=Q(version__gte=1), name="project_note_version_positive"),
        ]


@pghistory.track()
class ProjectSection(models.Model):
    """A calculation inside a project note, in the version that it had when the note was saved.

    `note` is a copy of that version's explained calculation: the document reads the same for ever.
    """

    project = models.ForeignKey(ProjectNote, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    calculation = models.ForeignKey(Calculation, on_delete=models.PROTECT, related_name="project_sections")
    calculation_version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, default="")
    note = models.JSONField()

    class Meta:
        """One place, one section."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="project_section_place"),
        ]
