"""Payroll headcount and auxiliary workers of a sewing shop (003 section 6, formulas 6.6–6.11)."""

from __future__ import annotations

from potok.methods.labour import _staffing_formulas as formulas
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value


def _equipment(key: str, title: str) -> Rows:
    return Rows(
        key,
        title,
        (
            Text("name", "Оборудование"),
            Number("quantity_per_flow_pcs", "В одном потоке", "pcs", at_least=0),
            Number("units_per_item", "Условных единиц на одну", "unit/pcs", at_least=0),
        ),
        at_least_items=0,
    )


INPUTS = Inputs(
    fields=(
        Rows(
            "specialties",
            "Специальности потока",
            (Text("name", "Специальность"), Number("people", "Рабочих", "people", at_least=0)),
        ),
        Number("absence_pct", "Невыходы", "pct", at_least=0, below=100),
        Number("shifts", "Смен в сутки", "shift", above=0),
        Number("flows", "Потоков", above=0, whole=True),
        _equipment("process_equipment", "Технологическое оборудование"),
        _equipment("energy_equipment", "Энергетическое оборудование"),
        Number("mechanic_norm_units", "Норма обслуживания слесаря-ремонтника", "unit/people", above=0),
        Number("electrician_norm_units", "Норма обслуживания слесаря-электрика", "unit/people", above=0),
        Number("output_per_shift_pcs", "Выпуск потока в смену", "pcs", at_least=0),
        Number("inspection_norm_pcs", "Норма приёмки контролёра за смену", "pcs/people", above=0),
        Number("shop_area_m2", "Площадь цеха", "m2", at_least=0),
        Number("cleaning_norm_m2", "Норма уборки", "m2/people", above=0),
    ),
)

#: Auxiliary workers by the beginning of their keys.
_AUXILIARY = {
    "mechanics": "слесари-ремонтники",
    "electricians": "слесари-электрики",
    "inspectors": "контролёры ОТК",
    "cleaners": "уборщицы",
}


def _main(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Attending, listed and reserve operators of the flow and of the shop."""
    specialties = given.rows("specialties")
    multiple = {"shifts": given.number("shifts"), "flows": given.number("flows")}
    work.section("Поток")
    attending = work.apply(formulas.ATTENDING, people=[part.number("people") for part in specialties])
    exact = work.apply(formulas.LISTED_EXACT, attending=attending, absence=given.number("absence_pct"))
    listed = work.apply(formulas.LISTED, listed_exact=exact)
    reserve = work.apply(formulas.RESERVE, listed=listed, attending=attending)
    work.section("Цех")
    use = work.use(formulas.OF_SHOP)
    names = [part.text("name") for part in specialties]
    parts = [
        use.line(name, people=part.number("people"), **multiple)
        for name, part in zip(names, specialties, strict=True)
    ]
    return {
        "attending_people": attending,
        "listed_exact": exact,
        "listed_people": listed,
        "reserve_people": reserve,
        "specialties": [{"name": name, "shop_people": part} for name, part in zip(names, parts, strict=True)],
        "shop_attending_people": use.line("явочный состав", people=attending, **multiple),
        "shop_reserve_people": use.line("резерв", people=reserve, **multiple),
        "shop_listed_people": use.line("списочный состав", people=listed, **multiple),
    }


def _work_units(given: Record, work: Calculation) -> dict[str, Value]:
    """Equipment of one flow and the volumes of maintenance of all flows."""

    def quantities(key: str) -> list[Value]:
        return [part.number("quantity_per_flow_pcs") for part in given.rows(key)]

    def volume(key: str) -> dict[str, Value | list[Value]]:
        each = [part.number("units_per_item") for part in given.rows(key)]
        return {"quantity": quantities(key), "flows": given.number("flows"), "each": each}

    work.section("Объём обслуживания")
    process, energy = work.each(
        formulas.WORK_UNITS,
        [volume("process_equipment"), volume("energy_equipment")],
        ("технологическое оборудование", "энергетическое оборудование"),
    )
    return {
        "process_equipment_pcs": work.apply(formulas.EQUIPMENT, quantity=quantities("process_equipment")),
        "process_work_units": process,
        "energy_work_units": energy,
    }


def _auxiliary(given: Record, units: dict[str, Value], work: Calculation) -> dict[str, Value]:
    """Exact and accepted auxiliary workers."""
    shifts = given.number("shifts")
    work.section("Подсобные рабочие")
    mechanics, electricians = work.each(
        formulas.MECHANICS,
        [
            {"volume": units[volume], "norm": given.number(norm), "shifts": shifts}
            for volume, norm in (
                ("process_work_units", "mechanic_norm_units"),
                ("energy_work_units", "electrician_norm_units"),
            )
        ],
        ("слесари-ремонтники", "слесари-электрики"),
    )
    inspectors = work.apply(
        formulas.INSPECTORS,
        output=given.number("output_per_shift_pcs"),
        flows=given.number("flows"),
        norm=given.number("inspection_norm_pcs"),
        shifts=shifts,
    )
    cleaners = work.apply(
        formulas.CLEANERS,
        area=given.number("shop_area_m2"),
        norm=given.number("cleaning_norm_m2"),
        shifts=shifts,
    )
    exact = dict(zip(_AUXILIARY, (mechanics, electricians, inspectors, cleaners), strict=True))
    rows = [{"exact": number} for number in exact.values()]
    accepted = dict(zip(exact, work.each(formulas.ACCEPTED, rows, tuple(_AUXILIARY.values())), strict=True))
    found: dict[str, Value] = {}
    for key, title in _AUXILIARY.items():
        found |= {f"{key}_exact": exact[key], f"{key}_people": accepted[key]}
        if exact[key].number > 0 and not accepted[key].number:
            work.warn(
                "rounded_to_nobody",
                f"По норме нужно {number_text(exact[key].number)} чел. ({title}), округление до ближайшего "
                "целого не оставляет никого: работу надо поручить совместителю.",
            )
    return {**found, "auxiliary_people": work.apply(formulas.AUXILIARY, part=list(accepted.values()))}


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Operators, reserve and auxiliary workers (catalogue 85.2)."""
    main = _main(given, work)
    units = _work_units(given, work)
    auxiliary = _auxiliary(given, units, work)
    if work.recording:
        numbers = [auxiliary[f"{key}_people"].number for key in _AUXILIARY]
        series = xy_series("Подсобные рабочие", _AUXILIARY.values(), numbers)
        work.draw(Figure("bar", "Подсобные рабочие", "Профессия", "Численность, чел.", (series,)))
        work.conclude(
            f"Подсобных рабочих на все смены нужно {number_text(auxiliary['auxiliary_people'].number)} чел."
        )
    return {**main, **units, **auxiliary}


METHOD = Method(
    id="labour.staffing",
    title="Численность рабочих швейного цеха",
    purpose="Списочный состав, резерв и подсобные рабочие цеха из нескольких потоков.",
    source=Source("003", "разд. 6", "6.6–6.11"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
