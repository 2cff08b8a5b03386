"""Measured working conditions against their limits (003 table 5.1; catalogue 95.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.methods.method import Method
from potok.notes.algebra import case, count, equal, total, unequal
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, grid_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("003", "табл. 5.1")

_ANY = "any"
_PERIODS = {"warm": "тёплый", "cold": "холодный", _ANY: "любой"}
#: Parameters of the source; others are shown as they are given.
_PARAMETERS = {
    "temperature": "температура",
    "humidity": "влажность",
    "air_speed": "скорость воздуха",
    "noise": "шум",
    "lighting": "освещённость",
    "dust": "пыль",
    "insulation": "изоляция",
    "exit_distance": "путь к выходу",
    "exits": "выходы",
}

_VALUE = Symbol("value", "x", "замер")
_LEAST = Symbol("least", "x_мин", "нижний предел")
_MOST = Symbol("most", "x_макс", "верхний предел")
_DEVIATION = Symbol("deviation", "Δ", "отклонение от нормы")
_DEVIATIONS = Symbol("deviation", "Δ_i", "отклонение от нормы", series=True)

BETWEEN = Formula(
    id="safety.deviation_between",
    source=_SOURCE,
    title="Отклонение замера от пределов",
    english="Deviation from a range",
    result=_DEVIATION,
    expression=case(_VALUE > _MOST, _VALUE - _MOST, case(_VALUE < _LEAST, _VALUE - _LEAST, 0)),
)

ABOVE = Formula(
    id="safety.deviation_above",
    source=_SOURCE,
    title="Отклонение замера от верхнего предела",
    english="Deviation from an upper limit",
    result=_DEVIATION,
    expression=case(_VALUE > _MOST, _VALUE - _MOST, 0),
)

BELOW = Formula(
    id="safety.deviation_below",
    source=_SOURCE,
    title="Отклонение замера от нижнего предела",
    english="Deviation from a lower limit",
    result=_DEVIATION,
    expression=case(_VALUE < _LEAST, _VALUE - _LEAST, 0),
)

VIOLATIONS = Formula(
    id="safety.violations",
    source=_SOURCE,
    title="Замеров вне нормы",
    english="Measurements outside the limits",
    result=Symbol("violations", "n_нар", "замеров вне нормы", "pcs"),
    expression=total(case(unequal(_DEVIATIONS, 0), 1, 0)),
)

WITHIN_SHARE = Formula(
    id="safety.within_share",
    source=_SOURCE,
    title="Доля замеров в норме",
    english="Share of measurements within the limits",
    result=Symbol("within", "d_норм", "доля замеров в норме", "share"),
    expression=total(case(equal(_DEVIATIONS, 0), 1, 0)) / count(_DEVIATIONS),
)


def _a_limit_has_ends(limit: Record) -> Iterable[Fault]:
    least, most = limit.maybe("min"), limit.maybe("max")
    if least is None and most is None:
        yield Fault("", "нижний предел min, верхний предел max или оба", None, code="missing_form")
    elif least is not None and most is not None and least.number > most.number:
        expected = f"не больше верхнего предела ({number_text(most.number)})"
        yield Fault("min", expected, number_text(least.number), code="out_of_range")


def _limits_differ(given: Record) -> Iterable[Fault]:
    seen: dict[tuple[str, str], int] = {}
    for place, limit in enumerate(given.rows("limits")):
        key = (limit.text("parameter"), limit.text("period"))
        if key in seen:
            expected = f"параметр и период, которых нет в строке {seen[key] + 1}"
            yield Fault(f"limits[{place}].parameter", expected, " / ".join(key), code="duplicate")
        seen.setdefault(key, place)


def _limits(given: Record) -> dict[tuple[str, str], Record]:
    return {(limit.text("parameter"), limit.text("period")): limit for limit in given.rows("limits")}


def _wanted(measurement: Record) -> tuple[tuple[str, str], tuple[str, str]]:
    """Which limit holds: that of the same period, else that of any period."""
    parameter = measurement.text("parameter")
    return (parameter, measurement.text("period")), (parameter, _ANY)


def _every_measurement_has_a_limit(given: Record) -> Iterable[Fault]:
    limits = _limits(given)
    known = ", ".join(dict.fromkeys(parameter for parameter, _ in limits))
    for place, measurement in enumerate(given.rows("measurements")):
        if not any(key in limits for key in _wanted(measurement)):
            parameter, period = measurement.text("parameter"), measurement.text("period")
            yield Fault(
                f"measurements[{place}].parameter",
                f"параметр с пределом периода «{period}» или «{_ANY}»; пределы есть у: {known}",
                parameter,
                "Добавьте предел в limits.",
                "unknown_reference",
            )


INPUTS = Inputs(
    fields=(
        Rows(
            "limits",
            "Нормы",
            (
                Text("parameter", "Параметр"),
                Text("period", "Период года", choices=_PERIODS),
                Text("unit", "Единица", may_be_empty=True, optional=True),
                Number("min", "Не ниже", optional=True),
                Number("max", "Не выше", optional=True),
            ),
            checks=(_a_limit_has_ends,),
        ),
        Rows(
            "measurements",
            "Замеры",
            (
                Text("place", "Место"),
                Text("parameter", "Параметр"),
                Text("period", "Период года", choices=_PERIODS),
                Number("value", "Замер"),
            ),
        ),
    ),
    checks=(_limits_differ, _every_measurement_has_a_limit),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A measurement and how far it lies outside its limit (in the unit of the limit)."""

    place: str
    parameter: str
    deviation: Value

    @property
    def within(self) -> bool:
        """Whether it keeps the limit; the ends belong to it."""
        return self.deviation.number == 0


