"""Parts of different flows joined anew: zones that nothing goes back between are chosen apart.

Every figure but the index of smoothness is a sum over zones, and the square of that index is one too. So
of each zone the parts are kept of which none is better than another in everything, and the flows made of
them are those of which none is better than another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from potok.balancing.flow.figures import ROUNDING, measure
from potok.balancing.flow.problem import Flow, FlowGroup, FlowProblem

Floats = NDArray[np.float64]

#: Parts kept of a zone for each number of workers, and partial flows kept while zones are joined.
_PARTS, _PARTIAL = 40, 400


@dataclass(frozen=True)
class _Part:
    """Groups of one zone, their sums: squares, mismatch, machines, mixed, returns, specialties."""

    groups: tuple[FlowGroup, ...]
    sums: Floats
    workers: int


class Recombiner:
    """Collects right flows and joins their zones anew.

    Args:
        problem: A valid problem.
    """

    def __init__(self, problem: FlowProblem) -> None:
        self._problem = problem
        self._zones = _ordered_zones(problem)
        self._parts: list[list[_Part]] = [[] for _ in self._zones]

    def add(self, flow: Flow) -> bool:
        """Keep the zones of a right flow; whether any of them is new and not worse than those kept."""
        news = [self._keep(number, part) for number, part in enumerate(self._split(flow))]
        return any(news)

    def flows(self) -> Iterator[Flow]:
        """Flows with the wanted workers of which, of the parts kept, none is better than another."""
        if len(self._zones) < 2:
            return
        sums, workers = np.zeros((1, 6)), np.zeros(1, dtype=np.int64)
        chosen = np.zeros((1, 0), dtype=np.int64)
        for parts in self._parts:
            if not parts:
                return
            own = np.array([part.sums for part in parts])
            counts = np.array([part.workers for part in parts], dtype=np.int64)
            before, which = np.divmod(np.arange(len(sums) * len(parts)), len(parts))
            sums, workers = sums[before] + own[which], workers[before] + counts[which]
            chosen = np.column_stack([chosen[before], which])
            kept = _best(sums, workers, self._problem.workers)
            sums, workers, chosen = sums[kept], workers[kept], chosen[kept]
        for row in chosen[workers == self._problem.workers].tolist():
            yield Flow(
                tuple(
                    group for number, which in enumerate(row) for group in self._parts[number][which].groups
                )
            )

    def _split(self, flow: Flow) -> Iterator[_Part]:
        zone_of = [operation.zone for operation in self._problem.operations]
        for zone in self._zones:
            groups = tuple(group for group in flow.groups if zone_of[group.members[0]] == zone)
            own = measure(self._problem, Flow(groups))
            sums = np.array(list(own))
            sums[0] **= 2
            yield _Part(groups, sums, sum(group.workers for group in groups))

    def _keep(self, number: int, part: _Part) -> bool:
        kept = [other for other in self._parts[number] if other.workers == part.workers]
        if any((other.sums <= part.sums + ROUNDING).all() for other in kept):
            return False
        rest = [
            other
            for other in self._parts[number]
            if other.workers != part.workers or not (part.sums <= other.sums + ROUNDING).all()
        ]
        same = sum(other.workers == part.workers for other in rest)
        if same >= _PARTS:
            return False
        self._parts[number] = [*rest, part]
        return True


def _ordered_zones(problem: FlowProblem) -> Sequence[str]:
    """Zones in an order that no pair runs against; none where there is no such order or zones may mix."""
    zones = list(dict.fromkeys(operation.zone for operation in problem.operations))
    rank = {zone: place for place, zone in enumerate(zones)}
    pairs = [*problem.precedence, *problem.technology]
    at = [rank[operation.zone] for operation in problem.operations]
    forward = all(at[early] <= at[late] for early, late in pairs)
    return zones if problem.rules.zones and forward else []


def _best(sums: Floats, workers: NDArray[np.int64], wanted: int) -> NDArray[np.int64]:
    """Rows of which, for the same workers, none is better than another; no more than can be gone through."""
    rows = np.lexsort([*sums.T[::-1], workers])
    rows = rows[workers[rows] <= wanted]
    kept: list[int] = []
    for row in rows.tolist():
        rivals = [other for other in kept if workers[other] == workers[row]]
        if not rivals or not (sums[rivals] <= sums[row] + ROUNDING).all(axis=1).any():
            kept.append(row)
    if len(kept) > _PARTIAL:
        # Those with the least share of the mean: near the middle of the front nothing is lost soon.
        mean = np.maximum(sums[kept].mean(axis=0), 1.0)
        order = np.argsort((sums[kept] / mean).sum(axis=1), kind="stable")
        kept = [kept[place] for place in order[:_PARTIAL].tolist()]
    return np.array(kept, dtype=np.int64)
