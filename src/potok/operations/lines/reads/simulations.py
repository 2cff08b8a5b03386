"""Simulations of a version, for its tab and for the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from potok.notes.note import Note
from potok.notes.storage import note_from_data
from potok.operations.attempts import GOING
from potok.operations.lines.errors import UnknownSimulationError
from potok.operations.lines.models import LineSimulation


@dataclass(frozen=True, slots=True)
class ShownSimulation:
    """A simulation.

    Attributes:
        line, number: The version.
        conditions: As they were entered.
        done, replications: Progress.
        plant_date: Date of the plant when it was asked for.
        note: The answer, None while there is none.
    """

    id: int
    line: str
    number: int
    state: str
    state_label: str
    conditions: Mapping[str, Any]
    done: int
    replications: int
    elapsed_s: int
    stop_requested: bool
    note: Note | None
    error_code: str
    error: str
    author: str
    plant_date: dt.date | None
    started_at: dt.datetime | None
    finished_at: dt.datetime | None

    @property
    def going(self) -> bool:
        """Whether it waits or runs."""
        return self.state in GOING


def simulation_by_id(run_id: int) -> ShownSimulation:
    """A simulation: one query.

    Raises:
        UnknownSimulationError: There is no such simulation.
    """
    found = LineSimulation.objects.select_related("version__line").filter(pk=run_id).first()
    if found is None:
        raise UnknownSimulationError(run=run_id)
    return shown_simulation(found)


def latest_simulation(code: str, number: int) -> ShownSimulation | None:
    """The last simulation of a version: one query."""
    rows = LineSimulation.objects.select_related("version__line")
    found = rows.filter(version__line__code=code, version__number=number).order_by("-pk").first()
    return shown_simulation(found) if found else None


def shown_simulation(run: LineSimulation) -> ShownSimulation:
    """A simulation as pages and the API show it."""
    ended = run.finished_at or timezone.now()
    return ShownSimulation(
        id=run.pk,
        line=run.version.line.code,
        number=run.version.number,
        state=run.state,
        state_label=run.get_state_display(),
        conditions=run.conditions,
        done=run.done,
        replications=run.replications,
        elapsed_s=int((ended - run.started_at).total_seconds()) if run.started_at else 0,
        stop_requested=run.stop_requested,
        note=None if run.note is None else note_from_data(run.note),
        error_code=run.error.get("code", ""),
        error=run.error.get("message", ""),
        author=run.requested_by_name,
        plant_date=run.plant_date,
        started_at=run.started_at,
        finished_at=run.finished_at,
    )
