"""Service norm of continuous and batch apparatus (004 §2.3, formulas 26–32)."""

from __future__ import annotations

from collections.abc import Iterable

from potok.methods.method import Method
from potok.methods.norms import _service_formulas as formulas
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Fault, Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_MODES = {"continuous": "непрерывный процесс", "batch": "периодический процесс"}
_KINDS = {
    "machine": "работа аппарата",
    "worker_nonoverlapped": "рабочий, не перекрывается работой аппарата",
    "worker_overlapped": "рабочий, перекрывается работой аппарата",
}
_NEEDS = {"continuous": "interval_min", "batch": "kind"}
_OUTPUT_OF_MODE = {"continuous": "hourly_output_kg", "batch": "batch_output_kg"}
_MINUTES = 60
#: Binary noise above one is no overload.
_FULL = 1 + 1e-9


def _operations_fit_the_mode(given: Record) -> Iterable[Fault]:
    mode = given.text("mode")
    shift = given.number("shift_h").number * _MINUTES
    for place, operation in enumerate(given.rows("operations")):
        path = f"operations[{place}]"
        if not operation.has(_NEEDS[mode]):
            yield Fault(f"{path}.{_NEEDS[mode]}", f"задать при mode = {mode}", code="missing")
        interval = operation.maybe("interval_min")
        if mode == "continuous" and interval is not None and interval.number > shift * _FULL:
            yield Fault(
                f"{path}.interval_min",
                f"не больше смены ({number_text(shift)} мин)",
                number_text(interval.number),
                "Задайте периодичность, равную смене, или короче.",
                "out_of_range",
            )


INPUTS = Inputs(
    fields=(
        Text("mode", "Вид процесса", choices=_MODES),
        Number("shift_h", "Длительность смены", "h", above=0, at_most=24),
        Number("preparatory_min", "Подготовительно-заключительное время", "min", at_least=0),
        Number("aux_independent_min", "Вспомогательное независимое время", "min", at_least=0),
        Number("rest_min", "Отдых и личные надобности", "min", at_least=0),
        Rows(
            "operations",
            "Операции обслуживания",
            (
                Text("name", "Операция"),
                Number("interval_min", "Периодичность", "min", above=0, optional=True),
                Text("kind", "Вид", choices=_KINDS, optional=True),
                Number("duration_min", "Длительность", "min", at_least=0),
            ),
        ),
        Number("apparatus_count", "Аппаратов в цехе", "pcs", at_least=1, whole=True, optional=True),
        Number("hourly_output_kg", "Часовая выработка аппарата", "kg/h", above=0, optional=True),
        Number("batch_output_kg", "Выход за цикл", "kg", above=0, optional=True),
        Number("utilization_share", "Коэффициент использования", "share", above=0, at_most=1),
    ),
    checks=(_operations_fit_the_mode,),
)


def _accepted(raw: Value, work: Calculation) -> Value:
    """The accepted norm; a raw one below 1 becomes 1 with a warning."""
    if raw.number < 1 - 1e-9:
        work.warn(
            "norm_below_one",
            f"Расчётная норма {number_text(raw.number)} меньше 1: рабочий не успевает и с одним аппаратом, "
            "принята норма 1.",
        )
    return work.apply(formulas.NORM_ACCEPTED, raw=raw)


def _continuous(given: Record, fund: Value, work: Calculation) -> dict[str, Outcome]:
    """Busy time of a shift, norm (28) and output (26)."""
    shift, operations = given.number("shift_h"), given.rows("operations")
    names = [operation.text("name") for operation in operations]
    rows = [{"shift": shift, "interval": operation.number("interval_min")} for operation in operations]
    counts = work.each(formulas.OPERATION_COUNT, rows, names)
    spent = [
        {"count": count, "d": operation.number("duration_min")}
        for count, operation in zip(counts, operations, strict=True)
    ]
    times = work.each(formulas.OPERATION_TIME, spent, names)
    busy = work.apply(formulas.BUSY_OF_SHIFT, part=times)
    raw = work.apply(formulas.NORM_CONTINUOUS, fund=fund, busy=busy)
    norm = _accepted(raw, work)
    employment = work.apply(formulas.EMPLOYMENT_CONTINUOUS, busy=busy, norm=norm, fund=fund)
    if employment.number > _FULL:
        work.warn(
            "overemployed",
            f"Занятость {number_text(employment.number)} больше 1: норма округлена вверх, рабочему не "
            f"хватает {number_text(busy.number * norm.number - fund.number)} мин за смену.",
        )
    result: dict[str, Outcome] = {
        "operation_counts": counts,
        "operation_times_min": times,
        "busy_time_min": busy,
        "service_norm_raw": raw,
        "service_norm": norm,
        "employment_share": employment,
    }
    hourly = given.maybe("hourly_output_kg")
    if hourly is not None:
        result["output_norm_kg"] = work.apply(
            formulas.OUTPUT_CONTINUOUS,
            hourly=hourly,
            norm=norm,
            shift=shift,
            utilization=given.number("utilization_share"),
        )
    if work.recording:
        series = xy_series("Время за смену", names, (time.number for time in times))
        work.draw(
            Figure("bar", "Занятость рабочего на один аппарат", "Операция", "Время за смену, мин", (series,))
        )
        _conclude(raw, norm, employment, work)
    return result


