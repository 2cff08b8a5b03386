"""The one door: a line of people in, the best line found within the limits out.

Walks of annealing find lines, CP-SAT proves the small ones and knows the rules that walks do not
(mentors, quotas, tasks apart). Under a work limit the answer depends on the seed alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from potok.balancing.bench import Incumbent, Options, Status
from potok.balancing.budget import Budget
from potok.balancing.workers.problem import CrewBalance, CrewGoal, CrewProblem, CrewTask, Nearness, Worker
from potok.balancing.workers.proof import prove, raised_bound
from potok.balancing.workers.search import WALKS, Best, Descent, simple_bound
from potok.balancing.workers.units import CANNOT, units_of
from potok.balancing.workers.validation import require_valid

#: Lines of no more possible pairs of task and worker are proven by the model after a few short walks.
SMALL = 400
#: Rounds of walks before the model takes over.
_SHORT_ROUNDS = 6
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


def knows_all_rules(problem: CrewProblem) -> bool:
    """Whether walks keep every rule of the problem by themselves."""
    return not (problem.apart or problem.mentorships or problem.quotas)


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
        self._units = units_of(problem)
        self._best = Best(simple_bound(problem, self._units))
        self._impossible = bool((self._units.times == CANNOT).all(axis=1).any())

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
        descent = Descent(problem, self._units, self._best.bound, self._options.seed)
        alone = knows_all_rules(problem)
        small = int((self._units.times != CANNOT).sum()) <= SMALL
        if not any(pair.nearness is Nearness.SAME for pair in problem.mentorships):
            rounds = 0
            while not budget.over() and descent.round(budget, cores, self._tell if alone else _nothing):
                rounds += 1
                if rounds >= _SHORT_ROUNDS and (small or not alone):
                    break
                if rounds == _ROUNDS_BEFORE_BOUND:
                    self._raise_bound(descent.best)
                if rounds >= _FRUITLESS_ROUNDS and descent.best.value is None:
                    break
        if alone:
            self._best = descent.best
        if not budget.over() and not self._best.proven and budget.work_left != 0:
            self._prove(descent.best.balance)

    def _raise_bound(self, best: Best) -> None:
        """Prove more of a large line than sums tell, once a good line is known."""
        if self._problem.goal is CrewGoal.CYCLE and best.value is not None:
            best.bound = raised_bound(
                self._problem, self._budget, seed=self._options.seed, bound=best.bound, value=best.value
            )

    def _prove(self, known: CrewBalance | None) -> None:
        best = self._best
        proof = prove(
            self._problem,
            self._budget,
            cores=self._options.cores,
            seed=self._options.seed,
            bound=best.bound,
            known=known,
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


def _nothing(best: Best) -> None:
    """Lines that do not keep every rule are told to nobody."""
    del best
