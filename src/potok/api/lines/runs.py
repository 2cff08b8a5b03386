"""Searches for better versions."""

from __future__ import annotations

from ninja import Field

from potok.api.fields import Given, Nothing
from potok.api.lines.answers import LineRunOut
from potok.api.section import Section
from potok.operations.lines.jobs import defer_improvement
from potok.operations.lines.reads import runs as reads
from potok.operations.lines.services import runs
from potok.operations.people.acting import Actor

section = Section("Линии: улучшение")


class ImproveRequest(Given):
    """How long to search."""

    time_limit_s: int = Field(20, ge=1, le=3600)
    seed: int = Field(0, ge=0, le=2**31 - 1)


@section.command(
    "/lines/{code}/versions/{int:number}/improve",
    name="edit_lines",
    answer=LineRunOut,
    status=201,
    summary="Улучшить версию линии",
)
def start(actor: Actor, code: str, number: int, payload: ImproveRequest) -> reads.ShownRun:
    """Queue a search; its result is a new draft."""
    run = runs.request_improvement(
        actor,
        code=code,
        number=number,
        defer=defer_improvement,
        time_limit_s=payload.time_limit_s,
        seed=payload.seed,
    )
    return reads.shown_run(run)


@section.read("/line-runs/{int:run_id}", right="read_lines", answer=LineRunOut, summary="Ход улучшения линии")
def show(_: Actor, run_id: int) -> reads.ShownRun:
    """Progress and result."""
    return reads.run_by_id(run_id)


@section.command(
    "/line-runs/{int:run_id}/stop", name="edit_lines", answer=LineRunOut, summary="Остановить улучшение"
)
def stop(actor: Actor, run_id: int, payload: Nothing) -> reads.ShownRun:  # noqa: ARG001 - an empty body
    """Ask a search to end with its best."""
    runs.request_stop(actor, run_id=run_id)
    return reads.run_by_id(run_id)
