"""Formulas of all measures of a plan together (004 §2.7; catalogue 65.1).

The output of one year is both a rate (`BASE_OUTPUT`, "unit/year") and, over the plan year, an amount
(`_YEAR_OUTPUT`, "unit").
"""

from __future__ import annotations

from potok.methods.economics._measure_formulas import (
    ANNUAL_SAVING,
    BASE_OUTPUT,
    CHANGES,
    MONTHS_OF_A_YEAR,
    OUTPUT_AFTER,
    PLACE,
    PLAN_SAVING,
    UNIT_COST,
)
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.expression import Const, Symbol
from potok.notes.formula import Formula, Limit, Source

_YEAR_OUTPUT = Symbol("year_output", "Q_1", "выпуск за год до мероприятий", "unit")
_MONTHS = Symbol("months", "m_i", "месяцы действия мероприятия", "month", series=True)
_RELEASED = Symbol("released", "R_i", "высвобождаемые работники", "people", series=True)
_WORKERS = Symbol("workers", "Л", "работников до мероприятий", "people")
_PRICE = Symbol("price", "Ц", "цена единицы", "rub")

INCREASE = Formula(
    id="economics.plan_output_increase",
    source=PLACE,
    title="Прирост выпуска в плановом году",
    english="Output increase in the plan year",
    result=Symbol("increase", "ΔQ", "прирост выпуска в плановом году", "unit"),
    expression=total(CHANGES * _MONTHS / MONTHS_OF_A_YEAR),
)

INCREASE_PERCENT = Formula(
    id="economics.plan_output_increase_pct",
    source=PLACE,
    title="Прирост выпуска в процентах",
    english="Output increase, per cent",
    result=Symbol("increase_pct", "δQ", "прирост выпуска в плановом году", "pct"),
    expression=INCREASE.result * HUNDRED_PERCENT / _YEAR_OUTPUT,
)

YEAR_PLAN_OUTPUT = Formula(
    id="economics.plan_year_output",
    source=PLACE,
    title="Выпуск планового года",
    english="Output of the plan year",
    result=Symbol("plan_year_output", "Q_пг", "выпуск планового года", "unit"),
    expression=_YEAR_OUTPUT + INCREASE.result,
)

TOTAL_ANNUAL = Formula(
    id="economics.total_annual_saving",
    source=Source("004", "§2.7", "55"),
    title="Условно-годовая экономия всех мероприятий",
    english="Annualised saving of all measures",
    result=Symbol("annual", "Э_у.г", "условно-годовая экономия всех мероприятий", "rub/year"),
    expression=total(
        Symbol("each_annual", "Э_у.г.i", "условно-годовая экономия мероприятия", "rub/year", series=True)
    ),
)

TOTAL_PLAN = Formula(
    id="economics.total_plan_saving",
    source=Source("004", "§2.7", "56"),
    title="Плановая экономия всех мероприятий",
    english="In-year saving of all measures",
    result=Symbol("plan", "Э_пл", "экономия всех мероприятий до конца года", "rub"),
    expression=total(Symbol("each_plan", "Э_пл.i", "плановая экономия мероприятия", "rub", series=True)),
)

TOTAL_CAPEX = Formula(
    id="economics.total_capex",
    source=PLACE,
    title="Затраты на все мероприятия",
    english="Capital outlay of all measures",
    result=Symbol("capex", "K", "затраты на все мероприятия", "rub"),
    expression=total(Symbol("each_capex", "K_i", "затраты на мероприятие", "rub", series=True)),
)

COST_AFTER_ALL = Formula(
    id="economics.unit_cost_after_all",
    source=PLACE,
    title="Себестоимость единицы после всех мероприятий",
    english="Unit cost after all measures",
    result=Symbol("cost_after_all", "C_2Σ", "себестоимость единицы после всех мероприятий", "rub"),
    expression=UNIT_COST
    + total(Symbol("cost_change", "ΔC_i", "изменение себестоимости от мероприятия", "rub", series=True)),
)

FULL_REDUCTION = Formula(
    id="economics.full_year_reduction",
    source=PLACE,
    title="Снижение себестоимости единицы в полногодовом исчислении",
    english="Full-year reduction of unit cost",
    result=Symbol("full_reduction", "ΔC_г", "снижение себестоимости за полный год", "rub"),
    expression=ANNUAL_SAVING.result / OUTPUT_AFTER.result,
)

FULL_REDUCTION_PERCENT = Formula(
    id="economics.full_year_reduction_pct",
    source=PLACE,
    title="Снижение себестоимости за полный год в процентах",
    english="Full-year reduction, per cent",
    result=Symbol("full_reduction_pct", "δC_г", "снижение себестоимости за полный год", "pct"),
    expression=FULL_REDUCTION.result * HUNDRED_PERCENT / UNIT_COST,
)

PLAN_REDUCTION = Formula(
    id="economics.plan_year_reduction",
    source=PLACE,
    title="Среднее снижение себестоимости за плановый год",
    english="Average reduction of unit cost in the plan year",
    result=Symbol("plan_reduction", "ΔC_ср", "среднее снижение себестоимости за плановый год", "rub"),
    expression=PLAN_SAVING.result / YEAR_PLAN_OUTPUT.result,
    limits=(
        Limit(
            YEAR_PLAN_OUTPUT.result > 0,
            "в плановом году выпуска не остаётся",
            "Проверьте изменения выпуска и месяцы ввода.",
        ),
    ),
)

