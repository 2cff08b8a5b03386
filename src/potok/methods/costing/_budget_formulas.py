"""Formulas of the budgets of units (001, section 5; catalogue 95.5)."""

from __future__ import annotations

from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source

SOURCE = Source("001", "разд. 5, п. 2.4–2.6")

_QUANTITY = Symbol("qty", "q_i", "количество продукта", series=True)
_VARIABLE = Symbol("variable", "Р_пер", "переменные расходы", "rub")
_SPECIAL = Symbol("special", "Р_спец", "специальные расходы сбыта", "rub")
_FIXED_SALES = Symbol("fixed_sales", "Р_сб", "постоянные расходы сбыта", "rub")
_INDIRECT = Symbol("indirect", "Р_косв", "косвенные расходы производства", "rub")
_SUPPLY = Symbol("supply", "Р_снаб", "расходы на снабжение", "rub")

REVENUE = Formula(
    id="costing.budget_revenue",
    source=SOURCE,
    title="Выручка подразделения",
    english="Revenue of a unit",
    result=Symbol("revenue", "В", "выручка", "rub"),
    expression=total(_QUANTITY * Symbol("price", "Ц_i", "цена продукта", "rub", series=True)),
)

VARIABLE = Formula(
    id="costing.budget_variable",
    source=SOURCE,
    title="Переменные расходы подразделения",
    english="Variable costs of a unit",
    result=_VARIABLE,
    expression=total(
        _QUANTITY
        * (
            Symbol("purchase", "з_i", "закупка на единицу", "rub", series=True)
            + Symbol("direct", "п_i", "прямые расходы на единицу", "rub", series=True)
            + Symbol("sales", "с_i", "переменные расходы сбыта на единицу", "rub", series=True)
        )
    ),
)

CONTRIBUTION_1 = Formula(
    id="costing.contribution_1",
    source=SOURCE,
    title="Сумма покрытия I",
    english="Contribution margin I",
    result=Symbol("first", "СП_I", "сумма покрытия I", "rub"),
    expression=REVENUE.result - _VARIABLE,
)

CONTRIBUTION_2 = Formula(
    id="costing.contribution_2",
    source=SOURCE,
    title="Сумма покрытия II",
    english="Contribution margin II",
    result=Symbol("second", "СП_II", "сумма покрытия II", "rub"),
    expression=CONTRIBUTION_1.result - _SPECIAL,
)

COSTS = Formula(
    id="costing.budget_costs",
    source=SOURCE,
    title="Затраты подразделения",
    english="Costs of a unit",
    result=Symbol("costs", "З", "затраты", "rub"),
    expression=_VARIABLE + _SPECIAL + _FIXED_SALES + _INDIRECT + _SUPPLY,
)

RESULT = Formula(
    id="costing.budget_result",
    source=SOURCE,
    title="Результат подразделения",
    english="Result of a unit",
    result=Symbol("result", "Р", "результат", "rub"),
    expression=CONTRIBUTION_2.result - _FIXED_SALES - _INDIRECT - _SUPPLY,
)

PROFITABILITY = Formula(
    id="costing.budget_profitability",
    source=Source("convention", "каталог, 95.5"),
    title="Рентабельность затрат",
    english="Profitability of costs",
    result=Symbol("profitability", "r", "рентабельность", "pct"),
    expression=RESULT.result * HUNDRED_PERCENT / COSTS.result,
)

SUM_OF_UNITS = Formula(
    id="costing.budget_sum",
    source=SOURCE,
    title="Сумма по подразделениям",
    english="Sum over the units",
    result=Symbol("sum", "Σ", "сумма по подразделениям", "rub"),
    expression=total(Symbol("part", "x_k", "показатель подразделения", "rub", series=True)),
)

_COMPANY_FIXED = Symbol("company_fixed", "Р_общ", "общефирменные постоянные расходы", "rub")

COMPANY_COSTS = Formula(
    id="costing.company_costs",
    source=SOURCE,
    title="Затраты предприятия",
    english="Costs of the company",
    result=Symbol("company_costs", "З_пр", "затраты предприятия", "rub"),
    expression=total(Symbol("costs", "З_k", "затраты подразделения", "rub", series=True)) + _COMPANY_FIXED,
)

COMPANY_RESULT = Formula(
    id="costing.company_result",
    source=SOURCE,
    title="Результат предприятия",
    english="Result of the company",
    result=Symbol("company_result", "Р_пр", "результат предприятия", "rub"),
    expression=total(Symbol("result", "Р_k", "результат подразделения", "rub", series=True)) - _COMPANY_FIXED,
)

DEVIATION = Formula(
    id="costing.target_deviation",
    source=SOURCE,
    title="Отклонение бюджета от цели",
    english="Deviation of the budget from the target",
    result=Symbol("deviation", "Δ", "отклонение от цели"),
    expression=Symbol("actual", "П", "показатель бюджета") - Symbol("target", "П_ц", "цель"),
)

FORMULAS = (
    REVENUE,
    VARIABLE,
    CONTRIBUTION_1,
    CONTRIBUTION_2,
    COSTS,
    RESULT,
    PROFITABILITY,
    SUM_OF_UNITS,
    COMPANY_COSTS,
    COMPANY_RESULT,
    DEVIATION,
)
