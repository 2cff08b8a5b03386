"""Rules of a floor plan by name, and what breaks them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from potok.notes.render.numbers import number_text


class FloorRule(StrEnum):
    """What a plan has to keep."""

    PLACED = "placed"
    PLACES = "places"
    OUT_OF_ROOM = "out_of_room"
    OVERLAP = "overlap"
    WALL = "wall"
    COLUMN = "column"
    SEAT = "seat"
    SIDE_WALL = "side_wall"
    LAUNCH_END = "launch_end"
    OUTPUT_END = "output_end"
    BETWEEN = "between"
    MAIN_AISLE = "main_aisle"
    AISLE = "aisle"
    DOOR = "door"
    WORKER_AREA = "worker_area"
    ROOM_AREA = "room_area"
    WAY = "way"
    ACCESS = "access"
    DIRECTION = "direction"


#: The rules as people read them.
RULES = {
    FloorRule.PLACED: "Все места и склады поставлены",
    FloorRule.PLACES: "У каждой операции столько мест, сколько принято в расчёте",
    FloorRule.OUT_OF_ROOM: "Места стоят внутри своего помещения",
    FloorRule.OVERLAP: "Столы и места хранения не пересекаются",
    FloorRule.WALL: "Внутренние стены не проходят через места",
    FloorRule.COLUMN: "Колонны не попадают в места",
    FloorRule.SEAT: "У стола свободно место рабочего",
    FloorRule.SIDE_WALL: "Расстояние от стены до агрегата",
    FloorRule.LAUNCH_END: "Расстояние от торцевой стены, зона запуска",
    FloorRule.OUTPUT_END: "Расстояние от торцевой стены, зона выпуска",
    FloorRule.BETWEEN: "Расстояние между агрегатами",
    FloorRule.MAIN_AISLE: "Ширина главного прохода",
    FloorRule.AISLE: "Проходы свободны",
    FloorRule.DOOR: "Двери свободны",
    FloorRule.WORKER_AREA: "Площадь на рабочего",
    FloorRule.ROOM_AREA: "Площадь помещения на его места",
    FloorRule.WAY: "К каждому месту есть путь от двери",
    FloorRule.ACCESS: "К месту можно подъехать на коляске",
    FloorRule.DIRECTION: "Агрегаты идут от запуска к выпуску",
}


@dataclass(frozen=True, slots=True)
class FloorFault:
    """A broken rule.

    Attributes:
        rule: Which one.
        text: Russian sentence with what was found and what is expected.
        marks: Ids of places, stores and units to mark on the plan.
    """

    rule: FloorRule
    text: str
    marks: tuple[str, ...] = ()


def mm(length: float) -> str:
    """A length as people read it: «1 500 мм»."""
    return f"{number_text(round(length))} мм"


def short(rule: FloorRule, what: str, found: float, expected: float, marks: tuple[str, ...]) -> FloorFault:
    """A distance that is too small."""
    return FloorFault(rule, f"{what}: {mm(found)}, нужно не меньше {mm(expected)}.", marks)
