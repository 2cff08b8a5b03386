"""Figures of a card as its page draws them: deviation bars, balance, facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.shopfloor.balance import Balance
from potok.operations.shopfloor.reads.card_choices import LotChoice
from potok.operations.shopfloor.reads.card_detail import CardDetail, CardMaterialLine
from potok.operations.shopfloor.services.posting_rules import Check, Effect
from potok.web import formats
from potok.web.components.parts import Fact, Item
from potok.web.tech_cards.links import lot_url

#: Half of the width of a deviation bar, per cent of the norm.
SCALE_PCT = Decimal(5)
_HALF = Decimal(50)
_LEAST_MARK = Decimal(2)
_EFFECT_ICONS = {
    "write_off": "arrow-down",
    "output": "arrow-up",
    "quarantine": "flask-conical",
    "order": "circle-check",
    "reservation": "lock-open",
    "handover": "file-text",
    "reversal": "history",
}
_CHECK_ICONS = {
    "ok": ("circle-check", ""),
    "warning": ("triangle-alert", "wait"),
    "failed": ("circle-x", "bad"),
}


@dataclass(frozen=True, slots=True)
class DeviationBar:
    """A mark on a bar of ±5 %: where it begins and how long it is, per cent of the bar's width.

    Attributes:
        band_left, band_width: The tolerance.
    """

    left: str
    width: str
    band_left: str
    band_width: str
    beyond: bool


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A component on the page.

    Attributes:
        decimals: Of its quantities: whole pieces, grams.
        lots: Number, quantity as shown, address of its trace.
        more: Lots that may be added.
        unexplained: Its deviation still needs a reason.
    """

    line: CardMaterialLine
    decimals: int
    bar: DeviationBar | None
    lots: tuple[tuple[str, Decimal, str], ...]
    more: tuple[LotChoice, ...]

    @property
    def unexplained(self) -> bool:
        """Whether its deviation needs a reason."""
        return self.line.beyond and not self.line.reason


@dataclass(frozen=True, slots=True)
class BalanceTerm:
    """A term of the balance: kilograms, word, share of the whole in per cent for the stacked bar."""

    kg: Decimal
    word: str
    tone: str
    share: str


def material_rows(
    card: CardDetail, choices: Mapping[str, Sequence[LotChoice]] | None = None
) -> list[MaterialRow]:
    """Components of a card; `choices` = lots to offer when it is edited."""
    offered = choices or {}
    return [
        MaterialRow(
            line=line,
            decimals=0 if line.unit == "pcs" else 3,
            bar=deviation_bar(line.deviation_pct, card.deviation_tolerance_pct, beyond=line.beyond),
            lots=tuple((part.lot, part.qty, lot_url(part.lot)) for part in line.lots),
            more=tuple(
                one for one in offered.get(line.item, ()) if one.lot not in {part.lot for part in line.lots}
            ),
        )
        for line in card.materials
    ]


def deviation_bar(pct: Decimal | None, tolerance: Decimal, *, beyond: bool) -> DeviationBar | None:
    """The bar of a deviation; None without a norm."""
    if pct is None:
        return None
    cut = max(-SCALE_PCT, min(SCALE_PCT, pct))
    length = max(abs(cut) / SCALE_PCT * _HALF, _LEAST_MARK if pct else Decimal(0))
    left = _HALF if pct > 0 else _HALF - length
    band = min(tolerance, SCALE_PCT) / SCALE_PCT * _HALF
    return DeviationBar(f"{left:.1f}", f"{length:.1f}", f"{_HALF - band:.1f}", f"{2 * band:.1f}", beyond)


def balance_terms(balance: Balance) -> list[BalanceTerm]:
    """Good + rework + scrap + samples + losses, in the sequence of the equation and of the bar."""
    terms = (
        (balance.good_kg, "годное", "good"),
        (balance.rework_kg, "доработка", "rework"),
        (balance.scrap_kg, "брак", "scrap"),
        (balance.samples_kg, "пробы", "samples"),
        (balance.losses_kg, "потери", "losses"),
    )
    whole = sum((max(kg, Decimal(0)) for kg, _, _ in terms), Decimal(0))
    return [
        BalanceTerm(kg, word, tone, f"{max(kg, Decimal(0)) / whole * 100:.2f}" if whole else "0")
        for kg, word, tone in terms
    ]


def facts(card: CardDetail, poster: str) -> list[Fact]:
    """The strip below the head.

    Args:
        poster: Who posts it, when it waits for that.
    """
    share = formats.percent(Decimal(card.good_pcs) * 100 / card.order_qty_pcs) if card.order_qty_pcs else ""
    shift = f"смена {card.shift_no}" if card.shift_no is not None else ""
    found = [
        Fact("Цех, машины", f"№ {card.workshop}", " → ".join(card.machines)),
        Fact("Смена", formats.date(card.date), shift),
        Fact("Партия", card.lot or formats.NOT_APPLICABLE, card.batches),
        Fact("План заказа", f"{formats.pieces(card.order_qty_pcs)} шт.", _done(card)),
        Fact("Годные", f"{formats.pieces(card.good_pcs)} шт.", f"{share} плана" if share else "", "done"),
        Fact("Заполнил", card.filled_by or card.responsible or formats.NOT_APPLICABLE),
    ]
    if card.posted_by or card.posted_at:
        found.append(Fact("Провёл", card.posted_by or "Поток", formats.short_moment(card.posted_at)))
    elif poster:
        found.append(Fact("Проводит", poster))
    return found


def check_items(checks: Sequence[Check]) -> list[Item]:
    """Guards as lines."""
    return [
        Item(check.text, _CHECK_ICONS[check.state][0], tone=_CHECK_ICONS[check.state][1]) for check in checks
    ]


def effect_items(effects: Sequence[Effect | Mapping[str, str]]) -> list[Item]:
    """What a posting does or did, in sequence."""
    found = []
    for effect in effects:
        told = (
            effect
            if isinstance(effect, Mapping)
            else {"kind": effect.kind, "title": effect.title, "text": effect.text}
        )
        found.append(Item(told["title"], _EFFECT_ICONS.get(told["kind"], "file-text"), told["text"]))
    return found


def _done(card: CardDetail) -> str:
    return f"сделано {formats.pieces(card.order_done_pcs)}" if card.order_done_pcs else ""
