"""The shop fills in its technological card; the planner may only explain what is on it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from potok.errors import InvalidDataError, Problem
from potok.operations.bulk_writes import insert_rows
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import VersionConflictError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.cancellation import required
from potok.operations.people.acting import Actor, command, require
from potok.operations.shopfloor.errors import CardStateError
from potok.operations.shopfloor.models import CardDefect, CardMaterial, CardTime, TechCard, WorkReport
from potok.operations.shopfloor.services.card_lines import (
    LotPart,
    card_norms,
    parts_of_open_cards,
    propose_lots,
    write_materials,
    write_norms,
)
from potok.operations.shopfloor.services.locking import lock_card
from potok.operations.shopfloor.services.reasons import Reasons
from potok.operations.warehouse.models import StockLot

_MOST_PCS = 10**12
_MOST_QTY = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Defect:
    """Pieces that are scrap or to be reworked (`kind`), by code of the reason."""

    kind: str
    reason: str
    qty_pcs: int
    op_no: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LotUse:
    """Part of a lot, by its number, in the stock unit."""

    lot: str
    qty: Decimal


@dataclass(frozen=True, slots=True)
class Use:
    """What was used of a component.

    Attributes:
        lots: Of a component with stock control.
        qty: Of one without.
        reason: Code of a reason of kind `deviation`; empty = none.
    """

    item: str
    lots: Sequence[LotUse] = ()
    qty: Decimal | None = None
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimeReason:
    """Why an operation took longer or shorter than its norm (kind `time`)."""

    op_no: int
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CardFill:
    """Figures of a card; None = stays as it is.

    Attributes:
        defects: All of them: scrap and rework are their sums.
        uses: All components that are not named keep what they have.
        repropose: Take materials by norm anew for the changed output, before `uses`.
        loss_reason: Code of a reason of kind `loss`; empty takes it away.
    """

    good_pcs: int | None = None
    samples_pcs: int | None = None
    from_rework_pcs: int | None = None
    defects: Sequence[Defect] | None = None
    uses: Sequence[Use] = ()
    times: Sequence[TimeReason] = ()
    repropose: bool = False
    date: dt.date | None = None
    shift_no: int | None = None
    batches: str | None = None
    responsible: str | None = None
    people: Sequence[str] | None = None
    started_at: dt.datetime | None = None
    finished_at: dt.datetime | None = None
    loss_reason: str | None = None
    loss_note: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Reasons that the planner adds to a card handed in; figures stay those of the shop."""

    uses: Sequence[Use] = ()
    times: Sequence[TimeReason] = ()
    loss_reason: str | None = None
    loss_note: str | None = None


def fill_card(actor: Actor, *, number: str, given: CardFill, expected_version: int | None = None) -> TechCard:
    """Change a draft; norms follow its output.

    Raises:
        UnknownCardError: There is no such card.
        CardStateError: It is not a draft.
        InvalidDataError: All faults of the given figures at once.
        VersionConflictError: Somebody changed it since it was read.
        NoRightError: It belongs to another workshop.
    """
    with command(actor, "fill_card"):
        order, card = lock_card(number)
        require(actor, "fill_card", workshop_id=card.workshop_id)
        check_card_version(card, expected_version)
        require_state(card, "draft", "править")
        situation = present_situation()
        lots = _lots_of(given.uses)
        faults = list(_faults(card, given, lots, situation))
        if faults:
            raise InvalidDataError(faults)
        reasons = Reasons(active_only=False)
        output_before = (card.good_pcs, card.rework_pcs, card.scrap_pcs, card.samples_pcs)
        rework_before = card.from_rework_pcs
        _set_figures(card, given, reasons)
        card.filled_by_id = actor.user_id
        card.save()
        if given.defects is not None:
            _write_defects(card, given.defects, reasons)
        changed = output_before != (card.good_pcs, card.rework_pcs, card.scrap_pcs, card.samples_pcs)
        if given.repropose or changed or rework_before != card.from_rework_pcs or given.uses:
            _write_uses(card, order, given, lots, situation)
        _write_reasons(card, given.uses, given.times, reasons, situation)
        card.refresh_from_db()
    return card


