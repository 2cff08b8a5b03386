"""Repairs of the planned year month by month, and what they cost (catalogue chapter 50).

Repairs are counted to the end of each month instead of being placed one by one: a count is a formula, so
that the exported workbook stays right when an interval is changed.
"""

from __future__ import annotations

from potok.methods.maintenance import _funds
from potok.notes.algebra import case, ceiling, floor, maximum, minimum, total
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

_END = MONTH * MONTH_LENGTH
_CAPITAL_POINT = Symbol("major", "x_к", "первый капитальный ремонт, часов от начала года", "h")
_SLOT = Symbol("slot", "x_1", "первый ремонтный слот", "h")
_SLOTS_BY_NOW = maximum(0, floor((_END - _SLOT) / CURRENT_INTERVAL) + 1)

SLOTS_SO_FAR = Formula(
    id="maintenance.slots_so_far",
    source=RULES,
    title="Текущих ремонтов нарастающим итогом",
    english="Current repairs so far",
    result=Symbol("before", "b_m", "текущих ремонтов до капитального, нарастающим итогом", "pcs"),
    expression=_SLOTS_BY_NOW,
)

SLOTS_BEFORE_CAPITAL = Formula(
    id="maintenance.slots_before_capital",
    source=RULES,
    title="Текущих ремонтов до капитального нарастающим итогом",
    english="Current repairs before the capital one so far",
    result=SLOTS_SO_FAR.result,
    expression=minimum(_SLOTS_BY_NOW, maximum(0, ceiling((_CAPITAL_POINT - _SLOT) / CURRENT_INTERVAL))),
)

CAPITALS_SO_FAR = Formula(
    id="maintenance.capitals_so_far",
    source=RULES,
    title="Капитальных ремонтов нарастающим итогом",
    english="Capital repairs so far",
    result=Symbol("so_far", "k_m", "капитальных ремонтов нарастающим итогом", "pcs"),
    expression=maximum(0, floor((_END - _CAPITAL_POINT) / CAPITAL_INTERVAL) + 1),
)

_CYCLES = floor((_END - _CAPITAL_POINT) / CAPITAL_INTERVAL)
_IN_CYCLE = ceiling(CAPITAL_INTERVAL / CURRENT_INTERVAL) - 1

SLOTS_AFTER_CAPITAL = Formula(
    id="maintenance.slots_after_capital",
    source=RULES,
    title="Текущих ремонтов после капитального нарастающим итогом",
    english="Current repairs after the capital one so far",
    result=Symbol("after", "a_m", "текущих ремонтов после капитального, нарастающим итогом", "pcs"),
    expression=case(
        _END > _CAPITAL_POINT,
        _CYCLES * _IN_CYCLE
        + minimum(
            _IN_CYCLE,
            floor((_END - _CAPITAL_POINT - _CYCLES * CAPITAL_INTERVAL) / CURRENT_INTERVAL),
        ),
        0,
    ),
)

CURRENTS_SO_FAR = Formula(
    id="maintenance.currents_so_far",
    source=RULES,
    title="Всех текущих ремонтов нарастающим итогом",
    english="All current repairs so far",
    result=Symbol("so_far", "n_Σ.m", "текущих ремонтов нарастающим итогом", "pcs"),
    expression=SLOTS_SO_FAR.result + SLOTS_AFTER_CAPITAL.result,
)

REPAIRS_OF_MONTH = Formula(
    id="maintenance.repairs_of_month",
    source=RULES,
    title="Ремонтов в месяце",
    english="Repairs of a month",
    result=Symbol("in_month", "n_m", "ремонтов в месяце", "pcs"),
    expression=Symbol("now", "n_Σ.m", "ремонтов к концу месяца", "pcs")
    - Symbol("earlier", "n_Σ.m−1", "ремонтов к концу прошлого месяца", "pcs"),
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
    SLOTS_SO_FAR,
    SLOTS_BEFORE_CAPITAL,
    CAPITALS_SO_FAR,
    SLOTS_AFTER_CAPITAL,
    CURRENTS_SO_FAR,
    REPAIRS_OF_MONTH,
    REPAIRS_OF_YEAR,
    DOWNTIME,
    LOSS,
    LOSS_OFF_TIME,
    EFFECTIVE,
    DOWNTIME_OF_ALL,
)
