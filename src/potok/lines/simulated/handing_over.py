"""The line of a design as the simulation takes it, read from the explained calculations of the design."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from potok.errors import PotokError
from potok.lines.design import LineDesign
from potok.lines.simulated.continuous import continuous_line
from potok.lines.simulated.discontinuous import discontinuous_line
from potok.lines.simulated.grouped import grouped_line
from potok.methods import calculate
from potok.notes.note import Note
from potok.simulation.line import SimulatedLine


class NothingToSimulateError(PotokError):
    """The design lacks the calculation that the simulation starts from."""

    code = "nothing_to_simulate"
    template = (
        "Имитация этой линии невозможна: в проекте нет расчёта «{missing}». Проверьте исходные данные линии."
    )


Given = Mapping[str, Any]


def simulated_line(given: Given, design: LineDesign) -> SimulatedLine:
    """The line that a version describes.

    Args:
        given: Input of the version.
        design: Its design.

    Raises:
        NothingToSimulateError: The design has no calculation to start from.
    """
    return _KINDS[design.kind](given, design)


def _continuous(_given: Given, design: LineDesign) -> SimulatedLine:
    note = _notes(design, "line.continuous", "Непрерывно-поточная линия")[0]
    return continuous_line(note.given, note.result)


def _sheltered(given: Given, design: LineDesign) -> SimulatedLine:
    phases = cast("list[Given]", design.data.get("phases") or [])
    if not phases:
        raise NothingToSimulateError(missing="Движение заделов по фазам графика")
    return discontinuous_line(
        [(row, calculate("sheltered.backlog", row, record=False).result) for row in phases],
        working_min=given["shift_min"] - given.get("breaks_min", 0),
        machines={operation["name"]: operation.get("machine") or "" for operation in given["operations"]},
    )


def _sewing(given: Given, design: LineDesign) -> SimulatedLine:
    note = _notes(design, "sewing.scheme", "Технологическая схема потока")[0]
    return grouped_line(note.given, given)


def _notes(design: LineDesign, method: str, title: str) -> list[Note]:
    found = [note for note in design.notes if note.method == method]
    if not found:
        raise NothingToSimulateError(missing=title)
    return found


_KINDS: Mapping[str, Callable[[Given, LineDesign], SimulatedLine]] = {
    "continuous": _continuous,
    "sheltered": _sheltered,
    "sewing": _sewing,
}
