"""Answers to tasks and the check of what a student found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from potok.learning.control.model import Asked, Variant
from potok.learning.own.model import OwnVariant
from potok.methods import method
from potok.notes.note import Note
from potok.notes.results import NamedResult, named_results
from potok.notes.units import unit_name

#: A figure rounded to three digits by a student is within it.
TOLERANCE = 0.005
#: Units that are counted: an answer must be exact.
_COUNTED = frozenset({"pcs", "people", "shift"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure asked and its value.

    Attributes:
        title: Russian name.
        number: The value.
        unit: Code of its unit.
        exact: Whether it is a count: a near value is wrong.
    """

    title: str
    number: float
    unit: str
    exact: bool

    @property
    def unit_name(self) -> str:
        """The unit in Russian, empty for a bare number."""
        return unit_name(self.unit)


@dataclass(frozen=True, slots=True)
class Check:
    """One figure of a student: right, wrong, or None where nothing was given."""

    title: str
    unit_name: str
    given: float | None
    right: bool | None


def note_of(variant: OwnVariant) -> Note:
    """The whole note: for the teacher only."""
    return method(variant.method).run(variant.given)


def own_answers(variant: OwnVariant) -> tuple[Answer, ...]:
    """Figures asked of a variant made from a seed."""
    return _answers(note_of(variant), variant.asked)


def control_answers(variant: Variant) -> tuple[tuple[Answer, ...], ...]:
    """Figures asked of a control variant: a tuple for each part, then the differences."""
    notes = [method(part.method).run(part.given) for part in variant.parts]
    parts = [_answers(note, part.asked) for note, part in zip(notes, variant.parts, strict=True)]
    differences = []
    for wanted in variant.differences:
        first, second = (_by_path(notes[place])[path].value for place, path in (wanted.first, wanted.second))
        differences.append(Answer(wanted.title, first.number - second.number, first.unit, exact=False))
    return (*parts, tuple(differences)) if differences else tuple(parts)


def check(answers: Sequence[Answer], given: Sequence[float | None]) -> tuple[Check, ...]:
    """Compare figures of a student with the answers; the answers themselves do not come back.

    Args:
        answers: What is right.
        given: The figures in the same order, None where there is none; missing ones count as None.
    """
    padded = [*given[: len(answers)], *([None] * (len(answers) - len(given)))]
    return tuple(
        Check(answer.title, answer.unit_name, number, None if number is None else is_right(answer, number))
        for answer, number in zip(answers, padded, strict=True)
    )


def is_right(answer: Answer, number: float) -> bool:
    """Whether a figure agrees: counts exactly, all else within `TOLERANCE` of the value."""
    allowed = 1e-9 if answer.exact else max(TOLERANCE * abs(answer.number), 1e-9)
    return abs(number - answer.number) <= allowed


def _by_path(note: Note) -> Mapping[str, NamedResult]:
    return {found.path: found for found in named_results(note)}


def _answers(note: Note, asked: Sequence[Asked]) -> tuple[Answer, ...]:
    named = _by_path(note)
    return tuple(_answer(named[wanted.path], wanted) for wanted in asked)


def _answer(found: NamedResult, asked: Asked) -> Answer:
    value = found.value
    whole = value.unit in _COUNTED and value.number == int(value.number)
    return Answer(asked.title or found.title, value.number, value.unit, exact=whole)
