"""Matrix of items and time: sticky names, days and weeks, negative cells, order rows of an opened item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal, TypeAlias

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

from potok.web.components.marks import html, icon

#: A quantity needed by an order: it waits, it can start, or its start is unknown.
Need: TypeAlias = Literal["", "wait", "ready", "plain"]

_STICKY_LEVELS = 3
_FIXED_WIDTH, _DAY_WIDTH, _WEEK_WIDTH, _END_WIDTH = 62, 45, 65, 97


@dataclass(frozen=True, slots=True)
class Period:
    """A column of time.

    Attributes:
        title: «06.03» or «23–29.03».
        note: «пт» or «неделя 13».
        week: Wider, on a tint.
        today: The ink line stands before it.
    """

    title: str
    note: str = ""
    week: bool = False
    today: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row; an empty one stays empty (matrices only).

    Attributes:
        look: Address of «откуда число», loaded into the side panel by click or Enter.
        negative: Red: a negative running balance; N jumps to the next one.
        receipt: Green triangle: a receipt becomes usable here.
        plus: A receipt's own quantity, green.
        need: The quantity is the need of an order row.
        waiting: The line of a waiting order runs through the cell.
        start: ▶ the order can start here.
    """

    text: str = ""
    look: str = ""
    negative: bool = False
    receipt: bool = False
    plus: bool = False
    need: Need = ""
    waiting: bool = False
    start: bool = False


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An item, or a sub-row of an opened one.

    Attributes:
        key: Unique in the matrix.
        name: Text or HTML of the sticky first column.
        fixed: Texts of the other fixed columns, as many as `Matrix.fixed`, or cells that can be opened.
        cells: One per period.
        end: Text or HTML of the last column (signal).
        toggle_url: Address that answers the block opened or closed (`{% matrix_block %}`), items only.
        href: Page that Enter on the name opens.
    """

    key: str
    name: str
    cells: Sequence[Cell]
    fixed: Sequence[str | Cell] = ()
    end: str = ""
    toggle_url: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """An item with the rows that show when it is open."""

    item: MatrixRow
    rows: Sequence[MatrixRow] = ()

    @property
    def is_open(self) -> bool:
        """Whether sub-rows are shown."""
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix with everything that `{% matrix %}` needs.

    Attributes:
        id: Short latin name, unique on the page.
        label: Spoken name.
        name_title: Head of the first column («Сырьё и тара»).
        fixed: Head and note of the other fixed columns («Остаток», «02.03»).
        end_title: Head of the last column («Сигнал»).
    """

    id: str
    label: str
    name_title: str
    periods: Sequence[Period]
    blocks: Sequence[Block]
    fixed: Sequence[tuple[str, str]] = ()
    end_title: str = ""


def columns_html(matrix: Matrix) -> SafeString:
    """The `<colgroup>`: days alike and weeks alike, as wide as the longest number in them needs."""
    fixed = (
        max((len(_fixed(row.fixed[index]).text) for row in _rows(matrix) if row.fixed), default=0)
        for index in range(len(matrix.fixed))
    )
    days, weeks = _longest(matrix, week=False), _longest(matrix, week=True)
    widths = [
        *(max(_FIXED_WIDTH, _needed(length)) for length in fixed),
        *(
            max(_WEEK_WIDTH, _needed(weeks)) if period.week else max(_DAY_WIDTH, _needed(days))
            for period in matrix.periods
        ),
        *((_END_WIDTH,) if matrix.end_title else ()),
    ]
    cols = "".join(f'<col width="{width}">' for width in widths)
    return html(f"<colgroup><col>{cols}</colgroup>")


def head_html(matrix: Matrix) -> SafeString:
    """The head row."""
    parts = [f'<th scope="col" class="is-name stick-1">{conditional_escape(matrix.name_title)}</th>']
    for index, (title, note) in enumerate(matrix.fixed):
        parts.append(f'<th scope="col" class="is-fixed{_sticky(index)}">{_titled(title, note)}</th>')
    parts.extend(
        f'<th scope="col" class="{_period(period)}">{_titled(period.title, period.note)}</th>'
        for period in matrix.periods
    )
    if matrix.end_title:
        parts.append(f'<th scope="col" class="is-signal">{conditional_escape(matrix.end_title)}</th>')
    return html(f"<tr>{''.join(parts)}</tr>")


