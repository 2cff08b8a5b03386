"""Balance of working time of one average worker (004 §2.8, formulas 60, 61, 65)."""

from __future__ import annotations

from collections.abc import Iterable

from potok.methods.labour import _funds
from potok.methods.labour._funds import LIST_COEFFICIENT
from potok.methods.method import Method
from potok.notes.algebra import HUNDRED_PERCENT, nearest, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import waterfall
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Fault, Forms, Group, Inputs, Number
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("004", "§2.8", "60")
_TABLE = Source("004", "§2.8, баланс рабочего времени")

#: Reasons of absence by key: the sum of all is taken off, "other" as well, though (60) forgets it.
ABSENCES = {
    "vacation_days": "Отпуск",
    "illness_days": "Болезни и декретные отпуска",
    "study_days": "Учебные отпуска",
    "public_duty_days": "Государственные обязанности",
    "other_days": "Прочие причины",
}

_CALENDAR = Symbol("calendar", "T_кал", "календарных дней", "day")
_OFF = Symbol("off", "T_в", "выходных дней", "day")
_HOLIDAYS = Symbol("holidays", "T_п", "праздничных нерабочих дней", "day")
_SHIFT = Symbol("shift", "T_см", "длительность смены", "h/day")
_REDUCED = Symbol("reduced", "T_п.с", "сокращение смены на рабочего за год", "h")

DAYS_OFF_EXACT = Formula(
    id="labour.days_off_of_shift_cycle",
    source=Source("004", "§2.8", "61"),
    title="Выходные дни непрерывного режима",
    english="Days off from the shift cycle",
    result=Symbol("off_exact", "T_в.т", "выходных дней, точно", "day"),
    expression=_CALENDAR
    / Symbol("cycle", "T_с", "период сменооборота", "day")
    * Symbol("cycle_off", "T_в.с", "выходных в периоде сменооборота", "day"),
)

DAYS_OFF = Formula(
    id="labour.days_off",
    source=Source("004", "§2.8", "61"),
    title="Выходные дни, целые",
    english="Days off, whole",
    result=_OFF,
    expression=nearest(DAYS_OFF_EXACT.result),
)

NOMINAL_DAYS = Formula(
    id="labour.nominal_days",
    source=_TABLE,
    title="Номинальный фонд в днях",
    english="Nominal working days",
    result=Symbol("nominal", "T_ном.дн", "номинальный фонд", "day"),
    expression=_CALENDAR - _OFF - _HOLIDAYS,
    limits=(
        Limit(
            _OFF + _HOLIDAYS < _CALENDAR,
            "выходные и праздники занимают весь календарный фонд",
            "Уменьшите выходные или праздничные дни.",
        ),
    ),
)

NOMINAL_HOURS = Formula(
    id="labour.nominal_hours",
    source=_TABLE,
    title="Номинальный фонд в часах",
    english="Nominal working hours",
    result=_funds.NOMINAL_HOURS,
    expression=NOMINAL_DAYS.result * _SHIFT,
)

ABSENCE = Formula(
    id="labour.absence_days",
    source=_TABLE,
    title="Невыходы на работу",
    english="Absence",
    result=Symbol("absence", "T_нев", "невыходы", "day"),
    expression=total(Symbol("part", "T_j", "невыходы по одной причине", "day", series=True)),
)

EFFECTIVE_DAYS = Formula(
    id="labour.effective_days",
    source=_TABLE,
    title="Эффективный фонд в днях",
    english="Effective working days",
    result=Symbol("effective", "T_эф.дн", "эффективный фонд", "day"),
    expression=NOMINAL_DAYS.result - ABSENCE.result,
    limits=(
        Limit(
            ABSENCE.result < NOMINAL_DAYS.result,
            "невыходы занимают весь номинальный фонд",
            "Уменьшите невыходы: рабочих дней не остаётся.",
        ),
    ),
)

EFFECTIVE_HOURS = Formula(
    id="labour.effective_hours",
    source=_SOURCE,
    title="Эффективный фонд времени среднесписочного рабочего",
    english="Effective annual working time per worker",
    result=_funds.EFFECTIVE_HOURS,
    expression=EFFECTIVE_DAYS.result * _SHIFT - _REDUCED,
    limits=(
        Limit(
            EFFECTIVE_DAYS.result * _SHIFT > _REDUCED,
            "сокращения смены не меньше самого фонда",
            "Задайте сокращение в часах на одного среднесписочного рабочего за год.",
        ),
    ),
)

TIME_USE = Formula(
    id="labour.time_use",
    source=_TABLE,
    title="Использование номинального фонда",
    english="Use of nominal time",
    result=Symbol("use", "u", "использование номинального фонда", "pct"),
    expression=EFFECTIVE_HOURS.result * HUNDRED_PERCENT / NOMINAL_HOURS.result,
)


def _days_off_fit_the_cycle(given: Record) -> Iterable[Fault]:
    cycle, off = given.maybe("shift_cycle_days"), given.maybe("days_off_in_cycle")
    if cycle is not None and off is not None and off.number >= cycle.number:
        yield Fault(
            "days_off_in_cycle",
            f"меньше периода сменооборота ({number_text(cycle.number)} дн.)",
            number_text(off.number),
            code="out_of_range",
        )


