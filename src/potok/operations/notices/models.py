"""Needs that a person has put aside, as a table."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Dismissal(models.Model):
    """A person has put a need aside; it stays so as long as its fingerprint is the same."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        """A need is put aside once a person."""

        constraints = [models.UniqueConstraint(fields=["user", "key"], name="dismissal_once")]
