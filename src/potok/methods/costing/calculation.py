"""Unit cost by articles (004 §2.9, table 1; catalogue 95.7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.methods.costing import _calculation_formulas as formulas
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import structure
from potok.notes.inputs.fields import Fault, Flag, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value


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
    gross = work.apply(formulas.GROSS, **_series([row for row in rows if not row.flag("returnable_waste")]))
    waste = work.apply(formulas.WASTE, **_series([row for row in rows if row.flag("returnable_waste")]))
    materials = work.apply(formulas.MATERIALS, gross=gross, waste=waste)
    energy = work.apply(formulas.ENERGY, **_series(given.rows("energy")))
    social = work.apply(formulas.SOCIAL, wages=wages, social_pct=given.number("social_pct"))
    work.section("Себестоимость")
    shop = work.apply(
        formulas.SHOP_COST,
        materials=materials,
        energy=energy,
        wages=wages,
        social=social,
        upkeep=upkeep,
        overhead=overhead,
    )
    plant = work.apply(
        formulas.PLANT_OVERHEAD, shop=shop, materials=materials, plant_pct=given.number("plant_pct")
    )
    production = work.apply(formulas.PRODUCTION_COST, shop=shop, plant=plant)
    commercial = work.apply(
        formulas.COMMERCIAL, production=production, commercial_pct=given.number("commercial_pct")
    )
    full = work.apply(formulas.FULL_COST, production=production, commercial=commercial)
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
        "annual_cost_rub": work.apply(formulas.ANNUAL_COST, full=full, output=given.number("annual_output")),
    }


def _shares(articles: dict[str, Value], full: Value, work: Calculation) -> dict[str, Value | None]:
    """Shares of the articles in the full cost; undefined where there is none."""
    if not full.number:
        return dict.fromkeys(articles)
    use = work.use(formulas.SHARE)
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
    source=formulas.SOURCE,
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
