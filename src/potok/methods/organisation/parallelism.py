"""Parallelism of a process: the share of its cycle in which operations overlap (001 section 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.methods.method import Method
from potok.notes.algebra import both, case, equal, largest, smallest, total
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.figures import Series, bar, gantt
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Fault, Forms, Inputs, Number, NumberList, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_SOURCE = Source("001", "разд. 4, параллельность")
_SCHEDULE = Source("convention", "каталог, 17.5")

_CYCLE = Symbol("cycle", "Т_ц", "длительность цикла", "min")
_START = Symbol("start", "s_i", "начало операции", "min", series=True)
_FINISH = Symbol("finish", "f_i", "окончание операции", "min", series=True)
_NO_EMPTY_CYCLE = Limit(
    _CYCLE > 0,
    "длительность цикла равна нулю",
    "Задайте хотя бы одну операцию с ненулевой длительностью.",
)

LITERAL = Formula(
    id="organisation.parallelism_ratio",
    source=_SOURCE,
    title="Коэффициент параллельности по временам одновременных операций",
    english="Parallelism by the times of simultaneous operations",
    result=Symbol("parallelism", "К_пр", "коэффициент параллельности", "share"),
    expression=total(Symbol("t", "t_парал", "время одновременных операций", "min", series=True)) / _CYCLE,
)

CYCLE = Formula(
    id="organisation.schedule_cycle",
    source=_SCHEDULE,
    title="Длительность цикла по графику",
    english="Cycle of the schedule",
    result=_CYCLE,
    expression=largest(_FINISH) - smallest(_START),
)

_MOMENT = Symbol("moment", "x_j", "начало или окончание одной из операций", "min")
_MOMENTS = Symbol("moments", "x_k", "начала и окончания всех операций", "min", series=True)
_RUNNING = Symbol("running", "k_j", "операций идёт после момента", "pcs")

LAST_FINISH = Formula(
    id="organisation.last_finish",
    source=_SCHEDULE,
    title="Окончание последней операции",
    english="Last finish",
    result=Symbol("end", "f_max", "окончание последней операции", "min"),
    expression=largest(_FINISH),
)

NEXT_MOMENT = Formula(
    id="organisation.next_moment",
    source=_SCHEDULE,
    title="Следующее начало или окончание операции",
    english="Next moment of the schedule",
    result=Symbol("following", "x_j+1", "следующий момент графика", "min"),
    expression=smallest(case(_MOMENTS > _MOMENT, _MOMENTS, LAST_FINISH.result)),
)

RUNNING = Formula(
    id="organisation.running_operations",
    source=_SCHEDULE,
    title="Операций идёт до следующего момента",
    english="Operations running until the next moment",
    result=_RUNNING,
    expression=total(case(both(_START <= _MOMENT, _FINISH > _MOMENT), 1, 0)),
)

COINCIDING = Formula(
    id="organisation.coinciding_moments",
    source=_SCHEDULE,
    title="Совпавших начал и окончаний",
    english="Coinciding moments",
    result=Symbol("coinciding", "q_j", "начал и окончаний в этот момент", "pcs"),
    expression=total(case(equal(_MOMENTS, _MOMENT), 1, 0)),
)

OVERLAP = Formula(
    id="organisation.overlap",
    source=_SCHEDULE,
    title="Одновременная работа до следующего момента; совпавшие моменты делят её поровну",
    english="Overlap until the next moment",
    result=Symbol("overlap", "o_j", "одновременная работа до следующего момента", "min"),
    expression=case(_RUNNING > 1, (NEXT_MOMENT.result - _MOMENT) / COINCIDING.result, 0),
)

SIMULTANEOUS = Formula(
    id="organisation.simultaneous_time",
    source=_SCHEDULE,
    title="Время, когда идут не меньше двух операций",
    english="Time with at least two operations running",
    result=Symbol("simultaneous", "t_парал", "время одновременной работы", "min"),
    expression=total(
        Symbol("overlap", "o_j", "одновременная работа до следующего момента", "min", series=True)
    ),
)

PARALLELISM = Formula(
    id="organisation.parallelism",
    source=_SCHEDULE,
    title="Коэффициент параллельности по графику",
    english="Parallelism of the schedule",
    result=LITERAL.result,
    expression=SIMULTANEOUS.result / _CYCLE,
    limits=(_NO_EMPTY_CYCLE,),
)

CONCURRENCY = Formula(
    id="organisation.mean_concurrency",
    source=_SCHEDULE,
    title="Среднее число одновременных операций",
    english="Mean concurrency",
    result=Symbol("concurrency", "k_ср", "среднее число одновременных операций"),
    expression=total(_FINISH - _START) / _CYCLE,
    limits=(_NO_EMPTY_CYCLE,),
)


def _finish_is_not_before_the_start(given: Record) -> Iterable[Fault]:
    for place, operation in enumerate(given.rows("operations")):
        start, finish = operation.number("start_min").number, operation.number("finish_min").number
        if finish < start:
            expected = f"не раньше начала ({number_text(start)} мин)"
            yield Fault(f"operations[{place}].finish_min", expected, number_text(finish), code="out_of_range")


INPUTS = Inputs(
    fields=(
        Rows(
            "operations",
            "Операции графика",
            (
                Text("name", "Операция"),
                Number("start_min", "Начало", "min", at_least=0),
                Number("finish_min", "Окончание", "min", at_least=0),
            ),
            optional=True,
        ),
        NumberList(
            "simultaneous_times_min",
            "Времена одновременных операций",
            Number("time_min", "Время", "min", at_least=0),
            optional=True,
        ),
        Number("cycle_min", "Длительность цикла", "min", above=0, optional=True),
    ),
    forms=(
        Forms(
            (("operations",), ("simultaneous_times_min", "cycle_min")),
            titles=("График операций", "Времена и цикл"),
        ),
    ),
    checks=(_finish_is_not_before_the_start,),
)


def _overlaps(starts: Sequence[Value], finishes: Sequence[Value], work: Calculation) -> list[Value]:
    """How long two operations or more run after each start and finish, in order of time."""
    moments = sorted((*starts, *finishes), key=lambda value: value.number)
    labels = [f"с {number_text(moment.number)} мин" for moment in moments]
    end = work.apply(LAST_FINISH, finish=finishes)
    following, running = work.use(NEXT_MOMENT), work.use(RUNNING)
    coinciding, overlap = work.use(COINCIDING), work.use(OVERLAP)
    return [
        overlap.line(
            label,
            running=running.line(label, start=starts, finish=finishes, moment=moment),
            following=following.line(label, moments=moments, moment=moment, end=end),
            coinciding=coinciding.line(label, moments=moments, moment=moment),
            moment=moment,
        )
        for label, moment in zip(labels, moments, strict=True)
    ]


def _schedule_form(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Overlap measured on the schedule of the operations."""
    operations = given.rows("operations")
    starts = [operation.number("start_min") for operation in operations]
    finishes = [operation.number("finish_min") for operation in operations]
    cycle = work.apply(CYCLE, finish=finishes, start=starts)
    simultaneous = work.apply(SIMULTANEOUS, overlap=_overlaps(starts, finishes, work))
    parallelism = work.apply(PARALLELISM, simultaneous=simultaneous, cycle=cycle)
    concurrency = work.apply(CONCURRENCY, finish=finishes, start=starts, cycle=cycle)
    if work.recording:
        points = tuple(
            bar(operation.text("name"), start.number, finish.number)
            for operation, start, finish in zip(operations, starts, finishes, strict=True)
        )
        work.draw(gantt("График операций", "Операция", [Series("Операции", points)]))
        work.conclude(
            f"Одновременно идут операции {number_text(parallelism.number * 100)} % цикла, в среднем "
            f"{number_text(concurrency.number)} операции сразу."
        )
    return {
        "cycle_min": cycle,
        "simultaneous_min": simultaneous,
        "parallelism_share": parallelism,
        "mean_concurrency": concurrency,
    }


