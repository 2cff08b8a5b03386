"""The printed shift task (сменно-суточное задание): A4 landscape, blank columns for facts, QR code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.documents import formats
from potok.documents.forms import typesetting as typ
from potok.documents.forms.qr import qr_svg
from potok.documents.table_workbook import Sheet, SheetColumn, table_workbook

_BLANK_STOPS = 4
_HEADS = (
    "№", "Машина", "Заказ", "Изделие", "Операция", "План, шт.", "План, н·ч", "Время", "Исполнитель",
    "Годные", "Брак", "Причина", "Подпись",
)  # fmt: skip
_WIDTHS = (
    "7mm", "30mm", "17mm", "1fr", "28mm", "15mm", "14mm", "22mm", "26mm", "15mm", "13mm", "24mm", "17mm",
)  # fmt: skip
_ALIGNS: tuple[typ.Align, ...] = (
    "center", "left", "left", "left", "left", "right", "right", "center", "left", "right", "right", "left",
    "left",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A work of the task; texts as they are printed, `hours` = labour, man-hours."""

    machine: str
    order_no: str
    product: str
    operation: str
    qty_pcs: Decimal
    hours: Decimal | None
    start_at: dt.datetime
    finish_at: dt.datetime
    people: str


@dataclass(frozen=True, slots=True)
class TaskMaterialLine:
    """Material to bring to a work place, from which lot."""

    code: str
    name: str
    lot: str
    qty: str


@dataclass(frozen=True, slots=True)
class TaskPaper:
    """Everything on the sheet.

    Attributes:
        number: «1-03.03.2026/1»: workshop, date, shift.
        plan: «план версии 6, отпечаток 7C1E-40A9», empty without a plan.
        url: Address of the page that the QR code opens.
        printed_at: Plant local.
    """

    company: str
    workshop: str
    number: str
    date: dt.date
    shift_no: int
    start_at: dt.datetime
    finish_at: dt.datetime
    plan: str
    url: str
    printed_at: dt.datetime
    lines: Sequence[TaskLine]
    materials: Sequence[TaskMaterialLine]
    head: str = ""


def shift_task_pdf(paper: TaskPaper) -> bytes:
    """The sheet as PDF."""
    return typ.pdf(shift_task_markup(paper))


def shift_task_markup(paper: TaskPaper) -> str:
    """The same as Typst markup."""
    title = f"Сменно-суточное задание № {paper.number}"
    time = f"{paper.start_at:%H:%M}–{paper.finish_at:%H:%M}"
    under = f"на {paper.date:%d.%m.%Y}, смена {paper.shift_no}, {time}" + (
        f" · {paper.plan}" if paper.plan else ""
    )
    rows = [_cells(place, line) for place, line in enumerate(paper.lines, start=1)]
    total = sum((line.hours for line in paper.lines if line.hours is not None), Decimal(0))
    rows.append(("", "Итого по заданию", "", "", "", "", formats.number(total, 1), "", "", "", "", "", ""))
    materials = [(line.code, line.name, line.lot, line.qty, "") for line in paper.materials]
    blank = [("", "", "", "")] * _BLANK_STOPS
    body = [
        typ.head(
            f"{paper.company} · {paper.workshop}",
            title,
            under,
            code=qr_svg(paper.url),
            code_note="отчёт со смартфона",
        ),
        typ.table(_HEADS, _WIDTHS, _ALIGNS, rows),
        typ.beside(
            [
                typ.section("Сырьё и тара к рабочим местам"),
                typ.table(
                    ("Код", "Материал", "Партия", "Количество", "Отпустил"),
                    ("14mm", "1fr", "24mm", "28mm", "22mm"),
                    ("left", "left", "left", "right", "left"),
                    materials or [("", "", "", "", "")],
                ),
            ],
            [
                typ.section("Простои смены"),
                typ.table(
                    ("Машина", "С", "До", "Причина"),
                    ("1fr", "14mm", "14mm", "1fr"),
                    ("left", "center", "center", "left"),
                    blank,
                ),
            ],
        ),
        typ.signatures(
            "Выдал: плановик", f"Принял: начальник цеха {paper.head}".strip(), "ОТК", "Сдано: дата, время"
        ),
    ]
    footer = f"Поток · напечатано {paper.printed_at:%d.%m.%Y %H:%M}" + (
        f" · {paper.plan}" if paper.plan else ""
    )
    return typ.markup(body, title=title, footer=footer, landscape=True)


def shift_task_workbook(paper: TaskPaper) -> bytes:
    """The same as a workbook: works, materials."""
    note = f"Сменно-суточное задание № {paper.number} · {paper.company} · {paper.workshop} · {paper.plan}"
    works = Sheet(
        "Работы",
        tuple(
            SheetColumn(title, width, decimals)
            for title, width, decimals in zip(
                (
                    "Машина",
                    "Заказ",
                    "Изделие",
                    "Операция",
                    "План, шт.",
                    "План, н·ч",
                    "Начало",
                    "Окончание",
                    "Исполнитель",
                ),
                (26, 12, 44, 22, 12, 10, 17, 17, 24),
                (0, 0, 0, 0, None, 1, 0, 0, 0),
                strict=True,
            )
        ),
        [
            [
                line.machine,
                line.order_no,
                line.product,
                line.operation,
                line.qty_pcs,
                line.hours,
                f"{line.start_at:%d.%m.%Y %H:%M}",
                f"{line.finish_at:%d.%m.%Y %H:%M}",
                line.people,
            ]
            for line in paper.lines
        ],
        note=note,
    )
    materials = Sheet(
        "Сырьё и тара",
        (
            SheetColumn("Код", 10),
            SheetColumn("Материал", 40),
            SheetColumn("Партия", 16),
            SheetColumn("Количество", 18),
        ),
        [[line.code, line.name, line.lot, line.qty] for line in paper.materials],
        note=note,
    )
    return table_workbook(works, materials)


def _cells(place: int, line: TaskLine) -> tuple[str, ...]:
    time = f"{line.start_at:%H:%M}–{line.finish_at:%H:%M}"
    hours = "" if line.hours is None else formats.number(line.hours, 1)
    return (
        str(place), line.machine, line.order_no, line.product, line.operation,
        formats.pieces(line.qty_pcs), hours, time, line.people, "", "", "", "",
    )  # fmt: skip
