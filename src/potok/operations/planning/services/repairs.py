"""A plan repaired after an event: a preview with everything that gives way, then a draft.

The event itself is not written into the books: shops report stops, purchasing moves receipts. A planner
tries what an event would do, or repairs the plan to the books as they are now.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from potok.errors import PotokError
from potok.operations.orders.reads.what_if import what_if_redated
from potok.operations.people.acting import Actor, command, require
from potok.operations.planning.diff import OrderChange, changes_between
from potok.operations.planning.errors import PlanBreaksRulesError
from potok.operations.planning.kept_lines import KeptLines, kept_lines
from potok.operations.planning.marks import marks_of
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.reads.versions import plan_by_number
from potok.operations.planning.services.drafts import check_or_refuse, put_aside, save_draft
from potok.operations.planning.services.proposals import Proposal, proposal_of, read_proposal, refuse_other
from potok.operations.planning.snapshot import request_beside, stored_plan
from potok.scheduling.plan import PlanRow
from potok.scheduling.repair.changes import OperationChange
from potok.scheduling.repair.engine import Repair, repair_plan
from potok.scheduling.repair.events import Event, LateMaterial
from potok.scheduling.repair.weights import DEFAULT_WEIGHTS, RepairWeights
from potok.scheduling.request import PlanRequest
from potok.uncollected import uncollected

#: Processor time for the ways to repair, seconds: with reading and checking a planner waits for two at most.
_TIME_S = 0.9


class PlanNotRepairableError(PotokError):
    """Only a draft or the plan in force can be repaired."""

    code: ClassVar[str] = "plan_not_repairable"
    template: ClassVar[str] = (
        "План {number} в состоянии «{state}»: чинить можно черновик или действующий план."
    )
    http_status: ClassVar[int] = 409


@dataclass(frozen=True, slots=True)
class ReceiptDelay:
    """A receipt comes on another date: the orders that wait for it start later."""

    receipt: str
    expected_date: dt.date


#: What can happen to a plan of the books; None = the books tell it already.
BooksEvent = Event | ReceiptDelay | None


@dataclass(frozen=True, slots=True)
class RepairPreview:
    """What a repair would do; nothing is saved.

    Attributes:
        sentence: The whole in one Russian sentence.
        ok: The checker accepts the repaired plan.
        violations: Russian sentences of the checker, empty when `ok`.
        operations: Operations that change, by order and operation.
        orders: Orders whose launch or release would change, urgent first.
        held_in_stop: Held work in a stop of the event: people decide.
        conflicts: Operations that end too late for held work behind them: people decide.
        proposal: The text with which exactly this repair is saved.
    """

    sentence: str
    ok: bool
    violations: tuple[str, ...]
    operations: tuple[OperationChange, ...]
    orders: tuple[OrderChange, ...]
    held_in_stop: tuple[tuple[str, int], ...]
    conflicts: tuple[tuple[str, int], ...]
    proposal: str


@uncollected
def preview_repair(
    actor: Actor, *, number: int, event: BooksEvent, weights: RepairWeights = DEFAULT_WEIGHTS
) -> RepairPreview:
    """Try a repair of a version of the plan; `weights` say what counts as a small change.

    Raises:
        UnknownPlanError, PlanNotRepairableError: No such version, or it is over.
        EventUnknownError, EventEmptyError, UnknownReceiptNumberError: The event does not fit the books.
    """
    require(actor, "repair_plan")
    version = plan_by_number(number)
    kept = kept_lines(version)
    before = kept.rows
    repair = _repaired(actor, version, event, kept, weights, with_causes=False)
    try:
        check_or_refuse(repair.request, repair.plan)
        violations: tuple[str, ...] = ()
    except PlanBreaksRulesError as refusal:
        violations = tuple(str(violation["message"]) for violation in refusal.data["violations"])
    return RepairPreview(
        sentence=repair.sentence,
        ok=not violations,
        violations=violations,
        operations=repair.changes,
        orders=changes_between(before, repair.plan.rows, among=_touched(repair, before)),
        held_in_stop=repair.held_in_stop,
        conflicts=repair.conflicts,
        proposal=proposal_of(repair).as_text(),
    )


def repair_version(
    actor: Actor,
    *,
    number: int,
    event: BooksEvent,
    title: str = "",
    weights: RepairWeights = DEFAULT_WEIGHTS,
    proposal: str = "",
) -> PlanVersion:
    """Save a repair as a new draft; a draft it was made on is put aside.

    Args:
        title: Name of the draft.
        weights: What counts as a small change.
        proposal: Text of the preview that is accepted: what it showed is saved; empty = nobody looked.

    Raises:
        ProposalUnreadError, ProposalOutdatedError: No such preview, or the repair would be another one now.
        PlanBreaksRulesError: The checker refuses the repaired plan.
        UnknownPlanError, PlanNotRepairableError: No such version, or it is over.
        EventUnknownError, EventEmptyError, UnknownReceiptNumberError: The event does not fit the books.
    """
    with command(actor, "repair_plan", why=title or "ремонт плана"):
        started = time.monotonic()
        version = plan_by_number(number)
        shown = read_proposal(proposal, number=number) if proposal else None
        repair = _repaired(actor, version, event, kept_lines(version), weights, shown=shown)
        if shown is not None:
            refuse_other(repair, shown, number=number)
        before = put_aside(version)
        return save_draft(
            actor,
            repair.request,
            repair.plan,
            title=title or f"ремонт плана {number}",
            seconds=time.monotonic() - started,
            marks=marks_of(version),
            replaces=before,
        )


def _repaired(
    actor: Actor,
    version: PlanVersion,
    event: BooksEvent,
    kept: KeptLines,
    weights: RepairWeights,
    *,
    shown: Proposal | None = None,
    with_causes: bool = True,
) -> Repair:
    if version.state not in {"draft", "published"}:
        raise PlanNotRepairableError(number=version.number, state=version.get_state_display())
    request = request_beside(version, kept.lines, not_before=shown.not_before if shown else None)
    plan = stored_plan(version, request, kept.rows, with_causes=with_causes)
    happened = _late_material(actor, request, event) if isinstance(event, ReceiptDelay) else event
    return repair_plan(
        request,
        plan,
        happened,
        weights=weights,
        time_limit_s=None if shown else _TIME_S,
        work_limit=shown.tried if shown else None,
    )


def _touched(repair: Repair, before: Iterable[PlanRow]) -> set[str]:
    """Orders with changed operations, and those that the repaired plan does not hold any more."""
    gone = {row.order_no for row in before} - {row.order_no for row in repair.plan.rows}
    return gone | {change.order_no for change in repair.changes}


def _late_material(actor: Actor, request: PlanRequest, delay: ReceiptDelay) -> LateMaterial:
    """The delay of a receipt as new start dates of the planned orders that wait for it."""
    answer = what_if_redated(actor, receipt=delay.receipt, expected_date=delay.expected_date)
    planned = {order.order_no for order in request.orders}
    dates = {
        moved.change.order_no: moved.change.after
        for moved in answer.moved
        if moved.change.order_no in planned
    }
    return LateMaterial(dates, answer.receipt.item_id)
