"""The shift task: what the plan in force gives a workshop in one shift, and how far it is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from potok.operations.catalog.clock import aware, local
from potok.operations.catalog.models import Machine, Workshop
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import ScheduleLine, SchedulePart
from potok.operations.shopfloor.models import OperationRun, RunStop, WorkReport
from potok.operations.shopfloor.reads.routes import Pace, pace_of
from potok.plant.shifts import Shift

_ONE_DAY = dt.timedelta(days=1)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class ShiftTime:
    """A shift of a workshop, plant local time."""

    date: dt.date
    shift_no: int
    start_at: dt.datetime
    finish_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Figures:
    """Pieces made: good, to be reworked, scrap."""

    good: int = 0
    rework: int = 0
    scrap: int = 0


@dataclass(frozen=True, slots=True)
class NextOperation:
    """Where the product goes on."""

    op_no: int
    op_name: str
    machine: str
    workshop: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One operation of an order in the shift; times are plant local.

    Attributes:
        state: waiting, running, stopped or finished.
        qty_pcs: Pieces planned in this shift; of work outside the plan what it was launched for.
        total_pcs: Pieces of the whole operation.
        batches: Batches planned in this shift.
        setup_min: Set-up, when it lies in this shift.
        pace: How fast the machine works.
        run_id: The launched operation, None before the launch.
        done: Made in the operation so far; `in_shift`: within this shift.
        planned: Whether the plan has it in this shift.
    """

    order_no: str
    priority: int
    product: str
    product_name: str
    op_no: int
    op_name: str
    machine: str
    machine_name: str
    start_at: dt.datetime
    finish_at: dt.datetime
    qty_pcs: Decimal
    total_pcs: Decimal
    batches: int
    setup_min: Decimal
    pace: Pace | None
    state: str
    run_id: int | None
    run_machine: str
    done: Figures
    in_shift: Figures
    people: tuple[str, ...]
    stop_reason: str
    stopped_at: dt.datetime | None
    next_operation: NextOperation | None
    planned: bool


@dataclass(frozen=True, slots=True)
class ShiftTask:
    """The task of a workshop for one shift.

    Attributes:
        agreed_only: Whether the setting keeps lines back that are not agreed; `held_back` counts them.
        stop_min: Minutes of stops within the shift so far; `stops` counts them.
    """

    workshop: str
    workshop_id: int
    workshop_name: str
    shift: ShiftTime
    rows: tuple[TaskRow, ...]
    agreed_only: bool
    held_back: int
    stop_min: Decimal
    stops: int


def workshop_shifts(workshop: str, date: dt.date, situation: Situation | None = None) -> list[ShiftTime]:
    """Shifts of a workshop that start on a date."""
    shifts = (situation or present_situation()).master.shifts
    return [_shift_time(shift) for shift in shifts.workshop_shifts(workshop, date)]


def present_shift(workshop: str) -> ShiftTime | None:
    """The shift that runs now, else the next one within a week."""
    situation = present_situation()
    now = local(situation.now)
    date = situation.today - _ONE_DAY
    for _ in range(9):
        for shift in workshop_shifts(workshop, date, situation):
            if shift.finish_at > now:
                return shift
        date += _ONE_DAY
    return None


