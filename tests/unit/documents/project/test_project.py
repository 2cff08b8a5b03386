"""The project note as PDF and DOCX says the same, in order, and holds what a note must hold."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from builders.pdfs import text_of_pdf
from builders.projects import project_of
from potok.documents.note.pdf import compiled
from potok.documents.project import model
from potok.documents.project.pdf import project_markup, project_pdf
from potok.documents.project.word import project_docx
from potok.learning.control.variants import variants
from potok.notes.note import FormulaStep

PROJECT = project_of(7, 2, 15)
PARTS = (
    "ООО«КОЛОРИТ-ХИМ»",
    "ОРГАНИЗАЦИЯУЧАСТКАОКРАСКИ",
    "Расчётно-пояснительнаязаписка",
    "№РПЗ-0001",
    "Составил",
    "Проверил",
    "02.03.2026",
    "СОДЕРЖАНИЕ",
    "ВВЕДЕНИЕ",
    "1Разделзадания7",
    "1.1Исходныеданные",
    "2Разделзадания2",
    "3Разделзадания15",
    "ЗАКЛЮЧЕНИЕ",
    "Основныепоказатели",
    "СПИСОКИСПОЛЬЗОВАННЫХИСТОЧНИКОВ",
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def pdf_text(content: bytes, folder: Path, *options: str) -> str:
    return text_of_pdf(content, folder, *options).replace("\u2060", "")


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def docx_text(document: Document) -> str:
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


def parts_in_order(text: str) -> list[str]:
    """The parts that stand in a text, each behind the one before it."""
    found, place = [], 0
    for part in PARTS:
        place = text.find(part, place)
        if place < 0:
            break
        found.append(part)
    return found


def test_the_pdf_has_all_parts_in_order(tmp_path: Path) -> None:
    assert parts_in_order(squeezed(pdf_text(project_pdf(PROJECT), tmp_path))) == list(PARTS)


def test_the_docx_opens_and_has_all_parts_in_order() -> None:
    assert parts_in_order(squeezed(docx_text(opened(project_docx(PROJECT))))) == list(PARTS)


def test_pages_are_numbered_and_the_title_page_is_not(tmp_path: Path) -> None:
    pages = pdf_text(project_pdf(PROJECT), tmp_path, "-layout").split("\f")[:-1]
    feet = [page.strip().splitlines()[-1].strip() for page in pages]
    assert feet == ["02.03.2026", *map(str, range(2, len(pages) + 1))]


def test_the_contents_name_the_pages_of_the_sections(tmp_path: Path) -> None:
    pages = pdf_text(project_pdf(PROJECT), tmp_path).split("\f")
    for title in ("1 Раздел задания 7", "2 Раздел задания 2"):
        on = [number for number, page in enumerate(pages, 1) if squeezed(title) in squeezed(page)]
        line = squeezed(pages[1]).partition(squeezed(title))[2].lstrip(".")
        assert line.startswith(str(on[1]))


def test_the_contents_of_the_docx_refer_to_bookmarks_that_exist() -> None:
    body = opened(project_docx(PROJECT)).element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    used = {code.text.split()[1] for code in body.iter(qn("w:instrText")) if "PAGEREF" in (code.text or "")}
    assert used
    assert used == marks


def test_formulas_of_the_docx_are_office_math_and_charts_are_pictures() -> None:
    document = opened(project_docx(PROJECT))
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
    assert len(list(document.element.body.iter(f"{space}oMath"))) > 50
    assert len(document.inline_shapes) == sum(len(section.note.figures) for section in PROJECT.sections)


def test_conclusions_are_those_of_the_notes(tmp_path: Path) -> None:
    text = squeezed(pdf_text(project_pdf(PROJECT), tmp_path))
    words = squeezed(docx_text(opened(project_docx(PROJECT))))
    for section in PROJECT.sections:
        for line in section.note.conclusions:
            assert squeezed(line)[:40] in words
        for found in model.main_figures(section.note):
            assert squeezed(found.title)[:20] in text


def test_appendices_have_letters_and_numbered_pictures(tmp_path: Path) -> None:
    text = squeezed(pdf_text(project_pdf(PROJECT), tmp_path))
    assert "ПРИЛОЖЕНИЕА." in text
    assert "РисунокА.1—" in text
    assert "ПРИЛОЖЕНИЕБ." in text


def test_every_source_is_listed_once() -> None:
    lines = model.cited([section.note for section in PROJECT.sections])
    assert len({line.partition(":")[0] for line in lines}) == len(lines)


def test_texts_of_users_are_no_markup() -> None:
    project = project_of(24, title='#panic("x") $x$ «» \\', introduction="*жирно* @ссылка #let <a>&b\n\n]")
    assert project_pdf(project).startswith(b"%PDF-")
    assert "*жирно* @ссылка #let <a>&b" in docx_text(opened(project_docx(project)))


def test_empty_texts_are_left_out() -> None:
    project = project_of(24, introduction=" \n\n ", checker="")
    markup = project_markup(project)
    assert '#plain-heading[#"Введение"]' not in markup
    assert "ВВЕДЕНИЕ" not in docx_text(opened(project_docx(project)))
    assert "Проверил" not in docx_text(opened(project_docx(project)))


def test_a_brief_document_has_every_formula_once_and_all_results_but_no_steps() -> None:
    twice = replace(PROJECT, sections=(PROJECT.sections[0], *PROJECT.sections))
    markup = project_markup(twice, brief=True)
    formulas = {
        step.formula.id if isinstance(step, FormulaStep) else step.rule
        for section in PROJECT.sections
        for step in section.note.steps
    }
    assert markup.count("#kind(") == len(formulas)
    assert "#step(" not in markup
    assert "Исходные данные" not in markup
    whole = project_markup(PROJECT)
    assert "#step(" in whole
    assert len(compiled(markup)) < len(compiled(whole))


@pytest.mark.parametrize("number", [task.number for task in variants()][::3])
def test_any_calculation_becomes_a_section(number: int) -> None:
    project = project_of(number)
    assert project_pdf(project).startswith(b"%PDF-")
    assert opened(project_docx(project)).paragraphs
