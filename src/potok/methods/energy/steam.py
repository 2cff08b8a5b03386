"""Cost of heat: steam and hot water on one base (004 §2.5, variants; catalogue 55)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import waterfall
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text

_SOURCE = Source("convention", "каталог, гл. 55: в источнике формул нет")

HEAT = Formula(
    id="energy.heat_total",
    source=_SOURCE,
    title="Потребность в тепловой энергии",
    english="Total heat demand",
    result=Symbol("heat", "Q", "потребность в тепловой энергии", "gcal"),
    expression=Symbol("steam", "Q_п", "потребность в паре", "gcal")
    + Symbol("water", "Q_гв", "потребность в горячей воде", "gcal"),
)

PURCHASE = Formula(
    id="energy.heat_purchase",
    source=_SOURCE,
    title="Плата за тепловую энергию",
    english="Purchase of heat",
    result=Symbol("purchase", "П_т", "плата за тепловую энергию", "rub"),
    expression=Symbol("tariff", "Ц", "тариф", "rub/gcal") * HEAT.result,
)

CREDIT = Formula(
    id="energy.condensate_credit",
    source=_SOURCE,
    title="Доход от возврата конденсата",
    english="Credit for returned condensate",
    result=Symbol("credit", "Д_к", "доход от возврата конденсата", "rub"),
    expression=Symbol("price", "Ц_к", "цена конденсата", "rub/t")
    * Symbol("condensate", "G_к", "возвращённый конденсат", "t"),
)

COST = Formula(
    id="energy.heat_cost",
    source=_SOURCE,
    title="Затраты на тепловую энергию",
    english="Total cost of heat",
    result=Symbol("cost", "З", "затраты на тепловую энергию", "rub"),
    expression=PURCHASE.result
    - CREDIT.result
    + Symbol("upkeep", "З_сод", "содержание теплохозяйства", "rub"),
)

UNIT_COST = Formula(
    id="energy.heat_unit_cost",
    source=_SOURCE,
    title="Себестоимость 1 Гкал",
    english="Unit cost of heat",
    result=Symbol("unit_cost", "С", "себестоимость 1 Гкал", "rub/gcal"),
    expression=COST.result / HEAT.result,
    limits=(
        Limit(
            HEAT.result > 0, "потребность в тепле равна нулю", "Задайте потребность в паре или горячей воде."
        ),
    ),
)

INPUTS = Inputs(
    fields=(
        Number("steam_gcal", "Потребность в паре", "gcal", at_least=0),
        Number("hot_water_gcal", "Потребность в горячей воде", "gcal", at_least=0),
        Number("tariff_rub_per_gcal", "Тариф на тепловую энергию", "rub/gcal", at_least=0),
        Number("condensate_return_t", "Возвращённый конденсат", "t", at_least=0),
        Number("condensate_price_rub_per_t", "Цена конденсата", "rub/t", at_least=0),
        Number("upkeep_rub", "Содержание теплохозяйства", "rub", at_least=0),
    ),
)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Purchase less condensate plus upkeep, over all heat (catalogue 55)."""
    upkeep = given.number("upkeep_rub")
    heat = work.apply(HEAT, steam=given.number("steam_gcal"), water=given.number("hot_water_gcal"))
    purchase = work.apply(PURCHASE, tariff=given.number("tariff_rub_per_gcal"), heat=heat)
    credit = work.apply(
        CREDIT,
        price=given.number("condensate_price_rub_per_t"),
        condensate=given.number("condensate_return_t"),
    )
    cost = work.apply(COST, purchase=purchase, credit=credit, upkeep=upkeep)
    unit_cost = work.apply(UNIT_COST, cost=cost, heat=heat)
    if cost.number < 0:
        work.warn(
            "credit_above_cost",
            f"Доход от конденсата {number_text(credit.number)} руб. больше всех затрат: проверьте количество "
            "и цену конденсата.",
        )
    if work.recording:
        work.draw(
            waterfall(
                "Затраты на тепловую энергию",
                "Затраты, руб.",
                ("Плата по тарифу", purchase.number),
                (("Возврат конденсата", -credit.number), ("Содержание", upkeep.number)),
                ("Всего", cost.number),
            )
        )
        work.conclude(
            f"Себестоимость тепловой энергии {number_text(unit_cost.number)} руб./Гкал, затраты "
            f"{number_text(cost.number)} руб. на {number_text(heat.number)} Гкал."
        )
    return {
        "heat_total_gcal": heat,
        "heat_purchase_rub": purchase,
        "condensate_credit_rub": credit,
        "total_cost_rub": cost,
        "unit_cost_rub_per_gcal": unit_cost,
    }


METHOD = Method(
    id="energy.steam",
    title="Себестоимость 1 Гкал пара и горячей воды",
    purpose="Сколько стоит тепловая энергия с содержанием теплохозяйства и возвратом конденсата.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(HEAT, PURCHASE, CREDIT, COST, UNIT_COST),
    compute=compute,
)
