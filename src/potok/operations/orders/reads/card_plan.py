"""Plan lines of an order's card, or what its route asks for as long as there is no plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.clock import aware
from potok.operations.catalog.situation import Situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.requirement import weight_of
from potok.supply.latest_start import latest_start, release_by
from potok.supply.of_plant import permitted_lines
from potok.supply.work_content import OperationTime, flow_minutes, preferred_times


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An operation in the published plan."""

    op_no: int
    op_name: str
    machine: str
    machine_name: str
    start_at: dt.datetime
    finish_at: dt.datetime
    shift_no: int | None
    qty_pcs: Decimal
    batches: int
    setup_min: Decimal
    preliminary: bool
    agreement: str
    agreement_label: str
    answer_reason: str
    counter_start_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class NormLine:
    """An operation that is not planned yet, on its preferred machine.

    Attributes:
        batches: 0 for an operation by rate.
        batch_min: Time of one batch, None for an operation by rate.
        run_min: Time without set-up, whole minutes.
        latest_start_at: Latest start that keeps the due date when nothing is waited for.
    """

    op_no: int
    op_name: str
    machine: str
    machine_name: str
    batches: int
    batch_min: Decimal | None
    run_min: int
    setup_min: Decimal
    latest_start_at: dt.datetime | None


def plan_lines(order: ProductionOrder) -> tuple[PlanLine, ...]:
    """Published lines by operation."""
    found = order.lines.filter(is_published=True).select_related("machine").order_by("op_no")
    return tuple(
        PlanLine(
            op_no=line.op_no,
            op_name=line.op_name,
            machine=line.machine.code,
            machine_name=line.machine.name,
            start_at=line.start_at,
            finish_at=line.finish_at,
            shift_no=line.shift_no,
            qty_pcs=line.qty_pcs,
            batches=line.batches,
            setup_min=line.setup_min,
            preliminary=line.preliminary,
            agreement=line.agreement,
            agreement_label=line.get_agreement_display(),
            answer_reason=line.answer_reason,
            counter_start_at=line.counter_start_at,
        )
        for line in found
    )


def norm_lines(order: ProductionOrder, situation: Situation) -> tuple[NormLine, ...]:
    """Operations of the route for the remaining quantity; no query."""
    master = situation.master
    product = order.product.code
    times = preferred_times(
        permitted_lines(master.plant, product),
        qty_pcs=order.qty_pcs - order.done_pcs,
        net_kg=weight_of(master.items[product]),
    )
    return tuple(
        NormLine(
            op_no=time.line.op_no,
            op_name=time.line.op_name,
            machine=time.line.machine_id,
            machine_name=master.machines[time.line.machine_id].name,
            batches=time.batches,
            batch_min=time.line.batch_time_min if time.batches else None,
            run_min=round(time.run_min),
            setup_min=time.line.setup_min,
            latest_start_at=_latest(order, times[place:], situation),
        )
        for place, time in enumerate(times)
    )


def _latest(
    order: ProductionOrder, rest: tuple[OperationTime, ...], situation: Situation
) -> dt.datetime | None:
    """Latest start of the first of the remaining operations."""
    master = situation.master
    if master.shifts.last_date is None:
        return None
    found = latest_start(
        release_by(order.due_date, release_qc_days=order.product.qc_days, holidays=master.holidays),
        flow_min=flow_minutes(rest),
        workshop_id=rest[0].line.workshop_id,
        calendar=master.shifts,
    )
    return aware(found.at) if found else None
