"""Requirement and limits of resources, and what was spent against them (001 section 5; catalogue 95.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, Level, xy_series
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Inputs, Number, NumberMap, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("001", "разд. 5, п. 2.2, лимиты затрат ресурсов")

#: Use this close to the limit, as a share of it, still keeps it: binary noise.
_NOISE = 1e-9
_NO_NORM = Value(0, "unit/unit")

_NORM = Symbol("norm", "н_p", "норма расхода на единицу продукции", "unit/unit", series=True)
_RESERVE = Symbol("reserve", "з", "запас", "pct")
_PRICE = Symbol("price", "Ц", "цена ресурса", "rub/unit")

REQUIREMENT = Formula(
    id="supply.requirement",
    source=_SOURCE,
    title="Потребность в ресурсе на план",
    english="Requirement of a resource",
    result=Symbol("requirement", "П", "потребность на план", "unit"),
    expression=total(_NORM * Symbol("plan", "Q_п", "план продукции", "unit", series=True)),
)

LIMIT = Formula(
    id="supply.limit",
    source=_SOURCE,
    title="Лимит ресурса с запасом",
    english="Limit with the reserve",
    result=Symbol("limit", "Л", "лимит ресурса", "unit"),
    expression=REQUIREMENT.result * (1 + _RESERVE / HUNDRED_PERCENT),
)

LIMIT_MONEY = Formula(
    id="supply.limit_money",
    source=_SOURCE,
    title="Лимит ресурса в деньгах",
    english="Limit in money",
    result=Symbol("limit_rub", "Л_р", "лимит в деньгах", "rub"),
    expression=LIMIT.result * _PRICE,
)

FLEXED = Formula(
    id="supply.flexed_limit",
    source=_SOURCE,
    title="Лимит, пересчитанный на фактический выпуск",
    english="Limit flexed to actual output",
    result=Symbol("flexed", "Л_ф", "лимит на фактический выпуск", "unit"),
    expression=total(_NORM * Symbol("actual", "Q_ф", "фактический выпуск", "unit", series=True))
    * (1 + _RESERVE / HUNDRED_PERCENT),
)

DEVIATION = Formula(
    id="supply.deviation",
    source=_SOURCE,
    title="Отклонение расхода от пересчитанного лимита",
    english="Deviation from the flexed limit",
    result=Symbol("deviation", "Δ", "отклонение расхода", "unit"),
    expression=Symbol("used", "Р", "фактический расход", "unit") - FLEXED.result,
)

DEVIATION_PERCENT = Formula(
    id="supply.deviation_pct",
    source=_SOURCE,
    title="Отклонение к пересчитанному лимиту",
    english="Deviation, per cent of the limit",
    result=Symbol("deviation_pct", "δ", "отклонение к лимиту", "pct"),
    expression=DEVIATION.result * HUNDRED_PERCENT / FLEXED.result,
)

DEVIATION_MONEY = Formula(
    id="supply.deviation_money",
    source=_SOURCE,
    title="Отклонение в деньгах",
    english="Deviation in money",
    result=Symbol("deviation_rub", "Δ_р", "отклонение в деньгах", "rub"),
    expression=DEVIATION.result * _PRICE,
)

LIMIT_TOTAL = Formula(
    id="supply.limit_total",
    source=_SOURCE,
    title="Лимит по всем ресурсам",
    english="Limit of all resources",
    result=Symbol("limit_total", "Л_Σ", "лимит по всем ресурсам", "rub"),
    expression=total(Symbol("limit_rub", "Л_р.i", "лимит ресурса в деньгах", "rub", series=True)),
)

DEVIATION_TOTAL = Formula(
    id="supply.deviation_total",
    source=_SOURCE,
    title="Отклонение по всем ресурсам",
    english="Deviation of all resources",
    result=Symbol("deviation_total", "Δ_Σ", "отклонение по всем ресурсам", "rub"),
    expression=total(Symbol("deviation_rub", "Δ_р.i", "отклонение ресурса в деньгах", "rub", series=True)),
)


def _norms_of_known_products(given: Record) -> Iterable[Fault]:
    known = [product.text("name") for product in given.rows("products")]
    for place, resource in enumerate(given.rows("resources")):
        for name, norm in resource.table("norms").items():
            if name not in known:
                expected = f"одно из изделий: {', '.join(known)}"
                shown = number_text(norm.number)
                yield Fault(f"resources[{place}].norms.{name}", expected, shown, code="unknown_reference")


INPUTS = Inputs(
    fields=(
        Number("reserve_pct", "Запас к потребности", "pct", at_least=0),
        Rows(
            "products",
            "Продукция",
            (
                Text("name", "Изделие"),
                Number("plan_qty", "План", "unit", at_least=0),
                Number("actual_qty", "Факт", "unit", at_least=0),
            ),
            unique="name",
        ),
        Rows(
            "resources",
            "Ресурсы",
            (
                Text("name", "Ресурс"),
                Text("unit", "Единица ресурса", may_be_empty=True, optional=True),
                Number("price_rub", "Цена единицы ресурса", "rub/unit", at_least=0),
                NumberMap(
                    "norms",
                    "Нормы расхода",
                    Number("norm", "Норма", "unit/unit", at_least=0),
                    key_title="Изделие",
                    gaps=True,
                ),
                Number("actual_use", "Фактический расход", "unit", at_least=0),
            ),
        ),
    ),
    checks=(_norms_of_known_products,),
)

_Columns = dict[str, list[Value]]


def _columns(given: Record, work: Calculation) -> _Columns:
    """Numbers of every resource by key, in its own unit."""
    reserve = given.number("reserve_pct")
    plans = [product.number("plan_qty") for product in given.rows("products")]
    actuals = [product.number("actual_qty") for product in given.rows("products")]
    names = [product.text("name") for product in given.rows("products")]
    requirement, limit, money = work.use(REQUIREMENT), work.use(LIMIT), work.use(LIMIT_MONEY)
    flexed, deviation, deviation_money = work.use(FLEXED), work.use(DEVIATION), work.use(DEVIATION_MONEY)
    keys = ("requirement", "limit", "limit_rub", "flexed_limit", "deviation", "deviation_rub")
    columns: _Columns = {key: [] for key in keys}
    for resource in given.rows("resources"):
        label, price = resource.text("name"), resource.number("price_rub")
        unit = resource.maybe_text("unit") or "1"
        norms = [resource.table("norms").get(name, _NO_NORM) for name in names]
        need = requirement.line_in(label, unit, norm=norms, plan=plans)
        most = limit.line_in(label, unit, requirement=need, reserve=reserve)
        now = flexed.line_in(label, unit, norm=norms, actual=actuals, reserve=reserve)
        over = deviation.line_in(label, unit, used=resource.number("actual_use"), flexed=now)
        found = (
            need,
            most,
            money.line(label, limit=most, price=price),
            now,
            over,
            deviation_money.line(label, deviation=over, price=price),
        )
        for key, value in zip(keys, found, strict=True):
            columns[key].append(value)
    return columns


def _resources(
    resources: Sequence[Record], columns: _Columns, work: Calculation
) -> tuple[list[Outcome], list[str]]:
    """Rows of the resources, and the names of those beyond their limit."""
    use = work.use(DEVIATION_PERCENT)
    rows: list[Outcome] = []
    exceeded = []
    for place, resource in enumerate(resources):
        name = resource.text("name")
        over, limit = columns["deviation"][place], columns["flexed_limit"][place]
        within = over.number <= _NOISE * max(1.0, limit.number)
        percent = use.line(name, deviation=over, flexed=limit) if limit.number else None
        rows.append(
            {
                "name": name,
                **{key: column[place] for key, column in columns.items()},
                "deviation_pct": percent,
                "within_limit": within,
            }
        )
        if not within:
            exceeded.append(name)
            work.warn(
                "limit_exceeded",
                f"«{name}»: расход больше лимита на фактический выпуск на {number_text(over.number)}.",
            )
    return rows, exceeded


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Limits on the plan and on the fact, deviations, totals (catalogue 95.5)."""
    resources = given.rows("resources")
    work.section("Ресурсы")
    columns = _columns(given, work)
    rows, exceeded = _resources(resources, columns, work)
    work.section("Итоги")
    limit = work.apply(LIMIT_TOTAL, limit_rub=columns["limit_rub"])
    deviation = work.apply(DEVIATION_TOTAL, deviation_rub=columns["deviation_rub"])
    if work.recording:
        _explain(resources, rows, deviation, work)
    return {
        "resources": rows,
        "limit_total_rub": limit,
        "deviation_total_rub": deviation,
        "exceeded": exceeded,
    }