def shift_task(workshop: str, date: dt.date, shift_no: int) -> ShiftTask | None:
    """The task of a workshop for a shift; None when the calendar has no such shift (about eight queries)."""
    situation = present_situation()
    shift = next(
        (one for one in workshop_shifts(workshop, date, situation) if one.shift_no == shift_no), None
    )
    place = Workshop.objects.filter(code=workshop).first()
    if shift is None or place is None:
        return None
    begin, end = aware(shift.start_at), aware(shift.finish_at)
    agreed_only = situation.settings.agreement_required
    parts = list(_parts(place.pk, begin, end))
    lines = {part.line_id: part.line for part in parts}
    wanted = {
        pk: line
        for pk, line in lines.items()
        if not agreed_only or (line.agreement == "agreed" and not line.preliminary)
    }
    by_line: dict[int, list[SchedulePart]] = defaultdict(list)
    for part in parts:
        if part.line_id in wanted:
            by_line[part.line_id].append(part)
    runs = _runs(place.pk, wanted.values(), begin, end)
    context = _Context(situation, runs, wanted.values(), begin, end)
    rows = [context.planned_row(wanted[pk], found) for pk, found in by_line.items()]
    told = {(line.order_id, line.op_no) for line in wanted.values()}
    rows += [context.unplanned_row(run) for key, run in runs.items() if key not in told]
    rows.sort(key=lambda row: (row.start_at, row.machine, row.order_no))
    minutes, count = _stops(place.pk, begin, end, now=situation.now)
    return ShiftTask(
        workshop=place.code,
        workshop_id=place.pk,
        workshop_name=place.name,
        shift=shift,
        rows=tuple(rows),
        agreed_only=agreed_only,
        held_back=len(lines) - len(wanted),
        stop_min=minutes,
        stops=count,
    )


def _shift_time(shift: Shift) -> ShiftTime:
    return ShiftTime(shift.date, shift.shift_no, shift.start_at, shift.finish_at)


def _parts(workshop_id: int, begin: dt.datetime, end: dt.datetime) -> QuerySet[SchedulePart]:
    """Parts of published lines that begin within the shift: a part never passes the end of a shift."""
    return (
        SchedulePart.objects.filter(
            line__is_published=True, line__workshop_id=workshop_id, start_at__gte=begin, start_at__lt=end
        )
        .exclude(line__order__status__in=["done", "cancelled"], line__order__launch_actual_at__isnull=True)
        .select_related("line__order__product", "line__machine")
        .order_by("start_at", "batch_no", "part_no")
    )


def _runs(
    workshop_id: int, lines: Iterable[ScheduleLine], begin: dt.datetime, end: dt.datetime
) -> dict[tuple[int, int], OperationRun]:
    """The last run of every planned operation, and runs of the workshop that go on in the shift."""
    keys = {(line.order_id, line.op_no) for line in lines}
    found = OperationRun.objects.select_related("order__product", "machine", "workshop").order_by("id")
    planned = found.filter(order_id__in={order_id for order_id, _ in keys})
    going = found.filter(workshop_id=workshop_id, started_at__lt=end).exclude(finished_at__lt=begin)
    runs: dict[tuple[int, int], OperationRun] = {}
    for run in planned:
        if (run.order_id, run.op_no) in keys:
            runs[run.order_id, run.op_no] = run
    for run in going:
        runs.setdefault((run.order_id, run.op_no), run)
    return runs


@dataclass(frozen=True, slots=True)
class _Work:
    """An operation in the shift, planned or not; moments are aware."""

    order: ProductionOrder
    op_no: int
    op_name: str
    machine: Machine
    start_at: dt.datetime
    finish_at: dt.datetime
    qty_pcs: Decimal
    total_pcs: Decimal
    batches: int = 0
    setup_min: Decimal = Decimal(0)
    planned: bool = False


