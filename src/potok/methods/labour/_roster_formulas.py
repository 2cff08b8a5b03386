"""Hours of crews by a shift pattern (004 §2.8, formula 61; catalogue 95.7).

Crew k works shift pattern[(d + offset) mod C] on day d = 0, 1, …; 0 is a day off. The days of a shift are
counted without walking through the year: whole periods of the pattern, and the unfinished one at the end.
"""

from __future__ import annotations

from potok.notes.algebra import both, case, count, equal, floor, maximum, mean, total
from potok.notes.expression import Const, Symbol
from potok.notes.formula import Formula, Source

CONVENTION = Source("convention", "каталог, 95.7")

_CALENDAR = Symbol("calendar", "T_кал", "календарных дней", "day")
_CYCLE = Symbol("cycle", "T_с", "период сменооборота", "day")
_PATTERN = Symbol("pattern", "p_j", "смена j-го дня периода, 0 — выходной", series=True)
_PLACE = Symbol("place", "j", "номер дня периода, с нуля", "day", series=True)
_SHIFT = Symbol("shift", "s", "номер смены")
_OFFSET = Symbol("offset", "o_k", "сдвиг бригады", "day")
_PERIODS = Symbol("periods", "q", "полных периодов в году")
_TAIL = Symbol("tail", "r", "дней в неполном периоде", "day")
_DAYS = Symbol("days", "n_ks", "дней бригады в смене", "day", series=True)
_ONE_DAY = Const(1, "day")
_WORKED = Symbol("worked", "D_р", "рабочих дней бригады", "day")

CYCLE = Formula(
    id="labour.shift_cycle",
    source=CONVENTION,
    title="Период сменооборота",
    english="Length of the shift cycle",
    result=_CYCLE,
    expression=_ONE_DAY * count(_PATTERN),
)

OFF_IN_CYCLE = Formula(
    id="labour.days_off_in_cycle",
    source=CONVENTION,
    title="Выходных в периоде",
    english="Days off in the shift cycle",
    result=Symbol("cycle_off", "T_в.с", "выходных в периоде сменооборота", "day"),
    expression=total(case(equal(_PATTERN, 0), _ONE_DAY, 0)),
)

UNCOVERED = Formula(
    id="labour.uncovered_shifts",
    source=CONVENTION,
    title="Непокрытых смен за период",
    english="Uncovered shifts of a cycle",
    result=Symbol("uncovered", "n_непокр", "непокрытых смен за период", "shift"),
    expression=total(Symbol("part", "u_d", "непокрытых смен дня", "shift", series=True)),
)

DOUBLED = Formula(
    id="labour.doubled_shifts",
    source=CONVENTION,
    title="Сдвоенных смен за период",
    english="Doubled shifts of a cycle",
    result=Symbol("doubled", "n_сдв", "сдвоенных смен за период", "shift"),
    expression=total(Symbol("part", "v_d", "сдвоенных смен дня", "shift", series=True)),
)

PERIODS = Formula(
    id="labour.whole_shift_cycles",
    source=CONVENTION,
    title="Полных периодов в календарном времени",
    english="Whole shift cycles",
    result=_PERIODS,
    expression=floor(_CALENDAR / _CYCLE),
)

TAIL = Formula(
    id="labour.unfinished_shift_cycle",
    source=CONVENTION,
    title="Дней в неполном периоде",
    english="Days of the unfinished shift cycle",
    result=_TAIL,
    expression=_CALENDAR - _PERIODS * _CYCLE,
)

#: Place in the period of the unfinished one, counted from its first day, at which day j of the pattern falls.
_PLACE_FROM_OFFSET = _PLACE - _OFFSET - _CYCLE * floor((_PLACE - _OFFSET) / _CYCLE)

SHIFT_IN_CYCLE = Formula(
    id="labour.days_of_shift_in_cycle",
    source=CONVENTION,
    title="Дней смены в периоде",
    english="Days of a shift in the cycle",
    result=Symbol("in_cycle", "m_s", "дней смены в периоде", "day"),
    expression=total(case(equal(_PATTERN, _SHIFT), _ONE_DAY, 0)),
)

SHIFT_DAYS = Formula(
    id="labour.days_of_shift",
    source=CONVENTION,
    title="Дней бригады в смене: в полных периодах и в неполном",
    english="Days of a crew in a shift",
    result=Symbol("days", "n_ks", "дней бригады в смене", "day"),
    expression=_PERIODS * SHIFT_IN_CYCLE.result
    + total(case(both(equal(_PATTERN, _SHIFT), _PLACE_FROM_OFFSET < _TAIL), _ONE_DAY, 0)),
)

WORKED = Formula(
    id="labour.crew_days",
    source=CONVENTION,
    title="Рабочих дней бригады",
    english="Working days of a crew",
    result=_WORKED,
    expression=total(_DAYS),
)

OFF = Formula(
    id="labour.crew_days_off",
    source=CONVENTION,
    title="Выходных дней бригады",
    english="Days off of a crew",
    result=Symbol("off", "D_в", "выходных дней бригады", "day"),
    expression=_CALENDAR - _WORKED,
)

HOURS = Formula(
    id="labour.crew_hours",
    source=CONVENTION,
    title="Часов бригады",
    english="Hours of a crew",
    result=Symbol("hours", "H_k", "часов бригады", "h"),
    expression=_WORKED * Symbol("length", "T_см", "длительность смены", "h/day"),
)

SPECIAL_HOURS = Formula(
    id="labour.crew_special_hours",
    source=CONVENTION,
    title="Вечерние и ночные часы бригады",
    english="Evening and night hours of a crew",
    result=Symbol("special", "H_в.н", "вечерние или ночные часы бригады", "h"),
    expression=total(_DAYS * Symbol("part", "h_s", "таких часов в одной смене", "h/day", series=True)),
)

OVERTIME = Formula(
    id="labour.crew_overtime",
    source=CONVENTION,
    title="Переработка против годовой нормы",
    english="Overtime against the annual norm",
    result=Symbol("overtime", "H_пер", "переработка", "h"),
    expression=maximum(0, HOURS.result - Symbol("norm", "H_н", "годовая норма часов", "h")),
)

AVERAGE = Formula(
    id="labour.crew_average_hours",
    source=CONVENTION,
    title="Средние часы бригады",
    english="Average hours of a crew",
    result=Symbol("average", "H_ср", "средние часы", "h"),
    expression=mean(Symbol("part", "H_k", "часов бригады", "h", series=True)),
)

MAN_HOURS = Formula(
    id="labour.special_man_hours",
    source=CONVENTION,
    title="Человеко-часы всех бригад",
    english="Man-hours of all crews",
    result=Symbol("man_hours", "H_Σ", "человеко-часы всех бригад", "man_h"),
    expression=total(Symbol("part", "H_k", "часов бригады", "h", series=True))
    * Symbol("people", "Л_бр", "человек в бригаде", "people"),
)

FORMULAS = (
    CYCLE,
    OFF_IN_CYCLE,
    UNCOVERED,
    DOUBLED,
    PERIODS,
    TAIL,
    SHIFT_IN_CYCLE,
    SHIFT_DAYS,
    WORKED,
    OFF,
    HOURS,
    SPECIAL_HOURS,
    OVERTIME,
    AVERAGE,
    MAN_HOURS,
)
