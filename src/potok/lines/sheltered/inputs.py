"""What a sheltered line is given, as a declared input (sources 002, catalogue 25).

No medical data: a restriction is a kind of work, said by what is forbidden and by coefficients.
"""

from __future__ import annotations

from collections.abc import Iterator

from potok.notes.inputs.fields import (
    Fault,
    Flag,
    Inputs,
    Number,
    NumberMap,
    Rows,
    Text,
    TextList,
)
from potok.notes.inputs.record import Record

GOALS = {
    "cycle": "наименьший такт при данных людях",
    "workers": "меньше всего людей из резерва при заданном выпуске",
}
INTERVAL_MODES = {
    "shift_multiple": "равные части смены",
    "least_common_multiple": "наименьшее общее кратное частных циклов",
}
SIDES = {
    "start": "неполные места работают в начале интервала",
    "end": "неполные места работают в конце интервала",
}
NEARNESS = {"next": "на соседнем месте", "same": "на одном месте"}

_OPERATION = "название одной из операций линии"
_RESTRICTION = "название одного из видов ограничения"
_WORKER = "код одного из людей линии"
_ROOM = "название одного из помещений"

OPERATION_FIELDS = (
    Text("name", "Операция"),
    Number("time_min", "Норма времени", "min", above=0),
    TextList("after", "После каких операций", optional=True),
    Number("places_pcs", "Рабочих мест с дублёрами", "pcs", at_least=1, whole=True, default=1),
    Number("machines_pcs", "Машин, которые рабочий ведёт сразу", "pcs", at_least=1, whole=True, default=1),
    Number("walk_min", "Переход после операции", "min", at_least=0, default=0),
    Number("transport_min", "Транспорт после операции", "min", at_least=0, default=0),
    Text("machine", "Оборудование", optional=True),
    Text("group", "Группа сходных работ", optional=True),
    Text("room", "Помещение", optional=True),
    Number("strain_points", "Напряжённость", "point", at_least=0, whole=True, default=0),
    Number("op_no", "Операция маршрута", at_least=1, whole=True, optional=True),
    TextList("machine_ids", "Машины маршрута", optional=True),
)

RESTRICTION_FIELDS = (
    Text("name", "Вид ограничения"),
    Number("time_factor", "Коэффициент времени", above=0, default=1),
    Number("walk_factor", "Коэффициент переходов", above=0, default=1),
    Number("area_factor", "Коэффициент площади", above=0, default=1),
    Number("max_load_pct", "Загрузка не больше", "pct", at_least=1, at_most=100, whole=True, default=100),
    TextList("forbidden", "Недопустимые операции", optional=True),
)

WORKER_FIELDS = (
    Text("code", "Код"),
    Text("name", "Фамилия"),
    Text("restriction", "Вид ограничения", optional=True),
    Number("time_factor", "Свой коэффициент времени", above=0, default=1),
    NumberMap(
        "own_times_min",
        "Своё время операций",
        Number("own_time_min", "Своё время", "min", above=0),
        key_title="Операция",
        optional=True,
    ),
    TextList("permitted", "Только эти операции", optional=True),
    TextList("forbidden", "Недопустимые операции", optional=True),
    Number("max_load_pct", "Загрузка не больше", "pct", at_least=1, at_most=100, whole=True, default=100),
    Text("mentor", "Наставник", optional=True),
    Text("nearness", "Где сидит наставник", NEARNESS, default="next"),
    Text("room", "Только в помещении", optional=True),
)

ROOM_FIELDS = (
    Text("name", "Помещение"),
    Number("area_m2", "Площадь", "m2", above=0),
    Number("equipment_area_m2", "Площадь места с оборудованием", "m2", above=0),
    Number("service_area_m2", "Площадь обслуживания", "m2", at_least=0),
    Number("correction_factor", "Поправка на вид ограничения", above=0, optional=True),
)


def _named(rows: tuple[Record, ...], key: str) -> set[str]:
    return {row.text(key) for row in rows}


