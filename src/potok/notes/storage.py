"""Notes as plain data and back: what the API answers, what a saved calculation keeps.

A stored note holds its formulas with their expression trees, so that it renders the same after the
code has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from potok.notes import expression as tree
from potok.notes.figures import Figure, Level, Series
from potok.notes.formula import Formula, Limit, Source
from potok.notes.note import (
    Cell,
    FormulaStep,
    InputItem,
    Line,
    Note,
    ProcedureStep,
    Reference,
    Remark,
    Step,
    Table,
)
from potok.notes.render.layout import formula_layout, substitution_layout
from potok.notes.render.text import text
from potok.notes.value import Bound, Value

Data = dict[str, Any]


def note_to_data(note: Note) -> Data:
    """The note as JSON data; "method", "result", "steps", "warnings", "source" are what the API promises."""
    return {
        "method": note.method,
        "title": note.title,
        "source": {**asdict(note.source), "text": note.source.text()},
        "result": note.result,
        "warnings": [asdict(remark) for remark in note.warnings],
        "conclusions": list(note.conclusions),
        "steps": [_step_to_data(step) for step in note.steps],
        "formulas": {key: formula_to_data(formula) for key, formula in note.formulas().items()},
        "given": note.given,
        "inputs": [_input_to_data(item) for item in note.inputs],
        "origins": dict(note.origins),
        "figures": [asdict(figure) for figure in note.figures],
        "reference": asdict(note.reference) if note.reference else None,
    }


def note_from_data(data: Mapping[str, Any]) -> Note:
    """The note of stored data."""
    formulas = {key: formula_from_data(item) for key, item in data["formulas"].items()}
    reference = data["reference"]
    return Note(
        method=data["method"],
        title=data["title"],
        source=_source(data["source"]),
        given=data["given"],
        inputs=tuple(_input_from_data(item) for item in data["inputs"]),
        steps=tuple(_step_from_data(item, formulas) for item in data["steps"]),
        result=data["result"],
        origins=data["origins"],
        warnings=tuple(Remark(**item) for item in data["warnings"]),
        conclusions=tuple(data["conclusions"]),
        figures=tuple(figure_from_data(item) for item in data["figures"]),
        reference=Reference(**{**reference, "errata": tuple(reference["errata"])}) if reference else None,
    )


def formula_to_data(formula: Formula) -> Data:
    """A formula with its tree, symbols and its text."""
    return {
        "id": formula.id,
        "title": formula.title,
        "english": formula.english,
        "source": {**asdict(formula.source), "text": formula.source.text()},
        "text": text(formula_layout(formula)),
        "result": asdict(formula.result),
        "symbols": [asdict(symbol) for symbol in formula.symbols],
        "expression": _node_to_data(formula.expression),
        "limits": [
            {**asdict(limit), "condition": _node_to_data(limit.condition)} for limit in formula.limits
        ],
    }


def formula_from_data(data: Mapping[str, Any]) -> Formula:
    """The formula of stored data."""
    symbols = {item["key"]: tree.Symbol(**item) for item in data["symbols"]}
    return Formula(
        id=data["id"],
        source=_source(data["source"]),
        title=data["title"],
        english=data["english"],
        result=tree.Symbol(**data["result"]),
        expression=_node_from_data(data["expression"], symbols),
        limits=tuple(
            Limit(**{**item, "condition": _node_from_data(item["condition"], symbols)})
            for item in data["limits"]
        ),
    )


def _source(data: Mapping[str, str]) -> Source:
    return Source(data["document"], data["place"], data["number"])


def _node_to_data(node: tree.Expr) -> list[Any]:
    """A tree as nested lists: kind, word, parts."""
    children = [_node_to_data(child) for child in node.children()]
    match node:
        case tree.Const():
            return ["const", node.value, node.unit]
        case tree.Symbol():
            return ["symbol", node.key]
        case tree.Binary() | tree.Compare() | tree.Logic():
            return [type(node).__name__.lower(), node.operator, *children]
        case tree.Call():
            return ["call", node.function, *children]
        case tree.Aggregate():
            return ["aggregate", node.kind, *children]
        case _:
            return [type(node).__name__.lower(), "", *children]


def _node_from_data(data: Sequence[Any], symbols: Mapping[str, tree.Symbol]) -> tree.Expr:
    kind, word, *rest = data
    if kind == "const":
        return tree.Const(word, rest[0])
    if kind == "symbol":
        return symbols[word]
    parts = tuple(_node_from_data(item, symbols) for item in rest)
    if kind in ("binary", "compare"):
        return {"binary": tree.Binary, "compare": tree.Compare}[kind](word, parts[0], parts[1])
    if kind in ("logic", "call"):
        return {"logic": tree.Logic, "call": tree.Call}[kind](word, parts)
    if kind == "aggregate":
        return tree.Aggregate(word, parts[0])
    return tree.Negative(parts[0]) if kind == "negative" else tree.Case(*parts)


def _value_to_data(value: Value) -> Data:
    return {"value": value.number, "unit": value.unit, "ref": value.ref}


def _value_from_data(data: Mapping[str, Any]) -> Value:
    return Value(data["value"], data["unit"], data["ref"])


def _bound_to_data(item: Bound) -> Data | list[Data]:
    return _value_to_data(item) if isinstance(item, Value) else [_value_to_data(part) for part in item]


def _bound_from_data(data: Data | list[Data]) -> Bound:
    return _value_from_data(data) if isinstance(data, Mapping) else tuple(map(_value_from_data, data))


def _input_to_data(item: InputItem) -> Data:
    entered = _value_to_data(item.entered) if item.entered else None
    value = _value_to_data(item.value)
    return {
        "path": item.path,
        "title": item.title,
        "value": value,
        "entered": entered,
        "assumed": item.assumed,
    }


def _input_from_data(data: Mapping[str, Any]) -> InputItem:
    entered = _value_from_data(data["entered"]) if data["entered"] else None
    return InputItem(data["path"], data["title"], _value_from_data(data["value"]), entered, data["assumed"])


def _step_to_data(step: Step) -> Data:
    head: Data = {"key": step.key, "number": step.number, "section": step.section}
    if isinstance(step, FormulaStep):
        lines = [_line_to_data(step.formula, line) for line in step.lines]
        return {**head, "kind": "formula", "formula": step.formula.id, "lines": lines}
    rows = [[_cell_to_data(cell) for cell in row] for row in step.table.rows]
    return {
        **head,
        "kind": "procedure",
        "id": step.id,
        "title": step.title,
        "rule": step.rule,
        "source": asdict(step.source),
        "table": {"columns": list(step.table.columns), "rows": rows},
        "values": [_value_to_data(value) for value in step.values],
    }


def _line_to_data(formula: Formula, line: Line) -> Data:
    return {
        "label": line.label,
        "values": {key: _bound_to_data(item) for key, item in line.values.items()},
        "substitution": text(substitution_layout(formula, line.values)),
        "result": _value_to_data(line.result),
    }


def _cell_to_data(cell: Cell) -> Data | str | None:
    return _value_to_data(cell) if isinstance(cell, Value) else cell


def _cell_from_data(data: Data | str | None) -> Cell:
    return _value_from_data(data) if isinstance(data, Mapping) else data


def _step_from_data(data: Mapping[str, Any], formulas: Mapping[str, Formula]) -> Step:
    if data["kind"] == "formula":
        lines = tuple(
            Line(
                item["label"],
                {key: _bound_from_data(part) for key, part in item["values"].items()},
                _value_from_data(item["result"]),
            )
            for item in data["lines"]
        )
        return FormulaStep(data["key"], data["number"], data["section"], formulas[data["formula"]], lines)
    table = data["table"]
    rows = tuple(tuple(_cell_from_data(cell) for cell in row) for row in table["rows"])
    return ProcedureStep(
        key=data["key"],
        number=data["number"],
        section=data["section"],
        id=data["id"],
        title=data["title"],
        rule=data["rule"],
        source=Source(**data["source"]),
        table=Table(tuple(table["columns"]), rows),
        values=tuple(map(_value_from_data, data["values"])),
    )


def figure_from_data(data: Mapping[str, Any]) -> Figure:
    """The picture of stored data."""
    series = tuple(
        Series(item["name"], tuple(item["points"]), item.get("mark", "")) for item in data["series"]
    )
    levels = tuple(Level(**item) for item in data.get("levels", ()))
    return Figure(**{**data, "series": series, "levels": levels})
