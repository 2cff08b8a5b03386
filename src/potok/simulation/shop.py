"""The line as processes of the library: built from the data, wired, started."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import simpy

from potok.simulation.absence import Absences
from potok.simulation.crew import CrewRun
from potok.simulation.laws import times
from potok.simulation.line import Breakdown, Conditions, Link, SimulatedLine, Station, Step
from potok.simulation.opening import Opening
from potok.simulation.order import ranks
from potok.simulation.stock import Launch, Stock
from potok.simulation.workplace import Failures, Process, StepRun, Workplace


class StationRun:
    """A station at work: which step is next, who waits for what."""

    def __init__(self, env: simpy.Environment, station: Station, crew: CrewRun | None) -> None:
        self.env = env
        self.station = station
        self.crew = crew
        self.walk_s = station.walk_s
        self.steps: list[StepRun] = []
        self.places: list[Workplace] = []
        self._starving: list[simpy.Event] = []
        self._blocked: list[simpy.Event] = []

    def choose(self) -> StepRun | None:
        """The ready step nearest to the end of the line, one that can hand on before one that cannot."""
        ready = [step for step in self.steps if step.is_ready()]
        return max(ready, key=lambda step: (step.has_room(), step.rank), default=None)

    def is_filled(self) -> bool:
        """Whether pieces lie on all places at the start."""
        stocks = [stock for step in self.steps for stock in step.inputs]
        return all(stock.link.technological for stock in stocks)

    def work_arrives(self) -> simpy.Event:
        """An event that comes when something has been laid before the station."""
        return _waiting(self.env, self._starving)

    def room_appears(self) -> simpy.Event:
        """An event that comes when something behind the station has been taken."""
        return _waiting(self.env, self._blocked)

    def wake_starving(self) -> None:
        """Something has been laid before the station."""
        _wake(self._starving)

    def wake_blocked(self) -> None:
        """Something behind the station has been taken."""
        _wake(self._blocked)


def _waiting(env: simpy.Environment, queue: list[simpy.Event]) -> simpy.Event:
    event = env.event()
    queue.append(event)
    return event


def _wake(queue: list[simpy.Event]) -> None:
    waiting = queue[:]
    queue.clear()
    for event in waiting:
        event.succeed()


class Finished(Stock):
    """What has left the line: moments of leaving and of launch."""

    def __init__(self, step: int) -> None:
        super().__init__(Link(step, step))
        self.left: list[tuple[float, float | None]] = []

    def put(self, births: list[float | None], now: float) -> None:
        """Pieces leave the line."""
        self.left.extend((now, birth) for birth in births)


class Shop:
    """One replication, ready to run.

    Args:
        line: The line, already validated.
        conditions: What varies.
        seeds: Seed of the replication.
        measured: Span whose figures count, seconds.
    """

    def __init__(
        self,
        line: SimulatedLine,
        conditions: Conditions,
        seeds: np.random.SeedSequence,
        measured: tuple[float, float],
    ) -> None:
        self.env = simpy.Environment()
        self._line = line
        self._conditions = conditions
        self._measured = measured
        absence_seed, *self._seeds = seeds.spawn(1 + len(line.stations) + len(line.steps))
        self._absences = Absences(line, conditions, np.random.default_rng(absence_seed), measured[1])
        self.crews = {crew.id: CrewRun(self.env, crew) for crew in line.crews}
        self.stations = {
            station.no: StationRun(self.env, station, self.crews.get(station.crew))
            for station in line.stations
        }
        self.stocks = [Stock(link) for link in line.links]
        self.launches: list[Launch] = []
        self._steps = self._made_steps()
        self.finished = self._wire()
        self._start()

    def _made_steps(self) -> dict[int, StepRun]:
        rank = ranks(self._line)
        made: dict[int, StepRun] = {}
        for step, seed in zip(self._line.steps, self._seeds[len(self._line.stations) :], strict=True):
            made[step.no] = StepRun(
                no=step.no,
                rank=rank[step.no],
                batch=step.batch,
                attended=step.attended,
                times=self._times(step, seed),
            )
            self.stations[step.station].steps.append(made[step.no])
        return made

    def _times(self, step: Step, seed: np.random.SeedSequence) -> Iterator[float]:
        spread = step.spread or self._conditions.spread
        return times(step.time_s, spread, step.batch, np.random.default_rng(seed))

    def _wire(self) -> Finished:
        """Stocks between the steps, launches before the first, the store behind the last."""
        station_of = {step.no: self.stations[step.station] for step in self._line.steps}
        for stock in self.stocks:
            before, after = self._steps[stock.link.before], self._steps[stock.link.after]
            before.outputs.append(stock)
            before.after.append(station_of[after.no])
            after.inputs.append(stock)
            after.before.append(station_of[before.no])
        for step in self._steps.values():
            if not step.inputs:
                launch = Launch(step.no, paced=self._line.launch_s is not None)
                step.inputs.append(launch)
                self.launches.append(launch)
        last = next(step for step in self._steps.values() if not step.outputs)
        finished = Finished(last.no)
        last.outputs.append(finished)
        return finished

    def _start(self) -> None:
        """Start the places, the launches and the absences of crews."""
        for station, seed in zip(self._line.stations, self._seeds, strict=False):
            run = self.stations[station.no]
            streams = seed.spawn(2 * len(station.places))
            breakdown = station.breakdown or (self._conditions.breakdown if station.machine else None)
            for number, place in enumerate(station.places):
                opening = Opening(
                    place.windows,
                    self._line.period_s,
                    self._measured[1],
                    self._absences.of_place(station.no, number),
                )
                failures = _failures(breakdown, streams[2 * number : 2 * number + 2])
                first = 1.0 if place.windows or not run.is_filled() else (number + 1) / len(station.places)
                workplace = Workplace(run, opening, failures, self._measured, first_share=first)
                run.places.append(workplace)
                self.env.process(workplace.life())
        if self._line.launch_s is not None:
            for launch in self.launches:
                self.env.process(self._launching(launch, self._line.launch_s))
        for crew, away in self._absences.of_crews():
            self.env.process(self._away(self.crews[crew], away))

    def _launching(self, launch: Launch, launch_s: float) -> Process:
        """A batch each time its pieces are due."""
        step = self._steps[launch.link.before]
        station = next(run for run in self.stations.values() if step in run.steps)
        interval = launch_s * step.batch
        number = 0
        while True:
            launch.put([self.env.now] * step.batch, self.env.now)
            station.wake_starving()
            number += 1
            yield self.env.timeout(number * interval - self.env.now)

    def _away(self, crew: CrewRun, away: Sequence[tuple[float, float]]) -> Process:
        """A person of a crew is absent in these spans; work begun is finished first."""
        for start, finish in away:
            yield self.env.timeout(max(0.0, start - self.env.now))
            with crew.call_away() as person:
                yield person
                yield self.env.timeout(max(0.0, finish - self.env.now))


def _failures(breakdown: Breakdown | None, streams: Sequence[np.random.SeedSequence]) -> Failures:
    if breakdown is None:
        return Failures(None, None)
    first, second = (np.random.default_rng(stream) for stream in streams)
    return Failures(
        times(breakdown.between_s, breakdown.between, 1, first),
        times(breakdown.repair_s, breakdown.repair, 1, second),
    )
