"""Places in given data: "operations[2].time_min" read and replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from potok.notes.inputs.fields import Field, Group, Inputs, Number, NumberList, NumberMap, Rows

_PART = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def steps_of(path: str) -> tuple[str | int, ...]:
    """Keys and places along a path."""
    return tuple(key or int(place) for key, place in _PART.findall(path))


def value_at(given: object, path: str) -> object:
    """What stands at a path; None where nothing does."""
    for step in steps_of(path):
        if isinstance(step, str) and isinstance(given, Mapping):
            given = given.get(step)
        elif isinstance(step, int) and _is_list(given) and step < len(given):  # type: ignore[arg-type]
            given = given[step]  # type: ignore[index]
        else:
            return None
    return given


def replaced(given: object, path: str, value: object) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A copy of the data with another value at a path; the original stays. Missing objects are made."""
    return _replaced(given, steps_of(path), value)


def _replaced(given: object, steps: tuple[str | int, ...], value: object) -> object:
    if not steps:
        return value
    step, *rest = steps
    if isinstance(step, str):
        known = dict(given) if isinstance(given, Mapping) else {}
        known[step] = _replaced(known.get(step), tuple(rest), value)
        return known
    listed = list(given) if _is_list(given) else []  # type: ignore[call-overload]
    listed += [None] * (step + 1 - len(listed))
    listed[step] = _replaced(listed[step], tuple(rest), value)
    return listed


def _is_list(given: object) -> bool:
    return isinstance(given, Sequence) and not isinstance(given, str)


def declared_field(inputs: Inputs, path: str) -> Field | None:
    """The declaration of what stands at a path; of an element of a list of numbers, the number."""
    fields: Sequence[Field] = inputs.fields
    found: Field | None = None
    for step in steps_of(path):
        if isinstance(step, int):
            found = found.each if isinstance(found, NumberList) else found
        elif isinstance(found, NumberMap):
            found = found.each
        else:
            found = next((field for field in fields if field.key == step), None)
            fields = found.fields if isinstance(found, Rows | Group) else ()
    return found


def declared_number(inputs: Inputs, path: str) -> Number | None:
    """The declaration of the number at a path; None where no number is declared."""
    found = declared_field(inputs, path)
    return found if isinstance(found, Number) else None
