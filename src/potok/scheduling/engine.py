"""The engine's face: a request in, a plan out, reports on the way.

A first plan comes at once from the ranking of the orders; then other rules and annealing over sequences,
compiled and in as many lanes as there are cores, improve it until the limit. With a work limit the plan
depends on the seed alone, with a time limit also on the speed of the machine.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from potok.scheduling.alone import earliest_finish
from potok.scheduling.assembly import plan_of_shop
from potok.scheduling.build import build_problem
from potok.scheduling.changes import beside_earlier_plan
from potok.scheduling.dispatch import Shop
from potok.scheduling.leftward import left_shifted
from potok.scheduling.opening import opening_of
from potok.scheduling.overlap import Bounds
from potok.scheduling.plan import Plan
from potok.scheduling.problem import Job
from potok.scheduling.ranks import Before, Ranks
from potok.scheduling.request import PlanPhase, PlanProgress, PlanRequest
from potok.scheduling.search import Limits, Search
from potok.uncollected import uncollected

DEFAULT_TIME_S = 20.0
_REPORT_EVERY_S = 0.5
_ASK_EVERY_S = 0.1


def plan_orders(
    request: PlanRequest,
    *,
    progress: Callable[[PlanProgress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    time_limit_s: float | None = None,
    work_limit: int | None = None,
    seed: int = 0,
    cores: int | None = None,
) -> Plan:
    """The best plan found within the limits; a plan in any case.

    Args:
        request: Orders and everything that binds them.
        progress: Called about twice a second.
        should_stop: Asked about ten times a second; the best plan so far is given back.
        time_limit_s: Wall time, seconds; without any limit `DEFAULT_TIME_S`.
        work_limit: Sequences to try; the plan is then the same on every machine.
        seed: Of the random choices.
        cores: Lanes of the search under a time limit; None = all cores of the machine.

    Raises:
        InvalidDataError: The request cannot be planned as given; all faults are listed.
    """
    if time_limit_s is None and work_limit is None:
        time_limit_s = DEFAULT_TIME_S
    clock = _Clock(time_limit_s, work_limit, should_stop)
    lanes = os.cpu_count() or 1 if cores is None else cores
    return _Run(request, clock, progress, seed=seed, cores=lanes).plan()


def first_plan(request: PlanRequest) -> Plan:
    """The plan by the ranking of the orders alone, without improvement."""
    return plan_orders(request, work_limit=0)


class _Clock:
    """What is left of the limits."""

    def __init__(
        self, time_limit_s: float | None, work_limit: int | None, asked: Callable[[], bool] | None
    ) -> None:
        self.time_limit_s, self.work_limit = time_limit_s, work_limit
        self._asked = asked
        self._started = time.monotonic()
        self._next_question = 0.0
        self._stopped = False

    @property
    def end(self) -> float | None:
        """Moment of the monotonic clock at which the time is over."""
        return None if self.time_limit_s is None else self._started + self.time_limit_s

    def share(self, tried: int) -> float:
        """Used share of the tighter limit, 0…1."""
        shares = [0.0]
        if self.time_limit_s is not None:
            passed = time.monotonic() - self._started
            shares.append(passed / self.time_limit_s if self.time_limit_s > 0 else 1.0)
        if self.work_limit is not None:
            shares.append(tried / self.work_limit if self.work_limit > 0 else 1.0)
        return min(1.0, max(shares))

    def stop(self) -> bool:
        """Whether somebody said stop."""
        now = time.monotonic()
        if self._asked is not None and not self._stopped and now >= self._next_question:
            self._next_question = now + _ASK_EVERY_S
            self._stopped = self._asked()
        return self._stopped


class _Run:
    """One planning run."""

    @uncollected
    def __init__(
        self,
        request: PlanRequest,
        clock: _Clock,
        progress: Callable[[PlanProgress], None] | None,
        *,
        seed: int,
        cores: int,
    ) -> None:
        self._request = request
        self._clock = clock
        self._progress = progress
        self._limits = Limits(clock.end, clock.work_limit, cores, clock.stop)
        self._problem = beside_earlier_plan(build_problem(request), request.plant, request.previous)
        jobs, opening = self._problem.jobs, opening_of(self._problem)
        self._ranks = Ranks(self._problem, jobs, alone=opening.finishes_alone() if opening else None)
        ranked = sorted(jobs, key=self._ranks.ranking)
        self._search = Search(self._problem, ranked, seed=seed, opening=opening)
        self._bound = None if progress is None else self._days_late_at_least()
        self._next_report = 0.0

    def plan(self) -> Plan:
        """Construct, improve, finish."""
        self._report(PlanPhase.FIRST)
        self._search.improve(self._sequences(), self._limits, on_step=self._report_in_turn)
        self._report(PlanPhase.DONE)
        return self._best_plan()

    def _days_late_at_least(self) -> int:
        """Days late of all orders when each is alone in the plant."""
        worth, shop = self._search.worth, Shop(self._problem, [])
        # Whoever is in time in one way alone is so in the best one.
        late = (job for job in self._problem.jobs if worth.days_late(job, self._ranks.finish_alone(job)))
        return sum(worth.days_late(job, earliest_finish(shop, job)) for job in late)

    def _sequences(self) -> Iterator[tuple[Callable[[Job], Any], Sequence[int] | None]]:
        """Sequences by other rules, and by the plan before."""
        ranks = self._ranks
        for key in (ranks.last_day, ranks.slack, ranks.finish):
            yield key, None
        if self._request.previous:
            before = Before(self._problem, self._request.previous)
            yield before.launch, None
            yield before.launch, before.modes
            yield before.release, before.modes

    @uncollected
    def _best_plan(self) -> Plan:
        """The best variants as a plan: sequences kept, starts as early as can be, reasons named."""
        bounds_of: dict[int, Bounds] = {}
        shop = left_shifted(self._search.shop(), bounds_of=bounds_of)
        unplanned = self._search.unplanned()
        return plan_of_shop(self._request, shop, without_time=unplanned, bounds_of=bounds_of)

    def _report_in_turn(self) -> None:
        """Report when the last report is old enough."""
        if self._progress is not None and time.monotonic() >= self._next_report:
            self._report(PlanPhase.IMPROVE)

    def _report(self, phase: PlanPhase) -> None:
        if self._progress is None:
            return
        self._next_report = time.monotonic() + _REPORT_EVERY_S
        self._progress(
            PlanProgress(
                phase=phase,
                share=1.0 if phase is PlanPhase.DONE else self._clock.share(self._search.tried),
                objective=self._search.objective(),
                bound=self._bound,
                variants=self._search.tried,
                incumbent=self._best_plan,
            )
        )
