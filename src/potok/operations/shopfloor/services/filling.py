"""The shop fills in its technological card; the planner may only explain what is on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from potok.errors import InvalidDataError
from potok.operations.bulk_writes import insert_rows
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.cancellation import required
from potok.operations.people.acting import Actor, command, require
from potok.operations.shopfloor.models import CardDefect, CardMaterial, CardTime, TechCard, WorkReport
from potok.operations.shopfloor.services.card_faults import card_faults, unknown_items
from potok.operations.shopfloor.services.card_given import CardFill, Defect, Explanation, TimeReason, Use
from potok.operations.shopfloor.services.card_guards import check_card_version, require_state
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
        faults = list(card_faults(card, given, lots, situation))
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
        faults = list(unknown_items(given.uses, card, situation))
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


def _lots_of(uses: Iterable[Use]) -> dict[str, StockLot]:
    numbers = {part.lot for use in uses for part in use.lots}
    return {lot.code: lot for lot in StockLot.objects.filter(code__in=numbers)}


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
