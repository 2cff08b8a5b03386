"""Rhythm, arrhythmia and missed output of products by parts of a period (001 section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, both, case, minimum, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Inputs, Number, NumberList, Rows, Text, TextList
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("001", "разд. 4, ритмичность")

_PLAN = Symbol("plan", "В_п.t", "план части периода", "t", series=True)
_ACTUAL = Symbol("actual", "В_ф.t", "факт части периода", "t", series=True)
_ONE_PLAN = Symbol("plan", "В_п.t", "план части периода", "t")
_ONE_ACTUAL = Symbol("actual", "В_ф.t", "факт части периода", "t")

PLAN_TOTAL = Formula(
    id="organisation.plan_total",
    source=_SOURCE,
    title="План за период",
    english="Plan of the period",
    result=Symbol("plan_total", "В_п", "план за период", "t"),
    expression=total(_PLAN),
)

ACTUAL_TOTAL = Formula(
    id="organisation.actual_total",
    source=_SOURCE,
    title="Факт за период",
    english="Actual output of the period",
    result=Symbol("actual_total", "В_ф", "факт за период", "t"),
    expression=total(_ACTUAL),
)

FULFILMENT = Formula(
    id="organisation.fulfilment",
    source=_SOURCE,
    title="Выполнение плана части периода",
    english="Fulfilment of a part of the period",
    result=Symbol("fulfilment", "К_вып.t", "выполнение плана", "share"),
    expression=_ONE_ACTUAL / _ONE_PLAN,
)

CREDITED = Formula(
    id="organisation.credited_output",
    source=_SOURCE,
    title="Зачтённый выпуск: в каждой части не больше плана",
    english="Credited output",
    result=Symbol("credited", "В_зач", "зачтённый выпуск", "t"),
    expression=total(minimum(_ACTUAL, _PLAN)),
)

RHYTHM = Formula(
    id="organisation.rhythm_coefficient",
    source=_SOURCE,
    title="Коэффициент ритмичности",
    english="Rhythmicity coefficient",
    result=Symbol("rhythm", "К_ритм", "коэффициент ритмичности", "share"),
    expression=CREDITED.result / PLAN_TOTAL.result,
)

NEGATIVE = Formula(
    id="organisation.negative_arrhythmia",
    source=_SOURCE,
    title="Отрицательная аритмичность",
    english="Negative arrhythmia",
    result=Symbol("negative", "А_−", "сумма недовыполнений по частям"),
    expression=total(case(both(_PLAN > 0, _ACTUAL < _PLAN), 1 - _ACTUAL / _PLAN, 0)),
)

POSITIVE = Formula(
    id="organisation.positive_arrhythmia",
    source=_SOURCE,
    title="Положительная аритмичность",
    english="Positive arrhythmia",
    result=Symbol("positive", "А_+", "сумма перевыполнений по частям"),
    expression=total(case(both(_PLAN > 0, _ACTUAL > _PLAN), _ACTUAL / _PLAN - 1, 0)),
)

ARRHYTHMIA = Formula(
    id="organisation.arrhythmia_number",
    source=_SOURCE,
    title="Число аритмичности",
    english="Arrhythmia number",
    result=Symbol("arrhythmia", "А", "число аритмичности"),
    expression=NEGATIVE.result + POSITIVE.result,
)

MISSED = Formula(
    id="organisation.missed_output",
    source=_SOURCE,
    title="Упущенный выпуск",
    english="Missed output",
    result=Symbol("missed", "ΔВ", "упущенный выпуск", "t"),
    expression=PLAN_TOTAL.result - CREDITED.result,
)

MISSED_PERCENT = Formula(
    id="organisation.missed_output_pct",
    source=_SOURCE,
    title="Упущенный выпуск в процентах плана",
    english="Missed output, per cent of the plan",
    result=Symbol("missed_pct", "δВ", "упущенный выпуск", "pct"),
    expression=MISSED.result * HUNDRED_PERCENT / PLAN_TOTAL.result,
)

TOTAL_RHYTHM = Formula(
    id="organisation.total_rhythm",
    source=Source("convention", "каталог, 17.1"),
    title="Коэффициент ритмичности по всем изделиям",
    english="Rhythmicity over all products",
    result=Symbol("total_rhythm", "К_ритм.Σ", "ритмичность по всем изделиям", "share"),
    expression=total(Symbol("credited", "В_зач", "зачтённый выпуск изделия", "t", series=True))
    / total(Symbol("plan_total", "В_п", "план изделия", "t", series=True)),
)

TOTAL_MISSED = Formula(
    id="organisation.total_missed_output",
    source=Source("convention", "каталог, 17.3"),
    title="Упущенный выпуск всех изделий",
    english="Missed output of all products",
    result=Symbol("total_missed", "ΔВ_Σ", "упущенный выпуск всех изделий", "t"),
    expression=total(Symbol("missed", "ΔВ", "упущенный выпуск изделия", "t", series=True)),
)

FORMULAS = (
    PLAN_TOTAL,
    ACTUAL_TOTAL,
    FULFILMENT,
    CREDITED,
    RHYTHM,
    NEGATIVE,
    POSITIVE,
    ARRHYTHMIA,
    MISSED,
    MISSED_PERCENT,
    TOTAL_RHYTHM,
    TOTAL_MISSED,
)


def _a_number_for_each_part(given: Record) -> Iterable[Fault]:
    count = len(given.texts("periods"))
    for place, product in enumerate(given.rows("products")):
        for key in ("plan_t", "actual_t"):
            found = len(product.numbers(key))
            if found != count:
                expected = f"{count} чисел, по одному на часть периода"
                yield Fault(f"products[{place}].{key}", expected, f"чисел: {found}", code="bad_length")


INPUTS = Inputs(
    fields=(
        TextList("periods", "Части периода", at_least_items=1),
        Rows(
            "products",
            "Изделия",
            (
                Text("name", "Изделие"),
                NumberList("plan_t", "План по частям", Number("plan", "План", "t", at_least=0)),
                NumberList("actual_t", "Факт по частям", Number("actual", "Факт", "t", at_least=0)),
            ),
        ),
    ),
    checks=(_a_number_for_each_part,),
)


@dataclass(frozen=True, slots=True)
class _Product:
    """One product: what the totals need, and all its results."""

    name: str
    plan_total: Value
    credited: Value
    missed: Value
    results: dict[str, Outcome]


def _fulfilment(product: Record, periods: Sequence[str], work: Calculation) -> list[Value | None]:
    """Actual over plan by part; undefined where nothing was planned."""
    use = work.use(FULFILMENT)
    name = product.text("name")
    parts = zip(periods, product.numbers("plan_t"), product.numbers("actual_t"), strict=True)
    return [
        use.line(f"{name}, {period}", plan=plan, actual=actual) if plan.number else None
        for period, plan, actual in parts
    ]


def _product(product: Record, periods: Sequence[str], work: Calculation) -> _Product:
    """Rhythm, arrhythmia and missed output of one product."""
    name, plan, actual = product.text("name"), product.numbers("plan_t"), product.numbers("actual_t")
    work.section(f"Ритмичность: {name}")
    plan_total = work.apply(PLAN_TOTAL, name, plan=plan)
    actual_total = work.apply(ACTUAL_TOTAL, name, actual=actual)
    fulfilment = _fulfilment(product, periods, work)
    credited = work.apply(CREDITED, name, plan=plan, actual=actual)
    planned = plan_total.number > 0
    rhythm = work.apply(RHYTHM, name, credited=credited, plan_total=plan_total) if planned else None
    negative = work.apply(NEGATIVE, name, plan=plan, actual=actual)
    positive = work.apply(POSITIVE, name, plan=plan, actual=actual)
    missed = work.apply(MISSED, name, plan_total=plan_total, credited=credited)
    percent = work.apply(MISSED_PERCENT, name, missed=missed, plan_total=plan_total) if planned else None
    results: dict[str, Outcome] = {
        "name": name,
        "plan_total_t": plan_total,
        "actual_total_t": actual_total,
        "fulfilment_share": fulfilment,
        "credited_t": credited,
        "rhythm_coefficient_share": rhythm,
        "negative_arrhythmia": negative,
        "positive_arrhythmia": positive,
        "arrhythmia_number": work.apply(ARRHYTHMIA, name, negative=negative, positive=positive),
        "missed_output_t": missed,
        "missed_output_pct": percent,
    }
    return _Product(name, plan_total, credited, missed, results)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Coefficients of every product and of all together (catalogue 17.1–17.3)."""
    periods = given.texts("periods")
    _warn(given, work)
    found = [_product(product, periods, work) for product in given.rows("products")]
    work.section("Все изделия")
    rhythm = None
    if any(product.plan_total.number for product in found):
        rhythm = work.apply(
            TOTAL_RHYTHM,
            credited=[product.credited for product in found],
            plan_total=[product.plan_total for product in found],
        )
    missed = work.apply(TOTAL_MISSED, missed=[product.missed for product in found])
    if work.recording:
        _draw(given, work)
        shown = "не определён, плана нет" if rhythm is None else number_text(rhythm.number)
        work.conclude(
            f"Коэффициент ритмичности по всем изделиям {shown}; упущенный выпуск "
            f"{number_text(missed.number)} т."
        )
    return {
        "products": [product.results for product in found],
        "total_rhythm_coefficient_share": rhythm,
        "total_missed_output_t": missed,
    }


