"""The ovens of a planned day in the note: their time, why they do not bake, what is the bottleneck."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.bakery import _plan_formulas as formulas
from potok.methods.bakery._plan_day import Day
from potok.methods.bakery._plan_idle import gaps_of, idle_of, lost, reliefs, waiting_of
from potok.methods.bakery._plan_reasons import why_after, why_before, why_not_earlier
from potok.methods.bakery._plan_task import Task
from potok.methods.bakery._plan_uses import Stage, shares_of
from potok.methods.bakery._plan_words import clock, minutes
from potok.notes.calculation import Calculation
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text


def time_of_ovens(given: Record, day: Day, tasks: Sequence[Task], work: Calculation) -> list[Outcome]:
    """Time of every oven: it bakes, is changed over, waits."""
    bakery, baked = day.bakery, day.baked
    work.section("Печи")
    step = work.procedure(
        "bakery.oven_idle",
        title="Простой печей по плану",
        rule="До первой посадки, переналадки и после последней — рабочее время по часам плана.",
        source=formulas.RULE,
        columns=("Печь", "До первой посадки, ч", "Переналадка, ч", "После последней, ч"),
    )
    parts, after = [], []
    for number, name in enumerate(bakery.ovens):
        idle = idle_of(bakery, baked, number)
        cells = [step.value(seconds / 3600, "h") for seconds in (idle.before, idle.setup, idle.after)]
        step.row(name, *cells)
        parts.append(cells)
        after.append(idle.after)
    _tell_ends(day, tasks, after, work)
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


def _tell_ends(day: Day, tasks: Sequence[Task], after: Sequence[int], work: Calculation) -> None:
    """Why the ovens do not bake before their first load and after their last one, so many seconds."""
    step = work.procedure(
        "bakery.oven_ends",
        title="Почему печь не печёт в начале и в конце дня",
        rule="Что помешало бы первой деже прийти к печи раньше, и почему после последней нет ещё одной.",
        source=formulas.RULE,
        columns=("Печь", "Почему первая посадка не раньше", "Почему после последней нет ещё одной"),
    )
    sorts = [task.sort for task in tasks]
    for oven, name in enumerate(day.bakery.ovens):
        is_used = any(each.oven == oven for each in day.baked)
        last = why_after(day, sorts, oven, after[oven]) if is_used else "—"
        step.row(name, why_before(day, sorts, oven), last)


def loads_of_stages(day: Day, tasks: Sequence[Task], work: Calculation) -> list[Outcome]:
    """Used share of people, machines and places, and which of them is the bottleneck."""
    shares = shares_of(day, [task.sort for task in tasks])
    ranked = sorted(shares, key=lambda stage: (-shares[stage], stage is not Stage.OVEN))
    step = work.procedure(
        "bakery.stage_loads",
        title="Загрузка людей, машин и мест",
        rule="Доля рабочего времени смен; печь занята и переналадкой, место в расстойке и на отлежке — "
        "пока в нём лежит тесто. Узкое место — самое загруженное.",
        source=formulas.RULE,
        columns=("Что загружено", "Загрузка, доля"),
    )
    loads = {stage: step.value(round(shares[stage], 6), "share") for stage in ranked}
    for stage in ranked:
        step.row(stage.value, loads[stage])
    if work.recording and day.baked:
        told = {stage: f"{stage.value} ({_percent(shares[stage])} %)" for stage in ranked}
        first, second = ranked[:2]
        other = f"; за ней {told[second]}" if first is Stage.OVEN else f", а не {told[Stage.OVEN]}"
        work.conclude(f"Узкое место по загрузке — {told[first]}{other}.")
    return [{"name": stage.value, "use_share": loads[stage]} for stage in ranked]


def _percent(share: float) -> str:
    return number_text(round(100 * share, 1))


def explain_idle(day: Day, tasks: Sequence[Task], work: Calculation) -> None:
    """The idle stretches with their reasons, and what would shorten them: the day planned with more."""
    sorts, bakery = [task.sort for task in tasks], day.bakery
    gaps = [gap for oven in range(len(bakery.ovens)) for gap in gaps_of(bakery, day.baked, oven)]
    oven_column = ("Печь",) if len(bakery.ovens) > 1 else ()
    step = work.procedure(
        "bakery.oven_gaps",
        title="Где печь ждёт теста",
        rule="Промежутки между посадками без переналадок, рабочее время. Причина — чего не хватило бы дежи, "
        "начатой на минуту раньше, если остальные оставить на месте.",
        source=formulas.RULE,
        columns=(*oven_column, "С", "До", "Минут", "Ждёт дежу", "Почему она не раньше"),
    )
    for gap in gaps:
        name = f"{sorts[gap.next_bowl.bowl.sort].name} {gap.next_bowl.bowl.number}"
        why = why_not_earlier(day, sorts, gap.next_bowl, min(60, gap.seconds))
        span = clock(gap.start), clock(gap.finish), minutes(gap.seconds)
        step.row(*(bakery.ovens[gap.oven] for _ in oven_column), *span, name, why)
    if gaps or day.left:
        _reliefs(day, tasks, work)
    else:
        work.conclude("Между посадками печи не ждут.")


def _reliefs(day: Day, tasks: Sequence[Task], work: Calculation) -> None:
    """What one more of each thing would change."""
    step = work.procedure(
        "bakery.oven_relief",
        title="Что сократит простой печей",
        rule="Тот же день спланирован заново, каждый раз с одной прибавкой; всё остальное прежнее.",
        source=formulas.RULE,
        columns=(
            "Прибавка",
            "Простой между посадками, мин",
            "Меньше на, мин",
            "Последняя посадка до",
            "Дежей без места",
        ),
    )
    waiting, (left, idle) = waiting_of(day), lost(day)
    found = reliefs(day, tasks, work)
    for relief in found:
        saved = minutes(waiting - relief.waiting)
        step.row(relief.title, minutes(relief.waiting), saved, clock(relief.last), str(relief.left))
    best = min(found, key=lambda relief: (relief.left, relief.lost))
    told = f"Между посадками печи ждут {minutes(waiting)} мин"
    if best.left < left:
        work.conclude(f"{told}; {best.title}: дежей без места станет {best.left} вместо {left}.")
    elif best.lost < idle:
        work.conclude(
            f"{told}; {best.title} сокращает потери времени печей на {minutes(idle - best.lost)} мин, "
            f"последняя посадка кончается в {clock(best.last)}."
        )
    else:
        work.conclude(f"{told}; ни одна прибавка из таблицы этого в найденных планах не сокращает.")
