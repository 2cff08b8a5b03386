"""Equipment of a sewing flow with its reserve (003 table 2.6; catalogue 95.4)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, nearest, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_TABLE = Source("003", "разд. 2, табл. 2.6")
_KINDS = {
    "universal": "универсальные машины",
    "special": "специальные машины",
    "semi_automatic": "полуавтоматы",
    "press": "прессы",
    "iron": "утюги",
    "table": "столы",
}
#: Kinds for which the source provides no reserve.
_NO_RESERVE = frozenset({"press", "iron", "table"})
_NOTHING = Value(0, "pct")

_MAIN = Symbol("main", "n", "основное оборудование", "pcs")
_RESERVE = Symbol("reserve", "n_рез", "запасное оборудование", "pcs")
_PART = Symbol("part", "n_i", "оборудование одной строки", "pcs", series=True)

MAIN = Formula(
    id="sewing.main_equipment",
    source=_TABLE,
    title="Основное оборудование",
    english="Main equipment",
    result=_MAIN,
    expression=total(_PART),
)

RESERVE = Formula(
    id="sewing.reserve_equipment",
    source=_TABLE,
    title="Запасное оборудование класса",
    english="Reserve equipment of a class",
    result=_RESERVE,
    expression=nearest(_MAIN * Symbol("pct", "z", "запас", "pct") / HUNDRED_PERCENT),
)

WITH_RESERVE = Formula(
    id="sewing.equipment",
    source=_TABLE,
    title="Оборудование с запасным",
    english="Equipment with the reserve",
    result=Symbol("whole", "n_Σ", "оборудование с запасным", "pcs"),
    expression=_MAIN + _RESERVE,
)

RESERVE_TOTAL = Formula(
    id="sewing.reserve_total",
    source=_TABLE,
    title="Запасное оборудование всего",
    english="Reserve equipment, total",
    result=_RESERVE,
    expression=total(_PART),
)

BEYOND_WORKERS = Formula(
    id="sewing.equipment_beyond_workers",
    source=_TABLE,
    title="Основное оборудование сверх числа рабочих",
    english="Main equipment beyond the number of operators",
    result=Symbol("difference", "Δ", "основное оборудование сверх числа рабочих", "pcs"),
    expression=_MAIN - Symbol("workers", "N_ф", "рабочих", "people"),
)

INPUTS = Inputs(
    fields=(
        Number("reserve_pct", "Запас по классам машин", "pct", at_least=0),
        Number("workers_people", "Рабочих потока", "people", at_least=0),
        Rows(
            "classes",
            "Классы оборудования",
            (
                Text("name", "Класс"),
                Text("kind", "Вид", choices=_KINDS),
                Rows(
                    "models",
                    "Модели",
                    (
                        Text("model", "Модель", may_be_empty=True, optional=True),
                        Number("main_pcs", "Основных", "pcs", at_least=0),
                    ),
                ),
            ),
        ),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Main and reserve equipment by class and in all (catalogue 95.4)."""
    classes = given.rows("classes")
    names = [part.text("name") for part in classes]
    work.section("Классы оборудования")
    counts = [{"part": [model.number("main_pcs") for model in part.rows("models")]} for part in classes]
    main = work.each(MAIN, counts, names)
    percents = [
        _NOTHING if part.text("kind") in _NO_RESERVE else given.number("reserve_pct") for part in classes
    ]
    pairs = zip(main, percents, strict=True)
    reserve = work.each(RESERVE, [{"main": number, "pct": pct} for number, pct in pairs], names)
    parts = zip(main, reserve, strict=True)
    whole = work.each(WITH_RESERVE, [{"main": number, "reserve": spare} for number, spare in parts], names)
    work.section("Поток")
    main_total = work.apply(MAIN, part=main)
    reserve_total = work.apply(RESERVE_TOTAL, part=reserve)
    everything = work.apply(WITH_RESERVE, main=main_total, reserve=reserve_total)
    beyond = work.apply(BEYOND_WORKERS, main=main_total, workers=given.number("workers_people"))
    if beyond.number < 0:
        work.warn(
            "fewer_machines_than_workers",
            f"Основного оборудования на {number_text(-beyond.number)} меньше, чем рабочих: проверьте, что "
            "столы ручных операций внесены в сводку.",
        )
    if work.recording:
        series = (
            xy_series("Основное", names, [number.number for number in main]),
            xy_series("Запасное", names, [number.number for number in reserve]),
        )
        work.draw(Figure("stacked", "Оборудование потока", "Класс", "Количество, шт.", series))
        work.conclude(
            f"Оборудования потока {number_text(everything.number)} шт., из них запасного "
            f"{number_text(reserve_total.number)}."
        )
    return {
        "classes": [
            {
                "name": name,
                "main_pcs": main[place],
                "reserve_pcs": reserve[place],
                "total_pcs": whole[place],
            }
            for place, name in enumerate(names)
        ],
        "main_total_pcs": main_total,
        "reserve_total_pcs": reserve_total,
        "total_pcs": everything,
        "main_minus_workers": beyond,
    }


METHOD = Method(
    id="sewing.equipment_summary",
    title="Сводка оборудования потока",
    purpose="Сколько основного и запасного оборудования нужно потоку по классам.",
    source=_TABLE,
    inputs=INPUTS,
    formulas=(MAIN, RESERVE, WITH_RESERVE, RESERVE_TOTAL, BEYOND_WORKERS),
    compute=compute,
)
