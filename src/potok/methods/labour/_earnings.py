"""Tariff earnings of workers, shared by the methods of piece and incentive pay (001 section 5)."""

from __future__ import annotations

from potok.notes.algebra import total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source

_SOURCE = Source("001", "разд. 5")

RATE = Symbol("rate", "r_i", "часовая ставка", "rub/h")
HOURS = Symbol("hours", "T_i", "отработанные часы", "h")

TARIFF = Formula(
    id="labour.member_tariff",
    source=_SOURCE,
    title="Тарифный заработок",
    english="Tariff earnings",
    result=Symbol("tariff", "З_т.i", "тарифный заработок", "rub"),
    expression=RATE * HOURS,
)

TARIFF_TOTAL = Formula(
    id="labour.tariff_of_all",
    source=_SOURCE,
    title="Тарифный заработок всех",
    english="Tariff earnings of all",
    result=Symbol("tariff_total", "З_т", "тарифный заработок всех", "rub"),
    expression=total(Symbol("part", "З_т.i", "тарифный заработок", "rub", series=True)),
)
