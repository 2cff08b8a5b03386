"""Service graph of several batch apparatus by one worker (004 appendix Б; catalogue 95.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.methods.method import Method
from potok.methods.norms import _round_formulas as formulas
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, Point, Series, bar, gantt, xy_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_KINDS = {
    "after": "выгрузка прошлого цикла",
    "before": "загрузка",
    "overlapped": "работа при работающем аппарате",
    "machine": "работа аппарата",
}
#: The worker's own work on one apparatus, in the order of the round.
_BLOCK = ("after", "before", "overlapped")
#: Name of the run of an apparatus in the graph, as the result key is declared.
_RUN = "machine"
#: Nobody serves more apparatus; a slip of the keyboard must not draw millions of bars.
_MOST = 1000
#: Binary noise above one is no overload.
_FULL = 1 + 1e-9

INPUTS = Inputs(
    fields=(
        Number("machines_pcs", "Аппаратов у рабочего", "pcs", at_least=1, at_most=_MOST, whole=True),
        Number("operative_fund_min", "Оперативный фонд за смену", "min", above=0),
        Number("output_per_cycle", "Выход одного аппарата за цикл", "unit", at_least=0),
        Number(
            "variants_max",
            "Сравнить варианты до числа аппаратов",
            "pcs",
            at_least=1,
            at_most=_MOST,
            whole=True,
        ),
        Rows(
            "operations",
            "Операции цикла",
            (
                Text("name", "Операция"),
                Text("kind", "Вид", choices=_KINDS),
                Number("duration_min", "Длительность", "min", at_least=0),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Cycle:
    """One cycle of one apparatus."""

    sums: dict[str, Value]
    length: Value
    busy: Value


@dataclass(frozen=True, slots=True)
class _Work:
    """A bar of the graph."""

    machine: Value
    name: str
    start: Value
    finish: Value


def _cycle(given: Record, work: Calculation) -> _Cycle:
    work.section("Цикл аппарата")
    use = work.use(formulas.SUM_OF_KIND)
    sums = {
        kind: use.line(
            title,
            part=[
                operation.number("duration_min")
                for operation in given.rows("operations")
                if operation.text("kind") == kind
            ],
        )
        for kind, title in _KINDS.items()
    }
    length = work.apply(formulas.CYCLE, after=sums["after"], before=sums["before"], machine=sums["machine"])
    busy = work.apply(
        formulas.BUSY, after=sums["after"], before=sums["before"], overlapped=sums["overlapped"]
    )
    return _Cycle(sums, length, busy)


def _rounds(
    given: Record, cycle: _Cycle, machines: Sequence[Value], work: Calculation
) -> list[dict[str, Value]]:
    """Numbers of the round for every number of machines, by the keys of the result."""
    labels = [f"аппаратов: {number_text(number.number)}" for number in machines]
    loads = [{"n": number, "busy": cycle.busy} for number in machines]
    rounds = work.each(formulas.ROUND, [{**load, "cycle": cycle.length} for load in loads], labels)
    busy = work.each(formulas.WORKER_BUSY, loads, labels)
    pairs = [{"round": length, "worker": time} for length, time in zip(rounds, busy, strict=True)]
    waits = [{"round": length, "cycle": cycle.length} for length in rounds]
    planned = [{"worker": time, "cycle": cycle.length} for time in busy]
    shifts = [{"round": length, "fund": given.number("operative_fund_min")} for length in rounds]
    columns = {
        "round_min": rounds,
        "worker_busy_min": busy,
        "worker_idle_min": work.each(formulas.WORKER_IDLE, pairs, labels),
        "machine_wait_min": work.each(formulas.MACHINE_WAIT, waits, labels),
        "employment_share": work.each(formulas.EMPLOYMENT, pairs, labels),
        "planned_employment_share": work.each(formulas.PLANNED_EMPLOYMENT, planned, labels),
        "rounds_per_shift": work.each(formulas.ROUNDS, shifts, labels),
    }
    outputs = [
        {"rounds": count, "n": number, "per_cycle": given.number("output_per_cycle")}
        for count, number in zip(columns["rounds_per_shift"], machines, strict=True)
    ]
    columns["output_per_shift"] = work.each(formulas.OUTPUT, outputs, labels)
    return [{key: column[place] for key, column in columns.items()} for place in range(len(machines))]


def _graph(given: Record, cycle: _Cycle, work: Calculation) -> list[_Work]:
    """The first round: the worker's blocks one after another, the run of each apparatus last."""
    work.section("График первого круга")
    step = work.procedure(
        "norms.service_round",
        title="Порядок обслуживания",
        rule="Рабочий обходит аппараты по кругу; у каждого подряд выгрузка прошлого цикла, загрузка и работа "
        "при работающем аппарате; аппарат работает с конца загрузки.",
        source=formulas.ORDER,
        columns=("Аппарат", "Работа", "Начало, мин", "Окончание, мин"),
    )
    starts, finishes = work.use(formulas.BLOCK_START), work.use(formulas.FINISH)
    parts = sorted(
        (part for part in given.rows("operations") if part.text("kind") in _BLOCK),
        key=lambda part: _BLOCK.index(part.text("kind")),
    )
    found: list[_Work] = []
    for place in range(round(given.number("machines_pcs").number)):
        machine = step.value(place + 1, "pcs")
        label = f"аппарат {place + 1}"
        clock = loaded = starts.line(label, number=machine, busy=cycle.busy)
        for part in parts:
            name = part.text("name")
            finish = finishes.line(f"{label}, {name}", start=clock, d=part.number("duration_min"))
            found.append(_Work(machine, name, clock, finish))
            clock = finish
            if part.text("kind") != "overlapped":
                loaded = finish
        end = finishes.line(f"{label}, работа аппарата", start=loaded, d=cycle.sums["machine"])
        found.append(_Work(machine, _RUN, loaded, end))
    for bar_of_graph in found:
        shown = "работа аппарата" if bar_of_graph.name == _RUN else bar_of_graph.name
        step.row(bar_of_graph.machine, shown, bar_of_graph.start, bar_of_graph.finish)
    return found


