"""Tables of the form from a file: rows of an XLSX or CSV become rows of a list."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from potok.errors import InvalidDataError, Problem
from potok.exchange.columns import RawTable
from potok.exchange.csv_tables import raw_csv
from potok.exchange.workbook_tables import raw_sheets
from potok.methods import method
from potok.notes.inputs.fields import Field, Inputs, NumberMap, Rows, Text
from potok.notes.inputs.paths import declared_field, replaced, value_at
from potok.operations.people.acting import require
from potok.web.bench.form_data import FormData, read_form
from potok.web.bench.form_parts import form_parts, table_at
from potok.web.shell.person import actor


@require_POST
def upload(request: HttpRequest, method_id: str) -> HttpResponse:
    """The table of a list, filled with the rows of a file.

    Raises:
        InvalidDataError: The file is no table or the place is no list.
    """
    require(actor(request), "calculate")
    inputs = method(method_id).inputs
    return filled_table(request, inputs, table_url=reverse("bench:table", args=[method_id]))


def filled_table(request: HttpRequest, inputs: Inputs, *, table_url: str) -> HttpResponse:
    """The list that the request names, filled with the rows of its file.

    Args:
        inputs: The declared input that the list is part of.
        table_url: Where further files of the form go.

    Raises:
        InvalidDataError: The file is no table or the place is no list.
    """
    path = request.POST.get("_table", "")
    declared = declared_field(inputs, path)
    file = request.FILES.get("_file")
    if file is None or not isinstance(declared, Rows | NumberMap):
        raise InvalidDataError(
            [Problem("Файл", None, "таблица", path or None, "список исходных данных и файл")]
        )
    rows = _rows(file.read(), file.name or "", declared)
    posted = [(f"{path}[{place}].{key}", text) for place, row in enumerate(rows) for key, text in row.items()]
    taken: FormData = read_form(inputs, posted)
    parts = form_parts(inputs, replaced({}, path, value_at(taken.given, path)))
    context = {"part": table_at(parts, path), "table_url": table_url}
    return render(request, "potok/bench/table.html", context)


def _rows(content: bytes, name: str, declared: Rows | NumberMap) -> list[dict[str, str]]:
    """Rows by key; a first line of titles or keys names the columns, else they come in their order."""
    keys, titles = _columns(declared)
    table = _raw(content, name)
    _, head = table.rows[0]
    found = [titles.get(_plain(cell), cell if cell in keys else "") for cell in head]
    if any(found):
        body, columns = table.rows[1:], found
    else:
        body, columns = table.rows, keys
    return [
        {key: text for key, text in zip(columns, cells, strict=False) if key}
        for _, cells in body
        if any(cells)
    ]


def _columns(declared: Rows | NumberMap) -> tuple[list[str], dict[str, str]]:
    """Keys in order, and key by title."""
    fields: Sequence[Field]
    if isinstance(declared, NumberMap):
        fields = (Text("@key", declared.key_title), declared.each)
        keys = ["@key", "@value"]
    else:
        fields = declared.fields
        keys = [field.key for field in fields]
    return keys, {_plain(field.title): key for key, field in zip(keys, fields, strict=True)}


def _plain(title: str) -> str:
    """A title without its unit, for comparison."""
    return title.partition(",")[0].strip().casefold()


def _raw(content: bytes, name: str) -> RawTable:
    """The first sheet, or the only table of a CSV file."""
    problems: list[Problem] = []
    if Path(name).suffix.lower() == ".xlsx":
        sheets = raw_sheets(io.BytesIO(content), place=name, problems=problems)
        table = next(iter(sheets.values()), None)
    else:
        table = raw_csv(content, place=name, header=_first_cells(content), problems=problems)
    if problems:
        raise InvalidDataError(problems)
    filled = tuple((row, cells) for row, cells in table.rows if any(cells)) if table else ()
    if not filled:
        raise InvalidDataError([Problem(name, None, "файл", "пусто", "строки таблицы")])
    return RawTable(name, filled)


def _first_cells(content: bytes) -> list[str]:
    """Cells of the first line by the separator that it holds; a comma may as well be decimal."""
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    first = next((line for line in lines if line.strip()), "")
    separator = next((sign for sign in "\t;" if sign in first), ",")
    return [cell.strip().strip('"') for cell in first.split(separator)]
