"""Formulas of the unit cost sheet and the price (003, 6.33–6.50; catalogue 85.6)."""

from __future__ import annotations

from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.expression import Const, Expr, Symbol
from potok.notes.formula import Formula, Limit, Source

_SECTION = "разд. 6"


def _source(number: str) -> Source:
    return Source("003", _SECTION, number)


def _percent(key: str, notation: str, meaning: str) -> Expr:
    """A percentage as a factor."""
    return Symbol(key, notation, meaning, "pct") / HUNDRED_PERCENT


MATERIAL = Formula(
    id="costing.material",
    source=_source("6.33"),
    title="Затраты на материал",
    english="Cost of a material",
    result=Symbol("material", "М_r", "затраты на материал", "rub"),
    expression=Symbol("price", "Ц_r", "цена материала", "rub") * Symbol("norm", "Н_r", "норма расхода"),
)

MATERIAL_COST = Formula(
    id="costing.material_cost",
    source=_source("6.33"),
    title="Материальные затраты",
    english="Material cost",
    result=Symbol("materials", "МЗ", "материальные затраты", "rub"),
    expression=total(Symbol("material", "М_r", "затраты на материал", "rub", series=True)),
)

HOURLY_FUND = Formula(
    id="costing.hourly_piece_fund",
    source=_source("6.35"),
    title="Часовой фонд зарплаты сдельщиков",
    english="Hourly wage fund of pieceworkers",
    result=Symbol("fund", "ФЗП_час.сд", "часовой фонд сдельщиков", "krub"),
    expression=Symbol("direct", "ФЗП_пр.сд", "прямой фонд сдельщиков", "krub")
    + Symbol("bonus", "П_р.сд", "премия сдельщиков", "krub")
    + Symbol("evening", "Д_веч.сд", "вечерние доплаты сдельщиков", "krub")
    + Symbol("other", "Д_пр", "прочие доплаты", "krub"),
)

_BASIC = Symbol("basic", "ЗП_осн", "основная заработная плата", "rub")

BASIC_WAGE = Formula(
    id="costing.basic_wage",
    source=_source("6.34"),
    title="Основная заработная плата на изделие",
    english="Direct labour cost",
    result=_BASIC,
    expression=HOURLY_FUND.result
    * Const(1000, "rub/krub")
    / Symbol("output", "В_год", "годовой выпуск", "pcs")
    * Symbol("cutting", "К_раскр", "коэффициент на раскройный цех"),
)

ADDITIONAL_WAGE = Formula(
    id="costing.additional_wage",
    source=_source("6.36"),
    title="Дополнительная заработная плата",
    english="Supplementary wage",
    result=Symbol("additional", "ЗП_доп", "дополнительная заработная плата", "rub"),
    expression=_BASIC * _percent("pct", "p_доп", "дополнительная от основной"),
)

_WAGES = _BASIC + ADDITIONAL_WAGE.result

SOCIAL = Formula(
    id="costing.social_security",
    source=_source("6.37"),
    title="Отчисления на социальную защиту",
    english="Social security",
    result=Symbol("social", "ОТЧ", "отчисления на социальную защиту", "rub"),
    expression=_WAGES * _percent("pct", "p_соц", "отчисления от зарплаты"),
)

INSURANCE = Formula(
    id="costing.insurance",
    source=_source("6.38"),
    title="Страховой налог",
    english="Accident insurance",
    result=Symbol("insurance", "НАЛ", "страховой налог", "rub"),
    expression=_WAGES * _percent("pct", "p_стр", "страховой налог от зарплаты"),
)

GENERAL_PRODUCTION = Formula(
    id="costing.general_production",
    source=_source("6.39"),
    title="Общепроизводственные расходы",
    english="Shop overhead",
    result=Symbol("general_production", "Р_пр", "общепроизводственные расходы", "rub"),
    expression=_BASIC * _percent("pct", "p_пр", "общепроизводственные от основной зарплаты"),
)

GENERAL_FACTORY = Formula(
    id="costing.general_factory",
    source=_source("6.40"),
    title="Общефабричные расходы",
    english="Factory overhead",
    result=Symbol("general_factory", "Р_фаб", "общефабричные расходы", "rub"),
    expression=_BASIC * _percent("pct", "p_фаб", "общефабричные от основной зарплаты"),
)

