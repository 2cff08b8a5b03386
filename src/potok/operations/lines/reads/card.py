"""A line with its versions, and one version with its design, as the person may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from potok.lines.design import Indicator, LineDesign
from potok.lines.kinds import KINDS, LineKind
from potok.lines.storage import design_from_data, indicators_from_data
from potok.operations.lines.errors import UnknownLineError, UnknownLineVersionError
from potok.operations.lines.models import VERSION_STATES, Line, LineVersion
from potok.operations.lines.privacy import require_people, sees_people
from potok.operations.people.acting import Actor

_STATES = dict(VERSION_STATES)
_HEADS = (
    "number",
    "title",
    "state",
    "summary",
    "base__number",
    "author_name",
    "saved_at",
    "revision",
    "accepted_by_name",
    "accepted_at",
)


@dataclass(frozen=True, slots=True)
class VersionHead:
    """A version in the list of its line.

    Attributes:
        base: Number of the version that it was made from.
    """

    number: int
    title: str
    state: str
    summary: str
    base: int | None
    author: str
    saved_at: dt.datetime
    revision: int
    accepted_by: str
    accepted_at: dt.datetime | None

    @property
    def state_label(self) -> str:
        """Russian name of the state."""
        return _STATES[self.state]


@dataclass(frozen=True, slots=True)
class LineCard:
    """A line with its versions, newest first.

    Attributes:
        people_hidden: The line holds data of workers that the person may not see.
    """

    code: str
    title: str
    kind: LineKind
    item: str
    item_name: str
    workshop: str
    workshop_name: str
    workshop_id: int | None
    is_active: bool
    revision: int
    versions: tuple[VersionHead, ...]
    people_hidden: bool

    @property
    def current(self) -> VersionHead | None:
        """The accepted version, else the newest one; None without versions."""
        accepted = (version for version in self.versions if version.state == "accepted")
        return next(accepted, self.versions[0] if self.versions else None)

    def head(self, number: int) -> VersionHead:
        """The version with the number.

        Raises:
            UnknownLineVersionError: There is none.
        """
        for version in self.versions:
            if version.number == number:
                return version
        raise UnknownLineVersionError(line=self.code, number=number)


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version as the person may see it.

    Attributes:
        given: The data it was designed of; None when the person may not see them.
        design: The design, without workers for those who may not see them.
        plant_date: Date of the plant when it was saved.
    """

    head: VersionHead
    given: Mapping[str, Any] | None
    design: LineDesign
    code_version: str
    plant_date: dt.date


def line_card(actor: Actor, code: str) -> LineCard:
    """A line with the heads of its versions: two queries.

    Raises:
        UnknownLineError: There is no such line.
    """
    row = Line.objects.select_related("item", "workshop").filter(code=code.replace("\x00", "")).first()
    if row is None:
        raise UnknownLineError(line=code)
    kind = KINDS[row.kind]
    heads = LineVersion.objects.filter(line=row).order_by("-number").values_list(*_HEADS)
    return LineCard(
        code=row.code,
        title=row.title,
        kind=kind,
        item=row.item.code if row.item else "",
        item_name=row.item.name if row.item else "",
        workshop=row.workshop.code if row.workshop else "",
        workshop_name=row.workshop.name if row.workshop else "",
        workshop_id=row.workshop_id,
        is_active=row.is_active,
        revision=row.revision,
        versions=tuple(VersionHead(*head) for head in heads),
        people_hidden=kind.personal and not sees_people(actor, row.workshop_id),
    )


def shown_version(card: LineCard, number: int) -> ShownVersion:
    """One version of a line: one query.

    Raises:
        UnknownLineVersionError: There is none of that number.
    """
    head = card.head(number)
    columns = ("given", "design", "code_version", "plant_date")
    given, stored, code_version, plant_date = LineVersion.objects.values_list(*columns).get(
        line__code=card.code, number=number
    )
    design = design_from_data(stored)
    if card.people_hidden:
        return ShownVersion(head, None, card.kind.without_people(design), code_version, plant_date)
    return ShownVersion(head, given, design, code_version, plant_date)


def given_of(actor: Actor, card: LineCard, number: int) -> Mapping[str, Any]:
    """The data of a version.

    Raises:
        UnknownLineVersionError: There is none of that number.
        NoRightError: They hold workers that the person may not see.
    """
    card.head(number)
    if card.kind.personal:
        require_people(actor, card.workshop_id)
    given: Mapping[str, Any] = LineVersion.objects.values_list("given", flat=True).get(
        line__code=card.code, number=number
    )
    return given


def indicators_of(code: str, number: int) -> tuple[Indicator, ...]:
    """The compared figures of a version: one query.

    Raises:
        UnknownLineVersionError: There is none of that number.
    """
    found = LineVersion.objects.filter(line__code=code, number=number).values_list("indicators", flat=True)
    stored = found.first()
    if stored is None:
        raise UnknownLineVersionError(line=code, number=number)
    return indicators_from_data(stored)
