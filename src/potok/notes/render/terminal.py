"""A whole note as text for the terminal: inputs, steps, result, warnings, conclusions."""

from __future__ import annotations

from collections.abc import Iterator

from potok.notes.note import Cell, FormulaStep, InputItem, Note, ProcedureStep, Remark, Step, Table
from potok.notes.render.layout import formula_layout, substitution_layout, symbol_layout
from potok.notes.render.numbers import number_text, value_text
from potok.notes.render.text import text
from potok.notes.units import unit_name
from potok.notes.value import Value


def note_text(note: Note) -> str:
    """The note in the reading order of an engineer: formula, symbols, numbers, result, source."""
    lines = [note.title, "=" * len(note.title), f"Метод: {note.method}. Источник: {note.source.text()}", ""]
    lines += _inputs(note.inputs)
    section = ""
    for step in note.steps:
        if step.section != section:
            section = step.section
            lines += [section, "-" * len(section), ""]
        lines += [*_step(step), ""]
    lines += _remarks(note.warnings)
    lines += _listed("Выводы", note.conclusions)
    lines += list(_reference(note))
    return "\n".join(lines).rstrip() + "\n"


def _inputs(items: tuple[InputItem, ...]) -> list[str]:
    lines = ["Исходные данные"]
    for item in items:
        extra = ""
        if item.entered is not None:
            extra = f" (введено: {value_text(item.entered)})"
        elif item.assumed:
            extra = " (принято по умолчанию)"
        lines.append(f"  {item.title} = {value_text(item.value)}{extra}")
    return [*lines, ""]


def _step(step: Step) -> Iterator[str]:
    if isinstance(step, ProcedureStep):
        yield f"{step.number}. {step.title} [процедура]"
        yield f"   {step.rule}"
        yield from (f"   {line}" for line in table_lines(step.table))
        return
    yield from _formula_step(step)


def _formula_step(step: FormulaStep) -> Iterator[str]:
    formula = step.formula
    number = f" ({formula.source.number})" if formula.source.number else ""
    yield f"{step.number}. {formula.title}{number}"
    yield f"   {text(formula_layout(formula))}"
    for symbol in (formula.result, *formula.symbols):
        unit = unit_name(symbol.unit)
        yield f"     {text(symbol_layout(symbol))} — {symbol.meaning}{f', {unit}' if unit else ''}"
    left = text(symbol_layout(formula.result))
    for line in step.lines:
        label = f"{line.label}: " if line.label else ""
        right = text(substitution_layout(formula, line.values))
        result = value_text(line.result)
        shown = f"{right} = {result}" if right != number_text(line.result.number) else result
        yield f"   {label}{left} = {shown}"


def table_lines(table: Table) -> list[str]:
    """A table with aligned columns; numbers to the right."""
    rows = [list(table.columns), *([_cell(cell) for cell in row] for row in table.rows)]
    numeric = [
        all(not isinstance(row[place], str) for row in table.rows) for place in range(len(table.columns))
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.columns))]
    return [
        "  ".join(
            part.rjust(width) if right else part.ljust(width)
            for part, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    ]


def _cell(cell: Cell) -> str:
    if cell is None:
        return "—"
    return number_text(cell.number) if isinstance(cell, Value) else cell


def _remarks(remarks: tuple[Remark, ...]) -> list[str]:
    return _listed("Предупреждения", tuple(remark.text for remark in remarks))


def _listed(title: str, sentences: tuple[str, ...]) -> list[str]:
    return [title, *(f"  - {sentence}" for sentence in sentences), ""] if sentences else []


def _reference(note: Note) -> Iterator[str]:
    if note.reference is None:
        return
    yield f"Пример источника: {note.reference.title} ({note.reference.source})"
    for key, printed in note.reference.printed.items():
        right = note.result.get(key)
        found = number_text(right) if isinstance(right, (int, float)) else right
        yield f"  {key}: напечатано {printed}, верно {found if found is not None else '—'}"
    yield from (f"  - {line}" for line in note.reference.errata)
