"""A note as a page shows it: sections, steps with MathML, results, pictures, misprints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from potok.notes.formula import Source
from potok.notes.note import Cell, FormulaStep, Note, ProcedureStep, Step
from potok.notes.render.layout import formula_layout, substitution_layout, symbol_layout
from potok.notes.render.mathml import mathml
from potok.notes.render.numbers import number_text
from potok.notes.render.svg import common_spans, figure_svg
from potok.notes.results import NamedResult, named_results, unit_of
from potok.notes.units import unit_name
from potok.notes.value import Value

#: Up to so many lines a step shows each as a formula; more become a table.
_MOST_PLAIN_LINES = 3


@dataclass(frozen=True, slots=True)
class LineView:
    """A use of a formula."""

    label: str
    substitution: SafeString
    result: str
    unit: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of a procedure: heads with whether the column holds numbers, and texts."""

    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[tuple[str, bool], ...], ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step; `formula` is empty for a procedure."""

    key: str
    number: int
    title: str
    source: str
    formula: SafeString | str
    left: SafeString | str
    symbols: tuple[tuple[SafeString, str], ...]
    lines: tuple[LineView, ...]
    as_table: bool
    unit: str
    rule: str
    table: TableView | None


@dataclass(frozen=True, slots=True)
class SectionView:
    """Steps under one head."""

    anchor: str
    title: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class ResultView:
    """A result beside the form."""

    path: str
    title: str
    value: str
    unit: str
    step: int


@dataclass(frozen=True, slots=True)
class PictureView:
    """A figure."""

    title: str
    svg: SafeString


@dataclass(frozen=True, slots=True)
class NoteView:
    """Everything of a note."""

    source: str
    sections: tuple[SectionView, ...]
    results: tuple[ResultView, ...]
    pictures: tuple[PictureView, ...]
    warnings: tuple[str, ...]
    conclusions: tuple[str, ...]
    reference: str
    errata: tuple[str, ...]
    printed: tuple[tuple[str, str, str], ...]
    conversions: tuple[tuple[str, str], ...]


def note_view(note: Note) -> NoteView:
    """Lay a note out for the page."""
    reference = note.reference
    return NoteView(
        source=note.source.text(),
        sections=tuple(_sections(note)),
        results=tuple(result_view(found) for found in named_results(note) if found.single),
        pictures=tuple(_pictures(note)),
        warnings=tuple(remark.text for remark in note.warnings),
        conclusions=note.conclusions,
        reference=f"{reference.title} ({reference.source})" if reference else "",
        errata=reference.errata if reference else (),
        printed=tuple(_printed(note, reference.printed)) if reference and reference.errata else (),
        conversions=tuple(
            (item.path, f"= {number_text(item.value.number)} {unit_name(item.value.unit)}")
            for item in note.inputs
            if item.entered is not None
        ),
    )


def result_view(found: NamedResult) -> ResultView:
    """A result in texts."""
    return ResultView(found.path, found.title, number_text(found.value.number), unit_of(found), found.step)


def _sections(note: Note) -> Iterator[SectionView]:
    """Steps by section; symbols are explained where they are met first."""
    known: set[str] = set()
    gathered: list[tuple[str, list[StepView]]] = []
    for step in note.steps:
        if not gathered or gathered[-1][0] != step.section:
            gathered.append((step.section, []))
        gathered[-1][1].append(_step(step, known))
    for place, (title, steps) in enumerate(gathered, start=1):
        yield SectionView(f"section-{place}", title, tuple(steps))


def _step(step: Step, known: set[str]) -> StepView:
    if isinstance(step, ProcedureStep):
        return StepView(
            key=step.key,
            number=step.number,
            title=step.title,
            source=_place(step.source),
            formula="",
            left="",
            symbols=(),
            lines=(),
            as_table=False,
            unit="",
            rule=step.rule,
            table=_table(step),
        )
    formula = step.formula
    return StepView(
        key=step.key,
        number=step.number,
        title=formula.title,
        source=_place(formula.source),
        formula=_math(mathml(formula_layout(formula))),
        left=_math(mathml(symbol_layout(formula.result), block=False)),
        symbols=tuple(_symbols(step, known)),
        lines=tuple(_lines(step)),
        as_table=len(step.lines) > _MOST_PLAIN_LINES,
        unit=unit_name(step.lines[0].result.unit),
        rule="",
        table=None,
    )


def _symbols(step: FormulaStep, known: set[str]) -> Iterator[tuple[SafeString, str]]:
    for symbol in (step.formula.result, *step.formula.symbols):
        name = symbol.notation + symbol.meaning
        if name in known:
            continue
        known.add(name)
        unit = unit_name(symbol.unit)
        meaning = f"{symbol.meaning}, {unit}" if unit else symbol.meaning
        yield _math(mathml(symbol_layout(symbol), block=False)), meaning


def _lines(step: FormulaStep) -> Iterator[LineView]:
    for line in step.lines:
        layout = substitution_layout(step.formula, line.values)
        yield LineView(
            label=line.label,
            substitution=_math(mathml(layout, block=False)),
            result=number_text(line.result.number),
            unit=unit_name(line.result.unit),
        )


def _place(source: Source) -> str:
    number = f"формула ({source.number})" if source.number else ""
    return ", ".join(part for part in (source.place, number) if part)


def _table(step: ProcedureStep) -> TableView | None:
    if not step.table.rows:
        return None
    count = range(len(step.table.columns))
    numeric = [not any(isinstance(row[place], str) for row in step.table.rows) for place in count]
    rows = tuple(tuple(zip(map(_cell, row), numeric, strict=True)) for row in step.table.rows)
    return TableView(tuple(zip(step.table.columns, numeric, strict=True)), rows)


def _cell(cell: Cell) -> str:
    if cell is None:
        return "—"
    return number_text(cell.number) if isinstance(cell, Value) else cell


def _pictures(note: Note) -> Iterator[PictureView]:
    spans = common_spans(note.figures)
    for figure in note.figures:
        span = spans[figure.x_title] if figure.kind == "gantt" else None
        yield PictureView(figure.title, _math(figure_svg(figure, span=span)))


def _printed(note: Note, printed: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Printed values that differ from the right ones: name, printed, right."""
    titles = {found.path: found.title for found in named_results(note)}
    for key, value in printed.items():
        right = note.result.get(key)
        if isinstance(value, int | float) and isinstance(right, int | float) and value != right:
            yield titles.get(key, key), number_text(value), number_text(right)


def _math(markup: str) -> SafeString:
    """Markup of our own renderers, which escape every text."""
    return mark_safe(markup)  # noqa: S308
