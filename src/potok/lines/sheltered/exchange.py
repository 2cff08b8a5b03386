"""Two people of a line change places by hand: what it does to takt and rules, and the input that keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from potok.errors import InvalidDataError, Problem
from potok.lines.sheltered.crew import Staffing, hand_staffed, seats_of, staff
from potok.lines.sheltered.model import Line, read
from potok.lines.sheltered.people import exchanged, warnings


@dataclass(frozen=True, slots=True)
class TriedExchange:
    """What an exchange comes to.

    Attributes:
        given: The input with the people exchanged; a rotation made for the old places is gone.
        takt_before_min, takt_after_min: Takts, minutes.
        broken: Rules that are broken afterwards, by numbers of places.
        broken_before: How many were broken before.
    """

    given: dict[str, object]
    takt_before_min: float
    takt_after_min: float
    broken: tuple[str, ...]
    broken_before: int


def try_exchange(given: Mapping[str, object], one: str, other: str) -> TriedExchange:
    """Exchange two people with all their work; one of them may be without a place.

    Args:
        given: Input of the line; without `assignment` the engine's first staffing is taken.
        one, other: Codes of the people.

    Raises:
        InvalidInputError: Faults of the input.
        InvalidDataError: A code that is unknown, or twice the same.
    """
    line = read(given)
    staffing = staff(line)
    first, second = _known(line, one, other)
    after = hand_staffed(staffing.problem, exchanged(staffing.balance, first, second))
    kept: dict[str, object] = {key: value for key, value in given.items() if key != "rotation"}
    kept["assignment"] = seats_of(line, after.balance)
    return TriedExchange(
        given=kept,
        takt_before_min=staffing.takt_min,
        takt_after_min=after.takt_min,
        broken=_texts(line, after),
        broken_before=len(_texts(line, staffing)),
    )


def _known(line: Line, one: str, other: str) -> tuple[int, int]:
    numbers = {person.code: number for number, person in enumerate(line.people)}
    faults = [
        Problem("Обмен", None, "человек", code, "код одного из людей линии", "unknown_reference")
        for code in (one, other)
        if code not in numbers
    ]
    if not faults and one == other:
        faults.append(Problem("Обмен", None, "человек", one, "два разных человека", "duplicate"))
    if faults:
        raise InvalidDataError(faults)
    return numbers[one], numbers[other]


def _texts(line: Line, staffing: Staffing) -> tuple[str, ...]:
    told, _ = warnings(line, staffing)
    return tuple(warning.text for warning in told)
