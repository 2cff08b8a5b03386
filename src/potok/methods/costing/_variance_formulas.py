"""Formulas of the variance analysis of unit cost (004 §2.9, 83–94; catalogue 80).

0 is the base (plan), 1 the actual; change = actual − base, "−" is a saving. The source numbers the other
way round.
"""

from __future__ import annotations

from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source


def _source(number: str) -> Source:
    return Source("004", "§2.9", number)


_SIGN = Symbol("sign", "s", "знак: 1, у реализуемых отходов −1")
_NORM_0 = Symbol("norm_0", "H_0", "норма расхода базовая")
_NORM_1 = Symbol("norm_1", "H_1", "норма расхода фактическая")
_PRICE_0 = Symbol("price_0", "Ц_0", "цена базовая", "rub")
_PRICE_1 = Symbol("price_1", "Ц_1", "цена фактическая", "rub")
_BASE = Symbol("base", "С_0", "базовая сумма на единицу", "rub")
_ACTUAL = Symbol("actual", "С_1", "фактическая сумма на единицу", "rub")
_CHANGE = Symbol("change", "ΔС", "изменение на единицу", "rub")
_FULL_BASE = Symbol("full_base", "С_пол.0", "базовая полная себестоимость", "rub")

MATERIAL_BASE = Formula(
    id="costing.variance_material_base",
    source=_source("83"),
    title="Затраты на ресурс по базе",
    english="Material cost, base",
    result=Symbol("material_base", "М_0", "затраты на ресурс по базе", "rub"),
    expression=_SIGN * _NORM_0 * _PRICE_0,
)

MATERIAL_MIDDLE = Formula(
    id="costing.variance_material_middle",
    source=_source("85"),
    title="Затраты на ресурс по фактическим нормам и базовым ценам",
    english="Material cost at actual norms and base prices",
    result=Symbol("material_middle", "М_01", "затраты по фактическим нормам и базовым ценам", "rub"),
    expression=_SIGN * _NORM_1 * _PRICE_0,
)

MATERIAL_ACTUAL = Formula(
    id="costing.variance_material_actual",
    source=_source("83"),
    title="Затраты на ресурс фактические",
    english="Material cost, actual",
    result=Symbol("material_actual", "М_1", "затраты на ресурс фактические", "rub"),
    expression=_SIGN * _NORM_1 * _PRICE_1,
)

NORM_EFFECT = Formula(
    id="costing.usage_variance",
    source=_source("85"),
    title="Влияние норм расхода",
    english="Usage variance",
    result=Symbol("norm_effect", "ΔМ_н", "влияние норм расхода", "rub"),
    expression=_SIGN * (_NORM_1 - _NORM_0) * _PRICE_0,
)

PRICE_EFFECT = Formula(
    id="costing.price_variance",
    source=_source("86"),
    title="Влияние цен",
    english="Price variance",
    result=Symbol("price_effect", "ΔМ_ц", "влияние цен", "rub"),
    expression=_SIGN * _NORM_1 * (_PRICE_1 - _PRICE_0),
)

SUM = Formula(
    id="costing.variance_sum",
    source=_source("83"),
    title="Сумма по статьям",
    english="Sum of the items",
    result=Symbol("sum", "Σ", "сумма", "rub"),
    expression=total(Symbol("item", "x_j", "слагаемое", "rub", series=True)),
)

CHANGE = Formula(
    id="costing.variance_change",
    source=_source("83, 87, 91"),
    title="Изменение затрат на единицу",
    english="Change of cost per unit",
    result=_CHANGE,
    expression=_ACTUAL - _BASE,
)

CHANGE_PERCENT = Formula(
    id="costing.variance_change_pct",
    source=_source("84, 88, 92"),
    title="Изменение в процентах к базе",
    english="Change, per cent of the base",
    result=Symbol("change_pct", "ΔС'", "изменение к базе", "pct"),
    expression=_CHANGE * HUNDRED_PERCENT / _BASE,
)

PERCENT_OF_COST = Formula(
    id="costing.variance_pct_of_cost",
    source=_source("84, 88, 92"),
    title="В процентах базовой полной себестоимости",
    english="Per cent of the base full cost",
    result=Symbol("pct_of_cost", "δ", "к базовой полной себестоимости", "pct"),
    expression=Symbol("effect", "Δ", "изменение или влияние на единицу", "rub")
    * HUNDRED_PERCENT
    / _FULL_BASE,
)

_OUTPUT = Symbol("output", "Q", "годовой выпуск", "unit")
_WORKERS = Symbol("workers", "Л", "численность основных рабочих", "people")

