"""Wage fund of a sewing shop (003 section 6, formulas 6.12–6.32), thousands of roubles."""

from __future__ import annotations

from potok.notes.algebra import HUNDRED_PERCENT, total
from potok.notes.expression import Const, Expr, Symbol
from potok.notes.formula import Formula, Source

_RUB_PER_KRUB = Const(1000, "rub/krub")
_YEAR = Const(12, "month")

_PEOPLE = Symbol("people", "К", "рабочих", "people")
_PERCENT = Symbol("pct", "%", "процент", "pct")


def _formula(
    name: str, number: str, titles: tuple[str, str], notation: str, expression: Expr, unit: str = "krub"
) -> Formula:
    """A formula of section 6; the Russian title is the meaning of its result as well."""
    title, english = titles
    return Formula(
        id=f"labour.{name}",
        source=Source("003", "разд. 6", number),
        title=title,
        english=english,
        result=Symbol(name, notation, title[:1].lower() + title[1:], unit),
        expression=expression,
    )


def _sum(name: str, number: str, titles: tuple[str, str], notation: str, part: Symbol) -> Formula:
    """The sum of one column over the rows."""
    return _formula(name, number, titles, notation, total(part), part.unit)


DIRECT_PIECE = _formula(
    "direct_piece_fund",
    "6.12",
    ("Прямой фонд сдельщиков", "Direct piece-rate wage bill"),
    "ФЗП_пр.сд",
    Symbol("rate", "Р_сд", "сдельная расценка изделия", "rub/pcs")
    * Symbol("output", "В_год", "годовой выпуск", "pcs")
    / _RUB_PER_KRUB,
)

PIECE_BONUS = _formula(
    "piece_bonus",
    "6.13",
    ("Премия сдельщиков", "Piece-workers' bonus"),
    "П_р.сд",
    DIRECT_PIECE.result * _PERCENT / HUNDRED_PERCENT,
)

BY_RATE = _formula(
    "fund_by_hourly_rate",
    "6.14",
    ("Прямой фонд повременщиков по часовой ставке", "Time-workers' wage bill by hourly rate"),
    "ФЗП_повр.i",
    Symbol("rate", "Т_ст", "часовая тарифная ставка", "rub/h")
    * Symbol("fund", "F_раб", "фонд рабочего времени", "h")
    * _PEOPLE
    / _RUB_PER_KRUB,
)

BY_SALARY = _formula(
    "fund_by_monthly_salary",
    "6.15",
    ("Прямой фонд повременщиков по окладу", "Time-workers' wage bill by salary"),
    "ФЗП_окл.i",
    Symbol("salary", "Окл", "месячный оклад", "rub/month") * _YEAR * _PEOPLE / _RUB_PER_KRUB,
)

TIME_BONUS = _formula(
    "time_worker_bonus",
    "6.17",
    ("Премия повременщиков профессии", "Time-workers' bonus"),
    "П_р.повр.i",
    Symbol("direct", "ФЗП_i", "прямой фонд профессии", "krub") * _PERCENT / HUNDRED_PERCENT,
)

DIRECT_TIME = _sum(
    "direct_time_fund",
    "6.16",
    ("Прямой фонд повременщиков", "Time-workers' wage bill"),
    "ФЗП_пр.повр",
    Symbol("part", "ФЗП_i", "прямой фонд профессии", "krub", series=True),
)

TIME_BONUS_TOTAL = _sum(
    "time_bonus",
    "6.17",
    ("Премия повременщиков", "Time-workers' bonus, total"),
    "П_р.повр",
    Symbol("part", "П_р.повр.i", "премия профессии", "krub", series=True),
)

DIRECT = _formula(
    "workers_direct_fund",
    "6.16",
    ("Прямой фонд рабочих", "Direct wage bill"),
    "ФЗП_пр",
    DIRECT_PIECE.result + DIRECT_TIME.result,
)

EVENING = _formula(
    "evening_premium",
    "6.18, 6.19",
    ("Доплата за вечернюю смену", "Evening shift premium"),
    "Д_веч",
    Symbol("share", "d_веч", "доплата за вечерний час", "share")
    * Symbol("rate", "Т_ст", "минимальная часовая ставка", "rub/h")
    * Symbol("evening", "F_веч", "вечерний фонд времени", "h")
    * _PEOPLE
    / _RUB_PER_KRUB,
)

OTHER = _formula(
    "other_allowance",
    "6.20",
    ("Прочие доплаты, от прямого фонда сдельщиков", "Other allowances"),
    "Д_пр",
    DIRECT_PIECE.result * _PERCENT / HUNDRED_PERCENT,
)

HOURLY = _formula(
    "workers_hourly_fund",
    "6.21",
    ("Часовой фонд заработной платы", "Hourly wage fund"),
    "ФЗП_час",
    DIRECT.result
    + TIME_BONUS_TOTAL.result
    + Symbol("evening_piece", "Д_веч.сд", "вечерние доплаты сдельщиков", "krub")
    + PIECE_BONUS.result
    + OTHER.result
    + Symbol("evening_time", "Д_веч.повр", "вечерние доплаты повременщиков", "krub"),
)

