"""Formulas as two-dimensional layout, the common ground of all markup renderers.

`formula_layout` lays the formula itself, `substitution_layout` the same tree with numbers in place
of symbols: series are written out (the middle of long ones left out), of a case only the branch that
applied is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

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
    Numbers,
    Symbol,
    series_length,
)
from potok.notes.formula import Formula
from potok.notes.render.numbers import number_text
from potok.notes.value import Bound, Value


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A run of characters; kind is number, name, operator or words."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """Things side by side."""

    items: tuple[Layout, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """One thing over another."""

    top: Layout
    bottom: Layout


@dataclass(frozen=True, slots=True)
class Script:
    """A base with a subscript or a superscript."""

    base: Layout
    sub: Layout | None = None
    sup: Layout | None = None


@dataclass(frozen=True, slots=True)
class Fence:
    """A thing between brackets: "()", "⌈⌉", "⌊⌋" or "||"."""

    brackets: str
    body: Layout


@dataclass(frozen=True, slots=True)
class Big:
    """A sum or product over i: sign "∑" or "∏" and its body."""

    sign: str
    body: Layout


@dataclass(frozen=True, slots=True)
class Root:
    """A square root."""

    body: Layout


@dataclass(frozen=True, slots=True)
class Branches:
    """A case: what under which condition, and what otherwise."""

    then: Layout
    condition: Layout
    otherwise: Layout


Layout: TypeAlias = Glyphs | Row | Fraction | Script | Fence | Big | Root | Branches

# How strongly a node binds; a weaker node inside a stronger one is put into brackets.
_LOOSE, _SUM, _PRODUCT, _POWER, _ATOM = range(5)
_SHOWN_HEAD, _SHOWN_TAIL = 4, 1
_OPERATOR_SIGNS = {
    "+": "+",
    "-": "−",
    "*": "·",
    "<": "<",
    "<=": "≤",
    ">": ">",
    ">=": "≥",
    "=": "=",
    "!=": "≠",
}
_LOGIC_WORDS = {"and": "и", "or": "или"}
_NAMED_CALLS = {"max": "max", "min": "min", "nearest": "окр", "ln": "ln", "exp": "exp", "comb": "C"}
_FENCED_CALLS = {"ceil": "⌈⌉", "floor": "⌊⌋", "abs": "||"}
_END_INDEXES = {"first": "1", "last": "m"}
_NAMED_AGGREGATES = {
    "max": "max",
    "min": "min",
    "mean": "среднее",
    "count": "число",
    "first": "первое",
    "last": "последнее",
    "lcm": "НОК",
}


def operator(sign: str) -> Glyphs:
    """An operator sign."""
    return Glyphs(sign, "operator")


def symbol_layout(symbol: Symbol) -> Layout:
    """A symbol with its subscript."""
    base, _, sub = symbol.notation.partition("_")
    name = Glyphs(base, "name")
    return Script(name, sub=Glyphs(sub, "name")) if sub else name


def _element_layout(symbol: Symbol, index: str) -> Layout:
    """A series symbol with a certain index instead of the running one ("τ_i" → "τ_m")."""
    stem = symbol.notation.removesuffix("i") if "_" in symbol.notation else f"{symbol.notation}_"
    base, _, sub = f"{stem}{index}".partition("_")
    return Script(Glyphs(base, "name"), sub=Glyphs(sub, "name"))


def formula_layout(formula: Formula) -> Layout:
    """The whole formula: left side = right side."""
    return Row((symbol_layout(formula.result), operator("="), expression_layout(formula.expression)))


def expression_layout(expression: Expr) -> Layout:
    """An expression with its symbols."""
    return _Writer().lay(expression, None, _LOOSE)


def substitution_layout(formula: Formula, values: Mapping[str, Bound]) -> Layout:
    """The right side with numbers in place of symbols."""
    return _Writer(values).lay(formula.expression, None, _LOOSE)


@dataclass(slots=True)
class _Writer:
    """Lays a tree; with `values` it writes numbers, without it symbols."""

    values: Mapping[str, Bound] | None = None
    numbers: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = {
            key: item.number if isinstance(item, Value) else tuple(part.number for part in item)
            for key, item in (self.values or {}).items()
        }

    def lay(self, node: Expr, index: int | None, outer: int) -> Layout:
        """The node, in brackets when it binds weaker than what stands around it."""
        body, strength = _RULES[type(node)](self, node, index)
        return Fence("()", body) if strength < outer else body

    def const(self, node: Const, index: int | None) -> tuple[Layout, int]:
        del index
        return self._number(node.value)

    def symbol(self, node: Symbol, index: int | None) -> tuple[Layout, int]:
        if self.values is None:
            return symbol_layout(node), _ATOM
        return self._number(node.evaluate(self.numbers, index))

    def _number(self, number: float) -> tuple[Layout, int]:
        return Glyphs(number_text(number), "number"), _ATOM if number >= 0 else _LOOSE

    def binary(self, node: Binary, index: int | None) -> tuple[Layout, int]:
        if node.operator == "/":
            return Fraction(self.lay(node.left, index, _LOOSE), self.lay(node.right, index, _LOOSE)), _PRODUCT
        if node.operator == "^":
            base = self.lay(node.left, index, _ATOM)
            return Script(base, sup=self.lay(node.right, index, _LOOSE)), _POWER
        strength = _PRODUCT if node.operator == "*" else _SUM
        right = strength + 1 if node.operator == "-" else strength
        sign = operator(_OPERATOR_SIGNS[node.operator])
        items = (self.lay(node.left, index, strength), sign, self.lay(node.right, index, right))
        return Row(items), strength

    def negative(self, node: Negative, index: int | None) -> tuple[Layout, int]:
        return Row((operator("−"), self.lay(node.body, index, _PRODUCT))), _SUM

    def compare(self, node: Compare, index: int | None) -> tuple[Layout, int]:
        sign = operator(_OPERATOR_SIGNS[node.operator])
        return Row((self.lay(node.left, index, _SUM), sign, self.lay(node.right, index, _SUM))), _LOOSE

    def logic(self, node: Logic, index: int | None) -> tuple[Layout, int]:
        word = Glyphs(f" {_LOGIC_WORDS[node.operator]} ", "words")
        return _joined([self.lay(part, index, _SUM) for part in node.parts], word), _LOOSE

    def case(self, node: Case, index: int | None) -> tuple[Layout, int]:
        if self.values is None:
            branches = [self.lay(part, index, _LOOSE) for part in (node.then, node.condition, node.otherwise)]
            return Branches(*branches), _LOOSE
        branch = node.then if node.condition.evaluate(self.numbers, index) else node.otherwise
        return self.lay(branch, index, _LOOSE), _LOOSE

    def call(self, node: Call, index: int | None) -> tuple[Layout, int]:
        if node.function == "sqrt":
            return Root(self.lay(node.arguments[0], index, _LOOSE)), _ATOM
        if node.function in _FENCED_CALLS:
            return Fence(_FENCED_CALLS[node.function], self.lay(node.arguments[0], index, _LOOSE)), _ATOM
        arguments = [self.lay(part, index, _LOOSE) for part in node.arguments]
        return _named(_NAMED_CALLS[node.function], _joined(arguments, operator(";"))), _ATOM

    def aggregate(self, node: Aggregate, index: int | None) -> tuple[Layout, int]:
        del index
        if self.values is None:
            return self._aggregate_of_symbols(node)
        return self._aggregate_of_numbers(node)

    def _aggregate_of_symbols(self, node: Aggregate) -> tuple[Layout, int]:
        if node.kind in ("sum", "product"):
            sign = "∑" if node.kind == "sum" else "∏"
            return Big(sign, self.lay(node.body, None, _PRODUCT)), _PRODUCT
        if node.kind in _END_INDEXES and isinstance(node.body, Symbol):
            return _element_layout(node.body, _END_INDEXES[node.kind]), _ATOM
        return _named(_NAMED_AGGREGATES[node.kind], self.lay(node.body, None, _LOOSE)), _ATOM

    def _aggregate_of_numbers(self, node: Aggregate) -> tuple[Layout, int]:
        count = series_length(node.body, self.numbers)
        plain = node.kind in ("sum", "product")
        if node.kind == "count" or not count:
            return self._number(node.evaluate(self.numbers))
        if node.kind in ("first", "last"):
            return _RULES[type(node.body)](self, node.body, 0 if node.kind == "first" else count - 1)
        strength = {"sum": _SUM, "product": _PRODUCT}.get(node.kind, _LOOSE)
        shown = range(count) if count <= _SHOWN_HEAD + _SHOWN_TAIL + 1 else range(_SHOWN_HEAD)
        parts = [self.lay(node.body, place, strength) for place in shown]
        if len(parts) < count:
            parts += [Glyphs("…", "words"), self.lay(node.body, count - 1, strength)]
        joined = _joined(parts, operator({"sum": "+", "product": "·"}.get(node.kind, ";")))
        if plain:
            return joined, strength if count > 1 else _LOOSE
        return _named(_NAMED_AGGREGATES[node.kind], joined), _ATOM


def _joined(parts: list[Layout], separator: Layout) -> Layout:
    items: list[Layout] = []
    for place, part in enumerate(parts):
        items += [separator, part] if place else [part]
    return Row(tuple(items)) if len(items) > 1 else items[0]


def _named(name: str, body: Layout) -> Layout:
    return Row((Glyphs(name, "words"), Fence("()", body)))


_RULES: dict[type[Expr], Callable[..., tuple[Layout, int]]] = {
    Const: _Writer.const,
    Symbol: _Writer.symbol,
    Binary: _Writer.binary,
    Negative: _Writer.negative,
    Compare: _Writer.compare,
    Logic: _Writer.logic,
    Case: _Writer.case,
    Call: _Writer.call,
    Aggregate: _Writer.aggregate,
}
