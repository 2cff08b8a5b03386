"""Machines of a workshop as its head sees them: what each does now, what comes, what was."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from potok.operations.catalog.clock import aware, local
from potok.operations.catalog.models import MACHINE_STATUSES, CalendarRow, Machine, MachineStop
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.field_history import Shown, events_of, field_changes
from potok.operations.people.acting import plant_moment
from potok.operations.planning.models import ScheduleLine
from potok.operations.planning.services.stops import found_machine
from potok.operations.shopfloor.models import OperationRun
from potok.plant.model import DayKind

#: Repairs and stops of so many days ahead are told.
_AHEAD = dt.timedelta(days=14)
_ONE_DAY = dt.timedelta(days=1)
_STATUSES = dict(MACHINE_STATUSES)


@dataclass(frozen=True, slots=True)
class MachineWork:
    """An operation on a machine: launched (`state` running or stopped) or planned (waiting).

    Attributes:
        at: Since when, or from when by the plan; plant local.
    """

    order_no: str
    op_no: int
    op_name: str
    product: str
    state: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class MachinePause:
    """A time in which a machine stands or will stand; plant local."""

    start_at: dt.datetime
    finish_at: dt.datetime
    reason: str
    is_breakdown: bool


@dataclass(frozen=True, slots=True)
class MachineNow:
    """A machine at this moment.

    Attributes:
        status: working, repair or broken; a stop that goes on counts as the latter two.
        since: When it began to stand, None for one that works.
        until: When it probably works again, None where nobody knows.
        reason: Why it stands.
        works: What was launched on it and is not finished.
        next_work: What the published plan has next.
        pauses: Repairs of the calendar and told stops of the next two weeks.
    """

    code: str
    name: str
    status: str
    since: dt.datetime | None
    until: dt.datetime | None
    reason: str
    works: tuple[MachineWork, ...] = ()
    next_work: MachineWork | None = None
    pauses: tuple[MachinePause, ...] = ()


@dataclass(frozen=True, slots=True)
class MachineEvent:
    """What was told of a machine; `kind` = stopped, started, changed (end or reason of a stop), status."""

    kind: str
    at: dt.datetime
    who: str
    text: str
    why: str = ""


@dataclass(slots=True)
class _Told:
    """Rows by machine id."""

    works: dict[int, list[MachineWork]] = field(default_factory=lambda: defaultdict(list))
    next_work: dict[int, MachineWork] = field(default_factory=dict)
    pauses: dict[int, list[MachinePause]] = field(default_factory=lambda: defaultdict(list))


def machines_now(workshop: str) -> tuple[MachineNow, ...]:
    """Machines of a workshop by code (six queries, one more when some stand without a known end)."""
    situation = present_situation()
    machines = list(Machine.objects.filter(workshop__code=workshop).order_by("code"))
    ids = [machine.pk for machine in machines]
    told = _told(ids, situation)
    standing = _standing([machine.code for machine in machines if machine.status != "working"])
    return tuple(_now(machine, told, standing.get(machine.code), situation) for machine in machines)


def machine_history(code: str, *, limit: int = 60) -> tuple[MachineEvent, ...]:
    """What was told of a machine, the newest first: three queries.

    Raises:
        UnknownMachineError: There is none of that code.
    """
    machine = found_machine(code)
    events = [*_stop_events(machine.pk, limit), *_status_events([code], limit)]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True)[:limit])


def _now(machine: Machine, told: _Told, standing: MachineEvent | None, situation: Situation) -> MachineNow:
    now = local(situation.now)
    pauses = told.pauses[machine.pk]
    present = next((pause for pause in pauses if pause.start_at <= now < pause.finish_at), None)
    status, since, until, reason = machine.status, None, None, ""
    if standing is not None:
        since, reason = standing.at, standing.why
    elif present is not None and machine.status == "working":
        status = "broken" if present.is_breakdown else "repair"
        since, until, reason = present.start_at, present.finish_at, present.reason
    return MachineNow(
        code=machine.code,
        name=machine.name,
        status=status,
        since=since,
        until=until,
        reason=reason,
        works=tuple(told.works[machine.pk]),
        next_work=told.next_work.get(machine.pk),
        pauses=tuple(pause for pause in pauses if pause is not present),
    )


def _told(ids: list[int], situation: Situation) -> _Told:
    told = _Told()
    runs = OperationRun.objects.filter(machine_id__in=ids, state__in=["running", "stopped"])
    for run in runs.select_related("order__product").order_by("started_at"):
        told.works[run.machine_id].append(
            MachineWork(
                run.order.order_no, run.op_no, run.op_name, run.order.product.name, run.state,
                local(run.started_at),
            )
        )  # fmt: skip
    launched = {(order_no, op_no) for order_no, op_no in runs.values_list("order__order_no", "op_no")}
    lines = ScheduleLine.objects.filter(
        is_published=True, preliminary=False, machine_id__in=ids, finish_at__gt=situation.now
    )
    for line in lines.select_related("order__product").order_by("start_at"):
        if (line.order.order_no, line.op_no) in launched or line.machine_id in told.next_work:
            continue
        told.next_work[line.machine_id] = MachineWork(
            line.order.order_no, line.op_no, line.op_name, line.order.product.name, "waiting",
            local(line.start_at),
        )  # fmt: skip
    for machine_id, pause in _pauses(ids, situation):
        told.pauses[machine_id].append(pause)
    for found in told.pauses.values():
        found.sort(key=lambda pause: pause.start_at)
    return told


def _pauses(ids: list[int], situation: Situation) -> Iterator[tuple[int, MachinePause]]:
    """Stops and repairs of the calendar that last beyond now and begin soon, by machine."""
    begin, end = situation.now, situation.now + _AHEAD
    for stop in MachineStop.objects.filter(machine_id__in=ids, period__overlap=(begin, end)):
        yield (
            stop.machine_id,
            MachinePause(local(stop.period.lower), local(stop.period.upper), stop.reason, stop.is_breakdown),
        )
    rows = CalendarRow.objects.filter(
        machine_id__in=ids,
        kind=DayKind.REPAIR.value,
        date__range=(situation.today - _ONE_DAY, (situation.now + _AHEAD).date()),
    )
    for row in rows:
        if row.machine_id is None or row.start_time is None or row.end_time is None:
            continue
        start = dt.datetime.combine(row.date, row.start_time)
        finish = dt.datetime.combine(row.date, row.end_time)
        if finish <= start:
            finish += _ONE_DAY
        if aware(finish) > begin:
            yield row.machine_id, MachinePause(start, finish, row.note or "ППР", is_breakdown=False)


def _standing(codes: list[str]) -> dict[str, MachineEvent]:
    """When and why machines were put out of work, by code; one that came so from a file is not there."""
    found: dict[str, MachineEvent] = {}
    for event in _status_events(codes, 500) if codes else ():
        code = event.text.partition(":")[0]
        found.setdefault(code, event)
    return found


def _status_events(codes: Iterable[str], limit: int) -> Iterator[MachineEvent]:
    shown = {"status": Shown("Состояние", words=_STATUSES)}
    changes = field_changes(
        events_of(Machine).filter(code__in=list(codes)),
        shown,
        name="code",
        row_of=lambda state: str(state["code"]),
        limit=limit,
    )
    for change in changes:
        if change.field == "status":
            kind = "started" if change.new == _STATUSES["working"] else "stopped"
            yield MachineEvent(kind, local(change.at), change.who, f"{change.row}: {change.new}", change.why)


def _stop_events(machine_id: int, limit: int) -> Iterator[MachineEvent]:
    columns = ("pgh_obj_id", "pgh_label", "pgh_created_at", "pgh_context__metadata", "period", "reason")
    listed = events_of(MachineStop).filter(machine_id=machine_id).order_by("-pgh_id")
    for state in listed.values(*columns, "is_breakdown")[:limit]:
        noted: dict[str, Any] = state["pgh_context__metadata"] or {}
        at = local(plant_moment(noted, state["pgh_created_at"]))
        who = noted.get("who") or "Поток"
        end = f"{local(state['period'].upper):%d.%m %H:%M}"
        if state["pgh_label"] == "insert":
            word = "Поломка" if state["is_breakdown"] else "Ремонт"
            begin = f"{local(state['period'].lower):%d.%m %H:%M}"
            yield MachineEvent("stopped", at, who, f"{word} с {begin} до {end}", state["reason"])
        else:
            yield MachineEvent("started", at, who, f"Простой окончен {end}", noted.get("why", ""))
