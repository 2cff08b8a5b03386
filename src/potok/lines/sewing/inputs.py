"""What a sewing flow is designed of: the technological sequence, the shift, rules, weights, a gathering."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files

from potok.lines.kinds import Example
from potok.notes.inputs.fields import (
    Fault,
    Flag,
    Group,
    Inputs,
    Number,
    NumberList,
    NumberMap,
    Rows,
    Text,
    TextList,
)
from potok.notes.inputs.record import Record
from potok.notes.render.numbers import number_text

#: Figures that have a weight, by key of `FlowWeights`.
WEIGHTS = {
    "smoothness": "Равномерность загрузки",
    "mismatch": "Несоответствие разрядов",
    "machines": "Виды машин на местах",
    "mixed_machines": "Места с двумя видами машин",
    "returns": "Возвраты пачки",
    "mixed_specialties": "Места со смешанными специальностями",
}


def _text_numbers(given: Record, key: str) -> list[int]:
    return [round(row.number(key).number) for row in given.rows("operations")]


def _numbers_are_known(given: Record) -> Iterable[Fault]:
    """Predecessors, the hard order and members name operations of the sequence."""
    known = set(_text_numbers(given, "no"))
    told = [
        *(
            (f"operations[{row}].after[{place}]", number.number)
            for row, operation in enumerate(given.rows("operations"))
            for place, number in enumerate(operation.numbers("after"))
        ),
        *(
            (f"hard_order[{row}].{key}", pair.number(key).number)
            for row, pair in enumerate(given.rows("hard_order"))
            for key in ("before", "after")
        ),
        *(
            (f"groups[{row}].members[{place}]", number.number)
            for row, group in enumerate(given.rows("groups"))
            for place, number in enumerate(group.numbers("members"))
        ),
    ]
    for path, number in told:
        if round(number) not in known:
            yield Fault(
                path, "номер операции последовательности", number_text(number), code="unknown_reference"
            )


def _members_once(given: Record) -> Iterable[Fault]:
    taken: dict[int, int] = {}
    for row, group in enumerate(given.rows("groups")):
        for place, number in enumerate(group.numbers("members")):
            own = round(number.number)
            if own in taken:
                yield Fault(
                    f"groups[{row}].members[{place}]",
                    f"операция, которой нет в группе {taken[own] + 1}",
                    number_text(own),
                    code="duplicate",
                )
            taken.setdefault(own, row)
    missing = [str(number) for number in _text_numbers(given, "no") if number not in taken]
    if taken and missing:
        yield Fault(
            "groups", "каждая операция входит в группу", f"не вошли: {', '.join(missing)}", code="missing"
        )


def _grades_have_rates(given: Record) -> Iterable[Fault]:
    grades = sorted(set(_text_numbers(given, "grade")))
    for key in ("rate_rub_per_s", "tariff_coefficient"):
        missing = [str(grade) for grade in grades if str(grade) not in given.table(key)]
        if missing:
            yield Fault(key, f"значения для разрядов: {', '.join(missing)}", code="missing")


def _hundredths(given: Record) -> Iterable[Fault]:
    for row, operation in enumerate(given.rows("operations")):
        time = operation.number("time_s").number
        if abs(time * 100 - round(time * 100)) > 1e-6:
            yield Fault(f"operations[{row}].time_s", "не мельче сотых секунды", number_text(time))


OPERATIONS = Rows(
    "operations",
    "Технологическая последовательность",
    (
        Number("no", "Номер", at_least=1, whole=True),
        Text("text", "Содержание операции"),
        Text("node", "Узел", optional=True),
        Text("zone", "Участок", optional=True),
        Text("section", "Секция", optional=True),
        Text("specialty", "Специальность"),
        Number("grade", "Разряд", at_least=1, at_most=8, whole=True),
        Number("time_s", "Норма времени", "s", above=0),
        Text("equipment", "Оборудование", optional=True),
        Text("machine", "Вид машины", optional=True),
        NumberList(
            "after",
            "После операций",
            Number("after", "Номер операции", at_least=1, whole=True),
            at_least_items=0,
            optional=True,
        ),
    ),
    unique="no",
)

GROUPS = Rows(
    "groups",
    "Организационные операции",
    (
        Number("workers_people", "Рабочих", "people", at_least=1, whole=True),
        NumberList("members", "Операции группы", Number("members", "Номер операции", whole=True)),
    ),
    at_least_items=0,
    optional=True,
)

INPUTS = Inputs(
    fields=(
        Number("shift_duration_s", "Длительность смены", "s", above=0, default=28800),
        Number("output_per_shift_pcs", "Выпуск в смену", "pcs", above=0),
        Number("takt_s", "Такт в целых секундах", "s", at_least=1, whole=True, optional=True),
        Number("workers_people", "Рабочих потока", "people", at_least=1, whole=True, optional=True),
        Group(
            "tolerance",
            "Допускаемое отклонение от такта",
            (
                Number("low", "Нижний предел", "share", above=0, at_most=1, default=0.9),
                Number("high", "Верхний предел", "share", at_least=1, default=1.15),
            ),
            optional=True,
        ),
        NumberList(
            "multiplicities",
            "Допустимые кратности",
            Number("multiplicities", "Кратность", "people", at_least=1, at_most=20, whole=True),
            optional=True,
        ),
        Group(
            "rules",
            "Правила комплектования",
            (
                Flag("zones", "Группа не пересекает участков", default=True),
                Flag("one_specialty", "Механическая специальность одна", default=True),
                Flag("crews", "Звено: специальностей не больше рабочих", default=False),
                Number(
                    "grade_spread", "Разряды расходятся не больше чем на", at_least=0, whole=True, default=2
                ),
                Number("machines", "Видов машин на месте не больше", at_least=1, whole=True, default=2),
            ),
            optional=True,
        ),
        Group(
            "weights",
            "Веса показателей",
            tuple(Number(key, title, at_least=0, at_most=100, default=1) for key, title in WEIGHTS.items()),
            optional=True,
        ),
        NumberMap(
            "rate_rub_per_s",
            "Секундная ставка по разряду",
            Number("rate_rub_per_s", "Ставка", "rub/s", above=0),
            key_title="Разряд",
            at_least_items=1,
        ),
        NumberMap(
            "tariff_coefficient",
            "Тарифный коэффициент по разряду",
            Number("tariff_coefficient", "Коэффициент", above=0),
            key_title="Разряд",
            at_least_items=1,
        ),
        TextList("mechanised_specialties", "Механизированные специальности", optional=True),
        Number("reserve_pct", "Невыходы и запас машин", "pct", at_least=0, below=100, default=8),
        Number("spare_machines_pcs", "Запасных машин в потоке", "pcs", at_least=0, whole=True, default=0),
        Number("shop_area_m2", "Площадь цеха", "m2", above=0),
        Number("shop_workers_people", "Рабочих цеха в смене", "people", above=0),
        NumberMap(
            "machines_at_hand",
            "Машин в наличии",
            Number("machines_at_hand", "Машин", "pcs", at_least=0, whole=True),
            key_title="Вид машины",
            optional=True,
        ),
        Number("workers_at_hand", "Рабочих в наличии", "people", at_least=1, whole=True, optional=True),
        Group(
            "factory",
            "Действующий поток",
            (
                Number("output_per_shift_pcs", "Выпуск в смену", "pcs", above=0),
                Number("workers_people", "Рабочих", "people", above=0),
                Number("unchanged_time_s", "Неизменяемые операции", "s", at_least=0),
                Rows(
                    "operations",
                    "Изменяемые операции",
                    (
                        Text("name", "Операция"),
                        Number("factory_time_s", "Время на действующем потоке", "s", at_least=0),
                        Number("project_time_s", "Время по проекту", "s", at_least=0),
                    ),
                ),
            ),
            optional=True,
        ),
        Number("route_op_no", "Операция маршрута", at_least=1, whole=True, optional=True),
        OPERATIONS,
        Rows(
            "hard_order",
            "Обязательный порядок групп",
            (
                Number("before", "Раньше", at_least=1, whole=True),
                Number("after", "Позже", at_least=1, whole=True),
            ),
            at_least_items=0,
            optional=True,
        ),
        GROUPS,
    ),
    checks=(_numbers_are_known, _members_once, _grades_have_rates, _hundredths),
)


def _jacket() -> dict[str, object]:
    """The jacket of the source with the source's own gathering."""
    text = files(__package__).joinpath("jacket.json").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text)
    return found


EXAMPLES = (Example("jacket", "Жакет женский: 107 операций, 49 рабочих", _jacket()),)
