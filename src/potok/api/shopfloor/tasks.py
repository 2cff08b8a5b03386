"""Shift tasks of the workshops, the reasons they choose from, posting periods."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from potok.api.fields import Code, Day, Given, Moment, Quantity, Reason, Remark
from potok.api.section import Section
from potok.api.shopfloor.runs import PaceOut
from potok.operations.people.acting import Actor
from potok.operations.shopfloor.errors import NoShiftError
from potok.operations.shopfloor.reads import lists
from potok.operations.shopfloor.reads.shift_task import ShiftTask, present_shift, shift_task, workshop_shifts
from potok.operations.shopfloor.services import periods
from potok.operations.shopfloor.services.reasons import write_reason

section = Section("Цеха: сменные задания и периоды")

ShiftNo = Annotated[int, Field(ge=1, le=9)]
ReasonKind = Literal["stop", "scrap", "rework", "deviation", "time", "loss"]


class ShiftOut(Schema):
    """A shift, plant local time."""

    date: dt.date
    shift_no: int
    start_at: Moment
    finish_at: Moment


class ShiftsOut(Schema):
    """Shifts of a date, and the one that runs now or comes next."""

    shifts: list[ShiftOut]
    present: ShiftOut | None


class ShiftFiguresOut(Schema):
    """Pieces made."""

    good: int
    rework: int
    scrap: int


class NextOperationOut(Schema):
    """Where the product goes on."""

    op_no: int
    op_name: str
    machine: str
    workshop: str


class TaskRowOut(Schema):
    """One operation of an order in a shift; times are plant local."""

    order_no: str
    priority: int
    product: str
    product_name: str
    op_no: int
    op_name: str
    machine: str
    machine_name: str
    start_at: Moment
    finish_at: Moment
    qty_pcs: Quantity
    total_pcs: Quantity
    batches: int
    setup_min: Quantity
    pace: PaceOut | None
    state: str
    run_id: int | None
    run_machine: str
    done: ShiftFiguresOut
    in_shift: ShiftFiguresOut
    people: list[str]
    stop_reason: str
    stopped_at: Moment | None
    next_operation: NextOperationOut | None
    planned: bool


class ShiftTaskOut(Schema):
    """The task of a workshop for one shift."""

    workshop: str
    workshop_name: str
    shift: ShiftOut
    rows: list[TaskRowOut]
    agreed_only: bool
    held_back: int
    stop_min: Quantity
    stops: int


class ReasonOut(Schema):
    """A reason of the shops."""

    kind: str
    code: str
    name: str
    is_active: bool


class ReasonsOut(Schema):
    """Reasons in their sequence."""

    rows: list[ReasonOut]


class PeriodReasonRequest(Given):
    """A reason to add, to rename or to take out of the choice."""

    kind: ReasonKind
    code: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_]+$")]
    name: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]+$")]
    is_active: bool = True


class PeriodOut(Schema):
    """A posting period; the month is named by its first day."""

    month: dt.date
    name: str
    is_closed: bool
    waiting: int = Field(description="Карт, которые цех передал и которые не проведены.")
    posted: int
    papers: int = Field(description="Проведённых документов складов.")
    counts_waiting: int = Field(description="Начатых и не проведённых инвентаризаций.")
    changed_by: str
    changed_at: Moment | None
    reason: str


class PeriodsOut(Schema):
    """Posting periods, newest first."""

    rows: list[PeriodOut]


class PeriodRequest(Given):
    """A month by any of its days."""

    month: Day
    reason: Remark = ""


class ReopenRequest(Given):
    """A month by any of its days, and why it is opened again."""

    month: Day
    reason: Reason


class PeriodStateOut(Schema):
    """A month after a command."""

    month: dt.date
    is_closed: bool


@section.read("/shifts", right="read_shop", answer=ShiftsOut, summary="Смены цеха")
def list_shifts(_: Actor, workshop: Code, date: Day) -> dict[str, Any]:
    """Shifts that start on a date."""
    return {"shifts": workshop_shifts(workshop, date), "present": present_shift(workshop)}


@section.read("/task", right="read_shop", answer=ShiftTaskOut, summary="Сменное задание")
def read_task(_: Actor, workshop: Code, date: Day, shift_no: ShiftNo) -> ShiftTask:
    """The task of a workshop for one shift."""
    return found_task(workshop, date, shift_no)


def found_task(workshop: str, date: dt.date, shift_no: int) -> ShiftTask:
    """The task of a workshop for one shift.

    Raises:
        NoShiftError: The calendar has no such shift, or there is no such workshop.
    """
    found = shift_task(workshop, date, shift_no)
    if found is None:
        raise NoShiftError(workshop=workshop, date=f"{date:%d.%m.%Y}", shift_no=shift_no)
    return found


@section.read("/reasons", right="read_shop", answer=ReasonsOut, summary="Причины")
def list_reasons(_: Actor, kind: ReasonKind | None = None) -> dict[str, Any]:
    """Reasons that are offered."""
    return {"rows": lists.reasons(kinds=[kind] if kind else [])}


@section.command("/reasons", name="change_reasons", answer=ReasonOut, summary="Изменить список причин")
def change_reason(actor: Actor, payload: PeriodReasonRequest) -> object:
    """Add a reason, rename it, take it out of the choice."""
    return write_reason(actor, **payload.dict())


@section.read("/periods", right="read_shop", answer=PeriodsOut, summary="Периоды проведения")
def list_periods(_: Actor) -> dict[str, Any]:
    """Months that are open or closed for postings."""
    return {"rows": lists.periods()}


@section.command("/periods/close", name="close_period", answer=PeriodStateOut, summary="Закрыть период")
def close_period(actor: Actor, payload: PeriodRequest) -> object:
    """Close a month for postings."""
    return periods.close_period(actor, month=payload.month, reason=payload.reason)


@section.command("/periods/reopen", name="reopen_period", answer=PeriodStateOut, summary="Открыть период")
def reopen_period(actor: Actor, payload: ReopenRequest) -> object:
    """Open a closed month again."""
    return periods.reopen_period(actor, month=payload.month, reason=payload.reason)
