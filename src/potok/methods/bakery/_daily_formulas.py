"""Formulas of the daily plan of ovens (001 section 1; catalogue 95.1)."""

from __future__ import annotations

from potok.notes.algebra import case, minimum, total
from potok.notes.expression import Const, Symbol
from potok.notes.formula import Formula, Source

SOURCE = Source("001", "разд. 1, распределение суточного задания")
RULE = Source("convention", "каталог, 95.1, порядок размещения")

#: Shorter runs are noise of binary arithmetic, no work.
_LEAST_RUN = Const(1e-9, "h")

_FUND = Symbol("fund", "F", "часов печи в смене", "h")
_BUSY = Symbol("busy", "B", "печь уже занята в этой смене", "h")
_REMAINING = Symbol("remaining", "Q", "осталось выпечь", "kg")
_RATE = Symbol("rate", "П", "производительность печи по изделию", "kg/h")

SET_UP = Formula(
    id="bakery.daily_set_up",
    source=RULE,
    title="Переналадка, если печь в этой смене пекла другое изделие",
    english="Changeover before a run",
    result=Symbol("set_up", "t_пер", "переналадка перед изделием", "h"),
    expression=case(_BUSY > _LEAST_RUN, Symbol("changeover", "t_н", "время переналадки", "h"), 0),
)

_POSSIBLE = minimum(_FUND - _BUSY - SET_UP.result, _REMAINING / _RATE)

HOURS = Formula(
    id="bakery.daily_hours",
    source=RULE,
    title="Часы выпечки: сколько свободно и нужно",
    english="Hours of a run",
    result=Symbol("hours", "t", "часов выпечки", "h"),
    expression=case(_POSSIBLE > _LEAST_RUN, _POSSIBLE, 0),
)

MASS = Formula(
    id="bakery.daily_mass",
    source=SOURCE,
    title="Выпечка за эти часы",
    english="Mass of a run",
    result=Symbol("mass", "q", "выпечено", "kg"),
    expression=HOURS.result * _RATE,
)

REMAINING = Formula(
    id="bakery.daily_remaining",
    source=SOURCE,
    title="Осталось выпечь",
    english="Mass still to bake",
    result=Symbol("left", "Q_ост", "осталось выпечь", "kg"),
    expression=_REMAINING - MASS.result,
)

BUSY = Formula(
    id="bakery.daily_busy",
    source=RULE,
    title="Занятость печи в смене с переналадкой",
    english="Busy hours of an oven in the shift",
    result=Symbol("now_busy", "B_нов", "печь занята в этой смене", "h"),
    expression=case(HOURS.result > 0, _BUSY + SET_UP.result + HOURS.result, _BUSY),
)

BUSY_OF_DAY = Formula(
    id="bakery.daily_busy_of_day",
    source=SOURCE,
    title="Занятость печи за сутки",
    english="Busy hours of an oven a day",
    result=Symbol("busy_of_day", "B_сут", "занятость печи за сутки", "h"),
    expression=total(Symbol("busy", "B_s", "занятость печи в смене", "h", series=True)),
)

LOAD = Formula(
    id="bakery.daily_load",
    source=SOURCE,
    title="Загрузка печи",
    english="Load of an oven",
    result=Symbol("load", "K_з", "загрузка печи", "share"),
    expression=BUSY_OF_DAY.result / (_FUND * Symbol("shifts", "S", "число смен")),
)

PLANNED = Formula(
    id="bakery.daily_planned",
    source=SOURCE,
    title="Размещено за сутки",
    english="Mass planned for the day",
    result=Symbol("planned", "Q_пл", "размещено", "kg"),
    expression=total(Symbol("mass", "q", "выпечено", "kg", series=True)),
)

FORMULAS = (SET_UP, HOURS, MASS, REMAINING, BUSY, BUSY_OF_DAY, LOAD, PLANNED)
