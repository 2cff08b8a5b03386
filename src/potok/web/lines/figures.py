"""Figures of a line as a planner reads them: digits by unit, the norm, the change and its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.lines.comparison import Compared, compare
from potok.lines.design import Indicator, LineColumn, LineTable
from potok.notes.units import unit_name
from potok.web import formats

_WHOLE = ("pcs", "people", "point", "shift")
_SHARES = ("share", "1", "")
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A line of the panel «Показатели».

    Attributes:
        kept: Within its norm; None without a norm.
        tone: Of the change: done | bad | "".
    """

    title: str
    unit: str
    value: str
    base: str
    change: str
    tone: str
    kept: bool | None
    norm: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as shown: heads and cells with whether their column holds numbers."""

    key: str
    title: str
    about: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[tuple[str, bool], ...], ...]


def indicator_rows(
    indicators: Sequence[Indicator], base: Sequence[Indicator] | None
) -> tuple[IndicatorRow, ...]:
    """The panel; `base` are the figures of another version, None = each figure's own."""
    return tuple(_row(compared) for compared in compare(indicators, base))


def figure_text(value: float, unit: str, *, signed: bool = False) -> str:
    """A figure with the digits that its unit deserves: shares three, pieces whole where they are."""
    if abs(value) <= _NOISE:
        return "0"
    if unit in _SHARES:
        decimals = 3
    elif abs(value - round(value)) <= _NOISE * max(1.0, abs(value)):
        decimals = 0
    elif unit in _WHOLE:
        decimals = 1 if abs(value) >= 10 else 2
    else:
        decimals = 1 if abs(value) >= 100 else 2
    return formats.number(value, decimals, signed=signed)


def table_view(table: LineTable) -> TableView:
    """A table of the design."""
    numeric = [
        any(isinstance(row[place], int | float) for row in table.rows) for place in range(len(table.columns))
    ]
    heads = tuple(map(_head, table.columns))
    return TableView(
        key=table.key,
        title=table.title,
        about=table.about,
        heads=tuple(zip(heads, numeric, strict=True)),
        rows=tuple(
            tuple(
                (_cell(cell, column), number)
                for cell, column, number in zip(row, table.columns, numeric, strict=True)
            )
            for row in table.rows
        ),
    )


def _head(column: LineColumn) -> str:
    return f"{column.title}, {column.unit}" if column.unit else column.title


def _cell(cell: str | float | None, column: LineColumn) -> str:
    if cell is None:
        return formats.NOT_APPLICABLE
    return cell if isinstance(cell, str) else formats.number(cell, column.decimals)


def _row(compared: Compared) -> IndicatorRow:
    indicator = compared.indicator
    bounded = indicator.low is not None or indicator.high is not None
    tones = {"better": "done", "worse": "bad", "": ""}
    return IndicatorRow(
        title=indicator.title,
        unit=unit_name(indicator.unit),
        value=figure_text(indicator.value, indicator.unit),
        base="" if compared.base is None else figure_text(compared.base, indicator.unit),
        change="" if compared.change is None else figure_text(compared.change, indicator.unit, signed=True),
        tone=tones[compared.verdict],
        kept=indicator.kept if bounded else None,
        norm=_norm(indicator),
    )


def _norm(indicator: Indicator) -> str:
    low = None if indicator.low is None else formats.number(indicator.low)
    high = None if indicator.high is None else formats.number(indicator.high)
    if low is not None and high is not None:
        return f"норма {low}…{high}"
    if low is not None:
        return f"норма не меньше {low}"
    return f"норма не больше {high}" if high is not None else ""
