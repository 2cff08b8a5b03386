"""Dates corrected for a reason: the shifted orders are listed before anything is saved (7.4)."""

from __future__ import annotations

import datetime as dt
import time

from potok.operations.orders.states import DATE_REASONS
from potok.operations.people.acting import Actor, command, require
from potok.operations.planning.errors import (
    NoPublishedPlanError,
    ReasonNeededError,
    UnknownLineError,
    UnknownReasonError,
)
from potok.operations.planning.marks import marks_of
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.services.drafts import save_draft
from potok.operations.planning.services.moving import Move, MovePreview, moved_plan, preview_move
from potok.operations.planning.services.publication import Publication, publish_plan
from potok.operations.planning.snapshot import published_plan


def preview_correction(actor: Actor, *, order_no: str, launch_at: dt.datetime) -> MovePreview:
    """What another launch of an order would do to it and to all others; nothing is saved.

    Raises:
        NoPublishedPlanError, UnknownLineError: No plan, or the order is not in it.
    """
    require(actor, "correct_dates")
    version, move = _first_operation(order_no, launch_at)
    return preview_move(actor, number=version.number, move=move)


def correct_dates(
    actor: Actor, *, order_no: str, launch_at: dt.datetime, reason_code: str, text: str = ""
) -> Publication:
    """Move the launch of an order and put the plan with everything that gives way in force.

    The first agreed dates stay as they are; lines that moved to another shift or inside the frozen
    zone are to be agreed again.

    Args:
        launch_at: Wanted start of the first operation, aware.
        reason_code: One of `DATE_REASONS`.
        text: Explanation, needed for «другое».

    Raises:
        UnknownReasonError, ReasonNeededError: The reason is missing or not in the list.
        NoPublishedPlanError, UnknownLineError: No plan, or the order is not in it.
        PlanBreaksRulesError: The checker refuses the changed plan.
    """
    known = dict(DATE_REASONS)
    if reason_code not in known:
        raise UnknownReasonError(reason=reason_code, known=", ".join(known.values()))
    if reason_code == "other" and not text.strip():
        raise ReasonNeededError(what="почему меняются сроки")
    why = text.strip() or known[reason_code]
    started = time.monotonic()
    with command(actor, "correct_dates", why=why):
        version, move = _first_operation(order_no, launch_at)
        request, plan = moved_plan(version, move)
        title = f"сроки {order_no}: {known[reason_code]}"
        draft = save_draft(
            actor,
            request,
            plan,
            title=title,
            seconds=time.monotonic() - started,
            marks=marks_of(version).moved((order_no, move.op_no)),
        )
        return publish_plan(
            actor,
            number=draft.number,
            why=why,
            reason_code=reason_code,
            command_name="correct_dates",
        )


def _first_operation(order_no: str, launch_at: dt.datetime) -> tuple[PlanVersion, Move]:
    version = published_plan()
    if version is None:
        raise NoPublishedPlanError
    first = (
        ScheduleLine.objects.filter(plan=version, order__order_no=order_no)
        .select_related("machine")
        .order_by("op_no")
        .first()
    )
    if first is None:
        raise UnknownLineError(order_no=order_no, op_no="")
    return version, Move(order_no, first.op_no, first.machine.code, launch_at)
