"""A new plan after the shops began: what runs stays, what cannot run any more is planned anew."""

from __future__ import annotations

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from potok.operations.catalog.models import MachineStop
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.snapshot import plan_request

from .conftest import run_to_the_end


def first_line() -> ScheduleLine:
    """The line of the published plan that starts first."""
    return (
        ScheduleLine.objects.filter(is_published=True)
        .select_related("order", "machine")
        .order_by("start_at")[0]
    )


def launched(line: ScheduleLine) -> None:
    """Its order was launched as planned."""
    ProductionOrder.objects.filter(pk=line.order_id).update(launch_actual_at=line.start_at)


def stand(line: ScheduleLine) -> None:
    """Its machine stands from a quarter of the line on until a day after it."""
    begin = line.start_at + (line.finish_at - line.start_at) / 4
    period = DateTimeTZRange(begin, line.finish_at + dt.timedelta(days=1))
    MachineStop.objects.create(machine=line.machine, period=period, reason="поломка")


def test_a_launched_order_with_posted_pieces_does_not_hinder_the_next_plan(published: PlanVersion) -> None:
    line = first_line()
    launched(line)
    half = int(line.qty_pcs) // 2
    ProductionOrder.objects.filter(pk=line.order_id).update(done_pcs=half, done_opening_pcs=half)
    run = run_to_the_end()
    assert run.error in (None, {})
    assert run.plan is not None
    kept = run.plan.lines.get(order=line.order, op_no=line.op_no)
    assert (kept.start_at, kept.finish_at, kept.qty_pcs) == (line.start_at, line.finish_at, line.qty_pcs)


def test_launched_work_stays_on_a_machine_that_broke_down_and_nothing_else_comes_there(
    published: PlanVersion,
) -> None:
    line = first_line()
    launched(line)
    stand(line)
    run = run_to_the_end()
    assert run.plan is not None
    assert run.plan.lines.get(order=line.order, op_no=line.op_no).start_at == line.start_at
    stop = MachineStop.objects.get()
    beside = run.plan.lines.filter(machine=line.machine, parts__start_at__lt=stop.period.upper)
    assert not beside.filter(parts__finish_at__gt=line.finish_at).exists()


def test_agreed_work_whose_machine_stands_is_planned_anew(published: PlanVersion) -> None:
    line = first_line()
    ScheduleLine.objects.filter(pk=line.pk).update(agreement="agreed")
    held = {(row.order_no, row.op_no) for row in plan_request().fixed_rows}
    stand(line)
    key = (line.order.order_no, line.op_no)
    assert key in held
    assert key not in {(row.order_no, row.op_no) for row in plan_request().fixed_rows}
    assert run_to_the_end().plan is not None
