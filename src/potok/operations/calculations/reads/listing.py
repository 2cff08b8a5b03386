"""Saved calculations as a list: newest first, by keyset."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from potok.operations.calculations.models import Calculation
from potok.operations.calculations.reads.card import subject_text

PAGE = 50
_COLUMNS = (
    "id",
    "number",
    "method",
    "title",
    "name",
    "subject",
    "item__code",
    "item__name",
    "machine__code",
    "machine__name",
    "line",
    "author_name",
    "saved_at",
    "version",
)
_SEARCHED = ("number", "name", "title", "author_name", "item__code", "item__name", "machine__code", "line")


@dataclass(frozen=True, slots=True)
class ListedCalculation:
    """A row of the list; `key` continues it."""

    key: int
    number: str
    method: str
    title: str
    name: str
    subject_text: str
    author: str
    saved_at: dt.datetime
    version: int


def calculations(
    *, text: str = "", method: str = "", before: int | None = None, limit: int = PAGE
) -> tuple[ListedCalculation, ...]:
    """Saved calculations, newest first: one query.

    Args:
        text: Part of the number, name, title, author or of the thing it is about.
        method: Id of a method, empty = all.
        before: `key` of the last row shown before.
        limit: Rows at most.
    """
    rows = Calculation.objects.order_by("-id")
    if text:
        wanted = Q()
        for column in _SEARCHED:
            wanted |= Q(**{f"{column}__icontains": text})
        rows = rows.filter(wanted)
    if method:
        rows = rows.filter(method=method)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return tuple(_listed(row) for row in rows.values(*_COLUMNS)[:limit])


def _listed(row: Mapping[str, Any]) -> ListedCalculation:
    code = row["item__code"] or row["machine__code"] or row["line"]
    title = row["item__name"] or row["machine__name"] or ""
    return ListedCalculation(
        key=row["id"],
        number=row["number"],
        method=row["method"],
        title=row["title"],
        name=row["name"],
        subject_text=subject_text(row["subject"], code, title),
        author=row["author_name"],
        saved_at=row["saved_at"],
        version=row["version"],
    )
