"""The moments of the planned year at which a machine is repaired."""

from __future__ import annotations

from dataclasses import dataclass, field

from potok.methods.maintenance import _chart_formulas as formulas
from potok.notes.calculation import Calculation
from potok.notes.inputs.record import Record
from potok.notes.value import Value

#: Hours of the clock closer than this are the same point.
_NOISE = 1e-6


@dataclass(slots=True)
class Points:
    """Repairs of a year in hours from its beginning, each kind in order of time."""

    currents: list[Value] = field(default_factory=list)
    capitals: list[Value] = field(default_factory=list)


def repair_points(machine: Record, *, month_length: Value, year: Value, work: Calculation) -> Points:
    """Walk through the year: current repairs one interval apart, a capital one starts the count anew.

    Args:
        machine: Its intervals, and the last capital repair or the first month of the year.
        month_length: Conventional month, h.
        year: Conventional year, h; a repair at its very end belongs to it.
        work: Recorder.
    """
    first, capital = _beginning(machine, month_length, year, work)
    return _Walk(machine, year.number, work).through(first, capital)


def _beginning(
    machine: Record, month_length: Value, year: Value, work: Calculation
) -> tuple[Value, Value | None]:
    """The first slot and the first capital repair, the latter if there is one."""
    name = machine.text("name")
    if machine.has("first_repair_month"):
        use = work.use(formulas.POINT_OF_MONTH)
        first = use.line(
            f"{name}, первый ремонт", month=machine.number("first_repair_month"), month_length=month_length
        )
        month = machine.maybe("capital_month")
        if month is None:
            return first, None
        return first, use.line(f"{name}, капитальный", month=month, month_length=month_length)
    elapsed = work.apply(
        formulas.ELAPSED,
        name,
        ago=machine.number("last_capital_years_before"),
        month=machine.number("last_capital_month"),
        month_length=month_length,
    )
    interval = machine.number("capital_interval_h")
    first = work.apply(
        formulas.FIRST_SLOT, name, elapsed=elapsed, current_interval=machine.number("current_interval_h")
    )
    if elapsed.number >= interval.number:
        work.warn(
            "capital_overdue",
            f"«{name}»: капитальный ремонт просрочен к началу года, он занимает первый ремонтный слот.",
        )
    capital = work.apply(
        formulas.CAPITAL_POINT,
        name,
        elapsed=elapsed,
        capital_interval=interval,
        slot=first,
        year=year,
        month_length=month_length,
    )
    return first, capital


class _Walk:
    """A walk through the year of one machine."""

    def __init__(self, machine: Record, year: float, work: Calculation) -> None:
        self._name = machine.text("name")
        self._current = machine.number("current_interval_h")
        self._capital = machine.number("capital_interval_h")
        self._end = year + _NOISE
        self._next_current = work.use(formulas.NEXT_CURRENT)
        self._next_capital = work.use(formulas.NEXT_CAPITAL)

    def through(self, first: Value, capital: Value | None) -> Points:
        """All repairs of the year; a capital one replaces the current one of the same point."""
        found = Points()
        slot = self._in_year(first)
        major = self._in_year(capital)
        while slot is not None or major is not None:
            if major is not None and (slot is None or major.number <= slot.number + _NOISE):
                found.capitals.append(major)
                slot, major = self._after(major), self._capital_after(major)
            elif slot is not None:
                found.currents.append(slot)
                slot = self._after(slot)
        return found

    def _in_year(self, point: Value | None) -> Value | None:
        return point if point is not None and point.number <= self._end else None

    def _after(self, point: Value) -> Value | None:
        """The current repair after a repair; not computed when it lies beyond the year."""
        if point.number + self._current.number > self._end:
            return None
        return self._next_current.line(self._name, before=point, current_interval=self._current)

    def _capital_after(self, point: Value) -> Value | None:
        if point.number + self._capital.number > self._end:
            return None
        return self._next_capital.line(self._name, before=point, capital_interval=self._capital)
