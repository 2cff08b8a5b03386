"""Papers of a line: floor plan, product passport, type of flow; each saving is a new version."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from potok.errors import InvalidDataError, Problem
from potok.lines.floor.reading import read as read_plan
from potok.lines.sheets import flow_type, passport
from potok.operations.catalog import clock
from potok.operations.lines.models import LineSheet
from potok.operations.lines.services.lines import locked_line
from potok.operations.people.acting import Actor, command

_LONGEST_TITLE = 200
_CHECKS: Mapping[str, Callable[[Mapping[str, Any]], object]] = {
    "plan": read_plan,
    "passport": passport.tables,
    "flow": flow_type.tables,
}


def save_sheet(actor: Actor, *, code: str, kind: str, data: Mapping[str, Any], title: str = "") -> LineSheet:
    """Keep a paper as a new version.

    Args:
        code: Of the line.
        kind: "plan", "passport" or "flow".
        data: By the declared input of the kind.
        title: Name of the version, may be empty.

    Raises:
        UnknownLineError: There is no such line.
        LineArchivedError: It is in the archive.
        InvalidInputError: Faults of the data with their paths.
        InvalidDataError: The kind is unknown, the title too long, a text cannot be kept.
    """
    with command(actor, "edit_lines", why="документ линии"):
        line = locked_line(code)
        _require_keepable(kind, data, title)
        _CHECKS[kind](data)
        last = LineSheet.objects.filter(line=line, kind=kind).order_by("-number").first()
        return LineSheet.objects.create(
            line=line,
            kind=kind,
            number=(last.number if last else 0) + 1,
            title=title.strip(),
            data=dict(data),
            author_id=actor.user_id,
            author_name=actor.name,
            saved_at=clock.now(),
            plant_date=clock.today(),
        )


def _require_keepable(kind: str, data: Mapping[str, Any], title: str) -> None:
    faults = []
    if kind not in _CHECKS:
        faults.append(Problem("Линия", None, "Документ", kind, f"одно из: {', '.join(_CHECKS)}"))
    if len(title.strip()) > _LONGEST_TITLE or "\x00" in title:
        expected = f"не длиннее {_LONGEST_TITLE} знаков, без нулевых"
        faults.append(Problem("Линия", None, "Название версии", title[:40], expected, "too_long"))
    if "\\u0000" in json.dumps(data):
        faults.append(Problem("Линия", None, "Документ", None, "текст без нулевых знаков", "bad_text"))
    if faults:
        raise InvalidDataError(faults)
