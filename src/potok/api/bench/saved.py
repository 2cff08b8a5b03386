"""Saved calculations."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from django.http import HttpResponse
from ninja import Field, Header, Schema

from potok.api.bench.answers import NoteFormat, answer, wanted
from potok.api.bench.calc import NoteOut
from potok.api.fields import Day, Given, Line, Moment
from potok.api.section import Section
from potok.documents.note.heading import Heading
from potok.operations.calculations.reads import card, listing
from potok.operations.calculations.services import saving
from potok.operations.people.acting import Actor

section = Section("Инженерный стол: сохранённые расчёты")

_MOST_ROWS = 200
Kind: TypeAlias = Literal["none", "product", "route", "machine", "line"]


class SavedOut(Schema):
    """A saved calculation without its note."""

    number: str
    version: int
    latest: int
    method: str
    title: str
    name: str
    comment: str
    subject: Kind
    subject_name: str
    given: dict[str, Any]
    result: dict[str, Any]
    code_version: str
    author: str
    saved_at: Moment
    plant_date: Day
    copied_from: str


class ListedOut(Schema):
    """A row of the list."""

    key: int
    number: str
    version: int
    method: str
    title: str
    name: str
    subject_text: str
    author: str
    saved_at: Moment


class SavedList(Schema):
    """Saved calculations, newest first; `next` continues the list, null at its end."""

    calculations: list[ListedOut]
    next: int | None


class CalculationVersionOut(Schema):
    """A version of a saved calculation."""

    version: int
    author: str
    saved_at: Moment
    comment: str
    code_version: str


class VersionList(Schema):
    """All versions, newest first."""

    versions: list[CalculationVersionOut]


class AboutGiven(Given):
    """What a calculation is about and how it is called."""

    name: Line = ""
    comment: Line = ""
    subject: Kind = "none"
    subject_name: Line = Field("", description="Код изделия или машины, название линии.")
    given: dict[str, Any] = Field(description="Исходные данные расчёта.")


class SaveRequest(AboutGiven):
    """A new calculation to keep."""

    method: Line
    copied_from: Line = ""


class ChangeRequest(AboutGiven):
    """The next version of a saved calculation."""

    version: int = Field(ge=1)


@section.read("", right="read_calculations", answer=SavedList, summary="Сохранённые расчёты")
def list_saved(
    _: Actor,
    text: str = "",
    method: str = "",
    before: Annotated[int | None, Field(ge=1, le=2**62)] = None,
    limit: Annotated[int, Field(ge=1, le=_MOST_ROWS)] = listing.PAGE,
) -> dict[str, Any]:
    """Newest first; `text` is a part of the number, name, author or of what it is about."""
    clean = text.replace("\x00", "")
    rows = listing.calculations(text=clean, method=method.replace("\x00", ""), before=before, limit=limit)
    return {"calculations": rows, "next": rows[-1].key if len(rows) == limit else None}


@section.command("", name="save_calculation", answer=SavedOut, status=201, summary="Сохранить расчёт")
def save(actor: Actor, payload: SaveRequest) -> dict[str, Any]:
    """Compute and keep under the next number."""
    saved = saving.save_calculation(
        actor,
        method_id=payload.method,
        given=payload.given,
        name=payload.name,
        comment=payload.comment,
        subject=saving.Subject(payload.subject, payload.subject_name),
        copied_from=payload.copied_from,
    )
    return _shown(card.calculation(saved.number))


@section.command("/{number}", name="save_calculation", answer=SavedOut, summary="Сохранить новую версию")
def change(actor: Actor, number: str, payload: ChangeRequest) -> dict[str, Any]:
    """Compute anew and keep as the next version."""
    saving.change_calculation(
        actor,
        number=_clean(number),
        version=payload.version,
        given=payload.given,
        name=payload.name,
        comment=payload.comment,
        subject=saving.Subject(payload.subject, payload.subject_name),
    )
    return _shown(card.calculation(number))


@section.read("/{number}", right="read_calculations", answer=SavedOut, summary="Сохранённый расчёт")
def show(
    _: Actor, number: str, version: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None
) -> dict[str, Any]:
    """Data and result of a version."""
    return _shown(card.calculation(_clean(number), version))


@section.read("/{number}/versions", right="read_calculations", answer=VersionList, summary="Версии расчёта")
def show_versions(_: Actor, number: str) -> dict[str, Any]:
    """Who saved which version when."""
    card.calculation(_clean(number))
    return {"versions": card.versions(number)}


@section.read(
    "/{number}/note", right="read_calculations", answer=NoteOut, summary="Записка сохранённого расчёта"
)
def show_note(
    _: Actor,
    number: str,
    version: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None,
    format: NoteFormat | None = None,  # noqa: A002 - name of the parameter in the address
    accept: Annotated[str, Header()] = "",
) -> dict[str, Any] | HttpResponse:
    """The note as it was computed when it was saved: JSON, PDF or XLSX."""
    saved = card.calculation(_clean(number), version)
    return answer(saved.note, wanted(format, accept), heading=heading_of(saved))


def heading_of(saved: card.SavedCalculation) -> Heading:
    """The title block of a saved calculation."""
    return Heading(
        plant=card.plant_name(),
        number=saved.number,
        version=saved.version,
        author=saved.author,
        date=saved.plant_date,
        subject=saved.subject_text,
        comment=saved.comment,
    )


def _clean(number: str) -> str:
    return number.replace("\x00", "")


def _shown(saved: card.SavedCalculation) -> dict[str, Any]:
    names = [field for field in SavedOut.model_fields if field != "result"]
    return {**{name: getattr(saved, name) for name in names}, "result": saved.note_data["result"]}
