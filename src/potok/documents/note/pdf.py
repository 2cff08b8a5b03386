"""A note as a PDF: a расчётная записка on A4 with title block, steps, pictures and sources."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from potok.documents.note import parts
from potok.documents.note.heading import NO_HEADING, Heading
from potok.documents.note.markup import array, content, words
from potok.notes.inputs.fields import Inputs
from potok.notes.inputs.outline import outline
from potok.notes.note import Note
from potok.notes.render.typst import quoted


def note_pdf(note: Note, *, inputs: Inputs | None = None, heading: Heading = NO_HEADING) -> bytes:
    """The PDF of a note.

    Args:
        note: The explained calculation.
        inputs: The declared input of its method, for titles of lists; None when it is not known any more.
        heading: Data of the title block.
    """
    return compiled(note_markup(note, inputs=inputs, heading=heading))


def compiled(markup: str) -> bytes:
    """Typst markup as a PDF, with the fonts of the compiler only: equal on every machine."""
    import typst  # noqa: PLC0415 - 80 MB that only documents need

    return bytes(typst.compile(markup.encode(), format="pdf", ignore_system_fonts=True))


def note_markup(note: Note, *, inputs: Inputs | None = None, heading: Heading = NO_HEADING) -> str:
    """The same as Typst markup."""
    number = f"Расчёт {heading.number}" if heading.number else note.method
    footer = f"{number} · {note.title}"
    body = [
        f"#show: note.with(title: {quoted(note.title)}, footer: {content(footer)})",
        f"= {words(note.title)}",
        _title_block(note, heading),
        f"== {words('Исходные данные')}",
        *parts.inputs(outline(note.inputs, inputs, note.given)),
        *parts.steps(note),
        *parts.results(note),
        *parts.remarks(note),
        *parts.pictures(note),
        *parts.sources(note),
    ]
    return "\n".join([look(), *body]) + "\n"


@cache
def look() -> str:
    """Functions that the body of a document calls."""
    return (Path(__file__).parent / "note.typ").read_text(encoding="utf-8")


def _title_block(note: Note, heading: Heading) -> str:
    version = f", версия {heading.version}" if heading.version else ""
    pairs = [
        ("Предприятие", heading.plant),
        ("Расчётная записка", f"№ {heading.number}{version}" if heading.number else ""),
        ("Объект", heading.subject),
        ("Составил", heading.author),
        ("Дата", f"{heading.date:%d.%m.%Y}" if heading.date else ""),
        ("Метод", f"{note.method}. {note.source.text()}"),
        ("Пример источника", note.reference.title if note.reference else ""),
        ("Примечание", heading.comment),
    ]
    shown = [array((content(word), content(value))) for word, value in pairs if value]
    return f"#title-block({', '.join(shown)})"
