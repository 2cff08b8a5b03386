"""Two-part tariff: payment for electricity and its unit cost (004 §2.5; catalogue 55)."""

from __future__ import annotations

from collections.abc import Iterable

from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import structure
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§2.5", "44–46")
_TARIFF = Source("004", "§2.5", "44")
_EXAMPLE = Source("004", "§2.5, пример 3")
_HOURS_OF_A_YEAR = 8784
#: What the source calls usual for the upkeep factor.
_USUAL_UPKEEP = (1.05, 1.08)

_POWER = Symbol("power", "N_П", "присоединённая мощность", "kw")
_ENERGY = Symbol("energy", "W", "годовое потребление", "kwh")

CONNECTED = Formula(
    id="energy.connected_power",
    source=_EXAMPLE,
    title="Присоединённая мощность по оборудованию",
    english="Connected power of the equipment",
    result=_POWER,
    expression=total(
        Symbol("count", "n_i", "машин", "pcs", series=True)
        * Symbol("unit_power", "N_i", "мощность одной машины", "kw", series=True)
    ),
)

CAPACITY_CHARGE = Formula(
    id="energy.capacity_charge",
    source=_TARIFF,
    title="Плата за мощность",
    english="Capacity charge",
    result=Symbol("capacity_charge", "З_N", "плата за мощность", "rub"),
    expression=_POWER * Symbol("capacity_rate", "Ц_1", "плата за 1 кВт", "rub/kw"),
)

ENERGY_CHARGE = Formula(
    id="energy.energy_charge",
    source=_TARIFF,
    title="Плата за энергию",
    english="Energy charge",
    result=Symbol("energy_charge", "З_W", "плата за энергию", "rub"),
    expression=_ENERGY * Symbol("energy_rate", "Ц_2", "плата за 1 кВт·ч", "rub/kwh"),
)

PAYMENT = Formula(
    id="energy.electricity_payment",
    source=Source("004", "§2.5 и пример 3", "44"),
    title="Плата за электроэнергию по двуставочному тарифу",
    english="Two-part tariff electricity charge",
    result=Symbol("payment", "З_эл", "плата за электроэнергию", "rub"),
    expression=(CAPACITY_CHARGE.result + ENERGY_CHARGE.result)
    * (1 + Symbol("adjustment", "b", "надбавка (+) или скидка (−) за cos φ", "pct") / HUNDRED_PERCENT)
    * (1 + Symbol("loss", "λ", "потери в сетях", "share"))
    * Symbol("demand", "К_с", "коэффициент спроса", "share"),
)

TOTAL_COST = Formula(
    id="energy.electricity_cost",
    source=Source("004", "§2.5 и пример 3", "45"),
    title="Полные затраты на электроэнергию",
    english="Total electricity cost",
    result=Symbol("cost", "З_полн", "полные затраты", "rub"),
    expression=PAYMENT.result * Symbol("factor", "К_э.х", "коэффициент содержания энергохозяйства")
    + Symbol("upkeep", "З_сод", "содержание энергохозяйства", "rub"),
)

UNIT_COST = Formula(
    id="energy.electricity_unit_cost",
    source=Source("004", "§2.5", "46"),
    title="Себестоимость 1 кВт·ч",
    english="Unit cost of electricity",
    result=Symbol("unit_cost", "С_эл", "себестоимость 1 кВт·ч", "rub/kwh"),
    expression=TOTAL_COST.result / _ENERGY,
)

SPECIFIC_ENERGY = Formula(
    id="energy.specific_energy",
    source=_EXAMPLE,
    title="Удельный расход электроэнергии",
    english="Specific energy consumption",
    result=Symbol("specific", "w", "удельный расход электроэнергии", "kwh/kg"),
    expression=_ENERGY / Symbol("output", "Q", "выпуск продукции", "kg"),
)


def _power_is_known(given: Record) -> Iterable[Fault]:
    if not given.has("connected_power_kw") and not given.rows("equipment"):
        yield Fault(
            "connected_power_kw",
            "присоединённая мощность либо оборудование (equipment) с мощностью каждой машины",
            code="missing_form",
        )