def _conclude(raw: Value, norm: Value, employment: Value, work: Calculation) -> None:
    work.conclude(
        f"Норма обслуживания {number_text(norm.number)} (расчётная {number_text(raw.number)}), занятость "
        f"рабочего {number_text(employment.number * 100)} %."
    )


def _batch(given: Record, fund: Value, work: Calculation) -> dict[str, Outcome]:
    """Cycle, busy time of a cycle, norms (29) and (30), output (27)."""
    use = work.use(formulas.SUM_OF_KIND)
    times = {
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
    machine, alone = times["machine"], times["worker_nonoverlapped"]
    cycle = work.apply(formulas.CYCLE, alone=alone, machine=machine)
    busy = work.apply(formulas.BUSY_OF_CYCLE, alone=alone, overlapped=times["worker_overlapped"])
    raw = work.apply(formulas.NORM_BATCH, cycle=cycle, busy=busy)
    norm = _accepted(raw, work)
    employment = work.apply(formulas.EMPLOYMENT_BATCH, busy=busy, norm=norm, cycle=cycle)
    if employment.number > _FULL:
        work.warn(
            "overemployed",
            f"Занятость {number_text(employment.number)} больше 1: круг рабочего длится "
            f"{number_text(busy.number * norm.number)} мин вместо {number_text(cycle.number)}, аппараты "
            "ждут. Число циклов с учётом ожидания даёт расчёт norms.service_graph.",
        )
    result: dict[str, Outcome] = {
        "cycle_min": cycle,
        "busy_time_min": busy,
        "service_norm_raw": raw,
        "service_norm": norm,
        "service_norm_simple_raw": (
            work.apply(formulas.NORM_SIMPLE, machine=machine, alone=alone) if alone.number else None
        ),
        "employment_share": employment,
        **_batch_output(given, fund, {"cycle": cycle, "norm": norm}, work),
    }
    if work.recording:
        _conclude(raw, norm, employment, work)
    return result


def _batch_output(
    given: Record, fund: Value, found: dict[str, Value], work: Calculation
) -> dict[str, Outcome]:
    """Cycles of the shift, and the output when that of a cycle is given."""
    raw = work.apply(
        formulas.CYCLES_RAW,
        fund=fund,
        utilization=given.number("utilization_share"),
        cycle=found["cycle"],
    )
    cycles = work.apply(formulas.CYCLES, cycles_raw=raw)
    if not cycles.number:
        work.warn("no_whole_cycle", "За смену не завершается ни одного цикла: выработка нулевая.")
    result: dict[str, Outcome] = {"cycles_per_shift_raw": raw, "cycles_per_shift": cycles}
    output = given.maybe("batch_output_kg")
    if output is not None:
        norm = found["norm"]
        result["output_norm_kg"] = work.apply(
            formulas.OUTPUT_BATCH, cycles=cycles, norm=norm, per_cycle=output
        )
        result["output_norm_unrounded_kg"] = work.apply(
            formulas.OUTPUT_UNROUNDED, cycles_raw=raw, norm=norm, per_cycle=output
        )
    return result


def _warn_of_unused(given: Record, work: Calculation) -> None:
    mode = given.text("mode")
    for other, key in _OUTPUT_OF_MODE.items():
        if other != mode and given.has(key):
            work.warn("unused_input", f"{key} не используется при mode = {mode}.")
    for other, key in _NEEDS.items():
        if other != mode and any(operation.has(key) for operation in given.rows("operations")):
            work.warn("unused_input", f"{key} операций не используется при mode = {mode}.")


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Service norm, employment, staff and output (catalogue chapter 30)."""
    _warn_of_unused(given, work)
    work.section("Норма обслуживания")
    fund = work.apply(
        formulas.FUND,
        shift=given.number("shift_h"),
        preparatory=given.number("preparatory_min"),
        auxiliary=given.number("aux_independent_min"),
        rest=given.number("rest_min"),
    )
    of_mode = _continuous if given.text("mode") == "continuous" else _batch
    result: dict[str, Outcome] = {"operative_fund_min": fund, **of_mode(given, fund, work)}
    apparatus, norm = given.maybe("apparatus_count"), result["service_norm"]
    if apparatus is not None and isinstance(norm, Value):
        work.section("Штат")
        staff = work.apply(formulas.STAFFING_RAW, apparatus=apparatus, norm=norm)
        result["staffing_norm_raw_persons"] = staff
        result["staffing_norm_persons"] = work.apply(formulas.STAFFING, staff=staff)
    return result


METHOD = Method(
    id="norms.service",
    title="Нормы обслуживания аппаратов",
    purpose="Сколько аппаратов обслужит один рабочий, его занятость, норма выработки и штат.",
    source=Source("004", "§2.3", "26–32"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
