"""Saving a plan of the engine as a draft version, after the independent check."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Max

from potok.operations.by_columns import insert_all
from potok.operations.catalog.clock import aware
from potok.operations.catalog.models import Item, Machine
from potok.operations.orders.models import ProductionOrder
from potok.operations.people.acting import Actor
from potok.operations.planning.errors import PlanBreaksRulesError
from potok.operations.planning.marks import Marks
from potok.operations.planning.models import PlanVersion, ScheduleLine, SchedulePart
from potok.operations.planning.snapshot import published_plan
from potok.plant.model import Plant
from potok.plant.shifts import ShiftCalendar
from potok.scheduling.changes import changed_operations
from potok.scheduling.plan import Plan, PlanRow, StartCause
from potok.scheduling.request import PlanRequest
from potok.scheduling.summary import days_early_of_orders, summarise
from potok.scheduling.verify import CheckReport, check_plan

#: Names the lock under which a version gets its number.
_NUMBERING = "numbers of plan versions"


def check_or_refuse(request: PlanRequest, plan: Plan) -> CheckReport:
    """Let the independent checker look at a plan; returns its report.

    Raises:
        PlanBreaksRulesError: At least one rule is violated; `data` tells the first and the number.
    """
    report = check_plan(
        request.plant,
        plan.rows,
        material=request.material,
        now=request.not_before,
        unplanned=plan.unplanned,
        fixed=request.fixed_rows,
    )
    if not report.ok:
        raise PlanBreaksRulesError(
            count=len(report.violations),
            first=report.violations[0].message,
            violations=[violation.as_dict() for violation in report.violations[:50]],
        )
    return report


def save_draft(
    actor: Actor,
    request: PlanRequest,
    plan: Plan,
    *,
    title: str,
    seconds: float,
    marks: Marks,
    replaces: PlanVersion | None = None,
) -> PlanVersion:
    """Store a checked plan as a draft based on the published one.

    `marks` are those of the version that it was made of; `replaces` is the draft that a change by hand put
    aside for it.

    Runs inside the caller's transaction.

    Raises:
        PlanBreaksRulesError: The checker refuses the plan; nothing is stored.
    """
    report = check_or_refuse(request, plan)
    summary = summarise(plan, seconds=seconds)
    version = PlanVersion.objects.create(
        number=_next_number(),
        based_on=published_plan(),
        replaces=replaces,
        title=title,
        today=request.plant.today,
        not_before=aware(request.not_before),
        summary={
            "orders": summary.orders,
            "planned": summary.planned,
            "late": [{"order_no": late.order_no, "days": late.days} for late in summary.late],
            "tardiness_days": summary.tardiness_days,
            "setup_min": float(summary.setup_min),
            "changed": changed_operations(request.plant, request.previous, plan.rows),
            "early_days": sum(days_early_of_orders(plan.rows, request.orders, request.plant).values()),
            "held_in_stop": [list(key) for key in request.held_in_stop],
            "last_finish": summary.last_finish.isoformat() if summary.last_finish else None,
            "seconds": round(seconds, 1),
        },
        unplanned=[
            {"order_no": left.order_no, "reason_code": left.reason_code.value} for left in plan.unplanned
        ],
        fingerprint=report.fingerprint,
        created_by_id=actor.user_id,
    )
    write_lines(version, plan, request.plant, marks)
    return version


def put_aside(version: PlanVersion) -> PlanVersion | None:
    """Reject a draft that a change by hand replaces; returns it, None for the plan in force, which stays."""
    if version.state != "draft":
        return None
    version.state = "rejected"
    version.save(update_fields=["state"])
    return version


def _next_number() -> int:
    """The number of a new version; planners who save at the same time take turns instead of colliding."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_NUMBERING])
    return (PlanVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1


@dataclass(frozen=True, slots=True)
class _Names:
    """Keys of the books by the codes of the plan."""

    orders: dict[str, ProductionOrder]
    machines: dict[str, Machine]
    operations: dict[tuple[str, int], str]
    shifts: ShiftCalendar


def write_lines(version: PlanVersion, plan: Plan, plant: Plant, marks: Marks) -> None:
    """Store the rows of a plan as lines (one an operation, with its marks) and their parts."""
    names = _names(plan.rows, plant)
    causes = {(cause.order_no, cause.op_no): cause for cause in plan.causes}
    grouped: dict[tuple[str, int], list[PlanRow]] = defaultdict(list)
    for row in plan.rows:
        grouped[row.order_no, row.op_no].append(row)
    pairs = [
        (_line(version, rows, names, causes.get(key), preliminary=key[0] in plan.preliminary), rows)
        for key, rows in grouped.items()
    ]
    for line, rows in pairs:
        marks.put_on(line, rows[0].machine_id)
    insert_all([line for line, _ in pairs])
    insert_all(
        [
            SchedulePart(
                line=line,
                batch_no=row.batch_no,
                part_no=row.part_no,
                start_at=aware(row.start_at),
                finish_at=aware(row.finish_at),
                qty_pcs=row.qty,
            )
            for line, rows in pairs
            for row in rows
        ]
    )


def _names(rows: Sequence[PlanRow], plant: Plant) -> _Names:
    numbers = {row.order_no for row in rows}
    return _Names(
        orders={
            order.order_no: order
            for order in ProductionOrder.objects.filter(order_no__in=numbers).select_related("product")
        },
        machines={machine.code: machine for machine in Machine.objects.select_related("workshop")},
        operations={
            (line.product_id, line.op_no): line.op_name for lines in plant.routings.values() for line in lines
        },
        shifts=ShiftCalendar(plant.calendar),
    )


def _line(
    version: PlanVersion,
    rows: list[PlanRow],
    names: _Names,
    cause: StartCause | None,
    *,
    preliminary: bool,
) -> ScheduleLine:
    rows.sort(key=lambda row: (row.start_at, row.batch_no, row.part_no))
    first = rows[0]
    machine = names.machines[first.machine_id]
    order = names.orders[first.order_no]
    product: Item = order.product
    start, finish = aware(first.start_at), aware(max(row.finish_at for row in rows))
    shift = names.shifts.shift_at(machine.workshop.code, machine.code, first.start_at)
    return ScheduleLine(
        plan=version,
        order=order,
        op_no=first.op_no,
        op_name=names.operations.get((product.code, first.op_no), ""),
        machine=machine,
        workshop_id=machine.workshop_id,
        period=DateTimeTZRange(start, finish),
        start_at=start,
        finish_at=finish,
        shift_date=shift.date if shift else None,
        shift_no=shift.shift_no if shift else None,
        qty_pcs=sum(row.qty for row in rows),
        batches=len({row.batch_no for row in rows if row.batch_no}),
        setup_min=first.setup_min,
        preliminary=preliminary,
        cause=_cause(cause),
    )


def _cause(cause: StartCause | None) -> dict[str, str | None]:
    if cause is None:
        return {}
    return {
        "reason": cause.reason.value,
        "bound_at": cause.bound_at.isoformat(),
        "other_order": cause.other_order,
        "item_id": cause.item_id,
    }


class TimedLine(Protocol):
    """What `order_spans` asks of a line."""

    @property
    def order_id(self) -> int:
        """Key of the order."""

    @property
    def start_at(self) -> dt.datetime:
        """Start, aware."""

    @property
    def finish_at(self) -> dt.datetime:
        """Finish, aware."""


def order_spans(lines: Iterable[TimedLine]) -> dict[int, tuple[dt.datetime, dt.datetime]]:
    """Launch (start of the first operation) and release (end of the last) by order id."""
    spans: dict[int, tuple[dt.datetime, dt.datetime]] = {}
    for line in lines:
        start, finish = spans.get(line.order_id, (line.start_at, line.finish_at))
        spans[line.order_id] = (min(start, line.start_at), max(finish, line.finish_at))
    return spans
