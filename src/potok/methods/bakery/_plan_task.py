"""From the input of the technological plan to sorts, bowls and equipment; refuses what no plan can keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.methods.bakery import _plan_formulas as formulas
from potok.methods.bakery._plan_recipes import Recipe, of_the_day, recipes_of
from potok.methods.bakery._plan_shop import Bakery, Sort
from potok.methods.bakery._plan_words import minutes
from potok.notes.calculation import Calculation
from potok.notes.inputs.record import Record
from potok.notes.value import Value
from potok.scheduling.shop.problem import Loads, Remainder
from potok.scheduling.shop.rules import loads_of

#: More bowls in a day than any one shop kneads: such a task is a slip of the pen.
MOST_BOWLS = 300


_TIMES = (
    "dosing",
    "kneading",
    "rest",
    "rest_hold",
    "dividing",
    "forming",
    "proof",
    "proof_hold",
    "bake",
    "reload",
    "cooling",
    "packing",
)


@dataclass(frozen=True, slots=True)
class Task:
    """The task of one sort.

    Attributes:
        recipes: Those of the day, by the moment from which they are in force.
        needed: Pieces of the task.
        of_bowl: Pieces of a full bowl by each of the recipes.
    """

    product: Record
    sort: Sort
    recipes: list[Recipe]
    needed: Value
    of_bowl: list[Value]


def _seconds(value: Value) -> int:
    return round(value.number * 60)


def bakery_of(given: Record) -> Bakery:
    """Equipment, people and working time of the day."""
    shift, pause = given.number("shift_h").number * 3600, _seconds(given.number("break_min"))
    first = given.number("shift_start_h").number * 3600
    starts = [round(first + shift * number) for number in range(round(given.number("shifts").number))]
    return Bakery(
        windows=tuple((start, start + round(shift) - pause) for start in starts),
        ovens=tuple(oven.text("name") for oven in given.rows("ovens")),
        changeover=_seconds(given.number("changeover_min")),
        dough_makers=round(given.number("dough_makers").number),
        kneaders=round(given.number("kneaders_pcs").number),
        resting=round(given.number("resting_bowls_pcs").number),
        lines=round(given.number("dividing_lines_pcs").number),
        proofer=round(given.number("proofer_pcs").number),
        packers=round(given.number("packers").number),
    )


def task_of(given: Record, product: Record, bakery: Bakery, work: Calculation) -> Task:
    """Pieces of a sort and of its bowls by every recipe of the day, its times in seconds."""
    recipes = of_the_day(recipes_of(given, product, work), bakery.windows[0][0], bakery.windows[-1][1])
    name = product.text("name")
    work.section(f"Задание: {name}")
    of_bowl = []
    for number, recipe in enumerate(recipes):
        label = f"{name}, {recipe.name}" if number else name
        pieces = work.apply(
            formulas.OF_BOWL, label, dough=recipe.dough, piece=product.number("dough_piece_kg")
        )
        if pieces.number < 1:
            raise work.refuse(f"«{label}»: теста на дежу не хватает и на одну заготовку.")
        of_bowl.append(pieces)
    needed = work.apply(formulas.NEEDED, name, plan=product.number("plan_kg"), loaf=product.number("loaf_kg"))
    seconds = {key: _seconds(product.number(f"{key}_min")) for key in _TIMES}
    ovens = product.texts("ovens") or bakery.ovens
    sort = Sort(
        name=name,
        of_bowl=round(of_bowl[0].number),
        dosing=seconds["dosing"],
        kneading=seconds["kneading"],
        rest=seconds["rest"],
        rest_hold=seconds["rest_hold"],
        shaping=max(seconds["dividing"], seconds["forming"]),
        proof=seconds["proof"],
        proof_hold=seconds["proof_hold"],
        load=round(product.number("load_pcs").number),
        period=max(1, seconds["bake"] + seconds["reload"]),
        remainder=Remainder(product.text("remainder")),
        cooling=seconds["cooling"],
        packing=seconds["packing"],
        ovens=tuple(bakery.ovens.index(oven) for oven in ovens),
    )
    return Task(product, sort, recipes, needed, of_bowl)


def check_size(tasks: Sequence[Task], work: Calculation) -> None:
    """Refuse a task of more bowls than any one shop kneads in a day."""
    least = [task.needed.number / min(pieces.number for pieces in task.of_bowl) for task in tasks]
    if sum(least) > MOST_BOWLS:
        raise work.refuse(
            f"На задание нужно больше {MOST_BOWLS} дежей в сутки.", "Проверьте задание или разделите его."
        )


def check_holds(tasks: Sequence[Task], bakery: Bakery, work: Calculation) -> None:
    """Refuse what no plan can keep: loads of a bowl that wait too long, or do not fit into the proofer."""
    for task in tasks:
        for of_bowl in task.of_bowl:
            pieces = min(round(task.needed.number), round(of_bowl.number))
            if pieces:
                _check_hold(task.sort, pieces, bakery, work)


def _check_hold(sort: Sort, pieces: int, bakery: Bakery, work: Calculation) -> None:
    """Refuse a bowl of so many pieces that no plan can keep."""
    loads = loads_of(pieces, Loads(sort.load, 1, sort.load, sort.remainder)) or ()
    done = [sort.shaping * sum(loads[: place + 1]) / sort.of_bowl for place in range(len(loads))]
    first = max(at + sort.proof - place * sort.period for place, at in enumerate(done))
    begins = [first + place * sort.period for place in range(len(loads))]
    wait = max(begin - at - sort.proof for begin, at in zip(begins, done, strict=True))
    if wait > sort.proof_hold + 1:
        raise work.refuse(
            f"«{sort.name}»: посадки одной дежи идут одна за другой, последние заготовки ждут печи "
            f"{minutes(wait)} мин, допустимо {minutes(sort.proof_hold)} мин.",
            "Увеличьте посадку, допустимое ожидание или уменьшите дежу.",
        )
    stays = [(at, begin, load) for at, begin, load in zip(done, begins, loads, strict=True)]
    most = max(sum(load for start, end, load in stays if start <= at < end) for at in done)
    if most > bakery.proofer:
        raise work.refuse(
            f"«{sort.name}»: заготовки одной дежи занимают в расстойке {most} мест, есть {bakery.proofer}.",
            "Уменьшите дежу или добавьте мест в расстойке.",
        )
