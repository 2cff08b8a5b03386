"""`potok calc METHOD --batch FILE`: a table of inputs in, a table of results out."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from potok.methods.explore.batch import BatchAnswer
    from potok.notes.note import Plain


def run_file(method_id: str, source: Path, style: str, write: Callable[[str | bytes], None]) -> int:
    """Compute every row of a file.

    Args:
        method_id: The method.
        source: CSV or XLSX.
        style: "csv", "json" or "xlsx".
        write: Takes the answer.

    Returns:
        How many rows were refused.

    Raises:
        PotokError: The method is unknown or the table cannot be read.
    """
    from potok.exchange.input_tables import read_input_table
    from potok.methods import method
    from potok.methods.explore.batch import run_batch

    if style not in _WRITERS:
        raise typer.BadParameter("для --batch: csv, json, xlsx", param_hint="'--format'")
    if not source.is_file():
        raise typer.BadParameter(f"файла {source} нет", param_hint="'--batch'")
    chosen = method(method_id)
    table = read_input_table(source.read_bytes(), name=source.name, inputs=chosen.inputs)
    answers = list(run_batch(chosen, table.rows))
    write(_WRITERS[style](answers))
    refused = sum(answer.result is None for answer in answers)
    if refused:
        sys.stderr.write(f"Строк: {len(answers)}, не посчитано: {refused}; причины в столбце «ошибка».\n")
    return refused


def _csv(answers: Sequence[BatchAnswer]) -> str:
    from potok.exchange.result_tables import result_csv

    return result_csv(answers)


def _json(answers: Sequence[BatchAnswer]) -> str:
    rows = [
        {"row": answer.row, "result": answer.result, "warnings": list(answer.warnings), "error": answer.error}
        for answer in answers
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _xlsx(answers: Sequence[BatchAnswer]) -> bytes:
    from potok.documents.table_workbook import Sheet, SheetColumn, table_workbook
    from potok.exchange.result_tables import result_table

    heads, rows = result_table(answers)
    cells = [[_cell(cell) for cell in row] for row in rows]
    columns = [SheetColumn(head, decimals=None) for head in heads]
    return table_workbook(Sheet("Результаты", columns, cells))


def _cell(cell: Plain) -> str | int | Decimal | None:
    """A number or text for a workbook; yes and no in words."""
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return Decimal(repr(cell))
    return cell if isinstance(cell, str | int) else None


_WRITERS: dict[str, Callable[[Sequence[BatchAnswer]], str | bytes]] = {
    "csv": _csv,
    "json": _json,
    "xlsx": _xlsx,
}
