"""Tariff wage fund by rank coefficients (004 §2.8, formulas 81, 82)."""

from __future__ import annotations

from potok.methods.method import Method
from potok.notes.algebra import case, nearest
from potok.notes.calculation import Calculation
from potok.notes.expression import Const, Symbol
from potok.notes.figures import structure
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_EXAMPLE = Source("004", "§2.8, расчёт фонда заработной платы")
#: The crews of the worked example; for other numbers night and holiday hours follow by analogy.
_CREWS_OF_EXAMPLE = 5

_RATE = Symbol("rate", "ЧТС", "часовая тарифная ставка", "rub/h")
_FUND = Symbol("fund", "T_эф", "эффективный фонд времени рабочего", "h")
_PEOPLE = Symbol("people", "N", "рабочих", "people")
_CREWS = Symbol("crews", "n_бр", "бригад")
_STEP = Symbol("step", "Δ", "шаг округления ставки", "rub/h")

RATE_EXACT = Formula(
    id="labour.hourly_rate_exact",
    source=Source("004", "§2.8", "81"),
    title="Часовая тарифная ставка, точно",
    english="Hourly tariff rate, exact",
    result=Symbol("rate_exact", "ЧТС_т", "часовая тарифная ставка, точно", "rub/h"),
    expression=(
        Symbol("rank", "РКО", "ранговый коэффициент оплаты")
        * Symbol("base", "БТС", "базовая ставка", "rub/h")
        + Symbol("extra", "ЧТС_доп", "дополнительная ставка", "rub/h")
    )
    * Symbol("harm", "K_вр", "коэффициент вредности")
    * Symbol("short_day", "K_сок", "коэффициент сокращённой недели"),
)

RATE = Formula(
    id="labour.hourly_rate",
    source=_EXAMPLE,
    title="Часовая тарифная ставка, округлённая: дальше идёт она",
    english="Hourly tariff rate, rounded",
    result=_RATE,
    expression=case(_STEP > 0, nearest(RATE_EXACT.result / _STEP) * _STEP, RATE_EXACT.result),
)

TARIFF = Formula(
    id="labour.tariff_fund",
    source=Source("004", "§2.8", "82"),
    title="Тарифный фонд",
    english="Tariff wage fund",
    result=Symbol("tariff", "З_тар", "тарифный фонд", "rub"),
    expression=_FUND * _RATE * _PEOPLE,
)

BONUS = Formula(
    id="labour.tariff_bonus",
    source=_EXAMPLE,
    title="Премия от тарифного фонда",
    english="Bonus on the tariff fund",
    result=Symbol("bonus", "З_прем", "премия", "rub"),
    expression=Symbol("bonus_share", "x_прем", "доля премии", "share") * TARIFF.result,
)

NIGHT_HOURS = Formula(
    id="labour.night_hours_of_worker",
    source=_EXAMPLE,
    title="Ночные часы одного рабочего",
    english="Night hours of a worker",
    result=Symbol("night_h", "T_ноч", "ночные часы рабочего", "h"),
    expression=_FUND / _CREWS,
)

NIGHT = Formula(
    id="labour.night_pay",
    source=_EXAMPLE,
    title="Доплата за ночное время",
    english="Night premium",
    result=Symbol("night", "З_ноч", "доплата за ночное время", "rub"),
    expression=Symbol("night_share", "x_ноч", "доплата за ночной час", "share")
    * NIGHT_HOURS.result
    * _RATE
    * _PEOPLE,
)

HOLIDAY_HOURS = Formula(
    id="labour.holiday_hours_of_worker",
    source=_EXAMPLE,
    title="Праздничные часы одного рабочего",
    english="Holiday hours of a worker",
    result=Symbol("holiday_h", "T_пр", "праздничные часы рабочего", "h"),
    expression=Symbol("days", "D_пр", "праздничных дней", "day")
    * Symbol("day_length", "h_сут", "часов работы цеха в сутки", "h/day")
    / _CREWS,
)

