"""Time saved by better processing methods (003 section 1, formulas 1.1, 1.2)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_TABLE = Source("003", "разд. 1, табл. 1.8")

_UNCHANGED = Symbol("unchanged", "T_неизм", "неизменяемые операции", "s")
_PART = Symbol("part", "t_i", "время изменяемой операции", "s", series=True)
_FACTORY = Symbol("factory", "T_фабр", "время изделия на действующем потоке", "s")
_PROJECT = Symbol("project", "T_пр", "время изделия по проекту", "s")

FACTORY = Formula(
    id="sewing.factory_time",
    source=_TABLE,
    title="Время изделия на действующем потоке",
    english="Time of the existing flow",
    result=_FACTORY,
    expression=total(_PART) + _UNCHANGED,
)

PROJECT = Formula(
    id="sewing.project_time",
    source=_TABLE,
    title="Время изделия по проекту",
    english="Time by the project",
    result=_PROJECT,
    expression=total(_PART) + _UNCHANGED,
)

SAVED = Formula(
    id="sewing.saved_time",
    source=_TABLE,
    title="Экономия времени",
    english="Time saved",
    result=Symbol("saved", "ΔT", "экономия времени", "s"),
    expression=_FACTORY - _PROJECT,
)

SAVING = Formula(
    id="sewing.time_saving",
    source=Source("003", "разд. 1", "1.1"),
    title="Сокращение затрат времени",
    english="Time saving",
    result=Symbol("saving", "С_з.в", "сокращение затрат времени", "pct"),
    expression=(_FACTORY - _PROJECT) / _FACTORY * HUNDRED_PERCENT,
    limits=(
        Limit(
            _FACTORY > 0,
            "время изделия на действующем потоке равно нулю",
            "Задайте время операций действующего потока или неизменяемую часть.",
        ),
    ),
)

GROWTH = Formula(
    id="sewing.productivity_growth",
    source=Source("003", "разд. 1", "1.2"),
    title="Рост производительности труда",
    english="Productivity growth",
    result=Symbol("growth", "П_п.т", "рост производительности труда", "pct"),
    expression=(_FACTORY - _PROJECT) / _PROJECT * HUNDRED_PERCENT,
)

INPUTS = Inputs(
    fields=(
        Rows(
            "operations",
            "Изменяемые операции",
            (
                Text("name", "Операция"),
                Number("factory_time_s", "Время на действующем потоке", "s", at_least=0),
                Number("project_time_s", "Время по проекту", "s", at_least=0),
            ),
        ),
        Number("unchanged_time_s", "Неизменяемые операции", "s", at_least=0),
    ),
)


def _warn_of_dearer(given: Record, work: Calculation) -> None:
    dearer = [
        operation.text("name")
        for operation in given.rows("operations")
        if operation.number("project_time_s").number > operation.number("factory_time_s").number
    ]
    if dearer:
        work.warn("dearer_operations", f"По проекту дольше, чем на потоке: {', '.join(dearer)}.")


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Times, saving and growth of productivity (catalogue 35.1)."""
    operations, unchanged = given.rows("operations"), given.number("unchanged_time_s")
    _warn_of_dearer(given, work)
    factory = work.apply(
        FACTORY, part=[part.number("factory_time_s") for part in operations], unchanged=unchanged
    )
    project = work.apply(
        PROJECT, part=[part.number("project_time_s") for part in operations], unchanged=unchanged
    )
    saved = work.apply(SAVED, factory=factory, project=project)
    saving = work.apply(SAVING, factory=factory, project=project)
    growth = None
    if project.number:
        growth = work.apply(GROWTH, factory=factory, project=project)
    else:
        work.warn(
            "no_project_time",
            "Проектное время равно нулю: сокращение полное, рост производительности не определён.",
        )
    if work.recording:
        names = [part.text("name") for part in operations]
        series = tuple(
            xy_series(title, names, [part.number(key).number for part in operations])
            for title, key in (("Действующий поток", "factory_time_s"), ("Проект", "project_time_s"))
        )
        work.draw(Figure("bar", "Изменяемые операции", "Операция", "Время, с", series))
        work.conclude(
            f"Время изделия меняется с {number_text(factory.number)} до {number_text(project.number)} с, "
            f"сокращение {number_text(saving.number)} %."
        )
    return {
        "factory_time_s": factory,
        "project_time_s": project,
        "saved_time_s": saved,
        "time_saving_pct": saving,
        "productivity_growth_pct": growth,
    }


METHOD = Method(
    id="sewing.time_saving",
    title="Экономия времени от новых методов обработки",
    purpose="На сколько сокращается время изделия и растёт производительность труда.",
    source=Source("003", "разд. 1", "1.1, 1.2"),
    inputs=INPUTS,
    formulas=(FACTORY, PROJECT, SAVED, SAVING, GROWTH),
    compute=compute,
)
