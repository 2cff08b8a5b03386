"""How the checker writes numbers, dates and moments in its Russian sentences."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from potok.plant.model import MachineStatus, Unit
from potok.scheduling.plan import UnplannedReason

MACHINE_STATUSES = {
    MachineStatus.WORKING: "работает",
    MachineStatus.REPAIR: "в ремонте",
    MachineStatus.BROKEN: "неисправен",
}
REASONS = {
    UnplannedReason.NO_KNOWN_COVER: "нет известного обеспечения (no_known_cover)",
    UnplannedReason.NO_CAPACITY: "нет исправного станка (no_capacity)",
    UnplannedReason.NO_ROUTE: "нет маршрута (no_route)",
}
UNITS = {Unit.PCS: "шт.", Unit.KG: "кг"}


def number(value: Decimal | float) -> str:
    """A number with a decimal comma, at most three decimals and no trailing zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".").replace(".", ",")
    return "0" if text == "-0" else text


def day(date: dt.date) -> str:
    """A date as ДД.ММ.ГГГГ."""
    return f"{date:%d.%m.%Y}"


def moment(at: dt.datetime) -> str:
    """A moment as ДД.ММ.ГГГГ ЧЧ:ММ, with seconds when there are any."""
    return f"{at:%d.%m.%Y %H:%M:%S}" if at.second else f"{at:%d.%m.%Y %H:%M}"


def minutes(seconds: float) -> str:
    """A duration given in seconds, in minutes."""
    return f"{number(seconds / 60)} мин"