DAILY = _formula(
    "workers_daily_fund",
    "6.22",
    ("Дневной фонд заработной платы", "Daily wage fund"),
    "ФЗП_дн",
    HOURLY.result
    + Symbol("juvenile", "Д_подр", "доплаты подросткам", "krub")
    + Symbol("mothers", "Д_мат", "доплаты кормящим матерям", "krub"),
)

VACATION = _formula(
    "vacation_pay",
    "6.23",
    ("Оплата отпусков", "Vacation pay"),
    "Д_отп",
    DAILY.result
    * Symbol("vacation", "Дни_отп", "дней отпуска", "day")
    / Symbol("working", "Дни_раб", "рабочих дней", "day"),
)

PUBLIC_DUTIES = _formula(
    "public_duties",
    "6.24",
    ("Оплата государственных и общественных обязанностей", "Public-duty pay"),
    "Д_гос",
    DAILY.result * _PERCENT / HUNDRED_PERCENT,
)

ANNUAL = _formula(
    "workers_annual_fund",
    "6.25",
    ("Годовой фонд заработной платы рабочих", "Annual wage fund"),
    "ФЗП_год",
    DAILY.result + VACATION.result + PUBLIC_DUTIES.result,
)

MANAGER_FUND = _formula(
    "manager_fund",
    "6.26",
    ("Фонд руководителей должности", "Managers' salary fund"),
    "ФЗП_рук.i",
    Symbol("salary", "ОКЛ", "месячный оклад", "krub/month") * _YEAR * _PEOPLE,
)

MANAGER_BONUS = _formula(
    "manager_bonus",
    "6.27",
    ("Премия руководителей должности", "Managers' bonus"),
    "П_р.рук.i",
    MANAGER_FUND.result * _PERCENT / HUNDRED_PERCENT,
)

MANAGERS_FUND = _sum(
    "managers_fund",
    "6.26",
    ("Фонд руководителей", "Managers' salary fund, total"),
    "ФЗП_рук",
    Symbol("part", "ФЗП_рук.i", "фонд должности", "krub", series=True),
)

MANAGERS_BONUS = _sum(
    "managers_bonus",
    "6.27",
    ("Премия руководителей", "Managers' bonus, total"),
    "П_р.рук",
    Symbol("part", "П_р.рук.i", "премия должности", "krub", series=True),
)

HEADCOUNT = _sum(
    "people_total",
    "",
    ("Численность группы", "Headcount of a group"),
    "К",
    Symbol("part", "К_i", "численность", "people", series=True),
)

LISTED = _formula(
    "listed_workers",
    "6.28",
    ("Списочная численность рабочих", "Payroll workers"),
    "К_спис",
    Symbol("piece", "К_сд", "списочных сдельщиков", "people")
    + Symbol("time", "К_повр", "повременщиков", "people"),
    "people",
)

AVERAGE_WAGE = _formula(
    "average_monthly_wage",
    "6.28",
    ("Среднемесячная заработная плата рабочего", "Average monthly wage"),
    "ЗП",
    ANNUAL.result / (_YEAR * LISTED.result),
    "krub/month",
)

CONSUMPTION = _formula(
    "consumption_payments",
    "6.29",
    ("Выплаты из фонда потребления", "Consumption fund payments"),
    "В_потр",
    ANNUAL.result * _PERCENT / HUNDRED_PERCENT,
)

AVERAGE_INCOME = _formula(
    "average_monthly_income",
    "6.30",
    ("Среднемесячный доход рабочего", "Average monthly income"),
    "Д",
    (ANNUAL.result + CONSUMPTION.result) / (_YEAR * LISTED.result),
    "krub/month",
)

OUTPUT_PER_WORKER = _formula(
    "annual_output_per_worker",
    "6.31",
    ("Производительность труда в натуре", "Physical output per worker"),
    "ПТ_нат",
    Symbol("output", "В_год", "годовой выпуск", "pcs")
    / Symbol("attending", "К_яв", "явочных сдельщиков", "people"),
    "pcs/people",
)

PERSONNEL = _formula(
    "industrial_personnel",
    "6.32",
    ("Промышленно-производственный персонал", "Industrial personnel"),
    "К_ппп",
    LISTED.result + Symbol("managers", "К_рук", "руководителей", "people"),
    "people",
)

COMMODITY_PER_WORKER = _formula(
    "commodity_per_worker",
    "6.32",
    ("Производительность труда в стоимости", "Value output per head"),
    "ПТ_ст",
    Symbol("commodity", "ТП", "товарная продукция", "krub") / PERSONNEL.result,
    "krub/people",
)

FORMULAS = (
    DIRECT_PIECE,
    PIECE_BONUS,
    BY_RATE,
    BY_SALARY,
    TIME_BONUS,
    DIRECT_TIME,
    TIME_BONUS_TOTAL,
    DIRECT,
    EVENING,
    OTHER,
    HOURLY,
    DAILY,
    VACATION,
    PUBLIC_DUTIES,
    ANNUAL,
    MANAGER_FUND,
    MANAGER_BONUS,
    MANAGERS_FUND,
    MANAGERS_BONUS,
    HEADCOUNT,
    LISTED,
    AVERAGE_WAGE,
    CONSUMPTION,
    AVERAGE_INCOME,
    OUTPUT_PER_WORKER,
    PERSONNEL,
    COMMODITY_PER_WORKER,
)
