"""Lines as a list, with the version that speaks for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from potok.lines.design import Indicator
from potok.lines.kinds import KINDS
from potok.lines.storage import indicators_from_data
from potok.operations.catalog.models import Item, Workshop
from potok.operations.lines.models import VERSION_STATES, Line, LineVersion

#: Rows of one page of the list.
PAGE = 50
_SEARCHED = ("code", "title", "item__code", "item__name")
_STATES = dict(VERSION_STATES)


@dataclass(frozen=True, slots=True)
class ListedLine:
    """A row of the list.

    Attributes:
        number: Of the version that speaks for the line: the accepted one, else the newest; None = none yet.
        state: State of that version.
        versions: How many there are.
    """

    code: str
    title: str
    kind: str
    kind_title: str
    item: str
    item_name: str
    workshop: str
    is_active: bool
    number: int | None
    state: str
    state_label: str
    summary: str
    indicators: tuple[Indicator, ...]
    author: str
    saved_at: dt.datetime | None
    versions: int


def lines(
    *, text: str = "", kind: str = "", archived: bool = False, after: str = "", limit: int = PAGE
) -> tuple[ListedLine, ...]:
    """Lines in the order of their codes: two queries.

    Args:
        text: Part of the code, title or product.
        kind: Id of a kind, empty = all.
        archived: Those of the archive instead of those in use.
        after: Code of the last row shown before.
        limit: Rows at most.
    """
    rows: QuerySet[Line] = Line.objects.filter(is_active=not archived).order_by("code")
    if text:
        wanted = Q()
        for column in _SEARCHED:
            wanted |= Q(**{f"{column}__icontains": text})
        rows = rows.filter(wanted)
    if kind:
        rows = rows.filter(kind=kind)
    if after:
        rows = rows.filter(code__gt=after)
    accepted = ExpressionWrapper(Q(state="accepted"), output_field=BooleanField())
    speaking = LineVersion.objects.filter(line=OuterRef("pk")).order_by(accepted.desc(), "-number")
    columns = ("code", "title", "kind", "item__code", "item__name", "workshop__code", "is_active")
    found = list(
        rows.annotate(count=Count("versions"), speaking=Subquery(speaking.values("pk")[:1])).values(
            *columns, "count", "speaking"
        )[:limit]
    )
    versions = _versions([row["speaking"] for row in found if row["speaking"] is not None])
    return tuple(_listed(row, versions.get(row["speaking"])) for row in found)


def products() -> tuple[tuple[str, str], ...]:
    """Code and name of active products, for the form of a line."""
    found = Item.objects.filter(type="finished", is_active=True).order_by("name", "code")
    return tuple(found.values_list("code", "name"))


def workshops() -> tuple[tuple[str, str], ...]:
    """Code and name of the workshops."""
    return tuple(Workshop.objects.order_by("code").values_list("code", "name"))


def _versions(keys: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    columns = ("pk", "number", "state", "summary", "indicators", "author_name", "saved_at")
    return {row["pk"]: row for row in LineVersion.objects.filter(pk__in=keys).values(*columns)}


def _listed(row: Mapping[str, Any], version: Mapping[str, Any] | None) -> ListedLine:
    kind = KINDS.get(row["kind"])
    return ListedLine(
        code=row["code"],
        title=row["title"],
        kind=row["kind"],
        kind_title=kind.title if kind else row["kind"],
        item=row["item__code"] or "",
        item_name=row["item__name"] or "",
        workshop=row["workshop__code"] or "",
        is_active=row["is_active"],
        number=version["number"] if version else None,
        state=version["state"] if version else "",
        state_label=_STATES[version["state"]] if version else "Нет версий",
        summary=version["summary"] if version else "",
        indicators=indicators_from_data(version["indicators"]) if version else (),
        author=version["author_name"] if version else "",
        saved_at=version["saved_at"] if version else None,
        versions=row["count"],
    )
