"""A line of people as JSON: what `potok balance` reads when the file names workers."""

from __future__ import annotations

from collections.abc import Iterator

from potok.balancing.workers.problem import (
    CrewGoal,
    CrewProblem,
    CrewTask,
    Mentorship,
    Nearness,
    Quota,
    Worker,
)
from potok.notes.inputs.fields import Fault, Inputs, Number, NumberMap, Rows, Text, TextList
from potok.notes.inputs.record import Record
from potok.notes.inputs.validation import accept

GOALS = {
    CrewGoal.CYCLE.value: "наименьший такт с данными людьми",
    CrewGoal.WORKERS.value: "меньше всего людей из резерва при заданном такте",
}
NEARNESS = {Nearness.NEXT.value: "на соседнем месте", Nearness.SAME.value: "на одном месте"}

_TASK = "название одной из операций линии"
_WORKER = "имя одного из рабочих линии"


def _known_names(record: Record) -> Iterator[Fault]:
    """Every name that tells of a task or a worker is the name of one."""
    tasks = {row.text("name") for row in record.rows("tasks")}
    workers = {row.text("name") for row in record.rows("workers")}
    for table, key, known, expected in (
        ("tasks", "after", tasks, _TASK),
        ("tasks", "times", workers, _WORKER),
        ("workers", "mentor", workers, _WORKER),
        ("together", "tasks", tasks, _TASK),
        ("apart", "one", tasks, _TASK),
        ("apart", "other", tasks, _TASK),
        ("quotas", "workers", workers, _WORKER),
    ):
        for number, row in enumerate(record.rows(table)):
            for name in _names(row.values.get(key)):
                if name not in known:
                    yield Fault(f"{table}[{number}].{key}", expected, name, code="unknown_reference")


def _names(value: object) -> tuple[str, ...]:
    """Names in a field: one, a list of them, or the keys of a table."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, (tuple, dict)) else ()


CREW = Inputs(
    fields=(
        Text("goal", "Что ищется", GOALS, default=CrewGoal.CYCLE.value),
        Number("cycle", "Такт", "s", above=0, whole=True, optional=True),
        Number("most_workers", "Работают не больше", "people", at_least=1, whole=True, optional=True),
        Rows(
            "workers",
            "Рабочие",
            (
                Text("name", "Рабочий"),
                Number(
                    "max_load_pct",
                    "Загрузка не больше",
                    "pct",
                    at_least=1,
                    at_most=100,
                    whole=True,
                    default=100,
                ),
                Text("mentor", "Наставник", optional=True),
                Text("nearness", "Где сидит наставник", NEARNESS, default=Nearness.NEXT.value),
            ),
            unique="name",
        ),
        Rows(
            "tasks",
            "Операции",
            (
                Text("name", "Операция"),
                NumberMap(
                    "times",
                    "Время рабочих",
                    Number("time", "Время", "s", at_least=0, whole=True),
                    key_title="Рабочий",
                    at_least_items=1,
                    gaps=True,
                ),
                TextList("after", "После каких операций", optional=True),
            ),
            unique="name",
        ),
        Rows(
            "together",
            "У одного рабочего",
            (TextList("tasks", "Операции", at_least_items=2),),
            at_least_items=0,
            optional=True,
        ),
        Rows(
            "apart",
            "Не у одного рабочего",
            (Text("one", "Операция"), Text("other", "Другая операция")),
            at_least_items=0,
            optional=True,
        ),
        Rows(
            "quotas",
            "Кто обязательно работает",
            (
                Text("name", "Группа"),
                TextList("workers", "Рабочие", at_least_items=1),
                Number("at_least", "Не меньше", "people", at_least=1, whole=True),
            ),
            at_least_items=0,
            optional=True,
            unique="name",
        ),
    ),
    checks=(_known_names,),
)


def read_crew(given: object) -> CrewProblem:
    """The line of parsed JSON; who has no time for a task cannot do it.

    Raises:
        InvalidInputError: With every fault of the form; the engine looks for those of the content.
    """
    record = accept(CREW, given).record
    tasks, workers = record.rows("tasks"), record.rows("workers")
    task = {row.text("name"): place for place, row in enumerate(tasks)}
    worker = {row.text("name"): place for place, row in enumerate(workers)}
    return CrewProblem(
        tasks=tuple(CrewTask(row.text("name"), _times(row, tuple(worker))) for row in tasks),
        workers=tuple(Worker(row.text("name"), round(row.number("max_load_pct").number)) for row in workers),
        precedence=tuple(
            (task[name], place) for place, row in enumerate(tasks) for name in row.texts("after")
        ),
        goal=CrewGoal(record.text("goal")),
        cycle=_whole(record, "cycle"),
        most_workers=_whole(record, "most_workers"),
        together=tuple(tuple(task[name] for name in row.texts("tasks")) for row in record.rows("together")),
        apart=tuple((task[row.text("one")], task[row.text("other")]) for row in record.rows("apart")),
        mentorships=tuple(
            Mentorship(place, worker[mentor], Nearness(row.text("nearness")))
            for place, row in enumerate(workers)
            for mentor in [row.maybe_text("mentor")]
            if mentor is not None
        ),
        quotas=tuple(
            Quota(
                row.text("name"),
                tuple(worker[name] for name in row.texts("workers")),
                round(row.number("at_least").number),
            )
            for row in record.rows("quotas")
        ),
    )


def _times(row: Record, workers: tuple[str, ...]) -> tuple[int | None, ...]:
    known = row.table("times")
    return tuple(round(known[name].number) if name in known else None for name in workers)


def _whole(record: Record, key: str) -> int | None:
    value = record.maybe(key)
    return None if value is None else round(value.number)
