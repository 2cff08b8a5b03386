"""Save a calculation: compute it anew, keep data and note, count the version."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import potok
from potok.errors import InvalidDataError, Problem
from potok.methods import Method, method
from potok.notes.note import Note
from potok.notes.storage import note_to_data
from potok.operations.calculations.errors import CalculationChangedError, UnknownCalculationError
from potok.operations.calculations.models import SUBJECTS, Calculation
from potok.operations.catalog import clock
from potok.operations.catalog.models import Item, Machine
from potok.operations.catalog.numbering import CALCULATIONS, take_numbers
from potok.operations.people.acting import Actor, command

_LONGEST = {"name": 200, "comment": 500, "line": 120}
_NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a calculation is about.

    Attributes:
        kind: "none", "product", "route", "machine" or "line".
        name: Code of the item or machine, name of the line.
    """

    kind: str = _NOTHING
    name: str = ""


NO_SUBJECT = Subject()


def save_calculation(
    actor: Actor,
    *,
    method_id: str,
    given: Mapping[str, Any],
    name: str = "",
    comment: str = "",
    subject: Subject = NO_SUBJECT,
    copied_from: str = "",
) -> Calculation:
    """Keep a new calculation under the next number.

    Raises:
        UnknownMethodError: There is no such method.
        PotokError: The method refuses the data.
        InvalidDataError: A text is too long, the thing it is about does not exist.
        UnknownCalculationError: There is no calculation to be the copy of.
    """
    with command(actor, "save_calculation", why=comment):
        chosen = method(method_id)
        fields = _fields(actor, chosen, given, _texts(name, comment), subject)
        (number,) = take_numbers(CALCULATIONS, 1, taken=_existing)
        original = _found(copied_from) if copied_from else None
        return Calculation.objects.create(
            number=number, method=chosen.id, copied_from=original, saved_at=clock.now(), **fields
        )


def change_calculation(
    actor: Actor,
    *,
    number: str,
    version: int,
    given: Mapping[str, Any],
    name: str = "",
    comment: str = "",
    subject: Subject = NO_SUBJECT,
) -> Calculation:
    """Save a calculation anew as its next version; the earlier ones stay in its history.

    Args:
        version: The version that was opened.

    Raises:
        UnknownCalculationError: There is no such calculation.
        CalculationChangedError: Somebody saved it in between.
        PotokError: As in `save_calculation`.
    """
    with command(actor, "save_calculation", why=comment):
        found = _found(number, locked=True)
        if found.version != version:
            raise CalculationChangedError(
                number=number, who=found.author_name, expected=version, current=found.version
            )
        fields = _fields(actor, method(found.method), given, _texts(name, comment), subject)
        for field, value in fields.items():
            setattr(found, field, value)
        found.version += 1
        found.saved_at = clock.now()
        found.save()
        return found


def _found(number: str, *, locked: bool = False) -> Calculation:
    rows = Calculation.objects.select_for_update() if locked else Calculation.objects.all()
    found = rows.filter(number=number).first()
    if found is None:
        raise UnknownCalculationError(number=number)
    return found


def _existing(numbers: list[str]) -> Collection[str]:
    return set(Calculation.objects.filter(number__in=numbers).values_list("number", flat=True))


def _texts(name: str, comment: str) -> dict[str, str]:
    return {"name": name.strip(), "comment": comment.strip()}


def _fields(
    actor: Actor, chosen: Method, given: Mapping[str, Any], texts: Mapping[str, str], subject: Subject
) -> dict[str, Any]:
    """Everything that a version consists of."""
    about, faults = _about(subject)
    faults += [
        Problem("Расчёт", None, field, text[:40], f"не длиннее {_LONGEST[field]} знаков", "too_long")
        for field, text in texts.items()
        if len(text) > _LONGEST[field]
    ]
    if "\\u0000" in json.dumps(given):
        faults.append(Problem("Расчёт", None, "given", None, "текст без нулевых знаков", "bad_text"))
    if faults:
        raise InvalidDataError(faults)
    note: Note = chosen.run(given)
    return {
        "title": note.title,
        "given": dict(given),
        "note": note_to_data(note),
        "code_version": potok.__version__,
        "author_id": actor.user_id,
        "author_name": actor.name,
        "plant_date": clock.today(),
        **texts,
        **about,
    }


def _about(subject: Subject) -> tuple[dict[str, Any], list[Problem]]:
    """Columns of the link, and what is wrong with it."""
    name = subject.name.strip()
    about: dict[str, Any] = {"subject": subject.kind, "item": None, "machine": None, "line": ""}
    expected = ""
    if subject.kind in ("product", "route"):
        about["item"] = Item.objects.filter(code=name).first()
        expected = "" if about["item"] else "код изделия из справочника"
    elif subject.kind == "machine":
        about["machine"] = Machine.objects.filter(code=name).first()
        expected = "" if about["machine"] else "код машины из справочника"
    elif subject.kind == "line":
        about["line"] = name
        expected = "" if 0 < len(name) <= _LONGEST["line"] else f"название от 1 до {_LONGEST['line']} знаков"
    elif subject.kind != _NOTHING:
        expected = f"одно из: {', '.join(kind for kind, _ in SUBJECTS)}"
    if not expected:
        return about, []
    return about, [Problem("Расчёт", None, "subject", name or subject.kind, expected, "unknown_reference")]
