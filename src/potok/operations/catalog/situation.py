"""What every command needs to know before it decides: the date, the settings, the master data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from potok.operations.catalog.clock import moment_on, plant_settings, settings_with_stamp
from potok.operations.catalog.master import Master, master_data
from potok.operations.catalog.models import PlantSettings
from potok.operations.history_context import settings_at_begin
from potok.operations.prepared import Prepared

_SETTINGS = Prepared(settings_with_stamp)


@dataclass(frozen=True, slots=True)
class Situation:
    """The moment in which a command runs.

    Attributes:
        today: Plant date.
        now: Plant moment, aware.
    """

    today: dt.date
    now: dt.datetime
    settings: PlantSettings
    master: Master

    def first_working_date(self, workshop: str, date: dt.date) -> dt.date | None:
        """The first date not before `date` with a shift of the workshop; without a calendar `date` itself."""
        shifts = self.master.shifts
        if shifts.last_date is None:
            return date
        return shifts.first_working_date(workshop, date)


def present_situation() -> Situation:
    """Date, settings and master data as the caller's transaction sees them (one query when kept)."""
    settings = _SETTINGS.first()
    if settings is None:
        plant_settings()
        return present_situation()
    return _situation(settings)


def situation_at_begin() -> Situation:
    """As the command found it when it began: no query; for commands that have changed nothing of it."""
    settings = settings_at_begin()
    return present_situation() if settings is None else _situation(settings)


def _situation(settings: Any) -> Situation:  # noqa: ANN401 - the settings with their annotation
    today = settings.plant_today or timezone.localdate()
    return Situation(today=today, now=moment_on(today), settings=settings, master=master_data(settings.stamp))
