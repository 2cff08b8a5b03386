"""Cost, estimate by elements and profit of the annual programme (003, 6.3; catalogue 95.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Const, Symbol
from potok.notes.figures import structure
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("003", "разд. 6.3")
_ELEMENTS = {
    "materials": "материальные затраты",
    "wages": "оплата труда",
    "social": "отчисления",
    "depreciation": "амортизация",
    "other": "прочие",
}

_OUTPUT = Symbol("output", "В_год", "годовой выпуск", "unit")
_THOUSAND = Const(1000, "rub/krub")
_ARTICLE = Symbol("article", "с_j", "статья на единицу", "rub")
_ELEMENT = Symbol("element", "Э_k", "затраты элемента", "krub")

FULL_COST = Formula(
    id="costing.articles_full_cost",
    source=_SOURCE,
    title="Полная себестоимость единицы",
    english="Full unit cost",
    result=Symbol("full", "С", "полная себестоимость единицы", "rub"),
    expression=total(Symbol("article", "с_j", "статья на единицу", "rub", series=True)),
)

ARTICLE_ANNUAL = Formula(
    id="costing.article_annual",
    source=_SOURCE,
    title="Статья на годовой выпуск",
    english="Article over the annual output",
    result=Symbol("annual_article", "С_j", "статья на годовой выпуск", "krub"),
    expression=_ARTICLE * _OUTPUT / _THOUSAND,
)

ARTICLE_SHARE = Formula(
    id="costing.programme_article_share",
    source=_SOURCE,
    title="Доля статьи",
    english="Share of an article",
    result=Symbol("article_share", "u_j", "доля статьи в себестоимости", "pct"),
    expression=_ARTICLE * HUNDRED_PERCENT / FULL_COST.result,
)

ELEMENT = Formula(
    id="costing.element",
    source=Source("convention", "каталог, 95.4"),
    title="Экономический элемент сметы",
    english="Cost element of the estimate",
    result=_ELEMENT,
    expression=total(Symbol("annual_article", "С_j", "статья элемента", "krub", series=True)),
)

ANNUAL_COST = Formula(
    id="costing.programme_cost",
    source=_SOURCE,
    title="Себестоимость товарной продукции",
    english="Cost of the annual output",
    result=Symbol("annual_cost", "С_год", "себестоимость товарной продукции", "krub"),
    expression=FULL_COST.result * _OUTPUT / _THOUSAND,
)

ELEMENT_SHARE = Formula(
    id="costing.element_share",
    source=Source("convention", "каталог, 95.4"),
    title="Доля элемента",
    english="Share of an element",
    result=Symbol("element_share", "u_k", "доля элемента в себестоимости", "pct"),
    expression=_ELEMENT * HUNDRED_PERCENT / ANNUAL_COST.result,
)

REVENUE = Formula(
    id="costing.programme_revenue",
    source=_SOURCE,
    title="Выручка без НДС",
    english="Revenue without VAT",
    result=Symbol("revenue", "В", "выручка без НДС", "krub"),
    expression=Symbol("price", "Ц", "цена единицы без НДС", "rub")
    * _OUTPUT
    * Symbol("grade", "К_с", "коэффициент сортности", "share")
    / _THOUSAND,
)

PROFIT = Formula(
    id="costing.programme_profit",
    source=_SOURCE,
    title="Прибыль",
    english="Profit",
    result=Symbol("profit", "П", "прибыль", "krub"),
    expression=REVENUE.result - ANNUAL_COST.result,
)

PROFITABILITY = Formula(
    id="costing.programme_profitability",
    source=_SOURCE,
    title="Рентабельность",
    english="Profitability",
    result=Symbol("profitability", "Р", "рентабельность к себестоимости", "pct"),
    expression=PROFIT.result * HUNDRED_PERCENT / ANNUAL_COST.result,
)

PER_ROUBLE = Formula(
    id="costing.programme_cost_per_rouble",
    source=_SOURCE,
    title="Затраты на рубль товарной продукции",
    english="Cost per rouble of output",
    result=Symbol("per_rouble", "З_1р", "затраты на рубль товарной продукции", "rub/rub"),
    expression=ANNUAL_COST.result / REVENUE.result,
)

INPUTS = Inputs(
    fields=(
        Number("annual_output", "Годовой выпуск", "unit", above=0),
        Number("price_rub_per_unit", "Цена единицы без НДС", "rub", at_least=0),
        Number("sort_coefficient_share", "Коэффициент сортности", "share", above=0, at_most=1),
        Rows(
            "articles",
            "Статьи",
            (
                Text("name", "Статья"),
                Text("element", "Элемент сметы", choices=_ELEMENTS),
                Number("rub_per_unit", "На единицу", "rub", at_least=0),
            ),
        ),
    ),
)


def _shares(
    formula: Formula,
    parts: Sequence[Mapping[str, Value]],
    whole: Value,
    labels: Sequence[str],
    work: Calculation,
) -> list[Value | None]:
    """Shares of parts in a whole; undefined where the whole is nothing."""
    if not whole.number:
        return [None] * len(parts)
    return list(work.each(formula, parts, labels))


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Articles and elements of the year, revenue, profit (catalogue 95.4)."""
    rows, output = given.rows("articles"), given.number("annual_output")
    names = [row.text("name") for row in rows]
    units = [row.number("rub_per_unit") for row in rows]
    work.section("Себестоимость по статьям")
    full = work.apply(FULL_COST, article=units)
    annual = work.each(ARTICLE_ANNUAL, [{"article": unit, "output": output} for unit in units], names)
    shares = _shares(ARTICLE_SHARE, [{"article": unit, "full": full} for unit in units], full, names, work)
    cost = work.apply(ANNUAL_COST, full=full, output=output)
    work.section("Смета по экономическим элементам")
    use = work.use(ELEMENT)
    elements = {
        key: use.line(
            title,
            annual_article=[
                sum_of_year
                for row, sum_of_year in zip(rows, annual, strict=True)
                if row.text("element") == key
            ],
        )
        for key, title in _ELEMENTS.items()
    }
    element_parts = [{"element": element, "annual_cost": cost} for element in elements.values()]
    element_shares = _shares(ELEMENT_SHARE, element_parts, cost, list(_ELEMENTS.values()), work)
    work.section("Прибыль")
    money = _money(given, cost, work)
    if work.recording:
        parts = [(_ELEMENTS[key], element.number) for key, element in elements.items() if element.number]
        work.draw(structure("Смета затрат по экономическим элементам", "Затраты, тыс. руб.", parts))
    return {
        "articles": [
            {"name": name, "annual_krub": sum_of_year, "share_pct": share}
            for name, sum_of_year, share in zip(names, annual, shares, strict=True)
        ],
        "elements_krub": elements,
        "elements_pct": dict(zip(elements, element_shares, strict=True)),
        "full_cost_rub_per_unit": full,
        "annual_cost_krub": cost,
        **money,
    }