HOLIDAY = Formula(
    id="labour.tariff_holiday_pay",
    source=_EXAMPLE,
    title="Доплата за праздники",
    english="Holiday premium",
    result=Symbol("holiday", "З_праз", "доплата за праздники", "rub"),
    expression=Symbol("holiday_share", "x_пр", "доплата за праздничный час", "share")
    * HOLIDAY_HOURS.result
    * _RATE
    * _PEOPLE,
)

EXTRAS = Formula(
    id="labour.night_and_holiday_pay",
    source=_EXAMPLE,
    title="Доплаты за ночное время и праздники",
    english="Night and holiday premium",
    result=Symbol("extras", "З_допл", "доплаты", "rub"),
    expression=NIGHT.result + HOLIDAY.result,
)

BASIC = Formula(
    id="labour.basic_wage",
    source=_EXAMPLE,
    title="Основная заработная плата",
    english="Basic wage",
    result=Symbol("basic", "З_осн", "основная заработная плата", "rub"),
    expression=TARIFF.result + BONUS.result + NIGHT.result + HOLIDAY.result,
)

ADDITIONAL = Formula(
    id="labour.additional_wage",
    source=_EXAMPLE,
    title="Дополнительная заработная плата",
    english="Additional wage",
    result=Symbol("additional", "З_доп", "дополнительная заработная плата", "rub"),
    expression=Symbol("additional_share", "x_доп", "доля дополнительной зарплаты", "share") * BASIC.result,
)

ANNUAL = Formula(
    id="labour.tariff_annual_fund",
    source=_EXAMPLE,
    title="Годовой фонд заработной платы",
    english="Annual wage fund",
    result=Symbol("annual", "З_год", "годовой фонд", "rub"),
    expression=BASIC.result + ADDITIONAL.result,
)

AVERAGE_ANNUAL = Formula(
    id="labour.tariff_average_annual",
    source=_EXAMPLE,
    title="Среднегодовая заработная плата рабочего",
    english="Average annual wage",
    result=Symbol("average", "З_сг", "среднегодовая заработная плата", "rub"),
    expression=ANNUAL.result / _PEOPLE,
)

AVERAGE_MONTHLY = Formula(
    id="labour.tariff_average_monthly",
    source=_EXAMPLE,
    title="Среднемесячная заработная плата рабочего",
    english="Average monthly wage",
    result=Symbol("monthly", "З_см", "среднемесячная заработная плата", "rub/month"),
    expression=AVERAGE_ANNUAL.result / Const(12, "month"),
)

FORMULAS = (
    RATE_EXACT,
    RATE,
    TARIFF,
    BONUS,
    NIGHT_HOURS,
    NIGHT,
    HOLIDAY_HOURS,
    HOLIDAY,
    EXTRAS,
    BASIC,
    ADDITIONAL,
    ANNUAL,
    AVERAGE_ANNUAL,
    AVERAGE_MONTHLY,
)

INPUTS = Inputs(
    fields=(
        Number("rank_coef", "Ранговый коэффициент оплаты", above=0),
        Number("base_rate_rub", "Базовая тарифная ставка 1 ранга", "rub/h", above=0),
        Number("extra_rate_rub", "Дополнительная ставка", "rub/h", at_least=0),
        Number("harm_coef", "Коэффициент вредности (1 + доля)", at_least=1),
        Number("short_day_coef", "Коэффициент сокращённой недели", at_least=1, default=1),
        Number("effective_h", "Эффективный фонд времени рабочего", "h", above=0),
        Number("workers_people", "Рабочих", "people", above=0),
        Number("bonus_share", "Доля премии", "share", at_least=0),
        Number("night_share", "Доплата за ночной час", "share", at_least=0),
        Number("holiday_share", "Доплата за праздничный час", "share", at_least=0),
        Number("crews", "Бригад", above=0, whole=True),
        Number("holiday_days", "Праздничных дней", "day", at_least=0, at_most=366),
        Number(
            "holiday_hours_per_day", "Часов работы цеха в сутки", "h/day", at_least=0, at_most=24, default=24
        ),
        Number("additional_share", "Доля дополнительной зарплаты", "share", at_least=0, default=0.1),
        Number(
            "rate_rounding_rub", "Шаг округления ставки, 0 — не округлять", "rub/h", at_least=0, default=0.01
        ),
    ),
)


