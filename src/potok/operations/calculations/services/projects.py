"""Saving project notes: calculations in order with own words around them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from potok.errors import InvalidDataError, PotokError, Problem
from potok.operations.calculations.errors import ProjectChangedError, UnknownProjectError
from potok.operations.calculations.models import Calculation, ProjectNote, ProjectSection
from potok.operations.calculations.reads.card import SavedCalculation, calculation
from potok.operations.catalog import clock
from potok.operations.catalog.numbering import PROJECT_NOTES, take_numbers
from potok.operations.people.acting import Actor, command

#: A document of more calculations is several documents.
MOST_SECTIONS = 60
_LONGEST = {"title": 200, "subject": 200, "checker": 150, "introduction": 20_000, "conclusion": 20_000}
_LONGEST_TEXT = 20_000
_NAMES = {
    "title": "Название",
    "subject": "Линия или цех",
    "checker": "Проверил",
    "introduction": "Введение",
    "conclusion": "Заключение",
}


@dataclass(frozen=True, slots=True)
class SectionGiven:
    """A section as it is composed.

    Attributes:
        number: Number of a saved calculation.
        version: Its version, None = the present one.
        title: Title of the section, empty = that of the calculation.
        text: Own paragraphs before the calculation.
    """

    number: str
    version: int | None = None
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ProjectGiven:
    """A whole document as it is composed."""

    title: str
    sections: Sequence[SectionGiven]
    subject: str = ""
    checker: str = ""
    introduction: str = ""
    conclusion: str = ""


def save_project(actor: Actor, given: ProjectGiven) -> ProjectNote:
    """Keep a new project note under the next number.

    Raises:
        InvalidDataError: Texts missing or too long, calculations that do not exist; all at once.
    """
    with command(actor, "save_project"):
        fields, sections = _accepted(actor, given)
        (number,) = take_numbers(PROJECT_NOTES, 1, taken=_existing)
        project = ProjectNote.objects.create(number=number, **fields)
        _write_sections(project, sections)
        return project


def change_project(actor: Actor, *, number: str, version: int, given: ProjectGiven) -> ProjectNote:
    """Save a project note anew as its next version.

    Args:
        version: The version that was opened.

    Raises:
        UnknownProjectError: There is no such note.
        ProjectChangedError: Somebody saved it in between.
        InvalidDataError: As in `save_project`.
    """
    with command(actor, "save_project"):
        project = ProjectNote.objects.select_for_update().filter(number=number).first()
        if project is None:
            raise UnknownProjectError(number=number)
        if project.version != version:
            raise ProjectChangedError(
                number=number, who=project.author_name, expected=version, current=project.version
            )
        fields, sections = _accepted(actor, given)
        for name, value in fields.items():
            setattr(project, name, value)
        project.version += 1
        project.save()
        project.sections.all().delete()
        _write_sections(project, sections)
        return project


def _existing(numbers: list[str]) -> Collection[str]:
    return set(ProjectNote.objects.filter(number__in=numbers).values_list("number", flat=True))


def _accepted(
    actor: Actor, given: ProjectGiven
) -> tuple[dict[str, Any], list[tuple[SectionGiven, SavedCalculation]]]:
    """Columns of the note and its sections with their calculations.

    Raises:
        InvalidDataError: All faults of the texts and of the sections.
    """
    texts = {name: getattr(given, name).strip() for name in _LONGEST}
    faults = [
        Problem("Записка", None, _NAMES[name], text[:40], f"не длиннее {_LONGEST[name]} знаков", "too_long")
        for name, text in texts.items()
        if len(text) > _LONGEST[name]
    ]
    if "\x00" in "".join(texts.values()):
        faults.append(Problem("Записка", None, "Тексты", None, "текст без нулевых знаков", "bad_text"))
    if not texts["title"]:
        faults.append(Problem("Записка", None, _NAMES["title"], None, "название записки", "missing"))
    if not 1 <= len(given.sections) <= MOST_SECTIONS:
        wanted = f"от 1 до {MOST_SECTIONS} расчётов"
        faults.append(Problem("Записка", None, "Разделы", str(len(given.sections)), wanted))
    sections = []
    for place, section in enumerate(given.sections[:MOST_SECTIONS], 1):
        found = _found(section, place, faults)
        if found is not None:
            sections.append((section, found))
    if faults:
        raise InvalidDataError(faults)
    about = {
        "author_id": actor.user_id,
        "author_name": actor.name,
        "saved_at": clock.now(),
        "plant_date": clock.today(),
    }
    return {**texts, **about}, sections


def _found(section: SectionGiven, place: int, faults: list[Problem]) -> SavedCalculation | None:
    """The calculation of a section; its faults are added to the list."""
    where = f"Раздел {place}"
    for name, text, longest in (("Название", section.title, 200), ("Текст", section.text, _LONGEST_TEXT)):
        if len(text.strip()) > longest or "\x00" in text:
            wanted = f"не длиннее {longest} знаков, без нулевых"
            faults.append(Problem(where, None, name, text[:40], wanted, "too_long"))
    try:
        return calculation(section.number.replace("\x00", ""), section.version)
    except PotokError as error:
        faults.append(
            Problem(where, None, "Расчёт", section.number[:40], "номер сохранённого расчёта", error.code)
        )
        return None


def _write_sections(project: ProjectNote, sections: Sequence[tuple[SectionGiven, SavedCalculation]]) -> None:
    ids = dict(
        Calculation.objects.filter(number__in={found.number for _, found in sections}).values_list(
            "number", "id"
        )
    )
    for position, (given, found) in enumerate(sections, 1):
        ProjectSection.objects.create(
            project=project,
            position=position,
            calculation_id=ids[found.number],
            calculation_version=found.version,
            title=given.title.strip() or found.name or found.title,
            text=given.text.strip(),
            note=dict(found.note_data),
        )
