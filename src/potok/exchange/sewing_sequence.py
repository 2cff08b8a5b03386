"""A technological sequence as a table: XLSX, CSV or cells pasted from a sheet.

Columns may stand in any order and bear their Russian titles or keys. Every fault is told at once with its
row, column, value and what is expected.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from potok.errors import InvalidDataError, Problem
from potok.exchange.columns import RawTable
from potok.exchange.csv_tables import raw_csv
from potok.exchange.workbook_tables import raw_sheets

#: Key of each column with its titles, the first of which is the one that is told.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "no": ("Номер", "№", "№ операции"),
    "text": ("Содержание операции", "Операция", "Наименование операции"),
    "node": ("Узел",),
    "zone": ("Участок", "Группа"),
    "section": ("Секция",),
    "specialty": ("Специальность", "Спец."),
    "grade": ("Разряд",),
    "time_s": ("Норма времени", "Норма времени, с", "Время", "Время, с"),
    "equipment": ("Оборудование",),
    "machine": ("Вид машины",),
    "after": ("После операций", "Предшественники"),
}
REQUIRED = ("no", "text", "specialty", "grade", "time_s", "after")
_SPECIALTIES = ("М", "С", "А", "П", "Р", "У")
_HIGHEST_GRADE = 8
_PASTED = "вставленная таблица"
_SEPARATED = re.compile(r"[,;\s]+")


def read_sewing_sequence(content: bytes, *, name: str = "") -> list[dict[str, Any]]:
    """Operations of a sequence, as the input of a sewing flow has them.

    An operation on a machine whose kind is not told has the first word of its equipment up to the comma as
    the kind.

    Args:
        content: Bytes of an XLSX or CSV file, or pasted text in UTF-8.
        name: Name of the file, whose ending tells what it is; empty for pasted text.

    Raises:
        InvalidDataError: With every fault.
    """
    problems: list[Problem] = []
    table = _raw(content, name, problems)
    if table is None or problems:
        raise InvalidDataError(problems)
    filled = [(row, cells) for row, cells in table.rows if any(cells)]
    if not filled:
        raise InvalidDataError([_fault(table.place, None, "таблица", "", "строка с названиями столбцов")])
    (head_row, heads), *body = filled
    places = _columns(heads, table.place, head_row, problems)
    if problems:
        raise InvalidDataError(problems)
    if not body:
        problems.append(_fault(table.place, head_row + 1, "строка", "", "хотя бы одна операция"))
    reader = _Reader(table.place, places, problems)
    operations = [reader.operation(row, cells) for row, cells in body]
    reader.check_numbers(operations)
    if problems:
        problems.sort(key=lambda problem: problem.row or 0)
        raise InvalidDataError(problems)
    return [operation for _, operation in operations]


def _raw(content: bytes, name: str, problems: list[Problem]) -> RawTable | None:
    ending = Path(name).suffix.lower()
    if ending == ".xlsx":
        sheets = raw_sheets(io.BytesIO(content), place=name, problems=problems)
        table = next(iter(sheets.values()), None)
        if table is None and not problems:
            problems.append(_fault(name, None, "файл", name, "лист с последовательностью"))
        return table
    if ending not in {"", ".csv", ".txt"}:
        problems.append(_fault(name, None, "файл", name, "файл XLSX или CSV"))
        return None
    header = [title for key, titles in COLUMNS.items() for title in (key, *titles)]
    return raw_csv(content, place=name or _PASTED, header=header, problems=problems)


def _columns(heads: Sequence[str], place: str, row: int, problems: list[Problem]) -> dict[str, int]:
    """Place of each column."""
    known = {title.casefold(): key for key, titles in COLUMNS.items() for title in (key, *titles)}
    found: dict[str, int] = {}
    for number, head in enumerate(heads):
        key = known.get(head.strip().casefold())
        if key is None and head.strip():
            expected = f"столбец: {', '.join(titles[0] for titles in COLUMNS.values())}"
            problems.append(_fault(place, row, "столбец", head, expected, "unknown_column"))
        elif key is not None and key in found:
            problems.append(_fault(place, row, "столбец", head, "один такой столбец", "duplicate"))
        elif key is not None:
            found[key] = number
    problems.extend(
        _fault(place, row, COLUMNS[key][0], "", "столбец есть в таблице", "missing")
        for key in REQUIRED
        if key not in found
    )
    return found


@dataclass(frozen=True)
class _Reader:
    """Reads rows and notes their faults."""

    place: str
    places: Mapping[str, int]
    problems: list[Problem]

    def operation(self, row: int, cells: Sequence[str]) -> tuple[int, dict[str, Any]]:
        """One operation with the row that it stands in."""

        def text(key: str) -> str:
            at = self.places.get(key)
            return cells[at].strip() if at is not None and at < len(cells) else ""

        def read(key: str, of: Callable[[str], Any], expected: str) -> Any:  # noqa: ANN401 - what `of` makes
            try:
                return of(text(key))
            except ValueError:
                code = "bad_value" if text(key) else "missing"
                self.problems.append(_fault(self.place, row, COLUMNS[key][0], text(key), expected, code))
                return None

        letters = ", ".join(_SPECIALTIES)
        found: dict[str, Any] = {
            "no": read("no", _positive, "целое число от 1"),
            "text": read("text", _filled, "содержание операции"),
            "specialty": read("specialty", _specialty, f"одна из букв {letters} (русская)"),
            "grade": read("grade", _grade, f"целое число от 1 до {_HIGHEST_GRADE}"),
            "time_s": read("time_s", _seconds, "секунды больше нуля, не мельче сотых"),
            "after": read("after", _numbers, "номера операций через запятую или пусто"),
        }
        for key in ("node", "zone", "section", "equipment", "machine"):
            if text(key):
                found[key] = text(key)
        if found["specialty"] not in {None, "Р"} and "machine" not in found and "equipment" in found:
            found["machine"] = found["equipment"].split(",")[0].strip()
        return row, found

    def check_numbers(self, operations: Sequence[tuple[int, Mapping[str, Any]]]) -> None:
        """Numbers stand once, predecessors exist and are others."""
        rows: dict[int, int] = {}
        for row, operation in operations:
            number = operation["no"]
            if number in rows:
                expected = f"номер, которого ещё нет (он в строке {rows[number]})"
                self.problems.append(
                    _fault(self.place, row, COLUMNS["no"][0], str(number), expected, "duplicate")
                )
            elif number is not None:
                rows[number] = row
        for row, operation in operations:
            for number in operation["after"] or ():
                if number not in rows or number == operation["no"]:
                    expected = "номер другой операции этой таблицы"
                    self.problems.append(
                        _fault(
                            self.place, row, COLUMNS["after"][0], str(number), expected, "unknown_reference"
                        )
                    )


def _positive(text: str) -> int:
    # A sheet gives whole numbers with a zero behind the point.
    plain = text.removesuffix(".0").removesuffix(",0")
    if not (plain.isascii() and plain.isdecimal() and 0 < int(plain) < 10**9):
        raise ValueError(text)
    return int(plain)


def _filled(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _specialty(text: str) -> str:
    if text.upper() not in _SPECIALTIES:
        raise ValueError(text)
    return text.upper()


def _grade(text: str) -> int:
    grade = _positive(text)
    if grade > _HIGHEST_GRADE:
        raise ValueError(text)
    return grade


def _seconds(text: str) -> int | float:
    plain = text.replace(",", ".").replace("\u00a0", "").replace(" ", "")
    if not re.fullmatch(r"\d{1,9}(\.\d{1,2}0*)?", plain, re.ASCII) or float(plain) <= 0:
        raise ValueError(text)
    number = float(plain)
    return int(number) if number.is_integer() else number


def _numbers(text: str) -> list[int]:
    return [_positive(part) for part in _SEPARATED.split(text.strip("—- ")) if part]


def _fault(
    place: str, row: int | None, field: str, value: str, expected: str, code: str = "bad_value"
) -> Problem:
    return Problem(place, row, field, value or None, expected, code)
