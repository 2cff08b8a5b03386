"""Gatherings of a flow to choose from: the trade-off front of its six figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from potok.balancing.bench import Options, never
from potok.balancing.flow.figures import FlowFigures, measure
from potok.balancing.flow.front import FlowPoint, Front, thinned
from potok.lines.sewing.inputs import INPUTS
from potok.lines.sewing.model import groups_data, line_of
from potok.lines.sewing.search import searched
from potok.lines.variants import Variant, Variants
from potok.notes.inputs.validation import accept

#: Gatherings that a person can look through.
MOST = 24
#: Points counted while the search goes on.
_COUNTED = 60


def variants(
    given: Mapping[str, object],
    *,
    time_limit_s: float,
    seed: int = 0,
    should_stop: Callable[[], bool] | None = None,
    report: Callable[[float, int], None] | None = None,
    work_limit: int | None = None,
) -> Variants:
    """Gatherings of which none is better than another in all six figures, the own one not among them.

    Args:
        given: As kept by the version.
        time_limit_s: Wall time, seconds.
        seed: Of the random choices.
        should_stop: Asked often; what is found by then is given back.
        report: Called with the used share (0…1) and how many gatherings there are.
        work_limit: Pieces of search instead of time: the same answer on every machine.

    Raises:
        InvalidInputError: All faults of the input with their paths.
    """
    started = time.monotonic()
    line = line_of(accept(INPUTS, given, record=False).record)
    counted = Front(_COUNTED)

    def told(point: FlowPoint) -> None:
        counted.add(point)
        if report is not None:
            share = (time.monotonic() - started) / max(time_limit_s, 1e-9)
            report(min(1.0, share), len(counted.points))

    stop = should_stop or never
    options = Options(time_limit=time_limit_s, work_limit=work_limit, seed=seed, cores=2, stop=stop)
    answer = searched(line, options, front=True, told=told)
    found = [point for point in answer.front if point.flow != line.flow]
    kept = _to_show(found, None if line.flow is None else measure(line.problem, line.flow))
    return Variants(
        tuple(
            Variant({"groups": groups_data(line.problem, point.flow)}, asdict(point.figures))
            for point in kept
        ),
        len(found),
    )


def _to_show(found: Sequence[FlowPoint], own: FlowFigures | None) -> tuple[FlowPoint, ...]:
    """Half of the places for gatherings nowhere worse than the own one, the rest for all others."""
    better = [point for point in found if own is not None and point.figures.dominates(own)]
    first = thinned(better, max(MOST // 2, MOST - (len(found) - len(better))))
    others = thinned([point for point in found if point not in first], MOST - len(first))
    return tuple(sorted([*first, *others], key=lambda point: tuple(point.figures)))
