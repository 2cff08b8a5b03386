"""Funds of time of a year, shared by both methods of maintenance (004 §2.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from potok.notes.calculation import Calculation
from potok.notes.expression import Const, Symbol
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Fault, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§2.5")

_DAYS = Symbol("days", "D", "календарных дней", "day")
_DAY_LENGTH = Symbol("work", "h_р", "рабочих часов в сутки", "h/day")
_FULL_OFF = Symbol("off", "d_вых", "полных выходных дней", "day")
_PARTIAL = Symbol("partial", "d_непол", "неполных рабочих дней", "day")
_PARTIAL_LENGTH = Symbol("partial_work", "h_непол", "рабочих часов неполного дня", "h/day")
_COMMUNICATIONS = Symbol("communications", "d_ком", "дней ремонта коммуникаций", "day")

CALENDAR = Formula(
    id="maintenance.calendar_fund",
    source=_SOURCE,
    title="Календарный фонд",
    english="Calendar time",
    result=Symbol("calendar", "T_кал", "календарный фонд", "h"),
    expression=_DAYS * Const(24, "h/day"),
)

COMMUNICATIONS = Formula(
    id="maintenance.communications_downtime",
    source=_SOURCE,
    title="Простой при ремонте коммуникаций",
    english="Downtime for repairs of communications",
    result=Symbol("communications_h", "T_ком", "простой при ремонте коммуникаций", "h"),
    expression=_COMMUNICATIONS * _DAY_LENGTH,
)

NOMINAL = Formula(
    id="maintenance.nominal_fund",
    source=_SOURCE,
    title="Номинальный фонд",
    english="Nominal operating time",
    result=Symbol("nominal", "T_ном", "номинальный фонд", "h"),
    expression=(_DAYS - _FULL_OFF - _PARTIAL - _COMMUNICATIONS) * _DAY_LENGTH + _PARTIAL * _PARTIAL_LENGTH,
    limits=(
        Limit(
            (_DAYS - _FULL_OFF - _PARTIAL - _COMMUNICATIONS) * _DAY_LENGTH + _PARTIAL * _PARTIAL_LENGTH > 0,
            "рабочих часов в году нет",
            "Уменьшите выходные дни или дни ремонта коммуникаций.",
        ),
    ),
)

REGIME = Formula(
    id="maintenance.regime_downtime",
    source=_SOURCE,
    title="Режимные простои",
    english="Downtime of the working regime",
    result=Symbol("regime", "T_реж", "режимные простои", "h"),
    expression=CALENDAR.result - NOMINAL.result - COMMUNICATIONS.result,
)

FORMULAS = (CALENDAR, COMMUNICATIONS, NOMINAL, REGIME)

#: The block of the input that both methods share.
FIELDS = (
    Number("calendar_days", "Календарных дней", "day", above=0, at_most=366),
    Number("work_hours_per_day", "Рабочих часов в сутки", "h/day", above=0, at_most=24),
    Number("full_days_off", "Полных выходных дней", "day", at_least=0),
    Number("partial_days", "Неполных рабочих дней", "day", at_least=0),
    Number("partial_day_work_h", "Рабочих часов неполного дня", "h/day", at_least=0, at_most=24),
    Number("communications_days", "Дней ремонта коммуникаций", "day", at_least=0),
    Number("tech_downtime_h", "Простои по технологическим причинам", "h", at_least=0),
)


def days_fit_the_calendar(given: Record) -> Iterable[Fault]:
    """Days off, partial days and repairs of communications are days of the calendar."""
    calendar = given.number("calendar_days").number
    taken = sum(given.number(key).number for key in ("full_days_off", "partial_days", "communications_days"))
    if taken > calendar:
        yield Fault(
            "full_days_off",
            f"вместе с неполными днями и ремонтом коммуникаций не больше {number_text(calendar)} дней",
            f"вместе {number_text(taken)}",
            code="too_many_days",
        )


@dataclass(frozen=True, slots=True)
class Funds:
    """Funds of the year, h."""

    calendar: Value
    regime: Value
    communications: Value
    nominal: Value

    def results(self) -> dict[str, Outcome]:
        """By the keys of the result."""
        return {
            "calendar_fund_h": self.calendar,
            "regime_downtime_h": self.regime,
            "communications_downtime_h": self.communications,
            "nominal_fund_h": self.nominal,
        }


def funds(given: Record, work: Calculation) -> Funds:
    """Calendar and nominal fund and what lies between (catalogue chapter 50)."""
    work.section("Фонды времени")
    days, length = given.number("calendar_days"), given.number("work_hours_per_day")
    calendar = work.apply(CALENDAR, days=days)
    repairs = given.number("communications_days")
    communications = work.apply(COMMUNICATIONS, communications=repairs, work=length)
    nominal = work.apply(
        NOMINAL,
        days=days,
        off=given.number("full_days_off"),
        partial=given.number("partial_days"),
        communications=repairs,
        work=length,
        partial_work=given.number("partial_day_work_h"),
    )
    regime = work.apply(REGIME, calendar=calendar, nominal=nominal, communications_h=communications)
    return Funds(calendar, regime, communications, nominal)