PLAN_REDUCTION_PERCENT = Formula(
    id="economics.plan_year_reduction_pct",
    source=PLACE,
    title="Среднее снижение себестоимости в процентах",
    english="Average reduction, per cent",
    result=Symbol("plan_reduction_pct", "δC_ср", "среднее снижение себестоимости за плановый год", "pct"),
    expression=PLAN_REDUCTION.result * HUNDRED_PERCENT / UNIT_COST,
)

AVERAGE_WORKERS = Formula(
    id="economics.average_workers",
    source=PLACE,
    title="Среднегодовая численность",
    english="Average number of workers",
    result=Symbol("average", "Л_ср", "среднегодовая численность", "people"),
    expression=_WORKERS - total(_RELEASED * _MONTHS / Const(12, "month")),
)

WORKERS_CHANGE = Formula(
    id="economics.workers_change",
    source=PLACE,
    title="Изменение среднегодовой численности",
    english="Change of the number of workers",
    result=Symbol("workers_change", "ΔЛ", "изменение среднегодовой численности", "people"),
    expression=AVERAGE_WORKERS.result - _WORKERS,
)

WORKERS_CHANGE_PERCENT = Formula(
    id="economics.workers_change_pct",
    source=PLACE,
    title="Изменение численности в процентах",
    english="Change of the number of workers, per cent",
    result=Symbol("workers_change_pct", "δЛ", "изменение среднегодовой численности", "pct"),
    expression=WORKERS_CHANGE.result * HUNDRED_PERCENT / _WORKERS,
)

PRODUCTIVITY_PLAN = Formula(
    id="economics.productivity_plan",
    source=PLACE,
    title="Рост производительности труда за плановый год",
    english="Productivity growth in the plan year",
    result=Symbol("productivity_plan", "ΔПТ_пл", "рост производительности за плановый год", "pct"),
    expression=((YEAR_PLAN_OUTPUT.result / _YEAR_OUTPUT) / (AVERAGE_WORKERS.result / _WORKERS) - 1)
    * HUNDRED_PERCENT,
)

PRODUCTIVITY_FULL = Formula(
    id="economics.productivity_full_year",
    source=PLACE,
    title="Рост производительности труда в полногодовом исчислении",
    english="Full-year productivity growth",
    result=Symbol("productivity_full", "ΔПТ_г", "рост производительности за полный год", "pct"),
    expression=((OUTPUT_AFTER.result / BASE_OUTPUT) / ((_WORKERS - total(_RELEASED)) / _WORKERS) - 1)
    * HUNDRED_PERCENT,
)

PROFIT_BEFORE = Formula(
    id="economics.profit_before",
    source=PLACE,
    title="Прибыль до мероприятий",
    english="Profit before the measures",
    result=Symbol("profit_before", "П_1", "прибыль до мероприятий", "rub"),
    expression=_YEAR_OUTPUT * (_PRICE - UNIT_COST),
)

PROFIT_AFTER = Formula(
    id="economics.profit_after",
    source=PLACE,
    title="Прибыль планового года с мероприятиями",
    english="Profit of the plan year with the measures",
    result=Symbol("profit_after", "П_2", "прибыль планового года с мероприятиями", "rub"),
    expression=YEAR_PLAN_OUTPUT.result * (_PRICE - (UNIT_COST - PLAN_REDUCTION.result)),
)

PROFIT_CHANGE = Formula(
    id="economics.profit_change",
    source=PLACE,
    title="Изменение прибыли",
    english="Change of profit",
    result=Symbol("profit_change", "ΔП", "изменение прибыли", "rub"),
    expression=PROFIT_AFTER.result - PROFIT_BEFORE.result,
)

PROFIT_CHANGE_PERCENT = Formula(
    id="economics.profit_change_pct",
    source=PLACE,
    title="Изменение прибыли в процентах",
    english="Change of profit, per cent",
    result=Symbol("profit_change_pct", "δП", "изменение прибыли", "pct"),
    expression=PROFIT_CHANGE.result * HUNDRED_PERCENT / PROFIT_BEFORE.result,
)

FORMULAS = (
    INCREASE,
    INCREASE_PERCENT,
    YEAR_PLAN_OUTPUT,
    TOTAL_ANNUAL,
    TOTAL_PLAN,
    TOTAL_CAPEX,
    COST_AFTER_ALL,
    FULL_REDUCTION,
    FULL_REDUCTION_PERCENT,
    PLAN_REDUCTION,
    PLAN_REDUCTION_PERCENT,
    AVERAGE_WORKERS,
    WORKERS_CHANGE,
    WORKERS_CHANGE_PERCENT,
    PRODUCTIVITY_PLAN,
    PRODUCTIVITY_FULL,
    PROFIT_BEFORE,
    PROFIT_AFTER,
    PROFIT_CHANGE,
    PROFIT_CHANGE_PERCENT,
)
