"""The plant of a request: its name and date, read once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from potok.operations.catalog.clock import plant_settings

_KEPT_AS = "_potok_plant"


@dataclass(frozen=True, slots=True)
class PlantOfRequest:
    """What every page says of the plant.

    Attributes:
        date: The plant's date: the fixed one, else the real one.
    """

    name: str
    date: dt.date


def plant_of(request: HttpRequest) -> PlantOfRequest:
    """Name and date of the plant: one query a request."""
    known = getattr(request, _KEPT_AS, None)
    if known is None:
        settings = plant_settings()
        known = PlantOfRequest(settings.name, settings.plant_today or timezone.localdate())
        setattr(request, _KEPT_AS, known)
    return cast("PlantOfRequest", known)
