"""Idle time of the ovens of a planned day, and what would shorten it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from potok.methods.bakery._plan_day import Day, plan_day
from potok.methods.bakery._plan_shop import Baked, Bakery
from potok.methods.bakery._plan_task import Task
from potok.notes.calculation import Calculation


@dataclass(frozen=True, slots=True)
class Idle:
    """Time of one oven within its working windows, seconds.

    Attributes:
        before: Until its first load, or all its time when it has none.
        setup: Changeovers.
        waiting: Between the loads.
        after: From the last load on.
    """

    before: int
    setup: int
    waiting: int
    after: int


@dataclass(frozen=True, slots=True)
class Gap:
    """An idle stretch between two bowls of an oven; working seconds."""

    oven: int
    start: int
    finish: int
    seconds: int
    next_bowl: Baked


@dataclass(frozen=True, slots=True)
class Relief:
    """The day planned again with more of one thing.

    Attributes:
        title: What there is more of.
        waiting: Idle time between the loads of all ovens, seconds.
        last: End of the last load.
        left: Bowls without a place.
        lost: Time that the ovens do not bake until their last load, or all day when bowls have no place.
    """

    title: str
    waiting: int
    last: int
    left: int
    lost: int


def working(bakery: Bakery, start: int, finish: int) -> int:
    """Working time between two moments."""
    return sum(max(0, min(b, finish) - max(a, start)) for a, b in bakery.windows)


def idle_of(bakery: Bakery, baked: Sequence[Baked], oven: int) -> Idle:
    """Where the time of an oven goes when it does not bake."""
    first, last = bakery.windows[0][0], bakery.windows[-1][1]
    mine = [each for each in baked if each.oven == oven]
    if not mine:
        return Idle(working(bakery, first, last), 0, 0, 0)
    setup = sum(working(bakery, each.setup, each.baking) for each in mine)
    return Idle(
        before=working(bakery, first, mine[0].setup),
        setup=setup,
        waiting=sum(gap.seconds for gap in gaps_of(bakery, mine, oven)),
        after=working(bakery, max(each.baked for each in mine), last),
    )


def gaps_of(bakery: Bakery, baked: Sequence[Baked], oven: int) -> Iterator[Gap]:
    """Idle stretches between the bowls of an oven, changeovers left out."""
    mine = [each for each in baked if each.oven == oven]
    for before, behind in pairwise(mine):
        seconds = working(bakery, before.baked, behind.setup)
        if seconds:
            yield Gap(oven, before.baked, behind.setup, seconds, behind)


def lost(day: Day) -> tuple[int, int]:
    """What a day is judged by: bowls without a place, then what the ovens lose until their last load."""
    bakery = day.bakery
    used = sorted({each.oven for each in day.baked})
    times = [idle_of(bakery, day.baked, oven) for oven in used]
    after = sum(idle.after for idle in times) if day.left else 0
    return len(day.left), after + sum(idle.before + idle.setup + idle.waiting for idle in times)


def waiting_of(day: Day) -> int:
    """Idle time between the loads of all ovens, seconds."""
    return sum(idle_of(day.bakery, day.baked, oven).waiting for oven in range(len(day.bakery.ovens)))


def reliefs(day: Day, tasks: Sequence[Task], work: Calculation) -> list[Relief]:
    """The same day with one more of each thing that the dough passes, planned anew each time.

    The plan of the day itself can be kept with more of anything; a search that finds nothing better keeps it.
    """
    bakery = day.bakery
    load = max(task.sort.load for task in tasks)
    others = {
        "ещё один тестомес": replace(bakery, dough_makers=bakery.dough_makers + 1),
        "ещё одна тестомесильная машина с тестомесом": replace(
            bakery, kneaders=bakery.kneaders + 1, dough_makers=bakery.dough_makers + 1
        ),
        "ещё одна дежа на отлежке": replace(bakery, resting=bakery.resting + 1),
        "ещё одна линия разделки": replace(bakery, lines=bakery.lines + 1),
        f"расстойка больше на посадку ({load} шт.)": replace(bakery, proofer=bakery.proofer + load),
    }
    found = []
    for title, other in others.items():
        best = min((plan_day(other, tasks, work), day), key=lost)
        last = max((each.baked for each in best.baked), default=0)
        found.append(Relief(title, waiting_of(best), last, len(best.left), lost(best)[1]))
    return found
