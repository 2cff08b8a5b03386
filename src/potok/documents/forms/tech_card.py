"""The printed technological card on A4: materials, output, times, balance, signatures, QR code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from potok.documents.forms import typesetting as typ
from potok.documents.forms.qr import qr_svg
from potok.documents.note.markup import words
from potok.documents.table_workbook import Sheet, SheetColumn, table_workbook

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


def tech_card_pdf(paper: CardPaper) -> bytes:
    """The sheet as PDF."""
    return typ.pdf(tech_card_markup(paper))


def tech_card_markup(paper: CardPaper) -> str:
    """The same as Typst markup."""
    title = f"Технологическая карта {paper.number}"
    body = [
        typ.head(
            paper.company,
            title,
            f"{paper.subject} · {paper.state}",
            code=qr_svg(paper.url),
            code_note="открыть карту",
        ),
        typ.table(
            [word for word, _ in paper.facts],
            ["1fr"] * len(paper.facts),
            ["left"] * len(paper.facts),
            [[value for _, value in paper.facts]],
            tall=False,
        ),
        typ.section("Сырьё и тара"),
        typ.table(
            MATERIAL_HEADS,
            ("12mm", "1fr", "22mm", "25mm", "25mm", "17mm", "12mm", "32mm"),
            ("left", "left", "left", "right", "right", "right", "right", "left"),
            paper.materials,
            tall=False,
        ),
        typ.section("Выпуск"),
        typ.table(
            OUTPUT_HEADS, ("1fr", "30mm", "30mm"), ("left", "right", "right"), paper.outputs, tall=False
        ),
        typ.section("Время"),
        typ.table(
            TIME_HEADS,
            ("1fr", "1fr", "24mm", "24mm", "40mm"),
            ("left", "left", "right", "right", "left"),
            paper.times or [("", "", "", "", "")],
            tall=False,
        ),
    ]
    for part, text in (("Материальный баланс, кг", paper.balance), ("Замечание цеха", paper.note)):
        if text:
            body += [typ.section(part), words(text)]
    body.append(typ.signatures(*paper.people))
    return typ.markup(
        body, title=title, footer=f"Поток · напечатано {paper.printed_at:%d.%m.%Y %H:%M} · {paper.number}"
    )


def tech_card_workbook(paper: CardPaper) -> bytes:
    """The same as a workbook, a sheet a table."""
    note = f"Технологическая карта {paper.number} · {paper.subject} · {paper.state}"
    return table_workbook(
        Sheet(
            "Карта",
            (SheetColumn("Поле", 24), SheetColumn("Значение", 50)),
            [list(pair) for pair in paper.facts],
            note=note,
        ),
        _sheet("Сырьё и тара", MATERIAL_HEADS, paper.materials, note),
        _sheet("Выпуск", OUTPUT_HEADS, paper.outputs, note),
        _sheet("Время", TIME_HEADS, paper.times, note),
    )


def _sheet(name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], note: str) -> Sheet:
    columns = tuple(
        SheetColumn(head, 40 if place < 2 and len(heads) > 3 else 16) for place, head in enumerate(heads)
    )
    return Sheet(name, columns, [list(row) for row in rows], note=note)
