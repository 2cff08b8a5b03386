"""The printed shift task (сменно-суточное задание): A4 landscape, blank columns for facts, QR code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from potok.documents import formats
from potok.documents.forms.qr import qr_svg
from potok.documents.papers.paper import SHIFT_TASK
from potok.documents.papers.printing import form_pdf
from potok.documents.table_workbook import Sheet, SheetColumn, table_workbook


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


def shift_task_pdf(paper: TaskPaper, *, template: str | None = None) -> bytes:
    """The sheet as PDF.

    Args:
        template: Text of the company's template; None = the built-in one.

    Raises:
        TemplateBrokenError: The template is wrong.
    """
    return form_pdf(SHIFT_TASK, task_texts(paper), template=template)


def task_texts(paper: TaskPaper) -> dict[str, Any]:
    """The sheet as a template sees it; `code` is the QR code as SVG."""
    hours = [line.hours for line in paper.lines if line.hours is not None]
    return {
        "company": paper.company,
        "workshop": paper.workshop,
        "number": paper.number,
        "date": formats.date(paper.date),
        "shift_no": str(paper.shift_no),
        "time": _between(paper.start_at, paper.finish_at),
        "plan": paper.plan,
        "head": paper.head,
        "code": qr_svg(paper.url),
        "printed_at": f"{paper.printed_at:%d.%m.%Y %H:%M}",
        "total_hours": formats.number(sum(hours, Decimal(0)), 1),
        "lines": [_line(place, line) for place, line in enumerate(paper.lines, start=1)],
        "materials": [asdict(line) for line in paper.materials],
    }


def example_task() -> TaskPaper:
    """A sheet with every field filled, for a trial print of a template."""
    start, finish = dt.datetime(2026, 3, 2, 8), dt.datetime(2026, 3, 2, 16, 30)
    line = TaskLine(
        "Дисольвер ДС-1", "ЗП-0001", "Грунтовка акриловая 10 кг", "10 Смешение", Decimal(1240),
        Decimal("7.5"), start, finish, "И. Волков",
    )  # fmt: skip
    return TaskPaper(
        company="ООО «Пример»",
        workshop="Цех № 1",
        number="1-02.03.2026/1",
        date=start.date(),
        shift_no=1,
        start_at=start,
        finish_at=finish,
        plan="план версии 6, отпечаток 7C1E-40A9",
        url="http://localhost/shift/?workshop=1&date=2026-03-02&shift=1",
        printed_at=start,
        lines=[line],
        materials=[TaskMaterialLine("R02", "Диоксид титана", "L0001", "1\u202f234,5\u00a0кг")],
        head="Н. Громов",
    )


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


def _line(place: int, line: TaskLine) -> dict[str, str]:
    return {
        "place": str(place),
        "machine": line.machine,
        "order_no": line.order_no,
        "product": line.product,
        "operation": line.operation,
        "qty": formats.pieces(line.qty_pcs),
        "hours": "" if line.hours is None else formats.number(line.hours, 1),
        "time": _between(line.start_at, line.finish_at),
        "people": line.people,
    }


def _between(start: dt.datetime, finish: dt.datetime) -> str:
    return f"{start:%H:%M}–{finish:%H:%M}"
