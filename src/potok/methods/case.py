"""Worked cases: the input may come bare or inside a whole case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from potok.notes.errors import InputProblem, InvalidInputError
from potok.notes.formula import DOCUMENTS
from potok.notes.note import Reference

#: How cases name the files of their sources.
_SOURCE_FILE = re.compile(r"(?P<number>\d{3})_[0-9a-f]{6,}\.txt")


@dataclass(frozen=True, slots=True)
class CaseInput:
    """The given data, and what the source prints for them when they come from a case."""

    given: Mapping[str, object]
    reference: Reference | None = None


def case_input(data: object, *, method_id: str) -> CaseInput:
    """Take the input out of parsed JSON: a bare `given` object or a whole case.

    Args:
        data: Parsed JSON.
        method_id: The method it is meant for.

    Raises:
        InvalidInputError: It is no object, or a case of another method.
    """
    if not isinstance(data, Mapping):
        raise _refused("", type(data).__name__, "объект с исходными данными")
    given = data.get("given")
    if not isinstance(given, Mapping):
        return CaseInput(data)
    if data.get("method", method_id) != method_id:
        raise _refused("method", str(data["method"]), f"пример для расчёта {method_id}")
    return CaseInput(given, _reference(data))


def _refused(field: str, value: str, expected: str) -> InvalidInputError:
    return InvalidInputError([InputProblem("given", None, field, value, expected)])


def _document(found: re.Match[str]) -> str:
    """The document behind the name of a source file."""
    return DOCUMENTS.get(found["number"], found[0])


def _reference(data: Mapping[str, object]) -> Reference | None:
    printed, errata = data.get("printed"), data.get("errata")
    if not printed and not errata:
        return None
    return Reference(
        title=str(data.get("title", "")),
        source=_SOURCE_FILE.sub(_document, str(data.get("source", ""))),
        printed=printed if isinstance(printed, Mapping) else {},
        errata=tuple(str(line) for line in errata) if isinstance(errata, list) else (),
    )
