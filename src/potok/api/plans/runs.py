"""Runs of the engine over the confirmed orders."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

from potok.api.fields import Given, Line, Moment, OrderNo
from potok.api.section import Section
from potok.operations.people.acting import Actor
from potok.operations.planning.jobs import defer_run
from potok.operations.planning.reads import versions
from potok.operations.planning.services import runs

section = Section("План: расчёты")


class IncumbentOut(Schema):
    """A plan that the search found on its way."""

    late: int
    tardiness_days: float
    setup_min: float
    variants: int
    share: float


class RunErrorOut(Schema):
    """Why a run failed; empty when it did not."""

    code: str = ""
    message: str = ""


class PlanRunOut(Schema):
    """A run: its progress, its result."""

    id: int
    state: str
    state_label: str
    title: str
    phase: str
    share_done: float
    variants: int
    time_limit_s: int
    elapsed_s: int
    incumbents: list[IncumbentOut]
    stop_requested: bool
    error: RunErrorOut
    plan: int | None
    started_at: Moment | None
    finished_at: Moment | None


class RunRequest(Given):
    """What to plan and how long to search."""

    time_limit_s: int = Field(20, ge=1, le=3600)
    seed: int = Field(0, ge=0, le=2**31 - 1)
    title: Line = ""
    keep_orders: list[OrderNo] = Field(
        default_factory=list,
        max_length=10_000,
        description="Заказы, чьи строки действующего плана остаются на месте.",
    )
    beside: int | None = Field(
        None,
        ge=1,
        le=2**31 - 1,
        description="Черновик, чьи закрепления держит расчёт; без него — действующего плана.",
    )


@section.command("/runs", name="run_plan", answer=PlanRunOut, status=201, summary="Начать расчёт плана")
def start_run(actor: Actor, payload: RunRequest) -> dict[str, Any]:
    """Queue a run."""
    run = runs.request_run(
        actor,
        defer=defer_run,
        time_limit_s=payload.time_limit_s,
        seed=payload.seed,
        title=payload.title,
        keep_orders=payload.keep_orders,
        beside=payload.beside,
    )
    return versions.run_dict(run)


@section.read("/runs/{int:run_id}", right="read_plan", answer=PlanRunOut, summary="Ход расчёта")
def show_run(_: Actor, run_id: int) -> dict[str, Any]:
    """Progress, incumbents and result of a run."""
    return versions.run_by_id(run_id)


@section.command("/runs/{int:run_id}/stop", name="run_plan", answer=PlanRunOut, summary="Остановить расчёт")
def stop_run(actor: Actor, run_id: int) -> dict[str, Any]:
    """Ask a run to stop with its best plan."""
    runs.request_stop(actor, run_id=run_id)
    return versions.run_by_id(run_id)
