"""A continuous line for the simulation: its places, transport batches, backlogs and served machines."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from potok.simulation.line import Crew, Link, Place, SimulatedLine, Station, Step

_SECONDS_PER_MINUTE = 60


def continuous_line(given: Mapping[str, Any], result: Mapping[str, Any]) -> SimulatedLine:
    """The line of `line.continuous`, paced by its takt.

    Work goes on in transport batches; between two operations lies the transport backlog, on the places the
    technological one. Where a person serves several places, they are wanted for their share of the time
    of a batch, at its start.

    Args:
        given: Input of the method.
        result: Its result.
    """
    operations, places = given["operations"], result["workplaces"]
    batch = max(1, math.ceil(given["transport_batch_pcs"]))
    stations, crews = [], []
    for no, (operation, count) in enumerate(zip(operations, places, strict=True), start=1):
        norm = operation.get("service_norm") or 1
        crew = f"crew-{no}" if norm > 1 else ""
        if crew:
            people = math.ceil(count / norm)
            crews.append(Crew(crew, f"Обслуживание: {operation['name']}", people))
        stations.append(
            Station(no, operation["name"], (Place(),) * round(count), machine=f"машина {no}", crew=crew)
        )
    steps = tuple(
        Step(no, no, operation["time_s"], batch, attended=1 / max(1, operation.get("service_norm") or 1))
        for no, operation in enumerate(operations, start=1)
    )
    links = tuple(
        Link(
            before,
            after,
            # (M − 1) · p in all, formula (20): the places of the first operation count at the first link.
            initial=batch * (count + (places[0] - 1 if before == 1 else 0)),
            technological=batch * count,
        )
        for (before, after), count in zip(
            pairwise(range(1, len(operations) + 1)), map(round, places[1:]), strict=True
        )
    )
    shifts = given.get("period_shifts") or 1
    return SimulatedLine(
        title="Непрерывно-поточная линия",
        stations=tuple(stations),
        steps=steps,
        links=links,
        shift_s=result["effective_fund_min"] * _SECONDS_PER_MINUTE / shifts,
        takt_s=result["takt_s"],
        launch_s=result["takt_s"],
        crews=tuple(crews),
    )
