"""Expression trees of formulas: written with Python operators, walked by everything else.

    n = Symbol("n", "n", "размер партии", "pcs")
    tau = Symbol("tau", "τ_i", "приведённое время операции", "min", series=True)
    sequential = n * total(tau)

A node knows only how to evaluate itself; dimension check, rendering and storage walk the tree from
their own modules. A symbol with `series=True` stands for a list; inside an aggregate (`total`,
`largest`, …) it stands for the element with the running index i.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

#: Numbers that stand for the symbols of a formula, by the key of the symbol.
Numbers = Mapping[str, "float | tuple[float, ...]"]

#: Noise of binary arithmetic that must not move a value over a whole number (catalogue, ch. 95).
WHOLE_TOLERANCE = 1e-9


class Expr:
    """A node of an expression tree."""

    __slots__ = ()

    def evaluate(self, numbers: Numbers, index: int | None = None) -> float:
        """The value of the node; `index` is the running index inside an aggregate."""
        raise NotImplementedError

    def children(self) -> tuple[Expr, ...]:
        """The nodes directly below."""
        return ()

    def __add__(self, other: Operand) -> Expr:
        return Binary("+", self, expression(other))

    def __radd__(self, other: Operand) -> Expr:
        return Binary("+", expression(other), self)

    def __sub__(self, other: Operand) -> Expr:
        return Binary("-", self, expression(other))

    def __rsub__(self, other: Operand) -> Expr:
        return Binary("-", expression(other), self)

    def __mul__(self, other: Operand) -> Expr:
        return Binary("*", self, expression(other))

    def __rmul__(self, other: Operand) -> Expr:
        return Binary("*", expression(other), self)

    def __truediv__(self, other: Operand) -> Expr:
        return Binary("/", self, expression(other))

    def __rtruediv__(self, other: Operand) -> Expr:
        return Binary("/", expression(other), self)

    def __pow__(self, other: Operand) -> Expr:
        return Binary("^", self, expression(other))

    def __rpow__(self, other: Operand) -> Expr:
        return Binary("^", expression(other), self)

    def __neg__(self) -> Expr:
        return Negative(self)

    def __lt__(self, other: Operand) -> Expr:
        return Compare("<", self, expression(other))

    def __le__(self, other: Operand) -> Expr:
        return Compare("<=", self, expression(other))

    def __gt__(self, other: Operand) -> Expr:
        return Compare(">", self, expression(other))

    def __ge__(self, other: Operand) -> Expr:
        return Compare(">=", self, expression(other))


Operand = Expr | float


@dataclass(frozen=True, slots=True)
class Const(Expr):
    """A number of the formula itself; its unit makes the dimension check exact (60 min/h, 100 pct)."""

    value: float
    unit: str = "1"

    def evaluate(self, numbers: Numbers, index: int | None = None) -> float:
        """The number."""
        del numbers, index
        return self.value


@dataclass(frozen=True, slots=True)
class Symbol(Expr):
    """A quantity of a formula.

    Attributes:
        key: Python name by which a value is bound.
        notation: As written: base, then "_" and subscript ("T_посл", "τ_i", "K").
        meaning: Russian explanation.
        unit: Unit code.
        series: True when it stands for a list of values.
    """

    key: str
    notation: str
    meaning: str
    unit: str = "1"
    series: bool = False

    def evaluate(self, numbers: Numbers, index: int | None = None) -> float:
        """The bound number, or the element of the bound list."""
        number = numbers[self.key]
        if not isinstance(number, tuple):
            return number
        if index is None:
            raise TypeError(f"series symbol {self.key!r} outside an aggregate")
        return number[index]


@dataclass(frozen=True, slots=True)
class Binary(Expr):
    """Sum, difference, product, quotient or power of two nodes."""

    operator: str
    left: Expr
    right: Expr

    def evaluate(self, numbers: Numbers, index: int | None = None) -> float:
        """The result of the operation; a quotient by zero raises ZeroDivisionError."""
        left = self.left.evaluate(numbers, index)
        right = self.right.evaluate(numbers, index)
        return _OPERATIONS[self.operator](left, right)

    def children(self) -> tuple[Expr, ...]:
        """Both operands."""
        return (self.left, self.right)


def _power(base: float, exponent: float) -> float:
    result = base**exponent
    if isinstance(result, complex):
        raise ValueError("fractional power of a negative number")  # noqa: TRY004 - a value fault
    return float(result)


_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": _power,
}


@dataclass(frozen=True, slots=True)
class Negative(Expr):
    """Minus a node."""

    body: Expr

    def evaluate(self, numbers: Numbers, index: int | None = None) -> float:
        """Minus the value of the body."""
        return -self.body.evaluate(numbers, index)

    def children(self) -> tuple[Expr, ...]:
        """The body."""
        return (self.body,)


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """A comparison; true is 1, false is 0."""

    operator: str
    left: Expr
    right: Expr

    def evaluate(self, numbers: Numbers, index: int | None = None) -> bool:
        """Whether the comparison holds."""
        left = self.left.evaluate(numbers, index)
        right = self.right.evaluate(numbers, index)
        return _COMPARISONS[self.operator](left, right)

    def children(self) -> tuple[Expr, ...]:
        """Both sides."""
        return (self.left, self.right)


_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
}


@dataclass(frozen=True, slots=True)
class Logic(Expr):
    """All (`and`) or any (`or`) of some conditions."""

    operator: str
    parts: tuple[Expr, ...]

    def evaluate(self, numbers: Numbers, index: int | None = None) -> bool:
        """Whether the whole condition holds."""
        values = (bool(part.evaluate(numbers, index)) for part in self.parts)
        return all(values) if self.operator == "and" else any(values)

    def children(self) -> tuple[Expr, ...]:
        """The conditions."""
        return self.parts


@dataclass(frozen=True, slots=True)
class Case(Expr):
    """One of two nodes, by a condition."""

    condition: Expr
    then: Expr
    otherwise: Expr

    def evaluate(self, numbers: Numbers, index: int | None = None) -> float:
        """The value of the branch that applies; the other is not evaluated."""
        branch = self.then if self.condition.evaluate(numbers, index) else self.otherwise
        return branch.evaluate(numbers, index)

    def children(self) -> tuple[Expr, ...]:
        """Condition and both branches."""
        return (self.condition, self.then, self.otherwise)


@dataclass(frozen=True, slots=True)
class Call(Expr):
    """A named function of scalars: max, min, abs, ceil, floor, nearest, sqrt, ln, exp, comb."""

    function: str
    arguments: tuple[Expr, ...]

    def evaluate(self, numbers: Numbers, index: int | None = None) -> float:
        """The value of the function."""
        return _FUNCTIONS[self.function](*(part.evaluate(numbers, index) for part in self.arguments))

    def children(self) -> tuple[Expr, ...]:
        """The arguments."""
        return self.arguments


def _combinations(whole: float, part: float) -> int:
    # Whole, not float: quotients of numbers far beyond 1e308 are still exact.
    return math.comb(round(whole), round(part)) if part >= 0 else 0


def round_up(number: float) -> int:
    """Least whole number not below, forgiving binary noise of 1e-9."""
    return math.ceil(number - WHOLE_TOLERANCE)


def round_down(number: float) -> int:
    """Greatest whole number not above, forgiving binary noise of 1e-9."""
    return math.floor(number + WHOLE_TOLERANCE)


def round_nearest(number: float) -> int:
    """Nearest whole number, halves up (never to even)."""
    return math.floor(number + 0.5 + WHOLE_TOLERANCE)


_FUNCTIONS: dict[str, Callable[..., float]] = {
    "max": max,
    "min": min,
    "abs": abs,
    "ceil": round_up,
    "floor": round_down,
    "nearest": round_nearest,
    "sqrt": math.sqrt,
    "ln": math.log,
    "exp": math.exp,
    "comb": _combinations,
}


@dataclass(frozen=True, slots=True)
class Aggregate(Expr):
    """One number of a series: sum, product, max, min, mean, count, first, last, lcm of the body."""

    kind: str
    body: Expr

    def evaluate(self, numbers: Numbers, index: int | None = None) -> float:
        """The aggregate of the body over the index; an inner one runs over its own series."""
        del index
        count = series_length(self.body, numbers)
        if self.kind == "count":
            return count
        values = [self.body.evaluate(numbers, place) for place in range(count)]
        if not values and self.kind not in ("sum", "product"):
            raise ValueError("empty series")
        return _AGGREGATES[self.kind](values)

    def children(self) -> tuple[Expr, ...]:
        """The body."""
        return (self.body,)


def _least_common_multiple(values: list[float]) -> float:
    return math.lcm(*(round(value) for value in values))


def _sum(values: list[float]) -> float:
    return sum(values) if all(isinstance(value, int) for value in values) else math.fsum(values)


_AGGREGATES: dict[str, Callable[[list[float]], float]] = {
    "sum": _sum,
    "product": math.prod,
    "max": max,
    "min": min,
    "mean": lambda values: math.fsum(values) / len(values),
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
    "lcm": _least_common_multiple,
}


def series_length(body: Expr, numbers: Numbers) -> int:
    """Common length of the series below a node.

    Raises:
        TypeError: No series below, or series of different lengths: a fault of the declaration.
    """
    lengths = {
        len(number) for symbol in _running_symbols(body) if isinstance(number := numbers[symbol.key], tuple)
    }
    if len(lengths) != 1:
        raise TypeError(f"an aggregate needs series of one length, got {sorted(lengths)}")
    return lengths.pop()


def _running_symbols(node: Expr) -> Iterator[Symbol]:
    """Series symbols that run with the index of the aggregate above, not with an inner one."""
    if isinstance(node, Symbol) and node.series:
        yield node
    elif not isinstance(node, Aggregate):
        for child in node.children():
            yield from _running_symbols(child)


def walk(node: Expr) -> Iterator[Expr]:
    """The node and everything below it, in writing order."""
    yield node
    for child in node.children():
        yield from walk(child)


def symbols_of(node: Expr) -> tuple[Symbol, ...]:
    """Symbols of a tree, each once, in the order they are written."""
    found = {part.key: part for part in walk(node) if isinstance(part, Symbol)}
    return tuple(found.values())


def expression(operand: Operand) -> Expr:
    """A plain number becomes a dimensionless constant."""
    return operand if isinstance(operand, Expr) else Const(operand)
