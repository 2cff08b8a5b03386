"""Faults of the data beside their fields: path in the form, what was typed, unit, what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.errors import PotokError, Problem
from potok.notes.errors import InputProblem
from potok.notes.inputs.fields import Field, Group, Inputs, NumberMap, Rows
from potok.notes.inputs.paths import steps_of
from potok.web.bench.form_data import FormData


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault.

    Attributes:
        name: Name of the control, empty where no single one is at fault.
        place: Where, in Russian titles.
        text: What is wrong and what is expected.
    """

    name: str
    place: str
    text: str


def faults_of(error: PotokError, inputs: Inputs, data: FormData) -> tuple[Fault, ...]:
    """All faults of a refusal, those that the form itself found first."""
    found = [*data.problems, *error.problems]
    return tuple(_fault(problem, inputs, data) for problem in found)


def form_faults(data: FormData, inputs: Inputs) -> tuple[Fault, ...]:
    """Faults that the form itself found."""
    return tuple(_fault(problem, inputs, data) for problem in data.problems)


def _fault(problem: Problem, inputs: Inputs, data: FormData) -> Fault:
    path = problem.field or ""
    return Fault(data.form_path(path), place_text(path, inputs.fields), _sentence(problem))


def _sentence(problem: Problem) -> str:
    given = "не задано" if problem.value is None else f"задано «{problem.value}»"
    unit = f" ({problem.unit})" if isinstance(problem, InputProblem) and problem.unit else ""
    text = f"{given}; ожидается: {problem.expected}{unit}"
    advice = problem.advice if isinstance(problem, InputProblem) else ""
    return f"{text}. {advice}" if advice else text


def place_text(path: str, fields: Sequence[Field]) -> str:
    """A path in titles: «Операции, строка 3, Время на изделие»."""
    words: list[str] = []
    known: Sequence[Field] = fields
    found: Field | None = None
    for step in steps_of(path):
        if isinstance(step, int):
            words.append(f"строка {step + 1}")
        elif isinstance(found, NumberMap):
            words.append(step.lstrip("@"))
        else:
            found = next((field for field in known if field.key == step), None)
            words.append(found.title if found else step)
            known = found.fields if isinstance(found, Rows | Group) else ()
    return ", ".join(words) or "Исходные данные"
