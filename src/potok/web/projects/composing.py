"""A project note while it is being composed: what the form says and what its buttons do to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import QueryDict

from potok.operations.calculations.reads.listing import calculations
from potok.operations.calculations.reads.projects import SavedProject
from potok.operations.calculations.services.projects import MOST_SECTIONS, ProjectGiven, SectionGiven

TEXTS = ("title", "subject", "checker", "introduction", "conclusion")


@dataclass(slots=True)
class Draft:
    """Texts and sections of a form.

    Attributes:
        sections: Number, version (empty = the present one), title and own text of each section.
    """

    title: str = ""
    subject: str = ""
    checker: str = ""
    introduction: str = ""
    conclusion: str = ""
    sections: list[SectionGiven] = field(default_factory=list)

    def given(self) -> ProjectGiven:
        """The draft as the command takes it."""
        texts = {name: getattr(self, name) for name in TEXTS}
        return ProjectGiven(**texts, sections=tuple(self.sections))


def draft_of(saved: SavedProject) -> Draft:
    """A saved note opened for changes; its calculations keep their versions."""
    sections = [SectionGiven(row.number, row.version, row.title, row.text) for row in saved.sections]
    return Draft(**{name: getattr(saved, name) for name in TEXTS}, sections=sections)


def read_draft(query: QueryDict) -> Draft:
    """What the form says, after the button that sent it: up, down, drop, refresh, add."""
    draft = Draft(**{name: query.get(name, "") for name in TEXTS}, sections=list(_sections(query)))
    for name, act in (("up", _up), ("down", _down), ("drop", _drop), ("refresh", _refresh)):
        place = query.get(name, "")
        if place.isdecimal() and int(place) < len(draft.sections):
            act(draft.sections, int(place))
    added = query.get("added", "").strip().partition(" ")[0]
    if "add" in query and added:
        draft.sections.append(SectionGiven(added))
    return draft


def _sections(query: QueryDict) -> Iterator[SectionGiven]:
    for place in range(MOST_SECTIONS + 1):
        number = query.get(f"number-{place}", "").strip()
        if not number:
            return
        version = query.get(f"version-{place}", "")
        yield SectionGiven(
            number,
            int(version) if version.isdecimal() and len(version) < 10 else None,
            query.get(f"title-{place}", ""),
            query.get(f"text-{place}", ""),
        )


def _up(sections: list[SectionGiven], place: int) -> None:
    if place:
        sections[place - 1], sections[place] = sections[place], sections[place - 1]


def _down(sections: list[SectionGiven], place: int) -> None:
    if place + 1 < len(sections):
        _up(sections, place + 1)


def _drop(sections: list[SectionGiven], place: int) -> None:
    sections.pop(place)


def _refresh(sections: list[SectionGiven], place: int) -> None:
    """Take the present version of the calculation."""
    old = sections[place]
    sections[place] = SectionGiven(old.number, None, old.title, old.text)


def offered() -> list[tuple[str, str]]:
    """The newest saved calculations to choose from: number and name."""
    return [(row.number, row.name or row.title) for row in calculations(limit=200)]
