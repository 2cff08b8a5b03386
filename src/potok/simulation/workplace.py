"""A place of a station at work: takes a batch, works on it, hands it on, and says what its time went on."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

import simpy
from simpy.resources.resource import PriorityRequest

from potok.simulation.crew import CrewRun
from potok.simulation.opening import Opening
from potok.simulation.stock import Birth, Stock

if TYPE_CHECKING:
    from potok.simulation.shop import StationRun

#: A process of the library: yields events, gives nothing back.
Process = Generator[simpy.Event, object, None]


class State(StrEnum):
    """What the open time of a place goes on."""

    WORKING = "working"
    STARVING = "starving"
    """There is nothing to work on."""
    BLOCKED = "blocked"
    """The finished batch finds no room."""
    DOWN = "down"
    """The machine is under repair."""
    WAITING = "waiting"
    """Nobody of the crew is free."""


class StepRun:
    """A step with its stocks and its stream of times."""

    def __init__(self, *, no: int, rank: int, batch: int, attended: float, times: Iterator[float]) -> None:
        self.no = no
        self.rank = rank
        self.batch = batch
        self.attended = attended
        self.times = times
        self.inputs: list[Stock] = []
        self.outputs: list[Stock] = []
        self.before: list[StationRun] = []
        self.after: list[StationRun] = []

    def is_ready(self) -> bool:
        """Whether every part of a batch is there."""
        return all(stock.has(self.batch) for stock in self.inputs)

    def has_room(self) -> bool:
        """Whether a finished batch finds room."""
        return all(stock.has_room(self.batch) for stock in self.outputs)

    def take(self, now: float) -> list[Birth]:
        """Take a batch of every part; a piece is as old as its oldest part, unknown where one is."""
        parts = [stock.take(self.batch, now) for stock in self.inputs]
        for station in self.before:
            station.wake_blocked()
        return [_oldest(births) for births in zip(*parts, strict=True)]

    def hand_on(self, births: list[Birth], now: float) -> None:
        """Lay the batch before every next step."""
        for stock in self.inputs:
            stock.hand_on(self.batch, now)
        for stock in self.outputs:
            stock.put(births, now)
        for station in self.after:
            station.wake_starving()


class Failures:
    """When the machine of a place fails next; without failures never."""

    def __init__(self, between: Iterator[float] | None, repair: Iterator[float] | None) -> None:
        self._between = between
        self._repair = repair
        self.left = next(between) if between else math.inf

    def repaired(self) -> float:
        """Time of this repair; the next failure is drawn."""
        assert self._between is not None  # noqa: S101 - only failures are repaired
        assert self._repair is not None  # noqa: S101
        self.left = next(self._between)
        return next(self._repair)


class Workplace:
    """One place; `spent` is its open time by state within the measured span."""

    def __init__(
        self,
        station: StationRun,
        opening: Opening,
        failures: Failures,
        measured: tuple[float, float],
        *,
        first_share: float,
    ) -> None:
        self._station = station
        self._env = station.env
        self._opening = opening
        self._failures = failures
        self._measured = measured
        self.state = State.STARVING
        self._since = 0.0
        self._share = first_share  # how much of the first batch is still to be done
        self.spent = dict.fromkeys(State, 0.0)

    def enter(self, state: State) -> None:
        """Go over to a state; the time since the last change belongs to the one before."""
        self.account_until(self._env.now)
        self.state = state

    def account_until(self, moment: float) -> None:
        """Give the time since the last change to the state that lasts."""
        start, finish = self._measured
        begin, end = max(self._since, start), min(moment, finish)
        if begin < end:
            self.spent[self.state] += self._opening.open_time(begin, end)
        self._since = moment

    def life(self) -> Process:
        """The process of the place, until it never opens again."""
        while True:
            opens = self._opening.next_open(self._env.now)
            if math.isinf(opens):
                return
            if opens > self._env.now:
                yield self._env.timeout(opens - self._env.now)
                continue
            step = self._station.choose()
            if step is None:
                self.enter(State.STARVING)
                yield self._station.work_arrives()
                continue
            births = step.take(self._env.now)
            yield from self._do(step)
            while not step.has_room():
                self.enter(State.BLOCKED)
                yield self._station.room_appears()
            step.hand_on(births, self._env.now)

    def _do(self, step: StepRun) -> Process:
        duration, self._share = next(step.times) * self._share, 1.0
        crew = self._station.crew
        if crew is None:
            yield from self._work(duration)
            return
        self.enter(State.WAITING)
        person = crew.ask()
        yield person
        crew.begin(person)
        yield from self._work(duration * step.attended)
        self._env.process(_walk_away(self._env, crew, person, self._station.walk_s))
        yield from self._work(duration * (1 - step.attended))

    def _work(self, duration: float) -> Process:
        while True:
            self.enter(State.WORKING)
            run = min(duration, self._failures.left)
            yield self._pass(run)
            duration -= run
            self._failures.left -= run
            if self._failures.left > 0:
                return
            self.enter(State.DOWN)
            yield self._pass(self._failures.repaired())

    def _pass(self, duration: float) -> simpy.Event:
        """Open time passes; after the last opening it never does."""
        finish = self._opening.advance(self._env.now, duration)
        return self._env.event() if math.isinf(finish) else self._env.timeout(finish - self._env.now)


def _walk_away(env: simpy.Environment, crew: CrewRun, person: PriorityRequest, walk_s: float) -> Process:
    """The person is free after the way to the next machine, while this one may still run by itself."""
    yield env.timeout(walk_s)
    crew.free(person)


def _oldest(births: tuple[Birth, ...]) -> Birth:
    known = [birth for birth in births if birth is not None]
    return min(known) if len(known) == len(births) else None
