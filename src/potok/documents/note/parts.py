"""The parts of a note as Typst markup: inputs, steps, results, remarks, pictures, sources."""

from __future__ import annotations

from collections.abc import Iterator

from potok.documents.note.markup import content, data_table, display, even_table, inline, words
from potok.notes.formula import DOCUMENTS, Source
from potok.notes.inputs.outline import InputTable, Outline, TextItem
from potok.notes.note import Cell, FormulaStep, InputItem, Line, Note, ProcedureStep, Step
from potok.notes.render.layout import formula_layout, substitution_layout, symbol_layout
from potok.notes.render.numbers import number_text, value_text
from potok.notes.render.svg import PAPER, common_spans, figure_svg
from potok.notes.render.typst import quoted
from potok.notes.results import named_results
from potok.notes.units import unit_name
from potok.notes.value import Value

#: A step with more lines than this shows them as a table of results, substitutions included.
_MOST_PLAIN_LINES = 3
#: So many columns of numbers leave the names of rows no room of their own.
_MANY_COLUMNS = 3
#: Letters of pictures come out at about nine points on the page.
_PICTURE_WIDTH = 600.0
#: An empty cell.
_NOTHING = "[]"


def inputs(order: Outline) -> Iterator[str]:
    """Single values in one table, lists in a table of their own."""
    if order.singles:
        rows = [_single(item) for item in order.singles]
        shown = 3 if any(remark != _NOTHING for *_, remark in rows) else 2
        heads = ("Величина", "Значение", "Примечание")[:shown]
        yield data_table(heads, [row[:shown] for row in rows], (False, True, False)[:shown])
    for table in order.tables:
        yield f"#table-title({content(table.title)})"
        yield _input_table(table)


def _single(item: InputItem | TextItem) -> list[str]:
    if isinstance(item, TextItem):
        return [content(item.title), content(item.text), _NOTHING]
    remark = ""
    if item.entered is not None:
        remark = f"введено {value_text(item.entered)}"
    elif item.assumed:
        remark = "принято по умолчанию"
    return [content(item.title), content(value_text(item.value)), content(remark) if remark else _NOTHING]


def _input_table(table: InputTable) -> str:
    rows = [[content(name), *(content(_input_cell(cell)) for cell in cells)] for name, cells in table.rows]
    places = range(len(table.columns) - 1)
    numeric = [
        False,
        *(not any(isinstance(cells[place], str) for _, cells in table.rows) for place in places),
    ]
    draw = even_table if sum(numeric) >= _MANY_COLUMNS else data_table
    return draw(table.columns, rows, numeric)


def _input_cell(cell: InputItem | str | None) -> str:
    if cell is None:
        return "—"
    return cell if isinstance(cell, str) else number_text(cell.value.number)


def steps(note: Note) -> Iterator[str]:
    """All steps under the heads of their sections; symbols are explained where they come first."""
    section, known = "", set[str]()
    for step in note.steps:
        if step.section and step.section != section:
            section = step.section
            yield f"== {words(section)}"
        yield _step(step, known)


def formulas(note: Note, known: set[str]) -> Iterator[str]:
    """The formulas of a note in letters and the rules of its procedures, each once; no numbers.

    Args:
        note: The note.
        known: What stands in the document already, formulas and meanings of symbols; grows.
    """
    for step in note.steps:
        mark = step.formula.id if isinstance(step, FormulaStep) else step.rule
        if mark in known:
            continue
        known.add(mark)
        if isinstance(step, FormulaStep):
            body = "\n".join(_letters(step, known))
            head = f"{content(step.formula.title)}, {content(_place(step.formula.source))}"
        else:
            body = f"#par[{words(step.rule)}]"
            head = f"{content(step.title)}, {content(_place(step.source))}"
        yield f"#kind({head})[\n{body}\n]"


def _step(step: Step, known: set[str]) -> str:
    if isinstance(step, ProcedureStep):
        body = "\n".join(_procedure(step))
        return f"#step({step.number}, {content(step.title)}, {content(_place(step.source))})[\n{body}\n]"
    formula = step.formula
    body = "\n".join(_formula(step, known))
    return f"#step({step.number}, {content(formula.title)}, {content(_place(formula.source))})[\n{body}\n]"


def _place(source: Source) -> str:
    """Section and number of a formula, without the name of the document."""
    number = f"формула ({source.number})" if source.number else ""
    return ", ".join(part for part in (source.place, number) if part)