def block_html(matrix: Matrix, block: Block) -> SafeString:
    """The item's row and its sub-rows; the frame `<tbody>` is the template's."""
    rows = [_row_html(matrix, block.item, is_open=block.is_open, sub=False)]
    rows.extend(_row_html(matrix, row, is_open=False, sub=True) for row in block.rows)
    return html("".join(rows))


def _rows(matrix: Matrix) -> Iterator[MatrixRow]:
    for block in matrix.blocks:
        yield block.item
        yield from block.rows


def _fixed(given: str | Cell) -> Cell:
    return given if isinstance(given, Cell) else Cell(given)


def _longest(matrix: Matrix, *, week: bool) -> int:
    """Characters of the longest number in the days or in the weeks."""
    return max(
        (
            len(cell.text)
            for row in _rows(matrix)
            for cell, period in zip(row.cells, matrix.periods, strict=True)
            if period.week is week
        ),
        default=0,
    )


def _needed(characters: int) -> int:
    """Pixels for a number at 12 px: a figure is 7.2 px wide, a space less; 5 px of padding."""
    return ceil(characters * 6.4) + 5


def _row_html(matrix: Matrix, row: MatrixRow, *, is_open: bool, sub: bool) -> str:
    css = "is-sub" if sub else "is-open" if is_open else ""
    href = f' data-href="{escape(row.href)}"' if row.href else ""
    parts = [f'<tr class="{css}" data-key="{escape(row.key)}"{href}>', _name_html(row, is_open=is_open)]
    for index, given in enumerate(row.fixed or ("",) * len(matrix.fixed)):
        cell = _fixed(given)
        look = f' tabindex="-1" data-look="{escape(cell.look)}"' if cell.look else ""
        parts.append(f'<td class="is-fixed{_sticky(index)}"{look}>{conditional_escape(cell.text)}</td>')
    parts.extend(_cell_html(cell, period) for cell, period in zip(row.cells, matrix.periods, strict=True))
    if matrix.end_title:
        parts.append(f'<td class="is-signal">{conditional_escape(row.end)}</td>')
    parts.append("</tr>")
    return "".join(parts)


def _name_html(row: MatrixRow, *, is_open: bool) -> str:
    fold = ""
    if row.toggle_url:
        fold = (
            f'<button class="fold" type="button" tabindex="-1" aria-expanded="{str(is_open).lower()}" '
            f'aria-label="Раскрыть" hx-get="{escape(row.toggle_url)}" hx-target="closest tbody" '
            f'hx-swap="outerHTML">{icon("chevron-right", 14)}</button>'
        )
    return f'<th scope="row" class="is-name stick-1">{fold}{conditional_escape(row.name)}</th>'


def _cell_html(cell: Cell, period: Period) -> str:
    names = [_period(period)]
    if cell.look:
        names.append("is-cell")
    if cell.negative:
        names.append("is-negative")
    if cell.receipt:
        names.append("has-receipt")
    if cell.plus:
        names.append("plus")
    if cell.waiting:
        names.append("is-waiting-end is-waiting" if cell.start else "is-waiting")
    text = conditional_escape(cell.text)
    if cell.need and cell.text:
        tone = "" if cell.need == "plain" else f" need--{cell.need}"
        text = html(f'<span class="need{tone}">{text}</span>')
    if cell.start:
        text = html(f"{text}{icon('play', 12, 'start', 'возможен запуск')}")
    look = f' data-look="{escape(cell.look)}"' if cell.look else ""
    spoken = ' title="приход годен к запуску"' if cell.receipt else ""
    return f'<td tabindex="-1" class="{" ".join(names)}"{look}{spoken}>{text}</td>'


def _period(period: Period) -> str:
    return ("is-week" if period.week else "is-day") + (" is-today" if period.today else "")


def _sticky(index: int) -> str:
    return f" stick-{index + 2}" if index + 2 <= _STICKY_LEVELS else ""


def _titled(title: str, note: str) -> str:
    small = f"<small>{conditional_escape(note)}</small>" if note else ""
    return f"{conditional_escape(title)}{small}"
