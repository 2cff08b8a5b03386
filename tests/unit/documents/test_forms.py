"""Printed forms: what stands on the sheet, texts that are never markup, QR codes."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from builders.pdfs import text_of_pdf
from potok.documents.forms.qr import qr_svg
from potok.documents.forms.shift_task import (
    TaskLine,
    TaskMaterialLine,
    TaskPaper,
    shift_task_pdf,
)
from potok.documents.forms.tech_card import CardPaper, tech_card_pdf

DATE = dt.date(2026, 3, 3)


def paper(product: str = "Грунтовка акриловая", lines: int = 1) -> TaskPaper:
    begin = dt.datetime(2026, 3, 3, 8)
    end = dt.datetime(2026, 3, 3, 16, 30)
    line = TaskLine(
        "Дисольвер", "ЗП-0015", product, "10 Смешение", Decimal(1240), Decimal("7.5"), begin, end, ""
    )
    return TaskPaper(
        company="Завод", workshop="Цех № 1", number="1-03.03.2026/1", date=DATE, shift_no=1, start_at=begin,
        finish_at=end, plan="план версии 6", url="http://localhost/shift/?workshop=1", printed_at=begin,
        lines=[line] * lines, materials=[TaskMaterialLine("R06", "Дисперсия", "L0010", "3 207,2 кг")],
    )  # fmt: skip


def words_of(pdf: bytes, folder: Path) -> str:
    return " ".join(text_of_pdf(pdf, folder, "-layout").split())


def test_the_sheet_names_task_works_and_materials(tmp_path: Path) -> None:
    words = words_of(shift_task_pdf(paper()), tmp_path)
    for needed in ("Сменно-суточное задание № 1-03.03.2026/1", "ЗП-0015", "1 240", "7,5", "L0010"):
        assert needed in words


def test_texts_of_users_are_literals_and_never_markup(tmp_path: Path) -> None:
    nasty = paper(product='#panic("!") $x$ *y* \\ "z"')
    words = words_of(shift_task_pdf(nasty), tmp_path)
    assert "#panic" in words
    assert "*y*" in words


def test_a_long_task_takes_more_sheets() -> None:
    def sheets(lines: int) -> int:
        return len(re.findall(rb"/Type\s*/Page\b", shift_task_pdf(paper(lines=lines))))

    assert sheets(1) == 1
    assert sheets(40) > 2


def test_a_card_is_printed_with_its_balance_and_remark(tmp_path: Path) -> None:
    card = CardPaper(
        company="Завод", number="ТК 1-2026/00018", state="Проведена", subject="ЗП-0014",
        facts=[("Цех", "№ 1")],
        materials=[("R02", "Титан", "L1", "1 кг", "1 кг", "0", "0", "")], outputs=[("Годные", "5", "10")],
        times=[], balance="10 = 10 годное", note="без замечаний", people=("Заполнил",),
        url="http://localhost/", printed_at=dt.datetime(2026, 3, 3),
    )  # fmt: skip
    words = words_of(tech_card_pdf(card), tmp_path)
    for needed in ("Технологическая карта ТК 1-2026/00018", "10 = 10 годное", "без замечаний", "Заполнил"):
        assert needed in words


@pytest.mark.parametrize(
    "text", ["http://localhost/", "http://plant.example/tech-cards/card/%D0%A2%D0%9A/" * 8]
)
def test_a_code_is_a_picture_without_a_size_of_its_own(text: str) -> None:
    svg = qr_svg(text)
    assert svg.startswith("<svg")
    assert "viewBox" in svg
    assert "width=" not in svg.split(">", 1)[0]
