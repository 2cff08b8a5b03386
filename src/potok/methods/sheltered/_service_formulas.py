"""Places, load and combined workers of an interval (catalogue 25.5 and 95.3)."""

from __future__ import annotations

from potok.notes.algebra import case, ceiling, count, floor, maximum, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source

_SOURCE = Source("002", "график обслуживания и дифференцированная загрузка")
COMBINATION = Source("convention", "каталог, 95.3")

INTERVAL = Symbol("interval", "T", "интервал", "min")
BUSY = Symbol("busy", "t_зан", "занятость совмещающего рабочего", "min")
WALK = Symbol("walk", "t_пер", "переходы рабочего", "min")
PARTS = Symbol("part", "b_i", "занятость неполного места", "min", series=True)
PLACES = Symbol("places", "c_пр.i", "рабочих мест", "pcs")
FULL = Symbol("full", "c_п.i", "полностью занятых мест", "pcs")

PLACES_EXACT = Formula(
    id="sheltered.cycle_places_exact",
    source=_SOURCE,
    title="Расчётное число рабочих мест цикла",
    english="Workplaces of a cycle, exact",
    result=Symbol("exact", "c_i", "расчётное число рабочих мест", "pcs"),
    expression=Symbol("quantity", "N", "изделий за интервал", "pcs")
    * Symbol("t", "t_i", "время операции", "min")
    / INTERVAL,
)

PLACES_ACCEPTED = Formula(
    id="sheltered.cycle_places",
    source=_SOURCE,
    title="Принятое число рабочих мест цикла",
    english="Workplaces of a cycle",
    result=PLACES,
    expression=maximum(1, ceiling(PLACES_EXACT.result)),
)

FULL_PLACES = Formula(
    id="sheltered.full_places",
    source=_SOURCE,
    title="Полностью занятые рабочие места",
    english="Places busy the whole interval",
    result=FULL,
    expression=floor(PLACES_EXACT.result),
)

LOAD = Formula(
    id="sheltered.cycle_load",
    source=_SOURCE,
    title="Дифференцированная загрузка цикла",
    english="Load of a cycle",
    result=Symbol("load", "η_i", "загрузка цикла", "share"),
    expression=PLACES_EXACT.result / PLACES,
)

LAST_PLACE = Formula(
    id="sheltered.last_place_busy",
    source=_SOURCE,
    title="Занятость последнего, неполного места",
    english="Busy time of the last, partial place",
    result=Symbol("last", "b_i", "занятость последнего места", "min"),
    expression=maximum(0, PLACES_EXACT.result - FULL) * INTERVAL,
)

COMBINED_BUSY = Formula(
    id="sheltered.combined_busy",
    source=COMBINATION,
    title="Занятость совмещающего рабочего",
    english="Busy time of a combined worker",
    result=BUSY,
    expression=total(PARTS),
)

COMBINED_WALK = Formula(
    id="sheltered.combined_walk",
    source=COMBINATION,
    title="Переходы совмещающего рабочего",
    english="Walking of a combined worker",
    result=WALK,
    expression=case(
        count(PARTS) > 1, count(PARTS) * Symbol("transition", "t'", "переход между местами", "min"), 0
    ),
)

COMBINED_LOAD = Formula(
    id="sheltered.combined_load",
    source=COMBINATION,
    title="Загрузка совмещающего рабочего с переходами",
    english="Load of a combined worker",
    result=Symbol("combined_load", "η_с", "загрузка с переходами", "share"),
    expression=(BUSY + WALK) / INTERVAL,
)

FULL_WORKERS = Formula(
    id="sheltered.full_workers",
    source=_SOURCE,
    title="Рабочие полностью занятых мест",
    english="Workers of full places",
    result=Symbol("full_workers", "Р_п", "рабочих полностью занятых мест", "people"),
    expression=total(Symbol("full", "c_п.i", "полностью занятых мест", "pcs", series=True)),
)

WORKERS = Formula(
    id="sheltered.interval_workers",
    source=_SOURCE,
    title="Общая численность рабочих",
    english="Workers of the line",
    result=Symbol("workers", "Р", "рабочих", "people"),
    expression=FULL_WORKERS.result + Symbol("combined", "Р_с", "совмещающих рабочих", "people"),
)

PLACES_TOTAL = Formula(
    id="sheltered.places_total",
    source=_SOURCE,
    title="Всего рабочих мест",
    english="Total workplaces",
    result=Symbol("places_total", "M", "всего рабочих мест", "pcs"),
    expression=total(Symbol("places", "c_пр.i", "рабочих мест", "pcs", series=True)),
)

AVERAGE_LOAD = Formula(
    id="sheltered.average_load",
    source=COMBINATION,
    title="Средняя загрузка рабочих без переходов",
    english="Average load of the workers",
    result=Symbol("average", "η_ср", "средняя загрузка рабочих", "share"),
    expression=total(Symbol("exact", "c_i", "расчётное число рабочих мест", "pcs", series=True))
    / WORKERS.result,
)

FORMULAS = (
    PLACES_EXACT,
    PLACES_ACCEPTED,
    FULL_PLACES,
    LOAD,
    LAST_PLACE,
    COMBINED_BUSY,
    COMBINED_WALK,
    COMBINED_LOAD,
    FULL_WORKERS,
    WORKERS,
    PLACES_TOTAL,
    AVERAGE_LOAD,
)
