"""Notices: what waits for the person behind the token."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Schema
from pydantic import Field, StringConstraints

from potok.api.fields import Given, Moment
from potok.api.section import Section
from potok.operations.notices.reads import notices_of
from potok.operations.notices.services import dismiss_notices, restore_notice
from potok.operations.people.acting import Actor

section = Section("Уведомления")

_Key = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]+$")]


class NoticeOut(Schema):
    """Something that waits."""

    key: str
    source: str
    title: str
    text: str
    subject_kind: str = Field(description="О чём: order, signal, receipt, plan …")
    subject_key: str
    at: Moment | None
    dismissed: bool = Field(description="Отложено: вернётся, когда изменится потребность.")


class NoticeList(Schema):
    """Notices by source; `more` names sources that have more than are listed."""

    notices: list[NoticeOut]
    waiting: int
    more: list[str]


class DismissIn(Given):
    """Which notices; none = all that wait."""

    keys: list[_Key] | None = Field(None, max_length=1000)


class RestoreIn(Given):
    """Which notice."""

    key: _Key


class DismissedOut(Schema):
    """How many were put aside."""

    dismissed: int


@section.read("", right="read_notices", answer=NoticeList, summary="Что ждёт меня")
def list_notices(actor: Actor) -> dict[str, Any]:
    """All notices of the person, those put aside too."""
    groups = notices_of(actor)
    return {
        "notices": [
            {
                "key": notice.key,
                "source": group.source.code,
                "title": notice.need.title,
                "text": notice.need.text,
                "subject_kind": notice.need.subject[0],
                "subject_key": notice.need.subject[1],
                "at": notice.need.at,
                "dismissed": notice.dismissed,
            }
            for group in groups
            for notice in group.notices
        ],
        "waiting": sum(len(group.waiting) for group in groups),
        "more": [group.source.code for group in groups if group.more],
    }


@section.command("/dismiss", name="dismiss_notices", answer=DismissedOut, summary="Отложить")
def dismiss(actor: Actor, given: DismissIn) -> DismissedOut:
    """Put notices aside until they change."""
    return DismissedOut(dismissed=dismiss_notices(actor, keys=given.keys))


@section.command("/restore", name="dismiss_notices", answer=DismissedOut, summary="Вернуть отложенное")
def restore(actor: Actor, given: RestoreIn) -> DismissedOut:
    """Take a notice up again."""
    restore_notice(actor, key=given.key)
    return DismissedOut(dismissed=0)
