"""A line as JSON: what `potok balance` reads, with tasks named as people name them."""

from __future__ import annotations

from collections.abc import Iterator

from potok.balancing.problem import Goal, LineProblem, LineTask, Side
from potok.notes.inputs.fields import Fault, Flag, Inputs, Number, Rows, Text, TextList
from potok.notes.inputs.record import Record
from potok.notes.inputs.validation import accept

#: Kinds of needs of a station, by key of a task.
KINDS = {"specialty": "специальность", "equipment": "оборудование", "position": "положение рабочего"}
GOALS = {
    Goal.STATIONS.value: "наименьшее число рабочих мест при заданном такте",
    Goal.CYCLE.value: "наименьший такт при заданном числе рабочих мест",
    Goal.EFFICIENCY.value: "наименьшее произведение числа рабочих мест на такт",
}
SIDES = {Side.LEFT.value: "слева", Side.RIGHT.value: "справа", Side.EITHER.value: "с любой стороны"}

_KNOWN = "название одной из операций линии"


def _known_tasks(record: Record) -> Iterator[Fault]:
    """Every name that tells of a task is the name of one."""
    names = {task.text("name") for task in record.rows("tasks")}
    told = [
        *(
            (f"tasks[{row}].after[{place}]", name)
            for row, task in enumerate(record.rows("tasks"))
            for place, name in enumerate(task.texts("after"))
        ),
        *(
            (f"together[{row}].tasks[{place}]", name)
            for row, group in enumerate(record.rows("together"))
            for place, name in enumerate(group.texts("tasks"))
        ),
        *(
            (f"apart[{row}].{key}", pair.text(key))
            for row, pair in enumerate(record.rows("apart"))
            for key in ("one", "other")
        ),
    ]
    for path, name in told:
        if name not in names:
            yield Fault(path, _KNOWN, name, code="unknown_reference")


LINE = Inputs(
    fields=(
        Text("goal", "Что ищется", GOALS, default=Goal.STATIONS.value),
        Number("cycle", "Такт", "s", above=0, whole=True, optional=True),
        Number("stations", "Число рабочих мест", "pcs", at_least=1, whole=True, optional=True),
        Number("fewest_stations", "Не меньше рабочих мест", "pcs", at_least=1, whole=True, default=1),
        Number("places", "Наибольшая кратность станции", "pcs", at_least=1, whole=True, default=1),
        Number(
            "grade_spread",
            "Разряды станции расходятся не больше чем на",
            at_least=0,
            whole=True,
            optional=True,
        ),
        Flag("two_sided", "Двусторонняя линия", default=False),
        Rows(
            "tasks",
            "Операции",
            (
                Text("name", "Операция"),
                Number("time", "Время", "s", at_least=0, whole=True),
                TextList("after", "После каких операций", optional=True),
                *(Text(key, title.capitalize(), optional=True) for key, title in KINDS.items()),
                Number("grade", "Разряд", at_least=1, whole=True, optional=True),
                Text("side", "Сторона", SIDES, default=Side.EITHER.value),
            ),
            unique="name",
        ),
        Rows(
            "together",
            "Вместе на одной станции",
            (TextList("tasks", "Операции", at_least_items=2),),
            at_least_items=0,
            optional=True,
        ),
        Rows(
            "apart",
            "Не на одной станции",
            (Text("one", "Операция"), Text("other", "Другая операция")),
            at_least_items=0,
            optional=True,
        ),
        Rows(
            "limits",
            "Станций не больше",
            (
                Text("kind", "Вид", KINDS),
                Text("value", "Значение"),
                Number("most", "Не больше", "pcs", at_least=0, whole=True),
            ),
            at_least_items=0,
            optional=True,
        ),
    ),
    checks=(_known_tasks,),
)


def read_line(given: object) -> LineProblem:
    """The line of parsed JSON.

    Raises:
        InvalidInputError: With every fault of the form; the engine looks for those of the content.
    """
    record = accept(LINE, given).record
    rows = record.rows("tasks")
    number = {row.text("name"): place for place, row in enumerate(rows)}
    return LineProblem(
        tasks=tuple(_task(row) for row in rows),
        precedence=tuple(
            (number[name], place) for place, row in enumerate(rows) for name in row.texts("after")
        ),
        goal=Goal(record.text("goal")),
        cycle=_whole(record, "cycle"),
        stations=_whole(record, "stations"),
        fewest_stations=round(record.number("fewest_stations").number),
        places=round(record.number("places").number),
        together=tuple(
            tuple(number[name] for name in group.texts("tasks")) for group in record.rows("together")
        ),
        apart=tuple((number[pair.text("one")], number[pair.text("other")]) for pair in record.rows("apart")),
        limits=tuple(
            ((row.text("kind"), row.text("value")), round(row.number("most").number))
            for row in record.rows("limits")
        ),
        grade_spread=_whole(record, "grade_spread"),
        two_sided=record.flag("two_sided"),
    )


def _task(row: Record) -> LineTask:
    told = ((kind, row.maybe_text(kind)) for kind in KINDS)
    needs = frozenset((kind, value) for kind, value in told if value)
    side, grade = Side(row.text("side")), _whole(row, "grade")
    return LineTask(row.text("name"), round(row.number("time").number), needs, side, grade)


def _whole(record: Record, key: str) -> int | None:
    value = record.maybe(key)
    return None if value is None else round(value.number)
