"""Technological scheme of a sewing flow and its indicators (003 section 2, formulas 2.3–2.10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from potok.balancing import measures
from potok.methods.method import Method
from potok.methods.sewing import _flow_formulas as flow
from potok.methods.sewing import _scheme_formulas as formulas
from potok.methods.sewing._grouping_rules import warn_of_broken_rules
from potok.methods.sewing._labour_summaries import actual_labour, calculated_labour
from potok.methods.sewing._layout_formulas import AREA_PER_WORKER
from potok.methods.sewing._mechanisation import MECHANISATION, PRESS
from potok.methods.sewing._pictures import labour_chart, pitch_diagram
from potok.methods.sewing._scheme_input import INPUTS, Group, Operation, groups_of, operations_of
from potok.notes.calculation import Calculation
from potok.notes.formula import Source
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Bindable, Value

#: Binary noise that must not put a load outside the inclusive limits.
_NOISE = 1e-9
#: A takt in whole seconds lies no further from the exact one.
_HALF_SECOND = 0.5


@dataclass(frozen=True, slots=True)
class _Stations:
    """Columns of the workstations by the keys of the result, and their mismatch of grades."""

    columns: dict[str, list[Value]]
    within: list[bool]
    mismatch: list[Value]


def _stations(given: Record, groups: Sequence[Group], work: Calculation) -> _Stations:
    """Figures of every organisational operation."""
    takt, rates, tolerance = given.number("takt_s"), given.table("rate_rub_per_s"), given.group("tolerance")
    labels = [group.label for group in groups]
    work.section("Организационные операции")
    durations = [[part.time for part in group.members] for group in groups]
    grades = [[part.grade for part in group.members] for group in groups]
    graded = list(zip(grades, durations, strict=True))
    times = work.each(formulas.STATION_TIME, [{"t": part} for part in durations], labels)
    means = work.each(formulas.STATION_GRADE, [{"r": own, "t": part} for own, part in graded], labels)
    calculated = work.each(flow.WORKERS_CALC, [{"labour": time, "takt": takt} for time in times], labels)
    pairs = list(zip(times, [group.workers for group in groups], strict=True))
    loads = work.each(
        formulas.LOAD,
        [{"station": time, "takt": takt, "workers": workers} for time, workers in pairs],
        labels,
    )
    bounds = {
        key: work.each(
            formula,
            [{"takt": takt, bound: tolerance.number(bound), "workers": workers} for _, workers in pairs],
            labels,
        )
        for key, formula, bound in (("min_s", flow.LEAST_TIME, "low"), ("max_s", flow.MOST_TIME, "high"))
    }
    shift = given.number("shift_duration_s")
    norms = work.each(formulas.OUTPUT_NORM, [{"shift": shift, "station": time} for time in times], labels)
    second_rates = [[rates[str(round(part.grade.number))] for part in group.members] for group in groups]
    paid = [{"t": part, "second_rate": own} for part, own in zip(durations, second_rates, strict=True)]
    mismatches: list[Mapping[str, Bindable]] = [
        {"grade": own, "mean_grade": mean, "time": part}
        for (own, part), mean in zip(graded, means, strict=True)
    ]
    low, high = (tolerance.number(key).number for key in ("low", "high"))
    return _Stations(
        columns={
            "time_s": times,
            "mean_grade": means,
            "workers_calc": calculated,
            "workers_people": [group.workers for group in groups],
            "load_share": loads,
            **bounds,
            "output_norm_pcs": norms,
            "piece_rate_rub": work.each(formulas.PIECE_RATE, paid, labels),
        },
        within=[low - _NOISE <= load.number <= high + _NOISE for load in loads],
        mismatch=work.each(measures.GRADE_MISMATCH, mismatches, labels),
    )


def _mechanised(given: Record, operations: Sequence[Operation], *, without: str = "") -> list[Value]:
    """Times of the mechanised operations, those of one specialty left out."""
    wanted = set(given.texts("mechanised_specialties")) - {without}
    return [operation.time for operation in operations if operation.specialty in wanted]


def _sections(
    given: Record, groups: Sequence[Group], stations: _Stations, work: Calculation
) -> list[dict[str, Outcome]]:
    """Figures of the sections, in the order in which their groups appear."""
    takt = given.number("takt_s")
    work.section("Секции")
    time_use, calc_use = work.use(flow.TOTAL_TIME), work.use(flow.WORKERS_CALC)
    workers_use, coordination_use = work.use(formulas.WORKERS_TOTAL), work.use(measures.COORDINATION)
    mechanisation_use, rate_use = work.use(MECHANISATION), work.use(formulas.PIECE_RATE_TOTAL)
    rows: list[dict[str, Outcome]] = []
    for name in dict.fromkeys(group.section for group in groups):
        places = [place for place, group in enumerate(groups) if group.section == name]
        own = {key: [column[place] for place in places] for key, column in stations.columns.items()}
        time = time_use.line(name, part=own["time_s"])
        workers = workers_use.line(name, part=own["workers_people"])
        members = [operation for place in places for operation in groups[place].members]
        rows.append(
            {
                "name": name,
                "time_s": time,
                "workers_calc": calc_use.line(name, labour=time, takt=takt),
                "workers_people": workers,
                "coordination_coefficient": coordination_use.line(
                    name, labour=time, workers=workers, takt=takt
                ),
                "mechanisation_share": mechanisation_use.line(
                    name, mechanised=_mechanised(given, members), labour=time
                ),
                "piece_rate_rub": rate_use.line(name, part=own["piece_rate_rub"]),
            }
        )
    return rows


def _line_measures(
    given: Record, stations: _Stations, labour: Value, workers: Value, work: Calculation
) -> dict[str, Value]:
    """How evenly the operators are loaded."""
    takt = given.number("takt_s")
    times, crews = stations.columns["time_s"], stations.columns["workers_people"]
    work.section("Согласование потока")
    return {
        "coordination_coefficient": work.apply(
            measures.COORDINATION, labour=labour, workers=workers, takt=takt
        ),
        "smoothness_index": work.apply(measures.SMOOTHNESS, k=crews, takt=takt, t=times),
        "efficiency": work.apply(measures.EFFICIENCY, labour=labour, workers=workers, t=times, k=crews),
        "grade_mismatch": work.apply(formulas.MISMATCH_TOTAL, part=stations.mismatch),
    }


def _utilisation(given: Record, operations: Sequence[Operation], work: Calculation) -> Value | None:
    """Use of the installed machines; undefined for a flow without machines."""
    machines, busy = given.number("installed_machines_pcs"), _mechanised(given, operations, without=PRESS)
    if machines.number:
        takt = given.number("takt_s")
        found = work.apply(formulas.UTILISATION, machine=busy, takt=takt, machines=machines)
        if found.number > 1 + _NOISE:
            work.warn(
                "too_few_machines",
                f"Использование оборудования {number_text(found.number)} больше единицы: установленных машин "
                f"({number_text(machines.number)}) не хватает.",
            )
        return found
    if busy:
        work.warn(
            "no_machines",
            "Установленных машин нет, а машинные операции есть: использование оборудования не определено.",
        )
    return None


def _indicators(
    given: Record, operations: Sequence[Operation], labour: Value, workers: Value, work: Calculation
) -> dict[str, Value | None]:
    """Output, mechanisation, use of machines, area (2.5), (1.3), (2.9), (2.10)."""
    return {
        "output_per_worker_pcs": work.apply(
            formulas.OUTPUT_PER_WORKER, output=given.number("output_per_shift_pcs"), workers=workers
        ),
        "mechanisation_share": work.apply(
            MECHANISATION, mechanised=_mechanised(given, operations), labour=labour
        ),
        "equipment_utilisation_share": _utilisation(given, operations, work),
        "area_per_worker_m2": work.apply(
            AREA_PER_WORKER, area=given.number("shop_area_m2"), workers=given.number("shop_workers_people")
        ),
    }


def _warn(
    given: Record, groups: Sequence[Group], stations: _Stations, coordination: Value, work: Calculation
) -> None:
    outside = [group.label for group, fits in zip(groups, stations.within, strict=True) if not fits]
    if outside:
        work.warn("outside_tolerance", f"Время вне допускаемых пределов: {', '.join(outside)}.")
    low, high = measures.COORDINATION_NORM
    if not low - _NOISE <= coordination.number <= high + _NOISE:
        state = "перегружен" if coordination.number > 1 else "недогружен"
        work.warn(
            "coordination_outside_norm",
            f"Коэффициент согласования {number_text(coordination.number)} вне нормы {number_text(low)}…"
            f"{number_text(high)}: поток {state}.",
        )
    takt = given.number("takt_s").number
    exact = given.number("shift_duration_s").number / given.number("output_per_shift_pcs").number
    if abs(takt - exact) > _HALF_SECOND + _NOISE:
        work.warn(
            "takt_differs",
            f"Такт {number_text(takt)} с не равен длительности смены, делённой на выпуск "
            f"({number_text(exact)} с).",
        )


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Workstations, sections, labour summaries and indicators of the flow (catalogue 35.2, 35.3)."""
    operations = operations_of(given)
    groups = groups_of(given, operations)
    warn_of_broken_rules(groups, operations, work)
    stations = _stations(given, groups, work)
    sections = _sections(given, groups, stations, work)
    work.section("Поток")
    labour = work.apply(flow.TOTAL_TIME, part=[operation.time for operation in operations])
    calculated = work.apply(flow.WORKERS_CALC, labour=labour, takt=given.number("takt_s"))
    workers = work.apply(formulas.WORKERS_TOTAL, part=stations.columns["workers_people"])
    rate = work.apply(formulas.PIECE_RATE_TOTAL, part=stations.columns["piece_rate_rub"])
    line = _line_measures(given, stations, labour, workers, work)
    _warn(given, groups, stations, line["coordination_coefficient"], work)
    summary = calculated_labour(given, operations, labour, work)
    fact = actual_labour(given, groups, stations.columns["mean_grade"], work)
    work.section("Технико-экономические показатели")
    mean_grade = work.apply(formulas.MEAN_GRADE, part=summary.grade_sums, workers_calc=calculated)
    mean_tariff = work.apply(formulas.MEAN_TARIFF, part=summary.tariff_sums, workers_calc=calculated)
    indicators = _indicators(given, operations, labour, workers, work)
    if work.recording:
        takt, tolerance = given.number("takt_s").number, given.group("tolerance")
        bounds = [tolerance.number(key).number for key in ("low", "high")]
        times = [time.number for time in stations.columns["time_s"]]
        work.draw(pitch_diagram(groups, times, takt, bounds))
        work.draw(labour_chart(operations, takt))
        work.conclude(
            f"{number_text(workers.number)} рабочих, коэффициент согласования "
            f"{number_text(line['coordination_coefficient'].number)}, средний разряд "
            f"{number_text(mean_grade.number)}, расценка изделия {number_text(rate.number)} руб."
        )
    return {
        "organizational_operations": [
            {
                "no": group.number,
                **{key: column[place] for key, column in stations.columns.items()},
                "within_limits": stations.within[place],
            }
            for place, group in enumerate(groups)
        ],
        "sections": sections,
        "labour_calc": summary.results,
        "labour_fact": fact,
        "labour_time_s": labour,
        "workers_calc": calculated,
        "workers_people": workers,
        **line,
        "mean_grade": mean_grade,
        "mean_tariff_coefficient": mean_tariff,
        "piece_rate_rub": rate,
        **indicators,
    }


METHOD = Method(
    id="sewing.scheme",
    title="Технологическая схема швейного потока",
    purpose="Загрузка организационных операций, сводки рабочей силы и технико-экономические показатели.",
    source=Source("003", "разд. 2", "2.3–2.10"),
    inputs=INPUTS,
    formulas=(
        flow.TOTAL_TIME,
        flow.WORKERS_CALC,
        flow.LEAST_TIME,
        flow.MOST_TIME,
        flow.SHARE,
        *formulas.FORMULAS,
        measures.COORDINATION,
        measures.SMOOTHNESS,
        measures.EFFICIENCY,
        measures.GRADE_MISMATCH,
        MECHANISATION,
        AREA_PER_WORKER,
    ),
    compute=compute,
)
