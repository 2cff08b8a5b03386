"""Formulas of the life-cycle effect of research (004 §2.7, 59; catalogue 65.2).

Years and horizons are plain numbers: they stand in exponents.
"""

from __future__ import annotations

from potok.notes.algebra import case, equal, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source

PLACE = Source("004", "§2.7")
EFFECT = Source("004", "§2.7", "59")

_DISCOUNT = Symbol("discount", "E", "норма дисконта", "share")
_OUTPUT = Symbol("output", "Q_t", "выпуск новой продукции", "t")
_NORM = Symbol("norm", "Y_t", "расход новой продукции на 1 т конечной", "t/t")
_PRICE = Symbol("price", "Ц_t", "цена конечного продукта", "rub/t")
_RESEARCH = Symbol("research", "НИР_t", "затраты на НИР", "rub")
_CAPITAL = Symbol("capital", "K_t", "капитальные вложения", "rub")

ALPHA = Formula(
    id="economics.discount_factor",
    source=EFFECT,
    title="Коэффициент приведения к расчётному году",
    english="Discount factor to the base year",
    result=Symbol("alpha", "α_t", "коэффициент приведения"),
    expression=(1 + _DISCOUNT) ** (Symbol("base", "t_р", "расчётный год") - Symbol("year", "t", "год")),
)

RESULT = Formula(
    id="economics.lifecycle_result",
    source=PLACE,
    title="Результаты года",
    english="Results of a year",
    result=Symbol("result", "P_t", "результаты года", "rub"),
    expression=case(equal(_OUTPUT, 0), 0, _OUTPUT / _NORM * _PRICE),
)

PRODUCTION = Formula(
    id="economics.lifecycle_production_cost",
    source=PLACE,
    title="Затраты при производстве",
    english="Costs of production",
    result=Symbol("production", "З_пр.t", "затраты при производстве", "rub"),
    expression=_RESEARCH
    + _CAPITAL
    - Symbol("salvage", "Л_t", "ликвидационная стоимость", "rub")
    + Symbol("unit_cost", "c_t", "себестоимость новой продукции", "rub/t")
    * (1 - Symbol("depreciation", "δ_t", "доля амортизации в себестоимости", "share"))
    * _OUTPUT,
)

USE = Formula(
    id="economics.lifecycle_use_cost",
    source=PLACE,
    title="Затраты при использовании",
    english="Costs of use",
    result=Symbol("use", "З_исп.t", "затраты при использовании", "rub"),
    expression=(
        Symbol("opex", "u_t", "текущие издержки потребителя", "rub/t")
        - Symbol("consumer_depreciation", "d_t", "амортизация в издержках потребителя", "rub/t")
        + Symbol("consumer_capital", "k_t", "сопутствующие капитальные вложения потребителя", "rub/t")
    )
    * _OUTPUT,
)

DISCOUNTED_RESULT = Formula(
    id="economics.discounted_result",
    source=EFFECT,
    title="Приведённые результаты года",
    english="Discounted results of a year",
    result=Symbol("discounted_result", "P_t.α", "приведённые результаты года", "rub"),
    expression=RESULT.result * ALPHA.result,
)

DISCOUNTED_COST = Formula(
    id="economics.discounted_cost",
    source=EFFECT,
    title="Приведённые затраты года",
    english="Discounted costs of a year",
    result=Symbol("discounted_cost", "З_t.α", "приведённые затраты года", "rub"),
    expression=(PRODUCTION.result + USE.result) * ALPHA.result,
)

YEAR_EFFECT = Formula(
    id="economics.discounted_effect",
    source=EFFECT,
    title="Приведённый эффект года",
    english="Discounted effect of a year",
    result=Symbol("year_effect", "Э_t", "приведённый эффект года", "rub"),
    expression=DISCOUNTED_RESULT.result - DISCOUNTED_COST.result,
)

CUMULATIVE = Formula(
    id="economics.cumulative_effect",
    source=EFFECT,
    title="Эффект нарастающим итогом",
    english="Cumulative effect",
    result=Symbol("cumulative", "Э_Σ.t", "эффект с начала жизненного цикла", "rub"),
    expression=total(Symbol("year_effect", "Э_t", "приведённый эффект года", "rub", series=True)),
)

_ALPHAS = Symbol("alpha", "α_t", "коэффициент приведения", series=True)

TOTAL_RESULT = Formula(
    id="economics.lifecycle_total_result",
    source=EFFECT,
    title="Результаты за жизненный цикл",
    english="Discounted results of the life cycle",
    result=Symbol("total_result", "P_Σ", "приведённые результаты", "rub"),
    expression=total(Symbol("discounted_result", "P_t.α", "приведённые результаты года", "rub", series=True)),
)

TOTAL_PRODUCTION = Formula(
    id="economics.lifecycle_total_production",
    source=EFFECT,
    title="Затраты при производстве за жизненный цикл",
    english="Discounted costs of production",
    result=Symbol("total_production", "З_пр", "приведённые затраты при производстве", "rub"),
    expression=total(
        Symbol("production", "З_пр.t", "затраты при производстве", "rub", series=True) * _ALPHAS
    ),
)

