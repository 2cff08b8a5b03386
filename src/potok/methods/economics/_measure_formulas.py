"""Formulas of one organisational or technical measure (004 §2.7, 55–58; catalogue 65.1).

Output, wages and savings of a full year are rates ("rub/year"); what happens until the end of the plan
year is an amount ("rub").
"""

from __future__ import annotations

from potok.notes.algebra import total
from potok.notes.expression import Const, Symbol
from potok.notes.formula import Formula, Limit, Source

PLACE = Source("004", "§2.7")
MONTHS_OF_A_YEAR = Const(12, "month/year")

BASE_OUTPUT = Symbol("base_output", "Q_1", "годовой выпуск до мероприятий", "unit/year")
CHANGE = Symbol("change", "Δq", "изменение годового выпуска", "unit/year")
CHANGES = Symbol("change", "Δq_i", "изменение годового выпуска от мероприятия", "unit/year", series=True)
MONTHS_ACTIVE = Symbol("months", "m", "месяцы действия в плановом году", "month")
UNIT_COST = Symbol("unit_cost", "C_1", "себестоимость единицы до мероприятий", "rub")
CAPEX = Symbol("capex", "K", "затраты на мероприятие", "rub")
NORMATIVE = Symbol("en", "E_н", "норматив эффективности", "1/year")
_BEFORE = Symbol("before", "h_0r", "норма расхода до", series=True)
_AFTER = Symbol("after", "h_1r", "норма расхода после", series=True)
_PRICE = Symbol("price", "p_r", "цена ресурса", "rub", series=True)

OUTPUT_AFTER = Formula(
    id="economics.output_after",
    source=PLACE,
    title="Годовой выпуск после всех мероприятий",
    english="Annual output after all measures",
    result=Symbol("output_after", "Q_2", "годовой выпуск после всех мероприятий", "unit/year"),
    expression=BASE_OUTPUT + total(CHANGES),
)

_OUTPUT = OUTPUT_AFTER.result
_HAS_OUTPUT = Limit(
    _OUTPUT > 0,
    "после мероприятий выпуска не остаётся",
    "Проверьте изменения выпуска: вместе с исходным выпуском они должны давать больше нуля.",
)

FIXED_COSTS = Formula(
    id="economics.fixed_costs_per_unit",
    source=PLACE,
    title="Условно-постоянные расходы на единицу",
    english="Fixed costs per unit",
    result=Symbol("fixed", "F", "условно-постоянные расходы на единицу до мероприятий", "rub"),
    expression=total(Symbol("item", "F_j", "статья условно-постоянных расходов", "rub", series=True)),
)

MONTHS = Formula(
    id="economics.months_active",
    source=PLACE,
    title="Месяцы действия в плановом году",
    english="Months active in the plan year",
    result=MONTHS_ACTIVE,
    expression=Const(13, "month") - Symbol("start", "s", "месяц ввода", "month"),
)

FIXED_CHANGE = Formula(
    id="economics.fixed_cost_change",
    source=PLACE,
    title="Изменение условно-постоянных расходов на единицу",
    english="Change of fixed costs per unit",
    result=Symbol("fixed_change", "ΔC_пост", "изменение условно-постоянных расходов на единицу", "rub"),
    expression=-(FIXED_COSTS.result * CHANGE / _OUTPUT),
    limits=(_HAS_OUTPUT,),
)

RESOURCE_CHANGE = Formula(
    id="economics.resource_cost_change",
    source=PLACE,
    title="Изменение затрат на ресурсы на единицу",
    english="Change of resource costs per unit",
    result=Symbol("resource_change", "ΔC_рес", "изменение затрат на ресурсы на единицу", "rub"),
    expression=-total((_BEFORE - _AFTER) * _PRICE),
)

LABOUR_SAVING = Formula(
    id="economics.labour_saving",
    source=PLACE,
    title="Экономия на оплате труда за год",
    english="Annual labour saving",
    result=Symbol("labour_saving", "Э_т", "экономия на оплате труда за год", "rub/year"),
    expression=Symbol("released", "R", "высвобождаемые работники", "people")
    * Symbol("wage", "W", "годовая зарплата одного работника", "rub/year")
    * (
        1
        + Symbol("social", "s_соц", "социальные взносы", "share")
        + Symbol("safety", "s_от", "отчисления на охрану труда", "share")
    ),
)

LABOUR_CHANGE = Formula(
    id="economics.labour_cost_change",
    source=PLACE,
    title="Изменение затрат на труд на единицу",
    english="Change of labour costs per unit",
    result=Symbol("labour_change", "ΔC_т", "изменение затрат на труд на единицу", "rub"),
    expression=-(LABOUR_SAVING.result / _OUTPUT),
    limits=(_HAS_OUTPUT,),
)

CAPITAL_CHARGE = Formula(
    id="economics.capital_charge",
    source=PLACE,
    title="Амортизация и ремонт за год",
    english="Annual depreciation and repair",
    result=Symbol("charge", "А", "амортизация и ремонт за год", "rub/year"),
    expression=CAPEX
    * (
        Symbol("depreciation", "a", "норма амортизации", "1/year")
        + Symbol("repair", "b", "затраты на текущий ремонт", "1/year")
    ),
)

