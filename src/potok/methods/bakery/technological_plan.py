"""The technological plan of a bakery: from the day's task to bowls, proofing, ovens and shifts (001 s. 1)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.bakery import _plan_formulas as formulas
from potok.methods.bakery import bowl_recipe
from potok.methods.bakery._plan_day import Day, plan_day
from potok.methods.bakery._plan_inputs import INPUTS
from potok.methods.bakery._plan_ovens import explain_idle, loads_of_stages, time_of_ovens
from potok.methods.bakery._plan_task import Task, bakery_of, check_holds, check_size, task_of
from potok.methods.bakery._plan_words import clock, draw_bowls, draw_ovens, shift_of
from potok.methods.method import Method
from potok.notes.calculation import Calculation, Procedure
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome


def _table_of_bowls(work: Calculation) -> Procedure:
    """The table of the plan, first in the note although its rows come after the recipes."""
    work.section("План дежей")
    return work.procedure(
        "bakery.bowl_plan",
        title="Дежи по стадиям и печам",
        rule="Сначала дежи берут по порядку задания, сорта подряд; порядок меняют, если печи от этого теряют "
        "меньше времени на простой и переналадку. План проверен независимой проверкой. Отвешивание и замес "
        "идут без перерыва; тесто отлёживается не меньше нормы и ждёт разделки не дольше допустимого; "
        "разделка и формовка идут в темпе более медленной; посадка ждёт печи после расстойки не дольше "
        "допустимого. Что не успевает, начинают позже, а не держат. Рецептура и число заготовок — по "
        "рецептуре, действующей в момент отвешивания.",
        source=formulas.RULE,
        columns=(
            "Дежа",
            "Отвешивание",
            "Замес",
            "Разделка",
            "Печь",
            "Посадки, шт.",
            "Выпечка",
            "Смена",
            "Остывание до",
            "Укладка до",
            "Рецептура",
        ),
    )


def _rows(tasks: Sequence[Task], day: Day, step: Procedure) -> list[Outcome]:
    """Bowls in the order of baking, with their recipe."""
    bakery = day.bakery
    rows: list[Outcome] = []
    for each in day.baked:
        task = tasks[each.bowl.sort]
        name = f"{task.sort.name} {each.bowl.number}"
        shown = {
            "bowl": name,
            "dosing": clock(each.dosing),
            "kneading": f"{clock(each.kneading)}–{clock(each.kneaded)}",
            "shaping": f"{clock(each.shaping)}–{clock(each.shaped)}",
            "oven": bakery.ovens[each.oven],
            "loads": " + ".join(map(str, each.loads)),
            "baking": f"{clock(each.baking)}–{clock(each.baked)}",
            "shift": str(shift_of(bakery, each.baking)),
            "cooled": clock(each.baked + task.sort.cooling),
            "packed": clock(each.packed),
            "recipe": task.recipes[each.bowl.recipe].name,
        }
        step.row(*shown.values())
        rows.append(dict(shown))
    return rows


def _products(day: Day, tasks: Sequence[Task], work: Calculation) -> list[Outcome]:
    """Every sort: pieces, bowls, bread."""
    found: list[Outcome] = []
    bowls, masses = work.use(formulas.BOWLS), work.use(formulas.BAKED)
    for number, task in enumerate(tasks):
        planned = [bowl for bowl in (*(each.bowl for each in day.baked), *day.left) if bowl.sort == number]
        last = max((bowl.recipe for bowl in planned), default=0)
        before = [bowl.pieces for bowl in planned if bowl.recipe < last]
        pieces = [float(each.bowl.pieces) for each in day.baked if each.bowl.sort == number] or [0.0]
        found.append(
            {
                "name": task.sort.name,
                "needed_pcs": task.needed,
                "of_bowl_pcs": task.of_bowl[0],
                "bowls_pcs": bowls.line(
                    task.sort.name,
                    before=len(before),
                    shaped=sum(before),
                    needed=task.needed,
                    of_bowl=task.of_bowl[last],
                ),
                "baked_kg": masses.line(task.sort.name, pieces=pieces, loaf=task.product.number("loaf_kg")),
            }
        )
        count = sum(bowl.sort == number for bowl in day.left)
        if count:
            work.warn("unplaced", f"«{task.sort.name}»: дежей без места в сутках {count}.")
    return found


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Recipes, bowls, the plan of the flow, the time of the ovens."""
    bakery = bakery_of(given)
    if assumed := given.texts("assumptions"):
        work.warn("assumption", f"Допущения к данным. {' '.join(assumed)}")
    table = _table_of_bowls(work)
    tasks = [task_of(given, product, bakery, work) for product in given.rows("products")]
    check_size(tasks, work)
    check_holds(tasks, bakery, work)
    day = plan_day(bakery, tasks, work)
    rows = _rows(tasks, day, table)
    work.section("Итоги")
    products = _products(day, tasks, work)
    ovens = time_of_ovens(given, day, tasks, work)
    if work.recording and day.baked:
        sorts = [task.sort for task in tasks]
        draw_ovens(bakery, sorts, day.baked, work)
        draw_bowls(bakery, sorts, day.baked, work)
        first, last = min(each.dosing for each in day.baked), max(each.baked for each in day.baked)
        work.conclude(
            f"Дежей {len(day.baked)} из {len(day.baked) + len(day.left)}: первую отвешивают в "
            f"{clock(first)}, последняя посадка кончается в {clock(last)}."
        )
    stages = loads_of_stages(day, tasks, work)
    if work.recording and day.baked:
        explain_idle(day, tasks, work)
    return {"bowls": rows, "products": products, "ovens": ovens, "stages": stages}


METHOD = Method(
    id="bakery.technological_plan",
    title="Технологический план пекарни",
    purpose="Когда замесить, разделать, расстоять и испечь каждую дежу задания, в какой печи и смене.",
    source=formulas.SOURCE,
    inputs=INPUTS,
    formulas=(*bowl_recipe.METHOD.formulas, *formulas.FORMULAS),
    compute=compute,
)
