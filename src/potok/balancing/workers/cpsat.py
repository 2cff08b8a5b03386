"""The whole problem with every rule as a model of CP-SAT: proofs for small lines, rules for practical ones.

Two-index model after Borba & Ritt (2014): who does a task, and who sits before whom. Stations follow
from the order of the people, so no variable has task, worker and station at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from ortools.sat.python import cp_model

from potok.balancing.bench import never
from potok.balancing.workers.problem import CrewBalance, CrewProblem, Nearness
from potok.balancing.workers.units import reach_of, reduced

#: Rules entered between two questions whether to stop, some hundredths of a second.
ASK_EVERY = 2_000
#: Most rules said outright although they follow from others: more of them cost more than they save.
_MOST_OUTRIGHT = 60_000


class ModelStoppedError(Exception):
    """Somebody said stop, or the time was up, before the model was whole."""


@dataclass(slots=True)
class CrewVariables:
    """The decisions of one line in a model.

    Attributes:
        does: (task, worker) → whether the worker does the task; only pairs that are possible.
        works: Whether a worker has a task.
        before: (worker, other) → whether the worker's station comes before the other's.
        station: Number of the worker's station.
    """

    does: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    works: list[cp_model.IntVar] = field(default_factory=list)
    before: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    station: list[cp_model.IntVar] = field(default_factory=list)


class CrewModel:
    """Variables and rules of one line, entered into a model.

    Args:
        model: Takes them in; several lines may share it (rotation).
        problem: A valid problem.
        stop: Asked every `ASK_EVERY` rules: a large line takes seconds to enter.

    Raises:
        ModelStoppedError: It was stopped; the model is of no use.
    """

    def __init__(
        self, model: cp_model.CpModel, problem: CrewProblem, stop: Callable[[], bool] = never
    ) -> None:
        self.model = model
        self.problem = problem
        self._stop = stop
        self._entered = 0
        # What waits for what only by way of others says nothing new, and lines are dense.
        self._order = reduced(len(problem.tasks), problem.precedence)
        self.of = CrewVariables()
        self._shared = {
            frozenset((pair.worker, pair.mentor))
            for pair in problem.mentorships
            if pair.nearness is Nearness.SAME
        }
        self._decisions()
        self._one_worker_a_task()
        self._order_of_people()
        self._precedence()
        self._nothing_between()
        self._tasks_of_one_worker()
        self._near_the_mentor()
        self._enough_of_each_group()

    def load(self, worker: int) -> cp_model.LinearExprT:
        """Work of a worker in units of time."""
        tasks = self.problem.tasks
        return cp_model.LinearExpr.sum(
            [(tasks[t].times[w] or 0) * does for (t, w), does in self.of.does.items() if w == worker]
        )

    def keep_cycle(self, cycle: cp_model.LinearExprT) -> None:
        """Nobody's load is above the allowed share of the cycle time."""
        for number, worker in enumerate(self.problem.workers):
            if worker.max_load_pct == 100:
                self.model.add(self.load(number) <= cycle)
            else:
                self.model.add(100 * self.load(number) <= worker.max_load_pct * cycle)

    def hint(self, balance: CrewBalance) -> None:
        """Offer a balance to start from."""
        stations = balance.station_of_worker
        for (task, worker), does in self.of.does.items():
            self.model.add_hint(does, balance.worker_of_task[task] == worker)
        for worker, works in enumerate(self.of.works):
            self.model.add_hint(works, stations[worker] is not None)
        places = [len(stations) if place is None else place for place in stations]
        for worker, place in enumerate(self.of.station):
            self.model.add_hint(place, min(places[worker], len(stations) - 1))
        for (one, other), before in self.of.before.items():
            beside = places[one] == places[other] and frozenset((one, other)) in self._shared
            self.model.add_hint(before, not beside and (places[one], one) < (places[other], other))

    def balance(self, value: Callable[[cp_model.IntVar], int]) -> CrewBalance:
        """The balance that a solution means; `value` gives the number of a variable."""
        worker_of = [0] * len(self.problem.tasks)
        for (task, worker), does in self.of.does.items():
            if value(does):
                worker_of[task] = worker
        working = sorted(set(worker_of))
        places = {worker: value(self.of.station[worker]) for worker in working}
        dense = {place: number for number, place in enumerate(sorted(set(places.values())))}
        return CrewBalance(
            tuple(worker_of),
            tuple(
                dense[places[worker]] if worker in places else None
                for worker in range(len(self.problem.workers))
            ),
        )

    def _say(self, *either: cp_model.LiteralT) -> None:
        """One of these holds; the rules that are many go through here."""
        self._entered += 1
        if self._entered % ASK_EVERY == 0 and self._stop():
            raise ModelStoppedError
        self.model.add_bool_or(*either)

    def _decisions(self) -> None:
        model, problem, of = self.model, self.problem, self.of
        people = range(len(problem.workers))
        of.does.update(
            {
                (task, worker): model.new_bool_var(f"does_{task}_{worker}")
                for task in range(len(problem.tasks))
                for worker in people
                if problem.can(task, worker)
            }
        )
        of.works.extend(model.new_bool_var(f"works_{worker}") for worker in people)
        of.station.extend(
            model.new_int_var(0, len(problem.workers) - 1, f"station_{worker}") for worker in people
        )
        of.before.update(
            {
                (one, other): model.new_bool_var(f"before_{one}_{other}")
                for one in people
                for other in people
                if one != other
            }
        )

    def _one_worker_a_task(self) -> None:
        """Every task has one worker; who has a task works; no more people work than may."""
        people = range(len(self.problem.workers))
        for task in range(len(self.problem.tasks)):
            self.model.add_exactly_one(
                self.of.does[task, worker] for worker in people if (task, worker) in self.of.does
            )
        for worker in people:
            own = [does for (_, w), does in self.of.does.items() if w == worker]
            self.model.add_max_equality(self.of.works[worker], [*own, self.model.new_constant(0)])
        if self.problem.people < len(self.problem.workers):
            self.model.add(cp_model.LinearExpr.sum(self.of.works) <= self.problem.people)

    def _order_of_people(self) -> None:
        """Of two people one sits before the other, but for those who share a station."""
        before, station = self.of.before, self.of.station
        for one, other in before:
            if one > other:
                continue
            if frozenset((one, other)) in self._shared:
                self._at_one_station(one, other)
            else:
                self.model.add_exactly_one(before[one, other], before[other, one])
            self.model.add(station[one] < station[other]).only_enforce_if(before[one, other])
            self.model.add(station[other] < station[one]).only_enforce_if(before[other, one])

    def _at_one_station(self, one: int, other: int) -> None:
        """Two people share a station; who may share with others too does so only when both work."""
        station, works = self.of.station, self.of.works
        order = (self.of.before[one, other], self.of.before[other, one])
        if sum(not pair.isdisjoint((one, other)) for pair in self._shared) > 1:
            self.model.add_at_most_one(order)
            self.model.add(station[one] == station[other]).only_enforce_if(*(~before for before in order))
            for before in order:
                self.model.add_bool_or(~works[one], ~works[other], ~before)
            return
        for before in order:
            self.model.add(before == 0)
        self.model.add(station[one] == station[other])

    def _precedence(self) -> None:
        """The worker of the earlier task does not sit after the worker of the later one."""
        does = self.of.does
        # The pair who share a station have no order between them.
        pairs = [
            (one, other, before)
            for (one, other), before in self.of.before.items()
            if frozenset((one, other)) not in self._shared
        ]
        for earlier, later in self._order:
            for one, other, before in pairs:
                if (earlier, one) in does and (later, other) in does:
                    self._say(~does[earlier, one], ~does[later, other], before)

    def _nothing_between(self) -> None:
        """A task between two tasks of one worker has the same worker.

        Follows from the other rules; said outright, proofs of small lines take a fourth of the time. Where
        people share a station it does not hold.
        """
        if self._shared:
            return
        does, problem = self.of.does, self.problem
        reach = reach_of(len(problem.tasks), problem.precedence)
        triples = [
            (earlier, middle, later)
            for earlier, middle in self._order
            for later in range(len(problem.tasks))
            if later != middle and reach[middle, later]
        ]
        if len(triples) * len(problem.workers) > _MOST_OUTRIGHT:
            return
        for earlier, middle, later in triples:
            for worker in range(len(problem.workers)):
                if (earlier, worker) in does and (later, worker) in does:
                    self._say(
                        ~does[earlier, worker],
                        ~does[later, worker],
                        *([does[middle, worker]] if (middle, worker) in does else []),
                    )

    def _tasks_of_one_worker(self) -> None:
        """Tasks that go together have one worker, tasks that stay apart two."""
        does = self.of.does
        for group in self.problem.together:
            for worker in range(len(self.problem.workers)):
                row = [does.get((task, worker)) for task in group]
                for one, other in pairwise(row):
                    self.model.add((0 if one is None else one) == (0 if other is None else other))
        for one_task, other_task in self.problem.apart:
            for worker in range(len(self.problem.workers)):
                if (one_task, worker) in does and (other_task, worker) in does:
                    self.model.add_at_most_one(does[one_task, worker], does[other_task, worker])

    def _near_the_mentor(self) -> None:
        """Who needs a mentor works only when the mentor works, at the same or a neighbouring station."""
        of = self.of
        for pair in self.problem.mentorships:
            works = of.works[pair.worker]
            self.model.add_implication(works, of.works[pair.mentor])
            if pair.nearness is Nearness.SAME:
                continue
            between = of.station[pair.worker] - of.station[pair.mentor]
            self.model.add(between <= 1).only_enforce_if(works)
            self.model.add(between >= -1).only_enforce_if(works)

    def _enough_of_each_group(self) -> None:
        """So many of each group work as its quota asks."""
        for quota in self.problem.quotas:
            self.model.add(
                cp_model.LinearExpr.sum([self.of.works[worker] for worker in quota.members]) >= quota.at_least
            )