def _explain(
    resources: Sequence[Record], rows: Sequence[Outcome], deviation: Value, work: Calculation
) -> None:
    """Deviations in per cent against the limit; the money of all of them."""
    known = [
        (resource.text("name"), percent.number)
        for resource, row in zip(resources, rows, strict=True)
        if isinstance(row, dict) and isinstance(percent := row["deviation_pct"], Value)
    ]
    if known:
        names, numbers = zip(*known, strict=True)
        series = (xy_series("Отклонение", names, numbers),)
        work.draw(
            Figure(
                "bar", "Отклонение расхода", "Ресурс", "К лимиту, %", series, levels=(Level("Лимит", 0.0),)
            )
        )
    word = "Перерасход" if deviation.number > 0 else "Экономия"
    work.conclude(f"{word} по всем ресурсам {number_text(abs(deviation.number))} руб.")


METHOD = Method(
    id="supply.resource_limits",
    title="Потребность и лимиты ресурсов",
    purpose="Сколько ресурсов нужно на план и уложился ли расход в лимит на фактический выпуск.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
        REQUIREMENT,
        LIMIT,
        LIMIT_MONEY,
        FLEXED,
        DEVIATION,
        DEVIATION_PERCENT,
        DEVIATION_MONEY,
        LIMIT_TOTAL,
        DEVIATION_TOTAL,
    ),
    compute=compute,
)