def _rates(given: Record, work: Calculation) -> tuple[Value, Value]:
    """Exact and rounded rate."""
    work.section("Ставка")
    exact = work.apply(
        RATE_EXACT,
        rank=given.number("rank_coef"),
        base=given.number("base_rate_rub"),
        extra=given.number("extra_rate_rub"),
        harm=given.number("harm_coef"),
        short_day=given.number("short_day_coef"),
    )
    return exact, work.apply(RATE, rate_exact=exact, step=given.number("rate_rounding_rub"))


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Rate, tariff fund, premiums, annual fund and average wages (catalogue 70.4)."""
    fund, people, crews = given.number("effective_h"), given.number("workers_people"), given.number("crews")
    if crews.number != _CREWS_OF_EXAMPLE:
        work.warn(
            "hours_by_analogy",
            "Ночные и праздничные часы рабочего приняты равными доле одной бригады, как в примере источника "
            f"с пятью бригадами; здесь бригад {number_text(crews.number)}.",
        )
    exact, rate = _rates(given, work)
    work.section("Основная заработная плата")
    tariff = work.apply(TARIFF, fund=fund, rate=rate, people=people)
    bonus = work.apply(BONUS, bonus_share=given.number("bonus_share"), tariff=tariff)
    night_h = work.apply(NIGHT_HOURS, fund=fund, crews=crews)
    share = given.number("night_share")
    night = work.apply(NIGHT, night_share=share, night_h=night_h, rate=rate, people=people)
    length, days = given.number("holiday_hours_per_day"), given.number("holiday_days")
    holiday_h = work.apply(HOLIDAY_HOURS, days=days, day_length=length, crews=crews)
    share = given.number("holiday_share")
    holiday = work.apply(HOLIDAY, holiday_share=share, holiday_h=holiday_h, rate=rate, people=people)
    extras = work.apply(EXTRAS, night=night, holiday=holiday)
    basic = work.apply(BASIC, tariff=tariff, bonus=bonus, night=night, holiday=holiday)
    work.section("Годовой фонд")
    additional = work.apply(ADDITIONAL, additional_share=given.number("additional_share"), basic=basic)
    annual = work.apply(ANNUAL, basic=basic, additional=additional)
    average = work.apply(AVERAGE_ANNUAL, annual=annual, people=people)
    monthly = work.apply(AVERAGE_MONTHLY, average=average)
    if work.recording:
        parts = (
            ("Тарифный фонд", tariff),
            ("Премия", bonus),
            ("Ночные", night),
            ("Праздничные", holiday),
            ("Дополнительная зарплата", additional),
        )
        shown = [(name, part.number) for name, part in parts if part.number]
        work.draw(structure("Структура годового фонда заработной платы", "Сумма, руб.", shown))
        work.conclude(
            f"Годовой фонд {number_text(annual.number)} руб., среднемесячная заработная плата рабочего "
            f"{number_text(monthly.number)} руб."
        )
    return {
        "hourly_rate_exact_rub": exact,
        "hourly_rate_rub": rate,
        "tariff_rub": tariff,
        "bonus_rub": bonus,
        "night_h_per_worker": night_h,
        "night_rub": night,
        "holiday_h_per_worker": holiday_h,
        "holiday_rub": holiday,
        "extras_rub": extras,
        "basic_rub": basic,
        "additional_rub": additional,
        "annual_rub": annual,
        "avg_annual_rub": average,
        "avg_monthly_rub": monthly,
    }


METHOD = Method(
    id="labour.tariff_wage",
    title="Тарифный фонд по ранговым коэффициентам",
    purpose="Часовая ставка, тарифный и годовой фонд заработной платы рабочих одного ранга.",
    source=Source("004", "§2.8", "81, 82"),
    inputs=INPUTS,
    formulas=FORMULAS,
    compute=compute,
)