CAPITAL_CHANGE = Formula(
    id="economics.capital_charge_change",
    source=PLACE,
    title="Амортизация и ремонт на единицу",
    english="Depreciation and repair per unit",
    result=Symbol("capital_change", "ΔC_ам", "амортизация и ремонт на единицу", "rub"),
    expression=CAPITAL_CHARGE.result / _OUTPUT,
    limits=(_HAS_OUTPUT,),
)

COST_CHANGE = Formula(
    id="economics.unit_cost_change",
    source=PLACE,
    title="Изменение себестоимости единицы",
    english="Change of unit cost",
    result=Symbol("cost_change", "ΔC", "изменение себестоимости единицы, снижение — с минусом", "rub"),
    expression=FIXED_CHANGE.result + RESOURCE_CHANGE.result + LABOUR_CHANGE.result + CAPITAL_CHANGE.result,
)

COST_AFTER = Formula(
    id="economics.unit_cost_after",
    source=PLACE,
    title="Себестоимость единицы после мероприятия",
    english="Unit cost after the measure",
    result=Symbol("cost_after", "C_2", "себестоимость единицы после мероприятия", "rub"),
    expression=UNIT_COST + COST_CHANGE.result,
)

ANNUAL_SAVING = Formula(
    id="economics.annual_saving",
    source=Source("004", "§2.7", "55"),
    title="Условно-годовая экономия",
    english="Annualised cost saving",
    result=Symbol("annual", "Э_у.г", "условно-годовая экономия", "rub/year"),
    expression=-COST_CHANGE.result * _OUTPUT,
)

PLAN_OUTPUT = Formula(
    id="economics.plan_output",
    source=Source("004", "§2.7", "56"),
    title="Выпуск со дня ввода до конца года",
    english="Output until the end of the year",
    result=Symbol("plan_output", "Q_пл", "выпуск со дня ввода до конца года", "unit"),
    expression=_OUTPUT * MONTHS_ACTIVE / MONTHS_OF_A_YEAR,
)

PLAN_SAVING = Formula(
    id="economics.plan_saving",
    source=Source("004", "§2.7", "56"),
    title="Плановая экономия до конца года",
    english="In-year planned saving",
    result=Symbol("plan", "Э_пл", "экономия до конца года", "rub"),
    expression=-COST_CHANGE.result * PLAN_OUTPUT.result,
)

GROUP_SAVING = Formula(
    id="economics.group_unit_saving",
    source=PLACE,
    title="Экономия на группе ресурсов на единицу",
    english="Saving on a group of resources per unit",
    result=Symbol("group_saving", "Э_гр", "экономия на группе ресурсов на единицу", "rub"),
    expression=total((_BEFORE - _AFTER) * _PRICE),
)

GROUP_ANNUAL = Formula(
    id="economics.group_annual_saving",
    source=Source("004", "§2.7", "55"),
    title="Условно-годовая экономия на группе ресурсов",
    english="Annualised saving on a group of resources",
    result=Symbol("group_annual", "Э_гр.г", "условно-годовая экономия на группе", "rub/year"),
    expression=GROUP_SAVING.result * _OUTPUT,
)

GROUP_PLAN = Formula(
    id="economics.group_plan_saving",
    source=Source("004", "§2.7", "56"),
    title="Экономия на группе ресурсов до конца года",
    english="In-year saving on a group of resources",
    result=Symbol("group_plan", "Э_гр.пл", "экономия на группе до конца года", "rub"),
    expression=GROUP_SAVING.result * PLAN_OUTPUT.result,
)

EFFECT = Formula(
    id="economics.net_effect",
    source=Source("004", "§2.7", "57"),
    title="Хозрасчётный эффект",
    english="Net annual economic effect",
    result=Symbol("effect", "Э_хр", "хозрасчётный эффект", "rub/year"),
    expression=ANNUAL_SAVING.result - NORMATIVE * CAPEX,
)

PAYBACK = Formula(
    id="economics.payback",
    source=Source("004", "§2.7", "58"),
    title="Срок окупаемости",
    english="Payback period",
    result=Symbol("payback", "T_ок", "срок окупаемости", "year"),
    expression=CAPEX / ANNUAL_SAVING.result,
    limits=(Limit(ANNUAL_SAVING.result > 0, "экономии нет, затраты не окупаются"),),
)

FORMULAS = (
    OUTPUT_AFTER,
    FIXED_COSTS,
    MONTHS,
    FIXED_CHANGE,
    RESOURCE_CHANGE,
    LABOUR_SAVING,
    LABOUR_CHANGE,
    CAPITAL_CHARGE,
    CAPITAL_CHANGE,
    COST_CHANGE,
    COST_AFTER,
    ANNUAL_SAVING,
    PLAN_OUTPUT,
    PLAN_SAVING,
    GROUP_SAVING,
    GROUP_ANNUAL,
    GROUP_PLAN,
    EFFECT,
    PAYBACK,
)