def _variants(given: Record, cycle: _Cycle, work: Calculation) -> list[dict[str, Value]]:
    """The same numbers for one machine and more."""
    work.section("Варианты числа аппаратов")
    step = work.procedure(
        "norms.service_variants",
        title="Сравниваемые варианты",
        rule="Число аппаратов у рабочего от одного до заданного.",
        source=formulas.ORDER,
        columns=("Аппаратов",),
    )
    machines = [step.value(place + 1, "pcs") for place in range(round(given.number("variants_max").number))]
    for number in machines:
        step.row(number)
    rounds = _rounds(given, cycle, machines, work)
    return [{"machines_pcs": number, **found} for number, found in zip(machines, rounds, strict=True)]


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Cycle, graph of the first round, numbers of the round, variants (catalogue 95.2)."""
    cycle = _cycle(given, work)
    work.section("Круг обслуживания")
    (found,) = _rounds(given, cycle, [given.number("machines_pcs")], work)
    graph = _graph(given, cycle, work)
    variants = _variants(given, cycle, work)
    _warn(found, work)
    if work.recording:
        _draw(graph, variants, work)
        work.conclude(
            f"Круг {number_text(found['round_min'].number)} мин, за смену кругов "
            f"{number_text(found['rounds_per_shift'].number)}, выпуск "
            f"{number_text(found['output_per_shift'].number)}."
        )
    return {
        "cycle_min": cycle.length,
        "busy_time_min": cycle.busy,
        "graph": [
            {
                "machine": part.machine,
                "name": part.name,
                "start_min": part.start,
                "finish_min": part.finish,
            }
            for part in graph
        ],
        **found,
        "variants": variants,
    }


def _warn(found: dict[str, Value], work: Calculation) -> None:
    if found["planned_employment_share"].number > _FULL:
        work.warn(
            "machines_wait",
            f"Занятость по циклу {number_text(found['planned_employment_share'].number)} больше 1: круг "
            f"длиннее цикла, каждый аппарат ждёт {number_text(found['machine_wait_min'].number)} мин.",
        )
    if not found["rounds_per_shift"].number:
        work.warn("no_whole_round", "Круг длиннее оперативного фонда: за смену не завершается ни одного.")


def _draw(graph: Sequence[_Work], variants: Sequence[dict[str, Value]], work: Calculation) -> None:
    """Rows of the worker and of every apparatus; output by the number of machines."""
    served: list[Point] = []
    runs: list[Point] = []
    for part in graph:
        row = f"Аппарат {number_text(part.machine.number)}"
        start, finish = part.start.number, part.finish.number
        if part.name == _RUN:
            runs.append(bar(row, start, finish, "работа аппарата"))
        else:
            served.append(bar("Рабочий", start, finish, f"{part.name}, {row.lower()}"))
            served.append(bar(row, start, finish, part.name))
    series = (Series("Обслуживание", tuple(served)), Series("Работа аппарата", tuple(runs)))
    work.draw(gantt("График обслуживания аппаратов, первый круг", "Рабочий и аппараты", series))
    drawn = xy_series(
        "Выпуск за смену",
        (variant["machines_pcs"].number for variant in variants),
        (variant["output_per_shift"].number for variant in variants),
    )
    title = "Выпуск за смену по числу аппаратов у рабочего"
    work.draw(Figure("bar", title, "Аппаратов, шт.", "Выпуск, ед.", (drawn,)))


METHOD = Method(
    id="norms.service_graph",
    title="График обслуживания нескольких аппаратов",
    purpose="Кто кого ждёт, когда один рабочий обслуживает несколько аппаратов, и какой это даёт выпуск.",
    source=Source("004", "§2.3, приложение Б"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
