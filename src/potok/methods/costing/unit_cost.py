"""Unit cost sheet and selling price of a garment (003, 6.33–6.50; catalogue 85.6)."""

from __future__ import annotations

from potok.methods.costing import _unit_cost_formulas as formulas
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import structure
from potok.notes.formula import Source
from potok.notes.inputs.fields import Forms, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_FUND_KEYS = (
    "direct_piece_fund_krub",
    "piece_bonus_krub",
    "evening_piece_krub",
    "other_allowance_krub",
    "annual_output_pcs",
    "cutting_room_coefficient",
)
#: What the source calls usual, per cent.
_USUAL = {
    "general_production_pct": ("общепроизводственные расходы", 130, 210),
    "general_factory_pct": ("общефабричные расходы", 150, 250),
    "commercial_pct": ("коммерческие расходы", 0.5, 3),
}
#: Keys of the percentages and their titles, in the order of the sheet.
_PERCENTS = (
    ("additional_wage_pct", "Дополнительная зарплата от основной"),
    ("social_security_pct", "Отчисления на социальную защиту"),
    ("insurance_pct", "Страховой налог"),
    ("general_production_pct", "Общепроизводственные от основной зарплаты"),
    ("general_factory_pct", "Общефабричные от основной зарплаты"),
    ("commercial_pct", "Коммерческие от производственной себестоимости"),
    ("innovation_pct", "Инновационные от производственной и коммерческих"),
    ("profit_pct", "Плановая рентабельность"),
    ("vat_pct", "Ставка НДС"),
)

INPUTS = Inputs(
    fields=(
        Rows(
            "materials",
            "Материалы",
            (
                Text("name", "Материал"),
                Text("unit", "Единица"),
                Number("price_rub", "Цена", "rub", at_least=0),
                Number("norm", "Норма расхода", above=0),
            ),
            at_least_items=0,
        ),
        Number("basic_wage_rub", "Основная зарплата на изделие", "rub", at_least=0, optional=True),
        Number("direct_piece_fund_krub", "Прямой фонд сдельщиков", "krub", at_least=0, optional=True),
        Number("piece_bonus_krub", "Премия сдельщиков", "krub", at_least=0, optional=True),
        Number("evening_piece_krub", "Вечерние доплаты сдельщиков", "krub", at_least=0, optional=True),
        Number("other_allowance_krub", "Прочие доплаты", "krub", at_least=0, optional=True),
        Number("annual_output_pcs", "Годовой выпуск", "pcs", above=0, optional=True),
        Number("cutting_room_coefficient", "Коэффициент на раскройный цех", above=0, optional=True),
        *(Number(key, title, "pct", at_least=0) for key, title in _PERCENTS),
        Number("sort_coefficient_share", "Коэффициент сортности", "share", above=0, at_most=1),
    ),
    forms=(Forms((("basic_wage_rub",), _FUND_KEYS), titles=("Зарплата на изделие", "Из фонда сдельщиков")),),
)


def _materials(given: Record, work: Calculation) -> tuple[list[dict[str, Outcome]], Value]:
    """Cost of every material, and of all."""
    rows = given.rows("materials")
    names = [row.text("name") for row in rows]
    values = [{"price": row.number("price_rub"), "norm": row.number("norm")} for row in rows]
    costs = work.each(formulas.MATERIAL, values, names)
    listed: list[dict[str, Outcome]] = [
        {"name": name, "cost_rub": cost} for name, cost in zip(names, costs, strict=True)
    ]
    return listed, work.apply(formulas.MATERIAL_COST, material=costs)


def _basic_wage(given: Record, work: Calculation) -> dict[str, Value]:
    """The basic wage as given, or from the hourly fund of the pieceworkers."""
    known = given.maybe("basic_wage_rub")
    if known is not None:
        return {"basic_wage_rub": known}
    fund = work.apply(
        formulas.HOURLY_FUND,
        direct=given.number("direct_piece_fund_krub"),
        bonus=given.number("piece_bonus_krub"),
        evening=given.number("evening_piece_krub"),
        other=given.number("other_allowance_krub"),
    )
    basic = work.apply(
        formulas.BASIC_WAGE,
        fund=fund,
        output=given.number("annual_output_pcs"),
        cutting=given.number("cutting_room_coefficient"),
    )
    return {"hourly_piece_fund_krub": fund, "basic_wage_rub": basic}


