"""Work moved by hand: an immediate check, then a draft in which the rest gives way as little as it can."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from potok.operations.catalog.clock import aware
from potok.operations.people.acting import Actor, command, require
from potok.operations.planning.diff import OrderChange, changes_between
from potok.operations.planning.errors import NoTimeForMoveError, PlanBreaksRulesError, UnknownLineError
from potok.operations.planning.kept_lines import kept_lines
from potok.operations.planning.marks import marks_of
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.reads.versions import plan_by_number
from potok.operations.planning.services.drafts import check_or_refuse, put_aside, save_draft
from potok.operations.planning.snapshot import lines_of_plan, request_beside, sorted_rows
from potok.operations.planning.stored_lines import StoredLine
from potok.scheduling.fixed import rows_by_operation
from potok.scheduling.moving import move_operation
from potok.scheduling.plan import Plan, PlanRow
from potok.scheduling.repair.changes import operation_changes, order_shifts, repair_sentence
from potok.scheduling.request import PlanRequest
from potok.scheduling.summary import late_orders, release_moments
from potok.uncollected import uncollected


@dataclass(frozen=True, slots=True)
class MovePreview:
    """What a move would do; nothing is saved.

    Attributes:
        ok: The checker accepts the plan with the move.
        start_at: Where the operation would really start, aware.
        finish_at: Where it would end, aware.
        delayed: It cannot start as early as wanted.
        violations: Russian sentences of the checker, empty when `ok`.
        changes: Orders whose launch or release would change.
        sentence: What moves, in one Russian sentence.
    """

    ok: bool
    start_at: dt.datetime
    finish_at: dt.datetime
    delayed: bool
    violations: tuple[str, ...]
    changes: tuple[OrderChange, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Move:
    """An operation and the place it is wanted at; `start_at` is aware."""

    order_no: str
    op_no: int
    machine_code: str
    start_at: dt.datetime


def preview_move(actor: Actor, *, number: int, move: Move) -> MovePreview:
    """Try a move on a version of the plan.

    Raises:
        UnknownPlanError, OperationNotPlannedError, MachineNotPermittedError, NoTimeForMoveError.
    """
    require(actor, "move_line")
    return tried(plan_by_number(number), move)


def move_line(actor: Actor, *, number: int, move: Move) -> PlanVersion:
    """Save a move as a new draft; a draft it was made on is put aside.

    Raises:
        PlanBreaksRulesError: The checker refuses the plan with the move.
        UnknownPlanError, OperationNotPlannedError, MachineNotPermittedError, NoTimeForMoveError.
    """
    why = f"перенос {move.order_no}, операция {move.op_no}"
    with command(actor, "move_line", why=why):
        return saved(actor, plan_by_number(number), move, title=why)


@uncollected
def tried(version: PlanVersion, move: Move) -> MovePreview:
    """What a move would do to a version, with the findings of the checker."""
    kept = kept_lines(version)
    before = kept.rows
    request = _released(request_beside(version, kept.lines), kept.lines, move)
    request, plan = _moved_plan(request, before, move, with_causes=False)
    rows = _rows_of(plan, move)
    start = aware(min(row.start_at for row in rows))
    try:
        check_or_refuse(request, plan)
        violations: tuple[str, ...] = ()
    except PlanBreaksRulesError as refusal:
        violations = tuple(str(violation["message"]) for violation in refusal.data["violations"])
    return MovePreview(
        ok=not violations,
        start_at=start,
        finish_at=aware(max(row.finish_at for row in rows)),
        delayed=start > move.start_at,
        violations=violations,
        changes=changes_between(before, plan.rows),
        sentence=_sentence(request, before, plan),
    )


def _sentence(request: PlanRequest, before: tuple[PlanRow, ...], plan: Plan) -> str:
    """What a move changes, said as a repair says it."""
    planned = {row.order_no for row in plan.rows} | {order.order_no for order in request.orders}
    old = rows_by_operation(row for row in before if row.order_no in planned)
    new = rows_by_operation(plan.rows)
    changes = operation_changes(old, new)
    orders = {order.order_no: order for order in (*request.plant.orders, *request.orders)}.values()
    shifts = order_shifts(
        changes,
        released_before=release_moments(before),
        released_after=release_moments(plan.rows),
        late_before=late_orders(before, orders, request.plant),
        late_after=plan.late,
    )
    return repair_sentence(changes, shifts, new)


def saved(actor: Actor, version: PlanVersion, move: Move, *, title: str) -> PlanVersion:
    """The version with the move as a new draft; runs inside a command."""
    started = time.monotonic()
    request, plan = moved_plan(version, move)
    _rows_of(plan, move)
    before = put_aside(version)
    return save_draft(
        actor,
        request,
        plan,
        title=title,
        seconds=time.monotonic() - started,
        marks=marks_of(version).moved((move.order_no, move.op_no)),
        replaces=before,
    )


def moved_plan(version: PlanVersion, move: Move) -> tuple[PlanRequest, Plan]:
    """The plan of a version with one operation moved."""
    lines = lines_of_plan(version)
    request = _released(request_beside(version, lines), lines, move)
    return _moved_plan(request, sorted_rows(lines), move, with_causes=True)


def _moved_plan(
    request: PlanRequest, stored: tuple[PlanRow, ...], move: Move, *, with_causes: bool
) -> tuple[PlanRequest, Plan]:
    """The plan of stored rows with one operation moved."""
    open_orders = {order.order_no for order in request.orders}
    rows = tuple(row for row in stored if _still_open(row, open_orders, request))
    plan = Plan(today=request.plant.today, rows=rows, preliminary=request.preliminary)
    start = move.start_at.astimezone(aware(request.not_before).tzinfo).replace(tzinfo=None)
    moved = move_operation(
        request,
        plan,
        order_no=move.order_no,
        op_no=move.op_no,
        machine_id=move.machine_code,
        start_at=max(start, request.not_before),
        with_causes=with_causes,
    )
    return request, moved


def _rows_of(plan: Plan, move: Move) -> list[PlanRow]:
    """Rows of the moved operation."""
    rows = [row for row in plan.rows if (row.order_no, row.op_no) == (move.order_no, move.op_no)]
    if not rows:
        raise NoTimeForMoveError(order_no=move.order_no, op_no=move.op_no, machine=move.machine_code)
    return rows


def _released(request: PlanRequest, lines: Iterable[StoredLine], move: Move) -> PlanRequest:
    """The request in which the moved operation is no longer held: the planner moves it on purpose.

    What was only agreed of the order behind it follows; what people pinned or launched stays.
    """
    free = {
        line.op_no
        for line in lines
        if line.order_no == move.order_no
        and line.op_no > move.op_no
        and not (line.launched or line.pinned or line.moved_by_hand)
    } | {move.op_no}
    held = tuple(row for row in request.fixed_rows if row.order_no != move.order_no or row.op_no not in free)
    return replace(request, fixed_rows=held)


def _still_open(row: PlanRow, open_orders: set[str], request: PlanRequest) -> bool:
    return row.order_no in open_orders or any(row.order_no == fixed.order_no for fixed in request.fixed_rows)


def pin_line(actor: Actor, *, number: int, order_no: str, op_no: int, pinned: bool) -> None:
    """Hold an operation in its place, or let it go again.

    Drafts made of the version are told too, where the operation stands in the same place.

    Raises:
        UnknownLineError: The version has no such line.
    """
    with command(actor, "pin_line", why=f"{order_no}, операция {op_no}"), transaction.atomic():
        found = ScheduleLine.objects.filter(plan__number=number, order__order_no=order_no, op_no=op_no)
        if not found.update(pinned=pinned):
            raise UnknownLineError(order_no=order_no, op_no=op_no)
        line = found.get()
        same = ScheduleLine.objects.filter(order_id=line.order_id, op_no=op_no, machine_id=line.machine_id)
        same.filter(plan__based_on_id=line.plan_id, plan__state="draft", start_at=line.start_at).update(
            pinned=pinned
        )
