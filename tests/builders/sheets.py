"""A small spreadsheet: recomputes a note from its cell trees after input cells were changed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from potok.notes.note import Note, ProcedureStep
from potok.notes.render.cells import CellNumber, CellOperation, CellReference, CellTree, cell_tree

_OPERATORS: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": lambda left, right: left**right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "=": lambda left, right: left == right,
    "<>": lambda left, right: left != right,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "SUM": lambda *parts: math.fsum(parts),
    "PRODUCT": lambda *parts: math.prod(parts),
    "MAX": lambda *parts: max(parts),
    "MIN": lambda *parts: min(parts),
    "AVERAGE": lambda *parts: math.fsum(parts) / len(parts),
    "LCM": lambda *parts: math.lcm(*map(int, parts)),
    "ABS": abs,
    "SQRT": math.sqrt,
    "LN": math.log,
    "EXP": math.exp,
    "COMBIN": lambda whole, part: math.comb(int(whole), int(part)),
    "INT": math.floor,
    "AND": lambda *parts: all(parts),
    "OR": lambda *parts: any(parts),
}


class Sheet:
    """Cells of a note by reference; a cell is computed when it is asked for.

    Args:
        note: The note.
        changed: New numbers of inputs by path.
    """

    def __init__(self, note: Note, changed: Mapping[str, float] | None = None) -> None:
        self.cells = {item.value.ref: item.value.number for item in note.inputs}
        self.cells |= {f"in:{path}": number for path, number in (changed or {}).items()}
        self.trees: dict[str, CellTree] = {}
        for step in note.steps:
            if isinstance(step, ProcedureStep):
                self.cells |= {value.ref: value.number for value in step.values}
            else:
                self.trees |= {line.result.ref: cell_tree(step.formula, line.values) for line in step.lines}

    def number(self, ref: str) -> float:
        """The number in a cell."""
        if ref not in self.cells:
            self.cells[ref] = self._computed(self.trees[ref])
        return self.cells[ref]

    def _computed(self, tree: CellTree) -> float:
        if isinstance(tree, CellNumber):
            return tree.number
        if isinstance(tree, CellReference):
            return self.number(tree.ref)
        if isinstance(tree, CellOperation):
            return _OPERATORS[tree.operator](self._computed(tree.left), self._computed(tree.right))
        if tree.name == "IF":
            condition, then, otherwise = tree.arguments
            return self._computed(then if self._computed(condition) else otherwise)
        return _FUNCTIONS[tree.name](*map(self._computed, tree.arguments))


def recomputed(note: Note, changed: Mapping[str, float] | None = None) -> dict[str, float]:
    """The numbers of a result by path, computed from the cells after input cells were changed."""
    sheet = Sheet(note, changed)
    return {path: sheet.number(ref) for path, ref in note.origins.items() if ref}
