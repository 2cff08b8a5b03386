"""The technological plan of a bakery: from the day's task to bowls, proofing, ovens and shifts (001 s. 1)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.bakery import _plan_formulas as formulas
from potok.methods.bakery import bowl_recipe
from potok.methods.bakery._plan_idle import gaps_of, idle_of, reliefs
from potok.methods.bakery._plan_inputs import INPUTS
from potok.methods.bakery._plan_recipes import in_force
from potok.methods.bakery._plan_shop import Baked, Bakery, Bowl, bake
from potok.methods.bakery._plan_task import Task, bakery_of, bowls_of, check_holds, task_of
from potok.methods.bakery._plan_words import clock, draw_bowls, draw_ovens, minutes, shift_of
from potok.methods.method import Method
from potok.notes.calculation import Calculation, Procedure
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text


def _table_of_bowls(work: Calculation) -> Procedure:
    """The table of the plan, first in the note although its rows come after the recipes."""
    work.section("План дежей")
    return work.procedure(
        "bakery.bowl_plan",
        title="Дежи по стадиям и печам",
        rule="Дежи берут по порядку задания, сорта подряд, чтобы реже переналаживать печь. Отвешивание и "
        "замес идут без перерыва; тесто отлёживается не меньше нормы и ждёт разделки не дольше допустимого; "
        "разделка и формовка идут в темпе более медленной; посадка ждёт печи после расстойки не дольше "
        "допустимого. Что не успевает, начинают позже, а не держат. Рецептура — действующая в момент "
        "отвешивания.",
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


def _rows(
    tasks: Sequence[Task], bakery: Bakery, baked: Sequence[Baked], step: Procedure, work: Calculation
) -> list[Outcome]:
    """Bowls in the order of baking, with their recipe."""
    rows: list[Outcome] = []
    for each in baked:
        task = tasks[each.bowl.sort]
        recipe = in_force(task.recipes, each.dosing)
        name = f"{task.sort.name} {each.bowl.number}"
        if recipe.dough.number < each.bowl.pieces * task.product.number("dough_piece_kg").number - 1e-9:
            work.warn(
                "less_dough",
                f"Дежа «{name}»: по рецептуре «{recipe.name}» теста {number_text(recipe.dough.number)} кг, "
                f"на {each.bowl.pieces} заготовок не хватает.",
            )
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
            "recipe": recipe.name,
        }
        step.row(*shown.values())
        rows.append(dict(shown))
    return rows


def _ovens(given: Record, bakery: Bakery, baked: Sequence[Baked], work: Calculation) -> list[Outcome]:
    """Time of every oven: it bakes, is changed over, waits."""
    work.section("Печи")
    step = work.procedure(
        "bakery.oven_idle",
        title="Простой печей по плану",
        rule="До первой посадки печь ждёт, пока первая дежа замешана, отлежалась, разделана и расстоялась; "
        "после последней задание выполнено или следующая дежа до конца смены не успевает.",
        source=formulas.RULE,
        columns=("Печь", "До первой посадки, ч", "Переналадка, ч", "После последней, ч"),
    )
    parts = []
    for number, name in enumerate(bakery.ovens):
        idle = idle_of(bakery, baked, number)
        cells = [step.value(seconds / 3600, "h") for seconds in (idle.before, idle.setup, idle.after)]
        step.row(name, *cells)
        parts.append(cells)
    fund = work.apply(
        formulas.FUND,
        shifts=given.number("shifts"),
        shift=given.number("shift_h"),
        pause=given.number("break_min"),
    )
    runs = [
        [(each.baked - each.baking) / 3600 for each in baked if each.oven == at] for at in range(len(parts))
    ]
    busy = work.each(formulas.BUSY, [{"run": run or [0.0]} for run in runs], bakery.ovens)
    waiting = work.each(
        formulas.WAITING,
        [
            {"fund": fund, "busy": busy[at], "before": before, "setup": setup, "after": after}
            for at, (before, setup, after) in enumerate(parts)
        ],
        bakery.ovens,
    )
    use = work.each(formulas.USE, [{"busy": each, "fund": fund} for each in busy], bakery.ovens)
    return [
        {
            "name": name,
            "busy_h": busy[at],
            "setup_h": parts[at][1],
            "before_h": parts[at][0],
            "waiting_h": waiting[at],
            "after_h": parts[at][2],
            "use_share": use[at],
        }
        for at, name in enumerate(bakery.ovens)
    ]


def _explain(
    tasks: Sequence[Task], bakery: Bakery, bowls: Sequence[Bowl], baked: Sequence[Baked], work: Calculation
) -> None:
    """The idle stretches, and what would shorten them: the day planned again with more of one thing."""
    gaps = [gap for oven in range(len(bakery.ovens)) for gap in gaps_of(bakery, baked, oven)]
    step = work.procedure(
        "bakery.oven_gaps",
        title="Где печь ждёт теста",
        rule="Промежутки между посадками без переналадок, рабочее время.",
        source=formulas.RULE,
        columns=("Печь", "С", "До", "Минут", "Ждёт дежу"),
    )
    for gap in gaps:
        sort = tasks[gap.next_bowl.bowl.sort].sort
        name = f"{sort.name} {gap.next_bowl.bowl.number}"
        waited = minutes(gap.seconds)
        step.row(bakery.ovens[gap.oven], clock(gap.start), clock(gap.finish), waited, name)
    if not gaps:
        return
    waiting, last = sum(gap.seconds for gap in gaps), max(each.baked for each in baked)
    step = work.procedure(
        "bakery.oven_relief",
        title="Что сократит простой печей",
        rule="Тот же день спланирован заново, каждый раз с одной прибавкой; всё остальное прежнее.",
        source=formulas.RULE,
        columns=("Прибавка", "Простой между посадками, мин", "Меньше на, мин", "Последняя посадка до"),
    )
    found = reliefs(bakery, [task.sort for task in tasks], bowls)
    for relief in found:
        saved = minutes(waiting - relief.waiting)
        step.row(relief.title, minutes(relief.waiting), saved, clock(relief.last))
    best = min(found, key=lambda relief: (relief.left, relief.waiting, relief.last))
    told = f"Между посадками печи ждут теста {minutes(waiting)} мин"
    if best.waiting < waiting:
        work.conclude(
            f"{told}; {best.title} сокращает простой на {minutes(waiting - best.waiting)} мин, последняя "
            f"посадка кончается в {clock(best.last)} вместо {clock(last)}."
        )
    else:
        work.conclude(f"{told}; одной прибавкой людей или оборудования этого не сократить.")


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Recipes, bowls, the plan of the flow, the time of the ovens."""
    bakery = bakery_of(given)
    table = _table_of_bowls(work)
    tasks = [task_of(given, product, bakery, work) for product in given.rows("products")]
    bowls = bowls_of(tasks, work)
    check_holds(tasks, bakery, work)
    baked, left = bake(bakery, [task.sort for task in tasks], bowls)
    rows = _rows(tasks, bakery, baked, table, work)
    work.section("Итоги")
    masses = work.use(formulas.BAKED)
    products: list[Outcome] = []
    for number, task in enumerate(tasks):
        pieces = [float(each.bowl.pieces) for each in baked if each.bowl.sort == number] or [0.0]
        products.append(
            {
                "name": task.sort.name,
                "needed_pcs": task.needed,
                "of_bowl_pcs": task.of_bowl,
                "bowls_pcs": task.bowls,
                "baked_kg": masses.line(task.sort.name, pieces=pieces, loaf=task.product.number("loaf_kg")),
            }
        )
    ovens = _ovens(given, bakery, baked, work)
    for number, task in enumerate(tasks):
        count = sum(bowl.sort == number for bowl in left)
        if count:
            work.warn("unplaced", f"«{task.sort.name}»: дежей без места в сутках {count}, печей не хватает.")
    if work.recording and baked:
        draw_ovens(bakery, [task.sort for task in tasks], baked, work)
        draw_bowls(bakery, [task.sort for task in tasks], baked, work)
        first, last = min(each.dosing for each in baked), max(each.baked for each in baked)
        work.conclude(
            f"Дежей {len(baked)} из {len(bowls)}: первую отвешивают в {clock(first)}, последняя посадка "
            f"кончается в {clock(last)}."
        )
        _explain(tasks, bakery, bowls, baked, work)
    return {"bowls": rows, "products": products, "ovens": ovens}


METHOD = Method(
    id="bakery.technological_plan",
    title="Технологический план пекарни",
    purpose="Когда замесить, разделать, расстоять и испечь каждую дежу задания, в какой печи и смене.",
    source=formulas.SOURCE,
    inputs=INPUTS,
    formulas=(*bowl_recipe.METHOD.formulas, *formulas.FORMULAS),
    compute=compute,
)
