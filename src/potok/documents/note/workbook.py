"""A note as a workbook whose formulas stay live: a changed input cell changes the result.

Sheets: «Данные» (single values, a table for each list), «Расчёт» (a row for each line of each step),
«Результат» (every number of the result, linked to its step), «О расчёте» (source, warnings,
conclusions as they were when the workbook was made).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from potok.documents.note.heading import NO_HEADING, Heading
from potok.notes.inputs.fields import Inputs
from potok.notes.inputs.outline import InputTable, TextItem, outline
from potok.notes.note import Cell, FormulaStep, InputItem, Line, Note, ProcedureStep
from potok.notes.render.cells import CellReference, CellTree, cell_text, cell_tree, fitted
from potok.notes.render.layout import formula_layout, substitution_layout
from potok.notes.render.numbers import value_text
from potok.notes.render.text import text
from potok.notes.results import named_results, unit_of
from potok.notes.units import unit_name
from potok.notes.value import Value

DATA, STEPS, RESULTS, ABOUT = "Данные", "Расчёт", "Результат", "О расчёте"
#: What a spreadsheet takes as one formula.
_LONGEST_FORMULA = 8000
#: Columns of the results of steps and, where a formula is too long for a cell, of its parts.
_RESULT, _HELPERS = 3, 6
_HEAD = {"bold": True, "bg_color": "#EDF0F4", "bottom": 1, "text_wrap": True, "valign": "top"}
_STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 14},
    "part": {"bold": True, "top": 1, "bg_color": "#F8F9FB"},
    "head": _HEAD,
    "quiet": {"font_color": "#5F6978"},
    "number": {"num_format": "General"},
    "input": {"num_format": "General", "bg_color": "#FCF0D8", "border": 1, "border_color": "#CBD2DB"},
    "result": {"num_format": "General", "bold": True},
    "wrap": {"text_wrap": True, "valign": "top"},
}


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A workbook and where its numbers lie.

    Attributes:
        content: The XLSX file.
        cells: Address of every number by its reference ("in:batch_size_pcs" → "Данные!B5").
    """

    content: bytes
    cells: Mapping[str, str]


