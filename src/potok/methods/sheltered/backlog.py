"""Backlogs between operations of a discontinuous line and their movement (002, formula 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from potok.methods.method import Method
from potok.methods.sheltered import _backlog_formulas as formulas
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Fault, Forms, Inputs, Number, NumberList, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_ONE = Value(1, "pcs")
_ZERO = Value(0, "pcs")
#: Binary noise that is neither an accumulation nor a deficit.
_NOISE = 1e-9
_STATES = {
    "synchronous": "синхронно",
    "accumulates": "задел накапливается",
    "deficit": "не хватает",
}


def _a_place_for_each_operation(given: Record) -> Iterable[Fault]:
    count = len(given.rows("operations"))
    for place, phase in enumerate(given.rows("phases")):
        found = len(phase.numbers("workplaces_pcs"))
        if found != count:
            expected = f"{count} чисел, по одному на операцию"
            yield Fault(f"phases[{place}].workplaces_pcs", expected, f"чисел: {found}", code="bad_length")


INPUTS = Inputs(
    fields=(
        Number("interval_min", "Сменный интервал", "min", above=0, optional=True),
        Number("zero_tolerance_pcs", "Задел, который считается нулевым", "pcs", at_least=0, optional=True),
        Rows(
            "operations",
            "Операции",
            (
                Text("name", "Операция"),
                Number("time_min", "Время операции", "min", above=0),
                Number("machines_pcs", "Машин", "pcs", above=0, optional=True),
            ),
            at_least_items=2,
        ),
        Rows(
            "phases",
            "Фазы интервала",
            (
                Number("duration_min", "Длительность фазы", "min", above=0),
                NumberList(
                    "workplaces_pcs",
                    "Работающие места по операциям",
                    Number("workplaces", "Рабочих мест", "pcs", at_least=0),
                ),
            ),
            optional=True,
        ),
    ),
    forms=(Forms((("interval_min",), ("phases",)), titles=("Одной длительностью", "По фазам")),),
    checks=(_a_place_for_each_operation,),
)


def _pair_names(operations: Sequence[Record]) -> list[str]:
    return [f"{one.text('name')} → {other.text('name')}" for one, other in pairwise(operations)]


def _change(duration: Value, one: Record, other: Record, places: tuple[Value, Value]) -> dict[str, Value]:
    """Symbols of formula (5) for one pair of operations."""
    return {
        "interval": duration,
        "t": one.number("time_min"),
        "next_t": other.number("time_min"),
        "n": places[0],
        "next_n": places[1],
    }


def _state(backlog: float, zero: float) -> str:
    if abs(backlog) <= zero + _NOISE:
        return "synchronous"
    return "accumulates" if backlog > 0 else "deficit"


def _interval_form(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Change of every backlog over one interval, states and duplicates."""
    interval, operations = given.number("interval_min"), given.rows("operations")
    zero = given.maybe("zero_tolerance_pcs") or _ZERO
    names, pairs = [part.text("name") for part in operations], _pair_names(operations)
    machines = [part.maybe("machines_pcs") or _ONE for part in operations]
    funds = work.each(formulas.FUND, [{"interval": interval, "n": number} for number in machines], names)
    rows = [
        {"fund": fund, "t": part.number("time_min")} for fund, part in zip(funds, operations, strict=True)
    ]
    outputs = work.each(formulas.OUTPUT, rows, names)
    changes = [
        _change(interval, one, other, places)
        for (one, other), places in zip(pairwise(operations), pairwise(machines), strict=True)
    ]
    backlogs = work.each(formulas.BACKLOG, changes, pairs)
    needs = [
        {**{key: change[key] for key in ("t", "next_t", "n", "next_n")}, "backlog": backlog, "zero": zero}
        for change, backlog in zip(changes, backlogs, strict=True)
    ]
    duplicates = work.each(formulas.DUPLICATES, needs, pairs)
    states = [_state(backlog.number, zero.number) for backlog in backlogs]
    _warn_of_assumptions(given, work)
    if work.recording:
        series = xy_series("Изменение задела", pairs, (backlog.number for backlog in backlogs))
        work.draw(Figure("bar", "Оборотные заделы за интервал", "Операции", "Задел, шт.", (series,)))
        for pair, state, backlog in zip(pairs, states, backlogs, strict=True):
            work.conclude(f"{pair}: {_STATES[state]}, {number_text(backlog.number)} шт. за интервал.")
    return {
        "machine_time_fund_min": funds,
        "output_pcs": outputs,
        "backlogs_pcs": backlogs,
        "states": states,
        "duplicate_stations_pcs": duplicates,
    }


