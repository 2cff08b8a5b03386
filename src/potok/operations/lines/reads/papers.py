"""A version of a line as documents take it: the note of all calculations, sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from potok.documents.line.pdf import LineDocument, Plate
from potok.documents.project.model import Project, Section
from potok.documents.table_workbook import Sheet, SheetColumn, Value
from potok.lines.design import Indicator, LineColumn, LineDesign, LineTable
from potok.methods import method
from potok.notes.errors import UnknownMethodError
from potok.notes.inputs.fields import Inputs
from potok.notes.note import Note
from potok.notes.units import unit_name
from potok.operations.calculations.reads.card import plant_name
from potok.operations.catalog.clock import local
from potok.operations.lines.reads.card import LineCard, ShownVersion

#: Characters of the columns: the widest and the narrowest with texts, those with numbers.
_WIDEST, _NARROWEST, _NUMBER_WIDTH = 44, 8, 14


def line_document(card: LineCard, version: ShownVersion, *, brief: bool = True) -> LineDocument:
    """The design as one document: indicators, norms, tables and graphs, then every calculation.

    Args:
        card: The line.
        version: What is printed.
        brief: Formulas once and results; else every calculation with its inputs and all its steps.
    """
    design = version.design
    about = [card.kind.title, f"{card.item_name} ({card.item})" if card.item else "", card.workshop_name]
    project = Project(
        plant=plant_name(),
        number=f"{card.code}, версия {version.head.number}",
        title=card.title,
        subject=". ".join(part for part in about if part),
        author=version.head.author,
        checker="",
        date=version.plant_date,
        introduction="\n\n".join(_introduction(version, brief=brief)),
        conclusion="",
        sections=tuple(_section(note) for note in design.notes),
    )
    remarks = tuple(warning.text for warning in design.warnings)
    return LineDocument(project, tuple(_plates(design)), design.figures, remarks, brief)


def sheets(card: LineCard, version: ShownVersion) -> Iterator[Sheet]:
    """Indicators, norms of the route and all tables as sheets."""
    design = version.design
    note = f"{card.code} {card.title}, версия {version.head.number}: {design.summary}"
    yield sheet_of(_indicators(design), note=note)
    if design.route:
        yield sheet_of(_norms(design))
    yield from (sheet_of(table) for table in design.tables)


def sheet_of(table: LineTable, *, note: str = "") -> Sheet:
    """A table of the design as a sheet with real numbers."""
    numeric = [any(isinstance(row[place], int | float) for row in table.rows) for place in _places(table)]
    return Sheet(
        name=table.title,
        columns=[
            SheetColumn(
                _head(column), _NUMBER_WIDTH if number else _text_width(table, place), column.decimals
            )
            for place, (column, number) in enumerate(zip(table.columns, numeric, strict=True))
        ],
        rows=[[_value(cell) for cell in row] for row in table.rows],
        note=note or table.about,
        wraps=True,
    )


def _text_width(table: LineTable, place: int) -> int:
    """As wide as the longest text or word of the head, within reason: longer texts go on below."""
    texts = [cell for row in table.rows if isinstance(cell := row[place], str)]
    word = max(map(len, _head(table.columns[place]).split()), default=0)
    return max(_NARROWEST, min(_WIDEST, max(word, *map(len, texts), 0) + 2))


def _introduction(version: ShownVersion, *, brief: bool) -> Iterator[str]:
    """The line in a few words, who accepted it, what the document leaves out."""
    summary, head = version.design.summary, version.head
    if summary:
        yield f"{summary[:1].upper()}{summary[1:]}."
    if head.accepted_at is not None:
        yield f"Версию утвердил {head.accepted_by} {local(head.accepted_at):%d.%m.%Y}."
    if brief and version.design.notes:
        yield (
            "Документ краткий: формулы приведены по одному разу, исходные данные и подстановки по шагам — "
            "в полном."
        )


def _plates(design: LineDesign) -> Iterator[Plate]:
    """Tables of the document, those of the frame first."""
    tables = [_indicators(design), *([_norms(design)] if design.route else []), *design.tables]
    for table in tables:
        yield Plate(
            table.title,
            tuple(_head(column) for column in table.columns),
            tuple(column.decimals for column in table.columns),
            table.rows,
            table.about,
        )


def _indicators(design: LineDesign) -> LineTable:
    based = any(indicator.base is not None for indicator in design.indicators)
    columns = [LineColumn("Показатель"), LineColumn("Единица"), LineColumn("Значение", decimals=None)]
    columns += [LineColumn("База", decimals=None)] if based else []
    return LineTable(
        key="indicators",
        title="Показатели линии",
        columns=(*columns, LineColumn("Норма")),
        rows=tuple(_indicator(indicator, based=based) for indicator in design.indicators),
    )


def _indicator(indicator: Indicator, *, based: bool) -> tuple[str | float | None, ...]:
    value = round(indicator.value, 4)
    base = () if not based else (None if indicator.base is None else round(indicator.base, 4),)
    return (indicator.title, unit_name(indicator.unit), value, *base, _norm(indicator))


def _norm(indicator: Indicator) -> str:
    """The norm and whether it is kept."""
    parts = []
    if indicator.low is not None:
        parts.append(f"не меньше {indicator.low:g}".replace(".", ","))
    if indicator.high is not None:
        parts.append(f"не больше {indicator.high:g}".replace(".", ","))
    if not parts:
        return ""
    return f"{', '.join(parts)}: {'соблюдается' if indicator.kept else 'нарушена'}"


def _norms(design: LineDesign) -> LineTable:
    return LineTable(
        key="route",
        title="Нормы для маршрута",
        columns=(
            LineColumn("Операция"),
            LineColumn("Станки"),
            LineColumn("Темп", "шт./ч", 3),
            LineColumn("Бригада", "чел.", 0),
            LineColumn("Средний разряд", decimals=2),
        ),
        rows=tuple(
            (
                f"{norm.op_no} {norm.name}",
                ", ".join(norm.machine_ids) or "как в маршруте",
                float(norm.rate_per_h),
                norm.crew,
                None if norm.grade is None else float(norm.grade),
            )
            for norm in design.route
        ),
    )


def _section(note: Note) -> Section:
    return Section(note.title, "", "", 0, note, declared_inputs(note))


def declared_inputs(note: Note) -> Inputs | None:
    """The declared input of the method of a note, None when the method is gone."""
    try:
        return method(note.method).inputs
    except UnknownMethodError:
        return None


def _places(table: LineTable) -> range:
    return range(len(table.columns))


def _head(column: LineColumn) -> str:
    return f"{column.title}, {column.unit}" if column.unit else column.title


def _value(cell: str | float | None) -> Value:
    return Decimal(repr(cell)) if isinstance(cell, float) else cell
