"""Numbers, quantities and dates as they stand on paper and on pages (visual language 4).

Decimal comma, thousands by U+202F, minus U+2212, no-break space before a unit, «—» where nothing applies.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

Number: TypeAlias = Decimal | int | float

THIN_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
NOT_APPLICABLE = "—"

#: Names of stock and time units on paper and on pages.
UNITS = {
    "pcs": "шт.",
    "kg": "кг",
    "g": "г",
    "t": "т",
    "l": "л",
    "m": "м",
    "m2": "м²",
    "s": "с",
    "min": "мин",
    "h": "ч",
    "day": "дн.",
    "rub": "₽",
    "percent": "%",
}

#: Binary floats carry noise behind the 12th significant digit; free text must not show it.
_FLOAT_DIGITS = 12


def number(value: Number | None, decimals: int | None = None, *, signed: bool = False) -> str:
    """A number with comma, thin spaces and a true minus.

    Args:
        value: None gives «—».
        decimals: Fixed digits behind the comma, zeros kept; None: as many as the value has, trailing
            zeros dropped (free text).
        signed: A plus before positive values (deviations only).
    """
    if value is None:
        return NOT_APPLICABLE
    known = exact(value)
    if decimals is None:
        plain = f"{known:f}"
        if "." in plain:
            plain = plain.rstrip("0").rstrip(".")
    else:
        plain = f"{known.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"
    digits = plain.lstrip("-")
    if not digits.strip("0."):
        sign = ""
    elif plain.startswith("-"):
        sign = MINUS
    else:
        sign = "+" if signed else ""
    whole, _, fraction = digits.partition(".")
    grouped = f"{int(whole):,}".replace(",", THIN_SPACE)
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def signed(value: Number | None, decimals: int | None = None) -> str:
    """A deviation: plus or minus before it, «0» without a sign."""
    return number(value, decimals, signed=True)


def pieces(value: Number | None) -> str:
    """Pieces are whole."""
    return number(value, 0)


def kilograms(value: Number | None, decimals: int = 1) -> str:
    """Kilograms: one digit in lists, three in a card and in derivations."""
    return number(value, decimals)


def percent(value: Number | None, decimals: int = 1) -> str:
    """A value already in percent, with its sign after a no-break space."""
    return NOT_APPLICABLE if value is None else f"{number(value, decimals)}{NO_BREAK_SPACE}%"


def unit_name(code: str) -> str:
    """Russian name of a unit code; an unknown one stands as it is."""
    return UNITS.get(code, code)


def quantity(value: Number | None, unit: str, decimals: int | None = None) -> str:
    """A quantity with its unit in free text: «7,9 кг», «7 280 шт.» (pieces are whole)."""
    if value is None:
        return NOT_APPLICABLE
    text = pieces(value) if unit == "pcs" and decimals is None else number(value, decimals)
    return f"{text}{NO_BREAK_SPACE}{unit_name(unit)}"


def date(value: dt.date | None) -> str:
    """ДД.ММ.ГГГГ."""
    return NOT_APPLICABLE if value is None else f"{value:%d.%m.%Y}"


def exact(value: Number) -> Decimal:
    """The value without the binary noise of floats."""
    if isinstance(value, float):
        return Decimal(f"{value:.{_FLOAT_DIGITS}g}")
    return Decimal(value)
