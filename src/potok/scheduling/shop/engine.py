"""The engine of the shop with all plant rules: a plan at once by priority rules, then search in lanes.

Under a work limit the plan depends on the seed alone, whatever the cores: the number of lanes and of steps
in a round is fixed then.
"""

from __future__ import annotations

import time

from potok.errors import InvalidDataError
from potok.scheduling.bench import Watch
from potok.scheduling.shop.lane import Lane
from potok.scheduling.shop.lanes import Round, in_turn, side_by_side
from potok.scheduling.shop.problem import FullShop, ShopPlan
from potok.scheduling.shop.validation import faults_of

#: Lanes under a work limit, on every machine.
_LANES = 2
#: Steps of a lane in a round under a work limit.
_STEPS = 100
#: Length of a round under a time limit, seconds, and the steps that no round reaches in it.
_ROUND_S, _ENDLESS = 1.0, 1_000_000
#: A run without any limit ends after so many decodings.
_ALL_WORK = 20_000


def plan_shop(shop: FullShop, watch: Watch) -> ShopPlan:
    """Plan a shop; one decoding is a unit of work, and a work limit of 0 gives the first plan.

    Raises:
        InvalidDataError: The shop cannot be planned as given; all faults are listed.
    """
    faults = faults_of(shop)
    if faults:
        raise InvalidDataError(faults)
    return _Run(shop, watch).plan()


class _Run:
    """One planning run."""

    def __init__(self, shop: FullShop, watch: Watch) -> None:
        self._shop = shop
        self._watch = watch
        self._options = watch.options
        self._lane = Lane(shop, watch.options.seed)
        self._done = 1
        self._tell()

    def plan(self) -> ShopPlan:
        """Construct, improve, give back."""
        lane = self._lane
        if self._options.work_limit != 0 or lane.key[0]:
            lane.try_rules(self._watch.is_over)
            self._done = lane.decodings
            self._tell()
        if not self._is_over():
            self._improve()
        return self._plan_of()

    def _improve(self) -> None:
        """Rounds of all lanes until the limit."""
        limited = self._options.work_limit is not None
        count = _LANES if limited else max(1, self._options.cores)
        seed = self._options.seed
        short = self._steps(count)
        if self._options.cores == 1 or count == 1:
            lanes = [Lane(self._shop, seed + lane) for lane in range(count)]
            self._rounds(in_turn(lanes, short, self._watch.is_over), count * short)
            return
        seeds = [seed + lane for lane in range(count)]
        steps, seconds = (short, None) if limited else (_ENDLESS, _ROUND_S)
        with side_by_side(self._shop, seeds, steps, seconds, self._end()) as run:
            self._rounds(run, count * short)

    def _end(self) -> float | None:
        """Moment of `time.monotonic` at which the time is up, None when it is not limited."""
        limit = self._options.time_limit
        if limit is None or self._options.work_limit is not None:
            return None
        return time.monotonic() + limit - self._watch.seconds

    def _steps(self, lanes: int) -> int:
        """Steps of a lane in a round: a small work limit is not exceeded by a whole round."""
        limit = self._options.work_limit
        return _STEPS if limit is None else max(1, min(_STEPS, -(-(limit - self._done) // lanes)))

    def _rounds(self, run: Round, work: int) -> None:
        lane = self._lane
        while not self._is_over():
            begin = self._watch.part(self._done, _ALL_WORK)
            end = min(1.0, self._watch.part(self._done + work, _ALL_WORK))
            before = self._done
            for genomes, decodings in run(lane.genomes, begin, end):
                self._done += decodings
                lane.offer(genomes)
            self._tell()
            if self._done == before:  # nothing can change any more
                return

    def _is_over(self) -> bool:
        limit = self._options.work_limit
        worked = self._done >= (
            _ALL_WORK if limit is None and self._options.time_limit is None else limit or 0
        )
        limited = limit is not None or self._options.time_limit is None
        return self._is_perfect() or (limited and worked) or self._watch.is_over()

    def _is_perfect(self) -> bool:
        """Whether nothing that the goal names can become less."""
        return not any(self._lane.key)

    def _tell(self) -> None:
        """Report the best plan so far by its first measure."""
        key = self._lane.key
        if not key[0]:
            self._watch.tell(key[1])

    def _plan_of(self) -> ShopPlan:
        rows, left_out, measures = self._lane.rows()
        return ShopPlan(
            rows=rows,
            left_out=left_out,
            measures=measures,
            bound=self._lane.bound(),
            decodings=self._done,
        )
