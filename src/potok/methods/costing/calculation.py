"""Unit cost by articles (004 §2.9, table 1; catalogue 95.7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import structure
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Flag, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§2.9, табл. 1")
_CONVENTION = Source("convention", "каталог, 95.7")

_NORM = Symbol("norm", "H_r", "норма расхода на единицу продукции", series=True)
_PRICE = Symbol("price", "Ц_r", "цена ресурса", "rub", series=True)
_WAGES = Symbol("wages", "З", "заработная плата на единицу", "rub")

GROSS = Formula(
    id="costing.materials_gross",
    source=_SOURCE,
    title="Сырьё и материалы",
    english="Materials before waste",
    result=Symbol("gross", "М_вал", "сырьё и материалы без вычета отходов", "rub"),
    expression=total(_NORM * _PRICE),
)

WASTE = Formula(
    id="costing.returnable_waste",
    source=_SOURCE,
    title="Реализуемые отходы",
    english="Returnable waste",
    result=Symbol("waste", "М_отх", "реализуемые отходы", "rub"),
    expression=total(_NORM * _PRICE),
)

MATERIALS = Formula(
    id="costing.materials",
    source=_SOURCE,
    title="Материалы за вычетом отходов",
    english="Materials less waste",
    result=Symbol("materials", "М", "материалы за вычетом отходов", "rub"),
    expression=GROSS.result - WASTE.result,
)

ENERGY = Formula(
    id="costing.energy",
    source=_SOURCE,
    title="Энергия на технологические цели",
    english="Energy",
    result=Symbol("energy", "Э", "энергия", "rub"),
    expression=total(_NORM * _PRICE),
)

SOCIAL = Formula(
    id="costing.social_charges",
    source=_SOURCE,
    title="Отчисления на социальные нужды",
    english="Social charges",
    result=Symbol("social", "О", "отчисления на социальные нужды", "rub"),
    expression=_WAGES * Symbol("social_pct", "p_соц", "отчисления от зарплаты", "pct") / HUNDRED_PERCENT,
)

SHOP_COST = Formula(
    id="costing.shop_cost",
    source=_SOURCE,
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
    source=_SOURCE,
    title="Общезаводские расходы",
    english="Plant overhead",
    result=Symbol("plant", "Р_зав", "общезаводские расходы", "rub"),
    expression=(SHOP_COST.result - MATERIALS.result)
    * Symbol("plant_pct", "p_зав", "общезаводские от цеховой себестоимости без материалов", "pct")
    / HUNDRED_PERCENT,
)

PRODUCTION_COST = Formula(
    id="costing.production_cost",
    source=_SOURCE,
    title="Производственная себестоимость",
    english="Production cost",
    result=Symbol("production", "С_пр", "производственная себестоимость", "rub"),
    expression=SHOP_COST.result + PLANT_OVERHEAD.result,
)

COMMERCIAL = Formula(
    id="costing.commercial",
    source=_SOURCE,
    title="Внепроизводственные расходы",
    english="Selling costs",
    result=Symbol("commercial", "Р_вн", "внепроизводственные расходы", "rub"),
    expression=PRODUCTION_COST.result
    * Symbol("commercial_pct", "p_вн", "внепроизводственные от производственной себестоимости", "pct")
    / HUNDRED_PERCENT,
)

FULL_COST = Formula(
    id="costing.full_cost",
    source=_SOURCE,
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


def _something_costs(given: Record) -> Iterable[Fault]:
    sums = ("wages_rub", "equipment_upkeep_rub", "shop_overhead_rub")
    if (
        not given.rows("materials")
        and not given.rows("energy")
        and not any(given.number(key).number for key in sums)
    ):
        yield Fault("materials", "хотя бы один материал, энергия или расходы", code="too_few_items")


def _resource_rows(key: str, title: str, *more: Flag) -> Rows:
    return Rows(
        key,
        title,
        (
            Text("name", "Ресурс"),
            Number("norm", "Норма расхода", above=0),
            Number("price_rub", "Цена", "rub", at_least=0),
            *more,
        ),
        at_least_items=0,
    )


INPUTS = Inputs(
    fields=(
        Number("annual_output", "Годовой выпуск", "unit", at_least=0),
        _resource_rows(
            "materials",
            "Материалы",
            Flag("returnable_waste", "Реализуемые отходы, вычитаются", optional=True),
        ),
        _resource_rows("energy", "Энергия"),
        Number("wages_rub", "Заработная плата на единицу", "rub", at_least=0),
        Number("social_pct", "Отчисления от зарплаты", "pct", at_least=0),
        Number("equipment_upkeep_rub", "Содержание и эксплуатация оборудования", "rub", at_least=0),
        Number("shop_overhead_rub", "Цеховые расходы", "rub", at_least=0),
        Number("plant_pct", "Общезаводские от цеховой без материалов", "pct", at_least=0),
        Number("commercial_pct", "Внепроизводственные от производственной", "pct", at_least=0),
    ),
    checks=(_something_costs,),
)

_ARTICLES = {
    "materials": "Материалы",
    "energy": "Энергия",
    "wages": "Заработная плата",
    "social": "Отчисления",
    "equipment_upkeep": "Содержание оборудования",
    "shop_overhead": "Цеховые расходы",
    "plant_overhead": "Общезаводские расходы",
    "commercial": "Внепроизводственные расходы",
}


def _series(rows: Sequence[Record]) -> dict[str, list[Value]]:
    """Norms and prices of some rows as series."""
    return {
        "norm": [row.number("norm") for row in rows],
        "price": [row.number("price_rub") for row in rows],
    }


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Articles from materials to the full cost, structure, annual cost (catalogue 95.7)."""
    rows = given.rows("materials")
    wages, upkeep = given.number("wages_rub"), given.number("equipment_upkeep_rub")
    overhead = given.number("shop_overhead_rub")
    work.section("Прямые затраты")
    gross = work.apply(GROSS, **_series([row for row in rows if not row.flag("returnable_waste")]))
    waste = work.apply(WASTE, **_series([row for row in rows if row.flag("returnable_waste")]))
    materials = work.apply(MATERIALS, gross=gross, waste=waste)
    energy = work.apply(ENERGY, **_series(given.rows("energy")))
    social = work.apply(SOCIAL, wages=wages, social_pct=given.number("social_pct"))
    work.section("Себестоимость")
    shop = work.apply(
        SHOP_COST,
        materials=materials,
        energy=energy,
        wages=wages,
        social=social,
        upkeep=upkeep,
        overhead=overhead,
    )
    plant = work.apply(PLANT_OVERHEAD, shop=shop, materials=materials, plant_pct=given.number("plant_pct"))
    production = work.apply(PRODUCTION_COST, shop=shop, plant=plant)
    commercial = work.apply(COMMERCIAL, production=production, commercial_pct=given.number("commercial_pct"))
    full = work.apply(FULL_COST, production=production, commercial=commercial)
    work.section("Структура и годовая сумма")
    articles = dict(
        zip(_ARTICLES, (materials, energy, wages, social, upkeep, overhead, plant, commercial), strict=True)
    )
    shares = _shares(articles, full, work)
    if materials.number < 0:
        work.warn(
            "waste_above_materials",
            f"Отходы ({number_text(waste.number)} руб.) дороже материалов "
            f"({number_text(gross.number)} руб.): проверьте нормы и цены.",
        )
    if work.recording:
        _explain(articles, full, work)
    return {
        "materials_gross_rub": gross,
        "waste_rub": waste,
        "materials_rub": materials,
        "energy_rub": energy,
        "social_rub": social,
        "shop_cost_rub": shop,
        "plant_overhead_rub": plant,
        "production_cost_rub": production,
        "commercial_rub": commercial,
        "full_cost_rub": full,
        "structure_pct": shares,
        "annual_cost_rub": work.apply(ANNUAL_COST, full=full, output=given.number("annual_output")),
    }


def _shares(articles: dict[str, Value], full: Value, work: Calculation) -> dict[str, Value | None]:
    """Shares of the articles in the full cost; undefined where there is none."""
    if not full.number:
        return dict.fromkeys(articles)
    use = work.use(SHARE)
    return {key: use.line(_ARTICLES[key], article=article, full=full) for key, article in articles.items()}


def _explain(articles: dict[str, Value], full: Value, work: Calculation) -> None:
    parts = [(_ARTICLES[key], article.number) for key, article in articles.items()]
    if all(number >= 0 for _, number in parts):
        work.draw(structure("Структура полной себестоимости", "Затраты на единицу, руб.", parts))
    name, number = max(parts, key=lambda part: part[1])
    share = f" ({number_text(number / full.number * 100)} %)" if full.number else ""
    work.conclude(
        f"Полная себестоимость единицы {number_text(full.number)} руб.; наибольшая статья — «{name}»{share}."
    )


METHOD = Method(
    id="costing.calculation",
    title="Калькуляция себестоимости по статьям",
    purpose="Во что обходится единица продукции: от материалов до полной себестоимости.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
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
    ),
    compute=compute,
)
