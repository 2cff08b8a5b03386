"""Tables as CSV: read in the usual dialects, written in one.

Read: UTF-8 with or without a byte order mark; comma, semicolon or tab, whichever splits the header into
known columns. Written: UTF-8, comma, header, line feed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from potok.errors import Problem
from potok.exchange.cells import Text
from potok.exchange.columns import RawTable, TableFormat
from potok.exchange.formula_guard import guard, unguard

_SEPARATORS = (",", ";", "\t")


def raw_csv(content: bytes, *, place: str, header: Sequence[str], problems: list[Problem]) -> RawTable | None:
    """The texts of a CSV file; None when it is no CSV in UTF-8, which is then noted.

    Args:
        content: Bytes of the file.
        place: How the user knows the file.
        header: Known columns, to tell the separator.
        problems: Where faults are noted.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        problems.append(Problem(place, row, "файл", "другая кодировка", "текст в UTF-8", "bad_encoding"))
        return None
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, header), strict=True)
    rows = []
    try:
        for row, cells in enumerate(lines, start=1):
            rows.append((row, tuple(unguard(cell.strip()) for cell in cells)))
    except csv.Error:
        row = len(rows) + 1
        problems.append(
            Problem(place, row, "строка", "не читается", "строка CSV с парными кавычками", "bad_csv")
        )
        return None
    return RawTable(place, tuple(rows))


def _separator(text: str, header: Sequence[str]) -> str:
    """The separator that finds most known columns in the first filled line."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(separator: str) -> int:
        return sum(cell.strip().strip('"') in header for cell in first.split(separator))

    return max(_SEPARATORS, key=known)


def csv_bytes(layout: TableFormat[Any], records: Iterable[Any]) -> bytes:
    """The table as a CSV file."""
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator="\n")
    rows = list(records)
    layout = layout.written(rows)
    writer.writerow(layout.header)
    texts = [isinstance(column.kind, Text) for column in layout.columns]
    for record in rows:
        cells = layout.cells(record)
        writer.writerow([guard(cell) if text else cell for cell, text in zip(cells, texts, strict=True)])
    return content.getvalue().encode()
