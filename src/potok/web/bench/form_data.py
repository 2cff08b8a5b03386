"""What was typed into the form of a method, as the data of the method.

Numbers are read as a person writes them; what is no number stays text, so that the method names it as a
fault with its path. Blank fields are not given, blank rows are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from potok.notes.errors import InputProblem
from potok.notes.inputs.fields import (
    Field,
    Flag,
    Group,
    Inputs,
    Number,
    NumberList,
    NumberMap,
    Rows,
    Text,
    TextList,
)
from potok.notes.inputs.paths import steps_of

_SPACES = re.compile(r"[ \u00a0\u2009\u202f]")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_PARTS = re.compile(r"[;\t\n\r]+")
_GAPS = frozenset({"", "—", "–", "-"})

Raw = dict[Any, Any]


@dataclass(slots=True)
class FormData:
    """Data read from a form.

    Attributes:
        given: Data of the method.
        problems: Faults that the data cannot show (a name given twice).
        moved: Place in the data → place in the form, where blank rows in between were left out.
    """

    given: dict[str, Any] = field(default_factory=dict)
    problems: list[InputProblem] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)

    def form_path(self, path: str) -> str:
        """Name of the control that a place in the data came from."""
        for place in sorted(self.moved, key=len, reverse=True):
            if path == place or path.startswith((f"{place}.", f"{place}[")):
                return self.moved[place] + path[len(place) :]
        return path


def read_form(inputs: Inputs, posted: Iterable[tuple[str, str]]) -> FormData:
    """Read what was posted.

    Args:
        inputs: The declared input.
        posted: Names and values; names that begin with "_" or that the input lacks are not of it.
    """
    raw: Raw = {}
    for name, value in posted:
        steps = steps_of(name)
        if steps and not name.startswith(("_", "csrf")) and "#" not in name.partition("#unit")[0]:
            _put(raw, steps, value)
    found = FormData()
    found.given = _record(inputs.fields, raw, ("", ""), found)
    return found


def _put(raw: Raw, steps: tuple[str | int, ...], value: str) -> None:
    for step in steps[:-1]:
        inside = raw.setdefault(step, {})
        if not isinstance(inside, dict):
            return
        raw = inside
    raw[steps[-1]] = value


def _record(fields: Sequence[Field], raw: Raw, places: tuple[str, str], found: FormData) -> dict[str, Any]:
    """Given fields of a record; `places` is its path in the data and in the form."""
    values = {}
    for declared in fields:
        value = _value(declared, raw, _inside(places, declared.key), found)
        if value is not None:
            values[declared.key] = value
    return values


def _inside(places: tuple[str, str], key: str) -> tuple[str, str]:
    data, form = places
    return (f"{data}.{key}" if data else key, f"{form}.{key}" if form else key)


def _value(declared: Field, raw: Raw, places: tuple[str, str], found: FormData) -> Any:  # noqa: ANN401, PLR0911
    """The value of a field; None where nothing was typed."""
    typed = raw.get(declared.key)
    if isinstance(declared, Number):
        return quantity(declared, typed, raw.get(f"{declared.key}#unit"))
    if isinstance(declared, Text):
        text = typed.strip() if isinstance(typed, str) else ""
        return text or ("" if declared.may_be_empty and not declared.optional else None)
    if isinstance(declared, Flag):
        return {"true": True, "false": False}.get(str(typed))
    if isinstance(declared, NumberList):
        return _numbers(declared, typed)
    if isinstance(declared, TextList):
        texts = [part.strip() for part in _PARTS.split(typed if isinstance(typed, str) else "")]
        return [text for text in texts if text] or None
    inside = typed if isinstance(typed, dict) else {}
    if isinstance(declared, Group):
        return _record(declared.fields, inside, places, found) or None
    if isinstance(declared, NumberMap):
        return _map(declared, inside, places, found)
    return _rows(declared, inside, places, found)


def _numbers(declared: NumberList, typed: object) -> list[Any] | None:
    text = typed.strip() if isinstance(typed, str) else ""
    if not text:
        return None
    parts = _PARTS.split(text) if _PARTS.search(text) else text.split()
    while parts and not parts[-1].strip():
        parts.pop()
    return [
        None if declared.gaps and part.strip() in _GAPS else number(part) if part.strip() else None
        for part in parts
    ]


def _map(declared: NumberMap, raw: Raw, places: tuple[str, str], found: FormData) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    for place in _order(raw):
        row = raw[place]
        name = str(row.get("@key", "")).strip()
        value = quantity(declared.each, row.get("@value"), row.get("@value#unit"))
        if not name and value is None:
            continue
        where = f"{places[0]}.{name}"
        found.moved[where] = f"{places[1]}[{place}].@value"
        if not name or name in values:
            expected = "название, которого ещё нет" if name else "название строки"
            at = f"{places[1]}[{place}].@key"
            found.problems.append(InputProblem("given", None, at, name or None, expected, "bad_name"))
        elif value is None and not declared.gaps:
            found.problems.append(
                InputProblem("given", None, f"{places[1]}[{place}].@value", None, "число", "missing")
            )
        values[name] = value
    return values or None


def _rows(declared: Rows, raw: Raw, places: tuple[str, str], found: FormData) -> list[Any] | None:
    rows: list[Any] = []
    for place in _order(raw):
        data, form = f"{places[0]}[{len(rows)}]", f"{places[1]}[{place}]"
        row = _record(declared.fields, raw[place], (data, form), found)
        if _untouched(declared, row):
            continue
        if data != form:
            found.moved[data] = form
        rows.append(row)
    return rows or None


def _untouched(declared: Rows, row: Mapping[str, Any]) -> bool:
    """Whether nothing but blanks and preset choices stands in a row: it was not filled in."""
    choices = {part.key for part in declared.fields if isinstance(part, Text) and part.choices}
    keys = {part.key for part in declared.fields}
    typed = {key for key, value in row.items() if value != ""}
    return not (typed if choices == keys else typed - choices)


def _order(raw: Raw) -> list[int]:
    places = [place for place in raw if isinstance(place, int) and isinstance(raw[place], dict)]
    return sorted(places)


def quantity(declared: Number, typed: object, unit: object) -> Any:  # noqa: ANN401 - number, quantity or faulty text
    """A typed number with the unit chosen beside it; None where nothing was typed."""
    if not isinstance(typed, str) or not typed.strip():
        return None
    value = number(typed)
    if isinstance(unit, str) and unit and unit != declared.unit:
        return {"value": value, "unit": unit}
    return value


def number(text: str) -> float | str:
    """A number as a person writes it; the text itself when it is none."""
    plain = _SPACES.sub("", text.strip()).replace("−", "-").replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        return text.strip()
    value = float(plain)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value
