"""Columns that several tables of the shop floor have."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


def person() -> models.ForeignKey[Any, Any]:
    """Who did it; None = the system."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")


def reason() -> models.ForeignKey[Any, Any]:
    """A reason of the shops' list, or none."""
    return models.ForeignKey(
        "shopfloor.WorkReason", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
