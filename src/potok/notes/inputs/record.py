"""A validated input record: what a method reads its numbers from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from potok.notes.value import Value


@dataclass(frozen=True, slots=True)
class Record:
    """Validated data by key. Asking for a key of another kind is a fault of the method (TypeError).

    Attributes:
        values: Value, str, bool, None, tuple of Values or texts, dict of Values, Record, tuple of Records.
        path: Place of the record in the input, "" at the top.
    """

    values: Mapping[str, object]
    path: str = ""

    def has(self, key: str) -> bool:
        """Whether the key was given (or has a default)."""
        return self.values.get(key) is not None

    def number(self, key: str) -> Value:
        """A required number or one with a default."""
        return _typed(self.values[key], Value, key)

    def maybe(self, key: str) -> Value | None:
        """An optional number."""
        found = self.values.get(key)
        return None if found is None else _typed(found, Value, key)

    def text(self, key: str) -> str:
        """A required text."""
        return _typed(self.values[key], str, key)

    def maybe_text(self, key: str) -> str | None:
        """An optional text."""
        found = self.values.get(key)
        return None if found is None else _typed(found, str, key)

    def flag(self, key: str) -> bool:
        """Yes or no; a missing optional flag is no."""
        return bool(self.values.get(key))

    def numbers(self, key: str) -> tuple[Value, ...]:
        """A list of numbers; a missing optional one is empty."""
        return tuple(_typed(item, Value, key) for item in self._items(key))

    def numbers_with_gaps(self, key: str) -> tuple[Value | None, ...]:
        """A list of numbers and nulls."""
        return tuple(None if item is None else _typed(item, Value, key) for item in self._items(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(_typed(item, str, key) for item in self._items(key))

    def table(self, key: str) -> Mapping[str, Value]:
        """Numbers by free keys; a missing optional one is empty."""
        found = self.values.get(key)
        return {} if found is None else _typed(found, dict, key)

    def group(self, key: str) -> Record:
        """A nested record."""
        return _typed(self.values[key], Record, key)

    def maybe_group(self, key: str) -> Record | None:
        """An optional nested record."""
        found = self.values.get(key)
        return None if found is None else _typed(found, Record, key)

    def rows(self, key: str) -> tuple[Record, ...]:
        """A list of records; a missing optional one is empty."""
        return tuple(_typed(item, Record, key) for item in self._items(key))

    def _items(self, key: str) -> Sequence[object]:
        found = self.values.get(key)
        return () if found is None else _typed(found, tuple, key)


_Kind = TypeVar("_Kind")


def _typed(item: object, kind: type[_Kind], key: str) -> _Kind:
    if not isinstance(item, kind):
        raise TypeError(f"{key} is a {type(item).__name__}, not a {kind.__name__}")
    return item
