"""Numbers as a Russian reader writes them: decimal comma, thin spaces, true minus, no trailing zeros."""

from __future__ import annotations

import math

from potok.notes.units import unit_name
from potok.notes.value import Value

_THIN_SPACE = "\u202f"
_MINUS = "−"
_SIGNIFICANT = 6
_LEAST_DECIMALS = 2
_LARGEST_PLAIN = 1e15


def number_text(number: float) -> str:
    """The number with six significant digits, with at least two decimals when it is not whole."""
    if isinstance(number, bool):
        return "да" if number else "нет"
    if abs(number) >= _LARGEST_PLAIN:
        return f"{number:.6g}".replace(".", ",").replace("-", _MINUS)
    whole = round(number)
    if abs(number - whole) <= 1e-9 * max(1.0, abs(number)):
        return f"{whole:,}".replace(",", _THIN_SPACE).replace("-", _MINUS)
    magnitude = math.floor(math.log10(abs(number))) + 1
    decimals = max(_LEAST_DECIMALS, _SIGNIFICANT - magnitude)
    text = f"{number:,.{decimals}f}".rstrip("0").rstrip(".")
    return text.replace(",", _THIN_SPACE).replace(".", ",").replace("-", _MINUS)


def value_text(value: Value) -> str:
    """The number with its Russian unit."""
    name = unit_name(value.unit)
    return f"{number_text(value.number)} {name}" if name else number_text(value.number)
