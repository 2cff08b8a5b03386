"""Other volumes and due dates agreed with the client department (order-workflow 7.2, T10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import (
    NoOpenProposalError,
    NothingProposedError,
    ProposalOpenError,
    VolumeOutsideLimitsError,
)
from potok.operations.orders.models import OrderComponent, ProductionOrder, VolumeProposal
from potok.operations.orders.requirement import needs_by_order, note_latest_start
from potok.operations.orders.services.admission import forbid_status
from potok.operations.orders.services.cancellation import forbid_launched, renew_new_order, required
from potok.operations.orders.services.components import drop_other_components, write_components
from potok.operations.orders.services.cover import Refresh, refresh_after
from potok.operations.orders.services.creation import working_due_date
from potok.operations.orders.services.events import Witness, record
from potok.operations.orders.services.locking import lock_order
from potok.operations.orders.services.planned_lines import loosen_lines
from potok.operations.orders.services.settlement import Reason, refresh_after_settling, settle
from potok.operations.people.acting import Actor, command

_OPEN = ("new", "waiting_shortage", "in_production")
_VERB = "изменить объём или срок"


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """What an answer led to.

    Attributes:
        status: Status of the order now: it may have lost its cover (T5).
        coverable: Waiting orders that could go to production now, the order itself among them (T4).
    """

    order_no: str
    accepted: bool
    qty_pcs: int
    due_date: dt.date
    status: str
    coverable: tuple[str, ...]


def propose_volume(
    actor: Actor,
    *,
    order_no: str,
    reason: str,
    qty_pcs: int | None = None,
    due_date: dt.date | None = None,
    expected_version: int | None = None,
) -> VolumeProposal:
    """Send another volume or due date to the client department; until the answer nothing changes.

    Args:
        qty_pcs, due_date: What is proposed, None = as it is.

    Raises:
        VolumeOutsideLimitsError: The volume is outside the limits or no multiple.
        ProposalOpenError: Another proposal waits for its answer.
        NothingProposedError: Neither volume nor date would change.
        OrderLaunchedError: Launch has locked the volume.
    """
    why = required(reason, "почему предлагается другой объём или срок")
    with command(actor, "propose_volume", why=why):
        situation = present_situation()
        order = lock_order(order_no, expected_version=expected_version)
        forbid_status(order, allowed=_OPEN, verb=_VERB)
        forbid_launched(order, verb=_VERB)
        new_qty = order.qty_pcs if qty_pcs is None else qty_pcs
        new_due = order.due_date if due_date is None else working_due_date(due_date, situation)
        _refuse_bad_proposal(order, new_qty, new_due, situation)
        proposal = VolumeProposal.objects.create(
            order=order,
            old_qty_pcs=order.qty_pcs,
            new_qty_pcs=new_qty,
            old_due_date=order.due_date,
            new_due_date=new_due,
            reason=why,
            proposed_by_id=actor.user_id,
            proposed_at=situation.now,
        )
        witness = Witness(actor, "propose_volume", situation.now)
        record([witness.event(order.pk, "proposed", old=_old(proposal), new=_new(proposal), text=why)])
    return proposal


def answer_proposal(
    actor: Actor, *, order_no: str, accept: bool, answer: str = "", expected_version: int | None = None
) -> ProposalAnswer:
    """The client department accepts or refuses; an accepted change is made at once.

    An order in production is checked against stock anew and may lose its cover; a waiting one stays
    waiting, even if it could go to production: that the planner decides.

    Raises:
        NoOpenProposalError: Nothing waits for an answer.
        OrderLaunchedError: The order was launched meanwhile.
        ReasonMissingError: A refusal without a reason.
    """
    text = answer.strip() if accept else required(answer, "почему предложение не подходит")
    with command(actor, "answer_proposal", why=text):
        situation = present_situation()
        order = lock_order(order_no, expected_version=expected_version)
        proposal = _open_proposal(order)
        if accept:
            forbid_status(order, allowed=_OPEN, verb=_VERB)
            forbid_launched(order, verb=_VERB)
        _close(proposal, "accepted" if accept else "refused", actor, text, situation)
        witness = Witness(actor, "answer_proposal", situation.now)
        kind = "proposal_accepted" if accept else "proposal_refused"
        record([witness.event(order.pk, kind, old=_old(proposal), new=_new(proposal), text=text)])
        refresh = _revise(witness, order, proposal, situation) if accept else Refresh()
    return ProposalAnswer(
        order_no=order_no,
        accepted=accept,
        qty_pcs=order.qty_pcs,
        due_date=order.due_date,
        status=order.status,
        coverable=refresh.coverable,
    )


def withdraw_proposal(actor: Actor, *, order_no: str, reason: str = "") -> VolumeProposal:
    """Take back a proposal that was not answered.

    Raises:
        NoOpenProposalError: Nothing waits for an answer.
    """
    with command(actor, "withdraw_proposal", why=reason):
        situation = present_situation()
        order = lock_order(order_no)
        proposal = _open_proposal(order)
        _close(proposal, "withdrawn", actor, reason.strip(), situation)
        witness = Witness(actor, "withdraw_proposal", situation.now)
        record([witness.event(order.pk, "proposal_withdrawn", text=reason)])
    return proposal


def _refuse_bad_proposal(
    order: ProductionOrder, qty_pcs: int, due_date: dt.date, situation: Situation
) -> None:
    waiting = order.proposals.filter(state="sent").first()
    if waiting is not None:
        raise ProposalOpenError(
            order_no=order.order_no,
            new_qty_pcs=waiting.new_qty_pcs,
            new_due_date=f"{waiting.new_due_date:%d.%m.%Y}",
        )
    if (qty_pcs, due_date) == (order.qty_pcs, order.due_date):
        raise NothingProposedError(order_no=order.order_no)
    lowest = order.min_qty_pcs or order.qty_requested_pcs
    highest = order.max_qty_pcs or order.qty_requested_pcs
    multiple = order.product.order_multiple
    unchanged = qty_pcs == order.qty_pcs
    if not unchanged and (not lowest <= qty_pcs <= highest or qty_pcs % multiple):
        limits = f"допустимо от {lowest} до {highest} шт."
        raise VolumeOutsideLimitsError(
            order_no=order.order_no, qty_pcs=qty_pcs, limits=limits, multiple=multiple
        )
    if due_date < situation.today:
        expected = f"дата не раньше {situation.today:%d.%m.%Y}"
        where = f"Заказ {order.order_no}"
        raise InvalidDataError(
            [Problem(where, None, "due_date", due_date.isoformat(), expected, "date_in_the_past")]
        )


def _open_proposal(order: ProductionOrder) -> VolumeProposal:
    proposal = VolumeProposal.objects.select_for_update(no_key=True).filter(order=order, state="sent").first()
    if proposal is None:
        raise NoOpenProposalError(order_no=order.order_no)
    return proposal


def _close(proposal: VolumeProposal, state: str, actor: Actor, answer: str, situation: Situation) -> None:
    proposal.state = state
    proposal.answer = answer[:250]
    proposal.answered_by_id = actor.user_id
    proposal.answered_at = situation.now
    proposal.save(update_fields=["state", "answer", "answered_by", "answered_at"])


def _revise(
    witness: Witness, order: ProductionOrder, proposal: VolumeProposal, situation: Situation
) -> Refresh:
    """Make the agreed change: requirement, reservations and dates follow (T10)."""
    product = situation.master.items[situation.master.item_codes[order.product_id]]
    order.qty_pcs, order.due_date = proposal.new_qty_pcs, proposal.new_due_date
    order.total_kg = order.qty_pcs * (product.net_kg or Decimal(0))
    if order.status == "new":
        renew_new_order(order, situation)
        return Refresh(done=True)
    note_latest_start(order, situation.master)
    order.save()
    if proposal.new_qty_pcs != proposal.old_qty_pcs:
        loosen_lines([order.pk])
    if order.status == "in_production":
        settled = settle(witness, [order], situation, reason=Reason(text=proposal.reason))
        return refresh_after_settling(situation, settled)
    needs = needs_by_order([order], situation.master)
    items = {situation.master.item_ids[item] for item in needs[order.pk]}
    items |= set(OrderComponent.objects.filter(order=order).values_list("item_id", flat=True))
    write_components(needs, {}, situation)
    drop_other_components(needs, situation)
    return refresh_after(situation, items, stock=items)


def _old(proposal: VolumeProposal) -> dict[str, object]:
    return {"qty_pcs": proposal.old_qty_pcs, "due_date": proposal.old_due_date.isoformat()}


def _new(proposal: VolumeProposal) -> dict[str, object]:
    return {"qty_pcs": proposal.new_qty_pcs, "due_date": proposal.new_due_date.isoformat()}
