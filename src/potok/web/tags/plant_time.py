"""Moments as the plant's clock shows them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone


def local(value: dt.date | None) -> Any:  # noqa: ANN401 - whatever kind of moment came in
    """Aware moments in plant time; dates as they are."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.make_naive(value, timezone.get_default_timezone())
    return value
