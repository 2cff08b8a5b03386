"""Times of day, shifts and pictures of the technological plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from potok.methods.bakery._plan_shop import DAY_S, Baked, Bakery, Sort
from potok.notes.calculation import Calculation
from potok.notes.figures import Level, Point, Series, bar, gantt
from potok.notes.render.numbers import number_text


def clock(seconds: int) -> str:
    """A moment as ЧЧ:ММ, with a mark when it is on a later day."""
    days, rest = divmod(seconds, DAY_S)
    time = f"{rest // 3600:02}:{rest % 3600 // 60:02}"
    return f"{time} (+{days})" if days else time


def minutes(seconds: float) -> str:
    """A duration in minutes."""
    return number_text(round(seconds / 60, 1))


def shift_of(bakery: Bakery, at: int) -> int:
    """The shift in which a moment lies, from 1; a break belongs to the shift before it."""
    return max(1, sum(start <= at for start, _ in bakery.windows))


def draw_ovens(bakery: Bakery, sorts: Sequence[Sort], baked: Sequence[Baked], work: Calculation) -> None:
    """Ovens over the hours of the day: sorts and changeovers."""
    bars: dict[str, list[Point]] = {sort.name: [] for sort in sorts}
    changes: list[Point] = []
    hour = _hours_from_the_first_shift(bakery)
    for each in baked:
        name, oven = sorts[each.bowl.sort].name, bakery.ovens[each.oven]
        bars[name].append(bar(oven, hour(each.baking), hour(each.baked), str(each.bowl.number)))
        if each.setup < each.baking:
            changes.append(bar(oven, hour(each.setup), hour(each.baking)))
    series = [Series(name, tuple(points)) for name, points in bars.items() if points]
    if changes:
        series.append(Series("Переналадка", tuple(changes)))
    work.draw(gantt("Печи по часам от начала первой смены", "Печь", series, unit="ч", levels=_shifts(bakery)))


def draw_bowls(bakery: Bakery, sorts: Sequence[Sort], baked: Sequence[Baked], work: Calculation) -> None:
    """Every bowl over the hours of the day: dough, shaping, oven, cooling."""
    stages: dict[str, list[Point]] = {name: [] for name in ("Замес", "Разделка", "Выпечка", "Остывание")}
    hour = _hours_from_the_first_shift(bakery)
    for each in baked:
        sort = sorts[each.bowl.sort]
        row = f"{sort.name} {each.bowl.number}"
        times = {
            "Замес": (each.dosing, each.kneaded),
            "Разделка": (each.shaping, each.shaped),
            "Выпечка": (each.baking, each.baked),
            "Остывание": (each.baked, each.baked + sort.cooling),
        }
        for name, (start, finish) in times.items():
            stages[name].append(bar(row, hour(start), hour(finish)))
    series = [Series(name, tuple(points)) for name, points in stages.items()]
    title = "Дежи по часам от начала первой смены: между стадиями тесто отлёживается и расстаивается"
    work.draw(gantt(title, "Дежа", series, unit="ч", levels=_shifts(bakery)))


def _shifts(bakery: Bakery) -> list[Level]:
    hour = _hours_from_the_first_shift(bakery)
    return [Level(f"Смена {number + 2}", hour(start)) for number, (start, _) in enumerate(bakery.windows[1:])]


def _hours_from_the_first_shift(bakery: Bakery) -> Callable[[int], float]:
    first = bakery.windows[0][0]
    return lambda at: (at - first) / 3600
