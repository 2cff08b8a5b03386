"""Short Russian texts that several commands of the shops use."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from potok.operations.catalog.clock import local

_UNITS = {"pcs": "шт.", "kg": "кг"}


def moment(at: dt.datetime) -> str:
    """«06.03 11:39», plant local time."""
    return f"{local(at):%d.%m %H:%M}"


def amount(qty: Decimal | int, unit: str = "pcs") -> str:
    """«1188 шт.», «2,5 кг»; no zeros at the end."""
    text = f"{Decimal(qty):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text.replace('.', ',')} {_UNITS.get(unit, unit)}"
