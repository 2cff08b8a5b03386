"""Versions of a line: computed when saved, copied, renamed, dropped while they are drafts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import potok
from potok.errors import InvalidDataError, Problem
from potok.lines.design import LineDesign
from potok.lines.kinds import KINDS
from potok.lines.storage import design_to_data
from potok.operations.catalog import clock
from potok.operations.lines.errors import (
    LineChangedError,
    LineVersionFixedError,
    UnknownLineVersionError,
)
from potok.operations.lines.models import VERSION_STATES, Line, LineVersion
from potok.operations.lines.services.lines import locked_line
from potok.operations.people.acting import Actor, command

_LONGEST_TITLE = 200
_LONGEST_SUMMARY = 300
_STATES = {state: title.lower() for state, title in VERSION_STATES}


def save_version(
    actor: Actor,
    *,
    code: str,
    given: Mapping[str, Any],
    title: str = "",
    number: int | None = None,
    revision: int | None = None,
    base: int | None = None,
    why: str = "",
) -> LineVersion:
    """Design a line of its data and keep it: as a new draft, or in place of a draft.

    Args:
        code: Of the line.
        given: Input of its kind.
        title: Name of the version; empty keeps that of a draft saved in place.
        number: The draft to save in place; None = a new version.
        revision: Revision of that draft when it was opened, None = not compared.
        base: Number of the version that a new one was made from.
        why: For the history.

    Raises:
        UnknownLineError: There is no such line.
        UnknownLineVersionError: It has no such version.
        LineVersionFixedError: The version is no draft.
        LineChangedError: Somebody saved the draft in between.
        InvalidInputError: The kind refuses the data; all faults with their paths.
        InvalidDataError: The title is too long.
    """
    with command(actor, "edit_lines", why=why or "исходные данные линии"):
        line = locked_line(code)
        _check_title(title)
        design = _designed(line, given)
        if number is None:
            fields = {"base": _version(line, base) if base is not None else None, "title": title.strip()}
            return _add(actor, line, given, design, fields)
        version = locked_draft(line, number, revision=revision)
        _fill(version, actor, given, design)
        version.title = title.strip() or version.title
        version.revision += 1
        version.save()
        return version


def copy_version(actor: Actor, *, code: str, number: int, title: str = "") -> LineVersion:
    """A new draft with the data of a version, designed anew by the present program.

    Raises:
        UnknownLineError: There is no such line.
        UnknownLineVersionError: It has no such version.
        InvalidInputError: The present program refuses the old data.
        InvalidDataError: The title is too long.
    """
    with command(actor, "edit_lines", why=f"копия версии {number}"):
        line = locked_line(code)
        _check_title(title)
        original = _version(line, number)
        fields = {"base": original, "title": title.strip() or original.title}
        return _add(actor, line, original.given, _designed(line, original.given), fields)


def rename_version(actor: Actor, *, code: str, number: int, title: str) -> LineVersion:
    """Give a version another name, in whatever state it is.

    Raises:
        UnknownLineError: There is no such line.
        UnknownLineVersionError: It has no such version.
        InvalidDataError: The title is too long.
    """
    with command(actor, "edit_lines", why="название версии"):
        line = locked_line(code)
        _check_title(title)
        version = _version(line, number, locked=True)
        version.title = title.strip()
        version.revision += 1
        version.save(update_fields=["title", "revision"])
        return version


def drop_version(actor: Actor, *, code: str, number: int) -> None:
    """Delete a draft; versions made from it stay and name no base any more.

    Raises:
        UnknownLineError: There is no such line.
        UnknownLineVersionError: It has no such version.
        LineVersionFixedError: The version is no draft.
    """
    with command(actor, "edit_lines", why=f"удаление черновика {number}"):
        line = locked_line(code)
        version = locked_draft(line, number)
        LineVersion.objects.filter(base=version).update(base=version.base)
        version.delete()


def locked_draft(line: Line, number: int, *, revision: int | None = None) -> LineVersion:
    """A draft of a locked line, locked too.

    Args:
        revision: The revision that was opened, None = any.

    Raises:
        UnknownLineVersionError: The line has no such version.
        LineVersionFixedError: The version is no draft.
        LineChangedError: The draft has another revision.
    """
    version = _version(line, number, locked=True)
    if version.state != "draft":
        raise LineVersionFixedError(line=line.code, number=number, state=_STATES[version.state])
    if revision is not None and version.revision != revision:
        raise LineChangedError(
            what=f"Версию {number} линии «{line.code}»",
            who=version.author_name,
            expected=revision,
            current=version.revision,
        )
    return version


def _version(line: Line, number: int, *, locked: bool = False) -> LineVersion:
    rows = LineVersion.objects.select_for_update(of=("self",)) if locked else LineVersion.objects.all()
    found = rows.filter(line=line, number=number).first()
    if found is None:
        raise UnknownLineVersionError(line=line.code, number=number)
    return found


def _designed(line: Line, given: Mapping[str, Any]) -> LineDesign:
    """The line of its data.

    Raises:
        InvalidDataError: Texts that the database cannot keep.
        InvalidInputError: The kind refuses the data.
    """
    if "\\u0000" in json.dumps(given):
        raise InvalidDataError(
            [Problem("Линия", None, "Исходные данные", None, "текст без нулевых знаков", "bad_text")]
        )
    return KINDS[line.kind].design(given)


def _add(
    actor: Actor, line: Line, given: Mapping[str, Any], design: LineDesign, fields: Mapping[str, Any]
) -> LineVersion:
    last = LineVersion.objects.filter(line=line).order_by("-number").values_list("number", flat=True).first()
    version = LineVersion(line=line, number=(last or 0) + 1, **fields)
    _fill(version, actor, given, design)
    version.save()
    return version


def _fill(version: LineVersion, actor: Actor, given: Mapping[str, Any], design: LineDesign) -> None:
    """Everything that follows from the data, and who saved it when."""
    stored = design_to_data(design)
    version.given = dict(given)
    version.design = stored
    version.indicators = stored["indicators"]
    version.summary = design.summary[:_LONGEST_SUMMARY]
    version.code_version = potok.__version__
    version.author_id = actor.user_id
    version.author_name = actor.name
    version.saved_at = clock.now()
    version.plant_date = clock.today()


def _check_title(title: str) -> None:
    if len(title.strip()) > _LONGEST_TITLE or "\x00" in title:
        expected = f"не длиннее {_LONGEST_TITLE} знаков, без нулевых"
        raise InvalidDataError([Problem("Линия", None, "Название версии", title[:40], expected, "too_long")])
