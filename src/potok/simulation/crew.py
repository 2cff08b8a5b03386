"""A crew at work: its people serve machines by turns."""

from __future__ import annotations

import math

import simpy
from simpy.resources.resource import PriorityRequest

from potok.simulation.line import Crew

#: A person who is absent is called away before any machine is served.
_CALLED_AWAY = -1


class CrewRun:
    """People of a crew; the request that came first is served first."""

    def __init__(self, env: simpy.Environment, crew: Crew) -> None:
        self._env = env
        self._people = simpy.PriorityResource(env, capacity=crew.people)
        self._count = crew.people
        self._since: dict[PriorityRequest, float] = {}
        self._busy: list[tuple[float, float]] = []

    def ask(self) -> PriorityRequest:
        """An event that comes when a person is there."""
        return self._people.request(priority=0)

    def begin(self, person: PriorityRequest) -> None:
        """The person begins to serve."""
        self._since[person] = self._env.now

    def free(self, person: PriorityRequest) -> None:
        """The person has served and walked."""
        self._busy.append((self._since.pop(person), self._env.now))
        self._people.release(person)

    def call_away(self) -> PriorityRequest:
        """An event that comes when a person has gone, after the work in hand; used as a context."""
        return self._people.request(priority=_CALLED_AWAY)

    def busy_share(self, start: float, finish: float) -> float:
        """Share of the people's time between two moments in which they serve or walk."""
        spans = [*self._busy, *((since, finish) for since in self._since.values())]
        busy = math.fsum(max(0.0, min(end, finish) - max(begin, start)) for begin, end in spans)
        return busy / ((finish - start) * self._count)