INPUTS = Inputs(
    fields=(
        Number("connected_power_kw", "Присоединённая мощность", "kw", above=0, optional=True),
        Rows(
            "equipment",
            "Оборудование",
            (
                Text("name", "Машина"),
                Number("count", "Количество", "pcs", above=0, whole=True),
                Number("unit_power_kw", "Мощность одной", "kw", above=0),
            ),
            at_least_items=0,
            optional=True,
        ),
        Number("annual_energy_kwh", "Годовое потребление", "kwh", above=0),
        Number("capacity_rate_rub_per_kw", "Плата за 1 кВт мощности", "rub/kw", at_least=0),
        Number("energy_rate_rub_per_kwh", "Плата за 1 кВт·ч", "rub/kwh", at_least=0),
        Number("tariff_adjustment_pct", "Надбавка (+) или скидка (−) за cos φ", "pct", above=-100),
        Number("network_loss_share", "Потери в сетях", "share", at_least=0, below=1),
        Number("demand_factor", "Коэффициент спроса", "share", above=0, at_most=1, default=1),
        Number("upkeep_factor", "Коэффициент содержания энергохозяйства", at_least=1, default=1),
        Number("upkeep_rub", "Содержание энергохозяйства", "rub", at_least=0, default=0),
        Number("product_output_kg", "Выпуск продукции", "kg", above=0, optional=True),
    ),
    checks=(_power_is_known,),
)


def _connected(given: Record, work: Calculation) -> Value:
    """The connected power, given or summed over the equipment."""
    known, machines = given.maybe("connected_power_kw"), given.rows("equipment")
    if known is None:
        return work.apply(
            CONNECTED,
            count=[row.number("count") for row in machines],
            unit_power=[row.number("unit_power_kw") for row in machines],
        )
    if machines:
        work.warn(
            "unused_input",
            "Присоединённая мощность задана числом: мощность оборудования в расчёт не вошла.",
        )
    return known


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Charges, payment, total and unit cost (catalogue 55, formulas 44–46 with example 3)."""
    energy = given.number("annual_energy_kwh")
    work.section("Плата")
    power = _connected(given, work)
    capacity_charge = work.apply(
        CAPACITY_CHARGE, power=power, capacity_rate=given.number("capacity_rate_rub_per_kw")
    )
    energy_charge = work.apply(
        ENERGY_CHARGE, energy=energy, energy_rate=given.number("energy_rate_rub_per_kwh")
    )
    payment = work.apply(
        PAYMENT,
        capacity_charge=capacity_charge,
        energy_charge=energy_charge,
        adjustment=given.number("tariff_adjustment_pct"),
        loss=given.number("network_loss_share"),
        demand=given.number("demand_factor"),
    )
    work.section("Себестоимость")
    cost = work.apply(
        TOTAL_COST, payment=payment, factor=given.number("upkeep_factor"), upkeep=given.number("upkeep_rub")
    )
    unit_cost = work.apply(UNIT_COST, cost=cost, energy=energy)
    result: dict[str, Outcome] = {
        "connected_power_kw": power,
        "capacity_charge_rub": capacity_charge,
        "energy_charge_rub": energy_charge,
        "payment_rub": payment,
        "total_cost_rub": cost,
        "unit_cost_rub_per_kwh": unit_cost,
    }
    output = given.maybe("product_output_kg")
    if output is not None:
        result["specific_energy_kwh_per_kg"] = work.apply(SPECIFIC_ENERGY, energy=energy, output=output)
    _warn(given, power, work)
    if work.recording:
        charges = (("Плата за мощность", capacity_charge.number), ("Плата за энергию", energy_charge.number))
        work.draw(structure("Плата по двуставочному тарифу", "Плата, руб.", charges))
        work.conclude(
            f"Полные затраты {number_text(cost.number)} руб., себестоимость "
            f"{number_text(unit_cost.number)} руб./кВт·ч."
        )
    return result


def _warn(given: Record, power: Value, work: Calculation) -> None:
    hours = given.number("annual_energy_kwh").number / power.number
    if hours > _HOURS_OF_A_YEAR:
        work.warn(
            "energy_beyond_power",
            f"Годовое потребление соответствует {number_text(hours)} ч работы всей мощности, а в году "
            f"не больше {_HOURS_OF_A_YEAR} ч: проверьте мощность и потребление.",
        )
    if given.number("network_loss_share").number or given.number("demand_factor").number < 1:
        work.warn(
            "whole_payment_factored",
            "По методу источника потери в сетях и коэффициент спроса умножают всю плату, хотя потери "
            "относятся к энергии, а коэффициент спроса — к мощности.",
        )
    factor = given.number("upkeep_factor").number
    low, high = _USUAL_UPKEEP
    if factor != 1 and not low <= factor <= high:
        work.warn(
            "unusual_upkeep",
            f"Коэффициент содержания энергохозяйства {number_text(factor)}; обычно "
            f"{number_text(low)}–{number_text(high)}.",
        )


METHOD = Method(
    id="energy.electricity",
    title="Плата за электроэнергию и себестоимость 1 кВт·ч",
    purpose="Сколько платить по двуставочному тарифу и во что обходится киловатт-час.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
        CONNECTED,
        CAPACITY_CHARGE,
        ENERGY_CHARGE,
        PAYMENT,
        TOTAL_COST,
        UNIT_COST,
        SPECIFIC_ENERGY,
    ),
    compute=compute,
)
