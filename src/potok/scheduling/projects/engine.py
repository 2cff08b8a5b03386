"""The engine of projects: evolving activity lists on some lanes, CP-SAT on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from potok.scheduling.bench import Options, Watch
from potok.scheduling.cpsat.project import ProjectModel
from potok.scheduling.kernels.chance import chance_of
from potok.scheduling.projects.arrays import empty_desk, project_arrays
from potok.scheduling.projects.bounds import least_makespan, tails
from potok.scheduling.projects.kernels.evolve import Population, evolve, found
from potok.scheduling.projects.problem import ProjectProblem
from potok.scheduling.race import Race, RacePlan, lanes_of

# Members of the first population of a lane; each further one is twice as large.
_MEMBERS = 100
# A population without a better schedule after so many children a member is given up.
_PATIENCE = 80


@dataclass(frozen=True, slots=True)
class ProjectAnswer:
    """What the engine found.

    Attributes:
        starts: Start of each activity.
        makespan: Length of the schedule.
        bound: Proven lower bound.
    """

    starts: tuple[int, ...]
    makespan: int
    bound: int


def plan_project(problem: ProjectProblem, watch: Watch) -> ProjectAnswer:
    """Find a short schedule within the limits of the watch; the first one comes in milliseconds."""
    search = _ProjectSearch(problem, watch.options)
    steps = min(1_000, max(20, 30_000 // max(1, len(problem.activities))))
    # CP-SAT proves most published projects, so it gets the place of a lane to the end.
    race = Race(search, watch, RacePlan(steps, proof_from=0.02, proof_part=0.9, work_a_step=5e-5))
    race.run()
    return ProjectAnswer(search.starts, search.makespan, race.bound)


class _ProjectSearch:
    """Populations and what they share."""

    def __init__(self, problem: ProjectProblem, options: Options) -> None:
        self._problem = problem
        self._project = project_arrays(problem)
        self._tail = np.array(tails(problem), np.int64)
        lanes = range(lanes_of(options))
        self._people = [self._population(_MEMBERS) for _ in lanes]
        self._desks = [empty_desk(self._project) for _ in lanes]
        self._chances = [chance_of(options.seed, lane) for lane in lanes]
        self._children = [0 for _ in lanes]
        self.bound = least_makespan(problem)
        self.makespan = 0
        self.starts: tuple[int, ...] = ()
        for lane in lanes:
            found(self._project, self._people[lane], self._desks[lane], self._chances[lane], self._tail)
        self._keep(min(self._people, key=lambda people: int(people.shortest[0])))

    def walk(self, lane: int, steps: int, target: int) -> None:
        """Let a population have so many children, or begin another one."""
        people, chance = self._people[lane], self._chances[lane]
        shortest = int(people.shortest[0])
        evolve(self._project, people, self._desks[lane], chance, steps, target)
        self._children[lane] = 0 if people.shortest[0] < shortest else self._children[lane] + steps
        members = len(people.makespan)
        if self._children[lane] >= _PATIENCE * members:
            self._children[lane] = 0
            self._people[lane] = self._population(2 * members)
            found(self._project, self._people[lane], self._desks[lane], chance, self._tail)

    def gather(self, lanes: Sequence[int]) -> None:
        """Keep what is best."""
        for lane in lanes:
            if self._people[lane].shortest[0] < self.makespan:
                self._keep(self._people[lane])

    def model(self) -> ProjectModel:
        """The model of CP-SAT."""
        return ProjectModel(self._problem, self.starts)

    def take(self, rows: tuple[int, ...]) -> None:
        """Starts that CP-SAT has found."""
        times = [each.duration for each in self._problem.activities]
        makespan = max((start + time for start, time in zip(rows, times, strict=True)), default=0)
        if makespan < self.makespan:
            self.makespan, self.starts = makespan, rows

    def _keep(self, people: Population) -> None:
        self.makespan = int(people.shortest[0])
        self.starts = tuple(int(start) for start in people.best)

    def _population(self, members: int) -> Population:
        count = len(self._problem.activities)
        return Population(
            order=np.zeros((members, count), np.int64),
            makespan=np.zeros(members, np.int64),
            best=np.zeros(count, np.int64),
            shortest=np.full(1, np.iinfo(np.int64).max, np.int64),
            child=np.zeros(count, np.int64),
            mark=np.zeros(count, np.int64),
        )
