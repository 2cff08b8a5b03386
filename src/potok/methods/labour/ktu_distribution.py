"""Earnings of a brigade by the coefficient of labour participation, КТУ (001 section 5; catalogue 95.5)."""

from __future__ import annotations

from potok.methods.labour._earnings import HOURS, RATE, TARIFF, TARIFF_TOTAL
from potok.methods.method import Method
from potok.notes.algebra import total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Flag, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_STANDARD = Source("standard", "распределение по КТУ")

_FUND = Symbol("fund", "Ф", "фонд бригады", "rub")
_WEIGHT = Symbol("weight", "w_i", "вес: тариф с учётом КТУ", "rub")
_WEIGHTS = Symbol("weights", "w_i", "вес: тариф с учётом КТУ", "rub", series=True)
_WEIGHT_SUM = Symbol("weight_sum", "W", "сумма весов", "rub")

WEIGHT = Formula(
    id="labour.ktu_weight",
    source=_STANDARD,
    title="Вес члена бригады",
    english="Weight of a member",
    result=_WEIGHT,
    expression=RATE * HOURS * Symbol("ktu", "КТУ_i", "коэффициент трудового участия"),
)

WEIGHT_SUM = Formula(
    id="labour.ktu_weight_sum",
    source=_STANDARD,
    title="Сумма весов",
    english="Sum of the weights",
    result=_WEIGHT_SUM,
    expression=total(_WEIGHTS),
)

REMAINDER = Formula(
    id="labour.above_tariff",
    source=_STANDARD,
    title="Распределяемая сумма: фонд без гарантированного тарифа",
    english="Sum to distribute above the tariff",
    result=Symbol("distributable", "Ф_р", "распределяемая сумма", "rub"),
    expression=_FUND - TARIFF_TOTAL.result,
)

PER_WEIGHT = Formula(
    id="labour.rub_per_weight",
    source=_STANDARD,
    title="Распределяется на рубль веса",
    english="Sum per unit of weight",
    result=Symbol("per_weight", "k", "распределяется на рубль веса"),
    expression=REMAINDER.result / _WEIGHT_SUM,
    limits=(
        Limit(
            _WEIGHT_SUM > 0,
            "сумма весов равна нулю",
            "Хотя бы у одного члена бригады ставка, часы и КТУ должны быть больше нуля.",
        ),
    ),
)

SHARE = Formula(
    id="labour.ktu_share",
    source=_STANDARD,
    title="Доля в распределении",
    english="Share of a member",
    result=Symbol("share", "d_i", "доля в распределении", "share"),
    expression=_WEIGHT / _WEIGHT_SUM,
)

DISTRIBUTED = Formula(
    id="labour.distributed",
    source=_STANDARD,
    title="Распределено члену бригады",
    english="Sum distributed to a member",
    result=Symbol("distributed", "З_р.i", "распределено", "rub"),
    expression=PER_WEIGHT.result * _WEIGHT,
)

EARNED = Formula(
    id="labour.earned",
    source=_STANDARD,
    title="Заработок с гарантированным тарифом",
    english="Earnings with the guaranteed tariff",
    result=Symbol("earned", "З_i", "заработок", "rub"),
    expression=TARIFF.result + DISTRIBUTED.result,
)

TOTAL = Formula(
    id="labour.brigade_earned",
    source=_STANDARD,
    title="Заработок бригады: равен фонду",
    english="Earnings of the brigade",
    result=Symbol("total", "З", "заработок бригады", "rub"),
    expression=total(Symbol("part", "З_i", "заработок", "rub", series=True)),
)

INPUTS = Inputs(
    fields=(
        Number("fund_rub", "Фонд бригады", "rub", at_least=0),
        Flag("tariff_guaranteed", "Тариф гарантирован, по КТУ делится остаток"),
        Rows(
            "members",
            "Члены бригады",
            (
                Text("name", "Имя"),
                Number("hourly_rate_rub", "Часовая ставка", "rub/h", above=0),
                Number("worked_h", "Отработано", "h", at_least=0),
                Number("ktu", "КТУ", at_least=0),
            ),
        ),
    ),
)