def explain_card(
    actor: Actor, *, number: str, given: Explanation, expected_version: int | None = None
) -> TechCard:
    """The planner names reasons of deviations on a card that was handed in.

    Raises:
        UnknownCardError: There is no such card.
        CardStateError: It is not handed in.
        UnknownWorkReasonError: A reason is not in the list.
        VersionConflictError: Somebody changed it since it was read.
    """
    with command(actor, "explain_card"):
        _, card = lock_card(number)
        check_card_version(card, expected_version)
        require_state(card, "handed_in", "дополнить причинами")
        situation = present_situation()
        reasons = Reasons(active_only=False)
        faults = list(_unknown_items(given.uses, card, situation))
        if faults:
            raise InvalidDataError(faults)
        _set_losses(card, given.loss_reason, given.loss_note, reasons)
        card.save()
        _write_reasons(card, given.uses, given.times, reasons, situation)
        card.refresh_from_db()
    return card


def void_card(actor: Actor, *, number: str, reason: str) -> None:
    """Put a draft aside; its reports wait for another card. The number stays on record.

    Raises:
        UnknownCardError: There is no such card.
        CardStateError: It is not a draft.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему карта аннулируется")
    with command(actor, "fill_card", why=why):
        _, card = lock_card(number)
        require(actor, "fill_card", workshop_id=card.workshop_id)
        require_state(card, "draft", "аннулировать")
        WorkReport.objects.filter(card=card).update(card=None)
        card.state, card.returned_reason = "void", why
        card.save(update_fields=["state", "returned_reason"])


def check_card_version(card: TechCard, expected: int | None) -> None:
    """Refuse a command that was given on an older version of the card.

    Raises:
        VersionConflictError: With the current version.
    """
    if expected is not None and card.version != expected:
        raise VersionConflictError(
            what=f"ТК {card.number}", expected=expected, current=card.version, changed={}
        )


#: What to do instead, by state.
_HINTS = {
    "draft": "Сначала цех передаёт карту.",
    "handed_in": "Её проводит плановик; для правки верните карту цеху.",
    "posted": "Проведённая карта исправляется сторно.",
    "reversed": "Заведите новую карту.",
    "void": "Заведите новую карту.",
}


def require_state(card: TechCard, state: str, verb: str) -> None:
    """Refuse a command that the state of the card does not permit.

    Raises:
        CardStateError: The state is another one.
    """
    if card.state != state:
        raise CardStateError(
            card=card.number, state=card.get_state_display(), verb=verb, hint=_HINTS[card.state]
        )


def rework_left(card: TechCard) -> int:
    """Pieces that other cards of the order left for rework and no card has taken back."""
    others = TechCard.objects.filter(order_id=card.order_id, state__in=["handed_in", "posted"])
    sums = others.exclude(pk=card.pk).aggregate(given=Sum("rework_pcs"), back=Sum("from_rework_pcs"))
    return max(0, (sums["given"] or 0) - (sums["back"] or 0))


def _lots_of(uses: Iterable[Use]) -> dict[str, StockLot]:
    numbers = {part.lot for use in uses for part in use.lots}
    return {lot.code: lot for lot in StockLot.objects.filter(code__in=numbers)}


def _faults(
    card: TechCard, given: CardFill, lots: dict[str, StockLot], situation: Situation
) -> Iterator[Problem]:
    where = f"ТК {card.number}"
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
    yield from _unknown_items(given.uses, card, situation)
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


def _unknown_items(uses: Iterable[Use], card: TechCard, situation: Situation) -> Iterator[Problem]:
    twice = Counter(use.item for use in uses)
    for place, use in enumerate(uses):
        if use.item not in situation.master.items:
            yield Problem(
                f"ТК {card.number}",
                None,
                f"uses[{place}].item",
                use.item,
                "код материала из справочника",
                "unknown_reference",
            )
        elif twice[use.item] > 1:
            yield Problem(
                f"ТК {card.number}",
                None,
                f"uses[{place}].item",
                use.item,
                "материал по одному разу",
                "repeated",
            )


def _use_faults(
    where: str, uses: Sequence[Use], lots: dict[str, StockLot], situation: Situation
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


def _set_figures(card: TechCard, given: CardFill, reasons: Reasons) -> None:
    for name in (
        "good_pcs", "samples_pcs", "from_rework_pcs", "date", "shift_no", "batches", "responsible",
        "started_at", "finished_at", "note",
    ):  # fmt: skip
        value = getattr(given, name)
        if value is not None:
            setattr(card, name, value)
    if given.people is not None:
        card.people = list(given.people)
    if given.defects is not None:
        card.scrap_pcs = sum(one.qty_pcs for one in given.defects if one.kind == "scrap")
        card.rework_pcs = sum(one.qty_pcs for one in given.defects if one.kind == "rework")
    _set_losses(card, given.loss_reason, given.loss_note, reasons)


def _set_losses(card: TechCard, reason: str | None, note: str | None, reasons: Reasons) -> None:
    if reason is not None:
        card.loss_reason_id = reasons.key("loss", reason)
    if note is not None:
        card.loss_note = note[:250]


def _write_defects(card: TechCard, defects: Sequence[Defect], reasons: Reasons) -> None:
    CardDefect.objects.filter(card=card).delete()
    insert_rows(
        CardDefect,
        ("card", "kind", "reason", "qty_pcs", "op_no", "note"),
        (
            {
                "card": card.pk,
                "kind": one.kind,
                "reason": reasons.get(one.kind, one.reason).pk,
                "qty_pcs": one.qty_pcs,
                "op_no": one.op_no,
                "note": one.note[:250],
            }
            for one in defects
        ),
    )


def _write_uses(
    card: TechCard,
    order: ProductionOrder,
    given: CardFill,
    lots: dict[str, StockLot],
    situation: Situation,
) -> None:
    """Norms for the present output; lots as named, proposed anew or as they were."""
    norms = card_norms(card, order, situation)
    if not given.uses and not given.repropose:
        write_norms(card, norms, situation)
        return
    items, ids, codes = situation.master.items, situation.master.item_ids, situation.master.item_codes
    named = {use.item for use in given.uses}
    kept = {code: qty for code, qty in norms.items() if code not in named}
    parts: list[LotPart] = []
    measured: dict[str, Decimal] = {}
    if given.repropose:
        controlled = {code: qty for code, qty in kept.items() if items[code].stock_controlled}
        parts += propose_lots(order, controlled, situation, taken=parts_of_open_cards(order, but=card))
        measured = {code: qty for code, qty in kept.items() if code not in controlled}
    else:
        rows = card.lots.order_by("id").values_list("lot_id", "item_id", "qty")
        parts += [LotPart(*row) for row in rows if codes[row[1]] not in named]
        measured = {
            codes[item_id]: qty
            for item_id, qty in card.materials.values_list("item_id", "actual_qty")
            if codes[item_id] not in named and not items[codes[item_id]].stock_controlled
        }
    for use in given.uses:
        parts += [LotPart(lots[part.lot].pk, ids[use.item], part.qty) for part in use.lots if part.qty > 0]
        if not items[use.item].stock_controlled:
            measured[use.item] = use.qty or Decimal(0)
    write_materials(card, norms, parts, measured, situation)


def _write_reasons(
    card: TechCard,
    uses: Sequence[Use],
    times: Sequence[TimeReason],
    reasons: Reasons,
    situation: Situation,
) -> None:
    for use in uses:
        CardMaterial.objects.filter(card=card, item_id=situation.master.item_ids[use.item]).update(
            reason=reasons.key("deviation", use.reason), note=use.note[:250]
        )
    for time in times:
        CardTime.objects.filter(card=card, op_no=time.op_no).update(
            reason=reasons.key("time", time.reason), note=time.note[:250]
        )
