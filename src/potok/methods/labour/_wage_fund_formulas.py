"""Direct, hourly, daily and annual wage fund of workers (004 §2.8, formulas 68–80)."""

from __future__ import annotations

from potok.notes.expression import Const, Expr, Symbol
from potok.notes.formula import Formula, Source

_PLACE = "§2.8"
#: The extra pay for overtime: half a rate above the rate already paid.
_OVERTIME_SHARE = 0.5
_MONTHS = 12

_FUND = Symbol("fund", "T_эф", "эффективный фонд времени рабочего", "h")
_DAYS = Symbol("days", "T_эф.дн", "эффективный фонд времени рабочего", "day")
_PEOPLE = Symbol("people", "Л_сп", "списочная численность", "people")
_RATE = Symbol("rate", "T_ст", "часовая тарифная ставка", "rub/h")


def _source(number: str) -> Source:
    return Source("004", _PLACE, number)


def _formula(
    name: str, number: str, titles: tuple[str, str], notation: str, expression: Expr, unit: str = "rub"
) -> Formula:
    """A formula of this chapter; the Russian title is the meaning of its result as well."""
    title, english = titles
    return Formula(
        id=f"labour.{name}",
        source=_source(number),
        title=title,
        english=english,
        result=Symbol(name, notation, title[:1].lower() + title[1:], unit),
        expression=expression,
    )


DIRECT = _formula(
    "direct_fund",
    "68",
    ("Прямой фонд заработной платы", "Direct wage fund"),
    "ФЗП_пр",
    _FUND * _PEOPLE * _RATE,
)

BONUS = _formula(
    "bonus",
    "70",
    ("Премии", "Bonus"),
    "Д_пр",
    DIRECT.result * Symbol("share", "x_пр", "доля премии от прямого фонда", "share"),
)

EVENING_NIGHT = _formula(
    "evening_night",
    "71",
    ("Доплаты за вечернее и ночное время", "Evening and night premium"),
    "Д_н",
    _RATE
    * Symbol("evening_share", "K_веч", "доплата за вечерний час", "share")
    * Symbol("evening", "T_веч", "вечерние часы всех рабочих за год", "man_h")
    + _RATE
    * Symbol("night_share", "K_н", "доплата за ночной час", "share")
    * Symbol("night", "T_н", "ночные часы всех рабочих за год", "man_h"),
)

HOLIDAY = _formula(
    "holiday_pay",
    "72",
    ("Доплаты за работу в праздники", "Holiday premium"),
    "Д_п",
    _RATE
    * Symbol("shift", "T_см", "длительность смены", "h/day")
    * Symbol("holidays", "T_п", "праздничных дней", "day")
    * Symbol("attendance", "Л_яв", "явочная численность в сутки", "people"),
)

OVERTIME = _formula(
    "overtime_pay",
    "73",
    ("Доплаты за переработку графика", "Overtime premium"),
    "Д_п.н",
    Const(_OVERTIME_SHARE)
    * _RATE
    * Symbol("overtime", "T_пер", "переработка одного рабочего", "h/month")
    * Const(_MONTHS, "month")
    * _PEOPLE,
)

BRIGADIER = _formula(
    "brigadier_pay",
    "",
    ("Доплаты бригадирам", "Brigadiers' premium"),
    "Д_б",
    _FUND
    * Symbol("brigadiers", "Л_бр", "бригадиров", "people")
    * _RATE
    * Symbol("share", "x_б", "доплата за бригадирство", "share"),
)

TRAINEE = _formula(
    "trainee_pay",
    "",
    ("Оплата обучения учеников", "Pay for training"),
    "Д_у",
    Symbol("trainees", "n_уч", "учеников", "people")
    * Symbol("sum", "s_уч", "оплата обучения одного ученика", "rub/people"),
)

HOURLY = _formula(
    "hourly_fund",
    "69",
    ("Часовой фонд заработной платы", "Hourly wage fund"),
    "ФЗП_час",
    DIRECT.result
    + BONUS.result
    + EVENING_NIGHT.result
    + HOLIDAY.result
    + OVERTIME.result
    + BRIGADIER.result
    + TRAINEE.result,
)

AVERAGE_HOURLY = _formula(
    "avg_hourly",
    "74",
    ("Среднечасовая заработная плата", "Average hourly wage"),
    "З_сч",
    HOURLY.result / (_PEOPLE * _FUND),
    "rub/h",
)

TEEN = _formula(
    "teen_pay",
    "76",
    ("Доплата подросткам за сокращённый день", "Pay for the shorter day of teenagers"),
    "Д_подр",
    AVERAGE_HOURLY.result
    * Symbol("hours", "T_сп", "сокращение дня подростков на среднесписочного рабочего", "h")
    * _PEOPLE,
)

NURSING = _formula(
    "nursing_pay",
    "77",
    ("Доплата за перерывы кормящим матерям", "Pay for nursing breaks"),
    "Д_пер",
    AVERAGE_HOURLY.result
    * Symbol("hours", "T_п.с", "перерывы кормящих матерей на среднесписочного рабочего", "h")
    * _PEOPLE,
)

DAILY = _formula(
    "daily_fund",
    "75",
    ("Дневной фонд заработной платы", "Daily wage fund"),
    "ФЗП_дн",
    HOURLY.result + TEEN.result + NURSING.result,
)

AVERAGE_DAILY = _formula(
    "avg_daily",
    "78",
    ("Среднедневная заработная плата", "Average daily wage"),
    "З_сд",
    DAILY.result / (_PEOPLE * _DAYS),
    "rub/day",
)

PAID_ABSENCE = _formula(
    "paid_absence",
    "",
    ("Оплата отпусков и выполнения обязанностей", "Pay for days off work"),
    "Д_о",
    AVERAGE_DAILY.result * Symbol("absent", "T_о", "оплачиваемых дней на рабочего", "day") * _PEOPLE,
)

ANNUAL = _formula(
    "annual_fund",
    "79",
    ("Годовой фонд заработной платы", "Annual wage fund"),
    "ФЗП_год",
    DAILY.result
    + Symbol("vacation", "Д_о", "оплата отпусков", "rub")
    + Symbol("duty", "Д_г.о", "оплата государственных обязанностей", "rub")
    + Symbol("study", "Д_у.о", "оплата учебных отпусков", "rub")
    + Symbol("severance", "Д_вых", "выходные пособия", "rub"),
)

AVERAGE_ANNUAL = _formula(
    "avg_annual",
    "80",
    ("Среднегодовая заработная плата", "Average annual wage"),
    "З_сг",
    (ANNUAL.result + Symbol("incentive", "В_ФМП", "выплаты из фонда материального поощрения", "rub"))
    / _PEOPLE,
)

AVERAGE_MONTHLY = _formula(
    "avg_monthly",
    "80",
    ("Среднемесячная заработная плата", "Average monthly wage"),
    "З_см",
    AVERAGE_ANNUAL.result / Const(_MONTHS, "month"),
    "rub/month",
)

FORMULAS = (
    DIRECT,
    BONUS,
    EVENING_NIGHT,
    HOLIDAY,
    OVERTIME,
    BRIGADIER,
    TRAINEE,
    HOURLY,
    AVERAGE_HOURLY,
    TEEN,
    NURSING,
    DAILY,
    AVERAGE_DAILY,
    PAID_ABSENCE,
    ANNUAL,
    AVERAGE_ANNUAL,
    AVERAGE_MONTHLY,
)
