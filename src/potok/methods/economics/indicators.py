"""Indicators of the factory and of the project side by side (003, table 6.11; catalogue 85.7)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("003", "табл. 6.11")

_FACTORY = Symbol("factory", "П_фабр", "показатель фабрики")
_PROJECT = Symbol("project", "П_пр", "показатель проекта")

ABSOLUTE = Formula(
    id="economics.absolute_deviation",
    source=_SOURCE,
    title="Абсолютное отклонение",
    english="Absolute deviation",
    result=Symbol("absolute", "Δ_абс", "абсолютное отклонение"),
    expression=_PROJECT - _FACTORY,
)

RELATIVE = Formula(
    id="economics.relative_deviation",
    source=_SOURCE,
    title="Относительное значение проекта",
    english="Relative value",
    result=Symbol("relative", "Δ_отн", "отношение проекта к фабрике", "share"),
    expression=_PROJECT / _FACTORY,
)

GROWTH = Formula(
    id="economics.indicator_growth",
    source=_SOURCE,
    title="Прирост показателя",
    english="Growth of the indicator",
    result=Symbol("growth", "Т_пр", "прирост показателя", "pct"),
    expression=(RELATIVE.result - 1) * HUNDRED_PERCENT,
)

INPUTS = Inputs(
    fields=(
        Rows(
            "rows",
            "Показатели",
            (
                Text("key", "Код"),
                Text("name", "Показатель"),
                Text("unit", "Единица", may_be_empty=True),
                Number("factory", "Фабрика"),
                Number("project", "Проект"),
            ),
            unique="key",
        ),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Deviations of every indicator (catalogue 85.7)."""
    rows = given.rows("rows")
    absolute, relative, growth = work.use(ABSOLUTE), work.use(RELATIVE), work.use(GROWTH)
    results: list[dict[str, Outcome]] = []
    growths: list[tuple[str, Value]] = []
    for row in rows:
        name = row.text("name")
        values = {"factory": row.number("factory"), "project": row.number("project")}
        found: dict[str, Outcome] = {
            "key": row.text("key"),
            "absolute": absolute.line_in(name, row.text("unit"), **values),
            "relative": None,
            "growth_pct": None,
        }
        if values["factory"].number:
            ratio = relative.line(name, **values)
            growths.append((name, growth.line(name, relative=ratio)))
            found |= {"relative": ratio, "growth_pct": growths[-1][1]}
        results.append(found)
    _warn(rows, work)
    if work.recording and growths:
        _explain(growths, work)
    return {"rows": results}


def _warn(rows: Sequence[Record], work: Calculation) -> None:
    for row in rows:
        number = row.number("factory").number
        if number == 0:
            work.warn(
                "no_base",
                f"«{row.text('name')}»: показатель фабрики равен нулю, отношение не определено.",
            )
        elif number < 0:
            work.warn(
                "negative_base",
                f"«{row.text('name')}»: показатель фабрики отрицательный, отношение и прирост не говорят, "
                "лучше стало или хуже; смотрите абсолютное отклонение.",
            )


def _explain(growths: Sequence[tuple[str, Value]], work: Calculation) -> None:
    """Growth of all indicators in one picture; the greatest change in words."""
    series = xy_series("Прирост", (name for name, _ in growths), (growth.number for _, growth in growths))
    work.draw(Figure("bar", "Прирост показателей проекта", "Показатель", "Прирост, %", (series,)))
    name, growth = max(growths, key=lambda pair: abs(pair[1].number))
    if growth.number:
        work.conclude(f"Сильнее всего изменился показатель «{name}»: {number_text(growth.number)} %.")
    else:
        work.conclude("Показатели проекта и фабрики совпадают.")


METHOD = Method(
    id="economics.indicators",
    title="Показатели фабрики и проекта",
    purpose="На сколько показатели проекта отличаются от действующего производства.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(ABSOLUTE, RELATIVE, GROWTH),
    compute=compute,
)