def note_workbook(note: Note, *, inputs: Inputs | None = None, heading: Heading = NO_HEADING) -> WrittenNote:
    """The workbook of a note.

    Args:
        note: The explained calculation.
        inputs: The declared input of its method, for titles of lists.
        heading: Data of the title block.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": note.title, "author": heading.author, "company": heading.plant})
        book = _Book(workbook, note)
        book.write_inputs(inputs)
        book.write_steps()
        book.write_results()
        book.write_about(heading)
    return WrittenNote(stream.getvalue(), book.cells)


class _Book:
    """A workbook in the making; `cells` knows the address of every reference written so far."""

    def __init__(self, workbook: Any, note: Note) -> None:  # noqa: ANN401  # XlsxWriter has no types
        self.note = note
        self.cells: dict[str, str] = {}
        self.styles = {name: workbook.add_format(style) for name, style in _STYLES.items()}
        self.sheets = {name: workbook.add_worksheet(name) for name in (DATA, STEPS, RESULTS, ABOUT)}
        self.row = 0

    def write_inputs(self, inputs: Inputs | None) -> None:
        """Single values, then lists; input cells are tinted."""
        sheet = self.sheets[DATA]
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 40, 16)
        self.row = 0
        self._texts(DATA, [self.note.title], "title")
        self._texts(DATA, ["Меняйте числа в закрашенных ячейках: расчёт пересчитается."], "quiet")
        order = outline(self.note.inputs, inputs, self.note.given)
        self.row += 1
        if order.singles:
            self._texts(DATA, ["Величина", "Значение", "Единица", "Примечание"], "head")
        for item in order.singles:
            self._single(item)
        for table in order.tables:
            self.row += 1
            self._texts(DATA, [table.title], "part")
            self._texts(DATA, table.columns, "head")
            self._table(table)

    def _single(self, item: InputItem | TextItem) -> None:
        if isinstance(item, TextItem):
            self._texts(DATA, [item.title, item.text])
            return
        sheet = self.sheets[DATA]
        sheet.write_string(self.row, 0, item.title, self.styles["plain"])
        self._input(1, item)
        sheet.write_string(self.row, 2, unit_name(item.value.unit), self.styles["quiet"])
        remark = "принято по умолчанию" if item.assumed else ""
        if item.entered is not None:
            remark = f"введено {value_text(item.entered)}"
        sheet.write_string(self.row, 3, remark, self.styles["quiet"])
        self.row += 1

    def _table(self, table: InputTable) -> None:
        sheet = self.sheets[DATA]
        for name, cells in table.rows:
            sheet.write_string(self.row, 0, name, self.styles["plain"])
            for column, cell in enumerate(cells, start=1):
                if isinstance(cell, InputItem):
                    self._input(column, cell)
                elif cell:
                    sheet.write_string(self.row, column, cell, self.styles["plain"])
            self.row += 1

    def _input(self, column: int, item: InputItem) -> None:
        self.sheets[DATA].write_number(self.row, column, item.value.number, self.styles["input"])
        self._keep(DATA, column, item.value.ref)

    def _keep(self, sheet: str, column: int, ref: str) -> None:
        self.cells[ref] = f"{sheet}!{xl_rowcol_to_cell(self.row, column)}"

    def write_steps(self) -> None:
        """Formula, label, live result, unit; the substitution at the time of writing in grey."""
        sheet = self.sheets[STEPS]
        for column, width in enumerate((6, 46, 34, 18, 12, 60)):
            sheet.set_column(column, column, width)
        self.row = 0
        heads = [
            "Шаг",
            "Что считается",
            "Для чего",
            "Результат",
            "Единица",
            "Формула и подстановка на момент выгрузки",
        ]
        self._texts(STEPS, heads, "head")
        sheet.freeze_panes(1, 0)
        self._place_steps()
        section = ""
        for step in self.note.steps:
            if step.section != section:
                section = step.section
                self._texts(STEPS, [section, "", "", "", "", ""], "part")
            if isinstance(step, FormulaStep):
                self._formula(step)
            else:
                self._procedure(step)

    def _place_steps(self) -> None:
        """Give every result its address before anything is written: recursions refer to later rows."""
        start, section = self.row, ""
        for step in self.note.steps:
            self.row += (step.section != section) + 1
            section = step.section
            values = [line.result for line in step.lines] if isinstance(step, FormulaStep) else step.values
            for value in values:
                self._keep(STEPS, _RESULT, value.ref)
                self.row += 1
            if isinstance(step, ProcedureStep) and step.table.rows:
                self.row += 1 + len(step.table.rows)
        self.row = start

    def _formula(self, step: FormulaStep) -> None:
        formula = step.formula
        shown = text(formula_layout(formula))
        self._texts(
            STEPS, [str(step.number), formula.title, "", "", "", f"{shown}   {formula.source.text()}"]
        )
        for line in step.lines:
            sheet = self.sheets[STEPS]
            sheet.write_string(self.row, 2, line.label, self.styles["plain"])
            tree = fitted(
                cell_tree(formula, line.values), self._address, _LONGEST_FORMULA, self._helpers(line)
            )
            written = cell_text(tree, self._address)
            sheet.write_formula(self.row, _RESULT, written, self.styles["result"], line.result.number)
            self._after(line, text(substitution_layout(formula, line.values)))

    def _helpers(self, line: Line) -> Callable[[CellTree], CellReference]:
        """Puts parts of a formula that is too long for one cell to the right of it."""
        count = 0

        def put(part: CellTree) -> CellReference:
            nonlocal count
            if not count:
                self.sheets[STEPS].write_string(self.row, _HELPERS, "части формулы:", self.styles["quiet"])
            count += 1
            ref = f"{line.result.ref}/{count}"
            self._keep(STEPS, _HELPERS + count, ref)
            self.sheets[STEPS].write_formula(
                self.row, _HELPERS + count, cell_text(part, self._address), self.styles["quiet"]
            )
            return CellReference(ref)

        return put

    def _after(self, line: Line, remark: str) -> None:
        sheet = self.sheets[STEPS]
        sheet.write_string(self.row, 4, unit_name(line.result.unit), self.styles["quiet"])
        sheet.write_string(self.row, 5, remark, self.styles["quiet"])
        self.row += 1

    def _address(self, ref: str) -> str:
        return self.cells[ref]

    def _procedure(self, step: ProcedureStep) -> None:
        rule = f"{step.rule}   {step.source.text()}"
        self._texts(STEPS, [str(step.number), step.title, "процедура", "", "", rule])
        sheet = self.sheets[STEPS]
        for value in step.values:
            sheet.write_string(self.row, 2, "процедура", self.styles["quiet"])
            sheet.write_number(self.row, _RESULT, value.number, self.styles["number"])
            sheet.write_string(self.row, 4, unit_name(value.unit), self.styles["quiet"])
            self.row += 1
        if step.table.rows:
            self._texts(STEPS, ["", *step.table.columns], "head")
        for row in step.table.rows:
            for column, cell in enumerate(row, start=1):
                self._procedure_cell(column, cell)
            self.row += 1

    def _procedure_cell(self, column: int, cell: Cell) -> None:
        sheet = self.sheets[STEPS]
        if isinstance(cell, Value) and cell.ref in self.cells:
            sheet.write_formula(
                self.row, column, f"={self.cells[cell.ref]}", self.styles["number"], cell.number
            )
        elif isinstance(cell, Value):
            sheet.write_number(self.row, column, cell.number, self.styles["number"])
        elif cell is not None:
            sheet.write_string(self.row, column, cell, self.styles["plain"])

    def write_results(self) -> None:
        """Every number of the result by its key, linked to the cell it comes from."""
        sheet = self.sheets[RESULTS]
        for column, width in enumerate((60, 18, 14, 44, 10)):
            sheet.set_column(column, column, width)
        self.row = 0
        self._texts(RESULTS, ["Показатель", "Значение", "Единица", "Ключ результата", "Шаг"], "head")
        sheet.freeze_panes(1, 0)
        for found in named_results(self.note):
            sheet.write_string(self.row, 0, found.title, self.styles["plain"])
            ref = self.note.origins.get(found.path, "")
            if ref in self.cells:
                sheet.write_formula(
                    self.row, 1, f"={self.cells[ref]}", self.styles["result"], found.value.number
                )
            else:
                sheet.write_number(self.row, 1, found.value.number, self.styles["number"])
            sheet.write_string(self.row, 2, unit_of(found), self.styles["quiet"])
            sheet.write_string(self.row, 3, found.path, self.styles["quiet"])
            if found.step:
                sheet.write_number(self.row, 4, found.step, self.styles["quiet"])
            self.row += 1

    def write_about(self, heading: Heading) -> None:
        """Where the numbers come from, warnings, conclusions, misprints of the source."""
        note, sheet = self.note, self.sheets[ABOUT]
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 110)
        self.row = 0
        pairs = [
            ("Предприятие", heading.plant),
            ("Номер", heading.number),
            ("Версия", str(heading.version or "")),
            ("Объект", heading.subject),
            ("Составил", heading.author),
            ("Дата", f"{heading.date:%d.%m.%Y}" if heading.date else ""),
            ("Примечание", heading.comment),
            ("Метод", note.method),
            ("Источник", note.source.text()),
            *(("Предупреждение", remark.text) for remark in note.warnings),
            *(("Вывод на момент выгрузки", line) for line in note.conclusions),
        ]
        if note.reference is not None:
            pairs.append(("Пример источника", f"{note.reference.title} ({note.reference.source})"))
            pairs += [("Опечатка источника", line) for line in note.reference.errata]
        for word, value in pairs:
            if value:
                sheet.write_string(self.row, 0, word, self.styles["quiet"])
                sheet.write_string(self.row, 1, value, self.styles["wrap"])
                self.row += 1

    def _texts(self, sheet: str, words: Sequence[str], style: str = "plain") -> None:
        """A row of texts; they are written as texts, so none of them can act as a formula."""
        for column, word in enumerate(words):
            self.sheets[sheet].write_string(self.row, column, word, self.styles[style])
        self.row += 1
