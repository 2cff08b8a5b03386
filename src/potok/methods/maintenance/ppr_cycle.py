"""Repairs of the maintenance cycle and the effective fund (004 §2.5, formulas 38–43)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.maintenance import _funds
from potok.methods.maintenance._funds import Funds
from potok.methods.method import Method
from potok.notes.algebra import maximum, nearest, smallest, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_NOISE = 1e-9


def _source(number: str = "") -> Source:
    return Source("004", "§2.5", number)


_CAPITAL_INTERVAL = Symbol("capital_interval", "T_ц", "пробег между капитальными ремонтами", "h")
_CAPITAL_DOWNTIME = Symbol("capital", "Р_к", "простой в капитальном ремонте", "h")
_CURRENT_DOWNTIME = Symbol("current", "Р_т", "простой в текущем ремонте", "h")
_YEAR = Symbol("year", "T_у.к", "условное календарное время", "h")
_TECHNICAL = Symbol("technical", "t_тех", "простои по технологическим причинам", "h")
_REPAIRS = Symbol("repairs", "n_рем", "ремонтов за цикл", "pcs")

REPAIRS_RAW = Formula(
    id="maintenance.repairs_raw",
    source=_source("38"),
    title="Ремонтов за цикл, расчётное число",
    english="Repairs per maintenance cycle, exact",
    result=Symbol("raw", "n_рем.р", "ремонтов за цикл, расчётное число", "pcs"),
    expression=_CAPITAL_INTERVAL / Symbol("current_interval", "T_т", "пробег между ремонтами", "h"),
)

REPAIRS = Formula(
    id="maintenance.repairs",
    source=_source("38"),
    title="Всего ремонтов за цикл",
    english="Repairs per maintenance cycle",
    result=_REPAIRS,
    expression=maximum(1, nearest(REPAIRS_RAW.result)),
)

CURRENT_REPAIRS = Formula(
    id="maintenance.current_repairs",
    source=_source("39"),
    title="Текущих ремонтов за цикл",
    english="Current repairs per cycle",
    result=Symbol("minor", "n_т", "текущих ремонтов за цикл", "pcs"),
    expression=_REPAIRS - 1,
)

CAPITAL_DOWNTIME = Formula(
    id="maintenance.capital_downtime",
    source=_source("40"),
    title="Среднегодовой простой в капитальном ремонте",
    english="Annual downtime for capital repairs",
    result=Symbol("capital_year", "П_к", "простой в капитальном ремонте за год", "h"),
    expression=_CAPITAL_DOWNTIME * _YEAR / _CAPITAL_INTERVAL,
)

CURRENT_DOWNTIME = Formula(
    id="maintenance.current_downtime",
    source=_source("41"),
    title="Среднегодовой простой в текущих ремонтах",
    english="Annual downtime for current repairs",
    result=Symbol("current_year", "П_т", "простой в текущих ремонтах за год", "h"),
    expression=CURRENT_REPAIRS.result * _CURRENT_DOWNTIME * _YEAR / _CAPITAL_INTERVAL,
)

REPAIR_DOWNTIME = Formula(
    id="maintenance.repair_downtime",
    source=_source("42"),
    title="Простой в ремонтах за год",
    english="Annual downtime for repairs",
    result=Symbol("repair", "П", "простой в ремонтах за год", "h"),
    expression=CAPITAL_DOWNTIME.result + CURRENT_DOWNTIME.result,
)

EFFECTIVE = Formula(
    id="maintenance.effective_fund",
    source=_source("42"),
    title="Эффективный фонд",
    english="Effective operating time",
    result=Symbol("effective", "T_эф", "эффективный фонд", "h"),
    expression=_funds.NOMINAL.result - REPAIR_DOWNTIME.result - _TECHNICAL,
    limits=(
        Limit(
            REPAIR_DOWNTIME.result + _TECHNICAL <= _funds.NOMINAL.result,
            "простои больше номинального фонда",
            "Проверьте пробеги, простои в ремонтах и технологические простои.",
        ),
    ),
)

EXTENSIVE = Formula(
    id="maintenance.extensive_use",
    source=_source("43"),
    title="Коэффициент экстенсивного использования",
    english="Extensive utilization ratio",
    result=Symbol("extensive", "К_э", "использование календарного фонда", "share"),
    expression=EFFECTIVE.result / _funds.CALENDAR.result,
)

NOMINAL_USE = Formula(
    id="maintenance.nominal_use",
    source=Source("convention", "каталог, гл. 50"),
    title="Использование номинального фонда",
    english="Use of the nominal time",
    result=Symbol("nominal_use", "К_ном", "использование номинального фонда", "share"),
    expression=EFFECTIVE.result / _funds.NOMINAL.result,
)

DOWNTIME_OF_ALL = Formula(
    id="maintenance.repair_downtime_total",
    source=Source("convention", "каталог, гл. 50"),
    title="Простой всех машин в ремонтах",
    english="Repair downtime of all machines",
    result=Symbol("repair_total", "П_Σ", "простой всех машин в ремонтах", "h"),
    expression=total(Symbol("repair", "П", "простой машины в ремонтах", "h", series=True)),
)

NARROWEST = Formula(
    id="maintenance.effective_fund_min",
    source=Source("convention", "каталог, гл. 50"),
    title="Наименьший эффективный фонд",
    english="Least effective time",
    result=Symbol("narrowest", "T_эф.min", "фонд самой узкой машины", "h"),
    expression=smallest(Symbol("effective", "T_эф", "эффективный фонд машины", "h", series=True)),
)

INPUTS = Inputs(
    fields=(
        *_funds.FIELDS,
        Number("conventional_year_h", "Условное календарное время года", "h", above=0, default=8640),
        Rows(
            "machines",
            "Машины",
            (
                Text("name", "Машина"),
                Number("capital_interval_h", "Пробег между капитальными ремонтами", "h", above=0),
                Number("current_interval_h", "Пробег между текущими ремонтами", "h", above=0),
                Number("capital_downtime_h", "Простой в капитальном ремонте", "h", at_least=0),
                Number("current_downtime_h", "Простой в текущем ремонте", "h", at_least=0),
            ),
        ),
    ),
    checks=(_funds.days_fit_the_calendar,),
)


def _repairs(machines: Sequence[Record], names: Sequence[str], work: Calculation) -> dict[str, list[Value]]:
    """Numbers of repairs of a cycle by key."""
    rows = [
        {
            "capital_interval": machine.number("capital_interval_h"),
            "current_interval": machine.number("current_interval_h"),
        }
        for machine in machines
    ]
    raw = work.each(REPAIRS_RAW, rows, names)
    repairs = work.each(REPAIRS, [{"raw": number} for number in raw], names)
    minor = work.each(CURRENT_REPAIRS, [{"repairs": number} for number in repairs], names)
    return {"repairs_total_raw": raw, "repairs_total": repairs, "current_repairs": minor}


def _downtimes(
    given: Record, names: Sequence[str], minor: Sequence[Value], work: Calculation
) -> dict[str, list[Value]]:
    """Downtimes of a year by key."""
    year, machines = given.number("conventional_year_h"), given.rows("machines")
    intervals = [{"year": year, "capital_interval": part.number("capital_interval_h")} for part in machines]
    capitals = [
        {**interval, "capital": part.number("capital_downtime_h")}
        for interval, part in zip(intervals, machines, strict=True)
    ]
    currents = [
        {**interval, "current": part.number("current_downtime_h"), "minor": count}
        for interval, part, count in zip(intervals, machines, minor, strict=True)
    ]
    capital = work.each(CAPITAL_DOWNTIME, capitals, names)
    current = work.each(CURRENT_DOWNTIME, currents, names)
    sums = [{"capital_year": one, "current_year": other} for one, other in zip(capital, current, strict=True)]
    return {
        "capital_downtime_h_per_year": capital,
        "current_downtime_h_per_year": current,
        "repair_downtime_h_per_year": work.each(REPAIR_DOWNTIME, sums, names),
    }


def _uses(
    found: Funds, technical: Value, repairs: Sequence[Value], names: Sequence[str], work: Calculation
) -> dict[str, list[Value]]:
    """Effective funds and their shares by key."""
    rows = [{"nominal": found.nominal, "repair": repair, "technical": technical} for repair in repairs]
    effective = work.each(EFFECTIVE, rows, names)
    extensive = [{"effective": fund, "calendar": found.calendar} for fund in effective]
    nominal = [{"effective": fund, "nominal": found.nominal} for fund in effective]
    return {
        "effective_fund_h": effective,
        "extensive_use_share": work.each(EXTENSIVE, extensive, names),
        "nominal_use_share": work.each(NOMINAL_USE, nominal, names),
    }


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Repairs, downtimes and effective fund of every machine (catalogue chapter 50)."""
    found = _funds.funds(given, work)
    machines = given.rows("machines")
    names = [machine.text("name") for machine in machines]
    work.section("Ремонты и простои")
    columns = _repairs(machines, names, work)
    columns |= _downtimes(given, names, columns["current_repairs"], work)
    repairs = columns["repair_downtime_h_per_year"]
    columns |= _uses(found, given.number("tech_downtime_h"), repairs, names, work)
    _warn(names, columns["repairs_total_raw"], work)
    downtime = work.apply(DOWNTIME_OF_ALL, repair=repairs)
    narrowest = work.apply(NARROWEST, effective=columns["effective_fund_h"])
    if work.recording:
        _draw(names, columns, work)
        work.conclude(
            f"Простой машин в ремонтах {number_text(downtime.number)} ч в год, наименьший эффективный фонд "
            f"{number_text(narrowest.number)} ч."
        )
    return {
        **found.results(),
        "machines": [
            {"name": name, **{key: column[place] for key, column in columns.items()}}
            for place, name in enumerate(names)
        ],
        "repair_downtime_total_h": downtime,
        "effective_fund_min_h": narrowest,
    }


