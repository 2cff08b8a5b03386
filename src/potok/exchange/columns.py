"""How a table of a file becomes records and records become its cells."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar

from potok.errors import Problem
from potok.exchange.cells import CellFaultError, Kind
from potok.plant.lookalikes import fold
from potok.plant.tables import Placed

RecordT = TypeVar("RecordT")

#: A fault in a row: column, text, what is wrong.
CellFound = tuple[str, str, CellFaultError]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file; its name is the field of the record.

    Attributes:
        required: An empty cell is a fault.
        empty: Meaning of an empty cell where the field of the record has no default.
        blank_when: Records in whose row the cell is written empty although the field has a value.
        late: The column came after files without it were written: a header may lack it, and it is written
            only where a record has a value for it.
    """

    name: str
    kind: Kind
    required: bool = False
    empty: str | int | None = None
    blank_when: Callable[[Any], bool] | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class TableFormat(Generic[RecordT]):
    """The columns of a table, in the order in which they are written.

    Attributes:
        name: Name of the file without suffix and of the sheet.
        title: What the table holds, in Russian, for reports.
        record: Class of the records.
        optional: A plant without this table is complete.
    """

    name: str
    title: str
    record: type[RecordT]
    columns: tuple[Column, ...]
    optional: bool = False

    def defaults(self) -> dict[str, Any]:
        """What an empty cell means, by column."""
        fields = dataclasses.fields(self.record)  # type: ignore[arg-type]  # records are dataclasses
        of_record = {field.name: field.default for field in fields}
        return {
            column.name: column.empty
            if of_record[column.name] is dataclasses.MISSING
            else of_record[column.name]
            for column in self.columns
        }

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)

    def written(self, records: Sequence[RecordT]) -> TableFormat[RecordT]:
        """The format in which the records are written: without late columns that none of them fills."""
        columns = tuple(
            column
            for column in self.columns
            if not column.late or any(self.value(record, column) is not None for record in records)
        )
        return dataclasses.replace(self, columns=columns)

    def cells(self, record: RecordT) -> list[str]:
        """The texts of a record's row, empty for None."""
        cells = []
        for column in self.columns:
            value = self.value(record, column)
            cells.append("" if value is None else column.kind.write(value))
        return cells

    def value(self, record: RecordT, column: Column) -> Any:  # noqa: ANN401  # every column has its own type
        """What the record holds for the column; None for a cell that is to be empty."""
        value = getattr(record, column.name)
        if value == "" or (column.blank_when is not None and column.blank_when(record)):
            return None
        return value


@dataclass(frozen=True, slots=True)
class RawTable:
    """Texts of a table as they stand in the file.

    Attributes:
        place: How the user knows the table (file, sheet).
        rows: Row number as the user counts (first row of the file = 1) and its cells; the first filled
            row is the header.
    """

    place: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReadTable(Generic[RecordT]):
    """What could be read of a table.

    Attributes:
        records: Rows without a fault.
        broken: Rows with a fault: texts by column.
        readable: False when columns are missing or doubled, so that no row could become a record.
    """

    records: tuple[Placed[RecordT], ...]
    broken: tuple[dict[str, str], ...]
    readable: bool


def read_table(raw: RawTable, layout: TableFormat[RecordT], problems: list[Problem]) -> ReadTable[RecordT]:
    """The records of a table; every fault is added to `problems`, empty rows are passed over.

    Args:
        raw: The texts.
        layout: The expected columns; they may stand in any order.
        problems: Where faults are noted.
    """
    rows = [(row, cells) for row, cells in raw.rows if any(cells)]
    header_row, header = rows[0] if rows else (1, ())
    missing = [column.name for column in layout.columns if column.name not in header and not column.late]
    problems += _header_faults(raw.place, header_row, header, layout.header, missing)
    certain = [column for column in layout.columns if header.count(column.name) == 1]
    whole = len(certain) == sum(not column.late or column.name in header for column in layout.columns)
    defaults = layout.defaults()
    records: list[Placed[RecordT]] = []
    broken: list[dict[str, str]] = []
    for row, cells in rows[1:]:
        texts = dict.fromkeys(layout.header, "") | dict(zip(header, cells, strict=False))
        values, found = _row_values(certain, texts, defaults)
        found += _surplus(header, cells)
        problems += [
            Problem(raw.place, row, name, text or None, fault.expected, fault.code)
            for name, text, fault in found
        ]
        if whole and not found:
            records.append(Placed(row, layout.record(**values)))
        else:
            broken.append(texts)
    return ReadTable(tuple(records), tuple(broken), readable=whole)


def _row_values(
    columns: Iterable[Column], texts: Mapping[str, str], defaults: Mapping[str, Any]
) -> tuple[dict[str, Any], list[CellFound]]:
    values: dict[str, Any] = {}
    faults: list[CellFound] = []
    for column in columns:
        text = texts[column.name]
        if not text and column.required:
            faults.append((column.name, text, CellFaultError("значение обязательно", "required")))
        elif not text:
            values[column.name] = defaults[column.name]
        else:
            try:
                values[column.name] = column.kind.read(text)
            except CellFaultError as fault:
                faults.append((column.name, text, fault))
    return values, faults


def _surplus(header: Sequence[str], cells: Sequence[str]) -> list[CellFound]:
    """Filled cells that no column stands over."""
    fault = CellFaultError("пусто: над ячейкой нет столбца", "surplus_cell")
    return [
        ("лишняя ячейка", text, fault)
        for index, text in enumerate(cells)
        if text and (index >= len(header) or not header[index])
    ]


def _header_faults(
    place: str, row: int, header: Sequence[str], expected: Sequence[str], missing: Sequence[str]
) -> list[Problem]:
    """Missing, unknown and doubled columns."""
    faults = [
        Problem(place, row, name, None, f"столбец {name} в заголовке", "missing_column") for name in missing
    ]
    for index, name in enumerate(header):
        if name in header[:index] and name:
            faults.append(Problem(place, row, name, name, "столбец один раз", "duplicate_column"))
        elif name and name not in expected:
            near = get_close_matches(fold(name).casefold(), missing, n=1)
            hint = f"известный столбец; возможно, {near[0]}" if near else "таблица без этого столбца"
            faults.append(Problem(place, row, name, name, hint, "unknown_column"))
    return faults
