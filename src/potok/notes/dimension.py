"""Dimension check of a formula: do its units fit, the factors 60, 100 and 1000 included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from potok.notes.errors import DimensionError
from potok.notes.expression import (
    Aggregate,
    Binary,
    Call,
    Case,
    Compare,
    Const,
    Expr,
    Logic,
    Negative,
    Symbol,
)
from potok.notes.units import NO_DIMENSION, Dimension, multiply_dimensions, same_scale, unit


@dataclass(frozen=True, slots=True)
class Measure:
    """Scale and dimension of a node; zero fits every measure (`any_measure`)."""

    scale: float = 1.0
    dimension: Dimension = NO_DIMENSION
    any_measure: bool = False


_PURE = Measure()
_ZERO = Measure(any_measure=True)
#: Results that keep the measure of their arguments, and those that are pure numbers.
_KEEPING_CALLS = frozenset({"max", "min", "abs", "ceil", "floor", "nearest"})
_PURE_CALLS = frozenset({"ln", "exp", "comb"})


def measure_of_unit(code: str) -> Measure:
    """Scale and dimension of a unit code."""
    found = unit(code)
    return Measure(found.scale, found.dimension)


def alike(left: Measure, right: Measure) -> bool:
    """Whether the two may be added, compared and assigned."""
    if left.any_measure or right.any_measure:
        return True
    return left.dimension == right.dimension and same_scale(left.scale, right.scale)


def measure(node: Expr, *, formula: str = "") -> Measure:
    """Scale and dimension of an expression tree.

    Args:
        node: The tree.
        formula: Name for the error.

    Raises:
        DimensionError: Unlike things are added or compared, or a pure number is needed.
    """
    return _RULES[type(node)](node, formula)


def _const(node: Const, formula: str) -> Measure:
    del formula
    return _ZERO if node.value == 0 else measure_of_unit(node.unit)


def _symbol(node: Symbol, formula: str) -> Measure:
    del formula
    return measure_of_unit(node.unit)


def _negative(node: Negative, formula: str) -> Measure:
    return measure(node.body, formula=formula)


def _case(node: Case, formula: str) -> Measure:
    measure(node.condition, formula=formula)
    return _common((node.then, node.otherwise), formula)


def _compare(node: Compare, formula: str) -> Measure:
    _common((node.left, node.right), formula)
    return _PURE


def _logic(node: Logic, formula: str) -> Measure:
    for part in node.parts:
        measure(part, formula=formula)
    return _PURE


def _common(parts: tuple[Expr, ...], formula: str) -> Measure:
    measures = [measure(part, formula=formula) for part in parts]
    known = [found for found in measures if not found.any_measure]
    for found in known[1:]:
        if not alike(known[0], found):
            raise DimensionError(formula=formula, detail=f"складываются {known[0]} и {found}")
    return known[0] if known else _ZERO


def _binary(node: Binary, formula: str) -> Measure:
    if node.operator in "+-":
        return _common((node.left, node.right), formula)
    left, right = measure(node.left, formula=formula), measure(node.right, formula=formula)
    if node.operator == "^":
        return _power(left, node.right, right, formula)
    if left.any_measure:
        return left
    sign = 1 if node.operator == "*" else -1
    dimension = multiply_dimensions(left.dimension, right.dimension, power=sign)
    return Measure(left.scale * right.scale**sign, dimension, right.any_measure)


def _power(base: Measure, exponent: Expr, exponent_measure: Measure, formula: str) -> Measure:
    if isinstance(exponent, Const) and float(exponent.value).is_integer():
        power = int(exponent.value)
        dimension = multiply_dimensions(NO_DIMENSION, base.dimension, power=power)
        return Measure(base.scale**power, dimension)
    for part in (base, exponent_measure):
        if not alike(part, _PURE) and part.dimension:
            raise DimensionError(formula=formula, detail="степень берётся от именованной величины")
    return _PURE


def _aggregate(node: Aggregate, formula: str) -> Measure:
    inner = measure(node.body, formula=formula)
    if node.kind == "count":
        return _PURE
    if node.kind == "product" and not alike(inner, _PURE):
        raise DimensionError(formula=formula, detail="перемножается ряд именованных величин")
    return inner


def _call(node: Call, formula: str) -> Measure:
    if node.function in _KEEPING_CALLS:
        return _common(node.arguments, formula)
    inner = measure(node.arguments[0], formula=formula)
    if node.function == "sqrt":
        if any(exponent % 2 for _, exponent in inner.dimension):
            raise DimensionError(formula=formula, detail="корень из неполного квадрата единицы")
        halved = tuple((base, exponent // 2) for base, exponent in inner.dimension)
        return Measure(inner.scale**0.5, halved)
    if node.function in _PURE_CALLS:
        if not alike(inner, _PURE):
            raise DimensionError(formula=formula, detail=f"{node.function} от именованной величины")
        return _PURE
    raise TypeError(f"unknown function {node.function}")


_RULES: dict[type[Expr], Callable[..., Measure]] = {
    Const: _const,
    Symbol: _symbol,
    Binary: _binary,
    Negative: _negative,
    Aggregate: _aggregate,
    Call: _call,
    Case: _case,
    Compare: _compare,
    Logic: _logic,
}


def check_dimension(expression: Expr, *, unit_code: str, formula: str) -> None:
    """Check that an expression comes out in the unit declared for it.

    Raises:
        DimensionError: It does not, or its parts do not fit together.
    """
    found, wanted = measure(expression, formula=formula), measure_of_unit(unit_code)
    if not alike(found, wanted):
        raise DimensionError(formula=formula, detail=f"получается {found}, объявлено {wanted}")
