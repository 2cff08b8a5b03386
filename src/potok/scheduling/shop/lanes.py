"""Lanes of the search side by side: in this process one after another, or each in a process of its own."""

from __future__ import annotations

import math
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Protocol

from potok.scheduling.shop.lane import Genomes, Lane
from potok.scheduling.shop.problem import FullShop


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
    shop: FullShop, seeds: list[int], steps: int, seconds: float | None, until: float | None
) -> Iterator[Round]:
    """Rounds in processes, one a lane; their answers are waited for, as their ends are in any case.

    Args:
        shop: What is planned.
        seeds: Of the lanes.
        steps: Decodings of a lane in a round.
        seconds: A round ends so long after it began in its process, None = after its steps alone.
        until: No round goes on behind this moment of `time.monotonic`, which all processes share.
    """
    context = get_context("spawn")
    pools = [
        ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(shop, seed))
        for seed in seeds
    ]

    def run(best: Genomes, begin: float, end: float) -> list[tuple[Genomes, int]]:
        rounds = [pool.submit(_go, best, steps, (begin, end), seconds, until) for pool in pools]
        return [each.result() for each in rounds]

    try:
        yield run
    finally:
        for pool in pools:
            pool.shutdown(wait=True, cancel_futures=True)


_LANES: list[Lane] = []


def _begin(shop: FullShop, seed: int) -> None:
    """Make the lane of this process; Ctrl-C reaches it too, but its parent says when to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _LANES.append(Lane(shop, seed))


def _go(
    best: Genomes, steps: int, shares: tuple[float, float], seconds: float | None, until: float | None
) -> tuple[Genomes, int]:
    """A round in a process of its own."""
    own = math.inf if seconds is None else time.monotonic() + seconds
    limit = own if until is None else min(own, until)

    def is_over() -> bool:
        return time.monotonic() >= limit

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