def _literal_form(given: Record, work: Calculation) -> dict[str, Outcome]:
    """The formula of the source with given times."""
    parallelism = work.apply(
        LITERAL, t=given.numbers("simultaneous_times_min"), cycle=given.number("cycle_min")
    )
    if parallelism.number > 1:
        work.warn(
            "more_than_the_cycle",
            "Времена одновременных операций в сумме больше цикла: коэффициент больше 1, о доле цикла он не "
            "говорит.",
        )
    if work.recording:
        work.conclude(f"Коэффициент параллельности {number_text(parallelism.number)}.")
    return {"parallelism_share": parallelism}


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Parallelism from a schedule or from given times (catalogue 17.5)."""
    return _schedule_form(given, work) if given.has("operations") else _literal_form(given, work)


METHOD = Method(
    id="organisation.parallelism",
    title="Параллельность производственного процесса",
    purpose="Какую часть цикла операции идут одновременно.",
    source=_SOURCE,
    inputs=INPUTS,
    formulas=(
        LITERAL,
        CYCLE,
        LAST_FINISH,
        NEXT_MOMENT,
        RUNNING,
        COINCIDING,
        OVERLAP,
        SIMULTANEOUS,
        PARALLELISM,
        CONCURRENCY,
    ),
    compute=compute,
)