def _warn(given: Record, work: Calculation) -> None:
    for product in given.rows("products"):
        plan, actual = product.numbers("plan_t"), product.numbers("actual_t")
        if not any(part.number for part in plan):
            work.warn("no_plan", f"«{product.text('name')}»: плана нет, ритмичность не определена.")
        elif any(made.number and not wanted.number for wanted, made in zip(plan, actual, strict=True)):
            work.warn(
                "unplanned_output",
                f"«{product.text('name')}»: выпуск в части периода без плана не засчитан и в число "
                "аритмичности не вошёл.",
            )
    if len(given.rows("products")) > 1:
        work.warn(
            "one_measure",
            "Итог по изделиям складывает тонны: он верен для сравнимых изделий, иначе считайте в рублях.",
        )


def _draw(given: Record, work: Calculation) -> None:
    """Plan and fact of every product by part of the period."""
    periods = given.texts("periods")
    for product in given.rows("products"):
        series = (
            xy_series("План", periods, (part.number for part in product.numbers("plan_t"))),
            xy_series("Факт", periods, (part.number for part in product.numbers("actual_t"))),
        )
        title = f"План и факт по частям периода: {product.text('name')}"
        work.draw(Figure("bar", title, "Часть периода", "Выпуск, т", series))


METHOD = Method(
    id="organisation.rhythm",
    title="Ритмичность, аритмичность и упущенный выпуск",
    purpose="Насколько ровно по частям периода выполнялся план и сколько выпуска упущено.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=FORMULAS,
    compute=compute,
)
