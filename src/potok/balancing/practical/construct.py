"""A first practical line: station by station, units of great positional weight first, shaken by chance."""

from __future__ import annotations

import random
from collections import Counter

from potok.balancing.practical.units import Need, Stations, Units

#: How far chance shakes the weight of a unit.
SHAKE = 0.5


def build(units: Units, cycle: int, chance: random.Random, *, shaken: bool) -> Stations | None:
    """Fill stations one after another; None where the rules leave a unit without a station."""
    weight = [
        float(behind) * (chance.uniform(1 - SHAKE, 1 + SHAKE) if shaken else 1.0) for behind in units.behind
    ]
    placed: set[int] = set()
    built: Counter[Need] = Counter()
    members: list[tuple[int, ...]] = []
    places: list[int] = []
    while len(placed) < len(units.times):
        loads = [_fill(units, cycle * count, weight, placed, built) for count in range(1, units.places + 1)]
        times = [sum(units.times[unit] for unit in load) for load in loads]
        # A station without a unit is no station; otherwise the fullest, and of equally full the smallest.
        fitting = [k for k, load in enumerate(loads) if load]
        if not fitting:
            return None
        best = max(fitting, key=lambda k: (times[k] / (k + 1), -k))
        members.append(tuple(loads[best]))
        places.append(max(1, -(-times[best] // cycle)))
        placed.update(loads[best])
        built.update(need for need in {need for unit in loads[best] for need in units.needs[unit]})
    return Stations(tuple(members), tuple(places))


def _fill(units: Units, room: int, weight: list[float], placed: set[int], built: Counter[Need]) -> list[int]:
    """The units of the next station, in the order taken."""
    load: list[int] = []
    here: dict[str, str] = {}
    while True:
        fitting = [
            unit
            for unit, before in enumerate(units.before)
            if unit not in placed
            and unit not in load
            and units.times[unit] <= room
            and all(early in placed or early in load for early in before)
            and _agrees(units, unit, load, here, built)
        ]
        if not fitting:
            return load
        unit = max(fitting, key=lambda unit: (weight[unit], -unit))
        load.append(unit)
        room -= units.times[unit]
        here.update(units.needs[unit])


def _agrees(units: Units, unit: int, load: list[int], here: dict[str, str], built: Counter[Need]) -> bool:
    """Whether a unit may join the station: its needs, their limits, and whom it may not meet."""
    for kind, value in units.needs[unit]:
        if here.get(kind, value) != value:
            return False
        if kind not in here and built[kind, value] >= units.limits.get((kind, value), len(units.times)):
            return False
    return not any((unit, other) in units.apart or (other, unit) in units.apart for other in load)
