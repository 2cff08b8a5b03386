"""A sheet of variants for a group and the sheet of answers for its teacher, both as PDF on A4."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from potok.documents.note import parts
from potok.documents.note.markup import content, data_table, words
from potok.documents.note.pdf import compiled, look
from potok.learning.answers import note_of, own_answers
from potok.learning.own.model import OwnVariant
from potok.methods import method
from potok.notes.inputs.outline import outline
from potok.notes.render.numbers import number_text
from potok.notes.render.typst import quoted


def variants_pdf(variants: Sequence[OwnVariant], *, group: str = "") -> bytes:
    """The sheet for students: condition, data and figures to find, without answers.

    Args:
        variants: Variants of one or several methods.
        group: Name of the group in the head, empty leaves it out.
    """
    return compiled(variants_markup(variants, group=group))


def answers_pdf(variants: Sequence[OwnVariant], *, group: str = "") -> bytes:
    """The sheet for the teacher: a table of answers for each variant."""
    return compiled(answers_markup(variants, group=group))


def variants_markup(variants: Sequence[OwnVariant], *, group: str = "") -> str:
    """`variants_pdf` as Typst markup."""
    body = [line for variant in variants for line in _task(variant)]
    return _sheet("Варианты заданий", group, body)


def answers_markup(variants: Sequence[OwnVariant], *, group: str = "") -> str:
    """`answers_pdf` as Typst markup."""
    body = [line for variant in variants for line in _solution(variant)]
    return _sheet("Ответы для преподавателя", group, body)


def _sheet(title: str, group: str, body: Sequence[str]) -> str:
    head = f"{title}. Группа {group}" if group else title
    start = [f"#show: note.with(title: {quoted(head)}, footer: {content(head)})", f"= {words(head)}"]
    return "\n".join([look(), *start, *body]) + "\n"


def _title(variant: OwnVariant) -> str:
    return f"Вариант {variant.seed}. {method(variant.method).title}"


def _task(variant: OwnVariant) -> Iterator[str]:
    note = note_of(variant)
    yield f"== {words(_title(variant))}"
    yield f"#par[{words(variant.condition)}]"
    yield from parts.inputs(outline(note.inputs, method(variant.method).inputs, variant.given))
    yield f"#table-title({content('Найдите')})"
    rows = [[content(answer.title), content(answer.unit_name), "[]"] for answer in own_answers(variant)]
    yield data_table(("Показатель", "Единица", "Ответ"), rows, (False, True, False))


def _solution(variant: OwnVariant) -> Iterator[str]:
    yield f"== {words(_title(variant))}"
    rows = [
        [content(answer.title), content(number_text(answer.number)), content(answer.unit_name)]
        for answer in own_answers(variant)
    ]
    yield data_table(("Показатель", "Ответ", "Единица"), rows, (False, True, True))
