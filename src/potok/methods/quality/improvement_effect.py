"""Change in output, revenue and profit by better quality (004 §2.4, formulas 35–37)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import waterfall
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_PLACE = "§2.4"

_SALES = Symbol("sales", "V_РП1", "реализация", "unit")

PRICE_CHANGE = Formula(
    id="quality.price_change",
    source=Source("004", _PLACE),
    title="Изменение цены",
    english="Change in price",
    result=Symbol("price_change", "ΔЦ", "изменение цены", "rub/unit"),
    expression=Symbol("price_after", "Ц_1", "цена после изменения качества", "rub/unit")
    - Symbol("price_before", "Ц_0", "цена до изменения качества", "rub/unit"),
)

COST_CHANGE = Formula(
    id="quality.cost_change",
    source=Source("004", _PLACE),
    title="Изменение себестоимости единицы",
    english="Change in unit cost",
    result=Symbol("cost_change", "ΔС", "изменение себестоимости единицы", "rub/unit"),
    expression=Symbol("cost_after", "С_1", "себестоимость единицы после", "rub/unit")
    - Symbol("cost_before", "С_0", "себестоимость единицы до", "rub/unit"),
)

OUTPUT_CHANGE = Formula(
    id="quality.output_value_change",
    source=Source("004", _PLACE, "35"),
    title="Изменение выпуска в стоимостном выражении",
    english="Change in output value",
    result=Symbol("output_change", "ΔВП", "изменение выпуска", "rub"),
    expression=PRICE_CHANGE.result
    * Symbol("output", "V_ВП1", "выпуск продукции повышенного качества", "unit"),
)

REVENUE_CHANGE = Formula(
    id="quality.revenue_change",
    source=Source("004", _PLACE, "36"),
    title="Изменение выручки",
    english="Change in revenue",
    result=Symbol("revenue_change", "ΔВ", "изменение выручки", "rub"),
    expression=PRICE_CHANGE.result * _SALES,
)

SALES_COST_CHANGE = Formula(
    id="quality.sales_cost_change",
    source=Source("004", _PLACE),
    title="Изменение себестоимости реализованной продукции",
    english="Change in cost of sales",
    result=Symbol("sales_cost_change", "ΔС_РП", "изменение себестоимости реализации", "rub"),
    expression=COST_CHANGE.result * _SALES,
)

PROFIT_CHANGE = Formula(
    id="quality.profit_change",
    source=Source("004", _PLACE, "37"),
    title="Изменение прибыли",
    english="Change in profit",
    result=Symbol("profit_change", "ΔП", "изменение прибыли", "rub"),
    expression=REVENUE_CHANGE.result - SALES_COST_CHANGE.result,
)

INPUTS = Inputs(
    fields=(
        Number("price_before_rub", "Цена до изменения качества", "rub/unit", at_least=0),
        Number("price_after_rub", "Цена после изменения качества", "rub/unit", at_least=0),
        Number("cost_before_rub", "Себестоимость единицы до", "rub/unit", at_least=0),
        Number("cost_after_rub", "Себестоимость единицы после", "rub/unit", at_least=0),
        Number("output_qty", "Выпуск продукции повышенного качества", "unit", at_least=0),
        Number("sales_qty", "Реализация этой продукции", "unit", at_least=0),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Changes by one volume, that after the change (catalogue chapter 40)."""
    output, sales = given.number("output_qty"), given.number("sales_qty")
    work.section("Изменение цены и себестоимости")
    price = work.apply(
        PRICE_CHANGE,
        price_after=given.number("price_after_rub"),
        price_before=given.number("price_before_rub"),
    )
    cost = work.apply(
        COST_CHANGE, cost_after=given.number("cost_after_rub"), cost_before=given.number("cost_before_rub")
    )
    work.section("Эффект")
    output_change = work.apply(OUTPUT_CHANGE, price_change=price, output=output)
    revenue = work.apply(REVENUE_CHANGE, price_change=price, sales=sales)
    sales_cost = work.apply(SALES_COST_CHANGE, cost_change=cost, sales=sales)
    profit = work.apply(PROFIT_CHANGE, revenue_change=revenue, sales_cost_change=sales_cost)
    if sales.number > output.number:
        work.warn(
            "more_sold_than_made",
            "Реализация больше выпуска: верно, только если часть этой продукции уже была на складе.",
        )
    if work.recording:
        start, end = ("Выручка", revenue.number), ("Прибыль", profit.number)
        changes = [("Себестоимость реализации", -sales_cost.number)]
        work.draw(waterfall("Изменение прибыли", "Изменение, руб.", start, changes, end))
        word = "вырастет" if profit.number >= 0 else "снизится"
        work.conclude(f"Прибыль {word} на {number_text(abs(profit.number))} руб.; спрос принят прежним.")
    return {
        "price_change_rub": price,
        "cost_change_rub": cost,
        "output_value_change_rub": output_change,
        "revenue_change_rub": revenue,
        "sales_cost_change_rub": sales_cost,
        "profit_change_rub": profit,
    }


METHOD = Method(
    id="quality.improvement_effect",
    title="Эффект повышения качества",
    purpose="Как повышение качества меняет выпуск, выручку и прибыль.",
    source=Source("004", _PLACE, "35–37"),
    inputs=INPUTS,
    formulas=(PRICE_CHANGE, COST_CHANGE, OUTPUT_CHANGE, REVENUE_CHANGE, SALES_COST_CHANGE, PROFIT_CHANGE),
    compute=compute,
)
