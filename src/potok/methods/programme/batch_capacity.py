"""Capacity of batch apparatus over consecutive stages (004 §3.4; catalogue 95.6)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.method import Method
from potok.notes.algebra import floor, smallest
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, Level, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§3.4, вариант 2, вопрос 9")

#: Capacities closer than this share are equal: the first stage limits.
_EQUAL = 1e-9

_COUNT = Symbol("count", "К_об", "число аппаратов", "pcs")
_RAW = Symbol("raw", "В_пл", "сырья за цикл", "unit")
_YIELD = Symbol("yield_share", "С", "выход продукта из сырья", "share")
_CAPACITY = Symbol("capacity", "M_i", "мощность стадии", "unit")

CYCLES = Formula(
    id="programme.batch_cycles",
    source=_SOURCE,
    title="Циклов аппарата за год",
    english="Cycles of an apparatus a year",
    result=Symbol("cycles", "n_ц", "циклов за год"),
    expression=Symbol("fund", "T_эф", "эффективный фонд времени", "h")
    / Symbol("cycle", "T_ц", "длительность цикла", "h"),
)

WHOLE_CYCLES = Formula(
    id="programme.batch_whole_cycles",
    source=_SOURCE,
    title="Полных циклов за год",
    english="Whole cycles a year",
    result=Symbol("whole", "n_ц.п", "полных циклов за год"),
    expression=floor(CYCLES.result),
)

CAPACITY = Formula(
    id="programme.batch_capacity",
    source=_SOURCE,
    title="Мощность стадии",
    english="Capacity of a stage",
    result=_CAPACITY,
    expression=CYCLES.result * _COUNT * _YIELD * _RAW,
)

WHOLE_CAPACITY = Formula(
    id="programme.batch_whole_capacity",
    source=_SOURCE,
    title="Мощность стадии по полным циклам",
    english="Capacity of a stage by whole cycles",
    result=Symbol("whole_capacity", "M_п.i", "мощность по полным циклам", "unit"),
    expression=WHOLE_CYCLES.result * _COUNT * _YIELD * _RAW,
)

LEAST = Formula(
    id="programme.batch_limiting_capacity",
    source=_SOURCE,
    title="Мощность цепочки стадий",
    english="Capacity of the chain",
    result=Symbol("chain", "M", "мощность цепочки", "unit"),
    expression=smallest(Symbol("capacity", "M_i", "мощность стадии", "unit", series=True)),
)

RESERVE = Formula(
    id="programme.batch_reserve",
    source=_SOURCE,
    title="Резерв мощности стадии",
    english="Reserve of a stage",
    result=Symbol("reserve", "R_i", "резерв мощности", "share"),
    expression=1 - LEAST.result / _CAPACITY,
)

INPUTS = Inputs(
    fields=(
        Rows(
            "groups",
            "Стадии по порядку",
            (
                Text("name", "Стадия"),
                Number("count_pcs", "Аппаратов", "pcs", above=0),
                Number("effective_h", "Эффективный фонд времени за год", "h", above=0, at_most=8784),
                Number("cycle_h", "Длительность цикла", "h", above=0),
                Number("raw_per_cycle", "Сырья за цикл", "unit", above=0),
                Number("yield_share", "Выход продукта из сырья", "share", above=0),
            ),
        ),
    ),
)


def _warn(group: Record, whole: Value, work: Calculation) -> None:
    name = group.text("name")
    if group.number("yield_share").number > 1:
        work.warn("yield_above_one", f"«{name}»: выход больше 1, проверьте, что это доля, а не проценты.")
    if not whole.number:
        work.warn("no_whole_cycle", f"«{name}»: за год не помещается ни одного полного цикла.")


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Stages, then the least of them (catalogue 95.6)."""
    groups = given.rows("groups")
    names = [group.text("name") for group in groups]
    work.section("Стадии")
    cycles = work.each(
        CYCLES,
        [{"fund": group.number("effective_h"), "cycle": group.number("cycle_h")} for group in groups],
        names,
    )
    wholes = work.each(WHOLE_CYCLES, [{"cycles": number} for number in cycles], names)
    shared = [
        {
            "count": group.number("count_pcs"),
            "raw": group.number("raw_per_cycle"),
            "yield_share": group.number("yield_share"),
        }
        for group in groups
    ]
    pairs = zip(shared, cycles, strict=True)
    capacities = work.each(CAPACITY, [{**part, "cycles": number} for part, number in pairs], names)
    pairs = zip(shared, wholes, strict=True)
    whole_capacities = work.each(WHOLE_CAPACITY, [{**part, "whole": number} for part, number in pairs], names)
    for group, whole in zip(groups, wholes, strict=True):
        _warn(group, whole, work)
    work.section("Цепочка стадий")
    chain = work.apply(LEAST, capacity=capacities)
    reserves = work.each(RESERVE, [{"chain": chain, "capacity": item} for item in capacities], names)
    limiting = next(
        name
        for name, capacity in zip(names, capacities, strict=True)
        if capacity.number <= chain.number * (1 + _EQUAL)
    )
    if work.recording:
        _explain(names, capacities, chain, limiting, work)
    return {
        "groups": [
            {
                "name": name,
                "cycles_raw": cycles[place],
                "cycles_whole": wholes[place],
                "capacity": capacities[place],
                "capacity_whole_cycles": whole_capacities[place],
            }
            for place, name in enumerate(names)
        ],
        "capacity": chain,
        "limiting": limiting,
        "reserve_share": reserves,
    }


def _explain(
    names: Sequence[str], capacities: Sequence[Value], chain: Value, limiting: str, work: Calculation
) -> None:
    """Capacities of the stages against that of the chain."""
    series = (xy_series("Мощность стадии", names, (item.number for item in capacities)),)
    levels = (Level("Мощность цепочки", chain.number),)
    work.draw(Figure("bar", "Мощность по стадиям", "Стадия", "Мощность, ед./год", series, levels))
    work.conclude(f"Мощность цепочки {number_text(chain.number)} ед. в год, её ограничивает «{limiting}».")


METHOD = Method(
    id="programme.batch_capacity",
    title="Мощность аппаратов периодического действия",
    purpose="Сколько продукта в год даёт цепочка аппаратов с циклами и какая стадия её ограничивает.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(CYCLES, WHOLE_CYCLES, CAPACITY, WHOLE_CAPACITY, LEAST, RESERVE),
    compute=compute,
)
