"""Versions of a line: saved, copied, accepted, printed."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.http import HttpResponse
from ninja import Field, Schema

from potok.api.fields import Given, Line, Nothing
from potok.api.files import PDF, PrintFormat, printed
from potok.api.lines.answers import LineAcceptanceOut, LineOut, LineVersionOut, line_out, version_out
from potok.api.section import Section
from potok.documents.line.pdf import line_pdf
from potok.documents.table_workbook import table_workbook
from potok.operations.lines.reads.card import given_of, line_card, shown_version
from potok.operations.lines.reads.papers import line_document, sheets
from potok.operations.lines.services import acceptance, versions
from potok.operations.people.acting import Actor

section = Section("Линии: версии")

_LARGEST = 2**31 - 1


class DocumentDetail(StrEnum):
    """How much of the calculations a document has."""

    BRIEF = "brief"
    FULL = "full"


class LineVersionRequest(Given):
    """A new version."""

    title: Line = ""
    given: dict[str, Any] = Field(description="Исходные данные вида линии.")
    base: int | None = Field(None, ge=1, le=_LARGEST, description="Версия, из которой она сделана.")


class LineDraftRequest(Given):
    """Other data of a draft."""

    title: Line = ""
    given: dict[str, Any] = Field(description="Исходные данные вида линии.")
    revision: int = Field(ge=1, le=_LARGEST)


class TitleRequest(Given):
    """A name of a version."""

    title: Line


class AcceptLineRequest(Given):
    """What was seen in the preview."""

    revision: int | None = Field(None, ge=1, le=_LARGEST)
    seen: Line = Field("", description="Из предпросмотра: маршрут с тех пор не должен измениться.")


class GivenOut(Schema):
    """The input of a version."""

    given: dict[str, Any]


@section.command(
    "/{code}/versions", name="edit_lines", answer=LineVersionOut, status=201, summary="Новая версия линии"
)
def save(actor: Actor, code: str, payload: LineVersionRequest) -> dict[str, Any]:
    """Design and keep as a draft."""
    saved = versions.save_version(
        actor, code=code, given=payload.given, title=payload.title, base=payload.base
    )
    return _shown(actor, code, saved.number)


@section.read(
    "/{code}/versions/{int:number}", right="read_lines", answer=LineVersionOut, summary="Версия линии"
)
def show(actor: Actor, code: str, number: int) -> dict[str, Any]:
    """Data and design."""
    return _shown(actor, code, number)


@section.command(
    "/{code}/versions/{int:number}",
    name="edit_lines",
    answer=LineVersionOut,
    summary="Сохранить черновик линии",
)
def change(actor: Actor, code: str, number: int, payload: LineDraftRequest) -> dict[str, Any]:
    """Design anew in place of the draft."""
    versions.save_version(
        actor,
        code=code,
        given=payload.given,
        title=payload.title,
        number=number,
        revision=payload.revision,
    )
    return _shown(actor, code, number)


@section.command(
    "/{code}/versions/{int:number}/copy",
    name="edit_lines",
    answer=LineVersionOut,
    status=201,
    summary="Копия версии линии",
)
def copy(actor: Actor, code: str, number: int, payload: TitleRequest) -> dict[str, Any]:
    """A new draft with the same data."""
    made = versions.copy_version(actor, code=code, number=number, title=payload.title)
    return _shown(actor, code, made.number)


@section.command(
    "/{code}/versions/{int:number}/title", name="edit_lines", answer=LineVersionOut, summary="Название версии"
)
def rename(actor: Actor, code: str, number: int, payload: TitleRequest) -> dict[str, Any]:
    """Another name, in whatever state the version is."""
    versions.rename_version(actor, code=code, number=number, title=payload.title)
    return _shown(actor, code, number)


@section.command(
    "/{code}/versions/{int:number}/drop", name="edit_lines", answer=LineOut, summary="Удалить черновик линии"
)
def drop(actor: Actor, code: str, number: int, payload: Nothing) -> dict[str, Any]:  # noqa: ARG001 - an empty body
    """Only drafts are deleted."""
    versions.drop_version(actor, code=code, number=number)
    return line_out(line_card(actor, code))


@section.read(
    "/{code}/versions/{int:number}/given", right="read_lines", answer=GivenOut, summary="Исходные данные"
)
def show_given(actor: Actor, code: str, number: int) -> dict[str, Any]:
    """The input; refused to those who may not see the workers of the line."""
    return {"given": given_of(actor, line_card(actor, code), number)}


@section.download(
    "/{code}/versions/{int:number}/document",
    right="read_lines",
    media_type=PDF,
    summary="Документ линии",
)
def document(
    actor: Actor,
    code: str,
    number: int,
    format: PrintFormat = PrintFormat.PDF,  # noqa: A002 - name of the parameter in the address
    detail: DocumentDetail = DocumentDetail.BRIEF,
) -> HttpResponse:
    """Figures, norms, tables, graphs and calculations: PDF, or the tables as a workbook.

    A brief document gives formulas once and results, a full one every step.
    """
    card = line_card(actor, code)
    version = shown_version(card, number)
    brief = detail is DocumentDetail.BRIEF
    return printed(
        format,
        name=f"{code}-{number}",
        pdf=lambda: line_pdf(line_document(card, version, brief=brief)),
        xlsx=lambda: table_workbook(*sheets(card, version)),
    )


@section.preview(
    "/{code}/versions/{int:number}/acceptance/preview",
    right="accept_line",
    answer=LineAcceptanceOut,
    summary="Что изменит утверждение линии",
)
def preview(actor: Actor, code: str, number: int) -> acceptance.Acceptance:
    """The figures of the route that would change; nothing is written."""
    return acceptance.preview_acceptance(actor, code=code, number=number)


@section.command(
    "/{code}/versions/{int:number}/acceptance",
    name="accept_line",
    answer=LineAcceptanceOut,
    summary="Утвердить версию линии",
)
def accept(actor: Actor, code: str, number: int, payload: AcceptLineRequest) -> acceptance.Acceptance:
    """The version replaces the one before and writes its norms to the route."""
    return acceptance.accept_version(
        actor, code=code, number=number, revision=payload.revision, seen=payload.seen
    )


def _shown(actor: Actor, code: str, number: int) -> dict[str, Any]:
    card = line_card(actor, code)
    return version_out(card, shown_version(card, number))
