"""Papers of a line, for its tabs, for print and for the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from potok.documents.line.pdf import LineDocument, Plate
from potok.documents.project.model import Project
from potok.lines.design import LineColumn, LineTable
from potok.operations.calculations.reads.card import plant_name
from potok.operations.lines.errors import UnknownSheetError
from potok.operations.lines.models import SHEET_KINDS, LineSheet
from potok.operations.lines.reads.card import LineCard

SHEET_TITLES: Mapping[str, str] = dict(SHEET_KINDS)


@dataclass(frozen=True, slots=True)
class SheetHead:
    """A version of a paper without its data."""

    number: int
    title: str
    author: str
    saved_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """A version of a paper and the heads of all of them, newest first."""

    kind: str
    head: SheetHead
    data: Mapping[str, Any]
    plant_date: dt.date
    versions: tuple[SheetHead, ...]


def shown_sheet(code: str, kind: str, number: int | None = None) -> ShownSheet | None:
    """A paper, the newest version when no number is given; None while there is none: two queries.

    Raises:
        UnknownSheetError: There is no version of that number.
    """
    rows = LineSheet.objects.filter(line__code=code, kind=kind).order_by("-number")
    heads = tuple(SheetHead(*head) for head in rows.values_list("number", "title", "author_name", "saved_at"))
    if not heads and number is None:
        return None
    wanted = heads[0].number if number is None else number
    found = rows.filter(number=wanted).first()
    if found is None:
        raise UnknownSheetError(line=code, kind=SHEET_TITLES.get(kind, kind), number=wanted)
    head = next(one for one in heads if one.number == wanted)
    return ShownSheet(kind, head, found.data, found.plant_date, heads)


def sheet_document(card: LineCard, sheet: ShownSheet, tables: tuple[LineTable, ...]) -> LineDocument:
    """The paper as a document of tables."""
    project = Project(
        plant=plant_name(),
        number=f"{card.code}, версия {sheet.head.number}",
        title=SHEET_TITLES[sheet.kind],
        subject=card.title,
        author=sheet.head.author,
        checker="",
        date=sheet.plant_date,
        introduction="",
        conclusion="",
        sections=(),
    )
    plates = tuple(
        Plate(
            table.title,
            tuple(_head(column) for column in table.columns),
            tuple(column.decimals for column in table.columns),
            table.rows,
            table.about,
        )
        for table in tables
    )
    return LineDocument(project, plates)


def _head(column: LineColumn) -> str:
    return f"{column.title}, {column.unit}" if column.unit else column.title
