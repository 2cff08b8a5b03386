"""What a floor plan is drawn from: its declared input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from potok.lines.floor.plan import DoorKind, Norms, Side, Zone
from potok.notes.inputs.fields import Fault, Flag, Group, Inputs, Number, NumberList, Rows, Text
from potok.notes.inputs.record import Record

#: Longest side of a hall, mm: beyond it the input is a slip of the pen.
_LONGEST_MM = 500_000
_SIDES = {
    Side.LEFT.value: "слева",
    Side.RIGHT.value: "справа",
    Side.TOP.value: "сверху",
    Side.BOTTOM.value: "снизу",
}
_ENDS = {side: _SIDES[side] for side in (Side.LEFT.value, Side.RIGHT.value)}
_DOORS = {
    DoorKind.SUPPLY.value: "подача кроя",
    DoorKind.OUTPUT.value: "выпуск изделий",
    DoorKind.EXIT.value: "выход людей",
}
_ZONES = {
    Zone.LINE.value: "линия",
    Zone.LAUNCH.value: "зона запуска",
    Zone.OUTPUT.value: "зона выпуска",
}
TRANSPORTS: Mapping[str, str] = {
    "carts": "передвижные тележки",
    "suspended": "подвесные тележки, тележки-кронштейны",
    "conveyor": "конвейер",
    "hands": "вручную",
}
STORES: Mapping[str, str] = {
    "rack": "стеллаж",
    "cart": "тележка-контейнер",
    "rail": "кронштейн",
    "table": "стол",
}


def _length(key: str, title: str, *, above: bool = True, **more: Any) -> Number:
    limits: dict[str, Any] = {"above": 0} if above else {"at_least": 0}
    return Number(key, title, "mm", at_most=_LONGEST_MM, whole=True, **limits, **more)


def _spot(*, optional: bool = False) -> tuple[Number, Number]:
    def at(key: str, title: str) -> Number:
        return Number(
            key, title, "mm", at_least=-_LONGEST_MM, at_most=_LONGEST_MM, whole=True, optional=optional
        )

    return at("x_mm", "Слева"), at("y_mm", "Сверху")


_BOX = (*_spot(), _length("length_mm", "Длина"), _length("width_mm", "Ширина"))
_USUAL = Norms()


def _references(given: Record) -> Iterator[Fault]:
    rooms = {row.text("name") for row in given.rows("rooms")}
    tables, units = (
        {row.text(key) for row in given.rows(name)} for name, key in (("tables", "key"), ("units", "id"))
    )
    for number, row in enumerate(given.rows("units")):
        room = row.maybe_text("room")
        if room and room not in rooms:
            yield _unknown(f"units[{number}].room", room, "название помещения", rooms)
    for number, place in enumerate(given.rows("places")):
        for key, known, what in (("unit", units, "агрегат"), ("table", tables, "вид стола")):
            if place.text(key) not in known:
                yield _unknown(f"places[{number}].{key}", place.text(key), what, known)
    for number, store in enumerate(given.rows("stores")):
        unit = store.maybe_text("unit")
        if unit and unit not in units:
            yield _unknown(f"stores[{number}].unit", unit, "агрегат", units)
    stations = {round(place.number("station").number) for place in given.rows("places")}
    for at, listed in enumerate(given.numbers("route")):
        if round(listed.number) not in stations:
            yield Fault(f"route[{at}]", "номер операции, у которой есть место", f"{listed.number:g}")


def _unknown(path: str, value: str, what: str, known: set[str]) -> Fault:
    listed = ", ".join(sorted(known)) or "их нет"
    return Fault(path, f"{what} из плана: {listed}", value, code="unknown_reference")


def _doors_fit(given: Record) -> Iterator[Fault]:
    hall = given.group("hall")
    for number, door in enumerate(given.rows("doors")):
        along = "width_mm" if door.text("side") in _ENDS else "length_mm"
        wall = hall.number(along).number
        end = door.number("offset_mm").number + door.number("width_mm").number
        if end > wall:
            yield Fault(f"doors[{number}].offset_mm", f"дверь в пределах стены {wall:g} мм", f"конец {end:g}")


def _placed_whole(given: Record) -> Iterator[Fault]:
    for table in ("places", "stores"):
        for number, row in enumerate(given.rows(table)):
            if row.has("x_mm") != row.has("y_mm"):
                missing = "y_mm" if row.has("x_mm") else "x_mm"
                yield Fault(f"{table}[{number}].{missing}", "обе координаты или ни одной", code="missing")


INPUTS = Inputs(
    fields=(
        Text("title", "Название плана"),
        Group(
            "hall",
            "Цех",
            (
                _length("length_mm", "Длина"),
                _length("width_mm", "Ширина"),
                _length("column_step_x_mm", "Шаг колонн вдоль", optional=True),
                _length("column_step_y_mm", "Шаг колонн поперёк", optional=True),
                _length("column_mm", "Сторона колонны", default=400),
            ),
        ),
        Text("launch_side", "Сторона запуска", _ENDS, default=Side.LEFT.value),
        Group(
            "norms",
            "Нормы",
            (
                _length(
                    "launch_mm", "Торцевая стена — агрегат, запуск", above=False, default=_USUAL.launch_mm
                ),
                _length(
                    "output_mm", "Торцевая стена — агрегат, выпуск", above=False, default=_USUAL.output_mm
                ),
                _length("wall_mm", "Боковая стена — агрегат", above=False, default=_USUAL.wall_mm),
                _length("between_mm", "Между агрегатами", above=False, default=_USUAL.between_mm),
                _length("main_aisle_mm", "Главный проход", above=False, default=_USUAL.main_aisle_mm),
                _length("way_mm", "Путь к месту", default=_USUAL.way_mm),
                _length("access_mm", "Путь к месту на коляске", default=_USUAL.access_mm),
                Number(
                    "worker_area_m2", "Площадь на рабочего", "m2", at_least=0, default=_USUAL.worker_area_m2
                ),
            ),
            optional=True,
        ),
        Rows(
            "doors",
            "Двери",
            (
                Text("title", "Название"),
                Text("side", "Стена", _SIDES),
                _length("offset_mm", "От угла", above=False),
                _length("width_mm", "Ширина"),
                Text("kind", "Назначение", _DOORS, default=DoorKind.EXIT.value),
            ),
            at_least_items=0,
            optional=True,
        ),
        Rows("walls", "Внутренние стены", _BOX, at_least_items=0, optional=True),
        Rows(
            "rooms",
            "Помещения",
            (
                Text("name", "Название"),
                *_BOX,
                Number("place_area_m2", "Площадь места с обслуживанием", "m2", above=0, optional=True),
            ),
            at_least_items=0,
            optional=True,
            unique="name",
        ),
        Rows(
            "aisles",
            "Проходы",
            (Text("name", "Название"), *_BOX, Flag("main", "Главный", default=False)),
            at_least_items=0,
            optional=True,
        ),
        Rows(
            "tables",
            "Виды столов",
            (
                Text("key", "Код"),
                Text("name", "Название"),
                _length("length_mm", "Длина"),
                _length("width_mm", "Ширина"),
            ),
            unique="key",
        ),
        Rows(
            "units",
            "Агрегаты",
            (
                Text("id", "Код"),
                Text("title", "Название"),
                Text("section", "Секция"),
                Number("rows", "Рядов", at_least=1, at_most=2, whole=True, default=2),
                _length("lane_mm", "Полоса транспорта", above=False, default=600),
                Text("zone", "Зона", _ZONES, default=Zone.LINE.value),
                Text("room", "Помещение", optional=True),
                Text("transport", "Транспорт", TRANSPORTS, default="carts"),
                Number("flow", "Поток", at_least=1, whole=True, default=1),
            ),
            at_most_items=60,
            unique="id",
        ),
        Rows(
            "places",
            "Рабочие места",
            (
                Text("id", "Код"),
                Number("station", "Операция, №", at_least=1, whole=True),
                Text("title", "Название"),
                Text("unit", "Агрегат"),
                Text("table", "Вид стола"),
                *_spot(optional=True),
                Flag("turned", "Поперёк", default=False),
                Text("faces", "Рабочий", _SIDES, default=Side.BOTTOM.value),
                Flag("accessible", "На коляске", default=False),
            ),
            at_most_items=600,
            unique="id",
        ),
        Rows(
            "stores",
            "Места хранения",
            (
                Text("id", "Код"),
                Text("title", "Название"),
                Text("section", "Секция"),
                Text("kind", "Вид", STORES),
                Text("unit", "Агрегат", optional=True),
                *_spot(optional=True),
                _length("length_mm", "Длина"),
                _length("width_mm", "Ширина"),
            ),
            at_least_items=0,
            optional=True,
            at_most_items=300,
            unique="id",
        ),
        Number("workers_people", "Рабочих в смене", "people", at_least=1, whole=True),
        Rows(
            "links",
            "Перевозки пачек",
            (
                Number("before", "От операции, №", at_least=1, whole=True),
                Number("after", "К операции, №", at_least=1, whole=True),
            ),
            at_least_items=0,
            optional=True,
        ),
        NumberList(
            "route",
            "Наибольший путь пачки, №",
            Number("station", "Операция", at_least=1, whole=True),
            at_least_items=0,
            optional=True,
        ),
        Rows(
            "needed",
            "Сколько мест нужно",
            (
                Number("station", "Операция, №", at_least=1, whole=True),
                Number("places_pcs", "Мест", "pcs", at_least=0, whole=True),
            ),
            at_least_items=0,
            optional=True,
        ),
    ),
    checks=(_references, _doors_fit, _placed_whole),
)
