"""Units of measure as data: code, Russian name, scale, dimension.

A code is one unit ("min", "kg") or a product and quotient of them ("rub/kg", "kg/h/pcs", "man*h").
Things that are counted (pieces, people, shifts) carry no dimension; days, months and years carry
their own, because a working day is not 24 hours and a conventional year not 365 days.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from potok.notes.errors import UnitMismatchError, UnknownUnitError

#: Exponents of the base dimensions, sorted by name; counted things and shares have none.
Dimension = tuple[tuple[str, int], ...]

NO_DIMENSION: Dimension = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    Attributes:
        code: As formulas and input schemas name it.
        name: As a Russian reader sees it; empty for pure numbers.
        scale: One such unit in base units of its dimension.
        dimension: Exponents of base dimensions.
    """

    code: str
    name: str
    scale: float
    dimension: Dimension


# code, Russian name, scale, dimension (base^exponent separated by blanks)
_ROWS: tuple[tuple[str, str, float, str], ...] = (
    ("1", "", 1.0, ""),
    ("share", "", 1.0, ""),
    ("pct", "%", 0.01, ""),
    ("pp", "п. п.", 0.01, ""),
    ("pcs", "шт.", 1.0, ""),
    ("people", "чел.", 1.0, ""),
    ("shift", "смен", 1.0, ""),
    ("unit", "ед.", 1.0, ""),
    ("kunit", "тыс. ед.", 1000.0, ""),
    ("point", "балл", 1.0, ""),
    ("grade", "разряд", 1.0, ""),
    ("s", "с", 1.0, "time"),
    ("min", "мин", 60.0, "time"),
    ("h", "ч", 3600.0, "time"),
    ("day", "дн.", 1.0, "day"),
    ("week", "нед.", 7.0, "day"),
    ("month", "мес.", 1.0, "month"),
    ("year", "год", 12.0, "month"),
    ("g", "г", 0.001, "mass"),
    ("kg", "кг", 1.0, "mass"),
    ("t", "т", 1000.0, "mass"),
    ("ml", "мл", 1e-6, "length^3"),
    ("l", "л", 1e-3, "length^3"),
    ("m3", "м³", 1.0, "length^3"),
    ("mm", "мм", 1e-3, "length"),
    ("cm", "см", 1e-2, "length"),
    ("m", "м", 1.0, "length"),
    ("km", "км", 1000.0, "length"),
    ("m2", "м²", 1.0, "length^2"),
    ("cm2", "см²", 1e-4, "length^2"),
    ("rub", "руб.", 1.0, "money"),
    ("krub", "тыс. руб.", 1e3, "money"),
    ("mrub", "млн руб.", 1e6, "money"),
    ("w", "Вт", 1e-3, "power"),
    ("kw", "кВт", 1.0, "power"),
    ("mw", "МВт", 1e3, "power"),
    ("kwh", "кВт·ч", 3600.0, "power time"),
    ("mwh", "МВт·ч", 3.6e6, "power time"),
    ("gcal", "Гкал", 1163.0 * 3600.0, "power time"),
    ("man_h", "чел.-ч", 3600.0, "time"),
    ("man_day", "чел.-дн.", 1.0, "day"),
)


def _parsed_dimension(text: str) -> Dimension:
    parts = (part.partition("^") for part in text.split())
    return tuple(sorted((base, int(exponent or 1)) for base, _, exponent in parts))


_BY_CODE = {code: Unit(code, name, scale, _parsed_dimension(dim)) for code, name, scale, dim in _ROWS}
_BY_NAME = {unit.name.rstrip("."): unit for unit in _BY_CODE.values() if unit.name}


def multiply_dimensions(left: Dimension, right: Dimension, *, power: int = 1) -> Dimension:
    """Dimension of left · right^power."""
    exponents = dict(left)
    for base, exponent in right:
        exponents[base] = exponents.get(base, 0) + power * exponent
    return tuple(sorted((base, exponent) for base, exponent in exponents.items() if exponent))


def _single(code: str, whole: str) -> Unit:
    found = _BY_CODE.get(code) or _BY_NAME.get(code.rstrip("."))
    if found is None:
        raise UnknownUnitError(unit=whole)
    return found


@cache
def unit(code: str) -> Unit:
    """The unit of a code, simple or compound; Russian names are understood as well.

    Raises:
        UnknownUnitError: A part of the code is in no row of the table.
    """
    if code in _BY_CODE:
        return _BY_CODE[code]
    scale, dimension, names = 1.0, NO_DIMENSION, []
    for place, factor in enumerate(code.split("/")):
        power = -1 if place else 1
        parts = [_single(part, code) for part in factor.replace("·", "*").split("*")]
        for part in parts:
            scale *= part.scale**power
            dimension = multiply_dimensions(dimension, part.dimension, power=power)
        names.append("·".join(part.name or "1" for part in parts))
    return Unit(code, "/".join(names), scale, dimension)


def unit_name(code: str) -> str:
    """Russian name of a unit; a label outside the table (given by the user) is its own name."""
    try:
        return unit(code).name
    except UnknownUnitError:
        return code


def convert(number: float, *, given: str, wanted: str) -> float:
    """The number in another unit of the same dimension.

    Raises:
        UnknownUnitError: One of the units is unknown.
        UnitMismatchError: The dimensions differ.
    """
    source, target = unit(given), unit(wanted)
    if source.dimension != target.dimension:
        raise UnitMismatchError(unit=source.name or given, expected=target.name or wanted)
    return number if source.scale == target.scale else number * (source.scale / target.scale)


def same_scale(left: float, right: float) -> bool:
    """Whether two scales are the same up to rounding of their products."""
    return math.isclose(left, right, rel_tol=1e-9)


@cache
def units_like(code: str) -> tuple[str, ...]:
    """Codes of the simple units a value in this unit may be entered in, itself first.

    Counted things and shares are never offered for one another: pieces are not people, and working
    time of people is no time on the clock.
    """
    wanted = unit(code)
    if not wanted.dimension or code.startswith("man_"):
        return (code,)
    alike = [
        row.code
        for row in _BY_CODE.values()
        if row.dimension == wanted.dimension and row.code != code and not row.code.startswith("man_")
    ]
    return (code, *alike)
