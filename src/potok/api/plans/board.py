"""The plan on a board: machines with shifts and stops, orders, bars, the tray of what is not planned."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Field, Schema

from potok.api.fields import LocalMoment
from potok.api.plans.versions import PlanHead, section
from potok.operations.people.acting import Actor
from potok.operations.planning.reads import board, versions


class StopOut(Schema):
    """A repair of the calendar or a reported stop."""

    start: LocalMoment
    finish: LocalMoment
    reason: str
    breakdown: bool


class BoardMachine(Schema):
    """A machine with its working windows (pairs of start and finish)."""

    code: str
    name: str
    status: str
    load_share: float | None
    windows: list[list[LocalMoment]]
    stops: list[StopOut]


class BoardWorkshop(Schema):
    """A workshop with its machines."""

    code: str
    name: str
    machines: list[BoardMachine]


class BoardOrder(Schema):
    """What the board says of an order."""

    product: str
    product_code: str
    family: str
    customer: str
    priority: int
    status: str
    progress: str
    preliminary: bool
    material_from: dt.date | None
    due: dt.date
    release_by: LocalMoment | None
    launch: LocalMoment
    release: LocalMoment
    slack_days: int
    lateness: str = Field(description="late, risk, ok")


class BoardLine(Schema):
    """An operation of an order on a machine."""

    order_no: str
    op_no: int
    op_name: str
    machine: str
    start: LocalMoment
    finish: LocalMoment
    setup_min: float
    qty_pcs: float
    batches: int
    pinned: bool
    agreement: str
    answer_reason: str
    counter_start: LocalMoment | None
    why: str = Field(description="Почему операция начинается именно тогда.")


class TrayOrder(Schema):
    """A confirmed order that the plan does not hold."""

    order_no: str
    product: str
    due: dt.date
    earliest_start: dt.date | None
    reason_code: str
    reason: str
    preliminary: bool


class BoardOut(Schema):
    """Everything the board draws; times are plant local."""

    plan: PlanHead
    today: dt.date
    now: LocalMoment
    frozen_until: LocalMoment
    start: LocalMoment = Field(validation_alias="from")
    finish: LocalMoment = Field(validation_alias="to")
    workshops: list[BoardWorkshop]
    permitted: dict[str, dict[str, list[str]]] = Field(
        description="Изделие → номер операции → разрешённые машины."
    )
    orders: dict[str, BoardOrder]
    lines: list[BoardLine]
    tray: list[TrayOrder]


@section.read("/{int:number}/board", right="read_plan", answer=BoardOut, summary="План на доске")
def show_board(_: Actor, number: int) -> dict[str, Any]:
    """Machines, shifts, bars and the tray of a version."""
    return board.board(versions.plan_by_number(number))