def _warn_of_assumptions(given: Record, work: Calculation) -> None:
    if not given.has("zero_tolerance_pcs"):
        work.warn("assumed_zero_tolerance", "Допуск нулевого задела не задан: синхронным считается нулевой.")
    if not all(part.has("machines_pcs") for part in given.rows("operations")):
        work.warn("assumed_one_machine", "Число машин задано не везде: принято по одной.")


def _warn_of_unused(given: Record, work: Calculation) -> None:
    if given.has("zero_tolerance_pcs"):
        work.warn("unused_input", "zero_tolerance_pcs не используется, когда заданы фазы.")
    if any(part.has("machines_pcs") for part in given.rows("operations")):
        work.warn(
            "unused_input", "machines_pcs не используется, когда заданы фазы: места задаёт каждая фаза."
        )


def _levels(changes: Sequence[Value], title: str, work: Calculation) -> tuple[Value, list[Value]]:
    """The backlog needed at the start and the level at every phase end, the start included."""
    use = work.use(formulas.RUNNING)
    running: list[Value] = []
    for place, change in enumerate(changes):
        before = running[-1] if running else _ZERO
        running.append(use.line(f"{title}, фаза {place + 1}", before=before, change=change))
    initial = work.apply(formulas.INITIAL_BACKLOG, title, running=running)
    labels = [f"{title}, фаза {place + 1}" for place in range(len(running))]
    rows = [{"initial": initial, "running": number} for number in running]
    return initial, [initial, *work.each(formulas.LEVEL, rows, labels)]


def _pair(given: Record, place: int, title: str, work: Calculation) -> tuple[list[Value], dict[str, Outcome]]:
    """Levels of the backlog between two neighbouring operations, and all results of the pair."""
    one, other = given.rows("operations")[place : place + 2]
    work.section(f"Движение задела: {title}")
    phases = given.rows("phases")
    durations = [phase.number("duration_min") for phase in phases]
    changes = [
        _change(duration, one, other, (counts[place], counts[place + 1]))
        for duration, counts in zip(
            durations, (phase.numbers("workplaces_pcs") for phase in phases), strict=True
        )
    ]
    found = work.each(formulas.BACKLOG, changes, [f"фаза {number + 1}" for number in range(len(phases))])
    net = work.apply(formulas.NET, title, change=found)
    initial, levels = _levels(found, title, work)
    if abs(net.number) > _NOISE:
        direction = "растёт" if net.number > 0 else "убывает"
        work.warn(
            "unsteady_backlog",
            f"{title}: задел {direction} на {number_text(abs(net.number))} шт. за интервал, линия не "
            "уравновешена.",
        )
    return levels, {
        "changes_pcs": found,
        "net_pcs": net,
        "initial_pcs": initial,
        "levels_pcs": levels,
        "max_pcs": work.apply(formulas.HIGHEST, title, level=levels),
        "average_pcs": work.apply(
            formulas.AVERAGE, title, start=levels[:-1], finish=levels[1:], phase=durations
        ),
    }


def _phases_form(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Movement of every backlog over the phases of the interval."""
    titles = _pair_names(given.rows("operations"))
    pairs = [_pair(given, place, title, work) for place, title in enumerate(titles)]
    _warn_of_unused(given, work)
    if work.recording:
        _draw_movement(given, titles, [levels for levels, _ in pairs], work)
    return {"pairs": [results for _, results in pairs]}


def _draw_movement(
    given: Record, titles: Sequence[str], levels: Sequence[Sequence[Value]], work: Calculation
) -> None:
    """Levels over the time of the interval, one line a pair."""
    moments = [0.0, *accumulate(phase.number("duration_min").number for phase in given.rows("phases"))]
    series = tuple(
        xy_series(title, moments, (level.number for level in line))
        for title, line in zip(titles, levels, strict=True)
    )
    work.draw(Figure("line", "Движение заделов за интервал", "Время, мин", "Задел, шт.", series))


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Backlogs over one interval, or their movement over its phases (catalogue 25.4)."""
    return _phases_form(given, work) if given.has("phases") else _interval_form(given, work)


METHOD = Method(
    id="sheltered.backlog",
    title="Межоперационные оборотные заделы",
    purpose="Как меняются заделы между операциями за интервал или по его фазам и где нужны дублёры.",
    source=Source("002", "межоперационный задел", "5"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
