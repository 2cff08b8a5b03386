"""One saved calculation, in its present or an earlier version, and its versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from potok.notes.note import Note
from potok.notes.storage import note_from_data
from potok.operations.calculations.errors import UnknownCalculationError
from potok.operations.calculations.models import SUBJECTS, Calculation
from potok.operations.catalog.models import PlantSettings

_KINDS = dict(SUBJECTS)
#: Columns of the table and of its history alike.
_COLUMNS = (
    "number",
    "method",
    "title",
    "name",
    "comment",
    "subject",
    "item__code",
    "item__name",
    "machine__code",
    "machine__name",
    "line",
    "given",
    "note",
    "code_version",
    "version",
    "author_name",
    "saved_at",
    "plant_date",
    "copied_from__number",
)


@dataclass(frozen=True, slots=True)
class SavedCalculation:
    """A version of a saved calculation.

    Attributes:
        subject: Kind of the link ("none", "product", "route", "machine", "line").
        subject_name: Code of the item or machine, name of the line.
        subject_text: The same in words.
        latest: The newest version there is.
    """

    number: str
    method: str
    title: str
    name: str
    comment: str
    subject: str
    subject_name: str
    subject_text: str
    given: Mapping[str, Any]
    note_data: Mapping[str, Any]
    code_version: str
    version: int
    latest: int
    author: str
    saved_at: dt.datetime
    plant_date: dt.date
    copied_from: str

    @property
    def note(self) -> Note:
        """The note as it was computed then."""
        return note_from_data(self.note_data)


@dataclass(frozen=True, slots=True)
class Version:
    """A line of the history."""

    version: int
    author: str
    saved_at: dt.datetime
    comment: str
    code_version: str


def calculation(number: str, version: int | None = None) -> SavedCalculation:
    """A saved calculation: two queries at most.

    Args:
        version: Which version, None = the present one.

    Raises:
        UnknownCalculationError: There is no such calculation or version.
    """
    row = Calculation.objects.filter(number=number).values(*_COLUMNS).first()
    if row is None:
        raise UnknownCalculationError(number=number)
    latest = row["version"]
    if version is not None and version != latest:
        history = Calculation.history.rel.related_model.objects  # type: ignore[attr-defined]  # made by pghistory
        row = history.filter(number=number, version=version).values(*_COLUMNS).first()
        if row is None:
            raise UnknownCalculationError(number=f"{number}, версии {version}")
    return _saved(row, latest)


def versions(number: str) -> tuple[Version, ...]:
    """All versions, newest first: one query."""
    history = Calculation.history.rel.related_model.objects  # type: ignore[attr-defined]  # made by pghistory
    columns = ("version", "author_name", "saved_at", "comment", "code_version")
    found = history.filter(number=number).order_by("-version", "-pgh_id").values_list(*columns)
    return tuple(Version(*row) for row in {row[0]: row for row in reversed(list(found))}.values())[::-1]


def subject_text(kind: str, name: str, title: str) -> str:
    """The link in words: «Маршрут изделия P106 Эмаль»."""
    if kind == "none":
        return ""
    return " ".join(part for part in (_KINDS[kind], name, title) if part)


def plant_name() -> str:
    """Name of the plant for title blocks."""
    return PlantSettings.objects.filter(id=1).values_list("name", flat=True).first() or ""


def _saved(row: Mapping[str, Any], latest: int) -> SavedCalculation:
    name = row["item__code"] or row["machine__code"] or row["line"]
    title = row["item__name"] or row["machine__name"] or ""
    return SavedCalculation(
        number=row["number"],
        method=row["method"],
        title=row["title"],
        name=row["name"],
        comment=row["comment"],
        subject=row["subject"],
        subject_name=name,
        subject_text=subject_text(row["subject"], name, title),
        given=row["given"],
        note_data=row["note"],
        code_version=row["code_version"],
        version=row["version"],
        latest=latest,
        author=row["author_name"],
        saved_at=row["saved_at"],
        plant_date=row["plant_date"],
        copied_from=row["copied_from__number"] or "",
    )
