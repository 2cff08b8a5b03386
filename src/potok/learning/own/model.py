"""A theme of variants and a variant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from potok.learning.control.model import Asked
from potok.learning.own.draw import Draw


@dataclass(frozen=True, slots=True)
class Theme:
    """What variants are made of.

    Attributes:
        method: Id of the method that solves them.
        condition: Russian wording without the numbers, which stand in the data.
        make: From a draw to an input inside the limits of the method.
        asked: From an input to the figures asked.
    """

    method: str
    condition: str
    make: Callable[[Draw], dict[str, Any]]
    asked: Callable[[Mapping[str, Any]], tuple[Asked, ...]]


@dataclass(frozen=True, slots=True)
class OwnVariant:
    """A variant as the student gets it; the answers are computed from it (`own.answers`)."""

    method: str
    seed: int
    condition: str
    given: Mapping[str, Any]
    asked: tuple[Asked, ...]


def always(*asked: str | tuple[str, str]) -> Callable[[Mapping[str, Any]], tuple[Asked, ...]]:
    """The same figures for every input."""
    found = tuple(Asked(item) if isinstance(item, str) else Asked(*item) for item in asked)
    return lambda _: found


def for_each(
    rows: str, *asked: tuple[str, str], after: tuple[tuple[str, str], ...] = (), results: str = ""
) -> Callable[[Mapping[str, Any]], tuple[Asked, ...]]:
    """Figures of every row of the input, then figures of the whole.

    Args:
        rows: Key of the list in the input; its rows have names.
        asked: Path inside the row of the result and Russian name.
        after: Figures of the whole.
        results: Key of the list in the result when it differs.
    """

    def of(given: Mapping[str, Any]) -> tuple[Asked, ...]:
        of_rows = [
            Asked(f"{results or rows}[{place}].{path}", f"{title}: {row['name']}")
            for place, row in enumerate(given[rows])
            for path, title in asked
        ]
        return (*of_rows, *(Asked(*item) for item in after))

    return of
