"""Duration of the production cycle by three kinds of movement (004 §2.1, formulas 3–8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from potok.methods.cycle import _movement as formulas
from potok.methods.cycle._pictures import transfer_batch_bars, whole_batch_bars
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import gantt
from potok.notes.formula import Formula, Source
from potok.notes.inputs.fields import Fault, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_ZERO = Value(0, "min")


def _transfer_fits(given: Record) -> Iterable[Fault]:
    batch, transfer = given.number("batch_size_pcs"), given.number("transfer_batch_pcs")
    if transfer.number > batch.number:
        expected = f"не больше партии ({number_text(batch.number)} шт.)"
        yield Fault("transfer_batch_pcs", expected, number_text(transfer.number), code="out_of_range")


_OPERATIONS = Rows(
    "operations",
    "Операции",
    (
        Text("name", "Операция"),
        Number("time_min", "Время на изделие", "min", at_least=0),
        Number("workplaces", "Рабочих мест", "pcs", above=0),
    ),
)

INPUTS = Inputs(
    fields=(
        Number("batch_size_pcs", "Размер партии", "pcs", above=0),
        Number("transfer_batch_pcs", "Передаточная партия", "pcs", at_least=1, default=1),
        _OPERATIONS,
        Rows(
            "alternatives",
            "Варианты процесса",
            (Text("id", "Код"), Text("title", "Название"), _OPERATIONS),
            at_least_items=0,
            optional=True,
            unique="id",
        ),
    ),
    checks=(_transfer_fits,),
)


@dataclass(frozen=True, slots=True)
class _Cycle:
    """The three durations of one process and what they are made of."""

    names: tuple[str, ...]
    times: list[Value]
    time_sum: Value
    time_max: Value
    sequential: Value
    parallel: Value
    offsets: list[Value]
    offsets_sum: Value
    mixed: Value


def _cycle(batch: Value, transfer: Value, operations: Sequence[Record], work: Calculation) -> _Cycle:
    """The durations of one process."""
    names = tuple(operation.text("name") for operation in operations)
    rows = [{"t": part.number("time_min"), "c": part.number("workplaces")} for part in operations]
    times = work.each(formulas.EFFECTIVE, rows, names)
    time_sum = work.apply(formulas.SUM_OF_TIMES, tau=times)
    time_max = work.apply(formulas.LONGEST, tau=times)
    offsets = work.each(
        formulas.OFFSET_OF_OPERATION,
        [{"n": batch, "p": transfer, "before": before, "tau": time} for before, time in pairwise(times)],
        names[1:],
    )
    offsets_sum = work.apply(formulas.SUM_OF_OFFSETS, offsets=offsets)
    return _Cycle(
        names=names,
        times=times,
        time_sum=time_sum,
        time_max=time_max,
        sequential=work.apply(formulas.SEQUENTIAL, n=batch, tau_sum=time_sum),
        parallel=work.apply(formulas.PARALLEL, n=batch, p=transfer, tau_sum=time_sum, tau_max=time_max),
        offsets=offsets,
        offsets_sum=offsets_sum,
        mixed=work.apply(formulas.MIXED, offsets_sum=offsets_sum, n=batch, tau=times),
    )


def _extremes(batch: Value, transfer: Value, cycle: _Cycle, work: Calculation) -> tuple[Value, Value]:
    """Sums of long and short operations; the mixed cycle by (5) is recorded as a check of (6)."""
    directions = _directions(cycle, work)
    befores = [_ZERO, *cycle.times[:-1]]
    rows = [
        {"tau": time, "before": before, "w": direction}
        for time, before, direction in zip(cycle.times, befores, directions, strict=True)
    ]
    long_sum = work.apply(formulas.LONG_SUM, long=work.each(formulas.LONG, rows, cycle.names))
    short_sum = work.apply(formulas.SHORT_SUM, short=work.each(formulas.SHORT, rows, cycle.names))
    work.apply(
        formulas.MIXED_BY_EXTREMES,
        n=batch,
        p=transfer,
        tau_sum=cycle.time_sum,
        long_sum=long_sum,
        short_sum=short_sum,
    )
    return long_sum, short_sum


def _directions(cycle: _Cycle, work: Calculation) -> list[Value]:
    """Direction of the next change after each operation; equal neighbours count as one."""
    use = work.use(formulas.NEXT_CHANGE)
    found: list[Value] = []
    later, after = Value(-1), _ZERO
    for name, time in zip(reversed(cycle.names), reversed(cycle.times), strict=True):
        later = use.line(name, after=after, tau=time, later=later)
        after = time
        found.append(later)
    return found[::-1]


def _starts(
    formula: Formula, befores: Sequence[Mapping[str, Value]], names: Sequence[str], work: Calculation
) -> list[Value]:
    """Starts one after another, the first at 0."""
    use = work.use(formula)
    starts: list[Value] = []
    for name, before in zip(names, befores, strict=True):
        starts.append(use.line(name, start=starts[-1] if starts else _ZERO, **before))
    return starts


def _reduction(work: Calculation, pairs: Sequence[tuple[str, Value, Value]]) -> list[Value | None]:
    """(A − B)·100/A for every pair; undefined when A is zero."""
    use = work.use(formulas.REDUCTION)
    return [use.line(label, a=a, b=b) if a.number else None for label, a, b in pairs]


def _alternative(
    given: Record, batch: Value, transfer: Value, base: _Cycle, work: Calculation
) -> dict[str, Outcome]:
    """One alternative of the process against the base."""
    work.section(f"Вариант «{given.text('title')}»")
    found = _cycle(batch, transfer, given.rows("operations"), work)
    pairs = (
        ("последовательное", found.sequential, base.sequential),
        ("параллельное", found.parallel, base.parallel),
        ("смешанное", found.mixed, base.mixed),
    )
    change = work.use(formulas.CHANGE)
    sequential, parallel, mixed = (change.line(label, variant=a, base=b) for label, a, b in pairs)
    percent = work.use(formulas.CHANGE_PERCENT)
    parallel_pct, mixed_pct = (
        percent.line(label, change=moved, base=b) if b.number else None
        for (label, _, b), moved in zip(pairs[1:], (parallel, mixed), strict=True)
    )
    return {
        "id": given.text("id"),
        "sum_op_time_min": found.time_sum,
        "sequential_min": found.sequential,
        "parallel_min": found.parallel,
        "mixed_min": found.mixed,
        "sequential_change_min": sequential,
        "parallel_change_min": parallel,
        "mixed_change_min": mixed,
        "parallel_change_pct": parallel_pct,
        "mixed_change_pct": mixed_pct,
    }


def _warn(given: Record, work: Calculation) -> None:
    batch, transfer = given.number("batch_size_pcs").number, given.number("transfer_batch_pcs").number
    if abs(batch / transfer - round(batch / transfer)) > 1e-9:
        work.warn(
            "partial_transfer_batch",
            "Партия не кратна передаточной: последняя передаточная партия неполная, формулы этого не "
            "учитывают, действительный параллельный цикл чуть короче.",
        )
    if any(part.number("workplaces").number > 1 for part in given.rows("operations")):
        work.warn(
            "equal_sharing",
            "Принято, что рабочие места одной операции делят передаточную партию поровну и без потерь.",
        )


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Durations, starts, offsets, reductions and alternatives (catalogue chapter 10)."""
    batch, transfer = given.number("batch_size_pcs"), given.number("transfer_batch_pcs")
    _warn(given, work)
    work.section("Три вида движения")
    base = _cycle(batch, transfer, given.rows("operations"), work)
    long_sum, short_sum = _extremes(batch, transfer, base, work)
    work.section("Начала операций")
    befores = [_ZERO, *base.times[:-1]]
    whole = [{"n": batch, "before": before} for before in befores]
    parts = [{"p": transfer, "before": before} for before in befores]
    shifts = [{"offset": offset} for offset in (_ZERO, *base.offsets)]
    sequential_starts = _starts(formulas.START_SEQUENTIAL, whole, base.names, work)
    parallel_starts = _starts(formulas.START_PARALLEL, parts, base.names, work)
    mixed_starts = _starts(formulas.START_MIXED, shifts, base.names, work)
    work.section("Сравнение")
    reductions = _reduction(
        work,
        (
            ("параллельный против последовательного", base.sequential, base.parallel),
            ("смешанный против последовательного", base.sequential, base.mixed),
            ("параллельный против смешанного", base.mixed, base.parallel),
        ),
    )
    if work.recording:
        _explain(batch, transfer, base, (sequential_starts, mixed_starts), work)
    result: dict[str, Outcome] = {
        "effective_times_min": base.times,
        "sum_op_time_min": base.time_sum,
        "max_op_time_min": base.time_max,
        "sequential_min": base.sequential,
        "parallel_min": base.parallel,
        "mixed_min": base.mixed,
        "sequential_starts_min": sequential_starts,
        "parallel_starts_min": parallel_starts,
        "mixed_starts_min": mixed_starts,
        "offsets_min": base.offsets,
        "offsets_sum_min": base.offsets_sum,
        "mixed_long_sum_min": long_sum,
        "mixed_short_sum_min": short_sum,
        "reduction_parallel_vs_sequential_pct": reductions[0],
        "reduction_mixed_vs_sequential_pct": reductions[1],
        "reduction_parallel_vs_mixed_pct": reductions[2],
    }
    if given.has("alternatives"):
        result["alternatives"] = [
            _alternative(variant, batch, transfer, base, work) for variant in given.rows("alternatives")
        ]
    return result


