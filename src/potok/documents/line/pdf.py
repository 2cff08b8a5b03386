"""A designed line as PDF: figures, norms, tables and graphs of the line, then all its calculations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from potok.documents.line.columns import FLIPPED, UPRIGHT, column_shares
from potok.documents.note.markup import content, data_table, shared_table, words
from potok.documents.note.pdf import compiled
from potok.documents.project.model import Project
from potok.documents.project.pdf import project_markup
from potok.notes.figures import Figure
from potok.notes.render.numbers import number_text
from potok.notes.render.svg import PAPER, common_spans, figure_svg
from potok.notes.render.typst import quoted

KIND = "Проект линии"
_TABLES, _GRAPHS = "Таблицы линии", "Графики линии"
_PICTURE_WIDTH = 600.0
#: A table of more columns is laid across the sheet.
_MOST_UPRIGHT = 9
#: Columns share the width by what they hold when there are more of them, or when a text is longer than this.
_MOST_PLAIN, _LONG = 5, 100


@dataclass(frozen=True, slots=True)
class Plate:
    """A table as it is printed.

    Attributes:
        heads: Titles of the columns with their units.
        decimals: Digits of the numbers of each column, None = as many as they have.
        rows: Texts, numbers, None for an empty cell.
        about: A sentence above it, "" for none.
    """

    title: str
    heads: tuple[str, ...]
    decimals: tuple[int | None, ...]
    rows: Sequence[Sequence[str | float | None]]
    about: str = ""


@dataclass(frozen=True, slots=True)
class LineDocument:
    """A line: the calculations as a project, and what stands before them.

    Attributes:
        brief: Calculations without their inputs and steps: formulas once, results.
    """

    project: Project
    plates: tuple[Plate, ...] = ()
    figures: tuple[Figure, ...] = ()
    remarks: tuple[str, ...] = ()
    brief: bool = False


def line_pdf(document: LineDocument) -> bytes:
    """The PDF of a designed line."""
    return compiled(line_markup(document))


def line_markup(document: LineDocument) -> str:
    """The same as Typst markup."""
    return project_markup(document.project, kind=KIND, opening=_opening(document), brief=document.brief)


def _opening(document: LineDocument) -> Iterator[str]:
    yield f"#plain-heading{content(_TABLES)}"
    if document.remarks:
        body = "\n".join(f"- {words(remark)}" for remark in document.remarks)
        yield f"#remark[Предупреждения][\n{body}\n]"
    for number, plate in enumerate(document.plates, start=1):
        yield from _plate(number, plate)
    if document.figures:
        yield f"#plain-heading{content(_GRAPHS)}"
    spans = common_spans(document.figures)
    for number, figure in enumerate(document.figures, start=1):
        span = spans[figure.x_title] if figure.kind == "gantt" else None
        markup = figure_svg(figure, palette=PAPER, width=_PICTURE_WIDTH, span=span)
        yield f"#numbered-picture({quoted(str(number))}, {content(figure.title)}, {quoted(markup)})"


def _plate(number: int, plate: Plate) -> Iterator[str]:
    numeric = [
        any(isinstance(row[place], int | float) for row in plate.rows) for place in range(len(plate.heads))
    ]
    texts = [
        [_cell(cell, decimals) for cell, decimals in zip(row, plate.decimals, strict=True)]
        for row in plate.rows
    ]
    rows = [list(map(content, row)) for row in texts]
    flipped = len(plate.heads) > _MOST_UPRIGHT
    body = [
        f"#table-title({content(f'Таблица {number} — {plate.title}')})",
        *([f"#own-paragraph{content(plate.about)}"] if plate.about else []),
        shared_table(
            plate.heads,
            rows,
            numeric,
            column_shares(plate.heads, texts, numeric, FLIPPED if flipped else UPRIGHT),
        )
        if len(plate.heads) > _MOST_PLAIN or _has_long_text(plate)
        else data_table(plate.heads, rows, numeric),
    ]
    if flipped:
        inside = "\n".join(body)
        yield f"#page(flipped: true)[\n{inside}\n]"
    else:
        yield from body


def _has_long_text(plate: Plate) -> bool:
    return any(isinstance(cell, str) and len(cell) > _LONG for row in plate.rows for cell in row)


def _cell(cell: str | float | None, decimals: int | None) -> str:
    if cell is None:
        return "—"
    if isinstance(cell, str):
        return cell
    return number_text(cell if decimals is None else _half_up(cell, decimals))


def _half_up(number: float, decimals: int) -> float:
    """Rounded as on the page: halves go up."""
    exact = Decimal(repr(number)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return float(exact)
