"""Machines of a workshop: what each does now, stop and start, what was told of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Field, Schema

from potok.api.fields import Code, Given, GivenMoment, Moment, Reason
from potok.api.section import Section
from potok.api.shopfloor.runs import operations
from potok.operations.people.acting import Actor
from potok.operations.shopfloor.reads import machines as reads
from potok.operations.shopfloor.services import machines

section = Section("Цеха: машины")


class WorkOut(Schema):
    """An operation on a machine; `at` = since when, or from when by the plan, plant local."""

    order_no: str
    op_no: int
    op_name: str
    product: str
    state: str = Field(description="running, stopped или waiting.")
    at: Moment


class MachinePauseOut(Schema):
    """A time in which a machine stands or will stand, plant local."""

    start_at: Moment
    finish_at: Moment
    reason: str
    is_breakdown: bool


class MachineNowOut(Schema):
    """A machine at this moment."""

    code: str
    name: str
    status: str = Field(description="working, repair или broken.")
    since: Moment | None
    until: Moment | None
    reason: str
    works: list[WorkOut]
    next_work: WorkOut | None
    pauses: list[MachinePauseOut]


class MachinesOut(Schema):
    """Machines by code."""

    rows: list[MachineNowOut]


class MachineEventOut(Schema):
    """What was told of a machine."""

    kind: str
    at: Moment
    who: str
    text: str
    why: str


class EventsOut(Schema):
    """The newest first."""

    rows: list[MachineEventOut]


class StopMachineRequest(Given):
    """A machine that stands from now on."""

    machine: Code
    kind: Literal["breakdown", "repair"] = "breakdown"
    reason: Reason
    until: Annotated[
        GivenMoment | None, Field(description="Когда заработает; пусто — не известно, не планируется.")
    ] = None


class StartRequest(Given):
    """A machine that may work again, and what was done."""

    machine: Code
    reason: Reason


class OperationRef(Schema):
    """An operation of an order."""

    order_no: str
    op_no: int


class StandstillOut(Schema):
    """What stands with the machine, and where its orders may go on."""

    machine: str
    hit: list[OperationRef]
    stopped: list[OperationRef]
    alternatives: dict[str, list[str]]


class RestartOut(Schema):
    """Operations that wait for the floor to resume them."""

    machine: str
    waiting: list[OperationRef]


@section.read("", right="read_shop", answer=MachinesOut, summary="Машины цеха")
def list_machines(_: Actor, workshop: Code) -> dict[str, Any]:
    """What every machine of a workshop does now and what comes."""
    return {"rows": reads.machines_now(workshop)}


@section.read("/history", right="read_shop", answer=EventsOut, summary="История машины")
def machine_history(_: Actor, machine: Code) -> dict[str, Any]:
    """Stops, starts and states of a machine."""
    return {"rows": reads.machine_history(machine)}


@section.command("/stop", name="set_machine_status", answer=StandstillOut, summary="Остановить машину")
def stop_machine(actor: Actor, payload: StopMachineRequest) -> dict[str, Any]:
    """A machine stands from now on; its running operations stop."""
    found = machines.stop_machine(
        actor, machine=payload.machine, kind=payload.kind, reason=payload.reason, until=payload.until
    )
    return {
        "machine": found.machine,
        "hit": operations(found.hit),
        "stopped": operations(found.stopped),
        "alternatives": found.alternatives,
    }


@section.command("/start", name="set_machine_status", answer=RestartOut, summary="Пустить машину")
def start_machine(actor: Actor, payload: StartRequest) -> dict[str, Any]:
    """A machine that stood may work again."""
    found = machines.start_machine(actor, machine=payload.machine, reason=payload.reason)
    return {"machine": found.machine, "waiting": operations(found.waiting)}
