"""Lines of a benchmark file as numbers, and what is said when they are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from potok.errors import InvalidDataError, Problem

Value = TypeVar("Value")


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that hold something, without blanks around, with their numbers from 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def refused(where: str, row: int | None, field: str, value: str | None, expected: str) -> InvalidDataError:
    """The error of one fault of a file."""
    return InvalidDataError([Problem(where, row, field, value, expected, "bad_file")])


def parsed(where: str, row: int, field: str, text: str, read: Callable[[str], Value], expected: str) -> Value:
    """What `read` makes of the text.

    Raises:
        InvalidDataError: When it makes nothing of it.
    """
    try:
        return read(text)
    except ValueError:
        raise refused(where, row, field, text, expected) from None


def whole(text: str) -> int:
    """A number ≥ 0."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def pair(text: str) -> tuple[int, int]:
    """Two numbers with a comma between."""
    one, other = text.split(",")
    return int(one), int(other)
