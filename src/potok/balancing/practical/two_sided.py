"""Lines with a place on either side of each station, that work at the same time.

A task has a station, a side and a start within the cycle. Seen along the whole line, station after
station, each side is one machine, and a task that follows another starts when that has ended; only no
task crosses from one station into the next.
"""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from potok.balancing.balance import Answer, Balance
from potok.balancing.bench import Incumbent, Options
from potok.balancing.budget import Budget
from potok.balancing.practical.cpsat import Limits, run_model
from potok.balancing.practical.hunt import WORK_A_SECOND
from potok.balancing.practical.solve import answer_of
from potok.balancing.problem import LineProblem, Side
from potok.balancing.verify import check_balance

SIDES = (Side.LEFT, Side.RIGHT)


def solve_practical(problem: LineProblem, options: Options) -> Answer:
    """Balance a two-sided line for the fewest workplaces, a workplace being a side in use."""
    budget = Budget.of(options)
    cycle = problem.cycle or 1
    built = build(problem, cycle)
    # The construction looks neither at groups nor at limits.
    start = None if check_balance(problem, built) else built

    def told(objective: int, bound: int) -> None:
        if options.on_incumbent is not None:
            options.on_incumbent(Incumbent(objective, bound, budget.seconds))

    if start is not None:
        told(start.workplaces, 1)
    model = TwoSidedModel(problem, cycle, len(problem.tasks) if start is None else start.workplaces)
    if start is not None:
        model.hint(start)
    work = budget.work_left
    run = run_model(
        model.model,
        Limits(
            budget.seconds_left,
            None if work is None else work / WORK_A_SECOND,
            options.cores,
            options.seed,
            options.stop,
        ),
        told,
    )
    budget.spend(round(run.work * WORK_A_SECOND))
    line = model.line(run.solver) if run.found else start
    bound = max(run.bound, 1, -(-problem.total_time // cycle))
    return answer_of(line, line.workplaces if line else None, bound, budget, proven=run.proven)


def build(problem: LineProblem, cycle: int) -> Balance:
    """A line by rule: the available task that can start first goes next, of equals the longest."""
    size = len(problem.tasks)
    before: list[list[int]] = [[] for _ in range(size)]
    for early, late in problem.precedence:
        before[late].append(early)
    station_of, start_of = [-1] * size, [0] * size
    side_of = [Side.LEFT] * size
    station = 0
    free = dict.fromkeys(SIDES, 0)
    while -1 in station_of:
        best: tuple[int, int, int, Side] | None = None
        for task in range(size):
            if station_of[task] >= 0 or any(station_of[early] < 0 for early in before[task]):
                continue
            if not _may_join(problem, task, [other for other in range(size) if station_of[other] == station]):
                continue
            time = problem.tasks[task].time
            here = (early for early in before[task] if station_of[early] == station)
            ready = max((start_of[early] + problem.tasks[early].time for early in here), default=0)
            for side in SIDES:
                if problem.tasks[task].side not in {Side.EITHER, side}:
                    continue
                begin = max(ready, free[side])
                if begin + time <= cycle and (best is None or (begin, -time) < best[:2]):
                    best = (begin, -time, task, side)
        if best is None:
            station += 1
            free = dict.fromkeys(SIDES, 0)
            continue
        begin, _, task, side = best
        station_of[task], start_of[task], side_of[task] = station, begin, side
        free[side] = begin + problem.tasks[task].time
    return Balance(cycle, tuple(station_of), (1,) * (station + 1), tuple(side_of), tuple(start_of))


def _may_join(problem: LineProblem, task: int, here: list[int]) -> bool:
    """Whether the needs of a task and the pairs kept apart allow it beside the tasks of a station."""
    values = dict(need for other in here for need in problem.tasks[other].needs)
    if any(values.get(kind, value) != value for kind, value in problem.tasks[task].needs):
        return False
    separate = problem.separate
    return not any((task, other) in separate or (other, task) in separate for other in here)


@dataclass(frozen=True)
class TaskVars:
    """Variables of a task: station, whether it is there, start in the cycle and along the line, side."""

    station: cp_model.IntVar
    at: list[cp_model.IntVar]
    start: cp_model.IntVar
    along: cp_model.IntVar
    right: cp_model.IntVar


class TwoSidedModel:
    """CP-SAT model of a two-sided line of at most so many stations."""

    def __init__(self, problem: LineProblem, cycle: int, stations: int) -> None:
        self.problem = problem
        self.cycle = cycle
        self.stations = range(stations)
        self.model = cp_model.CpModel()
        self.tasks = [self._task(number) for number in range(len(problem.tasks))]
        self.used = {
            side: [self.model.new_bool_var(f"used_{side}_{station}") for station in self.stations]
            for side in SIDES
        }
        self._work_in_turn()
        self._keep_order()
        self._group()
        self._meet_needs()
        self._count()

    def _task(self, number: int) -> TaskVars:
        """The variables of a task, within the cycle and on a side it may stand on."""
        model, task = self.model, self.problem.tasks[number]
        at = [model.new_bool_var(f"at_{number}_{station}") for station in self.stations]
        station = model.new_int_var(0, len(at) - 1, f"station_{number}")
        model.add_exactly_one(at)
        model.add(station == sum(place * there for place, there in enumerate(at)))
        start = model.new_int_var(0, self.cycle - task.time, f"start_{number}")
        right = model.new_bool_var(f"right_{number}")
        if task.side is not Side.EITHER:
            model.add(right == (task.side is Side.RIGHT))
        along = model.new_int_var(0, self.cycle * len(at), f"along_{number}")
        model.add(along == self.cycle * station + start)
        return TaskVars(station, at, start, along, right)

    def _work_in_turn(self) -> None:
        """Ensures that a side does one task after another."""
        for side in SIDES:
            intervals = []
            for number, task in enumerate(self.tasks):
                present = task.right if side is Side.RIGHT else ~task.right
                time = self.problem.tasks[number].time
                begin = task.along
                name = f"{side}_{number}"
                intervals.append(
                    self.model.new_optional_interval_var(begin, time, begin + time, present, name)
                )
            self.model.add_no_overlap(intervals)

    def _keep_order(self) -> None:
        """Ensures that no task starts before one it follows has ended."""
        for early, late in self.problem.precedence:
            time = self.problem.tasks[early].time
            self.model.add(self.tasks[late].along >= self.tasks[early].along + time)
            self.model.add(self.tasks[late].station >= self.tasks[early].station)

    def _group(self) -> None:
        """Ensures that groups share a station and pairs that must not meet do not."""
        for group in self.problem.together:
            for task in group[1:]:
                self.model.add(self.tasks[task].station == self.tasks[group[0]].station)
        for one, other in self.problem.separate:
            self.model.add(self.tasks[one].station != self.tasks[other].station)

    def _meet_needs(self) -> None:
        """Ensures one value of a kind at a station and no more stations of a value than there may be."""
        needs = sorted({need for task in self.problem.tasks for need in task.needs})
        has = {
            need: [self.model.new_bool_var(f"{need}_{station}") for station in self.stations]
            for need in needs
        }
        for number, task in enumerate(self.problem.tasks):
            for need in task.needs:
                for there, given in zip(self.tasks[number].at, has[need], strict=True):
                    self.model.add_implication(there, given)
        for kind in {kind for kind, _ in needs}:
            rows = [row for (found, _), row in has.items() if found == kind]
            for station in self.stations:
                self.model.add_at_most_one(row[station] for row in rows)
        for need, most in self.problem.limits:
            if need in has:
                self.model.add(sum(has[need]) <= most)

    def _count(self) -> None:
        """Counts the sides in use and looks for the fewest."""
        for task in self.tasks:
            for station, there in enumerate(task.at):
                self.model.add_bool_or(~there, ~task.right, self.used[Side.RIGHT][station])
                self.model.add_bool_or(~there, task.right, self.used[Side.LEFT][station])
        self.model.minimize(sum(sum(row) for row in self.used.values()))

    def hint(self, line: Balance) -> None:
        """Start from a line that is known."""
        for number, task in enumerate(self.tasks):
            self.model.add_hint(task.station, line.station_of[number])
            for station, there in enumerate(task.at):
                self.model.add_hint(there, line.station_of[number] == station)
            self.model.add_hint(task.start, (line.start_of or ())[number])
            self.model.add_hint(task.right, (line.side_of or ())[number] is Side.RIGHT)

    def line(self, solver: cp_model.CpSolver) -> Balance:
        """The line of a solution, its stations without tasks closed up."""
        stations = [solver.value(task.station) for task in self.tasks]
        number = {station: place for place, station in enumerate(sorted(set(stations)))}
        return Balance(
            self.cycle,
            tuple(number[station] for station in stations),
            (1,) * len(number),
            tuple(Side.RIGHT if solver.boolean_value(task.right) else Side.LEFT for task in self.tasks),
            tuple(solver.value(task.start) for task in self.tasks),
        )
