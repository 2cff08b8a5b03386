"""From the input of the technological plan to sorts, bowls and equipment; refuses what no plan can keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.methods.bakery import _plan_formulas as formulas
from potok.methods.bakery._plan_recipes import Recipe, in_force, recipes_of
from potok.methods.bakery._plan_shop import Bakery, Bowl, Sort
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
        recipes: By the moment from which they are in force.
        needed: Pieces of the task.
    """

    product: Record
    sort: Sort
    recipes: list[Recipe]
    needed: Value
    of_bowl: Value
    bowls: Value


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
    """Pieces and bowls of a sort, its times in seconds."""
    recipes = recipes_of(given, product, work)
    name = product.text("name")
    work.section(f"Задание: {name}")
    dough = in_force(recipes, bakery.windows[0][0]).dough
    of_bowl = work.apply(formulas.OF_BOWL, name, dough=dough, piece=product.number("dough_piece_kg"))
    if of_bowl.number < 1:
        raise work.refuse(f"«{name}»: теста на дежу не хватает и на одну заготовку.")
    needed = work.apply(formulas.NEEDED, name, plan=product.number("plan_kg"), loaf=product.number("loaf_kg"))
    bowls = work.apply(formulas.BOWLS, name, needed=needed, of_bowl=of_bowl)
    seconds = {key: _seconds(product.number(f"{key}_min")) for key in _TIMES}
    ovens = product.texts("ovens") or bakery.ovens
    sort = Sort(
        name=name,
        of_bowl=round(of_bowl.number),
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
    return Task(product, sort, recipes, needed, of_bowl, bowls)


def bowls_of(tasks: Sequence[Task], work: Calculation) -> list[Bowl]:
    """All bowls of the day in the order of the task; the last one of a sort holds the rest."""
    if sum(task.bowls.number for task in tasks) > MOST_BOWLS:
        raise work.refuse(
            f"На задание нужно больше {MOST_BOWLS} дежей в сутки.", "Проверьте задание или разделите его."
        )
    found = []
    for number, task in enumerate(tasks):
        left = round(task.needed.number)
        for place in range(round(task.bowls.number)):
            pieces = min(left, task.sort.of_bowl)
            found.append(Bowl(number, place + 1, pieces))
            left -= pieces
    return found


def check_holds(tasks: Sequence[Task], bakery: Bakery, work: Calculation) -> None:
    """Refuse what no plan can keep: loads of a bowl that wait too long, or do not fit into the proofer."""
    for task in tasks:
        sort = task.sort
        pieces = min(round(task.needed.number), sort.of_bowl)
        if not pieces:
            continue
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
                f"«{sort.name}»: заготовки одной дежи занимают в расстойке {most} мест, "
                f"есть {bakery.proofer}.",
                "Уменьшите дежу или добавьте мест в расстойке.",
            )