def _production(given: Record, materials: Value, basic: Value, work: Calculation) -> dict[str, Value]:
    """Articles from the supplementary wage to the production cost."""
    additional = work.apply(formulas.ADDITIONAL_WAGE, basic=basic, pct=given.number("additional_wage_pct"))
    social = work.apply(
        formulas.SOCIAL, basic=basic, additional=additional, pct=given.number("social_security_pct")
    )
    insurance = work.apply(
        formulas.INSURANCE, basic=basic, additional=additional, pct=given.number("insurance_pct")
    )
    general = work.apply(formulas.GENERAL_PRODUCTION, basic=basic, pct=given.number("general_production_pct"))
    factory = work.apply(formulas.GENERAL_FACTORY, basic=basic, pct=given.number("general_factory_pct"))
    production = work.apply(
        formulas.PRODUCTION_COST,
        materials=materials,
        basic=basic,
        additional=additional,
        social=social,
        insurance=insurance,
        general_production=general,
        general_factory=factory,
    )
    return {
        "additional_wage_rub": additional,
        "social_security_rub": social,
        "insurance_rub": insurance,
        "general_production_rub": general,
        "general_factory_rub": factory,
        "production_cost_rub": production,
    }


def _price(given: Record, production: Value, work: Calculation) -> dict[str, Value]:
    """Full cost, profit, tax, price and what they say of one another."""
    commercial = work.apply(formulas.COMMERCIAL, production=production, pct=given.number("commercial_pct"))
    innovation = work.apply(
        formulas.INNOVATION,
        production=production,
        commercial=commercial,
        pct=given.number("innovation_pct"),
    )
    full = work.apply(formulas.FULL_COST, production=production, commercial=commercial, innovation=innovation)
    work.section("Цена")
    profit = work.apply(formulas.PROFIT, full=full, pct=given.number("profit_pct"))
    calculated = work.apply(formulas.CALCULATED_PRICE, full=full, profit=profit)
    vat = work.apply(formulas.VAT, calculated=calculated, pct=given.number("vat_pct"))
    selling = work.apply(formulas.PRICE, calculated=calculated, vat=vat)
    grade = given.number("sort_coefficient_share")
    return {
        "commercial_rub": commercial,
        "innovation_rub": innovation,
        "full_cost_rub": full,
        "profit_rub": profit,
        "calculated_price_rub": calculated,
        "vat_rub": vat,
        "price_rub": selling,
        "profitability_pct": work.apply(formulas.PROFITABILITY, profit=profit, full=full),
        "cost_per_rouble_rub": work.apply(formulas.PER_ROUBLE, full=full, selling=selling, grade=grade),
    }


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Materials, wages, overheads, full cost and price (catalogue 85.6)."""
    work.section("Материалы и заработная плата")
    listed, materials = _materials(given, work)
    wage = _basic_wage(given, work)
    work.section("Себестоимость")
    production = _production(given, materials, wage["basic_wage_rub"], work)
    price = _price(given, production["production_cost_rub"], work)
    _warn(given, work)
    if work.recording:
        _explain({"material_cost_rub": materials, **wage, **production, **price}, work)
    return {"materials": listed, "material_cost_rub": materials, **wage, **production, **price}


def _warn(given: Record, work: Calculation) -> None:
    for key, (name, low, high) in _USUAL.items():
        percent = given.number(key).number
        if not low <= percent <= high:
            work.warn(
                "unusual_percent",
                f"{name.capitalize()} {number_text(percent)} %, в источнике обычно "
                f"{number_text(low)}–{number_text(high)} %.",
            )


def _explain(found: dict[str, Value], work: Calculation) -> None:
    articles = {
        "material_cost_rub": "Материалы",
        "basic_wage_rub": "Основная зарплата",
        "additional_wage_rub": "Дополнительная зарплата",
        "social_security_rub": "Социальная защита",
        "insurance_rub": "Страховой налог",
        "general_production_rub": "Общепроизводственные",
        "general_factory_rub": "Общефабричные",
        "commercial_rub": "Коммерческие",
        "innovation_rub": "Инновационные",
    }
    parts = [(title, found[key].number) for key, title in articles.items()]
    work.draw(structure("Структура полной себестоимости изделия", "Затраты, руб.", parts))
    work.conclude(
        f"Полная себестоимость {number_text(found['full_cost_rub'].number)} руб., отпускная цена "
        f"{number_text(found['price_rub'].number)} руб., затраты на рубль "
        f"{number_text(found['cost_per_rouble_rub'].number)} руб."
    )


METHOD = Method(
    id="costing.unit_cost",
    title="Себестоимость и отпускная цена изделия",
    purpose="Калькуляция изделия от материалов до отпускной цены с НДС и затраты на рубль.",
    source=Source("003", "разд. 6", "6.33–6.50"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