class _Context:
    """What every row of a task needs, read once."""

    def __init__(
        self,
        situation: Situation,
        runs: Mapping[tuple[int, int], OperationRun],
        lines: Iterable[ScheduleLine],
        begin: dt.datetime,
        end: dt.datetime,
    ) -> None:
        order_ids = {order_id for order_id, _ in runs} | {line.order_id for line in lines}
        self._situation = situation
        self._runs = runs
        ids = [run.pk for run in runs.values()]
        sums = (
            WorkReport.objects.filter(run_id__in=ids, at__gte=begin, at__lt=end)
            .values("run_id")
            .annotate(good=Sum("good_pcs"), rework=Sum("rework_pcs"), scrap=Sum("scrap_pcs"))
        )
        self._in_shift = {row["run_id"]: Figures(row["good"], row["rework"], row["scrap"]) for row in sums}
        open_stops = RunStop.objects.filter(run_id__in=ids, finished_at__isnull=True)
        self._stops = {stop.run_id: stop for stop in open_stops.select_related("reason")}
        self._begin = begin
        self._next = _next_operations(order_ids)

    def planned_row(self, line: ScheduleLine, parts: list[SchedulePart]) -> TaskRow:
        """A line of the plan."""
        return self._row(
            _Work(
                order=line.order,
                op_no=line.op_no,
                op_name=line.op_name,
                machine=line.machine,
                start_at=parts[0].start_at,
                finish_at=max(part.finish_at for part in parts),
                qty_pcs=sum((part.qty_pcs for part in parts), Decimal(0)),
                total_pcs=line.qty_pcs,
                batches=len({part.batch_no for part in parts if part.batch_no}),
                setup_min=line.setup_min if line.start_at >= self._begin else Decimal(0),
                planned=True,
            ),
            self._runs.get((line.order_id, line.op_no)),
        )

    def unplanned_row(self, run: OperationRun) -> TaskRow:
        """Work that goes on although the plan has it in another shift, or not at all."""
        return self._row(
            _Work(
                order=run.order,
                op_no=run.op_no,
                op_name=run.op_name,
                machine=run.machine,
                start_at=run.started_at,
                finish_at=run.finished_at or max(run.started_at, self._situation.now),
                qty_pcs=Decimal(run.plan_pcs),
                total_pcs=Decimal(run.plan_pcs),
            ),
            run,
        )

    def _row(self, work: _Work, run: OperationRun | None) -> TaskRow:
        stop = self._stops.get(run.pk) if run else None
        product = work.order.product
        return TaskRow(
            order_no=work.order.order_no,
            priority=work.order.priority,
            product=product.code,
            product_name=product.name,
            op_no=work.op_no,
            op_name=work.op_name,
            machine=work.machine.code,
            machine_name=work.machine.name,
            start_at=local(work.start_at),
            finish_at=local(work.finish_at),
            qty_pcs=work.qty_pcs,
            total_pcs=work.total_pcs,
            batches=work.batches,
            setup_min=work.setup_min,
            pace=self._pace(product.code, work.op_no, work.machine.code),
            state=run.state if run else "waiting",
            run_id=run.pk if run else None,
            run_machine=run.machine.code if run else "",
            done=Figures(run.good_pcs, run.rework_pcs, run.scrap_pcs) if run else Figures(),
            in_shift=self._in_shift.get(run.pk, Figures()) if run else Figures(),
            people=tuple(run.people) if run else (),
            stop_reason=stop.reason.name if stop else "",
            stopped_at=local(stop.started_at) if stop else None,
            next_operation=self._next.get((work.order.pk, work.op_no)),
            planned=work.planned,
        )

    def _pace(self, product: str, op_no: int, machine: str) -> Pace | None:
        route = self._situation.master.routings.get(product, ())
        return next(
            (pace_of(line) for line in route if line.op_no == op_no and line.machine_id == machine), None
        )


def _next_operations(order_ids: Collection[int]) -> dict[tuple[int, int], NextOperation]:
    """The following operation of the plan, by order and operation."""
    lines = ScheduleLine.objects.filter(is_published=True, order_id__in=order_ids)
    found: dict[tuple[int, int], NextOperation] = {}
    before: tuple[int, int] | None = None
    columns = ("order_id", "op_no", "op_name", "machine__name", "workshop__code")
    for order_id, op_no, op_name, machine, workshop in lines.order_by("order_id", "op_no").values_list(
        *columns
    ):
        if before is not None and before[0] == order_id:
            found[before] = NextOperation(op_no, op_name, machine, workshop)
        before = (order_id, op_no)
    return found


def _stops(
    workshop_id: int, begin: dt.datetime, end: dt.datetime, *, now: dt.datetime
) -> tuple[Decimal, int]:
    """Minutes and number of stops of the workshop's operations within a time; open ones last until now."""
    stops = RunStop.objects.filter(run__workshop_id=workshop_id, started_at__lt=end).exclude(
        finished_at__lte=begin
    )
    seconds = 0.0
    count = 0
    for start, finish in stops.values_list("started_at", "finished_at"):
        seconds += max(0.0, (min(finish or now, end) - max(start, begin)).total_seconds())
        count += 1
    return (Decimal(round(seconds)) / 60).quantize(_TENTH), count
