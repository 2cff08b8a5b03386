"""A launched operation with its course: reports, stops, what its product takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.clock import local
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import Reservation
from potok.operations.shopfloor.models import OperationRun, RunStop, WorkReport
from potok.operations.shopfloor.norms import norms_of
from potok.operations.shopfloor.reads.routes import Pace, pace_of
from potok.operations.shopfloor.services.card_lines import recipe_lines


@dataclass(frozen=True, slots=True)
class CourseEntry:
    """One line of the course of an operation, newest first: a report, a withdrawal or a stop.

    Attributes:
        kind: output, withdrawal or stop.
        minutes: Of a stop that is over.
        open: A stop that goes on.
        withdrawable: A report that may still be taken back.
    """

    kind: str
    id: int
    at: dt.datetime
    good_pcs: int = 0
    rework_pcs: int = 0
    scrap_pcs: int = 0
    rework_reason: str = ""
    scrap_reason: str = ""
    stop_reason: str = ""
    finished_at: dt.datetime | None = None
    minutes: Decimal | None = None
    people: tuple[str, ...] = ()
    note: str = ""
    who: str = ""
    card: str = ""
    withdrawn: bool = False
    withdrawable: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class RunMaterial:
    """A component: its norm for what was made, and the lots reserved for the order."""

    item: str
    name: str
    unit: str
    norm_qty: Decimal
    lots: tuple[tuple[str, Decimal], ...]

    @property
    def reserved(self) -> Decimal:
        """Quantity of all these lots."""
        return sum((qty for _, qty in self.lots), Decimal(0))


@dataclass(frozen=True, slots=True)
class RunDetail:
    """A launched operation; times are plant local."""

    id: int
    order_no: str
    order_status: str
    hold_reason: str
    product: str
    product_name: str
    op_no: int
    op_name: str
    machine: str
    machine_name: str
    workshop: str
    workshop_id: int
    state: str
    gives_output: bool
    plan_pcs: int
    good_pcs: int
    rework_pcs: int
    scrap_pcs: int
    started_at: dt.datetime
    finished_at: dt.datetime | None
    people: tuple[str, ...]
    note: str
    pace: Pace | None
    course: tuple[CourseEntry, ...]
    materials: tuple[RunMaterial, ...]


def run_detail(run_id: int) -> RunDetail | None:
    """An operation with its course; None when there is none (six queries)."""
    return run_details([run_id]).get(run_id)


def run_details(run_ids: Collection[int]) -> dict[int, RunDetail]:
    """Operations with their courses by number (six queries, however many they are)."""
    runs = list(
        OperationRun.objects.select_related("order__product", "machine", "workshop").filter(
            pk__in=list(run_ids)
        )
    )
    if not runs:
        return {}
    situation = present_situation()
    courses = _courses([run.pk for run in runs])
    lots = _reserved_lots({run.order_id for run in runs})
    return {run.pk: _detail(run, situation, courses.get(run.pk, []), lots) for run in runs}


def latest_run(order_no: str, op_no: int) -> int | None:
    """Number of the last launched run of an operation."""
    found = OperationRun.objects.filter(order__order_no=order_no, op_no=op_no).order_by("-id")
    return found.values_list("id", flat=True).first()


def _detail(
    run: OperationRun,
    situation: Situation,
    course: Sequence[CourseEntry],
    lots: Mapping[tuple[int, str], Sequence[tuple[str, Decimal]]],
) -> RunDetail:
    product = run.order.product
    line = next(
        (
            one
            for one in situation.master.routings.get(product.code, ())
            if one.op_no == run.op_no and one.machine_id == run.machine.code
        ),
        None,
    )
    return RunDetail(
        id=run.pk,
        order_no=run.order.order_no,
        order_status=run.order.status,
        hold_reason=run.order.hold_reason,
        product=product.code,
        product_name=product.name,
        op_no=run.op_no,
        op_name=run.op_name,
        machine=run.machine.code,
        machine_name=run.machine.name,
        workshop=run.workshop.code,
        workshop_id=run.workshop_id,
        state=run.state,
        gives_output=run.gives_output,
        plan_pcs=run.plan_pcs,
        good_pcs=run.good_pcs,
        rework_pcs=run.rework_pcs,
        scrap_pcs=run.scrap_pcs,
        started_at=local(run.started_at),
        finished_at=local(run.finished_at) if run.finished_at else None,
        people=tuple(run.people),
        note=run.note,
        pace=pace_of(line) if line else None,
        course=tuple(sorted(course, key=lambda entry: (entry.at, entry.id), reverse=True)),
        materials=_materials(run, situation, lots),
    )


def _courses(run_ids: Collection[int]) -> dict[int, list[CourseEntry]]:
    """Reports and stops by run (two queries)."""
    found: dict[int, list[CourseEntry]] = {}
    reports = WorkReport.objects.filter(run_id__in=run_ids).select_related(
        "rework_reason", "scrap_reason", "user", "card", "withdrawn_by"
    )
    for report in reports.order_by("-id"):
        found.setdefault(report.run_id, []).append(_report(report))
    for stop in RunStop.objects.filter(run_id__in=run_ids).select_related("reason", "user"):
        found.setdefault(stop.run_id, []).append(_stop(stop))
    return found


def _report(report: WorkReport) -> CourseEntry:
    withdrawn = hasattr(report, "withdrawn_by")
    return CourseEntry(
        kind=report.kind,
        id=report.pk,
        at=local(report.at),
        good_pcs=report.good_pcs,
        rework_pcs=report.rework_pcs,
        scrap_pcs=report.scrap_pcs,
        rework_reason=report.rework_reason.name if report.rework_reason else "",
        scrap_reason=report.scrap_reason.name if report.scrap_reason else "",
        people=tuple(report.people),
        note=report.note,
        who=report.user.short_name if report.user else "",
        card=report.card.number if report.card else "",
        withdrawn=withdrawn,
        withdrawable=report.kind == "output" and not withdrawn and report.card is None,
    )


def _stop(stop: RunStop) -> CourseEntry:
    minutes = None
    if stop.finished_at is not None:
        seconds = round((stop.finished_at - stop.started_at).total_seconds())
        minutes = (Decimal(seconds) / 60).quantize(Decimal("0.1"))
    return CourseEntry(
        kind="stop",
        id=stop.pk,
        at=local(stop.started_at),
        stop_reason=stop.reason.name,
        finished_at=local(stop.finished_at) if stop.finished_at else None,
        minutes=minutes,
        note=stop.note,
        who=stop.user.short_name if stop.user else "",
        open=stop.finished_at is None,
    )


def _reserved_lots(order_ids: Collection[int]) -> dict[tuple[int, str], list[tuple[str, Decimal]]]:
    """Lots that orders hold, by order and item, first expired first (one query)."""
    lots: dict[tuple[int, str], list[tuple[str, Decimal]]] = {}
    held = Reservation.objects.filter(order_id__in=order_ids, kind="hard").order_by(
        "lot__expiry_date", "lot__received_date", "lot__code"
    )
    for order_id, item, code, qty in held.values_list("order_id", "item__code", "lot__code", "qty"):
        lots.setdefault((order_id, item), []).append((str(code), qty))
    return lots


def _materials(
    run: OperationRun,
    situation: Situation,
    lots: Mapping[tuple[int, str], Sequence[tuple[str, Decimal]]],
) -> tuple[RunMaterial, ...]:
    made = run.good_pcs + run.rework_pcs + run.scrap_pcs
    norms = norms_of(recipe_lines(run.order, situation), before_pcs=0, pcs=made)
    items = situation.master.items
    return tuple(
        RunMaterial(
            code, items[code].name, items[code].unit.value, norm, tuple(lots.get((run.order_id, code), ()))
        )
        for code, norm in norms.items()
    )