def _warn(names: Sequence[str], raw: Sequence[Value], work: Calculation) -> None:
    for name, number in zip(names, raw, strict=True):
        if number.number < 1 - _NOISE:
            work.warn(
                "current_after_capital",
                f"«{name}»: пробег между текущими ремонтами больше, чем между капитальными; принят один "
                "ремонт за цикл, капитальный.",
            )
        elif abs(number.number - round(number.number)) > _NOISE:
            work.warn(
                "fractional_repairs",
                f"«{name}»: отношение пробегов {number_text(number.number)} не целое, число ремонтов "
                "округлено до ближайшего.",
            )


def _draw(names: Sequence[str], columns: dict[str, list[Value]], work: Calculation) -> None:
    """What the nominal fund of every machine goes to."""
    parts = (
        ("Эффективный фонд", "effective_fund_h"),
        ("Капитальный ремонт", "capital_downtime_h_per_year"),
        ("Текущие ремонты", "current_downtime_h_per_year"),
    )
    series = tuple(xy_series(title, names, (value.number for value in columns[key])) for title, key in parts)
    work.draw(Figure("stacked", "Использование номинального фонда", "Машина", "Время, ч", series))


METHOD = Method(
    id="maintenance.ppr_cycle",
    title="Ремонтный цикл и эффективный фонд",
    purpose="Ремонты за межремонтный цикл, простои за год и эффективный фонд машин.",
    source=_source("38–43"),
    inputs=INPUTS,
    formulas=(
        *_funds.FORMULAS,
        REPAIRS_RAW,
        REPAIRS,
        CURRENT_REPAIRS,
        CAPITAL_DOWNTIME,
        CURRENT_DOWNTIME,
        REPAIR_DOWNTIME,
        EFFECTIVE,
        EXTENSIVE,
        NOMINAL_USE,
        DOWNTIME_OF_ALL,
        NARROWEST,
    ),
    compute=compute,
)
