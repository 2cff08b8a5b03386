"""The words formulas are written with: sums over series, roundings, cases and common constants."""

from __future__ import annotations

from potok.notes.expression import Aggregate, Call, Case, Compare, Const, Expr, Logic, Operand, expression


def total(body: Expr) -> Expr:
    """Σ of the body over the series in it."""
    return Aggregate("sum", body)


def product(body: Expr) -> Expr:
    """Π of the body over the series in it."""
    return Aggregate("product", body)


def largest(body: Expr) -> Expr:
    """Greatest element."""
    return Aggregate("max", body)


def smallest(body: Expr) -> Expr:
    """Least element."""
    return Aggregate("min", body)


def mean(body: Expr) -> Expr:
    """Arithmetic mean."""
    return Aggregate("mean", body)


def count(body: Expr) -> Expr:
    """Number of elements."""
    return Aggregate("count", body)


def first(body: Expr) -> Expr:
    """First element."""
    return Aggregate("first", body)


def last(body: Expr) -> Expr:
    """Last element."""
    return Aggregate("last", body)


def lcm(body: Expr) -> Expr:
    """Least common multiple of whole elements."""
    return Aggregate("lcm", body)


def maximum(*parts: Operand) -> Expr:
    """Greatest of some expressions."""
    return Call("max", tuple(map(expression, parts)))


def minimum(*parts: Operand) -> Expr:
    """Least of some expressions."""
    return Call("min", tuple(map(expression, parts)))


def absolute(part: Expr) -> Expr:
    """Absolute value."""
    return Call("abs", (part,))


def ceiling(part: Expr) -> Expr:
    """Rounded up to a whole number."""
    return Call("ceil", (part,))


def floor(part: Expr) -> Expr:
    """Rounded down to a whole number."""
    return Call("floor", (part,))


def nearest(part: Expr) -> Expr:
    """Rounded to the nearest whole number, halves up."""
    return Call("nearest", (part,))


def square_root(part: Expr) -> Expr:
    """Square root."""
    return Call("sqrt", (part,))


def combinations(whole: Expr, part: Operand) -> Expr:
    """Number of ways to take `part` things out of `whole`."""
    return Call("comb", (whole, expression(part)))


def case(condition: Expr, then: Operand, otherwise: Operand) -> Expr:
    """`then` where the condition holds, else `otherwise`."""
    return Case(condition, expression(then), expression(otherwise))


def equal(left: Operand, right: Operand) -> Expr:
    """Left = right (`==` compares trees)."""
    return Compare("=", expression(left), expression(right))


def unequal(left: Operand, right: Operand) -> Expr:
    """Left ≠ right."""
    return Compare("!=", expression(left), expression(right))


def both(*conditions: Expr) -> Expr:
    """All conditions hold."""
    return Logic("and", conditions)


def either(*conditions: Expr) -> Expr:
    """At least one condition holds."""
    return Logic("or", conditions)


#: 100 % as a factor: turns a share into per cent.
HUNDRED_PERCENT = Const(100, "pct")
MINUTES_PER_HOUR = Const(60, "min/h")
SECONDS_PER_MINUTE = Const(60, "s/min")
