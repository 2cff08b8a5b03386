"""Shift task of a line from the number of its workers (002, formula 6)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import floor, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_SOURCE = Source("002", "сменное задание", "6")

_SHIFT = Symbol("shift", "Т_см", "длительность смены", "min")
_BREAKS = Symbol("pause", "t_пер", "перерывы", "min")
_WORKERS = Symbol("m", "m", "рабочих на линии", "people")

LABOUR_CONTENT = Formula(
    id="sheltered.labour_content",
    source=_SOURCE,
    title="Трудоёмкость изделия",
    english="Labour content",
    result=Symbol("labour", "t_Σ", "трудоёмкость изделия", "min"),
    expression=total(Symbol("t", "t_i", "длительность операции", "min", series=True)),
)

TRANSPORT_TOTAL = Formula(
    id="sheltered.transport_total",
    source=_SOURCE,
    title="Время транспортирования изделия",
    english="Transport time",
    result=Symbol("transport", "t_тр", "время транспортирования", "min"),
    expression=total(Symbol("move", "t_тр.i", "транспорт после операции", "min", series=True)),
)

SHIFT_TASK = Formula(
    id="sheltered.shift_task",
    source=_SOURCE,
    title="Сменное задание по численности",
    english="Shift task from the number of workers",
    result=Symbol("task", "N_см", "сменное задание", "pcs"),
    expression=_WORKERS * (_SHIFT - _BREAKS) / (LABOUR_CONTENT.result + TRANSPORT_TOTAL.result),
    limits=(Limit(_BREAKS < _SHIFT, "перерывы занимают всю смену", "Задайте перерывы короче смены."),),
)

WHOLE_TASK = Formula(
    id="sheltered.shift_task_whole",
    source=Source("convention", "каталог, 25.6"),
    title="Сменное задание целыми изделиями",
    english="Shift task in whole pieces",
    result=Symbol("whole", "N_цел", "сменное задание, целых изделий", "pcs"),
    expression=floor(SHIFT_TASK.result),
)

TAKT = Formula(
    id="sheltered.takt",
    source=Source("convention", "каталог, 25.6"),
    title="Такт линии",
    english="Takt of the line",
    result=Symbol("takt", "r", "такт", "min"),
    expression=(_SHIFT - _BREAKS) / SHIFT_TASK.result,
)

INPUTS = Inputs(
    fields=(
        Number("shift_min", "Длительность смены", "min", above=0),
        Number("breaks_min", "Перерывы", "min", at_least=0),
        Number("workers_people", "Рабочих на линии", "people", at_least=1, whole=True),
        Rows(
            "operations",
            "Операции",
            (
                Text("name", "Операция"),
                Number("time_min", "Длительность", "min", above=0),
                Number("transport_min", "Транспорт после операции", "min", at_least=0),
            ),
        ),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Labour content, task and takt (catalogue 25.6)."""
    shift, pause = given.number("shift_min"), given.number("breaks_min")
    operations = given.rows("operations")
    labour = work.apply(LABOUR_CONTENT, t=[operation.number("time_min") for operation in operations])
    transport = work.apply(
        TRANSPORT_TOTAL, move=[operation.number("transport_min") for operation in operations]
    )
    task = work.apply(
        SHIFT_TASK,
        m=given.number("workers_people"),
        shift=shift,
        pause=pause,
        labour=labour,
        transport=transport,
    )
    whole = work.apply(WHOLE_TASK, task=task)
    takt = work.apply(TAKT, shift=shift, pause=pause, task=task)
    _warn(operations, takt.number, work)
    if work.recording:
        work.conclude(
            f"Сменное задание {number_text(whole.number)} шт. при такте {number_text(takt.number)} мин."
        )
    return {
        "labour_content_min": labour,
        "transport_total_min": transport,
        "shift_task_pcs": task,
        "shift_task_whole_pcs": whole,
        "takt_min": takt,
    }


def _warn(operations: tuple[Record, ...], takt: float, work: Calculation) -> None:
    slow = [part.text("name") for part in operations if part.number("time_min").number > takt * (1 + 1e-9)]
    if slow:
        listed = ", ".join(f"«{name}»" for name in slow)
        work.warn(
            "upper_bound",
            f"Дольше такта: {listed}. Задание — верхняя граница при полной взаимопомощи рабочих; "
            "узкое место без дублёров даст меньше.",
        )


METHOD = Method(
    id="sheltered.shift_task",
    title="Сменное задание по численности рабочих",
    purpose="Сколько изделий за смену даст линия с заданным числом рабочих и каков её такт.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(LABOUR_CONTENT, TRANSPORT_TOTAL, SHIFT_TASK, WHOLE_TASK, TAKT),
    compute=compute,
)
