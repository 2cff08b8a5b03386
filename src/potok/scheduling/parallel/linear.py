"""R||Cmax for the solver HiGHS: minimise C, every job done once, no machine busier than C."""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from potok.scheduling.parallel.kernels.anneal import Integers

if TYPE_CHECKING:
    import highspy

#: What is less than this above a bound on a whole number equals it.
_BELOW_ONE = 0.99
#: What the solver's numbers may be off.
_DUST = 1e-4

Floats = npt.NDArray[np.float64]


class Choices(NamedTuple):
    """Pairs of a job and a machine that may do it, (choices) each, jobs in a row."""

    job: Integers
    machine: Integers


class Relaxed(NamedTuple):
    """Optimum of the relaxation.

    Attributes:
        share: (choices) share of the job that the machine does.
        worth: (machines) how much C falls with a unit of time of the machine.
    """

    share: Floats
    worth: Floats


def solved(times: Integers, choices: Choices, *, time_limit_s: float | None) -> Relaxed | None:
    """The optimum of the relaxation; None when the time is too short."""
    solver, done = _solver(time_limit_s)
    solver.passModel(_model(times, choices, least=0.0, most=None))
    solver.run()
    if solver.getModelStatus() != done.kOptimal:
        return None
    solution = solver.getSolution()
    worth = np.abs(np.array(solution.row_dual[len(times) :]))
    return Relaxed(np.array(solution.col_value[1:]), worth)


class Assigning:
    """A search for a better assignment beside others, in a thread of its own.

    Args:
        times: (jobs, machines) durations.
        choices: What may stand in a better assignment.
        bound: No makespan is smaller.
        makespan: What is to be beaten.
        time_limit_s: Seconds it may take.
    """

    def __init__(
        self, times: Integers, choices: Choices, *, bound: int, makespan: int, time_limit_s: float
    ) -> None:
        self._times, self._choices = times, choices
        self._solver, self._done = _solver(time_limit_s)
        self._solver.HandleUserInterrupt = True
        self._solver.passModel(_model(times, choices, least=float(bound), most=float(makespan - 1)))
        self._thread = threading.Thread(target=self._solver.run, name="assigning", daemon=True)
        self._thread.start()

    def has_ended(self) -> bool:
        """Whether there is an answer."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """End the search with what it has found."""
        self._solver.cancelSolve()
        self._thread.join()

    def answer(self) -> tuple[Integers | None, int]:
        """After the end: (jobs) machines of a better assignment or None, and a bound on every makespan."""
        self._thread.join()
        status, info = self._solver.getModelStatus(), self._solver.getInfo()
        if status == self._done.kInfeasible:
            return None, int(self._solver.getLp().col_upper_[0]) + 1
        known = info.mip_dual_bound
        bound = math.ceil(known - _DUST) if math.isfinite(known) else 0
        values = np.array(self._solver.getSolution().col_value)
        if not math.isfinite(info.objective_function_value) or len(values) == 0:
            return None, bound
        taken = values[1:] > 0.5
        machine = np.full(len(self._times), -1, dtype=np.int64)
        machine[self._choices.job[taken]] = self._choices.machine[taken]
        return machine, bound


def _solver(time_limit_s: float | None) -> tuple[highspy.Highs, Any]:
    import highspy  # noqa: PLC0415 - the solver is heavy, other engines do without

    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", _BELOW_ONE)  # C is whole
    if time_limit_s is not None:
        solver.setOptionValue("time_limit", time_limit_s)
    return solver, highspy.HighsModelStatus


def _model(times: Integers, choices: Choices, *, least: float, most: float | None) -> highspy.HighsLp:
    """C first, then a column a choice; rows: jobs = 1, machines ≤ 0. Whole numbers when `most` is given."""
    import highspy  # noqa: PLC0415

    jobs, machines = times.shape
    columns = len(choices.job)
    infinity = highspy.kHighsInf
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns + 1, jobs + machines
    model.col_cost_ = np.concatenate(([1.0], np.zeros(columns)))
    model.col_lower_ = np.concatenate(([least], np.zeros(columns)))
    model.col_upper_ = np.concatenate(([infinity if most is None else most], np.ones(columns)))
    model.row_lower_ = np.concatenate((np.ones(jobs), np.full(machines, -infinity)))
    model.row_upper_ = np.concatenate((np.ones(jobs), np.zeros(machines)))
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kColwise
    of_jobs = np.stack((choices.job, jobs + choices.machine), axis=1)
    values = np.stack((np.ones(columns), times[choices.job, choices.machine]), axis=1)
    matrix.start_ = np.concatenate(([0], machines + 2 * np.arange(columns + 1)))
    matrix.index_ = np.concatenate((np.arange(machines) + jobs, of_jobs.reshape(-1)))
    matrix.value_ = np.concatenate((np.full(machines, -1.0), values.reshape(-1)))
    if most is not None:
        model.integrality_ = [highspy.HighsVarType.kInteger] * (columns + 1)
    return model
