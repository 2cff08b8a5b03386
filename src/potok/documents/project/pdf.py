"""A project note as PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from potok.documents.note import parts
from potok.documents.note.markup import array, content, data_table, words
from potok.documents.note.pdf import compiled, look
from potok.documents.project import model
from potok.documents.project.model import Project, Section
from potok.notes.inputs.outline import outline
from potok.notes.note import Note
from potok.notes.render.numbers import value_text
from potok.notes.render.svg import PAPER, common_spans, figure_svg
from potok.notes.render.typst import quoted

KIND = "Расчётно-пояснительная записка"
#: Letters of pictures come out at about nine points on the page.
_PICTURE_WIDTH = 600.0


def project_pdf(project: Project) -> bytes:
    """The PDF of a project note."""
    return compiled(project_markup(project))


def project_markup(
    project: Project, *, kind: str = KIND, opening: Iterable[str] = (), brief: bool = False
) -> str:
    """The same as Typst markup.

    Args:
        project: The calculations.
        kind: What the title page calls the document.
        opening: Markup of own parts between the introduction and the calculations.
        brief: Results of every calculation, formulas once in letters; neither inputs nor steps.
    """
    known: set[str] = set()
    body = [
        f"#show: project.with(title: {quoted(project.title)}, brief: {'true' if brief else 'false'})",
        _title_page(project, kind),
        f"#contents({content(model.CONTENTS)})",
        *_own(model.INTRODUCTION, project.introduction),
        *opening,
        *(["#pagebreak(weak: true)"] if brief else []),
        *(line for one in project.sections for line in (_brief(one, known) if brief else _section(one))),
        *_conclusion(project),
        *_sources(project),
        *_appendices(project),
    ]
    return "\n".join([look(), _project_look(), *body]) + "\n"


@cache
def _project_look() -> str:
    return (Path(__file__).parent / "project.typ").read_text(encoding="utf-8")


def _title_page(project: Project, kind: str) -> str:
    people = [("Составил", project.author), ("Проверил", project.checker)]
    shown = array(array((content(role), content(name))) for role, name in people if name)
    texts = (project.plant, kind, project.number, project.title, project.subject)
    given = ", ".join(map(quoted, texts))
    return f"#title-page({given}, {shown}, {quoted(f'{project.date:%d.%m.%Y}')})"


def _paragraphs(text: str) -> Iterator[str]:
    return (f"#own-paragraph{content(part)}" for part in model.paragraphs(text))


def _own(title: str, text: str) -> Iterator[str]:
    """A part made of own paragraphs only."""
    found = list(_paragraphs(text))
    if found:
        yield f"#plain-heading{content(title)}"
        yield from found


def _section(section: Section) -> Iterator[str]:
    note = section.note
    yield f"= {words(section.title)}"
    yield from _paragraphs(section.text)
    yield f"== {words('Исходные данные')}"
    yield from parts.inputs(outline(note.inputs, section.inputs, note.given))
    if note.steps and not note.steps[0].section:
        yield f"== {words('Расчёт')}"
    yield from parts.steps(note)
    yield from parts.results(note)
    yield from _warnings(note)
    if section.number:
        saved = f"Расчёт сохранён под № {section.number}, версия {section.version}."
        yield f"#own-paragraph{content(saved)}"


def _brief(section: Section, known: set[str]) -> Iterator[str]:
    """Formulas that the document has not shown yet, results and warnings."""
    note = section.note
    yield f"= {words(section.title)}"
    yield from _paragraphs(section.text)
    yield from parts.formulas(note, known)
    yield from parts.results(note, steps_shown=False)
    yield from (f"- {words(line)}" for line in note.conclusions)
    yield from _warnings(note)


def _warnings(note: Note) -> Iterator[str]:
    if note.warnings:
        body = "\n".join(f"- {words(remark.text)}" for remark in note.warnings)
        yield f"#remark[Предупреждения][\n{body}\n]"


def _conclusion(project: Project) -> Iterator[str]:
    yield f"#plain-heading{content(model.CONCLUSION)}"
    yield from _paragraphs(project.conclusion)
    for place, section, lines in model.findings(project):
        yield f"#own-paragraph{content(f'По разделу {place} «{section.title}»:')}"
        yield from (f"- {words(line)}" for line in lines)
    rows = [
        [content(f"{place}. {section.title}"), content(found.title), content(value_text(found.value))]
        for place, section in enumerate(project.sections, 1)
        for found in model.main_figures(section.note)
    ]
    if rows:
        yield f"#table-title({content('Основные показатели')})"
        yield data_table(("Раздел", "Показатель", "Значение"), rows, (False, False, True))


def _sources(project: Project) -> Iterator[str]:
    lines = model.cited([section.note for section in project.sections])
    if lines:
        yield f"#plain-heading{content(model.SOURCES)}"
        yield from (f"+ {words(line)}" for line in lines)


def _appendices(project: Project) -> Iterator[str]:
    for letter, place, section in model.appendices(project):
        title = content(f"Графики к разделу {place} «{section.title}»")
        yield f"#appendix-heading({quoted(letter)}, {title})"
        spans = common_spans(section.note.figures)
        for order, figure in enumerate(section.note.figures, 1):
            span = spans[figure.x_title] if figure.kind == "gantt" else None
            markup = figure_svg(figure, palette=PAPER, width=_PICTURE_WIDTH, span=span)
            number = quoted(f"{letter}.{order}")
            yield f"#numbered-picture({number}, {content(figure.title)}, {quoted(markup)})"
