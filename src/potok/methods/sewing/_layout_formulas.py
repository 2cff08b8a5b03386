"""Sizes of aggregates and of the hall of a sewing flow (003 tables 3.1, 3.2; catalogue 35.4, 95.4)."""

from __future__ import annotations

from potok.notes.algebra import ceiling, count, largest, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source

_TABLES = Source("003", "разд. 3, табл. 3.1, 3.2")
_ASSEMBLY = Source("convention", "каталог, 95.4")

_ROWS = Symbol("rows", "n_р", "рядов мест")
_GRID = Symbol("grid", "c", "шаг колонн", "m")
_HALL_LENGTH = Symbol("hall_length", "L_ц", "длина цеха", "m")
_HALL_WIDTH = Symbol("hall_width", "B_ц", "ширина цеха", "m")
_WIDTHS = Symbol("width", "b_i", "ширина агрегата", "m", series=True)
_AISLES = Symbol("aisles", "n_гл", "главных проходов")

PLACES_IN_ROW = Formula(
    id="sewing.places_in_row",
    source=_ASSEMBLY,
    title="Мест в ряду агрегата",
    english="Places in a row",
    result=Symbol("in_row", "n_м", "мест в ряду", "pcs"),
    expression=ceiling(Symbol("places", "n", "рабочих мест агрегата", "pcs") / _ROWS),
)

AGGREGATE_LENGTH = Formula(
    id="sewing.aggregate_length",
    source=_ASSEMBLY,
    title="Длина агрегата",
    english="Length of an aggregate",
    result=Symbol("length", "l_i", "длина агрегата", "m"),
    expression=PLACES_IN_ROW.result * Symbol("place_length", "l_м", "длина рабочего места", "m"),
)

AGGREGATE_WIDTH = Formula(
    id="sewing.aggregate_width",
    source=_ASSEMBLY,
    title="Ширина агрегата",
    english="Width of an aggregate",
    result=Symbol("width", "b_i", "ширина агрегата", "m"),
    expression=_ROWS * Symbol("place_width", "b_м", "ширина рабочего места", "m")
    + Symbol("conveyor", "b_тр", "ширина транспорта", "m"),
)

REQUIRED_LENGTH = Formula(
    id="sewing.required_length",
    source=_TABLES,
    title="Необходимая длина цеха",
    english="Required length of the hall",
    result=Symbol("required_length", "L", "необходимая длина", "m"),
    expression=Symbol("start", "l_зап", "зона запуска", "m")
    + Symbol("release", "l_вып", "зона выпуска", "m")
    + largest(Symbol("length", "l_i", "длина агрегата", "m", series=True)),
)

REQUIRED_WIDTH = Formula(
    id="sewing.required_width",
    source=_TABLES,
    title="Необходимая ширина цеха",
    english="Required width of the hall",
    result=Symbol("required_width", "B", "необходимая ширина", "m"),
    expression=2 * Symbol("side", "b_бок", "боковая стена — агрегат", "m")
    + total(_WIDTHS)
    + _AISLES * Symbol("aisle", "b_гл", "главный проход", "m")
    + (count(_WIDTHS) - 1 - _AISLES) * Symbol("between", "b_пр", "между агрегатами", "m"),
)

GRID_LENGTH = Formula(
    id="sewing.grid_length",
    source=_ASSEMBLY,
    title="Длина по сетке колонн",
    english="Length by the column grid",
    result=Symbol("grid_length", "L_с", "длина по сетке колонн", "m"),
    expression=ceiling(REQUIRED_LENGTH.result / _GRID) * _GRID,
)

GRID_WIDTH = Formula(
    id="sewing.grid_width",
    source=_ASSEMBLY,
    title="Ширина по сетке колонн",
    english="Width by the column grid",
    result=Symbol("grid_width", "B_с", "ширина по сетке колонн", "m"),
    expression=ceiling(REQUIRED_WIDTH.result / _GRID) * _GRID,
)

AREA = Formula(
    id="sewing.hall_area",
    source=_ASSEMBLY,
    title="Площадь цеха",
    english="Area of the hall",
    result=Symbol("area", "S_ц", "площадь цеха", "m2"),
    expression=_HALL_LENGTH * _HALL_WIDTH,
)

AREA_PER_WORKER = Formula(
    id="sewing.area_per_worker",
    source=Source("003", "разд. 2", "2.10"),
    title="Площадь на одного рабочего",
    english="Floor area per operator",
    result=Symbol("each", "S_п.ф", "площадь на одного рабочего", "m2/people"),
    expression=AREA.result / Symbol("workers", "N_ф.ц", "рабочих в смене", "people"),
)

FORMULAS = (
    PLACES_IN_ROW,
    AGGREGATE_LENGTH,
    AGGREGATE_WIDTH,
    REQUIRED_LENGTH,
    REQUIRED_WIDTH,
    GRID_LENGTH,
    GRID_WIDTH,
    AREA,
    AREA_PER_WORKER,
)
