"""A technological card on paper and as a workbook."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from potok.documents.forms.tech_card import CardPaper, tech_card_pdf, tech_card_workbook
from potok.operations.catalog.clock import local, now
from potok.operations.people.acting import require
from potok.operations.shopfloor.reads.card_detail import CardDetail, CardMaterialLine
from potok.web import formats
from potok.web.components.downloads import XLSX, attachment, shown
from potok.web.components.states import CARD
from potok.web.shell.person import actor
from potok.web.shell.plant import plant_of
from potok.web.tech_cards.card import found_card
from potok.web.tech_cards.links import card_url


@require_GET
def printed(request: HttpRequest, number: str) -> HttpResponse:
    """The card as PDF, to be looked at and printed."""
    return shown(tech_card_pdf(_paper(request, number)), name=number)


@require_GET
def workbook(request: HttpRequest, number: str) -> HttpResponse:
    """The card as XLSX."""
    content = tech_card_workbook(_paper(request, number))
    return attachment(content, name=number.replace("/", "-"), ending="xlsx", media_type=XLSX)


def _paper(request: HttpRequest, number: str) -> CardPaper:
    require(actor(request), "read_shop")
    card = found_card(number)
    shift = f"{formats.date(card.date)}" + (f", смена {card.shift_no}" if card.shift_no is not None else "")
    return CardPaper(
        company=plant_of(request).name,
        number=card.number,
        state=CARD[card.state].word,
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
        url=request.build_absolute_uri(card_url(card.number)),
        printed_at=local(now()),
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
