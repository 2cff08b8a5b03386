"""Critical path of a process network with partly overlapping operations (004 §2.1, variants 3 and 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from potok.methods.cycle import _critical_path as formulas
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, Point, Series, bar, gantt
from potok.notes.formula import Source
from potok.notes.inputs.fields import Fault, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_KINDS = {
    "technological": "технологическая",
    "auxiliary": "вспомогательная",
    "control": "контрольная",
    "transport": "транспортная",
    "break": "перерыв",
}
_LINKS = {"FS": "конец — начало", "SS": "начало — начало", "FF": "конец — конец", "SF": "начало — конец"}
_ZERO = Value(0, "min")
#: Floats of whole minutes leave noise; a float below it is no reserve.
_NO_FLOAT = 1e-9


def _links_name_activities(given: Record) -> Iterable[Fault]:
    known = {activity.text("id") for activity in given.rows("activities")}
    for place, link in enumerate(given.rows("links")):
        for end in ("from", "to"):
            if link.text(end) not in known:
                yield Fault(
                    f"links[{place}].{end}", "id одной из операций", link.text(end), code="unknown_reference"
                )


def _no_cycle(given: Record) -> Iterable[Fault]:
    _, left = _topological(given)
    if left:
        yield Fault(
            "links",
            "сеть без циклов",
            " → ".join(left),
            "Эти операции ждут друг друга: уберите или поверните одну из связей.",
            "cyclic_network",
        )


def _topological(given: Record) -> tuple[list[str], list[str]]:
    """Activities in an order in which predecessors come first, and those on or behind a cycle."""
    waiting = {activity.text("id"): 0 for activity in given.rows("activities")}
    for link in given.rows("links"):
        if link.text("to") in waiting and link.text("from") in waiting:
            waiting[link.text("to")] += 1
    ready = [name for name, count in waiting.items() if not count]
    for name in ready:
        for link in given.rows("links"):
            if link.text("from") == name and link.text("to") in waiting:
                waiting[link.text("to")] -= 1
                if not waiting[link.text("to")]:
                    ready.append(link.text("to"))
    return ready, [name for name in waiting if name not in set(ready)]


INPUTS = Inputs(
    fields=(
        Rows(
            "activities",
            "Операции",
            (
                Text("id", "Код"),
                Text("name", "Операция"),
                Text("stage", "Стадия", may_be_empty=True),
                Text("kind", "Вид", choices=_KINDS),
                Number("duration_min", "Длительность", "min", at_least=0),
            ),
            unique="id",
        ),
        Rows(
            "links",
            "Связи",
            (
                Text("from", "Предшествующая операция"),
                Text("to", "Следующая операция"),
                Text("type", "Вид связи", choices=_LINKS),
                Number("lag_min", "Задержка", "min"),
            ),
            at_least_items=0,
        ),
    ),
    checks=(_links_name_activities, _no_cycle),
)


@dataclass(frozen=True, slots=True)
class _Dates:
    """Dates of every activity by id."""

    early_start: dict[str, Value]
    early_finish: dict[str, Value]
    late_start: dict[str, Value]
    late_finish: dict[str, Value]
    reserve: dict[str, Value]
    length: Value


def _dates(given: Record, work: Calculation) -> _Dates:
    """Forward and backward pass."""
    activities = {activity.text("id"): activity for activity in given.rows("activities")}
    order, _ = _topological(given)
    early_start, early_finish = _forward(given, activities, order, work)
    length = work.apply(formulas.LENGTH, ef=[early_finish[name] for name in activities])
    late_start, late_finish = _backward(given, activities, order, length, work)
    reserve = work.use(formulas.FLOAT)
    reserves = {
        name: reserve.line(activity.text("name"), ls=late_start[name], es=early_start[name])
        for name, activity in activities.items()
    }
    return _Dates(early_start, early_finish, late_start, late_finish, reserves, length)


def _forward(
    given: Record, activities: dict[str, Record], order: Sequence[str], work: Calculation
) -> tuple[dict[str, Value], dict[str, Value]]:
    work.section("Прямой проход: ранние сроки")
    bounds = {kind: work.use(formula) for kind, formula in formulas.EARLIEST_BY_LINK.items()}
    start_use, finish_use = work.use(formulas.EARLY_START), work.use(formulas.EARLY_FINISH)
    starts: dict[str, Value] = {}
    finishes: dict[str, Value] = {}
    for name in order:
        duration, title = activities[name].number("duration_min"), activities[name].text("name")
        found = []
        for link in given.rows("links"):
            if link.text("to") != name:
                continue
            kind, before = link.text("type"), link.text("from")
            moment = {"es": starts[before]} if kind[0] == "S" else {"ef": finishes[before]}
            length = {"d": duration} if kind[1] == "F" else {}
            label = f"{activities[before].text('name')} → {title}"
            found.append(bounds[kind].line(label, lag=link.number("lag_min"), **moment, **length))
        starts[name] = start_use.line(title, bound=found or [_ZERO])
        finishes[name] = finish_use.line(title, es=starts[name], d=duration)
    return starts, finishes


def _backward(
    given: Record, activities: dict[str, Record], order: Sequence[str], length: Value, work: Calculation
) -> tuple[dict[str, Value], dict[str, Value]]:
    work.section("Обратный проход: поздние сроки и резервы")
    bounds = {kind: work.use(formula) for kind, formula in formulas.LATEST_BY_LINK.items()}
    finish_use, start_use = work.use(formulas.LATE_FINISH), work.use(formulas.LATE_START)
    starts: dict[str, Value] = {}
    finishes: dict[str, Value] = {}
    for name in reversed(order):
        duration, title = activities[name].number("duration_min"), activities[name].text("name")
        found = []
        for link in given.rows("links"):
            if link.text("from") != name:
                continue
            kind, after = link.text("type"), link.text("to")
            moment = {"ls": starts[after]} if kind[1] == "S" else {"lf": finishes[after]}
            own = {"d": duration} if kind[0] == "S" else {}
            label = f"{title} → {activities[after].text('name')}"
            found.append(bounds[kind].line(label, lag=link.number("lag_min"), **moment, **own))
        finishes[name] = finish_use.line(title, length=length, bound=found or [length])
        starts[name] = start_use.line(title, lf=finishes[name], d=duration)
    return starts, finishes


def _sums(given: Record, work: Calculation) -> dict[str, Value]:
    """Durations by kind, formula (1) and formula (2)."""
    work.section("Суммы по видам операций")
    use = work.use(formulas.SUM_OF_KIND)
    by_kind = {
        kind: use.line(
            title,
            d=[part.number("duration_min") for part in given.rows("activities") if part.text("kind") == kind],
        )
        for kind, title in _KINDS.items()
    }
    return {
        "sum": work.apply(
            formulas.SUM_OF_ALL,
            tech=by_kind["technological"],
            aux=by_kind["auxiliary"],
            control=by_kind["control"],
            transport=by_kind["transport"],
            pause=by_kind["break"],
        ),
        "overlapped": work.apply(formulas.OVERLAPPED, tech=by_kind["technological"], pause=by_kind["break"]),
        **by_kind,
    }


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Sums by kind, early and late dates, reserves, the critical path."""
    sums = _sums(given, work)
    dates = _dates(given, work)
    names = [activity.text("id") for activity in given.rows("activities")]
    critical = [name for name in names if abs(dates.reserve[name].number) <= _NO_FLOAT]
    work.section("Сравнение")
    reduction = None
    if sums["sum"].number:
        reduction = work.apply(formulas.REDUCTION, total=sums["sum"], length=dates.length)
    if work.recording:
        _explain(given, dates, critical, work)
    return {
        "sum_durations_min": sums["sum"],
        "technological_min": sums["technological"],
        "auxiliary_min": sums["auxiliary"],
        "control_min": sums["control"],
        "transport_min": sums["transport"],
        "break_min": sums["break"],
        "overlapped_cycle_min": sums["overlapped"],
        "critical_path_min": dates.length,
        "critical_activities": critical,
        "early_start_min": [dates.early_start[name] for name in names],
        "early_finish_min": [dates.early_finish[name] for name in names],
        "late_start_min": [dates.late_start[name] for name in names],
        "late_finish_min": [dates.late_finish[name] for name in names],
        "total_float_min": [dates.reserve[name] for name in names],
        "reduction_vs_sequential_pct": reduction,
    }


