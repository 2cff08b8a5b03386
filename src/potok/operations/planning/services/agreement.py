"""Dates are agreed with the heads of the workshops line by line (order-workflow 7.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from potok.operations.catalog.clock import now
from potok.operations.orders.models import OrderEvent
from potok.operations.people.acting import Actor, command
from potok.operations.planning.errors import LineNotSentError, ReasonNeededError, UnknownLineError
from potok.operations.planning.models import ScheduleLine
from potok.operations.planning.services.publication import refresh_agreement

#: What a shop head may answer.
ANSWERS = {"agreed": "согласовано", "refused": "отказ", "countered": "другой срок"}
_ANSWERABLE = frozenset({"sent", "agreed", "refused", "countered"})


@dataclass(frozen=True, slots=True)
class LineKey:
    """A line of the published plan: order number and operation."""

    order_no: str
    op_no: int


def send_lines(actor: Actor, *, workshop_id: int | None = None, until: dt.datetime | None = None) -> int:
    """Send published lines that no shop head has seen yet; returns how many.

    Preliminary lines are not sent: their material is not in stock.

    Args:
        workshop_id: Only this workshop.
        until: Only lines that start before this moment.
    """
    with command(actor, "send_lines"):
        lines = ScheduleLine.objects.select_for_update(no_key=True, of=("self",)).filter(
            is_published=True, preliminary=False, agreement="none"
        )
        if workshop_id is not None:
            lines = lines.filter(workshop_id=workshop_id)
        if until is not None:
            lines = lines.filter(start_at__lt=until)
        found = list(lines.order_by("id"))
        ScheduleLine.objects.filter(id__in=[line.pk for line in found]).update(agreement="sent")
        refresh_agreement({line.order_id for line in found})
    return len(found)


def answer_lines(
    actor: Actor,
    *,
    keys: Sequence[LineKey],
    answer: str,
    reason: str = "",
    counter_start_at: dt.datetime | None = None,
) -> int:
    """A shop head agrees, refuses with a reason or names another start; returns how many lines.

    Raises:
        ReasonNeededError: A refusal without a reason, another date without the date.
        UnknownLineError: The published plan has no such line.
        LineNotSentError: The line was not sent for agreement.
        NoRightError: The line belongs to another workshop.
    """
    if answer == "refused" and not reason.strip():
        raise ReasonNeededError(what="почему срок не подходит")
    if answer == "countered" and counter_start_at is None:
        raise ReasonNeededError(what="с какого времени операция возможна")
    lines = [_line(key) for key in keys]
    with transaction.atomic():
        for line in sorted(lines, key=lambda line: (line.order_id, line.pk)):
            with command(actor, "answer_line", why=reason, workshop_id=line.workshop_id):
                _answer(actor, line, answer, reason.strip(), counter_start_at)
    return len(lines)


def _line(key: LineKey) -> ScheduleLine:
    found = (
        ScheduleLine.objects.filter(is_published=True, order__order_no=key.order_no, op_no=key.op_no)
        .select_related("order")
        .first()
    )
    if found is None:
        raise UnknownLineError(order_no=key.order_no, op_no=key.op_no)
    return found


def _answer(
    actor: Actor, line: ScheduleLine, answer: str, reason: str, counter_start_at: dt.datetime | None
) -> None:
    locked = ScheduleLine.objects.select_for_update(no_key=True).get(pk=line.pk)
    if not locked.is_published or locked.agreement not in _ANSWERABLE:
        raise LineNotSentError(order_no=line.order.order_no, op_no=line.op_no)
    old = locked.agreement
    locked.agreement = answer
    locked.answer_reason = reason
    locked.counter_start_at = counter_start_at if answer == "countered" else None
    locked.answered_by_id = actor.user_id
    locked.answered_at = now()
    locked.save(
        update_fields=["agreement", "answer_reason", "counter_start_at", "answered_by", "answered_at"]
    )
    OrderEvent.objects.create(
        order=line.order,
        kind="agreement",
        at=now(),
        user_id=actor.user_id,
        role=actor.role_for("answer_line"),
        old={"op_no": line.op_no, "agreement": old},
        new={
            "op_no": line.op_no,
            "agreement": answer,
            "counter_start_at": counter_start_at.isoformat() if counter_start_at else None,
        },
        text=reason,
        request_id=actor.request_id,
    )
    refresh_agreement({line.order_id})
