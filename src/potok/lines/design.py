"""A designed line as plain data: what every kind of line gives to the books, the page and the print.

A kind (sewing flow, sheltered line, continuous line) is a module with `design(given) -> LineDesign`; the
registry of kinds is `potok.lines.kinds`. `given` is the plain JSON that a version of the line keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from potok.notes.figures import Figure
from potok.notes.note import Note, Plain


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure by which variants of a line are compared.

    Attributes:
        key: Stable name ("smoothness_index").
        title: Russian name.
        unit: Id of the unit (`potok.notes.units`), "" for a plain number.
        value: The figure.
        better: "low", "high" or "" where neither is better.
        low, high: The norm it should keep, None = unbounded.
        base: The same figure of the line it is compared with (factory, source, version before), or None.
    """

    key: str
    title: str
    unit: str
    value: float
    better: str = ""
    low: float | None = None
    high: float | None = None
    base: float | None = None

    @property
    def kept(self) -> bool:
        """Whether the figure is within its norm."""
        above = self.low is None or self.value >= self.low
        return above and (self.high is None or self.value <= self.high)


@dataclass(frozen=True, slots=True)
class RouteNorm:
    """What an accepted line writes to one operation of its product's route.

    Attributes:
        op_no: Operation of the route.
        name: Its name.
        machine_ids: Permitted machines in order of preference, empty = those of the route stay.
        rate_per_h: Pieces an hour of the whole operation on this line.
        crew: People who work on it at the same time.
        grade: Mean grade of the work, None where the line knows none.
    """

    op_no: int
    name: str
    machine_ids: tuple[str, ...]
    rate_per_h: Decimal
    crew: int
    grade: Decimal | None = None


@dataclass(frozen=True, slots=True)
class LineWarning:
    """A condition of the line that is broken, with advice; the design still exists."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class LineColumn:
    """A column of a table; `decimals` are the digits of its numbers on paper, None = as many as there are."""

    title: str
    unit: str = ""
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class LineTable:
    """A table of the design: shown on the page, printed, given out as a workbook.

    Attributes:
        key: Stable name, part of its address («scheme»).
        rows: A text, a number or None for each column.
        about: One sentence above the table, "" for none.
    """

    key: str
    title: str
    columns: tuple[LineColumn, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class LineDesign:
    """A line as designed.

    Attributes:
        kind: Id of the kind.
        indicators: Compared figures, in the order they are shown.
        notes: The explained calculations, in the order of the design; printed as one document.
        data: Plain data of the kind's own pictures on the page.
        route: Norms for the route, empty where the kind or the given data has none.
        warnings: Broken conditions.
        summary: The line in a few words for its head («такт 91 с · 35 мест · 49 рабочих»).
        tables: Tables beyond those of the notes: page, PDF and XLSX have them without more ado.
        figures: Pictures beyond those of the notes: page and PDF draw them.
    """

    kind: str
    indicators: tuple[Indicator, ...]
    notes: tuple[Note, ...]
    data: Mapping[str, Plain] = field(default_factory=dict)
    route: tuple[RouteNorm, ...] = ()
    warnings: tuple[LineWarning, ...] = ()
    summary: str = ""
    tables: tuple[LineTable, ...] = ()
    figures: tuple[Figure, ...] = ()