def _money(given: Record, cost: Value, work: Calculation) -> dict[str, Outcome]:
    """Revenue, profit and what is measured by them."""
    revenue = work.apply(
        REVENUE,
        price=given.number("price_rub_per_unit"),
        output=given.number("annual_output"),
        grade=given.number("sort_coefficient_share"),
    )
    profit = work.apply(PROFIT, revenue=revenue, annual_cost=cost)
    profitability = work.apply(PROFITABILITY, profit=profit, annual_cost=cost) if cost.number else None
    per_rouble = work.apply(PER_ROUBLE, annual_cost=cost, revenue=revenue) if revenue.number else None
    if profit.number < 0:
        work.warn("loss", f"Выручка меньше себестоимости: убыток {number_text(-profit.number)} тыс. руб.")
    if work.recording:
        shown = "" if profitability is None else f", рентабельность {number_text(profitability.number)} %"
        work.conclude(
            f"Себестоимость выпуска {number_text(cost.number)} тыс. руб., прибыль "
            f"{number_text(profit.number)} тыс. руб.{shown}."
        )
    return {
        "revenue_krub": revenue,
        "profit_krub": profit,
        "profitability_pct": profitability,
        "cost_per_rouble_rub": per_rouble,
    }


METHOD = Method(
    id="costing.programme_result",
    title="Себестоимость и прибыль годовой программы",
    purpose="Смета по статьям и элементам, прибыль и рентабельность годового выпуска.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
        FULL_COST,
        ARTICLE_ANNUAL,
        ARTICLE_SHARE,
        ELEMENT,
        ANNUAL_COST,
        ELEMENT_SHARE,
        REVENUE,
        PROFIT,
        PROFITABILITY,
        PER_ROUBLE,
    ),
    compute=compute,
)
