"""Annual chart of preventive maintenance (004 §2.5, example 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from potok.methods.maintenance import _chart_formulas as formulas
from potok.methods.maintenance import _funds
from potok.methods.maintenance._funds import Funds
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, grid_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Fault, Flag, Forms, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Bindable, Value

_MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)

_NONE = Value(0, "pcs")


def _capital_month_needs_slots(machine: Record) -> Iterable[Fault]:
    if machine.has("capital_month") and not machine.has("first_repair_month"):
        yield Fault(
            "capital_month",
            "только вместе с first_repair_month",
            number_text(machine.number("capital_month").number),
            "Месяц капитального ремонта по дате последнего вычисляется сам.",
            "exclusive_forms",
        )


_MACHINES = Rows(
    "machines",
    "Машины",
    (
        Text("name", "Машина"),
        Number("capital_interval_h", "Пробег между капитальными ремонтами", "h", at_least=1),
        Number("current_interval_h", "Пробег между текущими ремонтами", "h", at_least=1),
        Number("capital_downtime_h", "Простой в капитальном ремонте", "h", at_least=0),
        Number("current_downtime_h", "Простой в текущем ремонте", "h", at_least=0),
        Number(
            "last_capital_years_before",
            "Последний капитальный ремонт, лет до планового года",
            at_least=1,
            whole=True,
            optional=True,
        ),
        Number(
            "last_capital_month",
            "Месяц последнего капитального ремонта",
            at_least=1,
            at_most=12,
            whole=True,
            optional=True,
        ),
        Number(
            "capital_month", "Месяц капитального ремонта", at_least=1, at_most=12, whole=True, optional=True
        ),
        Number(
            "first_repair_month",
            "Месяц первого ремонта года",
            at_least=1,
            at_most=12,
            whole=True,
            optional=True,
        ),
    ),
    forms=(Forms((("last_capital_years_before", "last_capital_month"), ("first_repair_month",))),),
    checks=(_capital_month_needs_slots,),
)

INPUTS = Inputs(
    fields=(
        *_funds.FIELDS,
        Number("conventional_month_h", "Условный месяц", "h", above=0, at_most=744, default=720),
        Number("capital_repair_offtime_h", "Часы капитального ремонта в нерабочее время", "h", at_least=0),
        Flag("current_repairs_in_offtime", "Текущие ремонты в нерабочее время"),
        _MACHINES,
    ),
    checks=(_funds.days_fit_the_calendar,),
)


@dataclass(frozen=True, slots=True)
class _Year:
    """What all machines share."""

    month_length: Value
    year: Value
    funds: Funds
    given: Record


@dataclass(frozen=True, slots=True)
class _Chart:
    """The year of one machine."""

    name: str
    marks: list[str]
    downtime: Value
    results: dict[str, Outcome]


def _first_points(machine: Record, year: _Year, work: Calculation) -> tuple[Value, Value | None]:
    """The first slot and the first capital repair in hours from the beginning of the year."""
    name = machine.text("name")
    if machine.has("first_repair_month"):
        use, month = work.use(formulas.POINT_OF_MONTH), machine.maybe("capital_month")
        slot = use.line(
            f"{name}, первый слот",
            month=machine.number("first_repair_month"),
            month_length=year.month_length,
        )
        if month is None:
            return slot, None
        return slot, use.line(f"{name}, капитальный", month=month, month_length=year.month_length)
    interval = machine.number("capital_interval_h")
    elapsed = work.apply(
        formulas.ELAPSED,
        name,
        ago=machine.number("last_capital_years_before"),
        month=machine.number("last_capital_month"),
        month_length=year.month_length,
    )
    if elapsed.number >= interval.number:
        work.warn(
            "capital_overdue",
            f"«{name}»: капитальный ремонт просрочен к началу года, он занимает первый ремонтный слот.",
        )
    slot = work.apply(
        formulas.FIRST_SLOT, name, elapsed=elapsed, current_interval=machine.number("current_interval_h")
    )
    return slot, work.apply(
        formulas.CAPITAL_POINT,
        name,
        elapsed=elapsed,
        capital_interval=interval,
        slot=slot,
        year=year.year,
        month_length=year.month_length,
    )


def _so_far(
    machine: Record, year: _Year, slot: Value, major: Value | None, work: Calculation
) -> tuple[list[Value], list[Value]]:
    """Capital and current repairs from the beginning of the year to the end of each month."""
    ends: list[dict[str, Bindable]] = [
        {"month": number, "month_length": year.month_length} for number in range(1, len(_MONTHS) + 1)
    ]
    current = machine.number("current_interval_h")
    slots = {"slot": slot, "current_interval": current}
    if major is None:
        before = [{**end, **slots} for end in ends]
        return [_NONE] * len(ends), work.each(formulas.SLOTS_SO_FAR, before, _MONTHS)
    capital = {"major": major, "capital_interval": machine.number("capital_interval_h")}
    capitals = work.each(formulas.CAPITALS_SO_FAR, [{**end, **capital} for end in ends], _MONTHS)
    before = [{**end, **slots, "major": major} for end in ends]
    after = [{**end, **capital, "current_interval": current} for end in ends]
    sums = [
        {"before": earlier, "after": later}
        for earlier, later in zip(
            work.each(formulas.SLOTS_BEFORE_CAPITAL, before, _MONTHS),
            work.each(formulas.SLOTS_AFTER_CAPITAL, after, _MONTHS),
            strict=True,
        )
    ]
    return capitals, work.each(formulas.CURRENTS_SO_FAR, sums, _MONTHS)


def _by_month(kind: str, so_far: Sequence[Value], work: Calculation) -> list[Value]:
    """Repairs of one kind in each of the twelve months."""
    use = work.use(formulas.REPAIRS_OF_MONTH)
    return [
        use.line(f"{kind}, {title}", now=now, earlier=earlier)
        for title, (earlier, now) in zip(_MONTHS, pairwise([_NONE, *so_far]), strict=True)
    ]


def _mark(capitals: Value, currents: Value) -> str:
    """Cell of the chart: К for each capital repair, then Т for each current one."""
    return "К" * round(capitals.number) + "Т" * round(currents.number) or "-"


def _chart(machine: Record, year: _Year, work: Calculation) -> _Chart:
    """Points, months and losses of one machine."""
    name, given = machine.text("name"), year.given
    work.section(f"Ремонты: {name}")
    years = work.apply(
        formulas.INTERVAL_IN_YEARS, name, capital_interval=machine.number("capital_interval_h")
    )
    slot, major = _first_points(machine, year, work)
    capitals_so_far, currents_so_far = _so_far(machine, year, slot, major, work)
    capitals = _by_month("капитальный", capitals_so_far, work)
    currents = _by_month("текущий", currents_so_far, work)
    use = work.use(formulas.REPAIRS_OF_YEAR)
    counts = {
        "k": use.line("капитальных", in_month=capitals),
        "n": use.line("текущих", in_month=currents),
    }
    capital, current = machine.number("capital_downtime_h"), machine.number("current_downtime_h")
    downtime = work.apply(formulas.DOWNTIME, name, capital=capital, current=current, **counts)
    off = given.number("capital_repair_offtime_h")
    if given.flag("current_repairs_in_offtime"):
        loss = work.apply(formulas.LOSS_OFF_TIME, name, k=counts["k"], capital=capital, off=off)
    else:
        loss = work.apply(formulas.LOSS, name, capital=capital, current=current, off=off, **counts)
    effective = work.apply(
        formulas.EFFECTIVE,
        name,
        nominal=year.funds.nominal,
        technical=given.number("tech_downtime_h"),
        loss=loss,
    )
    marks = [_mark(major, minor) for major, minor in zip(capitals, currents, strict=True)]
    results: dict[str, Outcome] = {
        "name": name,
        "capital_interval_years": years,
        "schedule": marks,
        "current_repairs_by_month": currents,
        "capital_repairs_by_month": capitals,
        "current_repairs": counts["n"],
        "capital_repairs": counts["k"],
        "repair_downtime_h": downtime,
        "working_time_loss_h": loss,
        "effective_fund_h": effective,
    }
    return _Chart(name, marks, downtime, results)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Funds, and the chart of every machine (catalogue chapter 50)."""
    found = _funds.funds(given, work)
    month_length = given.number("conventional_month_h")
    year = _Year(month_length, work.apply(formulas.YEAR, month_length=month_length), found, given)
    charts = [_chart(machine, year, work) for machine in given.rows("machines")]
    work.section("Все машины")
    downtime = work.apply(formulas.DOWNTIME_OF_ALL, repair=[chart.downtime for chart in charts])
    if work.recording:
        _draw(charts, work)
        work.conclude(f"Простой машин в ремонтах за год {number_text(downtime.number)} ч.")
    return {
        **found.results(),
        "machines": [chart.results for chart in charts],
        "repair_downtime_total_h": downtime,
    }


def _draw(charts: Sequence[_Chart], work: Calculation) -> None:
    """The chart itself: machine × month."""
    cells = [
        (chart.name, month, "" if mark == "-" else mark)
        for chart in charts
        for month, mark in zip(_MONTHS, chart.marks, strict=True)
    ]
    series = (grid_series("Ремонты (К — капитальный, Т — текущий)", cells),)
    work.draw(Figure("grid", "Годовой график ремонтов", "Месяц", "Машина", series))


METHOD = Method(
    id="maintenance.ppr_schedule",
    title="Годовой график ППР",
    purpose="В какие месяцы года машины встают на капитальный и текущий ремонт и сколько времени теряют.",
    source=Source("004", "§2.5, пример 2"),
    inputs=INPUTS,
    formulas=(*_funds.FORMULAS, *formulas.FORMULAS),
    compute=compute,
)
