"""Simulating a version: ask for it, stop it, do the work of it as a background job."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from potok.lines.simulated.inputs import INPUTS, study_of
from potok.lines.simulated.running import require_simulable, simulate_version
from potok.lines.storage import design_from_data
from potok.notes.inputs.validation import accept
from potok.notes.storage import note_to_data
from potok.operations.attempts import GOING, begin, current, fail_lost, told_as_failed
from potok.operations.catalog import clock
from potok.operations.lines.errors import (
    SimulationGoingError,
    UnknownLineVersionError,
    UnknownSimulationError,
)
from potok.operations.lines.models import LineSimulation, LineVersion
from potok.operations.lines.services.lines import locked_line
from potok.operations.people.acting import Actor, command

#: The books are asked whether to stop no more often than this, seconds.
_ASK_EVERY_S = 0.5


def request_simulation(
    actor: Actor, *, code: str, number: int, conditions: Mapping[str, Any], defer: Callable[[int], int]
) -> LineSimulation:
    """Queue a simulation.

    Args:
        code: Of the line.
        number: The version, in whatever state.
        conditions: Input by `lines.simulated.inputs.INPUTS`.
        defer: Puts the job of a simulation id into the queue, in this transaction; returns the job id.

    Raises:
        UnknownLineError: There is no such line.
        UnknownLineVersionError: It has no such version.
        NothingToSimulateError: Its design has nothing to start from.
        InvalidInputError: Faults of the conditions.
        InvalidDataError: Faults of the line under these conditions.
        SimulationGoingError: The version is being simulated already.
    """
    with command(actor, "edit_lines", why=f"имитация версии {number}"):
        line = locked_line(code)  # one request at a time looks and adds
        version = LineVersion.objects.filter(line=line, number=number).first()
        if version is None:
            raise UnknownLineVersionError(line=code, number=number)
        require_simulable(version.given, design_from_data(version.design), conditions)
        fail_lost_simulations()
        going = LineSimulation.objects.filter(version=version, state__in=GOING).first()
        if going is not None:
            raise SimulationGoingError(run=going.pk)
        run = LineSimulation.objects.create(
            version=version,
            conditions=dict(conditions),
            replications=study_of(accept(INPUTS, conditions).record).replications,
            requested_by_id=actor.user_id,
            requested_by_name=actor.name,
            plant_date=clock.today(),
        )
        run.job_id = defer(run.pk)
        run.save(update_fields=["job_id"])
        return run


def stop_simulation(actor: Actor, *, run_id: int) -> None:
    """Ask a simulation to end with the replications it has.

    Raises:
        UnknownSimulationError: There is no such simulation.
    """
    with command(actor, "edit_lines", why="остановка имитации"):
        if not LineSimulation.objects.filter(pk=run_id).exists():
            raise UnknownSimulationError(run=run_id)
        LineSimulation.objects.filter(pk=run_id, state__in=GOING).update(stop_requested=True)


def fail_lost_simulations() -> int:
    """Close simulations whose job ended without them; returns how many."""
    return fail_lost(LineSimulation, again="Запустите имитацию снова.")


@dataclass(slots=True)
class _Reporter:
    """Writes progress of one attempt; a newer attempt silences it."""

    run: LineSimulation
    asked: float = field(default_factory=time.monotonic)
    stopping: bool = False

    def report(self, done: int, _of: int) -> None:
        """Note how many replications are done."""
        self.stopping = self.stopping or not current(self.run).update(done=done)

    def should_stop(self) -> bool:
        """Whether to end with what is done; asked of the books now and then."""
        moment = time.monotonic()
        if not self.stopping and moment - self.asked >= _ASK_EVERY_S:
            self.asked = moment
            self.stopping = not current(self.run).filter(stop_requested=False).exists()
        return self.stopping


def perform_simulation(run_id: int) -> None:
    """Do a simulation and keep its note. The body of the background job."""
    run = begin(LineSimulation, run_id, moment="started_at")
    if run is not None:
        with told_as_failed(run, work="имитации"):
            _simulate(run, _Reporter(run))


def _simulate(run: LineSimulation, reporter: _Reporter) -> None:
    version = LineVersion.objects.select_related("line").get(pk=run.version_id)
    note = simulate_version(
        f"{version.line.title}, версия {version.number}",
        version.given,
        design_from_data(version.design),
        run.conditions,
        should_stop=reporter.should_stop,
        report=reporter.report,
    )
    stopped = LineSimulation.objects.filter(pk=run.pk, stop_requested=True).exists()
    current(run).update(
        note=None if note is None else note_to_data(note),
        state="stopped" if stopped or note is None else "done",
        finished_at=timezone.now(),
    )
