"""Machines of a workshop stop and go on: told by its head, or by the engineer (order-workflow 7.4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from potok.operations.catalog.clock import local
from potok.operations.catalog.models import Machine, MachineStop
from potok.operations.catalog.situation import present_situation
from potok.operations.master_data.services.machines import set_machine_status
from potok.operations.orders.services.cancellation import required
from potok.operations.people.acting import Actor, command
from potok.operations.planning.errors import StopTimesError
from potok.operations.planning.services.doubts import doubt_plan
from potok.operations.planning.services.stops import found_machine, write_machine_stop
from potok.operations.shopfloor.errors import MachineStateError
from potok.operations.shopfloor.services.pausing import stop_work_of
from potok.plant.model import MachineStatus

#: Why a machine stands.
StopKind: TypeAlias = Literal["breakdown", "repair"]
_STATUSES = {"breakdown": MachineStatus.BROKEN, "repair": MachineStatus.REPAIR}
_WORDS = {"working": "работает", "broken": "неисправна", "repair": "в ремонте"}


@dataclass(frozen=True, slots=True)
class Standstill:
    """A machine that stands from now on.

    Attributes:
        hit: Published work that it hits, as (order, operation); only known when an end was told.
        stopped: Launched operations that were stopped with it, as (order, operation).
        alternatives: Other machines permitted for each stopped order, by code.
    """

    machine: str
    hit: tuple[tuple[str, int], ...]
    stopped: tuple[tuple[str, int], ...]
    alternatives: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Restart:
    """A machine that may work again; `waiting` are its stopped operations, as (order, operation)."""

    machine: str
    waiting: tuple[tuple[str, int], ...]


def stop_machine(
    actor: Actor, *, machine: str, kind: StopKind, reason: str, until: dt.datetime | None = None
) -> Standstill:
    """A machine stands from now on and its running operations stop.

    Args:
        kind: A breakdown or an unplanned repair.
        until: When it will probably work again, aware: the plan goes on after it. None = nobody knows: the
            machine is not planned until somebody starts it.

    Raises:
        UnknownMachineError: There is no such machine.
        ReasonMissingError: No reason is given.
        StopTimesError: The end is not after now.
        MachineStateError: It stands already.
        StopOverlapsError: A later stop of it is told for that time.
    """
    why = required(reason, "почему машина стоит")
    found = found_machine(machine)
    with command(actor, "set_machine_status", why=why, workshop_id=found.workshop_id):
        situation = present_situation()
        now = situation.now
        status = (
            Machine.objects.select_for_update(no_key=True).values_list("status", flat=True).get(pk=found.pk)
        )
        if status != MachineStatus.WORKING:
            raise MachineStateError(machine=found.name, state=_WORDS[status], verb="остановить")
        hit: tuple[tuple[str, int], ...] = ()
        if until is None:
            set_machine_status(actor, machine=machine, status=_STATUSES[kind], why=why)
        elif until <= now:
            raise StopTimesError(start=f"{local(now):%d.%m %H:%M}", finish=f"{local(until):%d.%m %H:%M}")
        else:
            report = write_machine_stop(
                found, start_at=now, finish_at=until, reason=why, is_breakdown=kind == "breakdown"
            )
            hit = report.hit
            if hit:
                doubt_plan(f"простой станка {machine}", at=now)
        stopped, alternatives = stop_work_of(actor, machine, at=now, why=why, situation=situation)
    return Standstill(machine, hit, stopped, alternatives)


def start_machine(actor: Actor, *, machine: str, reason: str) -> Restart:
    """A machine that stood may work again: its stop ends now, its operations wait for the floor to go on.

    Args:
        reason: What was done.

    Raises:
        UnknownMachineError: There is no such machine.
        ReasonMissingError: Nothing is told.
        MachineStateError: It works.
    """
    why = required(reason, "что сделано, чтобы машина заработала")
    found = found_machine(machine)
    with command(actor, "set_machine_status", why=why, workshop_id=found.workshop_id):
        now = present_situation().now
        status = (
            Machine.objects.select_for_update(no_key=True).values_list("status", flat=True).get(pk=found.pk)
        )
        stop = MachineStop.objects.select_for_update().filter(machine=found, period__contains=now).first()
        if status == MachineStatus.WORKING and stop is None:
            raise MachineStateError(machine=found.name, state=_WORDS[status], verb="пустить")
        if stop is not None:
            # A stop lasts a minute at least: an empty time would leave no trace of it.
            end = max(now, stop.period.lower + dt.timedelta(minutes=1))
            stop.period = DateTimeTZRange(stop.period.lower, end)
            stop.save(update_fields=["period"])
            doubt_plan(f"станок {machine} снова работает", at=now)
        if status != MachineStatus.WORKING:
            set_machine_status(actor, machine=machine, status=MachineStatus.WORKING, why=why)
        waiting = found.runs.filter(state="stopped").order_by("order__order_no", "op_no")
        return Restart(machine, tuple(waiting.values_list("order__order_no", "op_no")))


def _standing(machine: Machine, now: dt.datetime) -> tuple[str, MachineStop | None]:
    """Status of a machine, which is locked with it, and the stop that goes on."""
    rows = Machine.objects.select_for_update(no_key=True).filter(pk=machine.pk)
    status = rows.values_list("status", flat=True).get()
    return status, MachineStop.objects.filter(machine=machine, period__contains=now).first()
