"""Plans: runs of the engine, versions, the board, agreement, stops."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from potok.api.access import acting, run_command
from potok.api.errors import PROBLEMS
from potok.operations.catalog.clock import aware
from potok.operations.people.acting import Actor, require
from potok.operations.planning import diff
from potok.operations.planning.jobs import defer_run
from potok.operations.planning.reads import board as board_reads
from potok.operations.planning.reads import versions
from potok.operations.planning.services import agreement, publication, runs, stops

router = Router(tags=["План"])
ANSWERS: dict[Any, Any] = {200: dict[str, Any], **PROBLEMS}
CREATED: dict[Any, Any] = {201: dict[str, Any], **PROBLEMS}


class RunRequest(Schema):
    """What to plan and how long to search."""

    time_limit_s: int = Field(20, ge=1, le=3600)
    seed: int = Field(0, ge=0, le=2**31 - 1)
    title: str = Field("", max_length=200)
    keep_orders: list[str] = Field(default_factory=list, max_length=10_000)


class AnswerRequest(Schema):
    """A shop head's answer to lines of the own workshop; times are plant local."""

    lines: list[LineKey] = Field(min_length=1, max_length=1000)
    answer: str = Field(pattern="^(agreed|refused|countered)$")
    reason: str = Field("", max_length=250)
    counter_start_at: dt.datetime | None = None


class LineKey(Schema):
    """A line of the published plan."""

    order_no: str = Field(max_length=40)
    op_no: int = Field(ge=0, le=2**31 - 1)


class StopRequest(Schema):
    """A breakdown or an unplanned repair; times are plant local."""

    machine: str = Field(max_length=60)
    start_at: dt.datetime
    finish_at: dt.datetime
    reason: str = Field(max_length=200)
    is_breakdown: bool = True


AnswerRequest.model_rebuild()


def plant_moment(moment: dt.datetime) -> dt.datetime:
    """A given moment with a zone: the plant's own when it has none."""
    return moment if moment.tzinfo else aware(moment)


@router.post("/runs", response=CREATED, summary="Начать расчёт плана")
def start_run(request: HttpRequest, payload: RunRequest) -> HttpResponse:
    """Queue a run of the engine over the confirmed orders."""

    def act(actor: Actor) -> tuple[int, dict[str, Any]]:
        run = runs.request_run(
            actor,
            defer=defer_run,
            time_limit_s=payload.time_limit_s,
            seed=payload.seed,
            title=payload.title,
            keep_orders=payload.keep_orders,
        )
        return 201, versions.run_dict(run)

    return run_command(request, "run_plan", act)


@router.get("/runs/{int:run_id}", response=ANSWERS, summary="Ход расчёта")
def run(request: HttpRequest, run_id: int) -> dict[str, Any]:
    """Progress, incumbents and result of a run."""
    require(acting(request), "read_plan")
    return versions.run_by_id(run_id)


@router.post("/runs/{int:run_id}/stop", response=ANSWERS, summary="Остановить расчёт")
def stop_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """Ask a run to stop with its best plan."""

    def act(actor: Actor) -> tuple[int, dict[str, Any]]:
        runs.request_stop(actor, run_id=run_id)
        return 200, versions.run_by_id(run_id)

    return run_command(request, "run_plan", act)


@router.get("/plans", response=ANSWERS, summary="Версии плана")
def plans(request: HttpRequest) -> dict[str, Any]:
    """The newest versions, newest first."""
    require(acting(request), "read_plan")
    return {"plans": versions.version_rows()}


@router.get("/plans/{int:number}/board", response=ANSWERS, summary="План на доске")
def board(request: HttpRequest, number: int) -> dict[str, Any]:
    """Machines, shifts, bars and the tray of a version."""
    require(acting(request), "read_plan")
    return board_reads.board(versions.plan_by_number(number))


@router.get("/plans/{int:number}/diff", response=ANSWERS, summary="Что изменит черновик")
def plan_difference(request: HttpRequest, number: int) -> dict[str, Any]:
    """Changes of a version against the one it is based on."""
    require(acting(request), "read_plan")
    version = versions.plan_by_number(number)
    return diff.diff_dict(diff.plan_diff(version, version.based_on))


@router.post("/plans/{int:number}/publish", response=ANSWERS, summary="Принять план")
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Put a draft in force."""

    def act(actor: Actor) -> tuple[int, dict[str, Any]]:
        done = publication.publish_plan(actor, number=number)
        return 200, {"number": done.number, "moved": done.moved, "released": done.released}

    return run_command(request, "publish_plan", act)


@router.post("/plans/{int:number}/reject", response=ANSWERS, summary="Отклонить черновик")
def reject(request: HttpRequest, number: int) -> HttpResponse:
    """Put a draft aside."""

    def act(actor: Actor) -> tuple[int, dict[str, Any]]:
        publication.reject_plan(actor, number=number)
        return 200, {"number": number}

    return run_command(request, "reject_plan", act)


@router.post("/lines/send", response=ANSWERS, summary="Отправить цехам на согласование")
def send(request: HttpRequest) -> HttpResponse:
    """Send published lines that no shop head has seen."""

    def act(actor: Actor) -> tuple[int, dict[str, Any]]:
        return 200, {"sent": agreement.send_lines(actor)}

    return run_command(request, "send_lines", act)


@router.post("/lines/answer", response=ANSWERS, summary="Ответ начальника цеха")
def answer(request: HttpRequest, payload: AnswerRequest) -> HttpResponse:
    """Agree, refuse or name another start for lines of the own workshop."""

    def act(actor: Actor) -> tuple[int, dict[str, Any]]:
        counter = plant_moment(payload.counter_start_at) if payload.counter_start_at else None
        keys = [agreement.LineKey(line.order_no, line.op_no) for line in payload.lines]
        answered = agreement.answer_lines(
            actor, keys=keys, answer=payload.answer, reason=payload.reason, counter_start_at=counter
        )
        return 200, {"answered": answered}

    return run_command(request, "answer_line", act)


@router.post("/stops", response=CREATED, summary="Сообщить о поломке")
def report_stop(request: HttpRequest, payload: StopRequest) -> HttpResponse:
    """Record a time in which a machine does not work."""

    def act(actor: Actor) -> tuple[int, dict[str, Any]]:
        report = stops.report_stop(
            actor,
            machine_code=payload.machine,
            start_at=plant_moment(payload.start_at),
            finish_at=plant_moment(payload.finish_at),
            reason=payload.reason,
            is_breakdown=payload.is_breakdown,
        )
        hit = [{"order_no": order_no, "op_no": op_no} for order_no, op_no in report.hit]
        return 201, {"stop": report.stop_id, "hit": hit}

    return run_command(request, "report_stop", act)
