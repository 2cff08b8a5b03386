"""List headcount, reserve and auxiliary workers of a sewing shop (003 section 6, formulas 6.6–6.11)."""

from __future__ import annotations

from potok.notes.algebra import nearest, total
from potok.notes.expression import Const, Symbol
from potok.notes.formula import Formula, Source


def _source(number: str) -> Source:
    return Source("003", "разд. 6", number)


_HUNDRED = Const(100, "pct")
_SHIFTS = Symbol("shifts", "К_см", "смен в сутки", "shift")
_FLOWS = Symbol("flows", "п", "потоков")
_ABSENCE = Symbol("absence", "z", "невыходы", "pct")
_QUANTITY = Symbol("quantity", "n_i", "единиц в одном потоке", "pcs", series=True)

ATTENDING = Formula(
    id="labour.attending_of_flow",
    source=_source("6.6"),
    title="Явочный состав потока",
    english="Attending operators of a flow",
    result=Symbol("attending", "К_яв", "явочный состав потока", "people"),
    expression=total(Symbol("people", "К_i", "рабочих специальности", "people", series=True)),
)

LISTED_EXACT = Formula(
    id="labour.listed_exact",
    source=_source("6.6"),
    title="Списочный состав потока, точно",
    english="Payroll headcount, exact",
    result=Symbol("listed_exact", "К_сп.т", "списочный состав, точно", "people"),
    expression=ATTENDING.result * _HUNDRED / (_HUNDRED - _ABSENCE),
)

LISTED = Formula(
    id="labour.listed",
    source=_source("6.6"),
    title="Списочный состав потока",
    english="Payroll headcount",
    result=Symbol("listed", "К_сп", "списочный состав", "people"),
    expression=nearest(LISTED_EXACT.result),
)

RESERVE = Formula(
    id="labour.reserve",
    source=_source("6.7"),
    title="Резервные рабочие потока",
    english="Reserve operators",
    result=Symbol("reserve", "К_рез", "резервные рабочие", "people"),
    expression=LISTED.result - ATTENDING.result,
)

OF_SHOP = Formula(
    id="labour.people_of_shop",
    source=_source("6.6"),
    title="Рабочие цеха: все смены и потоки",
    english="Operators of the shop",
    result=Symbol("shop", "К_ц", "рабочие цеха", "people"),
    expression=Symbol("people", "К", "рабочие потока", "people") * _SHIFTS * _FLOWS,
)

EQUIPMENT = Formula(
    id="labour.equipment_of_flow",
    source=_source("6.8"),
    title="Технологическое оборудование одного потока",
    english="Process equipment of a flow",
    result=Symbol("equipment", "n", "технологическое оборудование потока", "pcs"),
    expression=total(_QUANTITY),
)

WORK_UNITS = Formula(
    id="labour.maintenance_units",
    source=_source("6.8"),
    title="Объём обслуживания в условных единицах",
    english="Volume of maintenance in conditional units",
    result=Symbol("volume", "V", "объём обслуживания", "unit"),
    expression=total(
        _QUANTITY * _FLOWS * Symbol("each", "q_i", "условных единиц на одну", "unit/pcs", series=True)
    ),
)

MECHANICS = Formula(
    id="labour.maintainers_exact",
    source=_source("6.8, 6.9"),
    title="Слесари по объёму обслуживания",
    english="Mechanics and electricians by volume of maintenance",
    result=Symbol("exact", "К_сл.т", "слесарей, точно", "people"),
    expression=WORK_UNITS.result / Symbol("norm", "Н_обсл", "норма обслуживания", "unit/people") * _SHIFTS,
)

INSPECTORS = Formula(
    id="labour.inspectors_exact",
    source=_source("6.10"),
    title="Контролёры ОТК",
    english="Quality inspectors",
    result=Symbol("exact", "К_кон.т", "контролёров, точно", "people"),
    expression=Symbol("output", "В_см", "выпуск потока в смену", "pcs")
    * _FLOWS
    / Symbol("norm", "Н_пр", "норма приёмки за смену", "pcs/people")
    * _SHIFTS,
)

CLEANERS = Formula(
    id="labour.cleaners_exact",
    source=_source("6.11"),
    title="Уборщицы",
    english="Cleaners",
    result=Symbol("exact", "К_уб.т", "уборщиц, точно", "people"),
    expression=Symbol("area", "S_цеха", "площадь цеха", "m2")
    / Symbol("norm", "Н_уб", "норма уборки", "m2/people")
    * _SHIFTS,
)

ACCEPTED = Formula(
    id="labour.auxiliary_accepted",
    source=Source("convention", "каталог, 85.2"),
    title="Подсобные рабочие, целые",
    english="Auxiliary workers, whole",
    result=Symbol("accepted", "К", "подсобных рабочих", "people"),
    expression=nearest(Symbol("exact", "К_т", "подсобных рабочих, точно", "people")),
)

AUXILIARY = Formula(
    id="labour.auxiliary",
    source=_source("6.8–6.11"),
    title="Подсобные рабочие всего",
    english="Auxiliary workers",
    result=Symbol("auxiliary", "К_подс", "подсобных рабочих всего", "people"),
    expression=total(Symbol("part", "К_j", "подсобных рабочих", "people", series=True)),
)

FORMULAS = (
    ATTENDING,
    LISTED_EXACT,
    LISTED,
    RESERVE,
    OF_SHOP,
    EQUIPMENT,
    WORK_UNITS,
    MECHANICS,
    INSPECTORS,
    CLEANERS,
    ACCEPTED,
    AUXILIARY,
)
