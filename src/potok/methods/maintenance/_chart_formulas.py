"""Points of repairs in the planned year, and what they cost (catalogue chapter 50)."""

from __future__ import annotations

from potok.methods.maintenance import _funds
from potok.notes.algebra import case, ceiling, equal, floor, maximum, total
from potok.notes.expression import Const, Symbol
from potok.notes.formula import Formula, Limit, Source

RULES = Source("convention", "каталог, гл. 50, график ППР")
_SOURCE = Source("004", "§2.5, пример 2")

MONTH_LENGTH = Symbol("month_length", "T_мес", "условный месяц", "h")
MONTH = Symbol("month", "m", "номер месяца")
POINT = Symbol("point", "x", "часов от начала планового года", "h")
ELAPSED_SYMBOL = Symbol("elapsed", "H_0", "прошло с капитального ремонта к началу года", "h")
CAPITAL_INTERVAL = Symbol("capital_interval", "T_к", "пробег между капитальными ремонтами", "h")
CURRENT_INTERVAL = Symbol("current_interval", "T_т", "пробег между текущими ремонтами", "h")
CAPITAL_DOWNTIME = Symbol("capital", "Р_к", "простой в капитальном ремонте", "h")
CURRENT_DOWNTIME = Symbol("current", "Р_т", "простой в текущем ремонте", "h")
CAPITALS = Symbol("k", "k", "капитальных ремонтов за год", "pcs")
CURRENTS = Symbol("n", "n", "текущих ремонтов за год", "pcs")
_BEFORE = Symbol("before", "x_0", "точка предыдущего ремонта", "h")

INTERVAL_IN_YEARS = Formula(
    id="maintenance.capital_interval_years",
    source=_SOURCE,
    title="Пробег между капитальными ремонтами в годах",
    english="Capital interval in years",
    result=Symbol("years", "T_к.лет", "пробег между капитальными ремонтами", "year"),
    expression=CAPITAL_INTERVAL / Const(8760, "h/year"),
)

YEAR = Formula(
    id="maintenance.conventional_year",
    source=RULES,
    title="Условный год",
    english="Conventional year",
    result=Symbol("year", "T_у.к", "условный год", "h"),
    expression=12 * MONTH_LENGTH,
)

ELAPSED = Formula(
    id="maintenance.elapsed",
    source=RULES,
    title="Пробег от последнего капитального ремонта до начала года",
    english="Hours since the last capital repair",
    result=ELAPSED_SYMBOL,
    expression=(12 * Symbol("ago", "y", "лет назад был капитальный ремонт") - MONTH) * MONTH_LENGTH,
)

FIRST_SLOT = Formula(
    id="maintenance.first_slot",
    source=RULES,
    title="Первый ремонтный слот года",
    english="First repair slot of the year",
    result=POINT,
    expression=(floor(ELAPSED_SYMBOL / CURRENT_INTERVAL) + 1) * CURRENT_INTERVAL - ELAPSED_SYMBOL,
)

POINT_OF_MONTH = Formula(
    id="maintenance.month_end",
    source=RULES,
    title="Ремонт в конце заданного месяца",
    english="Repair at the end of a month",
    result=POINT,
    expression=MONTH * MONTH_LENGTH,
)

CAPITAL_POINT = Formula(
    id="maintenance.capital_point",
    source=RULES,
    title="Капитальный ремонт; просроченный занимает первый слот года",
    english="Capital repair of the year",
    result=POINT,
    expression=case(
        ELAPSED_SYMBOL < CAPITAL_INTERVAL,
        CAPITAL_INTERVAL - ELAPSED_SYMBOL,
        case(
            Symbol("slot", "x_1", "первый ремонтный слот", "h") <= YEAR.result,
            Symbol("slot", "x_1", "первый ремонтный слот", "h"),
            MONTH_LENGTH,
        ),
    ),
)

NEXT_CURRENT = Formula(
    id="maintenance.next_current",
    source=RULES,
    title="Следующий текущий ремонт",
    english="Next current repair",
    result=POINT,
    expression=_BEFORE + CURRENT_INTERVAL,
)

