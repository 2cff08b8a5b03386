"""Flow line paced by its leading machine (001 section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.methods.line._pictures import load_bars
from potok.methods.method import Method
from potok.notes.algebra import MINUTES_PER_HOUR, ceiling, maximum
from potok.notes.calculation import Calculation
from potok.notes.expression import Const, Symbol
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Fault, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("001", "разд. 3")
#: A capacity equal to the task up to binary noise is no overload.
_FULL = 1 + 1e-9

_LEADING = Symbol("leading", "П_ч", "часовая производительность ведущей машины", "t/h")
_CAPACITY = Symbol("capacity", "n_i", "производительность рабочего места", "t/h")
_YIELD = Symbol("share", "y_i", "выход готового продукта из тонны своего материала", "share")

SHIFT_FUND = Formula(
    id="line.leading_shift_fund",
    source=_SOURCE,
    title="Рабочее время смены",
    english="Working time of the shift",
    result=Symbol("fund", "F_см", "рабочее время смены", "min"),
    expression=Symbol("shift", "В_см", "длительность смены", "h") * MINUTES_PER_HOUR
    - Symbol("pause", "В_ст", "регламентированные перерывы", "min"),
)

SHIFT_TASK = Formula(
    id="line.leading_shift_task",
    source=_SOURCE,
    title="Сменное задание линии",
    english="Shift task of the line",
    result=Symbol("task", "А_см", "сменное задание", "t"),
    expression=_LEADING * SHIFT_FUND.result / MINUTES_PER_HOUR,
    limits=(
        Limit(
            SHIFT_FUND.result > 0,
            "перерывы занимают всю смену",
            "Задайте перерывы короче смены.",
        ),
    ),
)

DAILY_TASK = Formula(
    id="line.leading_daily_task",
    source=_SOURCE,
    title="Суточное задание линии",
    english="Daily task of the line",
    result=Symbol("daily", "А_сут", "суточное задание", "t"),
    expression=SHIFT_TASK.result * Symbol("shifts", "n_с", "число смен в сутки", "shift"),
)

RHYTHM = Formula(
    id="line.leading_rhythm",
    source=_SOURCE,
    title="Ритм линии",
    english="Rhythm of the line",
    result=Symbol("rhythm", "r", "ритм", "min/t"),
    expression=SHIFT_FUND.result / SHIFT_TASK.result,
)

TEMPO = Formula(
    id="line.leading_tempo",
    source=_SOURCE,
    title="Темп линии",
    english="Throughput rate",
    result=Symbol("tempo", "Т", "темп", "kg/min"),
    expression=Const(1000, "kg/t") / RHYTHM.result,
)

LOAD = Formula(
    id="line.leading_load",
    source=_SOURCE,
    title="Коэффициент загрузки рабочего места",
    english="Load factor",
    result=Symbol("load", "К_з.i", "коэффициент загрузки", "share"),
    expression=_LEADING / _CAPACITY,
)

MACHINES = Formula(
    id="line.leading_machines",
    source=_SOURCE,
    title="Принятое число машин",
    english="Accepted machines",
    result=Symbol("machines", "РМ_i", "принятое число машин", "pcs"),
    expression=maximum(1, ceiling(LOAD.result)),
)

OWN_TASK = Formula(
    id="line.leading_own_task",
    source=_SOURCE,
    title="Сменное задание рабочего места в своём материале",
    english="Task of a workplace in its own material",
    result=Symbol("own", "А_в.i", "задание рабочего места", "t"),
    expression=SHIFT_TASK.result / _YIELD,
)

OWN_RHYTHM = Formula(
    id="line.leading_own_rhythm",
    source=_SOURCE,
    title="Ритм рабочего места",
    english="Rhythm of a workplace",
    result=Symbol("own_rhythm", "r_в.i", "ритм рабочего места на тонну своего материала", "min/t"),
    expression=SHIFT_FUND.result / OWN_TASK.result,
)

DIVERGENCE = Formula(
    id="line.leading_divergence",
    source=_SOURCE,
    title="Коэффициент расхождения ритмов",
    english="Divergence coefficient",
    result=Symbol("divergence", "K_i", "коэффициент расхождения"),
    expression=OWN_RHYTHM.result / RHYTHM.result,
)

WORKERS = Formula(
    id="line.leading_workers",
    source=_SOURCE,
    title="Рабочих на рабочем месте",
    english="Workers of a workplace",
    result=Symbol("workers", "Р_i", "рабочих на рабочем месте", "people"),
    expression=maximum(1, ceiling(DIVERGENCE.result)),
)


def _leading_is_in_the_line(given: Record) -> Iterable[Fault]:
    names = [place.text("name") for place in given.rows("workplaces")]
    if given.text("leading_machine") not in names:
        expected = f"одно из рабочих мест: {', '.join(names)}"
        yield Fault("leading_machine", expected, given.text("leading_machine"), code="unknown_reference")


INPUTS = Inputs(
    fields=(
        Text("leading_machine", "Ведущая машина"),
        Number("shift_h", "Длительность смены", "h", above=0, at_most=24),
        Number("breaks_min", "Регламентированные перерывы за смену", "min", at_least=0),
        Number("shifts_per_day", "Смен в сутки", "shift", above=0),
        Rows(
            "workplaces",
            "Рабочие места линии",
            (
                Text("name", "Рабочее место"),
                Number("capacity_t_per_h", "Производительность в готовом продукте", "t/h", above=0),
                Number("yield_share", "Выход готового продукта из тонны своего материала", "share", above=0),
            ),
            unique="name",
        ),
    ),
    checks=(_leading_is_in_the_line,),
)


@dataclass(frozen=True, slots=True)
class _Line:
    """What paces the line."""

    leading: Value
    fund: Value
    task: Value
    rhythm: Value


def _columns(
    rows: Sequence[Record], names: Sequence[str], line: _Line, work: Calculation
) -> dict[str, list[Value]]:
    """Results of the workplaces by key, in the order of the line."""
    loads = work.each(
        LOAD, [{"leading": line.leading, "capacity": row.number("capacity_t_per_h")} for row in rows], names
    )
    machines = work.each(MACHINES, [{"load": load} for load in loads], names)
    tasks = work.each(
        OWN_TASK, [{"task": line.task, "share": row.number("yield_share")} for row in rows], names
    )
    rhythms = work.each(OWN_RHYTHM, [{"fund": line.fund, "own": task} for task in tasks], names)
    divergences = work.each(
        DIVERGENCE, [{"own_rhythm": rhythm, "rhythm": line.rhythm} for rhythm in rhythms], names
    )
    return {
        "load_share": loads,
        "machines_pcs": machines,
        "task_t_per_shift": tasks,
        "rhythm_min_per_t": rhythms,
        "divergence": divergences,
        "workers_people": work.each(WORKERS, [{"divergence": found} for found in divergences], names),
    }


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Task and rhythm of the line, load and workers of its workplaces (catalogue 15.2)."""
    rows = given.rows("workplaces")
    names = [row.text("name") for row in rows]
    leading = rows[names.index(given.text("leading_machine"))].number("capacity_t_per_h")
    work.section("Ритм линии")
    fund = work.apply(SHIFT_FUND, shift=given.number("shift_h"), pause=given.number("breaks_min"))
    task = work.apply(SHIFT_TASK, leading=leading, fund=fund)
    daily = work.apply(DAILY_TASK, task=task, shifts=given.number("shifts_per_day"))
    rhythm = work.apply(RHYTHM, fund=fund, task=task)
    tempo = work.apply(TEMPO, rhythm=rhythm)
    work.section("Рабочие места")
    columns = _columns(rows, names, _Line(leading, fund, task, rhythm), work)
    limiting = min(rows, key=lambda row: row.number("capacity_t_per_h").number).text("name")
    overloaded = [
        name for name, load in zip(names, columns["load_share"], strict=True) if load.number > _FULL
    ]
    _warn(given.text("leading_machine"), limiting, overloaded, work)
    if work.recording:
        work.draw(load_bars("Загрузка рабочих мест линии", names, columns["load_share"]))
        work.conclude(
            f"Сменное задание {number_text(task.number)} т, ритм {number_text(rhythm.number)} мин/т; "
            f"наименьшая производительность — «{limiting}»."
        )
    return {
        "shift_fund_min": fund,
        "shift_task_t": task,
        "daily_task_t": daily,
        "rhythm_min_per_t": rhythm,
        "tempo_kg_per_min": tempo,
        "workplaces": [
            {"name": name, **{key: column[place] for key, column in columns.items()}}
            for place, name in enumerate(names)
        ],
        "limiting_machine": limiting,
        "overloaded": overloaded,
    }


def _warn(leading: str, limiting: str, overloaded: Sequence[str], work: Calculation) -> None:
    if overloaded:
        listed = ", ".join(f"«{name}»" for name in overloaded)
        work.warn(
            "overload",
            f"Одной машины мало, загрузка больше 1: {listed}. Нужно принятое число машин или другой ритм.",
        )
    if limiting != leading:
        work.warn(
            "leading_is_not_limiting",
            f"Ведущей названа «{leading}», а наименьшая производительность у «{limiting}».",
        )


METHOD = Method(
    id="line.leading_machine",
    title="Поточная линия с ведущей машиной",
    purpose="Задание, ритм и темп линии по ведущей машине, загрузка машин и рабочие по местам.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
        SHIFT_FUND,
        SHIFT_TASK,
        DAILY_TASK,
        RHYTHM,
        TEMPO,
        LOAD,
        MACHINES,
        OWN_TASK,
        OWN_RHYTHM,
        DIVERGENCE,
        WORKERS,
    ),
    compute=compute,
)