def _measured(given: Record, work: Calculation) -> list[_Found]:
    """Deviation of every measurement."""
    limits = _limits(given)
    between, above, below = work.use(BETWEEN), work.use(ABOVE), work.use(BELOW)
    found = []
    for measurement in given.rows("measurements"):
        limit = next(limits[key] for key in _wanted(measurement) if key in limits)
        place, parameter = measurement.text("place"), measurement.text("parameter")
        label = f"{place}, {_PARAMETERS.get(parameter, parameter)}"
        unit, value = limit.maybe_text("unit") or "1", measurement.number("value")
        least, most = limit.maybe("min"), limit.maybe("max")
        if least is None and most is not None:
            deviation = above.line_in(label, unit, value=value, most=most)
        elif most is None and least is not None:
            deviation = below.line_in(label, unit, value=value, least=least)
        else:
            deviation = between.line_in(
                label, unit, value=value, least=limit.number("min"), most=limit.number("max")
            )
        found.append(_Found(place, parameter, deviation))
    return found


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Every measurement against its limit, then how many keep theirs (catalogue 95.4)."""
    work.section("Замеры")
    found = _measured(given, work)
    work.section("Итог")
    deviations = [item.deviation for item in found]
    violations = work.apply(VIOLATIONS, deviation=deviations)
    share = work.apply(WITHIN_SHARE, deviation=deviations)
    failed = list(dict.fromkeys(item.place for item in found if not item.within))
    if work.recording:
        _explain(found, failed, work)
    return {
        "rows": [
            {
                "place": item.place,
                "parameter": item.parameter,
                "within": item.within,
                "deviation": item.deviation,
            }
            for item in found
        ],
        "within_share": share,
        "violations": violations,
        "places_failed": failed,
    }


def _explain(found: Sequence[_Found], failed: Sequence[str], work: Calculation) -> None:
    """Places by parameters: within, above or below."""
    cells = [
        (item.place, _PARAMETERS.get(item.parameter, item.parameter), _mark(item.deviation.number))
        for item in found
    ]
    series = (grid_series("Замеры (✓ — в норме, ↑ — выше, ↓ — ниже)", cells),)
    work.draw(Figure("grid", "Замеры против норм", "Параметр", "Место", series))
    if failed:
        work.conclude(f"Нормы нарушены: {', '.join(failed)}.")
    else:
        work.conclude("Все замеры в норме.")


def _mark(deviation: float) -> str:
    if deviation == 0:
        return "✓"
    return "↑" if deviation > 0 else "↓"


METHOD = Method(
    id="safety.conditions",
    title="Проверка условий труда",
    purpose="Какие замеры микроклимата, шума, освещённости и других условий вышли за нормы и где.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(BETWEEN, ABOVE, BELOW, VIOLATIONS, WITHIN_SHARE),
    compute=compute,
)
