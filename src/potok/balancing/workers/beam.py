"""Lines built station by station: a beam keeps the most promising of all the beginnings.

Answers «is there a line with this cycle time», or comes near: what no station could take is left to the last
one, and a walk may mend that. One beam goes down the line, another comes up from its end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from potok.balancing.workers.kernels.beam import Crew, Floats, Layer, Offers, Room, extend
from potok.balancing.workers.kernels.line import Ints
from potok.balancing.workers.units import CANNOT, Units, reach_of

#: Loads tried for each worker at the end of each beginning.
_FILLS = 5
#: Work of a beam that a piece of a walk takes as long as: loads times units.
_PIECE = 85_000
#: Beginnings kept at most: a level of 20 people and 100 units takes 20 MB then.
_WIDEST = 2_000
#: What a unit counts more for each that waits for it: drawn for each beam between these.
_WAITING = (0.03, 0.5)
#: Part of the mean of the times in the judgement of what is left, drawn for each beam.
_BLEND = (0.0, 0.7)
#: Most noise in the filling, drawn for each beam.
_NOISE = (0.2, 5.0)
#: A time above any capacity, as multiple of the cycle time.
_TOO_LONG = 3
#: Steps towards the first prices, the first step, and after how many it is half as long.
_STEPS, _STEP, _HALF = 100, 0.4, 15


@dataclass(frozen=True, slots=True)
class Built:
    """A line, perhaps with too much at its last station.

    Attributes:
        place: (units,) station of each unit.
        seat: (people,) worker of each station.
        too_much: Overload of the station that got the rest; 0 says that the cycle time is kept.
    """

    place: Ints
    seat: Ints
    too_much: int


class Builder:
    """Beams for one problem in which every worker has a station and no rule joins or parts people.

    Args:
        units: The line in arrays, without circles.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        size, people = units.times.shape
        ends = np.repeat(np.arange(size), np.diff(units.after_at))
        reach = reach_of(size, zip(ends.tolist(), units.after.tolist(), strict=True))
        # Units that wait for each unit down the line, and up the line.
        self._waiting = (reach.sum(axis=1) - 1, reach.sum(axis=0) - 1)
        self._share = units.share_pct / 100
        self._prices = self._first_prices()
        self._one_line: int = _FILLS * people * (people + 1) // 2 * size

    def width(self, pieces: int) -> int:
        """How many beginnings a beam keeps that takes no longer than so many pieces of a walk."""
        return min(_WIDEST, pieces * _PIECE // self._one_line)

    def build(
        self, cycle: int, width: int, seed: int, stop: Callable[[], bool], *, upwards: bool
    ) -> Built | None:
        """The line of one beam, None when it was stopped.

        Args:
            cycle: Cycle time aimed at.
            width: Beginnings kept after each station.
            seed: Of the random choices.
            stop: Asked after each station.
            upwards: Begin at the end of the line.
        """
        chance = np.random.default_rng(seed)
        crew = self._crew(cycle, chance, upwards=upwards)
        size, people = crew.times.shape
        noise = float(chance.uniform(*_NOISE))
        offers = _offers(width * people * _FILLS, size)
        room = _room(size, people)
        state = np.array([chance.integers(1, 2**32), 0, 0, 0], dtype=np.int64)
        layer = Layer(
            np.zeros((1, size), dtype=np.uint8),
            np.ones((1, people), dtype=np.uint8),
            np.zeros(1, dtype=np.int64),
            self._prices[np.newaxis].copy(),
        )
        place, seat = np.zeros((1, size), dtype=np.int64), np.zeros((1, people), dtype=np.int64)
        for station in range(people - 1):
            rows = extend(crew, layer, _FILLS, noise, offers, room, state)
            kept = _best_of(offers, rows, width)
            line, worker, taken = offers.line[kept], offers.worker[kept], offers.taken[kept]
            place, seat, free = place[line], seat[line], layer.free[line]
            place[taken > 0] = station
            seat[:, station] = worker
            free[np.arange(len(kept)), worker] = 0
            layer = Layer(layer.done[line] | taken, free, offers.key[kept], layer.price[line])
            if stop():
                return None
        last = layer.free.argmax(axis=1)
        seat[:, -1] = last
        place[layer.done == 0] = people - 1
        too_much = ((layer.done == 0) * crew.times.T[last]).sum(axis=1) - crew.capacity[last]
        best = int(too_much.argmin())
        if upwards:
            place, seat = people - 1 - place, seat[:, ::-1]
        return Built(place[best].copy(), seat[best].copy(), max(0, int(too_much[best])))

    def _crew(self, cycle: int, chance: np.random.Generator, *, upwards: bool) -> Crew:
        units = self._units
        size, people = units.times.shape
        capacity = units.capacity(cycle)
        impossible = (units.times == CANNOT) | (units.times > capacity)
        down, up = (units.before_at, units.before), (units.after_at, units.after)
        (before_at, before), (after_at, after) = (up, down) if upwards else (down, up)
        return Crew(
            np.where(impossible, _TOO_LONG * cycle + 1, units.times),
            capacity,
            self._share,
            before_at,
            before,
            after_at,
            after,
            1.0 + chance.uniform(*_WAITING) * self._waiting[upwards],
            chance.integers(0, 2**62, (size,)),
            chance.integers(0, 2**62, (people,)),
            float(chance.uniform(*_BLEND)),
        )

    def _first_prices(self) -> Floats:
        """(people,) prices of the workers' time that make the bound of the whole line high."""
        units, share = self._units, self._share
        size, people = units.times.shape
        longest = int(units.times.max())
        times = np.where(units.times == CANNOT, 2 * longest, units.times)
        price = np.ones(people)
        best, highest = price, -1.0
        every = np.arange(size)
        for number in range(_STEPS):
            who = (times * price).argmin(axis=1)
            bound = (times * price)[every, who].sum() / (price * share).sum()
            if bound > highest:
                best, highest = price, bound
            load = np.bincount(who, weights=times[every, who], minlength=people) / share
            step = _STEP / (1 + number / _HALF)
            price = price * np.clip(1 + step * (load / max(1.0, load.mean()) - 1), 0.5, 2)
            price *= people / price.sum()
        return best


def _best_of(offers: Offers, rows: int, width: int) -> Ints:
    """Rows of the least burden, of those with the same tasks and people the first only."""
    order = np.argsort(offers.burden[:rows], kind="stable")
    _, first = np.unique(offers.key[order], return_index=True)
    first.sort()
    kept: Ints = order[first[:width]]
    return kept


def _offers(rows: int, size: int) -> Offers:
    return Offers(
        np.zeros(rows, dtype=np.int64),
        np.zeros(rows, dtype=np.int64),
        np.zeros(rows),
        np.zeros(rows, dtype=np.int64),
        np.zeros((rows, size), dtype=np.uint8),
    )


def _room(size: int, people: int) -> Room:
    return Room(
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.int64),
        np.zeros(size, dtype=np.int64),
        np.zeros(size),
        np.zeros(size),
        np.zeros(size),
        np.zeros(size),
        np.zeros(size),
        np.zeros(people),
        np.zeros(people),
    )