def _explain(
    batch: Value,
    transfer: Value,
    cycle: _Cycle,
    starts: tuple[Sequence[Value], Sequence[Value]],
    work: Calculation,
) -> None:
    """Pictures of the three movements and the conclusion."""
    times = [time.number for time in cycle.times]
    lengths = [batch.number * time for time in times]
    sequential, mixed = ([start.number for start in part] for part in starts)
    work.draw(
        gantt("Последовательное движение", "Операция", [whole_batch_bars(cycle.names, sequential, lengths)])
    )
    bars = transfer_batch_bars(cycle.names, times, batch.number, transfer.number)
    work.draw(gantt("Параллельное движение", "Операция", bars))
    unbroken = [whole_batch_bars(cycle.names, mixed, lengths)]
    work.draw(gantt("Параллельно-последовательное движение", "Операция", unbroken))
    slowest = cycle.names[times.index(max(times))]
    work.conclude(
        f"Последовательный цикл {number_text(cycle.sequential.number)} мин, смешанный "
        f"{number_text(cycle.mixed.number)} мин, параллельный {number_text(cycle.parallel.number)} мин; "
        f"параллельный цикл определяет операция «{slowest}»."
    )


METHOD = Method(
    id="cycle.duration",
    title="Длительность производственного цикла",
    purpose="Сколько длится обработка партии при последовательном, параллельном и смешанном движении.",
    source=Source("004", "§2.1", "3–8"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