def _references(record: Record) -> Iterator[Fault]:
    """Every name that points to an operation, a person, a restriction or a room is the name of one."""
    operations = _named(record.rows("operations"), "name")
    workers = _named(record.rows("workers"), "code")
    restrictions = _named(record.rows("restrictions"), "name")
    rooms = _named(record.rows("rooms"), "name")
    yield from _unknown(record, "operations", "after", operations, _OPERATION)
    yield from _unknown(record, "operations", "room", rooms, _ROOM)
    yield from _unknown(record, "restrictions", "forbidden", operations, _OPERATION)
    for key in ("permitted", "forbidden"):
        yield from _unknown(record, "workers", key, operations, _OPERATION)
    yield from _unknown(record, "workers", "restriction", restrictions, _RESTRICTION)
    yield from _unknown(record, "workers", "mentor", workers, _WORKER)
    yield from _unknown(record, "workers", "room", rooms, _ROOM)
    yield from _unknown(record, "together", "operations", operations, _OPERATION)
    for key in ("one", "other"):
        yield from _unknown(record, "apart", key, operations, _OPERATION)
    yield from _unknown(record, "quotas", "workers", workers, _WORKER)
    for table in ("assignment", "rotation"):
        yield from _unknown(record, table, "operation", operations, _OPERATION)
        yield from _unknown(record, table, "worker", workers, _WORKER)
    for number, row in enumerate(record.rows("workers")):
        for name in row.table("own_times_min"):
            if name not in operations:
                yield Fault(
                    f"workers[{number}].own_times_min.{name}", _OPERATION, name, code="unknown_reference"
                )


def _unknown(record: Record, table: str, key: str, known: set[str], expected: str) -> Iterator[Fault]:
    for number, row in enumerate(record.rows(table)):
        found = row.values.get(key)
        if found is None:
            continue
        names = (found,) if isinstance(found, str) else row.texts(key)
        for place, name in enumerate(names):
            if name not in known:
                at = f"{table}[{number}].{key}" + ("" if isinstance(found, str) else f"[{place}]")
                yield Fault(at, expected, name, code="unknown_reference")


def _goal_has_what_it_needs(record: Record) -> Iterator[Fault]:
    if record.text("goal") == "workers" and not record.has("programme_pcs"):
        yield Fault("programme_pcs", "выпуск за смену: по нему считается такт", code="missing")
    if record.text("interval_mode") == "least_common_multiple" and not record.has("resolution_min"):
        yield Fault("resolution_min", "единица, которой кратны циклы, мин", code="missing")


def _assignment_is_whole(record: Record) -> Iterator[Fault]:
    """Every place of every operation has one person, or none of them has."""
    rows = record.rows("assignment")
    if not rows:
        return
    told = [(row.text("operation"), round(row.number("copy").number)) for row in rows]
    for operation in record.rows("operations"):
        for copy in range(1, round(operation.number("places_pcs").number) + 1):
            found = told.count((operation.text("name"), copy))
            if found != 1:
                where = f"{operation.text('name')}, место {copy}"
                yield Fault("assignment", "один человек на каждое место каждой операции", f"{where}: {found}")
    copies = {row.text("name"): round(row.number("places_pcs").number) for row in record.rows("operations")}
    places: dict[str, int] = {}
    for number, row in enumerate(rows):
        worker, place = row.text("worker"), round(row.number("place").number)
        if places.setdefault(worker, place) != place:
            yield Fault(f"assignment[{number}].place", f"место этого человека: {places[worker]}", str(place))
        copy, most = round(row.number("copy").number), copies.get(row.text("operation"))
        if most is not None and copy > most:
            yield Fault(f"assignment[{number}].copy", f"от 1 до {most}: столько мест у операции", str(copy))


def _copies_may_part(record: Record) -> Iterator[Fault]:
    """Duplicate stations have different people, so their operation goes with no other."""
    duplicated = {o.text("name") for o in record.rows("operations") if o.number("places_pcs").number > 1}
    for number, group in enumerate(record.rows("together")):
        for name in group.texts("operations"):
            if name in duplicated:
                yield Fault(f"together[{number}]", "операции без дублёров", name)


