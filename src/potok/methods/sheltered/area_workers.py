"""How many workers the area of a line has room for (002, formula 7)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import floor, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_SOURCE = Source("002", "численность по площади", "7")

_AREA = Symbol("area", "S_j", "площадь участка", "m2")
_PEOPLE = Symbol("people", "m_j", "рабочих на участке", "people")

WORKPLACE_AREA = Formula(
    id="sheltered.workplace_area",
    source=_SOURCE,
    title="Площадь на одного рабочего",
    english="Area of a workplace",
    result=Symbol("place", "S_рм", "площадь на одного рабочего", "m2"),
    expression=Symbol("factor", "k_j", "поправка на вид и степень ограничения")
    * (
        Symbol("equipment", "S_с.э", "площадь места с оборудованием", "m2")
        + Symbol("service", "S_обсл", "площадь обслуживания", "m2")
    ),
)

WORKERS_EXACT = Formula(
    id="sheltered.area_workers_exact",
    source=_SOURCE,
    title="Расчётная численность участка",
    english="Workers of a section, exact",
    result=Symbol("exact", "m_расч", "расчётная численность участка", "people"),
    expression=_AREA / WORKPLACE_AREA.result,
)

WORKERS = Formula(
    id="sheltered.area_workers",
    source=_SOURCE,
    title="Численность участка",
    english="Workers of a section",
    result=_PEOPLE,
    expression=floor(WORKERS_EXACT.result),
)

UNUSED_AREA = Formula(
    id="sheltered.unused_area",
    source=Source("convention", "каталог, 25.7"),
    title="Неиспользованная площадь участка",
    english="Unused area",
    result=Symbol("unused", "S_ост", "неиспользованная площадь", "m2"),
    expression=_AREA - _PEOPLE * WORKPLACE_AREA.result,
)

TOTAL_WORKERS = Formula(
    id="sheltered.area_workers_total",
    source=_SOURCE,
    title="Численность линии",
    english="Workers of the line",
    result=Symbol("all", "m", "рабочих на линии", "people"),
    expression=total(Symbol("people", "m_j", "рабочих на участке", "people", series=True)),
)

INPUTS = Inputs(
    fields=(
        Rows(
            "sections",
            "Участки линии",
            (
                Text("name", "Участок"),
                Number("area_m2", "Площадь участка", "m2", above=0),
                Number("equipment_area_m2", "Площадь места с оборудованием", "m2", above=0),
                Number("service_area_m2", "Площадь обслуживания", "m2", at_least=0),
                Number("correction_factor", "Поправка на вид и степень ограничения", above=0, default=1),
            ),
        ),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Workers of every room, rounded down in each (catalogue 25.7)."""
    sections = given.rows("sections")
    names = [section.text("name") for section in sections]
    rows = [
        {
            "factor": section.number("correction_factor"),
            "equipment": section.number("equipment_area_m2"),
            "service": section.number("service_area_m2"),
        }
        for section in sections
    ]
    places = work.each(WORKPLACE_AREA, rows, names)
    areas = [
        {"area": section.number("area_m2"), "place": place}
        for section, place in zip(sections, places, strict=True)
    ]
    exact = work.each(WORKERS_EXACT, areas, names)
    people = work.each(WORKERS, [{"exact": number} for number in exact], names)
    crowded = [{**area, "people": number} for area, number in zip(areas, people, strict=True)]
    unused = work.each(UNUSED_AREA, crowded, names)
    everyone = work.apply(TOTAL_WORKERS, people=people)
    for name, number in zip(names, people, strict=True):
        if not number.number:
            work.warn("no_room", f"«{name}»: площади не хватает ни на одно рабочее место.")
    if work.recording:
        work.conclude(f"На площади линии размещаются {number_text(everyone.number)} рабочих.")
    return {
        "sections": [
            {
                "name": name,
                "workplace_area_m2": places[place],
                "workers_exact": exact[place],
                "workers_people": people[place],
                "unused_area_m2": unused[place],
            }
            for place, name in enumerate(names)
        ],
        "total_workers_people": everyone,
    }


METHOD = Method(
    id="sheltered.area_workers",
    title="Численность рабочих по площади",
    purpose="Сколько рабочих с учётом вида ограничений вмещают участки линии.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(WORKPLACE_AREA, WORKERS_EXACT, WORKERS, UNUSED_AREA, TOTAL_WORKERS),
    compute=compute,
)
