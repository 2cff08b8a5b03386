"""Expression trees of formulas: written with Python operators, walked by everything else.

    n = Symbol("n", "n", "размер партии", "pcs")
    tau = Symbol("tau", "τ_i", "приведённое время операции", "min", series=True)
    sequential = n * total(tau)

A node knows only how to evaluate itself, as a function that is made once and called for every set of
numbers (batches evaluate a formula a million times); dimension check, rendering and storage walk the
tree from their own modules. A symbol with `series=True` stands for a list; inside an aggregate (`total`,
`largest`, …) it stands for the element with the running index i.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

#: Numbers that stand for the symbols of a formula, by the key of the symbol.
Numbers = Mapping[str, "float | tuple[float, ...]"]

#: A node as a function of the numbers and the running index inside an aggregate (None outside).
Evaluator = Callable[[Numbers, int | None], float]

#: Noise of binary arithmetic that must not move a value over a whole number (catalogue, ch. 95).
WHOLE_TOLERANCE = 1e-9


class Expr:
    """A node of an expression tree."""

    __slots__ = ()

    def evaluator(self) -> Evaluator:
        """The node as a function; a quotient by zero raises ZeroDivisionError when it is called."""
        raise NotImplementedError

    def evaluate(self, numbers: Numbers, index: int | None = None) -> float:
        """The value of the node; `index` is the running index inside an aggregate."""
        return self.evaluator()(numbers, index)

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

    def evaluator(self) -> Evaluator:
        """The number, whatever the symbols are."""
        value = self.value
        return lambda _numbers, _index: value


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

    def evaluator(self) -> Evaluator:
        """The bound number, or the element of the bound list."""
        key = self.key
        if not self.series:
            return lambda numbers, _index: numbers[key]  # type: ignore[return-value]  # one number

        def element(numbers: Numbers, index: int | None) -> float:
            number = numbers[key]
            if not isinstance(number, tuple):
                return number
            if index is None:
                raise TypeError(f"series symbol {key!r} outside an aggregate")
            return number[index]

        return element


@dataclass(frozen=True, slots=True)
class Binary(Expr):
    """Sum, difference, product, quotient or power of two nodes."""

    operator: str
    left: Expr
    right: Expr

    def evaluator(self) -> Evaluator:
        """The operation on both values."""
        operation, left, right = _OPERATIONS[self.operator], self.left.evaluator(), self.right.evaluator()
        return lambda numbers, index: operation(left(numbers, index), right(numbers, index))

    def children(self) -> tuple[Expr, ...]:
        """Both operands."""
        return (self.left, self.right)


def _power(base: float, exponent: float) -> float:
    result = base**exponent
    if isinstance(result, complex):
        raise ValueError("fractional power of a negative number")  # noqa: TRY004 - a value fault
    return float(result)


_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": _power,
}


@dataclass(frozen=True, slots=True)
class Negative(Expr):
    """Minus a node."""

    body: Expr

    def evaluator(self) -> Evaluator:
        """Minus the value of the body."""
        body = self.body.evaluator()
        return lambda numbers, index: -body(numbers, index)

    def children(self) -> tuple[Expr, ...]:
        """The body."""
        return (self.body,)


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """A comparison; true is 1, false is 0."""

    operator: str
    left: Expr
    right: Expr

    def evaluator(self) -> Evaluator:
        """Whether the comparison holds."""
        holds, left, right = _COMPARISONS[self.operator], self.left.evaluator(), self.right.evaluator()
        return lambda numbers, index: holds(left(numbers, index), right(numbers, index))

    def children(self) -> tuple[Expr, ...]:
        """Both sides."""
        return (self.left, self.right)


_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Logic(Expr):
    """All (`and`) or any (`or`) of some conditions."""

    operator: str
    parts: tuple[Expr, ...]

    def evaluator(self) -> Evaluator:
        """Whether the whole condition holds; conditions after the deciding one are not evaluated."""
        parts, join = [part.evaluator() for part in self.parts], all if self.operator == "and" else any
        return lambda numbers, index: join(part(numbers, index) for part in parts)

    def children(self) -> tuple[Expr, ...]:
        """The conditions."""
        return self.parts


@dataclass(frozen=True, slots=True)
class Case(Expr):
    """One of two nodes, by a condition."""

    condition: Expr
    then: Expr
    otherwise: Expr

    def evaluator(self) -> Evaluator:
        """The value of the branch that applies; the other is not evaluated."""
        condition, then = self.condition.evaluator(), self.then.evaluator()
        otherwise = self.otherwise.evaluator()
        return lambda numbers, index: (
            then(numbers, index) if condition(numbers, index) else otherwise(numbers, index)
        )

    def children(self) -> tuple[Expr, ...]:
        """Condition and both branches."""
        return (self.condition, self.then, self.otherwise)


@dataclass(frozen=True, slots=True)
class Call(Expr):
    """A named function of scalars: max, min, abs, ceil, floor, nearest, sqrt, ln, exp, comb."""

    function: str
    arguments: tuple[Expr, ...]

    def evaluator(self) -> Evaluator:
        """The value of the function."""
        function, parts = _FUNCTIONS[self.function], [part.evaluator() for part in self.arguments]
        return lambda numbers, index: function(*[part(numbers, index) for part in parts])

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

    def evaluator(self) -> Evaluator:
        """The aggregate of the body over the index; an inner one runs over its own series."""
        running = {symbol.key for symbol in _running_symbols(self.body)}
        if self.kind == "count":
            return lambda numbers, _index: _common_length(running, numbers)
        body, aggregate, may_be_empty = (
            self.body.evaluator(),
            _AGGREGATES[self.kind],
            self.kind in ("sum", "product"),
        )

        def aggregated(numbers: Numbers, _index: int | None) -> float:
            values = [body(numbers, place) for place in range(_common_length(running, numbers))]
            if not (values or may_be_empty):
                raise ValueError("empty series")
            return aggregate(values)

        return aggregated

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
    return _common_length({symbol.key for symbol in _running_symbols(body)}, numbers)


def _common_length(running: Iterable[str], numbers: Numbers) -> int:
    lengths = {len(number) for key in running if isinstance(number := numbers[key], tuple)}
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