def _distributable(given: Record, tariff_total: Value, work: Calculation) -> Value:
    """The whole fund, or what it leaves above the guaranteed tariff (may be negative)."""
    fund = given.number("fund_rub")
    if not given.flag("tariff_guaranteed"):
        return fund
    left = work.apply(REMAINDER, fund=fund, tariff_total=tariff_total)
    if left.number < 0:
        work.warn(
            "fund_below_tariff",
            f"Фонд меньше тарифного заработка на {number_text(-left.number)} руб.: недостающее удерживается "
            "по КТУ, то есть больше всего у тех, у кого КТУ выше. "
            "Увеличьте фонд или делите по КТУ весь фонд.",
        )
    return left


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Weights, shares and earnings of every member (catalogue 95.5)."""
    members = given.rows("members")
    names = [member.text("name") for member in members]
    times = [
        {"rate": member.number("hourly_rate_rub"), "hours": member.number("worked_h")} for member in members
    ]
    work.section("Тариф и веса")
    tariffs = work.each(TARIFF, times, names)
    tariff_total = work.apply(TARIFF_TOTAL, part=tariffs)
    weighted = [{**time, "ktu": member.number("ktu")} for time, member in zip(times, members, strict=True)]
    weights = work.each(WEIGHT, weighted, names)
    weight_sum = work.apply(WEIGHT_SUM, weights=weights)
    work.section("Распределение")
    distributable = _distributable(given, tariff_total, work)
    per_weight = work.apply(PER_WEIGHT, distributable=distributable, weight_sum=weight_sum)
    shares = work.each(SHARE, [{"weight": weight, "weight_sum": weight_sum} for weight in weights], names)
    parts = [{"per_weight": per_weight, "weight": weight} for weight in weights]
    distributed = work.each(DISTRIBUTED, parts, names)
    earned = distributed
    if given.flag("tariff_guaranteed"):
        pairs = zip(tariffs, distributed, strict=True)
        earned = work.each(EARNED, [{"tariff": a, "distributed": b} for a, b in pairs], names)
    whole = work.apply(TOTAL, part=earned)
    if work.recording:
        _explain(names, {"Тариф": tariffs, "Заработок": earned}, per_weight, work)
    return {
        "tariff_total_rub": tariff_total,
        "distributable_rub": distributable,
        "rub_per_weight": per_weight,
        "members": [
            {
                "name": name,
                "tariff_rub": tariffs[place],
                "weight": weights[place],
                "share": shares[place],
                "distributed_rub": distributed[place],
                "total_rub": earned[place],
            }
            for place, name in enumerate(names)
        ],
        "total_rub": whole,
    }


def _explain(names: list[str], columns: dict[str, list[Value]], per_weight: Value, work: Calculation) -> None:
    series = tuple(
        xy_series(title, names, [value.number for value in values]) for title, values in columns.items()
    )
    work.draw(Figure("bar", "Тариф и заработок членов бригады", "Член бригады", "Сумма, руб.", series))
    work.conclude(f"На рубль тарифа при КТУ = 1 распределяется {number_text(per_weight.number)} руб.")


METHOD = Method(
    id="labour.ktu_distribution",
    title="Распределение заработка по КТУ",
    purpose="Как делится заработок бригады по ставкам, часам и коэффициентам трудового участия.",
    source=Source("001", "разд. 5"),
    inputs=INPUTS,
    formulas=(
        TARIFF,
        TARIFF_TOTAL,
        WEIGHT,
        WEIGHT_SUM,
        REMAINDER,
        PER_WEIGHT,
        SHARE,
        DISTRIBUTED,
        EARNED,
        TOTAL,
    ),
    compute=compute,
)