INPUTS = Inputs(
    fields=(
        Number("calendar_days", "Календарных дней", "day", above=0, at_most=366),
        Number("days_off_days", "Выходных дней", "day", at_least=0, optional=True),
        Number("shift_cycle_days", "Период сменооборота", "day", above=0, optional=True),
        Number("days_off_in_cycle", "Выходных в периоде сменооборота", "day", at_least=0, optional=True),
        Number("holidays_days", "Праздничных нерабочих дней", "day", at_least=0),
        Group(
            "absences",
            "Невыходы",
            tuple(Number(key, title, "day", at_least=0, optional=True) for key, title in ABSENCES.items()),
        ),
        Number("shift_h", "Длительность смены", "h/day", above=0, at_most=24),
        Number("reduced_hours_h", "Сокращение смены на рабочего за год", "h", at_least=0),
    ),
    forms=(
        Forms(
            (("days_off_days",), ("shift_cycle_days", "days_off_in_cycle")),
            titles=("Числом за год", "По графику сменности"),
        ),
    ),
    checks=(_days_off_fit_the_cycle,),
)


def _days_off(given: Record, work: Calculation) -> tuple[Value, Value]:
    """Exact and accepted days off; those given directly are not rounded."""
    direct = given.maybe("days_off_days")
    if direct is not None:
        return direct, direct
    exact = work.apply(
        DAYS_OFF_EXACT,
        calendar=given.number("calendar_days"),
        cycle=given.number("shift_cycle_days"),
        cycle_off=given.number("days_off_in_cycle"),
    )
    if given.number("holidays_days").number:
        work.warn(
            "holidays_in_continuous_work",
            "Выходные взяты из периода сменооборота, то есть режим непрерывный: праздники в нём рабочие, "
            "обычно их задают равными нулю, а доплату за них учитывают в фонде заработной платы.",
        )
    return exact, work.apply(DAYS_OFF, off_exact=exact)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Days off, nominal and effective fund, list coefficient (catalogue 70.1)."""
    calendar, shift = given.number("calendar_days"), given.number("shift_h")
    absences = given.group("absences")
    work.section("Номинальный фонд")
    exact, off = _days_off(given, work)
    nominal = work.apply(NOMINAL_DAYS, calendar=calendar, off=off, holidays=given.number("holidays_days"))
    nominal_h = work.apply(NOMINAL_HOURS, nominal=nominal, shift=shift)
    work.section("Эффективный фонд")
    absence = work.apply(ABSENCE, part=[absences.number(key) for key in ABSENCES if absences.has(key)])
    effective = work.apply(EFFECTIVE_DAYS, nominal=nominal, absence=absence)
    effective_h = work.apply(
        EFFECTIVE_HOURS, effective=effective, shift=shift, reduced=given.number("reduced_hours_h")
    )
    coefficient = work.apply(LIST_COEFFICIENT, nominal_h=nominal_h, effective_h=effective_h)
    use = work.apply(TIME_USE, effective_h=effective_h, nominal_h=nominal_h)
    if work.recording:
        _explain(given, (off, effective), work)
        work.conclude(
            f"Рабочий отрабатывает за год {number_text(effective.number)} дней, "
            f"{number_text(effective_h.number)} ч; на одно постоянное место нужно "
            f"{number_text(coefficient.number)} списочного рабочего."
        )
    return {
        "days_off_exact_days": exact,
        "days_off_days": off,
        "nominal_days": nominal,
        "nominal_h": nominal_h,
        "absence_days": absence,
        "effective_days": effective,
        "effective_h": effective_h,
        "list_coefficient": coefficient,
        "time_use_pct": use,
    }


def _explain(given: Record, found: tuple[Value, Value], work: Calculation) -> None:
    """How the calendar shrinks to the effective fund."""
    off, effective = found
    absences = given.group("absences")
    taken = [("Выходные", off.number), ("Праздники", given.number("holidays_days").number)]
    taken += [(title, absences.number(key).number) for key, title in ABSENCES.items() if absences.has(key)]
    work.draw(
        waterfall(
            "Баланс рабочего времени одного рабочего",
            "Дни",
            ("Календарный фонд", given.number("calendar_days").number),
            [(name, -days) for name, days in taken if days],
            ("Эффективный фонд", effective.number),
        )
    )


METHOD = Method(
    id="labour.time_balance",
    title="Баланс рабочего времени",
    purpose="Сколько дней и часов в году работает один среднесписочный рабочий.",
    source=Source("004", "§2.8", "60, 61, 65"),
    inputs=INPUTS,
    formulas=(
        DAYS_OFF_EXACT,
        DAYS_OFF,
        NOMINAL_DAYS,
        NOMINAL_HOURS,
        ABSENCE,
        EFFECTIVE_DAYS,
        EFFECTIVE_HOURS,
        LIST_COEFFICIENT,
        TIME_USE,
    ),
    compute=compute,
)
