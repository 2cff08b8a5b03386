"""A note as an answer: JSON, PDF or workbook, by parameter or Accept."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from potok.documents.note.heading import NO_HEADING, Heading
from potok.documents.note.pdf import note_pdf
from potok.documents.note.workbook import note_workbook
from potok.errors import PotokError
from potok.methods import method
from potok.notes.errors import UnknownMethodError
from potok.notes.inputs.fields import Inputs
from potok.notes.note import Note
from potok.notes.storage import note_to_data


class NoteFormat(StrEnum):
    """What a note is answered as."""

    JSON = "json"
    PDF = "pdf"
    XLSX = "xlsx"


MEDIA_TYPES = {
    NoteFormat.JSON: "application/json",
    NoteFormat.PDF: "application/pdf",
    NoteFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

#: Media types besides JSON.
FILES = (MEDIA_TYPES[NoteFormat.PDF], MEDIA_TYPES[NoteFormat.XLSX])


class NotAcceptableError(PotokError):
    """The caller accepts nothing that there is."""

    code = "not_acceptable"
    template = "Записка бывает в виде json, pdf и xlsx; запрошено {accept}."
    http_status = 422


def wanted(given: NoteFormat | None, accept: str) -> NoteFormat:
    """The parameter, else the first kind that Accept names, else JSON.

    Raises:
        NotAcceptableError: Accept names other kinds only.
    """
    if given is not None:
        return given
    kinds = [part.partition(";")[0].strip() for part in accept.split(",")]
    for kind in kinds:
        for style, media_type in MEDIA_TYPES.items():
            if kind == media_type:
                return style
    if not accept or any(kind in ("*/*", "application/*") for kind in kinds):
        return NoteFormat.JSON
    raise NotAcceptableError(accept=accept)


def answer(note: Note, style: NoteFormat, *, heading: Heading = NO_HEADING) -> dict[str, Any] | HttpResponse:
    """The note in a kind."""
    if style is NoteFormat.JSON:
        return note_to_data(note)
    inputs = declared_inputs(note)
    if style is NoteFormat.PDF:
        content = note_pdf(note, inputs=inputs, heading=heading)
    else:
        content = note_workbook(note, inputs=inputs, heading=heading).content
    name = heading.number or note.method
    response = HttpResponse(content, content_type=MEDIA_TYPES[style])
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.{style}"
    return response


def declared_inputs(note: Note) -> Inputs | None:
    """The declaration of the method of a note, None when the method is gone."""
    try:
        return method(note.method).inputs
    except UnknownMethodError:
        return None
