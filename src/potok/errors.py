"""Errors for three readers: a stable code, data for programs, a Russian sentence for people.

Every error that crosses the border of a room is a `PotokError`. A subclass declares its `code`
(stable, snake_case), its `template` (a Russian sentence: what happened, with which numbers, what to
do next; fields in braces are filled from the data) and the HTTP status the API answers with. The
page of errors in the docs is generated from `catalogue()`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in given data: where it is, what stands there and what is expected.

    Attributes:
        where: File, sheet or object ("orders.csv", "Заказ ЗП-0001", "given").
        row: Row number as the user counts it (header = row 1), None where there are no rows.
        field: Column or key, with its path for nested data ("operations[2].time_min").
        value: The value as given, None when it is missing.
        expected: Russian description of what is expected.
        code: Stable kind of the fault ("unknown_reference", "bad_number", …).
    """

    where: str
    row: int | None
    field: str
    value: str | None
    expected: str
    code: str = "bad_value"

    def sentence(self) -> str:
        """The fault as one Russian line."""
        place = self.where if self.row is None else f"{self.where}, строка {self.row}"
        given = "пусто" if self.value in (None, "") else f"«{self.value}»"
        return f"{place}, поле {self.field}: {given}, ожидается: {self.expected}"

    def as_dict(self) -> dict[str, Any]:
        """The fault as plain data for JSON."""
        return {
            "where": self.where,
            "row": self.row,
            "field": self.field,
            "value": self.value,
            "expected": self.expected,
            "code": self.code,
        }


_CATALOGUE: dict[str, type[PotokError]] = {}


class PotokError(Exception):
    """Base of all errors that people and programs are meant to read."""

    code: ClassVar[str] = "potok_error"
    template: ClassVar[str] = "Ошибка."
    http_status: ClassVar[int] = 422

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Enter the error into the catalogue; two errors must not share a code."""
        super().__init_subclass__(**kwargs)
        if "code" not in cls.__dict__:
            return
        other = _CATALOGUE.get(cls.code)
        names = [f"{one.__module__}.{one.__qualname__}" for one in (other or cls, cls)]
        if len(set(names)) > 1:
            raise TypeError(f"error code {cls.code!r} is taken by {names[0]}")
        _CATALOGUE[cls.code] = cls

    def __init__(self, *, problems: Iterable[Problem] = (), **data: Any) -> None:
        self.data: dict[str, Any] = data
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The Russian sentence with its numbers filled in."""
        return self.template.format(**self.data)


def catalogue() -> Mapping[str, type[PotokError]]:
    """All declared errors by code (those whose modules are imported)."""
    return MappingProxyType(_CATALOGUE)


class InvalidDataError(PotokError):
    """Given data has faults; `problems` lists all of them at once."""

    code = "invalid_data"
    template = "Данные не приняты, ошибок: {count}. Исправьте их и повторите: ничего не записано."
    http_status = 422

    def __init__(self, problems: Iterable[Problem]) -> None:
        listed = tuple(problems)
        super().__init__(problems=listed, count=len(listed))
