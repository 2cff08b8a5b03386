"""Lines themselves: made, renamed, linked, put into the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from potok.errors import InvalidDataError, Problem
from potok.lines.kinds import KINDS, LineKind, installed
from potok.operations.catalog.models import Item, Workshop
from potok.operations.lines.errors import (
    LineArchivedError,
    LineChangedError,
    LineExistsError,
    LineKindMissingError,
    UnknownLineError,
)
from potok.operations.lines.models import Line
from potok.operations.people.acting import Actor, command

_LONGEST = {"code": 40, "title": 200}
_NAMES = {"code": "Код", "title": "Название"}
#: Signs that a code keeps out: it stands in addresses.
_FORBIDDEN = frozenset("/\\?#%\x00")
#: Words of addresses beside the codes.
_TAKEN = frozenset({"new", "runs"})


@dataclass(frozen=True, slots=True)
class LineGiven:
    """A line as it is described.

    Attributes:
        item: Code of the product, empty = none.
        workshop: Code of the workshop, empty = none.
    """

    title: str
    item: str = ""
    workshop: str = ""


def create_line(actor: Actor, *, code: str, kind: str, given: LineGiven) -> Line:
    """A new line, without versions yet.

    Raises:
        InvalidDataError: Code, title, kind, product or workshop; all faults.
        LineKindMissingError: The kind is not installed.
        LineExistsError: Another line has the code.
    """
    with command(actor, "edit_lines", why="новая линия"):
        code = code.strip()
        faults = _text_faults("code", code)
        if _FORBIDDEN & set(code) or code in _TAKEN:
            faults.append(_fault("Код", code, "код без знаков / \\ ? # % и не «new», «runs»"))
        if kind not in KINDS:
            faults.append(_fault("Вид линии", kind, f"одно из: {', '.join(KINDS)}"))
        fields, found = _accepted(given)
        faults += found
        if faults:
            raise InvalidDataError(faults)
        installed_kind(kind)
        try:
            with transaction.atomic():
                return Line.objects.create(code=code, kind=kind, changed_by_name=actor.name, **fields)
        except IntegrityError as error:
            raise LineExistsError(line=code) from error


def installed_kind(kind: str) -> LineKind:
    """The kind with an id.

    Raises:
        LineKindMissingError: It is unknown or its package is not there.
    """
    if not installed(kind):
        known = ", ".join(one.id for one in KINDS.values() if installed(one.id))
        raise LineKindMissingError(kind=kind, known=known)
    return KINDS[kind]


def change_line(actor: Actor, *, code: str, revision: int, given: LineGiven) -> Line:
    """Rename a line or link it to another product or workshop.

    Args:
        revision: The revision that was opened.

    Raises:
        UnknownLineError: There is no such line.
        LineChangedError: Somebody changed it in between.
        InvalidDataError: Title, product or workshop; all faults.
    """
    with command(actor, "edit_lines", why="описание линии"):
        line = locked_line(code, revision=revision)
        fields, faults = _accepted(given)
        if faults:
            raise InvalidDataError(faults)
        for name, value in fields.items():
            setattr(line, name, value)
        _count_change(line, actor)
        return line


def archive_line(actor: Actor, *, code: str, revision: int, archived: bool = True) -> Line:
    """Put a line into the archive, or take it back; its versions stay readable.

    Raises:
        UnknownLineError: There is no such line.
        LineChangedError: Somebody changed it in between.
    """
    with command(actor, "edit_lines", why="в архив" if archived else "из архива"):
        line = locked_line(code, revision=revision, archived=True)
        line.is_active = not archived
        _count_change(line, actor)
        return line


def _count_change(line: Line, actor: Actor) -> None:
    line.revision += 1
    line.changed_by_name = actor.name
    line.save()


def locked_line(code: str, *, revision: int | None = None, archived: bool = False) -> Line:
    """The line, locked until the transaction ends.

    Args:
        revision: The revision that was opened, None = any.
        archived: Whether a line of the archive will do.

    Raises:
        UnknownLineError: There is no such line.
        LineArchivedError: It is in the archive.
        LineChangedError: It has another revision.
    """
    line = Line.objects.select_for_update().filter(code=code.replace("\x00", "")).first()
    if line is None:
        raise UnknownLineError(line=code)
    if not line.is_active and not archived:
        raise LineArchivedError(line=code)
    if revision is not None and line.revision != revision:
        raise LineChangedError(
            what=f"Линию «{code}»", who=line.changed_by_name, expected=revision, current=line.revision
        )
    return line


def _accepted(given: LineGiven) -> tuple[dict[str, Any], list[Problem]]:
    """Columns of a line and what is wrong with them."""
    fields: dict[str, Any] = {"title": given.title.strip(), "item": None, "workshop": None}
    faults = _text_faults("title", fields["title"])
    item, workshop = given.item.strip(), given.workshop.strip()
    if item:
        fields["item"] = Item.objects.filter(code=item, type="finished").first()
        if fields["item"] is None:
            faults.append(_fault("Изделие", item, "код изделия из справочника «Номенклатура»"))
    if workshop:
        fields["workshop"] = Workshop.objects.filter(code=workshop).first()
        if fields["workshop"] is None:
            faults.append(_fault("Цех", workshop, "код цеха из справочника"))
    return fields, faults


def _text_faults(field: str, text: str) -> list[Problem]:
    longest = _LONGEST[field]
    if 0 < len(text) <= longest and "\x00" not in text:
        return []
    return [_fault(_NAMES[field], text[:40], f"текст от 1 до {longest} знаков")]


def _fault(field: str, value: str, expected: str) -> Problem:
    return Problem("Линия", None, field, value or None, expected, "bad_value")
