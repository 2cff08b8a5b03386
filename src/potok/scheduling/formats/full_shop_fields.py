"""The fields of a shop with all plant rules as JSON, and the faults that no single field shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

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
)
from potok.notes.inputs.record import Record
from potok.scheduling.shop.problem import Hold, Measure, Remainder

UNITS = {"min": "минуты", "s": "секунды"}
REMAINDERS = {
    Remainder.OWN.value: "отдельной загрузкой",
    Remainder.SPREAD.value: "поровну на все загрузки",
    Remainder.JOIN.value: "к последней загрузке, если входит",
}
HOLDS = {Hold.PINNED.value: "закреплена", Hold.STARTED.value: "начата"}
MEASURES = {
    Measure.TARDINESS.value: "опоздание",
    Measure.SETUP.value: "наладка",
    Measure.CHANGE.value: "изменения",
    Measure.EARLINESS.value: "раннее окончание",
    Measure.IDLE.value: "простой",
}


def _whole(key: str, title: str, *, at_least: int | None = 0, default: int | None = None) -> Number:
    return Number(key, title, at_least=at_least, whole=True, default=default)


def _maybe(key: str, title: str, *, at_least: int = 0) -> Number:
    return Number(key, title, at_least=at_least, whole=True, optional=True)


#: A row of a plan, in a shop's published plan and in the file of a plan.
WORK_ROW = (
    Text("job", "Заказ"),
    _whole("operation", "Операция", at_least=1),
    Text("machine", "Станок"),
    _maybe("setup_start", "Начало наладки"),
    _whole("start", "Начало работы"),
    _whole("end", "Конец работы"),
    NumberList("loads", "Загрузки", Number("load", "Загрузка", at_least=1, whole=True), 0, optional=True),
)

_OPERATION = (
    Rows(
        "on",
        "Разрешённые станки",
        (
            Text("machine", "Станок"),
            _whole("duration", "Длительность", at_least=1),
            Group(
                "loads",
                "Загрузки аппарата",
                (
                    _whole("size", "Обычная", at_least=1),
                    _maybe("least", "Наименьшая", at_least=1),
                    _maybe("most", "Наибольшая", at_least=1),
                    Text("remainder", "Остаток", REMAINDERS, default=Remainder.OWN.value),
                ),
                optional=True,
            ),
            NumberMap(
                "needs",
                "Люди",
                Number("people", "Людей", at_least=1, whole=True),
                key_title="Бригада",
                optional=True,
            ),
        ),
        unique="machine",
    ),
    Text("family", "Семейство", optional=True),
    Flag("may_stop", "Может прерываться нерабочим временем", default=True),
    Flag("setup_waits", "Наладка ждёт работу", default=False),
    Group(
        "link",
        "Связь с предыдущей операцией",
        (
            _whole("least", "Выдержка не меньше", default=0),
            _maybe("most", "Ожидание не дольше"),
            _whole("transfer", "Передаточная партия", default=0),
            Text("tank", "Ёмкость", optional=True),
            _whole("room", "Место в ёмкости", default=0),
        ),
        optional=True,
    ),
    Group(
        "pin",
        "Стоит на месте",
        (
            Text("hold", "Почему", HOLDS, default=Hold.PINNED.value),
            Text("machine", "Станок"),
            _whole("start", "Начало работы"),
            _whole("setup", "Наладка", default=0),
        ),
        optional=True,
    ),
)


def _known_names(shop: Record) -> Iterator[Fault]:
    """Every name that tells of a machine, a crew or a tank is the name of one; no set-up is told twice."""
    known = {kind: {row.text("name") for row in shop.rows(kind)} for kind in ("machines", "pools", "tanks")}
    for number, machine in enumerate(shop.rows("machines")):
        at = f"machines[{number}]"
        yield from _unknown(f"{at}.setup_pool", machine.maybe_text("setup_pool"), known["pools"], "бригады")
        pairs: set[tuple[str | None, str]] = set()
        for place, setup in enumerate(machine.rows("setups")):
            pair = setup.maybe_text("after"), setup.text("family")
            if pair in pairs:
                yield Fault(f"{at}.setups[{place}]", "наладка, которой нет в строках выше", code="duplicate")
            pairs.add(pair)
    for number, job in enumerate(shop.rows("jobs")):
        for place, operation in enumerate(job.rows("operations")):
            at = f"jobs[{number}].operations[{place}]"
            if place == 0 and operation.has("link"):
                yield Fault(f"{at}.link", "связь только у второй и следующих операций заказа")
            yield from _operation_faults(at, operation, known)


def _operation_faults(at: str, operation: Record, known: dict[str, set[str]]) -> Iterator[Fault]:
    own = {mode.text("machine") for mode in operation.rows("on")}
    for number, mode in enumerate(operation.rows("on")):
        yield from _unknown(f"{at}.on[{number}].machine", mode.text("machine"), known["machines"], "станка")
        for pool in mode.table("needs"):
            yield from _unknown(f"{at}.on[{number}].needs", pool, known["pools"], "бригады")
    link, pin = operation.maybe_group("link"), operation.maybe_group("pin")
    if link is not None:
        yield from _unknown(f"{at}.link.tank", link.maybe_text("tank"), known["tanks"], "ёмкости")
    if pin is not None:
        yield from _unknown(f"{at}.pin.machine", pin.text("machine"), own, "станка этой операции")


def _unknown(path: str, name: str | None, known: set[str], what: str) -> Iterator[Fault]:
    if name is not None and name not in known:
        yield Fault(path, f"название {what}", name, code="unknown_reference")


def known_rows(
    key: str, jobs: Mapping[str, Sequence[Sequence[str]]], rows: Sequence[Record]
) -> Iterator[Fault]:
    """Faults of rows of a plan that name no operation of a shop.

    Args:
        key: Of the rows in their file.
        jobs: Machines of every operation by the name of the job.
        rows: To look at.
    """
    for number, row in enumerate(rows):
        at, operations = f"{key}[{number}]", jobs.get(row.text("job"))
        operation = int_of(row, "operation")
        if operations is None:
            yield Fault(f"{at}.job", "название заказа", row.text("job"), code="unknown_reference")
        elif operation > len(operations):
            yield Fault(f"{at}.operation", f"от 1 до {len(operations)}", str(operation))
        elif row.text("machine") not in operations[operation - 1]:
            yield from _unknown(
                f"{at}.machine", row.text("machine"), set(operations[operation - 1]), "станка этой операции"
            )


def _published_is_known(shop: Record) -> Iterator[Fault]:
    jobs = {
        job.text("name"): [
            [mode.text("machine") for mode in operation.rows("on")] for operation in job.rows("operations")
        ]
        for job in shop.rows("jobs")
    }
    yield from known_rows("published", jobs, shop.rows("published"))


def _begin_is_a_moment(shop: Record) -> Iterator[Fault]:
    text = shop.maybe_text("begin")
    try:
        moment = None if text is None else dt.datetime.fromisoformat(text)
    except ValueError:
        yield Fault("begin", "дата и время вида 2026-03-02T08:00", text)
        return
    if moment is not None and moment.tzinfo is not None:
        yield Fault("begin", "местное время без часового пояса", text)


def _weights_of_all_or_none(shop: Record) -> Iterator[Fault]:
    goal = shop.rows("goal")
    given = [row.has("weight") for row in goal]
    if any(given) and not all(given):
        number = given.index(False)
        yield Fault(f"goal[{number}].weight", "вес у каждого показателя или ни у одного")


def families_of(shop: Record) -> dict[str, int]:
    """Families by name: those of the operations ("" where none is named), then others of the set-ups.

    The matrix of a plant names families that nobody orders today.
    """
    named = [
        operation.maybe_text("family") or ""
        for job in shop.rows("jobs")
        for operation in job.rows("operations")
    ]
    setups = [setup for machine in shop.rows("machines") for setup in machine.rows("setups")]
    of_setups = (name for setup in setups for name in (setup.maybe_text("after"), setup.text("family")))
    named += [name for name in of_setups if name is not None]
    return {name: place for place, name in enumerate(dict.fromkeys(named))}


def int_of(row: Record, key: str) -> int:
    """A whole number of a record."""
    return round(row.number(key).number)


SHOP = Inputs(
    fields=(
        Text("unit", "Единица времени", UNITS, default="min"),
        Text("begin", "Начало горизонта", optional=True),
        _whole("horizon", "Горизонт", at_least=1),
        _whole("now", "Сейчас", default=0),
        _whole("frozen_until", "Конец замороженной зоны", default=0),
        Rows(
            "machines",
            "Станки и аппараты",
            (
                Text("name", "Станок"),
                Rows(
                    "windows",
                    "Рабочее время",
                    (_whole("from", "С"), _whole("to", "До")),
                    at_least_items=0,
                    optional=True,
                ),
                Rows(
                    "setups",
                    "Переналадки и мойки",
                    (
                        Text("after", "После семейства", optional=True),
                        Text("family", "Семейство"),
                        _whole("time", "Время"),
                    ),
                    at_least_items=0,
                    optional=True,
                ),
                Text("setup_pool", "Кто налаживает", optional=True),
                Flag("bottleneck", "Узкое место: простой считают только у таких", default=False),
            ),
            unique="name",
        ),
        Rows(
            "pools",
            "Бригады",
            (
                Text("name", "Бригада"),
                Rows("levels", "Людей по времени", (_whole("from", "С"), _whole("people", "Людей"))),
            ),
            at_least_items=0,
            optional=True,
            unique="name",
        ),
        Rows(
            "tanks",
            "Ёмкости",
            (Text("name", "Ёмкость"), _whole("capacity", "Вмещает", at_least=1)),
            at_least_items=0,
            optional=True,
            unique="name",
        ),
        Rows(
            "jobs",
            "Заказы",
            (
                Text("name", "Заказ"),
                _whole("release", "Материал есть с", default=0),
                _whole("due", "Срок", at_least=None, default=0),
                _whole("weight", "Вес", default=1),
                _whole("amount", "Количество", at_least=1, default=1),
                Rows("operations", "Операции", _OPERATION),
            ),
            unique="name",
        ),
        Rows("published", "Опубликованный план", WORK_ROW, at_least_items=0, optional=True),
        Rows(
            "goal",
            "Цель",
            (
                Text("measure", "Показатель", MEASURES),
                Number("weight", "Вес", at_least=0, optional=True),
            ),
            optional=True,
            unique="measure",
        ),
    ),
    checks=(_known_names, _published_is_known, _begin_is_a_moment, _weights_of_all_or_none),
)
