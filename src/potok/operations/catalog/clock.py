"""The plant's own clock: every rule that says today, now, past or expired asks here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import QuerySet, Subquery
from django.utils import timezone

from potok.operations.catalog.models import CatalogStamp, PlantSettings
from potok.operations.prepared import Prepared

#: The hour at which a played day stands; None = the real one.
_hour: ContextVar[dt.time | None] = ContextVar("hour", default=None)

_FIXED_TODAY = Prepared(
    lambda: PlantSettings.objects.filter(id=1).values_list("plant_today", flat=True).order_by("id")
)
_SETTINGS = Prepared(lambda: PlantSettings.objects.filter(id=1).order_by("id"))


def settings_with_stamp() -> QuerySet[Any]:
    """The one row of settings with `stamp`, the version of the master data."""
    stamp = Subquery(CatalogStamp.objects.filter(id=1).values("value")[:1])
    return PlantSettings.objects.filter(id=1).annotate(stamp=stamp).order_by("id")


def plant_settings() -> PlantSettings:
    """The one row of settings, made with defaults when it is missing."""
    return _SETTINGS.first() or PlantSettings.objects.get_or_create(id=1)[0]


def today() -> dt.date:
    """The plant date: the setting, else the real date in the plant's time zone."""
    return _FIXED_TODAY.first() or timezone.localdate()


def now() -> dt.datetime:
    """The plant moment, aware: the real time of day on the plant date."""
    return moment_on(today())


def moment_on(date: dt.date) -> dt.datetime:
    """The real time of day on a date, aware; the played one within `at_hour`."""
    return aware(dt.datetime.combine(date, time_of_day()))


def time_of_day() -> dt.time:
    """The plant's time of day, whole seconds: the real one, the played one within `at_hour`."""
    return _hour.get() or timezone.localtime().time().replace(microsecond=0)


@contextmanager
def at_hour(hour: dt.time) -> Iterator[None]:
    """Let the clock of this thread stand at an hour: days that are played, not lived, come out the same."""
    mark = _hour.set(hour)
    try:
        yield
    finally:
        _hour.reset(mark)


def planning_start() -> dt.datetime:
    """From when work may be planned: 00:00 of a fixed plant date, else now (conventions 1)."""
    fixed = _FIXED_TODAY.first()
    if fixed is None:
        return timezone.localtime().replace(microsecond=0)
    return aware(dt.datetime.combine(fixed, dt.time()))


def aware(local: dt.datetime) -> dt.datetime:
    """Plant local time with its zone."""
    return timezone.make_aware(local, timezone.get_default_timezone())


def local(moment: dt.datetime) -> dt.datetime:
    """An aware moment as plant local time without a zone, as the pure rooms take it."""
    return timezone.make_naive(moment, timezone.get_default_timezone())
