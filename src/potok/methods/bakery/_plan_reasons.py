"""Why an oven does not bake: what keeps the next bowl from coming a little earlier, all others left alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from potok.methods.bakery._plan_day import Day
from potok.methods.bakery._plan_shop import Baked, Bakery, Bowl, Sort
from potok.methods.bakery._plan_uses import Stage, Use, most_used, room_of, uses_of
from potok.methods.bakery._plan_words import clock, minutes

#: How much earlier a bowl is tried, seconds.
_EARLIER = 60
#: What is busy when a bowl can come no earlier.
_BUSY = {
    Stage.DOUGH_MAKER: "тестомес занят",
    Stage.DOSER: "дозатор занят",
    Stage.KNEADER: "тестомесильная машина занята",
    Stage.RESTING: "на отлежке нет места",
    Stage.LINE: "линия разделки занята",
    Stage.PROOFER: "в расстойке нет места",
}
_ORDER = "таков порядок дежей плана"
_NO_DOUGH = "тесто следующей дежи до конца смены не успевает дойти до печи"
_DOUGH = (Stage.DOUGH_MAKER, Stage.DOSER, Stage.KNEADER, Stage.RESTING, Stage.LINE, Stage.PROOFER)
_SHAPING = (Stage.LINE, Stage.PROOFER)


def why_not_earlier(day: Day, sorts: Sequence[Sort], bowl: Baked, earlier: int = _EARLIER) -> str:
    """What keeps a bowl from the oven a little earlier.

    The bowl is moved as far back along its way as it has to be: alone in the oven when its pieces are
    proofed by then, with its shaping when the dough is ready, else with its dosing. What is too much then is
    the reason.
    """
    sort, bakery = sorts[bowl.bowl.sort], day.bakery
    spare = min(use.finish - use.start - sort.proof for use in uses_of(bowl, sort)[Stage.PROOFER])
    if spare >= earlier:
        if _is_open(bakery, bowl.setup - earlier):
            return _ORDER
        return f"посадки на {minutes(bowl.baked - bowl.setup)} мин не помещаются до перерыва"
    has_rested = bowl.shaping - bowl.kneaded - sort.rest >= earlier
    begins = (
        [("разделка", bowl.shaping)]
        if has_rested
        else [("отвешивание", bowl.dosing), ("замес", bowl.kneading), ("разделка", bowl.shaping)]
    )
    told = [
        f"{name} — только с открытием смены в {clock(at)}"
        for name, at in begins
        if not _is_open(bakery, at - earlier)
    ]
    release = bowl.bowl.release
    if not has_rested and bowl.dosing - earlier < release:
        told.append(f"рецептура дежи действует с {clock(release)}")
    stages = _SHAPING if has_rested else _DOUGH
    told += [_BUSY[stage] for stage in _full(day, sorts, bowl, stages, earlier)]
    return ", ".join(told) or _ORDER


def _is_open(bakery: Bakery, at: int) -> bool:
    return any(start <= at < finish for start, finish in bakery.windows)


def _full(
    day: Day, sorts: Sequence[Sort], bowl: Baked, stages: Sequence[Stage], earlier: int
) -> Iterator[Stage]:
    """What the other bowls leave no room on, for a bowl that comes earlier."""
    room = room_of(day.bakery)
    mine = uses_of(bowl, sorts[bowl.bowl.sort])
    others = [uses_of(each, sorts[each.bowl.sort]) for each in day.baked if each is not bowl]
    for stage in stages:
        taken = [use for each in others for use in each[stage]]
        # A bowl is moved as a whole: with its dosing it rests as long as before.
        tried = [Use(use.start - earlier, use.finish - earlier, use.amount) for use in mine[stage]]
        if any(most_used([*taken, *tried], use.start, use.finish) > room[stage] for use in tried):
            yield stage


def why_before(day: Day, sorts: Sequence[Sort], oven: int) -> str:
    """Why the first load of an oven is not earlier."""
    first = next((each for each in day.baked if each.oven == oven), None)
    if first is None:
        wanted = any(oven in sorts[bowl.sort].ovens for bowl in day.left)
        return _NO_DOUGH if wanted else "заданию эта печь не понадобилась"
    name = sorts[first.bowl.sort].name
    lead = f"от отвешивания до посадки {minutes(first.baking - first.dosing)} мин"
    return f"первая дежа «{name} {first.bowl.number}»: {lead}; {why_not_earlier(day, sorts, first)}"


def why_after(day: Day, sorts: Sequence[Sort], oven: int, seconds: int) -> str:
    """Why an oven bakes nothing after its last load, so many seconds of working time.

    Args:
        day: As planned.
        sorts: Of the day.
        oven: Number of the oven.
        seconds: Working time from its last load on.
    """
    left = [bowl for bowl in day.left if oven in sorts[bowl.sort].ovens]
    if not seconds:
        return "печь занята до конца смены"
    if not left:
        return "задание для неё выполнено"
    shortest = min(_run(sorts[bowl.sort], bowl) for bowl in left)
    if shortest > seconds:
        return f"до конца смены {minutes(seconds)} мин, посадкам следующей дежи нужно {minutes(shortest)} мин"
    return _NO_DOUGH


def _run(sort: Sort, bowl: Bowl) -> int:
    """Time of all loads of a bowl in an oven."""
    return sort.period * -(-bowl.pieces // sort.load)