def _letters(step: FormulaStep, known: set[str]) -> Iterator[str]:
    """The formula with the meanings of symbols that are met first."""
    formula = step.formula
    yield f"#formula[{display(formula_layout(formula))}]"
    fresh = [
        symbol
        for symbol in (formula.result, *formula.symbols)
        if symbol.notation + symbol.meaning not in known
    ]
    known.update(symbol.notation + symbol.meaning for symbol in fresh)
    if fresh:
        pairs = []
        for symbol in fresh:
            unit = unit_name(symbol.unit)
            meaning = f"{symbol.meaning}, {unit}" if unit else symbol.meaning
            if symbol is fresh[-1]:
                meaning = meaning.removesuffix(".")  # the list itself ends with a full stop
            pairs.append(f"([{inline(symbol_layout(symbol))}], {content(meaning)})")
        yield f"#symbols({', '.join(pairs)})"


def _formula(step: FormulaStep, known: set[str]) -> Iterator[str]:
    yield from _letters(step, known)
    if len(step.lines) <= _MOST_PLAIN_LINES:
        yield from (_line(step, line) for line in step.lines)
        return
    rows = [
        [
            content(line.label),
            f"[#substituted[{_substitution(step, line)}]]",
            content(number_text(line.result.number)),
        ]
        for line in step.lines
    ]
    unit = unit_name(step.lines[0].result.unit)
    yield data_table(
        ("", "Подстановка", f"Результат, {unit}" if unit else "Результат"), rows, (False, False, True)
    )


def _substitution(step: FormulaStep, line: Line) -> str:
    return display(substitution_layout(step.formula, line.values))


def _line(step: FormulaStep, line: Line) -> str:
    label = f"{words(line.label + ': ')}" if line.label else ""
    left = inline(symbol_layout(step.formula.result))
    result = content(value_text(line.result))
    return f"#substitution[{label}{left} $=$ {_substitution(step, line)} $=$ #result{result}]"


def _procedure(step: ProcedureStep) -> Iterator[str]:
    yield f"#par[{words(step.rule)}]"
    if step.table.rows:
        count = range(len(step.table.columns))
        numeric = [not any(isinstance(row[place], str) for row in step.table.rows) for place in count]
        rows = [[content(_cell(cell)) for cell in row] for row in step.table.rows]
        yield data_table(step.table.columns, rows, numeric)


def _cell(cell: Cell) -> str:
    if cell is None:
        return "—"
    return number_text(cell.number) if isinstance(cell, Value) else cell


def results(note: Note, *, steps_shown: bool = True) -> Iterator[str]:
    """Results that stand alone; lists are read in their steps.

    Args:
        note: The note.
        steps_shown: Its steps stand before, so that they can be named.
    """
    single = [found for found in named_results(note) if found.single]
    if not single:
        return
    yield f"== {words('Результаты')}"
    rows = []
    for found in single:
        where = f"шаг {found.step}" if found.step else "исходное данное"
        symbol = f"[{inline(symbol_layout(found.symbol))}]" if found.symbol else "[]"
        rows.append([content(found.title), symbol, content(value_text(found.value)), content(where)])
    heads, numeric = ("Показатель", "", "Значение", "Откуда"), (False, True, True, True)
    shown = 4 if steps_shown else 3
    yield data_table(heads[:shown], [row[:shown] for row in rows], numeric[:shown])


def remarks(note: Note) -> Iterator[str]:
    """Conclusions, warnings and, for a worked example, its misprints."""
    if note.conclusions:
        yield f"== {words('Выводы')}"
        yield from (f"- {words(line)}" for line in note.conclusions)
    if note.warnings:
        body = "\n".join(f"- {words(remark.text)}" for remark in note.warnings)
        yield f"#remark[Предупреждения][\n{body}\n]"
    if note.reference is not None and note.reference.errata:
        body = "\n".join(f"- {words(line)}" for line in note.reference.errata)
        title = f"Опечатки источника: {note.reference.title}"
        yield f"#remark({content(title)})[\n{body}\n]"


def pictures(note: Note) -> Iterator[str]:
    """All figures; Gantt charts share their time axis."""
    spans = common_spans(note.figures)
    if note.figures:
        yield f"== {words('Графики')}"
    for figure in note.figures:
        span = spans[figure.x_title] if figure.kind == "gantt" else None
        markup = figure_svg(figure, palette=PAPER, width=_PICTURE_WIDTH, span=span)
        yield f"#picture({content(figure.title)}, {quoted(markup)})"


def sources(note: Note) -> Iterator[str]:
    """Every document once, with its sections and formulas in the order of use."""
    found = [note.source]
    found += [step.formula.source if isinstance(step, FormulaStep) else step.source for step in note.steps]
    places: dict[str, list[str]] = {}
    for source in found:
        places.setdefault(source.document, []).append(_place(source))
    yield f"== {words('Источники')}"
    for document, listed in places.items():
        where = "; ".join(place for place in dict.fromkeys(listed) if place)
        yield f"+ {words(f'{DOCUMENTS[document]}: {where}.' if where else f'{DOCUMENTS[document]}.')}"
