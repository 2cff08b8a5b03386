"""The shift task and the technological card ready to be printed; pages and the API give them out."""

from __future__ import annotations

from decimal import Decimal

from potok.documents import formats
from potok.documents.forms.shift_task import TaskLine, TaskMaterialLine, TaskPaper
from potok.documents.forms.tech_card import CardPaper
from potok.operations.catalog.clock import local, now, plant_settings
from potok.operations.people.acting import Actor
from potok.operations.planning.reads.versions import current_plan
from potok.operations.shopfloor.reads.card_detail import CardDetail, CardMaterialLine
from potok.operations.shopfloor.reads.shift_task import ShiftTask, TaskRow
from potok.operations.shopfloor.reads.task_materials import task_materials
from potok.operations.shopfloor.states import CARD_STATES

_STATES = dict(CARD_STATES)


def task_paper(task: ShiftTask, *, reader: Actor, url: str) -> TaskPaper:
    """The sheet of a shift task.

    Args:
        reader: Who prints it; the head of the workshop is named as the one who takes the task.
        url: Address of the task's page, for the QR code.
    """
    plan = current_plan()
    shift = task.shift
    return TaskPaper(
        company=plant_settings().name,
        workshop=task.workshop_name,
        number=f"{task.workshop}-{shift.date:%d.%m.%Y}/{shift.shift_no}",
        date=shift.date,
        shift_no=shift.shift_no,
        start_at=shift.start_at,
        finish_at=shift.finish_at,
        plan=f"план версии {plan.number}, отпечаток {plan.fingerprint}" if plan else "",
        url=url,
        printed_at=local(now()),
        lines=[_line(row) for row in task.rows],
        materials=[
            TaskMaterialLine(
                part.item,
                part.name,
                part.lot or "нет в резерве",
                formats.quantity(part.qty, part.unit, 0 if part.unit == "pcs" else 1),
            )
            for part in task_materials(task)
        ],
        head=reader.name if task.workshop_id in reader.workshops else "",
    )


def card_paper(card: CardDetail, *, url: str) -> CardPaper:
    """The sheet of a technological card.

    Args:
        url: Address of the card's page, for the QR code.
    """
    shift = f"{formats.date(card.date)}" + (f", смена {card.shift_no}" if card.shift_no is not None else "")
    return CardPaper(
        company=plant_settings().name,
        number=card.number,
        state=_STATES[card.state],
        subject=f"{card.order_no} · {card.product_name}",
        facts=[
            ("Цех", card.workshop_name),
            ("Смена", shift),
            ("План заказа", f"{formats.pieces(card.order_qty_pcs)} шт."),
            ("Партия", card.lot or formats.NOT_APPLICABLE),
            ("Загрузки", card.batches or formats.NOT_APPLICABLE),
            ("Ответственный", card.responsible or card.filled_by),
        ],
        materials=[_material(line) for line in card.materials],
        outputs=_outputs(card),
        times=_times(card),
        balance=_balance(card),
        note=card.note,
        people=(f"Заполнил: {card.filled_by}", "ОТК", f"Провёл: {card.posted_by}", "Принял склад ГП"),
        url=url,
        printed_at=local(now()),
    )


def _line(row: TaskRow) -> TaskLine:
    minutes = Decimal((row.finish_at - row.start_at).total_seconds()) / 60
    crew = row.pace.people if row.pace and row.pace.people else 1
    return TaskLine(
        machine=row.machine_name,
        order_no=row.order_no,
        product=row.product_name,
        operation=f"{row.op_no} {row.op_name}",
        qty_pcs=row.qty_pcs,
        hours=minutes * crew / 60,
        start_at=row.start_at,
        finish_at=row.finish_at,
        people=", ".join(row.people),
    )


def _times(card: CardDetail) -> list[tuple[str, ...]]:
    worked = [
        (
            f"{line.op_no} {line.op_name}",
            line.machine_name,
            formats.number(line.norm_min, 0),
            formats.number(line.actual_min, 0),
            line.reason_name,
        )
        for line in card.times
    ]
    stood = [
        ("Простой", line.machine_name, "", formats.number(line.minutes, 0), line.reason_name)
        for line in card.stops
    ]
    return [*worked, *stood]


def _material(line: CardMaterialLine) -> tuple[str, ...]:
    decimals = 0 if line.unit == "pcs" else 3
    pct = formats.NOT_APPLICABLE if line.deviation_pct is None else formats.signed(line.deviation_pct, 1)
    return (
        line.item,
        line.name,
        ", ".join(part.lot for part in line.lots),
        formats.quantity(line.norm_qty, line.unit, decimals),
        formats.quantity(line.actual_qty, line.unit, decimals),
        formats.signed(line.deviation_qty, decimals) if line.deviation_qty else "0",
        pct if line.deviation_pct else "0" if line.deviation_pct is not None else pct,
        line.reason_name,
    )


def _outputs(card: CardDetail) -> list[tuple[str, str, str]]:
    def row(word: str, pcs: int) -> tuple[str, str, str]:
        kg = "" if card.net_kg is None else formats.kilograms(Decimal(pcs) * card.net_kg, 1)
        return (word, formats.pieces(pcs), kg)

    defects = [
        row(f"{'Брак' if line.kind == 'scrap' else 'Доработка'}: {line.reason_name.lower()}", line.qty_pcs)
        for line in card.defects
    ]
    return [row("Годные", card.good_pcs), *defects, row("Пробы ОТК", card.samples_pcs)]


def _balance(card: CardDetail) -> str:
    if card.balance is None:
        return ""
    one = card.balance
    parts = (
        (one.good_kg, "годное"),
        (one.rework_kg, "доработка"),
        (one.scrap_kg, "брак"),
        (one.samples_kg, "пробы"),
        (one.losses_kg, "потери"),
    )
    terms = " + ".join(f"{formats.kilograms(kg)} {word}" for kg, word in parts)
    reason = f", причина потерь: {card.loss_reason_name.lower()}" if card.loss_reason_name else ""
    share = formats.percent(one.yield_pct, 2)
    return f"{formats.kilograms(one.raw_kg)} = {terms}; выход годного {share}{reason}"
