"""Project notes: list, composing, documents."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import quote

from django.http import HttpResponse
from ninja import Field, Schema

from potok.api.fields import Day, Given, Line, Moment
from potok.api.section import Section
from potok.documents.project.pdf import project_pdf
from potok.documents.project.word import project_docx
from potok.operations.calculations.reads import projects as reads
from potok.operations.calculations.services import projects as services
from potok.operations.people.acting import Actor

section = Section("Инженерный стол: записки")

_MOST_ROWS = 200
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DocumentFormat(StrEnum):
    """Kinds of files."""

    PDF = "pdf"
    DOCX = "docx"


class SectionOut(Schema):
    """A calculation of the note."""

    number: str
    version: int
    calculation_title: str
    title: str
    text: str


class ProjectOut(Schema):
    """A project note."""

    number: str
    version: int
    title: str
    subject: str
    author: str
    checker: str
    introduction: str
    conclusion: str
    saved_at: Moment
    plant_date: Day
    sections: list[SectionOut]


class ListedProject(Schema):
    """A row of the list."""

    key: int
    number: str
    version: int
    title: str
    subject: str
    author: str
    saved_at: Moment


class ProjectList(Schema):
    """Project notes, newest first; `next` continues the list, null at its end."""

    projects: list[ListedProject]
    next: int | None


class SectionRequest(Given):
    """A calculation to take in."""

    number: Line
    version: int | None = Field(None, ge=1, le=2**31 - 1, description="null — текущая версия расчёта.")
    title: Line = ""
    text: str = Field("", max_length=20_000)


class ProjectRequest(Given):
    """A note to keep."""

    title: Line
    subject: Line = ""
    checker: Line = ""
    introduction: str = Field("", max_length=20_000)
    conclusion: str = Field("", max_length=20_000)
    sections: list[SectionRequest] = Field(max_length=services.MOST_SECTIONS)


class ProjectChange(ProjectRequest):
    """The next version of a note."""

    version: int = Field(ge=1, le=2**31 - 1)


@section.read("", right="read_calculations", answer=ProjectList, summary="Расчётно-пояснительные записки")
def list_projects(
    _: Actor,
    text: str = "",
    before: Annotated[int | None, Field(ge=1, le=2**62)] = None,
    limit: Annotated[int, Field(ge=1, le=_MOST_ROWS)] = reads.PAGE,
) -> dict[str, Any]:
    """Newest first; `text` is a part of the title."""
    rows = reads.projects(text=text.replace("\x00", ""), before=before, limit=limit)
    return {"projects": rows, "next": rows[-1].key if len(rows) == limit else None}


@section.command("", name="save_project", answer=ProjectOut, status=201, summary="Составить записку")
def save(actor: Actor, payload: ProjectRequest) -> reads.SavedProject:
    """Keep under the next number."""
    return reads.project(services.save_project(actor, _given(payload)).number)


@section.command(
    "/{number}", name="save_project", answer=ProjectOut, summary="Сохранить новую версию записки"
)
def change(actor: Actor, number: str, payload: ProjectChange) -> reads.SavedProject:
    """Keep as the next version."""
    clean = number.replace("\x00", "")
    services.change_project(actor, number=clean, version=payload.version, given=_given(payload))
    return reads.project(clean)


@section.read("/{number}", right="read_calculations", answer=ProjectOut, summary="Записка")
def show(_: Actor, number: str) -> reads.SavedProject:
    """Texts and sections of the present version."""
    return reads.project(number.replace("\x00", ""))


@section.download(
    "/{number}/document", right="read_calculations", media_type="application/pdf", summary="Документ записки"
)
def document(_: Actor, number: str, format: DocumentFormat = DocumentFormat.PDF) -> HttpResponse:  # noqa: A002 - name of the parameter in the address
    """The whole document: PDF or DOCX."""
    found = reads.project(number.replace("\x00", ""))
    if format is DocumentFormat.DOCX:
        response = HttpResponse(project_docx(found.document()), content_type=_DOCX)
    else:
        response = HttpResponse(project_pdf(found.document()), content_type="application/pdf")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.number)}.{format}"
    return response


def _given(payload: ProjectRequest) -> services.ProjectGiven:
    rows = [services.SectionGiven(row.number, row.version, row.title, row.text) for row in payload.sections]
    return services.ProjectGiven(
        title=payload.title,
        sections=rows,
        subject=payload.subject,
        checker=payload.checker,
        introduction=payload.introduction,
        conclusion=payload.conclusion,
    )