_ASSIGNED = (
    Text("operation", "Операция"),
    Number("copy", "Место операции", at_least=1, whole=True, default=1),
    Text("worker", "Код человека"),
)

INPUTS = Inputs(
    fields=(
        Text("goal", "Что ищется", GOALS, default="cycle"),
        Number("shift_min", "Длительность смены", "min", above=0),
        Number("breaks_min", "Перерывы", "min", at_least=0),
        Number("deviation_min", "Резерв на отклонения производительности", "min", at_least=0, default=0),
        Number("programme_pcs", "Выпуск за смену", "pcs", above=0, optional=True),
        Number("most_workers_people", "Работают не больше", "people", at_least=1, whole=True, optional=True),
        Number("tolerance_pct", "Допустимое отклонение от такта", "pct", at_least=0, default=8),
        Text("interval_mode", "Как выбран интервал", INTERVAL_MODES, default="shift_multiple"),
        Number(
            "intervals_per_shift",
            "Интервалов в смене",
            "pcs",
            at_least=1,
            at_most=48,
            whole=True,
            optional=True,
        ),
        Number("resolution_min", "Единица, которой кратны циклы", "min", above=0, optional=True),
        Number(
            "output_loss_pct", "Потеря выпуска ради меньших заделов", "pct", at_least=0, below=100, default=2
        ),
        Text("partial_at", "Когда работают неполные места", SIDES, default="start"),
        Number("zero_tolerance_pcs", "Задел, который считается нулевым", "pcs", at_least=0, default=0.5),
        Flag("one_room", "Никто не работает в двух помещениях", default=True),
        Number("transition_min", "Переход при совмещении", "min", at_least=0, default=0),
        Number("quota_share", "Квота людей с ограничениями", "share", above=0, at_most=1, optional=True),
        Number("transport_batch_pcs", "Транспортная партия", "pcs", above=0, default=1),
        Number("safety_backlog_shift_share", "Страховой задел, доля выпуска", "share", at_least=0, default=0),
        Number("workplace_spacing_m", "Шаг рабочих мест", "m", above=0, optional=True),
        Rows("operations", "Операции", OPERATION_FIELDS, at_most_items=300, unique="name"),
        Rows(
            "restrictions",
            "Виды ограничения",
            RESTRICTION_FIELDS,
            at_least_items=0,
            optional=True,
            unique="name",
        ),
        Rows("workers", "Люди", WORKER_FIELDS, at_most_items=200, unique="code"),
        Rows("rooms", "Помещения", ROOM_FIELDS, at_least_items=0, optional=True, unique="name"),
        Rows(
            "together",
            "У одного человека",
            (TextList("operations", "Операции", at_least_items=2),),
            at_least_items=0,
            optional=True,
        ),
        Rows(
            "apart",
            "Не у одного человека",
            (Text("one", "Операция"), Text("other", "Другая операция")),
            at_least_items=0,
            optional=True,
        ),
        Rows(
            "quotas",
            "Кто обязательно работает",
            (
                Text("name", "Группа"),
                TextList("workers", "Коды людей", at_least_items=1),
                Number("at_least_people", "Не меньше", "people", at_least=1, whole=True),
            ),
            at_least_items=0,
            optional=True,
            unique="name",
        ),
        Rows(
            "assignment",
            "Расстановка людей",
            (*_ASSIGNED, Number("place", "Место линии", at_least=1, whole=True)),
            at_least_items=0,
            optional=True,
        ),
        Rows(
            "rotation",
            "Ротация по интервалам",
            (Number("interval", "Интервал", at_least=1, whole=True), *_ASSIGNED),
            at_least_items=0,
            optional=True,
        ),
    ),
    checks=(_references, _goal_has_what_it_needs, _copies_may_part, _assignment_is_whole),
)
