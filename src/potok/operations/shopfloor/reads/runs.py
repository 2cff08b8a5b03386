"""A launched operation with its course: reports, stops, what its product takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.catalog.clock import local
from potok.operations.catalog.situation import present_situation
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
    run = (
        OperationRun.objects.select_related("order__product", "machine", "workshop").filter(pk=run_id).first()
    )
    if run is None:
        return None
    master = present_situation().master
    product = run.order.product
    line = next(
        (
            one
            for one in master.routings.get(product.code, ())
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
        course=_course(run),
        materials=_materials(run),
    )


def _course(run: OperationRun) -> tuple[CourseEntry, ...]:
    entries = [_report(report) for report in _reports(run)]
    stops = RunStop.objects.filter(run=run).select_related("reason", "user")
    entries += [_stop(stop) for stop in stops]
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.id), reverse=True))


def _reports(run: OperationRun) -> list[WorkReport]:
    found = WorkReport.objects.filter(run=run).select_related(
        "rework_reason", "scrap_reason", "user", "card", "withdrawn_by"
    )
    return list(found.order_by("-id"))


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


def _materials(run: OperationRun) -> tuple[RunMaterial, ...]:
    situation = present_situation()
    made = run.good_pcs + run.rework_pcs + run.scrap_pcs
    norms = norms_of(recipe_lines(run.order, situation), before_pcs=0, pcs=made)
    lots: dict[str, list[tuple[str, Decimal]]] = {}
    held = Reservation.objects.filter(order_id=run.order_id, kind="hard").order_by(
        "lot__expiry_date", "lot__received_date", "lot__code"
    )
    for item, code, qty in held.values_list("item__code", "lot__code", "qty"):
        lots.setdefault(item, []).append((str(code), qty))
    items = situation.master.items
    return tuple(
        RunMaterial(code, items[code].name, items[code].unit.value, norm, tuple(lots.get(code, ())))
        for code, norm in norms.items()
    )