def _explain(given: Record, dates: _Dates, critical: Sequence[str], work: Calculation) -> None:
    """Network, Gantt chart and conclusion."""
    activities = {activity.text("id"): activity.text("name") for activity in given.rows("activities")}
    bars: dict[str, list[Point]] = {"Критические операции": [], "Прочие операции": []}
    for name, title in activities.items():
        kind = "Критические операции" if name in critical else "Прочие операции"
        start, finish = dates.early_start[name].number, dates.early_finish[name].number
        bars[kind].append(bar(title, start, finish, name))
    series = [Series(kind, tuple(points)) for kind, points in bars.items()]
    work.draw(gantt("График по ранним срокам", "Операция", series))
    nodes = tuple({"id": name, "label": title} for name, title in activities.items())
    links = tuple(
        {"from": link.text("from"), "to": link.text("to"), "label": link.text("type")}
        for link in given.rows("links")
    )
    work.draw(Figure("network", "Сеть операций", "", "", (Series("Операции", nodes), Series("Связи", links))))
    path = " → ".join(activities[name] for name in critical)
    work.conclude(f"Длина сети {number_text(dates.length.number)} мин; критические операции: {path}.")


METHOD = Method(
    id="cycle.network",
    title="Сеть производственного процесса",
    purpose="Длина процесса с частичным перекрытием операций, критический путь и резервы времени.",
    source=Source("004", "§2.1, варианты 3 и 5", "1, 2"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
