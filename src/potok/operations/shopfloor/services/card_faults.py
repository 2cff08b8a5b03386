"""Faults of what people write on a technological card, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from potok.errors import Problem
from potok.operations.catalog.situation import Situation
from potok.operations.shopfloor.models import TechCard
from potok.operations.shopfloor.services.card_given import CardFill, Defect, Use
from potok.operations.shopfloor.services.card_guards import rework_left
from potok.operations.warehouse.models import StockLot

_MOST_PCS = 10**12
_MOST_QTY = Decimal(10) ** 12


def card_faults(
    card: TechCard, given: CardFill, lots: Mapping[str, StockLot], situation: Situation
) -> Iterator[Problem]:
    """Faults of given figures.

    Args:
        lots: Lots that `given` names, by number, as far as they exist.
    """
    where = f"Карта {card.number}"
    for name in ("good_pcs", "samples_pcs", "from_rework_pcs"):
        pcs = getattr(given, name)
        if pcs is not None and not 0 <= pcs <= _MOST_PCS:
            yield Problem(where, None, name, str(pcs), "целое число штук не меньше 0", "bad_quantity")
    yield from _defect_faults(where, given.defects or ())
    if given.from_rework_pcs and 0 < given.from_rework_pcs <= _MOST_PCS:
        yield from _rework_faults(card, given, where)
    if given.date is not None and given.date > situation.today:
        expected = f"дата не позже {situation.today:%d.%m.%Y}"
        yield Problem(where, None, "date", given.date.isoformat(), expected, "date_in_the_future")
    begin, end = given.started_at or card.started_at, given.finished_at or card.finished_at
    if (given.started_at or given.finished_at) and begin and end and end < begin:
        yield Problem(where, None, "finished_at", end.isoformat(), "не раньше начала", "bad_time")
    yield from unknown_items(given.uses, card, situation)
    yield from _use_faults(where, given.uses, lots, situation)


def _rework_faults(card: TechCard, given: CardFill, where: str) -> Iterator[Problem]:
    back = given.from_rework_pcs or 0
    left = rework_left(card)
    if back > left:
        expected = f"не больше {left} шт., оставленных на доработку другими картами заказа"
        yield Problem(where, None, "from_rework_pcs", str(back), expected, "bad_quantity")
    scrap = (
        card.scrap_pcs
        if given.defects is None
        else sum(one.qty_pcs for one in given.defects if one.kind == "scrap")
    )
    good = card.good_pcs if given.good_pcs is None else given.good_pcs
    samples = card.samples_pcs if given.samples_pcs is None else given.samples_pcs
    if back > good + scrap + samples:
        expected = f"не больше выпуска карты: {good + scrap + samples} шт."
        yield Problem(where, None, "from_rework_pcs", str(back), expected, "bad_quantity")


def _defect_faults(where: str, defects: Iterable[Defect]) -> Iterator[Problem]:
    listed = list(defects)
    twice = Counter((one.kind, one.reason, one.op_no) for one in listed)
    for place, one in enumerate(listed):
        name = f"defects[{place}]"
        if one.kind not in {"scrap", "rework"}:
            yield Problem(where, None, f"{name}.kind", one.kind, "scrap или rework")
        if not 0 < one.qty_pcs <= _MOST_PCS:
            yield Problem(where, None, f"{name}.qty_pcs", str(one.qty_pcs), "больше 0 шт.", "bad_quantity")
        if twice[one.kind, one.reason, one.op_no] > 1:
            yield Problem(where, None, f"{name}.reason", one.reason, "причина по одному разу", "repeated")


def unknown_items(uses: Iterable[Use], card: TechCard, situation: Situation) -> Iterator[Problem]:
    """Components that are not in the catalogue or stand twice."""
    twice = Counter(use.item for use in uses)
    for place, use in enumerate(uses):
        if use.item not in situation.master.items:
            yield Problem(
                f"Карта {card.number}",
                None,
                f"uses[{place}].item",
                use.item,
                "код материала из справочника",
                "unknown_reference",
            )
        elif twice[use.item] > 1:
            yield Problem(
                f"Карта {card.number}",
                None,
                f"uses[{place}].item",
                use.item,
                "материал по одному разу",
                "repeated",
            )


def _use_faults(
    where: str, uses: Sequence[Use], lots: Mapping[str, StockLot], situation: Situation
) -> Iterator[Problem]:
    items, ids = situation.master.items, situation.master.item_ids
    twice = Counter(part.lot for use in uses for part in use.lots)
    for place, use in enumerate(uses):
        if use.item not in items:
            continue
        if use.qty is not None and not 0 <= use.qty <= _MOST_QTY:
            yield Problem(where, None, f"uses[{place}].qty", str(use.qty), "не меньше 0", "bad_quantity")
        if items[use.item].stock_controlled and use.qty is not None and not use.lots and use.qty > 0:
            expected = "партии, из которых взят материал: он учитывается по партиям"
            yield Problem(where, None, f"uses[{place}].lots", None, expected, "lots_missing")
        if use.lots and not items[use.item].stock_controlled:
            expected = "количество без партий: материал не учитывается на складе"
            yield Problem(where, None, f"uses[{place}].lots", use.lots[0].lot, expected, "lots_not_expected")
        for number, part in enumerate(use.lots):
            name = f"uses[{place}].lots[{number}]"
            lot = lots.get(part.lot)
            if lot is None or lot.item_id != ids[use.item]:
                expected = f"партия материала {use.item}"
                yield Problem(where, None, f"{name}.lot", part.lot, expected, "unknown_reference")
            elif twice[part.lot] > 1:
                yield Problem(where, None, f"{name}.lot", part.lot, "партия по одному разу", "repeated")
            if not 0 <= part.qty <= _MOST_QTY or part.qty != round(part.qty, 3):
                expected = "не меньше 0, до трёх знаков"
                yield Problem(where, None, f"{name}.qty", str(part.qty), expected, "bad_quantity")
