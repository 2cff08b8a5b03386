"""What a control variant consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that the student finds.

    Attributes:
        path: Its place in the result of the method ("parallel_min", "workplaces[2]").
        title: Russian name; empty takes the name that the note gives it.
    """

    path: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One calculation of a task: a method and its ready input.

    Attributes:
        title: Russian name of the part, empty when the task has only one.
        method: Id of the method.
        given: Input as the method takes it.
        asked: Figures to find.
    """

    method: str
    given: Mapping[str, Any]
    asked: tuple[Asked, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure got from two parts: that of the first less that of the second."""

    title: str
    first: tuple[int, str]
    second: tuple[int, str]


@dataclass(frozen=True, slots=True)
class Variant:
    """A control variant.

    Attributes:
        number: 1 … 30.
        questions: Two theory questions.
        condition: Short wording of the task; the numbers stand in the data of its parts.
        parts: Calculations that solve it.
        differences: Figures that compare two parts.
        remarks: Wrong or unclear units, contradictions of the book, assumptions we made.
    """

    number: int
    questions: tuple[str, str]
    condition: str
    parts: tuple[Part, ...]
    differences: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()


def figures(*asked: str | tuple[str, str]) -> tuple[Asked, ...]:
    """Figures by path, or path and Russian name."""
    return tuple(Asked(item) if isinstance(item, str) else Asked(*item) for item in asked)
