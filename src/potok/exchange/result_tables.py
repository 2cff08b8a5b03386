"""Answers of a batch as a table: a row an input, a column a place in the result."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from potok.exchange.formula_guard import guard
from potok.methods.explore.batch import BatchAnswer, flat_result
from potok.notes.note import Plain

ROW, WARNINGS, ERROR = "строка", "предупреждения", "ошибка"


def result_table(answers: Sequence[BatchAnswer]) -> tuple[list[str], list[list[Plain]]]:
    """Heads and rows: number of the row in the file, results by path, warnings, refusal."""
    flat = [flat_result(answer.result or {}) for answer in answers]
    paths = list(dict.fromkeys(path for result in flat for path in result))
    rows: list[list[Plain]] = [
        [answer.row, *(result.get(path) for path in paths), "; ".join(answer.warnings), answer.error]
        for answer, result in zip(answers, flat, strict=True)
    ]
    return [ROW, *paths, WARNINGS, ERROR], rows


def result_csv(answers: Sequence[BatchAnswer]) -> str:
    """The table as CSV; numbers as programs read them, texts safe for a spreadsheet."""
    heads, rows = result_table(answers)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([guard(cell) if isinstance(cell, str) else _cell(cell) for cell in row])
    return stream.getvalue()


def _cell(cell: Plain) -> Plain:
    return {True: "да", False: "нет"}[cell] if isinstance(cell, bool) else cell
