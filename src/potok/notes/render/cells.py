"""Formulas as spreadsheet formulas that stay live: a changed input cell changes the result.

`cell_tree` turns one line of a formula step into a tree whose leaves are references of the note
("in:operations[0].time_min", "s4:0"); `cell_text` writes it in A1 notation once every reference has an
address. The roundings repeat the tolerance of 1e-9 of `expression`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
from potok.notes.value import Bound, Value


@dataclass(frozen=True, slots=True)
class CellNumber:
    """A literal number."""

    number: float


@dataclass(frozen=True, slots=True)
class CellReference:
    """A number that lies in another cell."""

    ref: str


@dataclass(frozen=True, slots=True)
class CellOperation:
    """Two trees and an operator between them."""

    operator: str
    left: CellTree
    right: CellTree


@dataclass(frozen=True, slots=True)
class CellFunction:
    """A function of the spreadsheet."""

    name: str
    arguments: tuple[CellTree, ...]


CellTree: TypeAlias = CellNumber | CellReference | CellOperation | CellFunction

_AGGREGATES = {
    "sum": "SUM",
    "product": "PRODUCT",
    "max": "MAX",
    "min": "MIN",
    "mean": "AVERAGE",
    "lcm": "LCM",
}
_CALLS = {
    "max": "MAX",
    "min": "MIN",
    "abs": "ABS",
    "sqrt": "SQRT",
    "ln": "LN",
    "exp": "EXP",
    "comb": "COMBIN",
}
_TOLERANCE = CellNumber(1e-9)
_HALF_UP = CellNumber(0.5 + 1e-9)
#: A function takes at most 255 arguments; longer lists are nested.
_MOST_ARGUMENTS = 200
_ADDRESS = re.compile(r"(?P<column>.*?[A-Z]+)(?P<row>\d+)")


def cell_tree(formula: Formula, values: Mapping[str, Bound]) -> CellTree:
    """The right side of a formula over the cells its symbols are bound to.

    Args:
        formula: The formula.
        values: Bindings of one line of the note.
    """
    numbers: Numbers = {
        key: item.number if isinstance(item, Value) else tuple(part.number for part in item)
        for key, item in values.items()
    }
    return _tree(formula.expression, values, numbers, None)


def _tree(node: Expr, values: Mapping[str, Bound], numbers: Numbers, index: int | None) -> CellTree:
    if isinstance(node, Const):
        return CellNumber(node.value)
    if isinstance(node, Symbol):
        return _leaf(values[node.key], index)
    if isinstance(node, Aggregate):
        return _aggregate(node, values, numbers)
    return _combined(node, tuple(_tree(child, values, numbers, index) for child in node.children()))


def _combined(node: Expr, parts: tuple[CellTree, ...]) -> CellTree:
    if isinstance(node, (Binary, Compare)):
        return CellOperation("<>" if node.operator == "!=" else node.operator, *parts)
    if isinstance(node, Negative):
        return CellOperation("-", CellNumber(0), parts[0])
    if isinstance(node, Logic):
        return CellFunction(node.operator.upper(), parts)
    if isinstance(node, Call):
        return _call(node.function, parts)
    if isinstance(node, Case):
        return CellFunction("IF", parts)
    raise TypeError(f"unknown node {type(node).__name__}")


def _leaf(item: Bound, index: int | None) -> CellTree:
    value = item if isinstance(item, Value) else item[index or 0]
    return CellReference(value.ref) if value.ref else CellNumber(value.number)


def _aggregate(node: Aggregate, values: Mapping[str, Bound], numbers: Numbers) -> CellTree:
    count = series_length(node.body, numbers)
    if node.kind == "count" or not count:
        return CellNumber(node.evaluate(numbers))
    if node.kind in ("first", "last"):
        return _tree(node.body, values, numbers, 0 if node.kind == "first" else count - 1)
    parts = tuple(_tree(node.body, values, numbers, place) for place in range(count))
    if node.kind == "mean" and count > _MOST_ARGUMENTS:
        return CellOperation("/", _nested("SUM", parts), CellNumber(count))
    return _nested(_AGGREGATES[node.kind], parts)


def _nested(name: str, parts: Sequence[CellTree]) -> CellTree:
    if len(parts) <= _MOST_ARGUMENTS:
        return CellFunction(name, tuple(parts))
    chunks = [parts[start : start + _MOST_ARGUMENTS] for start in range(0, len(parts), _MOST_ARGUMENTS)]
    return _nested(name, [CellFunction(name, tuple(chunk)) for chunk in chunks])


def _call(function: str, parts: tuple[CellTree, ...]) -> CellTree:
    if function == "floor":
        return CellFunction("INT", (CellOperation("+", parts[0], _TOLERANCE),))
    if function == "nearest":
        return CellFunction("INT", (CellOperation("+", parts[0], _HALF_UP),))
    if function == "ceil":
        upside_down = CellOperation("-", _TOLERANCE, parts[0])
        return CellOperation("-", CellNumber(0), CellFunction("INT", (upside_down,)))
    return CellFunction(_CALLS[function], parts)


def cell_text(tree: CellTree, address: Callable[[str], str]) -> str:
    """The formula in A1 notation, English function names, with the leading "=".

    Args:
        tree: See `cell_tree`.
        address: Gives the address of a reference ("B7", "Данные!B7").
    """
    return f"={_text(tree, address)}"


def fitted(
    tree: CellTree, address: Callable[[str], str], longest: int, helper: Callable[[CellTree], CellReference]
) -> CellTree:
    """The formula short enough for a cell: its longest parts go into helper cells.

    References alone are never too long: a function has at most 200 arguments.

    Args:
        tree: See `cell_tree`.
        address: Gives the address of a reference.
        longest: Most characters of one formula, without the leading "=".
        helper: Takes a part that fits and gives the reference of the cell it was put into.
    """
    if len(_text(tree, address)) <= longest:
        return tree
    parts = [fitted(part, address, longest, helper) for part in _parts(tree)]
    whole = _rebuilt(tree, parts)
    while len(_text(whole, address)) > longest:
        lengths = [0 if isinstance(part, CellReference) else len(_text(part, address)) for part in parts]
        place = lengths.index(max(lengths))
        parts[place] = helper(parts[place])
        whole = _rebuilt(tree, parts)
    return whole


def _parts(tree: CellTree) -> list[CellTree]:
    if isinstance(tree, CellOperation):
        return [tree.left, tree.right]
    return list(tree.arguments) if isinstance(tree, CellFunction) else []


def _rebuilt(tree: CellTree, parts: Sequence[CellTree]) -> CellTree:
    if isinstance(tree, CellOperation):
        return CellOperation(tree.operator, parts[0], parts[1])
    return CellFunction(tree.name, tuple(parts)) if isinstance(tree, CellFunction) else tree


def _text(tree: CellTree, address: Callable[[str], str]) -> str:
    if isinstance(tree, CellNumber):
        return f"({tree.number!r})" if tree.number < 0 else repr(tree.number)
    if isinstance(tree, CellReference):
        return address(tree.ref)
    if isinstance(tree, CellOperation):
        return f"({_text(tree.left, address)}{tree.operator}{_text(tree.right, address)})"
    return f"{tree.name}({','.join(_arguments(tree, address))})"


def _arguments(function: CellFunction, address: Callable[[str], str]) -> list[str]:
    """Written arguments; neighbouring cells of one column become a range in aggregates."""
    texts = [_text(part, address) for part in function.arguments]
    if function.name not in _AGGREGATES.values():
        return texts
    ranges: list[tuple[str, str]] = []
    for text in texts:
        if ranges and _follows(ranges[-1][1], text):
            ranges[-1] = (ranges[-1][0], text)
        else:
            ranges.append((text, text))
    return [start if start == end else f"{start}:{end.rpartition('!')[2]}" for start, end in ranges]


def _follows(upper: str, lower: str) -> bool:
    above, below = _ADDRESS.fullmatch(upper), _ADDRESS.fullmatch(lower)
    if above is None or below is None or above["column"] != below["column"]:
        return False
    return int(below["row"]) == int(above["row"]) + 1
