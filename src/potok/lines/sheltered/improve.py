"""`improve` of the sheltered line: the crew engine staffs it, then people rotate; all in a new input."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from potok.balancing.bench import Options, never
from potok.balancing.workers.problem import CrewBalance, CrewProblem
from potok.lines.sheltered.crew import Staffing, balance_of, found, problem_of, seats_of, staff
from potok.lines.sheltered.engines import balance_crew
from potok.lines.sheltered.intervals import choose
from potok.lines.sheltered.model import Line, read
from potok.lines.sheltered.people import broken
from potok.lines.sheltered.rotation import spread

#: Share of the time for the staffing; the rotation has the rest.
_STAFFING_SHARE = 0.7


def improve(
    given: Mapping[str, object],
    *,
    time_limit_s: float,
    seed: int = 0,
    should_stop: Callable[[], bool] | None = None,
    report: Callable[[float, Mapping[str, object]], None] | None = None,
) -> dict[str, object]:
    """A better staffed line, never a worse one; see `potok.lines.kinds.Improve`.

    A staffing with fewer broken rules is better, then the one with the better goal, then the one whose
    largest strain over the shift is less.
    """
    started = time.monotonic()
    stop = should_stop or never
    line = read(given)
    problem = problem_of(line)
    best = staff(line) if line.assignment else None

    def tell(balance: CrewBalance) -> None:
        if report is not None:
            used = min(1.0, (time.monotonic() - started) / max(time_limit_s, 1e-9))
            report(used, _with(given, line, balance))

    def better(balance: CrewBalance, objective: int) -> None:
        if best is None or _worse(best, objective):
            tell(balance)

    answer = balance_crew(
        problem,
        Options(time_limit=time_limit_s * _STAFFING_SHARE, seed=seed, stop=stop),
        better=better,
    )
    if answer.balance is not None and (best is None or _worse(best, answer.objective or 0)):
        best = found(line, problem, answer)
    if best is None:
        best = staff(line)
    kept = _with(given, line, best.balance)
    if not stop() and not _rules_broken(best):
        left = max(0.0, time_limit_s - (time.monotonic() - started))
        _rotate(kept, best, Options(time_limit=left, seed=seed, stop=stop))
    if report is not None:
        report(1.0, kept)
    return kept


def _rotate(kept: dict[str, object], staffing: Staffing, options: Options) -> None:
    """Enter the rotation found into the input, or leave it as it is when there is none."""
    staffed = read(kept)
    count = choose(staffed, staffing, (staffing.balance,)).chosen.count
    rows = spread(staffed, staffing, count, options)
    if rows:
        kept["rotation"] = rows


def _with(given: Mapping[str, object], line: Line, balance: CrewBalance) -> dict[str, object]:
    """The input with a staffing; a rotation made for another one goes."""
    kept = {key: value for key, value in given.items() if key != "rotation"}
    if line.assignment and balance == balance_of(line, line.assignment) and "rotation" in given:
        kept["rotation"] = given["rotation"]
    kept["assignment"] = seats_of(line, balance)
    return kept


def _worse(now: Staffing, objective: int) -> bool:
    """Whether a staffing that keeps all rules with this objective is better than the present one."""
    return _rules_broken(now) > 0 or objective < now.objective


def _rules_broken(staffing: Staffing) -> int:
    problem: CrewProblem = staffing.problem
    return len(broken(problem, staffing.balance, problem.cycle or staffing.cycle))
