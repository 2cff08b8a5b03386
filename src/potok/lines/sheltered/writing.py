"""Notes of the line's own steps, and what places are called in all of them: numbers, never names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from potok.balancing.workers.problem import CrewBalance
from potok.methods import calculate
from potok.notes.calculation import Calculation
from potok.notes.formula import Source
from potok.notes.note import Leaves, Note, Outcome


def computed(method: str, title: str, given: Mapping[str, object]) -> Note:
    """The note of a method under a title that tells what of the line it is about."""
    return replace(calculate(method, given), title=title)


def written(name: str, title: str, source: Source, work: Calculation, outcome: Mapping[str, Outcome]) -> Note:
    """The note of a step that is the line's own.

    Args:
        name: Stable id ("sheltered.line_service").
        title: Russian title.
        source: Where its rule comes from.
        work: The calculation with its steps, figures and conclusions.
        outcome: Its results.
    """
    leaves = Leaves()
    result = {key: leaves.plain(item, key) for key, item in outcome.items()}
    return Note(
        method=name,
        title=title,
        source=source,
        given={},
        inputs=(),
        steps=work.steps(),
        result=result,
        origins=leaves.origins,
        warnings=work.warnings(),
        conclusions=work.conclusions(),
        figures=work.figures(),
    )


def place_labels(balance: CrewBalance) -> tuple[str, ...]:
    """[people] "Место 4"; two people of one place have "Место 4-1" and "Место 4-2"; "" without work."""
    at: dict[int, list[int]] = {}
    for person, station in enumerate(balance.station_of_worker):
        if station is not None:
            at.setdefault(station, []).append(person)
    return tuple(
        ""
        if station is None
        else f"Место {station + 1}"
        if len(at[station]) == 1
        else f"Место {station + 1}-{at[station].index(person) + 1}"
        for person, station in enumerate(balance.station_of_worker)
    )
