"""Proportionality of the capacities of a line (001 section 4)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import count, largest, mean, smallest, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_SOURCE = Source("001", "разд. 4, пропорциональность")
#: A capacity equal to the task up to binary noise is no bottleneck.
_FULL = 1 + 1e-9

_TASK = Symbol("task", "Z", "задание линии", "t/h")
_CAPACITIES = Symbol("capacity", "n_i", "производительность машины", "t/h", series=True)

LOAD = Formula(
    id="organisation.capacity_load",
    source=_SOURCE,
    title="Загрузка машины",
    english="Load of a machine",
    result=Symbol("load", "К_i", "загрузка машины", "share"),
    expression=_TASK / Symbol("capacity", "n_i", "производительность машины", "t/h"),
)

PROPORTIONALITY = Formula(
    id="organisation.proportionality",
    source=_SOURCE,
    title="Коэффициент пропорциональности",
    english="Proportionality",
    result=Symbol("proportionality", "К_п", "коэффициент пропорциональности", "share"),
    expression=mean(Symbol("load", "К_i", "загрузка машины", "share", series=True)),
)

CAPACITY_RATIO = Formula(
    id="organisation.capacity_ratio",
    source=Source("convention", "каталог, 17.4"),
    title="Средняя относительная производительность",
    english="Mean relative capacity",
    result=Symbol("ratio", "К_пр", "средняя относительная производительность", "share"),
    expression=total(_CAPACITIES) / (count(_CAPACITIES) * _TASK),
)

MIN_TO_MAX = Formula(
    id="organisation.min_to_max_capacity",
    source=Source("convention", "каталог, 17.4"),
    title="Наименьшая производительность к наибольшей",
    english="Least to greatest capacity",
    result=Symbol("min_to_max", "К_мм", "наименьшая к наибольшей", "share"),
    expression=smallest(_CAPACITIES) / largest(_CAPACITIES),
)

INPUTS = Inputs(
    fields=(
        Number("task_t_per_h", "Задание линии", "t/h", above=0),
        Rows(
            "equipment",
            "Машины линии",
            (
                Text("name", "Машина"),
                Number("capacity_t_per_h", "Производительность в сравнимых единицах", "t/h", above=0),
            ),
        ),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Loads, their mean, the limiting machine and the bottlenecks (catalogue 17.4)."""
    task, equipment = given.number("task_t_per_h"), given.rows("equipment")
    names = [machine.text("name") for machine in equipment]
    capacities = [machine.number("capacity_t_per_h") for machine in equipment]
    loads = work.each(LOAD, [{"task": task, "capacity": capacity} for capacity in capacities], names)
    proportionality = work.apply(PROPORTIONALITY, load=loads)
    limiting = names[min(range(len(names)), key=lambda place: capacities[place].number)]
    bottlenecks = [name for name, load in zip(names, loads, strict=True) if load.number > _FULL]
    if bottlenecks:
        listed = ", ".join(f"«{name}»" for name in bottlenecks)
        work.warn(
            "bottleneck",
            f"Производительность меньше задания: {listed}; средняя загрузка этого не показывает.",
        )
    if work.recording:
        series = xy_series("Загрузка", names, (load.number * 100 for load in loads))
        work.draw(Figure("bar", "Загрузка машин линии", "Машина", "Загрузка, %", (series,)))
        reserve = (1 - proportionality.number) * 100
        kind = "резерв" if reserve >= 0 else "перегрузка"
        work.conclude(
            f"Средняя загрузка {number_text(proportionality.number * 100)} %, {kind} в среднем "
            f"{number_text(abs(reserve))} %; ограничивает «{limiting}»."
        )
    return {
        "loads_share": loads,
        "proportionality_share": proportionality,
        "capacity_ratio_share": work.apply(CAPACITY_RATIO, capacity=capacities, task=task),
        "min_to_max_share": work.apply(MIN_TO_MAX, capacity=capacities),
        "limiting": limiting,
        "bottlenecks": bottlenecks,
    }


METHOD = Method(
    id="organisation.proportionality",
    title="Пропорциональность производственной линии",
    purpose="Насколько производительности машин линии соответствуют заданию и где узкие места.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(LOAD, PROPORTIONALITY, CAPACITY_RATIO, MIN_TO_MAX),
    compute=compute,
)
