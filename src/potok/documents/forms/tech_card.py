"""The printed technological card on A4: materials, output, times, balance, signatures, QR code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from potok.documents.forms.qr import qr_svg
from potok.documents.papers.paper import TECH_CARD
from potok.documents.papers.printing import form_pdf
from potok.documents.table_workbook import Sheet, SheetColumn, table_workbook

#: Heads of the tables in the workbook, as the built-in template has them.
MATERIAL_HEADS = ("Код", "Материал", "Партия", "Норма", "Факт", "Откл.", "%", "Причина")
TIME_HEADS = ("Операция", "Машина", "Норма, мин", "Факт, мин", "Причина")
OUTPUT_HEADS = ("Выпуск", "шт.", "кг")


@dataclass(frozen=True, slots=True)
class CardPaper:
    """Everything on the sheet; cells as they are printed, blank ones are filled in by hand.

    Attributes:
        facts: Word and value of the head.
        materials, times, outputs: Rows under `MATERIAL_HEADS`, `TIME_HEADS`, `OUTPUT_HEADS`.
        balance: The equation in words, empty when there is none.
        people: Who signs, in sequence.
    """

    company: str
    number: str
    state: str
    subject: str
    facts: Sequence[tuple[str, str]]
    materials: Sequence[Sequence[str]]
    outputs: Sequence[Sequence[str]]
    times: Sequence[Sequence[str]]
    balance: str
    note: str
    people: Sequence[str]
    url: str
    printed_at: dt.datetime


def tech_card_pdf(paper: CardPaper, *, template: str | None = None) -> bytes:
    """The sheet as PDF.

    Args:
        template: Text of the company's template; None = the built-in one.

    Raises:
        TemplateBrokenError: The template is wrong.
    """
    return form_pdf(TECH_CARD, card_texts(paper), template=template)


def card_texts(paper: CardPaper) -> dict[str, Any]:
    """The sheet as a template sees it; `code` is the QR code as SVG."""
    return {
        "company": paper.company,
        "number": paper.number,
        "state": paper.state,
        "subject": paper.subject,
        "facts": [{"word": word, "value": value} for word, value in paper.facts],
        "materials": paper.materials,
        "outputs": paper.outputs,
        "times": paper.times,
        "balance": paper.balance,
        "note": paper.note,
        "people": paper.people,
        "code": qr_svg(paper.url),
        "printed_at": f"{paper.printed_at:%d.%m.%Y %H:%M}",
    }


def example_card() -> CardPaper:
    """A sheet with every field filled, for a trial print of a template."""
    return CardPaper(
        company="ООО «Пример»",
        number="ТК 1-2026/00001",
        state="Проведена",
        subject="ЗП-0001 · Грунтовка акриловая 10 кг",
        facts=[("Цех", "Цех № 1"), ("Смена", "02.03.2026, смена 1"), ("Партия", "ЗП-0001-01")],
        materials=[
            ("R02", "Диоксид титана", "L0001", "120,000 кг", "125,000 кг", "+5,000", "+4,2", "Просыпь")
        ],
        outputs=[("Годные", "1 230", "12 300,0"), ("Пробы ОТК", "2", "20,0")],
        times=[("10 Смешение", "Дисольвер ДС-1", "450", "470", "Ожидание")],
        balance="12 450,0 = 12 300,0 годное + 20,0 пробы + 130,0 потери",
        note="без замечаний",
        people=("Заполнил: Н. Громов", "ОТК", "Провёл: С. Мельник", "Принял склад ГП"),
        url="http://localhost/tech-cards/",
        printed_at=dt.datetime(2026, 3, 2, 17),
    )


def tech_card_workbook(paper: CardPaper) -> bytes:
    """The same as a workbook, a sheet a table."""
    note = f"Технологическая карта {paper.number} · {paper.subject} · {paper.state}"
    return table_workbook(
        Sheet(
            "Карта",
            (SheetColumn("Поле", 24), SheetColumn("Значение", 50)),
            [[word, value] for word, value in (*paper.facts, *_remarks(paper))],
            note=note,
        ),
        _sheet("Сырьё и тара", MATERIAL_HEADS, paper.materials, note),
        _sheet("Выпуск", OUTPUT_HEADS, paper.outputs, note),
        _sheet("Время", TIME_HEADS, paper.times, note),
    )


def _remarks(paper: CardPaper) -> list[tuple[str, str]]:
    told = (("Материальный баланс, кг", paper.balance), ("Замечание цеха", paper.note))
    return [(word, text) for word, text in told if text]


def _sheet(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], note: str) -> Sheet:
    columns = tuple(
        SheetColumn(head, 40 if place < 2 and len(heads) > 3 else 16) for place, head in enumerate(heads)
    )
    return Sheet(name, columns, [list(row) for row in rows], note=note)
