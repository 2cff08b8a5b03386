"""Primary papers: everything the books know stands on the sheet, and a company's template goes first."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from builders.pdfs import text_of_pdf
from potok.documents.papers.own_templates import (
    UnknownFormError,
    example,
    example_pdf,
    form_of,
    own_templates,
    restore_template,
    save_template,
    template_of,
)
from potok.documents.papers.paper import FORMS, M8, M11, MX18, SHIFT_TASK, TECH_CARD, Form
from potok.documents.papers.printing import TemplateBrokenError, built_in_template, paper_pdf
from potok.documents.papers.workbook import paper_workbook


def text_of(pdf: bytes, folder: Path) -> str:
    """All words of a PDF."""
    return " ".join(text_of_pdf(pdf, folder, "-layout").split())


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_bears_its_codes_its_number_and_its_lines(form: Form, tmp_path: Path) -> None:
    words = text_of(paper_pdf(example(form), form), tmp_path)
    for needed in (form.code, form.okud, "12345678", "ПРИМЕР-1", "02.03.2026", "Диоксид титана", "ОБРАЗЕЦ"):
        assert needed in words


def test_sums_are_price_by_quantity_to_the_kopeck(tmp_path: Path) -> None:
    paper = example(M11)
    assert paper.lines[0].sum_rub == Decimal("302457.00")
    assert paper.total_rub == Decimal("369717.00")
    assert "369 717,00" in text_of(paper_pdf(paper, M11), tmp_path)


def test_words_of_the_books_are_never_markup(tmp_path: Path) -> None:
    paper = replace(example(MX18), basis='#panic("!") *ТК* $x$ "кавычки" \\ ]')
    assert '#panic("!") *ТК* $x$ "кавычки" \\ ]' in text_of(paper_pdf(paper, MX18), tmp_path)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_workbook_has_a_row_a_line_and_living_sums(form: Form) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(paper_workbook(example(form), form))).active
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("ПРИМЕР-1" in str(value) for value in values)
    formulas = [value for value in values if str(value).startswith("=")]
    assert len(formulas) == (0 if form == M8 else 3)


def test_a_limit_card_prints_the_rest_after_each_issue(tmp_path: Path) -> None:
    words = text_of(paper_pdf(example(M8), M8), tmp_path)
    assert "800" in words
    assert "434,5" in words


@pytest.mark.parametrize("form", [SHIFT_TASK, TECH_CARD], ids=["shift_task", "tech_card"])
def test_sheets_of_the_shops_have_templates_of_the_company_too(form: Form, tmp_path: Path) -> None:
    own = built_in_template(form).replace('#section("', '#section("Наше: ', 1)
    save_template(form, tmp_path, own.encode())
    words = text_of(example_pdf(form, template=template_of(form, tmp_path)), tmp_path)
    assert form.title in words
    assert "Наше: " in words
    with pytest.raises(TemplateBrokenError):
        save_template(form, tmp_path, b'#import "sheet.typ": *\n#paper.nothing')
    assert template_of(form, tmp_path) == own


def test_an_own_template_goes_before_the_built_in_one_until_it_is_restored(tmp_path: Path) -> None:
    own = built_in_template(M11).replace("ТРЕБОВАНИЕ-НАКЛАДНАЯ", "НАША НАКЛАДНАЯ")
    save_template(M11, tmp_path, own.encode())
    assert template_of(M11, tmp_path) == own
    assert [one.form for one in own_templates(tmp_path) if one.changed_at] == [M11]
    words = text_of(paper_pdf(example(M11), M11, template=template_of(M11, tmp_path)), tmp_path)
    assert "НАША НАКЛАДНАЯ" in words
    assert restore_template(M11, tmp_path)
    assert template_of(M11, tmp_path) == built_in_template(M11)
    assert not restore_template(M11, tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"#let x = ",
        b"#paper.nothing",
        b'#import "common.typ": *\n#paper.nothing',
        b'#import "@preview/cetz:0.3.0"',
        b'#read("/etc/passwd")',
        "кириллица".encode("cp1251"),
        b" " * 200_001,
    ],
)
def test_a_template_that_does_not_print_is_refused_and_the_old_one_stays(
    content: bytes, tmp_path: Path
) -> None:
    save_template(M11, tmp_path, b"#let paper = json(bytes(sys.inputs.paper))\n#paper.number")
    before = template_of(M11, tmp_path)
    with pytest.raises(TemplateBrokenError, match="М-11"):
        save_template(M11, tmp_path, content)
    assert template_of(M11, tmp_path) == before


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(UnknownFormError, match="m99"):
        form_of("m99")
    assert form_of("m8").okud == "0315005"


def test_dates_of_a_limit_card_are_real_dates_in_the_workbook() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(paper_workbook(example(M8), M8))).active
    dates = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, dt.datetime)]
    assert dates == [dt.datetime(2026, 3, 2)]
