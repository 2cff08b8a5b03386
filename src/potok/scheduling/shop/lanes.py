"""Lanes of the search side by side: in this process one after another, or each in a process of its own."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Protocol

from potok.scheduling.shop.lane import Genomes, Lane
from potok.scheduling.shop.problem import FullShop

#: How often a process is looked after.
_WAIT_S = 0.05


class Round(Protocol):
    """One round of all lanes."""

    def __call__(self, best: Genomes, begin: float, end: float) -> list[tuple[Genomes, int]]:
        """Let every lane go from the best genome; gives back (its best genome, decodings made).

        Args:
            begin: Used share of the run before the round.
            end: Used share after it.
        """


def in_turn(lanes: list[Lane], steps: int, should_stop: Callable[[], bool]) -> Round:
    """Rounds in this process, lane by lane."""

    def run(best: Genomes, begin: float, end: float) -> list[tuple[Genomes, int]]:
        return [_walk(lane, best, steps, (begin, end), should_stop) for lane in lanes]

    return run


@contextmanager
def side_by_side(
    shop: FullShop, seeds: list[int], steps: int, seconds: float | None, should_stop: Callable[[], bool]
) -> Iterator[Round]:
    """Rounds in processes, one a lane; a round ends after its steps or, when given, its seconds."""
    context = get_context("spawn")
    pools = [
        ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(shop, seed))
        for seed in seeds
    ]

    def run(best: Genomes, begin: float, end: float) -> list[tuple[Genomes, int]]:
        rounds = [pool.submit(_go, best, steps, (begin, end), seconds) for pool in pools]
        return [answer for answer in (_wait(each, should_stop) for each in rounds) if answer is not None]

    try:
        yield run
    finally:
        for pool in pools:
            pool.shutdown(wait=True, cancel_futures=True)


def _wait(future: Future[tuple[Genomes, int]], should_stop: Callable[[], bool]) -> tuple[Genomes, int] | None:
    """The answer of a process, None when somebody says stop before."""
    while not should_stop():
        if future.done():
            return future.result()
        time.sleep(_WAIT_S)
    return None


_LANES: list[Lane] = []


def _begin(shop: FullShop, seed: int) -> None:
    """Make the lane of this process; Ctrl-C reaches it too, but its parent says when to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _LANES.append(Lane(shop, seed))


def _go(best: Genomes, steps: int, shares: tuple[float, float], seconds: float | None) -> tuple[Genomes, int]:
    """A round in a process of its own."""
    limit = None if seconds is None else time.monotonic() + seconds

    def is_over() -> bool:
        return limit is not None and time.monotonic() >= limit

    return _walk(_LANES[0], best, steps, shares, is_over)


def _walk(
    lane: Lane, best: Genomes, decodings: int, shares: tuple[float, float], should_stop: Callable[[], bool]
) -> tuple[Genomes, int]:
    """A round of one lane."""
    before = lane.decodings
    lane.offer(best)
    begin, end = shares
    first = lane.decodings

    def share() -> float:
        return begin + (end - begin) * min(1.0, (lane.decodings - first) / decodings)

    lane.walk(decodings, share, should_stop)
    return lane.genomes, lane.decodings - before
