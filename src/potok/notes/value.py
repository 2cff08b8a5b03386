"""A number on its way through a calculation: with its unit and where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its unit and origin.

    Attributes:
        number: The number itself.
        unit: Code of the unit (see `units`), or a label the user gave.
        ref: Where it came from: "in:path" an input, "s4:0" line 0 of step 4, "" a literal.
    """

    number: float
    unit: str = "1"
    ref: str = ""


#: What may stand for a symbol: one number, or one for each element of a series.
Bindable = Value | float | Sequence[Value | float]
Bound = Value | tuple[Value, ...]


def as_value(item: Value | float, unit: str) -> Value:
    """A literal gets the unit of the symbol it stands for."""
    return item if isinstance(item, Value) else Value(item, unit)


def bound(given: Bindable, unit: str) -> Bound:
    """What was given for a symbol as a value or a tuple of values."""
    if isinstance(given, Value):
        return given
    if isinstance(given, (int, float)):
        return Value(given, unit)
    return tuple([as_value(item, unit) for item in given])


def plain_numbers(given: float | Sequence[Value | float]) -> float | tuple[float, ...]:
    """The bare number or numbers of what was given for a symbol without an origin."""
    if isinstance(given, (int, float)):
        return given
    return tuple([item.number if isinstance(item, Value) else item for item in given])
