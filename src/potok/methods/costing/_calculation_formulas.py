"""Formulas of the unit cost by articles (004 §2.9, table 1; catalogue 95.7)."""

from __future__ import annotations

from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source

SOURCE = Source("004", "§2.9, табл. 1")
_CONVENTION = Source("convention", "каталог, 95.7")

_NORM = Symbol("norm", "H_r", "норма расхода на единицу продукции", series=True)
_PRICE = Symbol("price", "Ц_r", "цена ресурса", "rub", series=True)
_WAGES = Symbol("wages", "З", "заработная плата на единицу", "rub")

GROSS = Formula(
    id="costing.materials_gross",
    source=SOURCE,
    title="Сырьё и материалы",
    english="Materials before waste",
    result=Symbol("gross", "М_вал", "сырьё и материалы без вычета отходов", "rub"),
    expression=total(_NORM * _PRICE),
)

WASTE = Formula(
    id="costing.returnable_waste",
    source=SOURCE,
    title="Реализуемые отходы",
    english="Returnable waste",
    result=Symbol("waste", "М_отх", "реализуемые отходы", "rub"),
    expression=total(_NORM * _PRICE),
)

MATERIALS = Formula(
    id="costing.materials",
    source=SOURCE,
    title="Материалы за вычетом отходов",
    english="Materials less waste",
    result=Symbol("materials", "М", "материалы за вычетом отходов", "rub"),
    expression=GROSS.result - WASTE.result,
)

ENERGY = Formula(
    id="costing.energy",
    source=SOURCE,
    title="Энергия на технологические цели",
    english="Energy",
    result=Symbol("energy", "Э", "энергия", "rub"),
    expression=total(_NORM * _PRICE),
)

SOCIAL = Formula(
    id="costing.social_charges",
    source=SOURCE,
    title="Отчисления на социальные нужды",
    english="Social charges",
    result=Symbol("social", "О", "отчисления на социальные нужды", "rub"),
    expression=_WAGES * Symbol("social_pct", "p_соц", "отчисления от зарплаты", "pct") / HUNDRED_PERCENT,
)

SHOP_COST = Formula(
    id="costing.shop_cost",
    source=SOURCE,
    title="Цеховая себестоимость",
    english="Shop cost",
    result=Symbol("shop", "С_цех", "цеховая себестоимость", "rub"),
    expression=MATERIALS.result
    + ENERGY.result
    + _WAGES
    + SOCIAL.result
    + Symbol("upkeep", "Р_сэо", "содержание и эксплуатация оборудования", "rub")
    + Symbol("overhead", "Р_цех", "цеховые расходы", "rub"),
)

PLANT_OVERHEAD = Formula(
    id="costing.plant_overhead",
    source=SOURCE,
    title="Общезаводские расходы",
    english="Plant overhead",
    result=Symbol("plant", "Р_зав", "общезаводские расходы", "rub"),
    expression=(SHOP_COST.result - MATERIALS.result)
    * Symbol("plant_pct", "p_зав", "общезаводские от цеховой себестоимости без материалов", "pct")
    / HUNDRED_PERCENT,
)

PRODUCTION_COST = Formula(
    id="costing.production_cost",
    source=SOURCE,
    title="Производственная себестоимость",
    english="Production cost",
    result=Symbol("production", "С_пр", "производственная себестоимость", "rub"),
    expression=SHOP_COST.result + PLANT_OVERHEAD.result,
)

COMMERCIAL = Formula(
    id="costing.commercial",
    source=SOURCE,
    title="Внепроизводственные расходы",
    english="Selling costs",
    result=Symbol("commercial", "Р_вн", "внепроизводственные расходы", "rub"),
    expression=PRODUCTION_COST.result
    * Symbol("commercial_pct", "p_вн", "внепроизводственные от производственной себестоимости", "pct")
    / HUNDRED_PERCENT,
)

FULL_COST = Formula(
    id="costing.full_cost",
    source=SOURCE,
    title="Полная себестоимость",
    english="Full cost",
    result=Symbol("full", "С", "полная себестоимость", "rub"),
    expression=PRODUCTION_COST.result + COMMERCIAL.result,
)

SHARE = Formula(
    id="costing.article_share",
    source=_CONVENTION,
    title="Доля статьи в полной себестоимости",
    english="Share of an article in the full cost",
    result=Symbol("share", "u_j", "доля статьи", "pct"),
    expression=Symbol("article", "С_j", "статья", "rub") * HUNDRED_PERCENT / FULL_COST.result,
)

ANNUAL_COST = Formula(
    id="costing.annual_cost",
    source=_CONVENTION,
    title="Себестоимость годового выпуска",
    english="Cost of the annual output",
    result=Symbol("annual", "С_год", "себестоимость годового выпуска", "rub"),
    expression=FULL_COST.result * Symbol("output", "Q", "годовой выпуск", "unit"),
)

FORMULAS = (
    GROSS,
    WASTE,
    MATERIALS,
    ENERGY,
    SOCIAL,
    SHOP_COST,
    PLANT_OVERHEAD,
    PRODUCTION_COST,
    COMMERCIAL,
    FULL_COST,
    SHARE,
    ANNUAL_COST,
)
