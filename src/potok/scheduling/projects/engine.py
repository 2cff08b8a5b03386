"""The engine of projects: evolving activity lists on some lanes, CP-SAT on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from potok.scheduling.bench import Options, Watch
from potok.scheduling.cpsat.project import ProjectModel
from potok.scheduling.kernels.chance import chance_of
from potok.scheduling.projects.bounds import least_makespan, tails
from potok.scheduling.projects.kernels.evolve import Population, evolve, found
from potok.scheduling.projects.kernels.serial import Ints, Project
from potok.scheduling.projects.problem import ProjectProblem
from potok.scheduling.race import Race, RacePlan, lanes_of

_MEMBERS = 60
# A population without a better schedule after so many children is given up.
_PATIENCE = 60_000


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


def project_arrays(problem: ProjectProblem) -> Project:
    """The problem as arrays (see `Project`)."""
    count = len(problem.activities)
    before: list[list[int]] = [[] for _ in range(count)]
    for first, second in problem.arcs():
        before[second].append(first)
    pred_row, pred = _rows(before)
    succ_row, succ = _rows([each.successors for each in problem.activities])
    demand = np.array([each.demands for each in problem.activities], np.int64)
    return Project(
        time=np.array([each.duration for each in problem.activities], np.int64),
        demand=demand.reshape(count, len(problem.capacities)),
        capacity=np.array(problem.capacities, np.int64),
        pred_row=pred_row,
        pred=pred,
        succ_row=succ_row,
        succ=succ,
    )


class _ProjectSearch:
    """Populations and what they share."""

    def __init__(self, problem: ProjectProblem, options: Options) -> None:
        self._problem = problem
        self._project = project_arrays(problem)
        self._tail = np.array(tails(problem), np.int64)
        lanes = range(lanes_of(options))
        self._people = [self._population() for _ in lanes]
        self._chances = [chance_of(options.seed, lane) for lane in lanes]
        self._children = [0 for _ in lanes]
        self.bound = least_makespan(problem)
        self.makespan = 0
        self.starts: tuple[int, ...] = ()
        for lane in lanes:
            found(self._project, self._people[lane], self._chances[lane], self._tail)
        self._keep(min(self._people, key=lambda people: int(people.shortest[0])))

    def walk(self, lane: int, steps: int, target: int) -> None:
        """Let a population have so many children, or begin another one."""
        people, chance = self._people[lane], self._chances[lane]
        shortest = int(people.shortest[0])
        evolve(self._project, people, chance, steps, target)
        self._children[lane] = 0 if people.shortest[0] < shortest else self._children[lane] + steps
        if self._children[lane] >= _PATIENCE:
            self._children[lane] = 0
            people.shortest[0] = np.iinfo(np.int64).max
            found(self._project, people, chance, self._tail)

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

    def _population(self) -> Population:
        count = len(self._problem.activities)
        horizon = sum(each.duration for each in self._problem.activities) + 1
        return Population(
            order=np.zeros((_MEMBERS, count), np.int64),
            makespan=np.zeros(_MEMBERS, np.int64),
            best=np.zeros(count, np.int64),
            shortest=np.full(1, np.iinfo(np.int64).max, np.int64),
            left=np.zeros((horizon, len(self._problem.capacities)), np.int64),
            start=np.zeros(count, np.int64),
            child=np.zeros(count, np.int64),
            mark=np.zeros(count, np.int64),
        )


def _rows(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Compressed rows: where each list begins, and all of them joined."""
    row = np.zeros(len(lists) + 1, np.int64)
    np.cumsum([len(each) for each in lists], out=row[1:])
    return row, np.array([item for each in lists for item in each], np.int64)
