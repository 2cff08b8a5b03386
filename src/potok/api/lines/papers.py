"""Simulations of versions, floor plans and papers of lines."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from ninja import Field, Schema

from potok.api.fields import Given, Line, Moment, Nothing
from potok.api.section import Section
from potok.lines.floor.checks import faults_of
from potok.lines.floor.placing import arranged
from potok.lines.floor.reading import read
from potok.lines.floor.seeds import seed_plan
from potok.lines.floor.writing import written
from potok.notes.storage import note_to_data
from potok.operations.lines.errors import UnknownSheetError
from potok.operations.lines.jobs import defer_simulation
from potok.operations.lines.reads.card import given_of, line_card, shown_version
from potok.operations.lines.reads.sheets import SHEET_TITLES, ShownSheet, shown_sheet
from potok.operations.lines.reads.simulations import ShownSimulation, shown_simulation, simulation_by_id
from potok.operations.lines.services.sheets import save_sheet
from potok.operations.lines.services.simulations import request_simulation, stop_simulation
from potok.operations.people.acting import Actor

section = Section("Линии: имитация и планировка")


class SheetKind(StrEnum):
    """Papers of a line."""

    PLAN = "plan"
    PASSPORT = "passport"
    FLOW = "flow"


class SimulationRequest(Given):
    """Conditions of a simulation."""

    conditions: dict[str, Any] = Field(
        default_factory=dict, description="Разброс времени, отказы, невыходы, прогоны; пусто — обычные."
    )


class SimulationOut(Schema):
    """A simulation; `note` is its explained answer, null while there is none."""

    id: int
    line: str
    number: int
    state: str
    done: int
    replications: int
    stop_requested: bool
    note: dict[str, Any] | None
    error_code: str
    error: str
    started_at: Moment | None
    finished_at: Moment | None


class SheetRequest(Given):
    """A new version of a paper."""

    title: Line = ""
    data: dict[str, Any] = Field(description="Данные документа по его виду.")


class SheetOut(Schema):
    """A version of a paper."""

    kind: str
    number: int
    title: str
    author: str
    saved_at: Moment
    versions: list[int]
    data: dict[str, Any]


class PlanRequest(Given):
    """A floor plan to look at; nothing is kept."""

    plan: dict[str, Any]
    place: bool = Field(False, description="Разместить места заново.")


class FloorFaultOut(Schema):
    """A broken rule of a plan."""

    rule: str
    text: str
    marks: list[str]


class FloorPlanOut(Schema):
    """A plan with what breaks its rules."""

    plan: dict[str, Any]
    faults: list[FloorFaultOut]


def _simulation(run: ShownSimulation) -> dict[str, Any]:
    plain = {name: getattr(run, name) for name in SimulationOut.model_fields if name != "note"}
    return {**plain, "note": None if run.note is None else note_to_data(run.note)}


def _sheet(sheet: ShownSheet) -> dict[str, Any]:
    return {
        "kind": sheet.kind,
        "number": sheet.head.number,
        "title": sheet.head.title,
        "author": sheet.head.author,
        "saved_at": sheet.head.saved_at,
        "versions": [head.number for head in sheet.versions],
        "data": sheet.data,
    }


def _looked_at(plan: dict[str, Any]) -> dict[str, Any]:
    faults = faults_of(read(plan))
    return {
        "plan": plan,
        "faults": [{"rule": fault.rule, "text": fault.text, "marks": list(fault.marks)} for fault in faults],
    }


@section.command(
    "/lines/{code}/versions/{int:number}/simulations",
    name="edit_lines",
    answer=SimulationOut,
    status=201,
    summary="Имитация версии линии",
)
def simulate(actor: Actor, code: str, number: int, payload: SimulationRequest) -> dict[str, Any]:
    """Queue a simulation."""
    run = request_simulation(
        actor, code=code, number=number, conditions=payload.conditions, defer=defer_simulation
    )
    return _simulation(shown_simulation(run))


@section.read(
    "/line-simulations/{int:run_id}", right="read_lines", answer=SimulationOut, summary="Ход имитации линии"
)
def show_simulation(_: Actor, run_id: int) -> dict[str, Any]:
    """Progress and answer."""
    return _simulation(simulation_by_id(run_id))


@section.command(
    "/line-simulations/{int:run_id}/stop",
    name="edit_lines",
    answer=SimulationOut,
    summary="Остановить имитацию",
)
def stop(actor: Actor, run_id: int, payload: Nothing) -> dict[str, Any]:  # noqa: ARG001 - an empty body
    """Ask a simulation to end with the replications it has."""
    stop_simulation(actor, run_id=run_id)
    return _simulation(simulation_by_id(run_id))


@section.read(
    "/lines/{code}/sheets/{kind}",
    right="read_lines",
    answer=SheetOut,
    summary="Документ линии: план, паспорт, тип потока",
)
def show_sheet(_: Actor, code: str, kind: SheetKind) -> dict[str, Any]:
    """The newest version of a paper."""
    found = shown_sheet(code, kind.value)
    if found is None:
        raise UnknownSheetError(line=code, kind=SHEET_TITLES[kind.value], number=1)
    return _sheet(found)


@section.command(
    "/lines/{code}/sheets/{kind}",
    name="edit_lines",
    answer=SheetOut,
    status=201,
    summary="Сохранить документ линии",
)
def keep_sheet(actor: Actor, code: str, kind: SheetKind, payload: SheetRequest) -> dict[str, Any]:
    """Keep a paper as a new version."""
    saved = save_sheet(actor, code=code, kind=kind.value, data=payload.data, title=payload.title)
    found = shown_sheet(code, kind.value, saved.number)
    assert found is not None  # noqa: S101 - just saved
    return _sheet(found)


@section.read(
    "/lines/{code}/versions/{int:number}/plan",
    right="read_lines",
    answer=FloorPlanOut,
    summary="Планировка версии линии, размещённая автоматически",
)
def first_plan(actor: Actor, code: str, number: int) -> dict[str, Any]:
    """A plan of the version's places; nothing is kept."""
    card = line_card(actor, code)
    given, version = given_of(actor, card, number), shown_version(card, number)
    seeded = seed_plan(card.title, given, version.design)
    return _looked_at(written(seeded, arranged(read(seeded))))


@section.preview(
    "/line-plan-check",
    right="edit_lines",
    answer=FloorPlanOut,
    summary="Проверить планировку, разместить заново",
)
def check_plan(_: Actor, payload: PlanRequest) -> dict[str, Any]:
    """Check a plan, placed anew where that is asked for; nothing is kept."""
    plan = payload.plan
    return _looked_at(written(plan, arranged(read(plan))) if payload.place else plan)
