"""The one door: a line of people in, the best line found within the limits out.

Walks of annealing find lines under every rule, beams begin them where there is none, CP-SAT proves the
small ones. Under a work limit the answer depends on the seed alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from potok.balancing.bench import Incumbent, Options, Status, never
from potok.balancing.budget import Budget
from potok.balancing.workers.problem import CrewBalance, CrewGoal, CrewProblem, CrewTask, Worker
from potok.balancing.workers.proof import prove, raised_bound
from potok.balancing.workers.search import WALKS, Best, Descent, simple_bound
from potok.balancing.workers.units import CANNOT, Units, units_of
from potok.balancing.workers.validation import require_valid

#: Rounds of walks before the model takes over a small line.
_SHORT_ROUNDS = 6
#: Rounds of walks that are made even when loading took all the time: some 0.2 s.
_SURE_ROUNDS = 4
#: Rounds of walks before a large line is asked for a better bound.
_ROUNDS_BEFORE_BOUND = 12
#: Rounds without any line after which a large line is given to the model.
_FRUITLESS_ROUNDS = 25
#: Seconds kept back for reading out and checking the answer.
_RESERVE_S = 0.3


@dataclass(frozen=True, slots=True)
class CrewAnswer:
    """What the engine came to.

    Attributes:
        balance: The best line, None when there is none.
        objective: Cycle time or number of people of the line.
        bound: Proven bound of the objective.
        status: How the search ended.
        seconds: Wall time.
        process_seconds: Time of all cores.
    """

    balance: CrewBalance | None
    objective: int | None
    bound: int | None
    status: Status
    seconds: float
    process_seconds: float


def balance_crew(
    problem: CrewProblem,
    options: Options | None = None,
    *,
    better: Callable[[CrewBalance, int], None] | None = None,
) -> CrewAnswer:
    """The best line within the limits of the options.

    Args:
        problem: The line.
        options: Limits of the run.
        better: Told every better line with its objective, beside `options.on_incumbent`.

    Raises:
        InvalidDataError: The problem has faults; all of them are listed.
    """
    require_valid(problem)
    return _Run(problem, options or Options(), better).answer()


def warm() -> None:
    """Compile and store the kernels, so that the first user does not wait for them."""
    tasks = tuple(CrewTask(str(number), (number, number + 1)) for number in range(1, 4))
    balance_crew(
        CrewProblem(tasks, (Worker("1"), Worker("2"))), Options(time_limit=None, work_limit=2 * WALKS)
    )


class _Run:
    """One run of the engine."""

    def __init__(
        self, problem: CrewProblem, options: Options, better: Callable[[CrewBalance, int], None] | None
    ) -> None:
        self._problem = problem
        self._better = better
        self._options = options
        self._budget = Budget.of(options, _RESERVE_S)
        self._units = units_of(problem, closed=False)
        self._best = Best(simple_bound(problem, self._units))
        self._impossible = _is_impossible(problem, self._units)

    def answer(self) -> CrewAnswer:
        """Walk, prove, tell."""
        if not self._impossible:
            self._search()
        best = self._best
        return CrewAnswer(
            best.balance,
            best.value,
            None if self._impossible else best.bound,
            self._status(),
            self._budget.seconds,
            self._budget.process_seconds,
        )

    def _search(self) -> None:
        problem, budget, cores = self._problem, self._budget, self._options.cores
        closed = units_of(problem, closed=True)
        if not _is_impossible(problem, closed):
            descent = Descent(problem, closed, self._best, self._options.seed)
            rounds = 0
            while self._goes_on(rounds):
                # Rounds that are made in any case are made to their end.
                stop = never if budget.over() else budget.halted
                if not descent.round(budget, cores, self._tell, stop):
                    break
                rounds += 1
                if rounds >= _SHORT_ROUNDS and descent.small:
                    break
                if rounds == _ROUNDS_BEFORE_BOUND:
                    self._raise_bound(self._best)
                if rounds >= _FRUITLESS_ROUNDS and self._best.value is None:
                    break
        if not budget.over() and not self._best.proven and budget.work_left != 0:
            self._prove()

    def _goes_on(self, rounds: int) -> bool:
        """Whether there is time for another round of walks."""
        if not self._budget.over():
            return True
        # Who says stop waits for a first line and no longer.
        return rounds < _SURE_ROUNDS and not (self._budget.stopped and self._best.value is not None)

    def _raise_bound(self, best: Best) -> None:
        """Prove more of a large line than sums tell, once a good line is known."""
        if self._problem.goal is CrewGoal.CYCLE and best.value is not None:
            best.bound = raised_bound(
                self._problem, self._budget, seed=self._options.seed, bound=best.bound, value=best.value
            )

    def _prove(self) -> None:
        best = self._best
        proof = prove(
            self._problem,
            self._budget,
            cores=self._options.cores,
            seed=self._options.seed,
            bound=best.bound,
            known=best.balance,
            value=best.value,
            better=self._tell_found,
        )
        if proof.impossible:
            self._impossible = best.value is None
            return
        best.bound = proof.bound
        if proof.value is not None and (best.value is None or proof.value < best.value):
            best.balance, best.value = proof.balance, proof.value

    def _tell(self, best: Best) -> None:
        if best.value is None:
            return
        if self._better is not None and best.balance is not None:
            self._better(best.balance, best.value)
        if self._options.on_incumbent is not None:
            self._options.on_incumbent(Incumbent(best.value, best.bound, self._budget.seconds))

    def _tell_found(self, line: CrewBalance, value: int) -> None:
        """A line of the model: kept at once, so that a stop loses nothing."""
        if self._best.value is None or value < self._best.value:
            self._best.balance, self._best.value = line, value
            self._tell(self._best)

    def _status(self) -> Status:
        if self._impossible:
            return Status.INFEASIBLE
        if self._best.proven:
            return Status.OPTIMAL
        if self._budget.stopped:
            return Status.STOPPED
        return Status.UNKNOWN if self._best.value is None else Status.FEASIBLE


def _is_impossible(problem: CrewProblem, units: Units) -> bool:
    """Whether nobody can do all of some tasks that go together, or two of them must stay apart."""
    unit_of = {task: number for number, tasks in enumerate(units.members) for task in tasks}
    nobody = bool((units.times == CANNOT).all(axis=1).any())
    return nobody or any(unit_of[one] == unit_of[other] for one, other in problem.apart)