AVERAGE_WAGE = Formula(
    id="costing.derived_average_wage",
    source=Source("convention", "каталог, гл. 80"),
    title="Средняя зарплата, выведенная из зарплаты на единицу",
    english="Average wage derived from the wage per unit",
    result=Symbol("average", "З_ср", "средняя годовая зарплата рабочего", "rub"),
    expression=Symbol("wage", "З", "зарплата с отчислениями на единицу", "rub") * _OUTPUT / _WORKERS,
)

PRODUCTIVITY = Formula(
    id="costing.output_per_worker",
    source=Source("convention", "каталог, гл. 80"),
    title="Выработка на рабочего",
    english="Output per worker",
    result=Symbol("productivity", "В_р", "выработка на рабочего", "unit"),
    expression=_OUTPUT / _WORKERS,
)

WAGE_RATE_EFFECT = Formula(
    id="costing.wage_rate_variance",
    source=_source("89"),
    title="Влияние средней зарплаты",
    english="Wage-rate variance",
    result=Symbol("wage_rate_effect", "ΔЗ_ср", "влияние средней зарплаты", "rub"),
    expression=Symbol("wage_base", "З_0", "зарплата на единицу базовая", "rub")
    * (
        Symbol("average_1", "З_ср1", "средняя зарплата фактическая", "rub")
        / Symbol("average_0", "З_ср0", "средняя зарплата базовая", "rub")
        - 1
    ),
)

PRODUCTIVITY_EFFECT = Formula(
    id="costing.labour_efficiency_variance",
    source=_source("90"),
    title="Влияние производительности труда",
    english="Labour-efficiency variance",
    result=Symbol("productivity_effect", "ΔЗ_пт", "влияние производительности", "rub"),
    expression=Symbol("wage_change", "ΔЗ", "изменение зарплаты на единицу", "rub") - WAGE_RATE_EFFECT.result,
)

_OUTPUT_0 = Symbol("output_0", "Q_0", "годовой выпуск базовый", "unit")
_OUTPUT_1 = Symbol("output_1", "Q_1", "годовой выпуск фактический", "unit")

VOLUME_EFFECT = Formula(
    id="costing.volume_variance",
    source=_source("93"),
    title="Влияние объёма выпуска",
    english="Volume variance",
    result=Symbol("volume_effect", "ΔУ_Q", "влияние объёма", "rub"),
    expression=Symbol("overhead_base", "У_0", "условно-постоянные на единицу базовые", "rub")
    * (_OUTPUT_0 / _OUTPUT_1 - 1),
)

BUDGET_EFFECT = Formula(
    id="costing.budget_variance",
    source=_source("94"),
    title="Влияние сметы",
    english="Budget variance",
    result=Symbol("budget_effect", "ΔУ_с", "влияние сметы", "rub"),
    expression=Symbol("overhead_change", "ΔУ", "изменение условно-постоянных на единицу", "rub")
    - VOLUME_EFFECT.result,
)

ANNUAL_OVERHEAD = Formula(
    id="costing.annual_overhead",
    source=Source("convention", "каталог, гл. 80"),
    title="Условно-постоянные расходы за год",
    english="Annual overheads",
    result=Symbol("annual", "У_год", "условно-постоянные расходы за год", "rub"),
    expression=Symbol("overhead", "У", "условно-постоянные на единицу", "rub") * _OUTPUT,
)

COST_LEVEL = Formula(
    id="costing.cost_level",
    source=Source("convention", "каталог, гл. 80"),
    title="Себестоимость следующего уровня",
    english="Cost of the next level",
    result=Symbol("level", "С_ур", "себестоимость уровня", "rub"),
    expression=Symbol("below", "С_пред", "себестоимость предыдущего уровня", "rub")
    + total(Symbol("item", "x_j", "расходы уровня", "rub", series=True)),
)

FORMULAS = (
    MATERIAL_BASE,
    MATERIAL_MIDDLE,
    MATERIAL_ACTUAL,
    NORM_EFFECT,
    PRICE_EFFECT,
    SUM,
    CHANGE,
    CHANGE_PERCENT,
    PERCENT_OF_COST,
    AVERAGE_WAGE,
    PRODUCTIVITY,
    WAGE_RATE_EFFECT,
    PRODUCTIVITY_EFFECT,
    VOLUME_EFFECT,
    BUDGET_EFFECT,
    ANNUAL_OVERHEAD,
    COST_LEVEL,
)
