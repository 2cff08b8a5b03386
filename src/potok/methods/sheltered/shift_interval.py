"""Shift interval, output norm and shift output (002, formulas 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterable

from potok.methods.method import Method
from potok.notes.algebra import floor, lcm, mean, nearest
from potok.notes.calculation import Calculation
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source
from potok.notes.inputs.fields import Fault, Inputs, Modes, Number, NumberList, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_PLACE = "сменный интервал"
_MODES = {
    "shift_multiple": "равные интервалы смены",
    "least_common_multiple": "наименьшее общее кратное частных циклов",
}
#: Binary noise of a quotient that is whole in decimal arithmetic.
_NOISE = 1e-9

_SHIFT = Symbol("shift", "Т_см", "длительность смены", "min")
_BREAKS = Symbol("pause", "t_пер", "перерывы линии", "min")
_DEVIATION = Symbol("allowance", "t_откл", "резерв на отклонения производительности", "min")
_CYCLES = Symbol("cycle", "t_i", "частный операционный цикл", "min", series=True)
_RESOLUTION = Symbol("step", "Δ", "единица, в которой выражены циклы", "min")
_COUNT = Symbol("m", "m", "число интервалов в смене", "pcs")
_INTERVAL = Symbol("interval", "t_m", "сменный интервал", "min")

EFFECTIVE_SHIFT = Formula(
    id="sheltered.effective_shift",
    source=Source("002", _PLACE, "3"),
    title="Эффективное время смены",
    english="Effective shift time",
    result=Symbol("effective", "Т_эф", "эффективное время смены", "min"),
    expression=_SHIFT - _BREAKS - _DEVIATION,
    limits=(
        Limit(
            _BREAKS + _DEVIATION < _SHIFT,
            "перерывы и резерв занимают всю смену",
            "Уменьшите перерывы или резерв на отклонения.",
        ),
    ),
)

INTERVAL_OF_SHIFT = Formula(
    id="sheltered.interval",
    source=Source("002", _PLACE, "3"),
    title="Сменный интервал: равная часть смены",
    english="Shift interval",
    result=_INTERVAL,
    expression=EFFECTIVE_SHIFT.result / _COUNT,
)

INTERVAL_BY_MULTIPLE = Formula(
    id="sheltered.interval_by_lcm",
    source=Source("002", _PLACE),
    title="Сменный интервал: наименьшее общее кратное циклов",
    english="Shift interval, least common multiple of the cycles",
    result=_INTERVAL,
    expression=lcm(nearest(_CYCLES / _RESOLUTION)) * _RESOLUTION,
)

INTERVALS = Formula(
    id="sheltered.intervals_per_shift",
    source=Source("convention", "каталог, 25.3"),
    title="Число интервалов в смене",
    english="Intervals of the shift",
    result=_COUNT,
    expression=floor(EFFECTIVE_SHIFT.result / _INTERVAL),
    limits=(
        Limit(
            floor(EFFECTIVE_SHIFT.result / _INTERVAL) >= 1,
            "интервал длиннее эффективного времени смены",
            "Округлите частные циклы или задайте число интервалов в смене (shift_multiple).",
        ),
    ),
)

UNUSED = Formula(
    id="sheltered.unused_shift",
    source=Source("convention", "каталог, 25.3"),
    title="Время смены вне интервалов",
    english="Unused time of the shift",
    result=Symbol("unused", "t_ост", "неиспользованное время смены", "min"),
    expression=EFFECTIVE_SHIFT.result - _COUNT * _INTERVAL,
)

MEAN_TIME = Formula(
    id="sheltered.mean_piece_time",
    source=Source("002", _PLACE, "4"),
    title="Среднее время на изделие",
    english="Mean time per piece",
    result=Symbol("mean", "t_ср", "среднее время на изделие", "min"),
    expression=mean(Symbol("piece", "t_j", "время на изделие", "min", series=True)),
)

OUTPUT_NORM = Formula(
    id="sheltered.output_norm",
    source=Source("002", _PLACE, "4"),
    title="Норма выработки за интервал",
    english="Output norm of an interval",
    result=Symbol("norm", "Н_выр", "норма выработки за интервал", "pcs"),
    expression=_INTERVAL / MEAN_TIME.result,
)

WHOLE_NORM = Formula(
    id="sheltered.output_norm_whole",
    source=Source("convention", "каталог, 25.3"),
    title="Целых изделий за интервал",
    english="Whole pieces of an interval",
    result=Symbol("whole", "Н_цел", "целых изделий за интервал", "pcs"),
    expression=floor(OUTPUT_NORM.result),
)

SHIFT_OUTPUT = Formula(
    id="sheltered.shift_output",
    source=Source("002", _PLACE, "4"),
    title="Сменный выпуск",
    english="Shift output",
    result=Symbol("output", "N_см", "сменный выпуск", "pcs"),
    expression=_COUNT * OUTPUT_NORM.result,
)

WHOLE_OUTPUT = Formula(
    id="sheltered.shift_output_whole",
    source=Source("convention", "каталог, 25.3"),
    title="Плановый сменный выпуск целыми изделиями",
    english="Shift output in whole pieces of each interval",
    result=Symbol("planned", "N_пл", "плановый сменный выпуск", "pcs"),
    expression=_COUNT * WHOLE_NORM.result,
)


def _cycles_are_multiples(given: Record) -> Iterable[Fault]:
    step = given.maybe("resolution_min")
    if given.text("mode") != "least_common_multiple" or step is None:
        return
    for place, cycle in enumerate(given.numbers("cycle_times_min")):
        multiple = cycle.number / step.number
        if round(multiple) < 1 or abs(multiple - round(multiple)) > _NOISE * multiple:
            yield Fault(
                f"cycle_times_min[{place}]",
                f"целое кратное {number_text(step.number)} мин",
                number_text(cycle.number),
                "Округлите цикл или возьмите меньшую единицу resolution_min.",
                "no_multiple",
            )


INPUTS = Inputs(
    fields=(
        Text("mode", "Как выбран интервал", choices=_MODES),
        Number("shift_min", "Длительность смены", "min", above=0),
        Number("breaks_min", "Перерывы линии", "min", at_least=0),
        Number("deviation_min", "Резерв на отклонения производительности", "min", at_least=0),
        Number("intervals_per_shift", "Интервалов в смене", "pcs", at_least=1, whole=True, optional=True),
        NumberList(
            "piece_times_min",
            "Времена на изделие",
            Number("piece_time_min", "Время на изделие", "min", above=0),
        ),
        NumberList(
            "cycle_times_min",
            "Частные операционные циклы",
            Number("cycle_time_min", "Частный цикл", "min", above=0),
            optional=True,
        ),
        Number("resolution_min", "Единица, в которой выражены циклы", "min", above=0, optional=True),
    ),
    modes=(
        Modes(
            "mode",
            {
                "shift_multiple": ("intervals_per_shift",),
                "least_common_multiple": ("cycle_times_min", "resolution_min"),
            },
        ),
    ),
    checks=(_cycles_are_multiples,),
)


def _interval(given: Record, effective: Value, work: Calculation) -> tuple[Value, Value]:
    """The interval and how many of them the shift has."""
    if given.text("mode") == "shift_multiple":
        count = given.number("intervals_per_shift")
        return work.apply(INTERVAL_OF_SHIFT, effective=effective, m=count), count
    interval = work.apply(
        INTERVAL_BY_MULTIPLE, cycle=given.numbers("cycle_times_min"), step=given.number("resolution_min")
    )
    return interval, work.apply(INTERVALS, effective=effective, interval=interval)


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Interval, output norm and output of the shift (catalogue 25.3)."""
    work.section("Сменный интервал")
    effective = work.apply(
        EFFECTIVE_SHIFT,
        shift=given.number("shift_min"),
        pause=given.number("breaks_min"),
        allowance=given.number("deviation_min"),
    )
    interval, count = _interval(given, effective, work)
    unused = work.apply(UNUSED, effective=effective, m=count, interval=interval)
    work.section("Выработка")
    mean_time = work.apply(MEAN_TIME, piece=given.numbers("piece_times_min"))
    norm = work.apply(OUTPUT_NORM, interval=interval, mean=mean_time)
    whole = work.apply(WHOLE_NORM, norm=norm)
    output = work.apply(SHIFT_OUTPUT, m=count, norm=norm)
    planned = work.apply(WHOLE_OUTPUT, m=count, whole=whole)
    _warn(given, whole, work)
    if work.recording:
        work.conclude(
            f"Сменный интервал {number_text(interval.number)} мин, интервалов в смене "
            f"{number_text(count.number)}; план на смену {number_text(planned.number)} шт."
        )
    return {
        "effective_shift_min": effective,
        "interval_min": interval,
        "intervals_per_shift": count,
        "unused_min": unused,
        "mean_piece_time_min": mean_time,
        "output_norm_pcs": norm,
        "output_norm_whole_pcs": whole,
        "shift_output_pcs": output,
        "shift_output_whole_pcs": planned,
    }


def _warn(given: Record, whole: Value, work: Calculation) -> None:
    times = {time.number for time in given.numbers("piece_times_min")}
    if len(times) > 1:
        work.warn(
            "arithmetic_mean",
            "Времена на изделие различны, норма взята по их среднему: параллельные рабочие вместе "
            "сделают больше, а последовательную линию сдержит самое долгое рабочее место.",
        )
    if not whole.number:
        work.warn("no_whole_piece", "За интервал не успевает ни одно целое изделие: увеличьте интервал.")


METHOD = Method(
    id="sheltered.shift_interval",
    title="Сменный интервал и норма выработки",
    purpose="Интервал работы прямоточной линии, норма выработки за него и выпуск за смену.",
    source=Source("002", _PLACE, "3, 4"),
    inputs=INPUTS,
    formulas=(
        EFFECTIVE_SHIFT,
        INTERVAL_OF_SHIFT,
        INTERVAL_BY_MULTIPLE,
        INTERVALS,
        UNUSED,
        MEAN_TIME,
        OUTPUT_NORM,
        WHOLE_NORM,
        SHIFT_OUTPUT,
        WHOLE_OUTPUT,
    ),
    compute=compute,
)
