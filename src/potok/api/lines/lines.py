"""Kinds of lines and the lines themselves."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Body, Field

from potok.api.fields import Code, Given, Line
from potok.api.lines.answers import DesignOut, KindList, LineList, LineOut, kind_out, line_out
from potok.api.section import Section
from potok.lines.kinds import KINDS, installed
from potok.lines.storage import design_to_data
from potok.operations.lines.reads import listing
from potok.operations.lines.reads.card import line_card
from potok.operations.lines.services import lines as services
from potok.operations.people.acting import Actor

section = Section("Линии")

_MOST_ROWS = 200


class LineRequest(Given):
    """How a line is called and what it is linked to."""

    title: Line
    item: Line = Field("", description="Код изделия; пусто — без изделия.")
    workshop: Line = Field("", description="Код цеха; пусто — без цеха.")


class NewLineRequest(LineRequest):
    """A new line; code and kind stay."""

    code: Code
    kind: Code


class LineChangeRequest(LineRequest):
    """Another description."""

    revision: int = Field(ge=1, le=2**31 - 1)


class ArchiveRequest(Given):
    """Into the archive or back."""

    revision: int = Field(ge=1, le=2**31 - 1)
    archived: bool = True


@section.read("/line-kinds", right="read_lines", answer=KindList, summary="Виды линий")
def list_kinds(_: Actor) -> dict[str, Any]:
    """Installed kinds with the schema of their input and examples."""
    return {"kinds": [kind_out(kind) for kind in KINDS.values() if installed(kind.id)]}


@section.preview(
    "/line-kinds/{kind}/design", right="read_lines", answer=DesignOut, summary="Рассчитать линию"
)
def design(_: Actor, kind: str, payload: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
    """The line of the given data; nothing is kept."""
    return design_to_data(services.installed_kind(kind).design(payload))


@section.read("/lines", right="read_lines", answer=LineList, summary="Линии")
def list_lines(
    _: Actor,
    text: str = "",
    kind: str = "",
    archived: bool = False,  # noqa: FBT001, FBT002 - a filter of the address
    after: str = "",
    limit: Annotated[int, Field(ge=1, le=_MOST_ROWS)] = listing.PAGE,
) -> dict[str, Any]:
    """By code; `text` is a part of the code, title or product."""
    clean = {"text": text, "kind": kind, "after": after}
    clean = {name: value.replace("\x00", "") for name, value in clean.items()}
    rows = listing.lines(**clean, archived=archived, limit=limit)
    return {"lines": rows, "next": rows[-1].code if len(rows) == limit else None}


@section.command("/lines", name="edit_lines", answer=LineOut, status=201, summary="Создать линию")
def create(actor: Actor, payload: NewLineRequest) -> dict[str, Any]:
    """A line without versions."""
    services.create_line(actor, code=payload.code, kind=payload.kind, given=_given(payload))
    return line_out(line_card(actor, payload.code))


@section.read("/lines/{code}", right="read_lines", answer=LineOut, summary="Линия и её версии")
def show(actor: Actor, code: str) -> dict[str, Any]:
    """Description and versions."""
    return line_out(line_card(actor, code))


@section.command("/lines/{code}", name="edit_lines", answer=LineOut, summary="Изменить описание линии")
def change(actor: Actor, code: str, payload: LineChangeRequest) -> dict[str, Any]:
    """Title, product, workshop."""
    services.change_line(actor, code=code, revision=payload.revision, given=_given(payload))
    return line_out(line_card(actor, code))


@section.command("/lines/{code}/archive", name="edit_lines", answer=LineOut, summary="Линия в архив")
def archive(actor: Actor, code: str, payload: ArchiveRequest) -> dict[str, Any]:
    """Into the archive, or back with `archived` false."""
    services.archive_line(actor, code=code, revision=payload.revision, archived=payload.archived)
    return line_out(line_card(actor, code))


def _given(payload: LineRequest) -> services.LineGiven:
    return services.LineGiven(payload.title, payload.item, payload.workshop)