TOTAL_USE = Formula(
    id="economics.lifecycle_total_use",
    source=EFFECT,
    title="Затраты при использовании за жизненный цикл",
    english="Discounted costs of use",
    result=Symbol("total_use", "З_исп", "приведённые затраты при использовании", "rub"),
    expression=total(Symbol("use", "З_исп.t", "затраты при использовании", "rub", series=True) * _ALPHAS),
)

TOTAL_COST = Formula(
    id="economics.lifecycle_total_cost",
    source=EFFECT,
    title="Затраты за жизненный цикл",
    english="Discounted costs of the life cycle",
    result=Symbol("total_cost", "З_Σ", "приведённые затраты", "rub"),
    expression=TOTAL_PRODUCTION.result + TOTAL_USE.result,
)

TOTAL_EFFECT = Formula(
    id="economics.lifecycle_effect",
    source=EFFECT,
    title="Интегральный эффект",
    english="Discounted life-cycle effect",
    result=Symbol("effect", "Э_п", "интегральный эффект", "rub"),
    expression=TOTAL_RESULT.result - TOTAL_COST.result,
)

TOTAL_CAPITAL = Formula(
    id="economics.lifecycle_capital",
    source=PLACE,
    title="Приведённые единовременные затраты",
    english="Discounted one-time costs",
    result=Symbol("whole_capital", "K", "приведённые затраты на НИР и капитальные вложения", "rub"),
    expression=total(
        (
            Symbol("research", "НИР_t", "затраты на НИР", "rub", series=True)
            + Symbol("capital", "K_t", "капитальные вложения", "rub", series=True)
        )
        * _ALPHAS
    ),
)

STABLE_RESULT = Formula(
    id="economics.stable_result",
    source=PLACE,
    title="Годовые результаты стабильного производства",
    english="Annual results of stable production",
    result=Symbol("annual_result", "P_г", "результаты за год", "rub"),
    expression=Symbol("stable_output", "B", "стабильный выпуск", "t") / _NORM * _PRICE,
)

STABLE_OPEX = Formula(
    id="economics.stable_opex",
    source=PLACE,
    title="Годовые текущие издержки",
    english="Annual operating costs",
    result=Symbol("annual_opex", "И_г", "текущие издержки за год без реновации", "rub"),
    expression=Symbol("stable_output", "B", "стабильный выпуск", "t")
    * Symbol("unit_opex", "И", "текущие издержки без реновации на единицу", "rub/t"),
)

_HORIZON = Symbol("horizon", "T", "срок, лет")

RENOVATION = Formula(
    id="economics.renovation_coefficient",
    source=PLACE,
    title="Коэффициент реновации",
    english="Sinking-fund factor",
    result=Symbol("renovation", "К_р", "коэффициент реновации"),
    expression=case(equal(_DISCOUNT, 0), 1 / _HORIZON, _DISCOUNT / ((1 + _DISCOUNT) ** _HORIZON - 1)),
)

RECOVERY = Formula(
    id="economics.capital_recovery",
    source=PLACE,
    title="Коэффициент капитального восстановления",
    english="Capital recovery factor",
    result=Symbol("recovery", "К_в", "коэффициент капитального восстановления"),
    expression=RENOVATION.result + _DISCOUNT,
)

ANNUAL_COST = Formula(
    id="economics.stable_annual_cost",
    source=PLACE,
    title="Годовые затраты стабильного производства",
    english="Annual costs of stable production",
    result=Symbol("annual_cost", "З_г", "затраты за год", "rub"),
    expression=STABLE_OPEX.result + RECOVERY.result * TOTAL_CAPITAL.result,
)

DIFFERENCE = Formula(
    id="economics.stable_difference",
    source=PLACE,
    title="Годовое превышение результатов над затратами",
    english="Annual results less costs",
    result=Symbol("difference", "ΔP_г", "результаты за год без затрат", "rub"),
    expression=STABLE_RESULT.result - ANNUAL_COST.result,
)

STABLE_EFFECT = Formula(
    id="economics.stable_effect",
    source=PLACE,
    title="Эффект стабильного производства за срок",
    english="Effect of stable production over the horizon",
    result=Symbol("stable_effect", "Э_T", "эффект за срок", "rub"),
    expression=DIFFERENCE.result / RECOVERY.result,
)

_PREVIOUS = Symbol("previous", "Э_пред", "эффект за предыдущий срок", "rub")

GROWTH = Formula(
    id="economics.stable_growth",
    source=PLACE,
    title="Индекс роста эффекта",
    english="Growth index of the effect",
    result=Symbol("growth", "i_Э", "индекс роста к предыдущему сроку"),
    expression=STABLE_EFFECT.result / _PREVIOUS,
)

FORMULAS = (
    ALPHA,
    RESULT,
    PRODUCTION,
    USE,
    DISCOUNTED_RESULT,
    DISCOUNTED_COST,
    YEAR_EFFECT,
    CUMULATIVE,
    TOTAL_RESULT,
    TOTAL_PRODUCTION,
    TOTAL_USE,
    TOTAL_COST,
    TOTAL_EFFECT,
    TOTAL_CAPITAL,
    STABLE_RESULT,
    STABLE_OPEX,
    RENOVATION,
    RECOVERY,
    ANNUAL_COST,
    DIFFERENCE,
    STABLE_EFFECT,
    GROWTH,
)
