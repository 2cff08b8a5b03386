"""Inputs, steps and results of a note inside a DOCX."""

from __future__ import annotations

from collections.abc import Callable

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from potok.documents.project.model import single_results
from potok.documents.project.word_parts import add_formula, add_table
from potok.notes.inputs.fields import Inputs
from potok.notes.inputs.outline import TextItem, outline
from potok.notes.note import Cell, FormulaStep, InputItem, Note, ProcedureStep
from potok.notes.render.layout import formula_layout, substitution_layout, symbol_layout
from potok.notes.render.numbers import number_text, value_text
from potok.notes.units import unit_name
from potok.notes.value import Value

#: A step with more lines than this shows them as a table.
_MOST_PLAIN_LINES = 3
_QUIET = RGBColor(0x43, 0x4C, 0x59)
_INDENT = Mm(12.5)


def write_inputs(document: Document, note: Note, inputs: Inputs | None) -> None:
    """Single values in one table, lists in a table of their own."""
    order = outline(note.inputs, inputs, note.given)
    if order.singles:
        rows = [
            (item.title, item.text if isinstance(item, TextItem) else value_text(item.value))
            for item in order.singles
        ]
        add_table(document, ("Величина", "Значение"), rows, (False, True))
    for table in order.tables:
        title = document.add_paragraph(table.title)
        title.paragraph_format.keep_with_next = True
        body = [(name, *map(_input_cell, cells)) for name, cells in table.rows]
        words = [
            any(isinstance(cells[place], str) for _, cells in table.rows)
            for place in range(len(table.columns) - 1)
        ]
        add_table(document, table.columns, body, (False, *(not text for text in words)))


def _input_cell(cell: InputItem | str | None) -> str:
    if cell is None:
        return "—"
    return cell if isinstance(cell, str) else number_text(cell.value.number)


def write_steps(document: Document, note: Note, *, head: Callable[[str], None]) -> None:
    """All steps; `head` begins a numbered part wherever the section changes."""
    section, known = "", set[str]()
    for step in note.steps:
        if step.section and step.section != section:
            section = step.section
            head(section)
        title = step.title if isinstance(step, ProcedureStep) else step.formula.title
        line = document.add_paragraph()
        line.paragraph_format.space_before = Pt(8)
        line.paragraph_format.keep_with_next = True
        line.add_run(f"{step.number}. {title}").bold = True
        if isinstance(step, ProcedureStep):
            _procedure(document, step)
        else:
            _formula(document, step, known)


def _formula(document: Document, step: FormulaStep, known: set[str]) -> None:
    formula = step.formula
    shown = document.add_paragraph()
    shown.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown.paragraph_format.keep_with_next = True
    add_formula(shown, formula_layout(formula))
    if formula.source.number:
        shown.add_run(f"\u2003({formula.source.number})")
    fresh = [
        symbol
        for symbol in (formula.result, *formula.symbols)
        if symbol.notation + symbol.meaning not in known
    ]
    known.update(symbol.notation + symbol.meaning for symbol in fresh)
    if fresh:
        where = document.add_paragraph("где ")
        for place, symbol in enumerate(fresh):
            unit = unit_name(symbol.unit)
            add_formula(where, symbol_layout(symbol))
            meaning = f"{symbol.meaning}, {unit}" if unit else symbol.meaning
            ending = "" if meaning.endswith(".") else "."
            where.add_run(f" — {meaning}{ending if place == len(fresh) - 1 else '; '}")
    if len(step.lines) > _MOST_PLAIN_LINES:
        unit = unit_name(step.lines[0].result.unit)
        rows = [
            (line.label, substitution_layout(formula, line.values), number_text(line.result.number))
            for line in step.lines
        ]
        heads = ("", "Подстановка", f"Результат, {unit}" if unit else "Результат")
        add_table(document, heads, rows, (False, False, True))
        return
    for line in step.lines:
        used = document.add_paragraph(f"{line.label}: " if line.label else "")
        used.paragraph_format.left_indent = _INDENT
        add_formula(used, symbol_layout(formula.result))
        used.add_run(" = ")
        add_formula(used, substitution_layout(formula, line.values))
        used.add_run(" = ")
        used.add_run(value_text(line.result)).bold = True


def _procedure(document: Document, step: ProcedureStep) -> None:
    document.add_paragraph(step.rule).runs[0].font.color.rgb = _QUIET
    if step.table.rows:
        count = range(len(step.table.columns))
        numeric = [not any(isinstance(row[place], str) for row in step.table.rows) for place in count]
        rows = [tuple(map(_cell, row)) for row in step.table.rows]
        add_table(document, step.table.columns, rows, numeric)


def _cell(cell: Cell) -> str:
    if cell is None:
        return "—"
    return number_text(cell.number) if isinstance(cell, Value) else cell


def write_results(document: Document, note: Note) -> None:
    """Results that stand alone; lists are read in their steps."""
    rows = [(found.title, value_text(found.value)) for found in single_results(note)]
    add_table(document, ("Показатель", "Значение"), rows, (False, True))