PRODUCTION_COST = Formula(
    id="costing.sheet_production_cost",
    source=_source("6.41"),
    title="Производственная себестоимость",
    english="Production cost",
    result=Symbol("production", "С_пр", "производственная себестоимость", "rub"),
    expression=MATERIAL_COST.result
    + _BASIC
    + ADDITIONAL_WAGE.result
    + SOCIAL.result
    + INSURANCE.result
    + GENERAL_PRODUCTION.result
    + GENERAL_FACTORY.result,
)

COMMERCIAL = Formula(
    id="costing.sheet_commercial",
    source=_source("6.42"),
    title="Коммерческие расходы",
    english="Selling costs",
    result=Symbol("commercial", "Р_ком", "коммерческие расходы", "rub"),
    expression=PRODUCTION_COST.result * _percent("pct", "p_ком", "коммерческие от производственной"),
)

INNOVATION = Formula(
    id="costing.innovation",
    source=_source("6.43"),
    title="Отчисления в инновационный фонд",
    english="Innovation levy",
    result=Symbol("innovation", "Р_ин", "инновационные расходы", "rub"),
    expression=(PRODUCTION_COST.result + COMMERCIAL.result)
    * _percent("pct", "p_ин", "инновационные от производственной и коммерческих"),
)

FULL_COST = Formula(
    id="costing.sheet_full_cost",
    source=_source("6.44"),
    title="Полная себестоимость",
    english="Full cost",
    result=Symbol("full", "С_полн", "полная себестоимость", "rub"),
    expression=PRODUCTION_COST.result + COMMERCIAL.result + INNOVATION.result,
)

PROFIT = Formula(
    id="costing.sheet_profit",
    source=_source("6.45"),
    title="Прибыль",
    english="Profit",
    result=Symbol("profit", "ПР", "прибыль", "rub"),
    expression=FULL_COST.result * _percent("pct", "p_рент", "плановая рентабельность"),
)

CALCULATED_PRICE = Formula(
    id="costing.calculated_price",
    source=_source("6.46"),
    title="Расчётная цена",
    english="Ex-works price",
    result=Symbol("calculated", "Ц_расч", "расчётная цена", "rub"),
    expression=FULL_COST.result + PROFIT.result,
)

VAT = Formula(
    id="costing.vat",
    source=_source("6.47"),
    title="Налог на добавленную стоимость",
    english="Value added tax",
    result=Symbol("vat", "НДС", "налог на добавленную стоимость", "rub"),
    expression=CALCULATED_PRICE.result * _percent("pct", "p_НДС", "ставка НДС"),
)

PRICE = Formula(
    id="costing.selling_price",
    source=_source("6.48"),
    title="Отпускная цена",
    english="Selling price",
    result=Symbol("selling", "Ц_отп", "отпускная цена", "rub"),
    expression=CALCULATED_PRICE.result + VAT.result,
)

_HAS_COST = Limit(
    FULL_COST.result > 0,
    "полная себестоимость равна нулю",
    "Задайте цены материалов или заработную плату больше нуля.",
)

PROFITABILITY = Formula(
    id="costing.sheet_profitability",
    source=_source("6.49"),
    title="Рентабельность",
    english="Profitability",
    result=Symbol("profitability", "Р", "рентабельность", "pct"),
    expression=PROFIT.result * HUNDRED_PERCENT / FULL_COST.result,
    limits=(_HAS_COST,),
)

PER_ROUBLE = Formula(
    id="costing.sheet_cost_per_rouble",
    source=_source("6.50"),
    title="Затраты на рубль товарной продукции",
    english="Cost per rouble of output",
    result=Symbol("per_rouble", "З", "затраты на рубль товарной продукции", "rub/rub"),
    expression=FULL_COST.result / (PRICE.result * Symbol("grade", "К_с", "коэффициент сортности", "share")),
    limits=(_HAS_COST,),
)

FORMULAS = (
    MATERIAL,
    MATERIAL_COST,
    HOURLY_FUND,
    BASIC_WAGE,
    ADDITIONAL_WAGE,
    SOCIAL,
    INSURANCE,
    GENERAL_PRODUCTION,
    GENERAL_FACTORY,
    PRODUCTION_COST,
    COMMERCIAL,
    INNOVATION,
    FULL_COST,
    PROFIT,
    CALCULATED_PRICE,
    VAT,
    PRICE,
    PROFITABILITY,
    PER_ROUBLE,
)
