"""What a project note holds, and what both its kinds of files say in the same words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from potok.notes.formula import DOCUMENTS
from potok.notes.inputs.fields import Inputs
from potok.notes.note import FormulaStep, Note
from potok.notes.results import NamedResult, named_results

#: Letters of appendices as ГОСТ 7.32 has them: without Ё, З, Й, О, Ч, Ъ, Ы, Ь.
_LETTERS = "АБВГДЕЖИКЛМНПРСТУФХЦШЩЭЮЯ"
#: Main figures of a calculation in the table of the conclusion.
_MOST_FIGURES = 8

CONTENTS, INTRODUCTION, CONCLUSION = "Содержание", "Введение", "Заключение"
SOURCES, APPENDIX = "Список использованных источников", "Приложение"


@dataclass(frozen=True, slots=True)
class Section:
    """A calculation as a section.

    Attributes:
        title: Title of the section.
        text: Own paragraphs before the calculation, parted by empty lines.
        number: Number of the saved calculation, empty when it is kept as part of something else.
        version: Its version.
        note: The calculation as it was computed when it was saved.
        inputs: Declared input of its method, None when the method is gone.
    """

    title: str
    text: str
    number: str
    version: int
    note: Note
    inputs: Inputs | None


@dataclass(frozen=True, slots=True)
class Project:
    """A whole document; empty texts are left out.

    Attributes:
        plant: Name of the plant.
        number: Number of the document.
        title: What it is about («Расчёт линии окраски»).
        subject: The line or shop.
        author: Who made it.
        checker: Who checked it.
        date: Date of the present version.
        introduction: Own paragraphs of the introduction.
        conclusion: Own paragraphs of the conclusion.
        sections: Calculations in order.
    """

    plant: str
    number: str
    title: str
    subject: str
    author: str
    checker: str
    date: dt.date
    introduction: str
    conclusion: str
    sections: tuple[Section, ...]


def paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a text of a user."""
    for part in text.replace("\r", "").split("\n\n"):
        words = " ".join(part.split())
        if words:
            yield words


def single_results(note: Note) -> tuple[NamedResult, ...]:
    """Results that stand alone, in no list."""
    return tuple(found for found in named_results(note) if found.single)


def main_figures(note: Note) -> tuple[NamedResult, ...]:
    """The figures of a calculation that the conclusion shows: those that stand alone."""
    return tuple(found for found in single_results(note) if found.step)[:_MOST_FIGURES]


def findings(project: Project) -> Iterator[tuple[int, Section, tuple[str, ...]]]:
    """Place, section and conclusions of every calculation that has any."""
    for place, section in enumerate(project.sections, 1):
        if section.note.conclusions:
            yield place, section, section.note.conclusions


def appendices(project: Project) -> Iterator[tuple[str, int, Section]]:
    """Letter, place of the section and section of everything with pictures."""
    drawn = [(place, section) for place, section in enumerate(project.sections, 1) if section.note.figures]
    for order, (place, section) in enumerate(drawn):
        letter = _LETTERS[order] if order < len(_LETTERS) else f"{_LETTERS[-1]}{order - len(_LETTERS) + 2}"
        yield letter, place, section


def cited(notes: Sequence[Note]) -> list[str]:
    """Every source once, with its places in the order of use."""
    places: dict[str, list[str]] = {}
    for note in notes:
        steps = [step.formula.source if isinstance(step, FormulaStep) else step.source for step in note.steps]
        for source in (note.source, *steps):
            places.setdefault(source.document, []).append(source.place)
    lines = []
    for document, listed in places.items():
        where = "; ".join(place for place in dict.fromkeys(listed) if place)
        lines.append(f"{DOCUMENTS[document]}: {where}." if where else f"{DOCUMENTS[document]}.")
    return lines
