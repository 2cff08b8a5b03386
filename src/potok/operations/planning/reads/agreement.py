"""Lines of the plan in force for the people who agree them (order-workflow 7.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet

from potok.operations.catalog.clock import local
from potok.operations.catalog.snapshot import holiday_dates
from potok.operations.planning.models import LINE_AGREEMENTS, ScheduleLine
from potok.operations.planning.reads.lateness import slack_days
from potok.operations.planning.services.drafts import order_spans


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """A line as a shop head looks at it; times are plant local.

    Attributes:
        shift_date: Date on which the shift of its start began; None outside all shifts.
        slack_days: Of the whole order; negative = late.
        answered_by: Person who gave the last answer, empty when nobody did.
    """

    order_no: str
    op_no: int
    op_name: str
    product: str
    customer: str
    priority: int
    qty_pcs: Decimal
    batches: int
    workshop_id: int
    workshop: str
    machine: str
    machine_name: str
    shift_date: dt.date | None
    shift_no: int | None
    start_at: dt.datetime
    finish_at: dt.datetime
    due_date: dt.date
    slack_days: int
    agreement: str
    answer_reason: str
    counter_start_at: dt.datetime | None
    answered_by: str
    answered_at: dt.datetime | None


def agreement_lines(
    *, workshops: Collection[int] | None, states: Collection[str] = ()
) -> list[AgreementLine]:
    """Lines of the plan in force by workshop, machine and start; preliminary ones are not agreed.

    Args:
        workshops: Only these; None = all.
        states: Only lines in these states of agreement; empty = all.
    """
    lines = _published(workshops)
    if states:
        lines = lines.filter(agreement__in=states)
    rows = list(
        lines.select_related("order__product", "order__customer", "machine", "workshop", "answered_by")
        .defer("period")
        .order_by("workshop__code", "machine__code", "start_at")
    )
    spans = order_spans(
        ScheduleLine.objects.filter(is_published=True, order__in={line.order_id for line in rows}).only(
            "order_id", "start_at", "finish_at"
        )
    )
    holidays = holiday_dates()
    return [_row(line, spans[line.order_id][1], holidays) for line in rows]


def agreement_counts(*, workshops: Collection[int] | None) -> dict[str, int]:
    """Lines of the plan in force by state of agreement, every state named."""
    counted = dict(_published(workshops).values_list("agreement").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state, _ in LINE_AGREEMENTS}


def _published(workshops: Collection[int] | None) -> QuerySet[ScheduleLine]:
    lines = ScheduleLine.objects.filter(is_published=True, preliminary=False)
    return lines if workshops is None else lines.filter(workshop_id__in=workshops)


def _row(line: ScheduleLine, release_at: dt.datetime, holidays: frozenset[dt.date]) -> AgreementLine:
    order = line.order
    return AgreementLine(
        order_no=order.order_no,
        op_no=line.op_no,
        op_name=line.op_name,
        product=order.product.name,
        customer=order.customer.name,
        priority=order.priority,
        qty_pcs=line.qty_pcs,
        batches=line.batches,
        workshop_id=line.workshop_id,
        workshop=line.workshop.name,
        machine=line.machine.code,
        machine_name=line.machine.name,
        shift_date=line.shift_date,
        shift_no=line.shift_no,
        start_at=local(line.start_at),
        finish_at=local(line.finish_at),
        due_date=order.due_date,
        slack_days=slack_days(
            local(release_at).date(), order.due_date, qc_days=order.product.qc_days, holidays=holidays
        ),
        agreement=line.agreement,
        answer_reason=line.answer_reason,
        counter_start_at=local(line.counter_start_at) if line.counter_start_at else None,
        answered_by=line.answered_by.short_name if line.answered_by else "",
        answered_at=local(line.answered_at) if line.answered_at else None,
    )
