"""Searches for better versions and for variants."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

from potok.api.fields import Given, Nothing
from potok.api.lines.answers import LineRunOut, LineVersionOut, version_out
from potok.api.section import Section
from potok.operations.lines.jobs import defer_improvement
from potok.operations.lines.reads import runs as reads
from potok.operations.lines.reads.card import line_card, shown_version
from potok.operations.lines.reads.variants import variants_of
from potok.operations.lines.services import runs
from potok.operations.lines.services.variants import take_variant
from potok.operations.people.acting import Actor

section = Section("Линии: улучшение")


class ImproveRequest(Given):
    """How long to search."""

    time_limit_s: int = Field(20, ge=1, le=3600)
    seed: int = Field(0, ge=0, le=2**31 - 1)


class TakeRequest(Given):
    """A variant of a run."""

    run: int = Field(ge=1, le=2**31 - 1)
    place: int = Field(ge=1, le=1000, description="Номер варианта, от 1.")


class LineVariantOut(Schema):
    """An answer: its figures, less is better in each, and the keys of the input that it replaces."""

    place: int
    figures: dict[str, float]
    changes: dict[str, Any]


class VariantsOut(Schema):
    """Answers of which none is better than another in every figure; `found` counts those not kept too."""

    line: str
    number: int
    found: int
    items: list[LineVariantOut]


@section.command(
    "/lines/{code}/versions/{int:number}/improve",
    name="edit_lines",
    answer=LineRunOut,
    status=201,
    summary="Улучшить версию линии",
)
def start(actor: Actor, code: str, number: int, payload: ImproveRequest) -> reads.ShownRun:
    """Queue a search; its result is a new draft."""
    return _queued(actor, code, number, payload, aim="improve")


@section.command(
    "/lines/{code}/versions/{int:number}/variants",
    name="edit_lines",
    answer=LineRunOut,
    status=201,
    summary="Искать варианты линии",
)
def start_variants(actor: Actor, code: str, number: int, payload: ImproveRequest) -> reads.ShownRun:
    """Queue a search for several answers, none better than another in every figure."""
    return _queued(actor, code, number, payload, aim="variants")


@section.read(
    "/line-runs/{int:run_id}/variants",
    right="read_lines",
    answer=VariantsOut,
    summary="Найденные варианты линии",
)
def show_variants(actor: Actor, run_id: int) -> VariantsOut:
    """The answers with their figures and what they change."""
    found = variants_of(actor, run_id)
    items = [
        LineVariantOut(place=place, figures=dict(one.figures), changes=dict(one.changes))
        for place, one in enumerate(found.variants.items, start=1)
    ]
    return VariantsOut(line=found.line, number=found.number, found=found.variants.found, items=items)


@section.command(
    "/lines/{code}/versions/{int:number}/variants/take",
    name="edit_lines",
    answer=LineVersionOut,
    status=201,
    summary="Взять вариант линии в новую версию",
)
def take(actor: Actor, code: str, number: int, payload: TakeRequest) -> dict[str, Any]:
    """The variant becomes a new draft made from the version."""
    saved = take_variant(actor, code=code, number=number, run_id=payload.run, place=payload.place)
    card = line_card(actor, code)
    return version_out(card, shown_version(card, saved.number))


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


def _queued(actor: Actor, code: str, number: int, payload: ImproveRequest, *, aim: str) -> reads.ShownRun:
    run = runs.request_improvement(
        actor,
        code=code,
        number=number,
        defer=defer_improvement,
        time_limit_s=payload.time_limit_s,
        seed=payload.seed,
        aim=aim,
    )
    return reads.shown_run(run)
