"""The day of a bakery planned: every bowl by the recipe that is in force when it is weighed.

Which recipe a bowl gets decides its pieces, and these decide when the bowls after it are weighed. So the day
is planned, bowls that fall after a correction get its recipe and wait for its moment, and the day is planned
again until every bowl has its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from potok.methods.bakery._plan_recipes import in_force
from potok.methods.bakery._plan_shop import Baked, Bakery, Bowl, bake, plans_of_search
from potok.methods.bakery._plan_task import Task
from potok.notes.calculation import Calculation


@dataclass(frozen=True, slots=True)
class Day:
    """A planned day.

    Attributes:
        bakery: What it was planned for.
        baked: Bowls in the order of the ovens.
        left: Bowls without a place.
    """

    bakery: Bakery
    baked: list[Baked]
    left: list[Bowl]


def plan_day(bakery: Bakery, tasks: Sequence[Task], work: Calculation) -> Day:
    """Plan a day.

    Raises:
        CalculationRefusedError: The independent checker has something against the plan.
    """
    sorts = [task.sort for task in tasks]
    # Bowls weighed at most before each later recipe comes into force; they only become fewer, so this ends.
    most = [[math.inf] * (len(task.recipes) - 1) for task in tasks]
    # Recipes are settled on first plans; the search comes when they are.
    search = all(len(task.recipes) == 1 for task in tasks)
    while True:
        bowls = [bowl for number, task in enumerate(tasks) for bowl in _bowls(number, task, most[number])]
        baked, left, faults = bake(bakery, sorts, bowls, search=search)
        if faults:
            raise work.refuse(
                f"План дежей не прошёл независимую проверку. {faults[0].message}",
                "Сообщите об этом разработчикам вместе с исходными данными.",
            )
        outdated = {
            each.bowl.sort
            for each in baked
            if in_force(tasks[each.bowl.sort].recipes, each.dosing) != each.bowl.recipe
        }
        if not outdated and (search or not plans_of_search(len(bowls))):
            return Day(bakery, _numbered(baked), left)
        search = search or not outdated
        for number in outdated:
            weighed = [each.dosing for each in baked if each.bowl.sort == number]
            for place, recipe in enumerate(tasks[number].recipes[1:]):
                before = sum(at < recipe.valid_from for at in weighed)
                most[number][place] = min(most[number][place], before)


def _bowls(number: int, task: Task, most: Sequence[float]) -> list[Bowl]:
    """Bowls of a sort, full ones and a last one with the rest; so many at most before each later recipe."""
    found: list[Bowl] = []
    left = round(task.needed.number)
    while left:
        recipe = sum(len(found) >= limit for limit in most)
        pieces = min(left, round(task.of_bowl[recipe].number))
        release = math.ceil(task.recipes[recipe].valid_from) if recipe else 0
        found.append(Bowl(number, len(found) + 1, pieces, recipe, release))
        left -= pieces
    return found


def _numbered(baked: Sequence[Baked]) -> list[Baked]:
    """Bowls of a sort numbered as they are weighed."""
    numbers: dict[tuple[int, int], int] = {}
    sorts = {each.bowl.sort for each in baked}
    for sort in sorts:
        weighed = sorted((each for each in baked if each.bowl.sort == sort), key=lambda each: each.dosing)
        numbers |= {(sort, each.bowl.number): place + 1 for place, each in enumerate(weighed)}
    return [
        replace(each, bowl=replace(each.bowl, number=numbers[each.bowl.sort, each.bowl.number]))
        for each in baked
    ]
