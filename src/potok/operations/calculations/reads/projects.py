"""Project notes: the list, one whole document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from potok.documents.project.model import Project, Section
from potok.methods import method
from potok.notes.errors import UnknownMethodError
from potok.notes.inputs.fields import Inputs
from potok.notes.storage import note_from_data
from potok.operations.calculations.errors import UnknownProjectError
from potok.operations.calculations.models import ProjectNote, ProjectSection
from potok.operations.calculations.reads.card import plant_name

#: Rows of the list at most; the oldest are found by search.
PAGE = 50


@dataclass(frozen=True, slots=True)
class ListedProject:
    """A row of the list; `key` continues it."""

    key: int
    number: str
    version: int
    title: str
    subject: str
    author: str
    saved_at: dt.datetime


@dataclass(frozen=True, slots=True)
class SavedSection:
    """A section of a saved note.

    Attributes:
        number: Number of the calculation.
        version: Its version in the document.
        calculation_title: Title of its method.
    """

    number: str
    version: int
    calculation_title: str
    title: str
    text: str
    note_data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SavedProject:
    """A saved project note."""

    number: str
    version: int
    title: str
    subject: str
    author: str
    checker: str
    introduction: str
    conclusion: str
    saved_at: dt.datetime
    plant_date: dt.date
    sections: tuple[SavedSection, ...]

    def document(self) -> Project:
        """The note as documents take it."""
        return Project(
            plant=plant_name(),
            number=self.number,
            title=self.title,
            subject=self.subject,
            author=self.author,
            checker=self.checker,
            date=self.plant_date,
            introduction=self.introduction,
            conclusion=self.conclusion,
            sections=tuple(map(_section, self.sections)),
        )


def projects(*, text: str = "", before: int | None = None, limit: int = PAGE) -> tuple[ListedProject, ...]:
    """Project notes, newest first: one query.

    Args:
        text: Part of the title.
        before: `key` of the last row shown before.
        limit: Rows at most.
    """
    rows = ProjectNote.objects.order_by("-id")
    if text:
        rows = rows.filter(title__icontains=text)
    if before is not None:
        rows = rows.filter(id__lt=before)
    columns = ("id", "number", "version", "title", "subject", "author_name", "saved_at")
    return tuple(ListedProject(*row) for row in rows.values_list(*columns)[:limit])


def project(number: str) -> SavedProject:
    """A project note in its present version: two queries.

    Raises:
        UnknownProjectError: There is no such note.
    """
    row = ProjectNote.objects.filter(number=number).first()
    if row is None:
        raise UnknownProjectError(number=number)
    columns = ("calculation__number", "calculation_version", "calculation__title", "title", "text", "note")
    sections = ProjectSection.objects.filter(project=row).order_by("position").values_list(*columns)
    return SavedProject(
        number=row.number,
        version=row.version,
        title=row.title,
        subject=row.subject,
        author=row.author_name,
        checker=row.checker,
        introduction=row.introduction,
        conclusion=row.conclusion,
        saved_at=row.saved_at,
        plant_date=row.plant_date,
        sections=tuple(SavedSection(*section) for section in sections),
    )


def _section(saved: SavedSection) -> Section:
    note = note_from_data(saved.note_data)
    return Section(saved.title, saved.text, saved.number, saved.version, note, _inputs(note.method))


def _inputs(method_id: str) -> Inputs | None:
    try:
        return method(method_id).inputs
    except UnknownMethodError:
        return None