NEXT_CAPITAL = Formula(
    id="maintenance.next_capital",
    source=RULES,
    title="Следующий капитальный ремонт",
    english="Next capital repair",
    result=POINT,
    expression=_BEFORE + CAPITAL_INTERVAL,
)

MONTH_OF_POINT = Formula(
    id="maintenance.month_of_repair",
    source=RULES,
    title="Месяц ремонта",
    english="Month of a repair",
    result=MONTH,
    expression=ceiling(POINT / MONTH_LENGTH),
)

REPAIRS_OF_MONTH = Formula(
    id="maintenance.repairs_of_month",
    source=RULES,
    title="Ремонтов в месяце",
    english="Repairs of a month",
    result=Symbol("in_month", "n_m", "ремонтов в месяце", "pcs"),
    expression=total(case(equal(Symbol("months", "m_j", "месяц ремонта", series=True), MONTH), 1, 0)),
)

REPAIRS_OF_YEAR = Formula(
    id="maintenance.repairs_of_year",
    source=RULES,
    title="Ремонтов за год",
    english="Repairs of the year",
    result=Symbol("in_year", "n_год", "ремонтов за год", "pcs"),
    expression=total(Symbol("in_month", "n_m", "ремонтов в месяце", "pcs", series=True)),
)

DOWNTIME = Formula(
    id="maintenance.chart_downtime",
    source=_SOURCE,
    title="Простой машины в ремонтах за год",
    english="Repair downtime of a machine",
    result=Symbol("repair", "П", "простой в ремонтах", "h"),
    expression=CAPITALS * CAPITAL_DOWNTIME + CURRENTS * CURRENT_DOWNTIME,
)

_OFF_TIME = Symbol("off", "t_нераб", "часы капитального ремонта в нерабочее время", "h")

LOSS = Formula(
    id="maintenance.working_time_loss",
    source=_SOURCE,
    title="Потери рабочего времени",
    english="Loss of working time",
    result=Symbol("loss", "Δ", "потери рабочего времени", "h"),
    expression=CAPITALS * maximum(0, CAPITAL_DOWNTIME - _OFF_TIME) + CURRENTS * CURRENT_DOWNTIME,
)

LOSS_OFF_TIME = Formula(
    id="maintenance.working_time_loss_off_time",
    source=_SOURCE,
    title="Потери рабочего времени, текущие ремонты в нерабочее время",
    english="Loss of working time, current repairs outside working time",
    result=LOSS.result,
    expression=CAPITALS * maximum(0, CAPITAL_DOWNTIME - _OFF_TIME),
)

EFFECTIVE = Formula(
    id="maintenance.chart_effective_fund",
    source=_SOURCE,
    title="Эффективный фонд по графику",
    english="Effective operating time by the chart",
    result=Symbol("effective", "T_эф", "эффективный фонд", "h"),
    expression=_funds.NOMINAL.result
    - Symbol("technical", "t_тех", "простои по технологическим причинам", "h")
    - LOSS.result,
    limits=(
        Limit(
            Symbol("technical", "t_тех", "простои по технологическим причинам", "h") + LOSS.result
            <= _funds.NOMINAL.result,
            "простои больше номинального фонда",
            "Проверьте пробеги, простои в ремонтах и технологические простои.",
        ),
    ),
)

DOWNTIME_OF_ALL = Formula(
    id="maintenance.chart_downtime_total",
    source=_SOURCE,
    title="Простой всех машин в ремонтах",
    english="Repair downtime of all machines",
    result=Symbol("repair_total", "П_Σ", "простой всех машин в ремонтах", "h"),
    expression=total(Symbol("repair", "П", "простой машины в ремонтах", "h", series=True)),
)

FORMULAS = (
    INTERVAL_IN_YEARS,
    YEAR,
    ELAPSED,
    FIRST_SLOT,
    POINT_OF_MONTH,
    CAPITAL_POINT,
    NEXT_CURRENT,
    NEXT_CAPITAL,
    MONTH_OF_POINT,
    REPAIRS_OF_MONTH,
    REPAIRS_OF_YEAR,
    DOWNTIME,
    LOSS,
    LOSS_OFF_TIME,
    EFFECTIVE,
    DOWNTIME_OF_ALL,
)
