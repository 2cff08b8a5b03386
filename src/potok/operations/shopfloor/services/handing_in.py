"""The shop hands its card in; the planner returns it with a reason (order-workflow 8.1)."""

from __future__ import annotations

from collections.abc import Iterator

from potok.errors import Problem
from potok.operations.catalog.situation import Situation, present_situation, situation_at_begin
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.events import Witness, record
from potok.operations.people.acting import Actor, command, require
from potok.operations.row_writes import save_fields
from potok.operations.shopfloor.errors import CardIncompleteError
from potok.operations.shopfloor.models import TechCard
from potok.operations.shopfloor.services.card_facts import MaterialLine, card_balance, material_lines
from potok.operations.shopfloor.services.card_guards import check_card_version, require_state, rework_left
from potok.operations.shopfloor.services.card_lines import pieces_of
from potok.operations.shopfloor.services.locking import lock_card
from potok.operations.shopfloor.services.progress import renew_progress


def hand_in_card(actor: Actor, *, number: str, expected_version: int | None = None) -> TechCard:
    """Hand a filled card in to the planners; its figures are fixed until it is returned.

    Raises:
        UnknownCardError: There is no such card.
        CardStateError: It is not a draft.
        CardIncompleteError: No output, a material not written off, a deviation or losses without reason:
            all of them at once.
        TransitionForbiddenError: The order is not in production any more.
        VersionConflictError: Somebody changed it since it was read.
        NoRightError: It belongs to another workshop.
    """
    with command(actor, "hand_in_card"):
        situation = situation_at_begin()
        order, card = lock_card(number)
        require(actor, "hand_in_card", workshop_id=card.workshop_id)
        check_card_version(card, expected_version)
        require_state(card, "draft", "передать")
        forbid_status(order, allowed=("in_production",), verb="передать ТК")
        materials = material_lines(card, situation)
        problems = [*_gaps(card, materials), *_losses(card, order, materials, situation)]
        if problems:
            raise CardIncompleteError(card=number, problems=problems)
        card.state, card.returned_reason = "handed_in", ""
        card.handed_in_by_id, card.handed_in_at = actor.user_id, situation.now
        save_fields(card, "state", "returned_reason", "handed_in_by", "handed_in_at")
        renew_progress(order)
        witness = Witness(actor, "hand_in_card", situation.now)
        new = {"card": card.number, "good_pcs": card.good_pcs}
        record([witness.event(order.pk, "card_handed_in", new=new, text=card.number)])
    return card


def return_card(actor: Actor, *, number: str, reason: str, expected_version: int | None = None) -> TechCard:
    """Return a card to its shop: it is a draft again.

    Raises:
        UnknownCardError: There is no such card.
        CardStateError: It is not handed in.
        ReasonMissingError: No reason is given.
    """
    why = required(reason, "почему карта возвращается цеху")
    with command(actor, "return_card", why=why):
        situation = present_situation()
        order, card = lock_card(number)
        check_card_version(card, expected_version)
        require_state(card, "handed_in", "вернуть цеху")
        card.state, card.returned_reason = "draft", why
        card.save(update_fields=["state", "returned_reason"])
        renew_progress(order)
        witness = Witness(actor, "return_card", situation.now)
        record([witness.event(order.pk, "card_returned", new={"card": card.number}, text=why)])
    return card


def _gaps(card: TechCard, materials: list[MaterialLine]) -> Iterator[Problem]:
    where = f"Карта {card.number}"
    pieces = pieces_of(card)
    if pieces.good + pieces.rework + pieces.scrap + pieces.samples == 0:
        yield Problem(where, None, "good_pcs", "0", "хотя бы одна штука выпуска", "output_present")
    if pieces.from_rework and pieces.from_rework > rework_left(card):
        expected = f"не больше {rework_left(card)} шт., оставленных на доработку другими картами"
        yield Problem(where, None, "from_rework_pcs", str(pieces.from_rework), expected, "bad_quantity")
    for line in materials:
        code = line.item.item_id
        if line.explained:
            continue
        if line.item.stock_controlled and line.norm > 0 and line.actual == 0:
            expected = f"партии материала {code} или причина, почему он не израсходован"
            yield Problem(where, None, f"uses.{code}", "0", expected, "materials_written_off")
        elif line.beyond:
            pct = "сверх рецептуры" if line.deviation_pct is None else f"{line.deviation_pct:+} %"
            expected = f"причина отклонения материала {code} ({pct})".replace(".", ",")
            yield Problem(where, None, f"uses.{code}.reason", None, expected, "deviations_explained")


def _losses(
    card: TechCard, order: ProductionOrder, materials: list[MaterialLine], situation: Situation
) -> Iterator[Problem]:
    balance = card_balance(card, order, materials, situation)
    if balance is not None and not balance.in_norm and card.loss_reason_id is None:
        limit = f"{balance.limit_pct}".replace(".", ",")
        shown = None if balance.losses_pct is None else str(balance.losses_pct)
        expected = f"причина потерь вне 0 … {limit} %"
        yield Problem(f"Карта {card.number}", None, "loss_reason", shown, expected, "losses_explained")
