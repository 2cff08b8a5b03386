"""A simulation from what a version keeps to the note that explains its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from potok.lines.design import LineDesign
from potok.lines.simulated.handing_over import Given, simulated_line
from potok.lines.simulated.inputs import INPUTS, arranged, conditions_of, study_of
from potok.lines.simulated.note import simulation_note
from potok.notes.inputs.validation import accept
from potok.notes.note import Note
from potok.simulation.study import simulate
from potok.simulation.validation import require_valid


def require_simulable(given: Given, design: LineDesign, conditions: Mapping[str, object]) -> None:
    """Refuse before anything is queued.

    Raises:
        NothingToSimulateError: The design has nothing to start from.
        InvalidInputError: Faults of the conditions, each with its path.
        InvalidDataError: Faults of the line under these conditions.
    """
    record = accept(INPUTS, conditions).record
    line = arranged(simulated_line(given, design), record)
    require_valid(line, conditions_of(record), study_of(record))


def simulate_version(
    title: str,
    given: Given,
    design: LineDesign,
    conditions: Mapping[str, object],
    *,
    should_stop: Callable[[], bool] | None = None,
    report: Callable[[int, int], None] | None = None,
) -> Note | None:
    """Simulate a line as designed.

    Args:
        title: Name of the line for the note.
        given: Input of the version.
        design: Its design.
        conditions: Input by `INPUTS`.
        should_stop: Asked often; what has been done counts.
        report: Called with the finished replications and their number.

    Returns:
        The explained answer, None when it was stopped before the first replication ended.

    Raises:
        NothingToSimulateError: The design has nothing to start from.
        InvalidInputError: Faults of the conditions, each with its path.
        InvalidDataError: Faults of the line under these conditions.
    """
    accepted = accept(INPUTS, conditions)
    varied = conditions_of(accepted.record)
    line = arranged(simulated_line(given, design), accepted.record)
    result = simulate(line, varied, study_of(accepted.record), should_stop=should_stop, report=report)
    return None if result is None else simulation_note(title, result, accepted, varied, conditions)
