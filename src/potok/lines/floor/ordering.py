"""Which station stands where in its unit: neighbours in the flow are neighbours on the floor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

Point = tuple[float, float]
_MOST_ROUNDS = 6
_NOISE = 1e-6


def ordered_units(
    stations_of: Mapping[str, Sequence[int]],
    places_of: Mapping[int, int],
    slots_of: Mapping[str, Sequence[Point]],
    links: Sequence[tuple[int, int]],
) -> dict[str, list[int]]:
    """Stations of each unit in the order of its slots, the way of the bundles made short by exchanges.

    The first and the last station of a unit stay where the flow enters and leaves it.

    Args:
        stations_of: Stations of each unit of one flow, in the order of the flow.
        places_of: Places of each station.
        slots_of: Middles of the slots of each unit, in their order.
        links: Pairs of stations between which bundles are carried.
    """
    order = {unit: list(stations) for unit, stations in stations_of.items()}
    near: defaultdict[int, list[int]] = defaultdict(list)
    for before, after in links:
        near[before].append(after)
        near[after].append(before)
    middles: dict[int, Point] = {}
    for unit, stations in order.items():
        middles.update(_middles(stations, places_of, slots_of[unit]))
    for _ in range(_MOST_ROUNDS):
        tried = [
            _exchange(stations, place, places_of, slots_of[unit], near, middles)
            for unit, stations in order.items()
            for place in range(1, len(stations) - 2)
        ]
        if not any(tried):
            break
    return order


def _exchange(
    stations: list[int],
    place: int,
    places_of: Mapping[int, int],
    slots: Sequence[Point],
    near: Mapping[int, Sequence[int]],
    middles: dict[int, Point],
) -> bool:
    """Exchange a station with the next one where that makes the way shorter; whether it did."""
    swapped = stations[:]
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
    moved = _middles(swapped, places_of, slots)
    pair = {stations[place], stations[place + 1]}
    if _way(pair, near, {**middles, **moved}) >= _way(pair, near, middles) - _NOISE:
        return False
    stations[:] = swapped
    middles.update(moved)
    return True


def _middles(
    stations: Sequence[int], places_of: Mapping[int, int], slots: Sequence[Point]
) -> dict[int, Point]:
    """Middle of the places of each station."""
    middles, first = {}, 0
    for station in stations:
        taken = slots[first : first + places_of[station]]
        first += places_of[station]
        middles[station] = (
            sum(x for x, _ in taken) / len(taken),
            sum(y for _, y in taken) / len(taken),
        )
    return middles


def _way(stations: set[int], near: Mapping[int, Sequence[int]], middles: Mapping[int, Point]) -> float:
    """Way of the bundles from and to these stations."""
    return sum(
        walked(middles[station], middles[other])
        for station in stations
        for other in near.get(station, ())
        if other in middles
    )


def walked(one: Point, other: Point) -> float:
    """Way between two points along the walls of the hall, mm."""
    return abs(one[0] - other[0]) + abs(one[1] - other[1])
