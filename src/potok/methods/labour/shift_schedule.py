"""Shift roster of crews and their hours (004 §2.8, formula 61; catalogue 95.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from potok.methods.labour import _roster_formulas as formulas
from potok.methods.labour.time_balance import DAYS_OFF_EXACT
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, grid_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Fault, Inputs, Number, NumberList
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Bindable, Value

_DAY_OFF = "В"


def _hours_list(key: str, title: str) -> NumberList:
    return NumberList(key, title, Number(key, "Часов", "h/day", at_least=0, at_most=24))


def _lists_fit(given: Record) -> Iterable[Fault]:
    for key, size_key in (
        ("offsets_days", "crews"),
        ("evening_h", "shifts_per_day"),
        ("night_h", "shifts_per_day"),
    ):
        size, found = round(given.number(size_key).number), len(given.numbers(key))
        if found != size:
            yield Fault(key, f"чисел: {size}, по {size_key}", f"чисел: {found}", code="bad_length")


def _pattern_names_shifts(given: Record) -> Iterable[Fault]:
    shifts = given.number("shifts_per_day").number
    for place, shift in enumerate(given.numbers("pattern")):
        if shift.number > shifts:
            yield Fault(
                f"pattern[{place}]",
                f"номер смены от 1 до {number_text(shifts)} или 0 — выходной",
                number_text(shift.number),
                code="out_of_range",
            )


def _special_hours_fit_the_shift(given: Record) -> Iterable[Fault]:
    length = given.number("shift_h").number
    pairs = zip(given.numbers("evening_h"), given.numbers("night_h"), strict=False)
    for place, (evening, night) in enumerate(pairs):
        if evening.number + night.number > length + 1e-9:
            yield Fault(
                f"night_h[{place}]",
                f"вместе с вечерними не больше смены ({number_text(length)} ч)",
                f"вместе {number_text(evening.number + night.number)} ч",
                code="too_many_hours",
            )


INPUTS = Inputs(
    fields=(
        Number("crews", "Бригад", at_least=1, whole=True),
        Number("shift_h", "Длительность смены", "h/day", above=0, at_most=24),
        Number("shifts_per_day", "Смен в сутки", at_least=1, whole=True),
        NumberList(
            "pattern",
            "Смены по дням периода, 0 — выходной",
            Number("pattern", "Смена", at_least=0, whole=True),
        ),
        NumberList(
            "offsets_days", "Сдвиги бригад по графику", Number("offsets_days", "Сдвиг", "day", whole=True)
        ),
        Number("calendar_days", "Календарных дней", "day", at_least=1, whole=True),
        Number("annual_norm_h", "Годовая норма часов", "h", at_least=0),
        _hours_list("evening_h", "Вечерние часы смены"),
        _hours_list("night_h", "Ночные часы смены"),
        Number("people_per_crew", "Человек в бригаде", "people", at_least=0),
    ),
    checks=(_lists_fit, _pattern_names_shifts, _special_hours_fit_the_shift),
)


def _roster(given: Record) -> list[list[int]]:
    """Shift of every crew (inner) on every day of one period."""
    pattern = [round(shift.number) for shift in given.numbers("pattern")]
    offsets = [round(offset.number) for offset in given.numbers("offsets_days")]
    return [[pattern[(day + offset) % len(pattern)] for offset in offsets] for day in range(len(pattern))]


def _shown(shift: int) -> str:
    return str(shift) if shift else _DAY_OFF


def _crew_names(given: Record) -> list[str]:
    return [f"бригада {number + 1}" for number in range(len(given.numbers("offsets_days")))]


def _coverage(given: Record, roster: Sequence[Sequence[int]], work: Calculation) -> tuple[Value, Value]:
    """How many shifts of one period have no crew and how many have several."""
    step = work.procedure(
        "labour.coverage",
        title="График сменности за один период",
        rule="Бригада в каждый день работает смену периода, сдвинутую на своё число дней. Смена не покрыта, "
        "если в ней нет ни одной бригады, и сдвоена, если в ней несколько бригад.",
        source=formulas.CONVENTION,
        columns=("День", *_crew_names(given), "Не покрыто смен", "Сдвоено смен"),
    )
    uncovered, doubled = [], []
    numbers = range(1, round(given.number("shifts_per_day").number) + 1)
    for day, shifts in enumerate(roster, start=1):
        uncovered.append(step.value(sum(shift not in shifts for shift in numbers), "shift"))
        doubled.append(step.value(sum(shifts.count(shift) > 1 for shift in numbers), "shift"))
        step.row(str(day), *map(_shown, shifts), uncovered[-1], doubled[-1])
    return work.apply(formulas.UNCOVERED, part=uncovered), work.apply(formulas.DOUBLED, part=doubled)


def _warn(given: Record, uncovered: Value, doubled: Value, work: Calculation) -> None:
    if uncovered.number:
        work.warn(
            "uncovered_shifts",
            f"За период не покрыто смен: {number_text(uncovered.number)}. Измените сдвиги или число бригад.",
        )
    if doubled.number:
        work.warn("doubled_shifts", f"За период сдвоено смен: {number_text(doubled.number)}.")
    length, shifts = given.number("shift_h").number, given.number("shifts_per_day").number
    if length * shifts > 24 + 1e-9:
        work.warn(
            "overlapping_shifts",
            f"{number_text(shifts)} смены по {number_text(length)} ч длиннее суток: смены перекрываются.",
        )


def _days(given: Record, cycle: Value, work: Calculation) -> list[list[Value]]:
    """Days of every crew (outer) in every shift (inner)."""
    calendar, pattern = given.number("calendar_days"), given.numbers("pattern")
    periods = work.apply(formulas.PERIODS, calendar=calendar, cycle=cycle)
    tail = work.apply(formulas.TAIL, calendar=calendar, periods=periods, cycle=cycle)
    shifts = range(1, round(given.number("shifts_per_day").number) + 1)
    labels = [f"смена {shift}" for shift in shifts]
    own: list[Mapping[str, Bindable]] = [{"pattern": pattern, "shift": shift} for shift in shifts]
    in_cycle = work.each(formulas.SHIFT_IN_CYCLE, own, labels)
    places = [Value(place, "day") for place in range(len(pattern))]
    shared: Mapping[str, Bindable] = {
        "periods": periods,
        "pattern": pattern,
        "place": places,
        "cycle": cycle,
        "tail": tail,
    }
    use = work.use(formulas.SHIFT_DAYS)
    return [
        [
            use.line(f"{name}, {label}", shift=shift, in_cycle=count, offset=offset, **shared)
            for shift, label, count in zip(shifts, labels, in_cycle, strict=True)
        ]
        for name, offset in zip(_crew_names(given), given.numbers("offsets_days"), strict=True)
    ]


def _crews(given: Record, days: Sequence[Sequence[Value]], work: Calculation) -> dict[str, list[Value]]:
    """Columns of the result, one value a crew."""
    names, calendar, length = _crew_names(given), given.number("calendar_days"), given.number("shift_h")
    worked = work.each(formulas.WORKED, [{"days": part} for part in days], names)
    off = work.each(formulas.OFF, [{"calendar": calendar, "worked": part} for part in worked], names)
    hours = work.each(formulas.HOURS, [{"worked": part, "length": length} for part in worked], names)
    use = work.use(formulas.SPECIAL_HOURS)
    special = {
        key: [
            use.line(f"{name}, {title}", days=part, part=given.numbers(key))
            for name, part in zip(names, days, strict=True)
        ]
        for key, title in (("evening_h", "вечерние"), ("night_h", "ночные"))
    }
    norm = given.number("annual_norm_h")
    overtime = work.each(formulas.OVERTIME, [{"hours": part, "norm": norm} for part in hours], names)
    short = [name for name, part in zip(names, hours, strict=True) if part.number < norm.number]
    if short:
        work.warn(
            "hours_below_norm",
            f"Часов меньше годовой нормы ({number_text(norm.number)} ч): {', '.join(short)}; переработки "
            "у них нет.",
        )
    return {"work_days": worked, "days_off": off, "hours": hours, **special, "overtime_h": overtime}


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Shift cycle, coverage, hours of crews (catalogue 95.7)."""
    pattern, calendar = given.numbers("pattern"), given.number("calendar_days")
    work.section("Период сменооборота")
    cycle = work.apply(formulas.CYCLE, pattern=pattern)
    off_in_cycle = work.apply(formulas.OFF_IN_CYCLE, pattern=pattern)
    by_formula = work.apply(DAYS_OFF_EXACT, calendar=calendar, cycle=cycle, cycle_off=off_in_cycle)
    roster = _roster(given)
    uncovered, doubled = _coverage(given, roster, work)
    _warn(given, uncovered, doubled, work)
    work.section("Бригады за год")
    columns = _crews(given, _days(given, cycle, work), work)
    average = work.apply(formulas.AVERAGE, part=columns["hours"])
    people = given.number("people_per_crew")
    evening, night = work.each(
        formulas.MAN_HOURS,
        [{"part": columns[key], "people": people} for key in ("evening_h", "night_h")],
        ("вечерние", "ночные"),
    )
    if work.recording:
        names = _crew_names(given)
        cells = [
            (names[crew], str(day), _shown(shift))
            for day, shifts in enumerate(roster, start=1)
            for crew, shift in enumerate(shifts)
        ]
        marks = (grid_series("Смены", cells),)
        work.draw(Figure("grid", "График сменности за период", "День периода", "Бригада", marks))
        work.conclude(
            f"Период сменооборота {number_text(cycle.number)} дней, выходных в нём "
            f"{number_text(off_in_cycle.number)}; бригада работает в среднем {number_text(average.number)} ч "
            "за календарное время."
        )
    return {
        "cycle_days": cycle,
        "days_off_in_cycle": off_in_cycle,
        "days_off_formula": by_formula,
        "uncovered_shifts": uncovered,
        "doubled_shifts": doubled,
        "covered": not uncovered.number,
        "crews": [
            {key: column[crew] for key, column in columns.items()} for crew in range(len(columns["hours"]))
        ],
        "average_hours": average,
        "evening_man_h": evening,
        "night_man_h": night,
    }


METHOD = Method(
    id="labour.shift_schedule",
    title="График сменности бригад",
    purpose="Покрыты ли смены графиком бригад и сколько часов, вечерних, ночных и сверх нормы у каждой.",
    source=Source("004", "§2.8", "61"),
    inputs=INPUTS,
    formulas=(DAYS_OFF_EXACT, *formulas.FORMULAS),
    compute=compute,
)
