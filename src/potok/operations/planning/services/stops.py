"""Breakdowns and repairs by hours: the machine gets a time in which it does not work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from potok.operations.catalog.clock import local
from potok.operations.catalog.models import Machine, MachineStop
from potok.operations.people.acting import Actor, command
from potok.operations.planning.errors import (
    ReasonNeededError,
    StopOverlapsError,
    StopTimesError,
    UnknownMachineError,
)
from potok.operations.planning.models import ScheduleLine


@dataclass(frozen=True, slots=True)
class StopReport:
    """A recorded stop and the published work that it hits: it waits for a new plan."""

    stop_id: int
    hit: tuple[tuple[str, int], ...]


def report_stop(
    actor: Actor,
    *,
    machine_code: str,
    start_at: dt.datetime,
    finish_at: dt.datetime,
    reason: str,
    is_breakdown: bool = True,
) -> StopReport:
    """Record a breakdown or an unplanned repair of a machine.

    Raises:
        UnknownMachineError: No machine has that code.
        ReasonNeededError: No reason given.
        StopTimesError: The end is not after the start.
        StopOverlapsError: The machine already stands at that time.
    """
    machine = found_machine(machine_code)
    if not reason.strip():
        raise ReasonNeededError(what="почему машина стоит")
    if finish_at <= start_at:
        raise StopTimesError(start=f"{local(start_at):%d.%m %H:%M}", finish=f"{local(finish_at):%d.%m %H:%M}")
    with command(actor, "report_stop", why=reason, workshop_id=machine.workshop_id):
        return write_machine_stop(
            machine, start_at=start_at, finish_at=finish_at, reason=reason, is_breakdown=is_breakdown
        )


def found_machine(code: str) -> Machine:
    """The machine of that code.

    Raises:
        UnknownMachineError: There is none.
    """
    machine = Machine.objects.filter(code=code).first()
    if machine is None:
        raise UnknownMachineError(machine=code)
    return machine


def write_machine_stop(
    machine: Machine, *, start_at: dt.datetime, finish_at: dt.datetime, reason: str, is_breakdown: bool
) -> StopReport:
    """Write a time in which a machine stands; runs inside the caller's command.

    Raises:
        StopOverlapsError: The machine already stands at that time.
    """
    try:
        with transaction.atomic():
            stop = MachineStop.objects.create(
                machine=machine,
                period=DateTimeTZRange(start_at, finish_at),
                reason=reason.strip(),
                is_breakdown=is_breakdown,
            )
    except IntegrityError as error:
        raise StopOverlapsError(machine=machine.name) from error
    hit = ScheduleLine.objects.filter(
        is_published=True, machine=machine, start_at__lt=finish_at, finish_at__gt=start_at
    ).order_by("start_at")
    return StopReport(stop.pk, tuple(hit.values_list("order__order_no", "op_no")))
