"""The design of a sewing flow: methods, tables, pictures, figures; its improvement by the engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from potok.balancing.bench import Options, never
from potok.balancing.flow.figures import measure
from potok.balancing.flow.front import FlowPoint
from potok.balancing.flow.problem import Flow
from potok.balancing.flow.takt import TaktWish, candidates
from potok.balancing.flow.verify import faults
from potok.lines.design import Indicator, LineDesign, LineTable, LineWarning, RouteNorm
from potok.lines.sewing import notes as notes_of
from potok.lines.sewing import tables
from potok.lines.sewing.inputs import EXAMPLES, INPUTS
from potok.lines.sewing.model import SewingLine, line_of, with_groups
from potok.lines.sewing.pictures import assembly_graph
from potok.lines.sewing.places import Workplace, workplaces
from potok.lines.sewing.search import searched
from potok.lines.sewing.variants import variants
from potok.notes.inputs.validation import accept
from potok.notes.note import Note, Plain
from potok.notes.render.numbers import number_text

__all__ = ["EXAMPLES", "INPUTS", "VARIED", "design", "improve", "opened", "variants"]

#: What variants of a gathering replace.
VARIED = ("groups",)

_SECONDS_PER_HOUR = 3600
_KEPT_RATE, _KEPT_GRADE = Decimal("0.000001"), Decimal("0.01")
_COORDINATION = (0.98, 1.02)


def opened(given: Mapping[str, object]) -> SewingLine:
    """The flow of an input.

    Raises:
        InvalidInputError: All faults of the input with their paths.
        InvalidDataError: The order of the operations has a ring.
    """
    return line_of(accept(INPUTS, given, record=False).record)


def design(given: Mapping[str, object]) -> LineDesign:
    """The whole flow; without a gathering what needs none.

    Raises:
        InvalidInputError: All faults of the input with their paths.
        InvalidDataError: The order of the operations has a ring.
    """
    line = opened(given)
    first = notes_of.flow_notes(line)
    takts = tables.takt_table(candidates(line.problem.operations, _wish(line)))
    if line.flow is None:
        advice = "Операции ещё не сгруппированы: нажмите «Улучшить» или вставьте организационные операции."
        return LineDesign(
            kind="sewing",
            summary=_summary(line, None),
            indicators=_plain_indicators(line),
            notes=first,
            data=_data(line, ()),
            warnings=(LineWarning("not_gathered", advice), *_warnings(first)),
            tables=(takts,),
        )
    return _gathered(line, line.flow, first, takts)


def _gathered(line: SewingLine, flow: Flow, first: tuple[Note, ...], takts: LineTable) -> LineDesign:
    places = workplaces(line.problem, flow)
    scheme = notes_of.scheme_note(line, places)
    equipment = notes_of.equipment_note(line, places)
    notes = (*first, scheme, equipment)
    found: Mapping[str, Any] = scheme.result
    saving = next((note.result for note in first if note.method == "sewing.time_saving"), None)
    compared = None if saving is None else tables.factory_table(line, saving, flow.workers)
    broken = [
        LineWarning(f"broken_{fault.rule}", _sentence(fault.text)) for fault in faults(line.problem, flow)
    ]
    output = line.record.number("output_per_shift_pcs").number
    return LineDesign(
        kind="sewing",
        summary=_summary(line, flow),
        indicators=(*_indicators(line, flow, found), *_plain_indicators(line)),
        notes=notes,
        data=_data(line, places),
        route=_route(line, flow, found),
        warnings=(*broken, *_warnings(notes)),
        tables=(
            tables.groups_table(line, places, found),
            tables.scheme_table(line, places, found),
            *tables.labour_tables(found),
            tables.equipment_table(notes_of.equipment_classes(line, places), equipment.result),
            tables.indicators_table(found, output),
            *([compared] if compared else []),
            takts,
        ),
        figures=(assembly_graph(line, places),),
    )


def improve(
    given: Mapping[str, object],
    *,
    time_limit_s: float,
    seed: int = 0,
    should_stop: Callable[[], bool] | None = None,
    report: Callable[[float, Mapping[str, object]], None] | None = None,
    work_limit: int | None = None,
) -> dict[str, object]:
    """The input with a better gathering, in no figure worse than its own where that can be.

    Args:
        given: As kept by the version.
        time_limit_s: Wall time, seconds.
        seed: Of the random choices.
        should_stop: Asked often; the best so far is given back.
        report: Called with the used share (0…1) and the best so far.
        work_limit: Pieces of search instead of time: the same answer on every machine.

    Raises:
        InvalidInputError: All faults of the input with their paths.
    """
    started = time.monotonic()
    line = opened(given)

    def told(point: FlowPoint) -> None:
        if report is not None:
            share = (time.monotonic() - started) / max(time_limit_s, 1e-9)
            report(min(1.0, share), with_groups(given, line, point.flow))

    stop = should_stop or never
    options = Options(time_limit=time_limit_s, work_limit=work_limit, seed=seed, cores=2, stop=stop)
    answer = searched(line, options, told=told)
    if answer.best is not None:
        return with_groups(given, line, answer.best.flow)
    if line.flow is None and answer.nearest is not None:
        return with_groups(given, line, answer.nearest)
    return dict(given)


def _wish(line: SewingLine) -> TaktWish:
    workers = line.record.maybe("workers_at_hand")
    return TaktWish(
        shift_s=Decimal(repr(line.record.number("shift_duration_s").number)),
        output_pcs=Decimal(repr(line.record.number("output_per_shift_pcs").number)),
        workers=line.problem.workers if workers is None else round(workers.number),
        machines={
            kind: round(number.number) for kind, number in line.record.table("machines_at_hand").items()
        },
        high=line.problem.high,
        most_workers=max(line.problem.multiplicities),
    )


def _summary(line: SewingLine, flow: Flow | None) -> str:
    output = line.record.number("output_per_shift_pcs").number
    parts = [
        f"такт {number_text(float(line.problem.takt_s))} с",
        f"{number_text(output)} шт. в смену",
        f"операций {len(line.problem.operations)}",
    ]
    if flow is None:
        parts.append(f"рабочих нужно {line.problem.workers}")
    else:
        parts += [f"организационных операций {len(flow.groups)}", f"рабочих {flow.workers}"]
    return " · ".join(parts)


def _indicators(line: SewingLine, flow: Flow, scheme: Mapping[str, Any]) -> tuple[Indicator, ...]:
    """Six figures of the gathering, then those of the scheme."""
    own = measure(line.problem, flow)
    bottleneck = max(row["time_s"] / row["workers_people"] for row in scheme["organizational_operations"])
    low, high = _COORDINATION
    return (
        Indicator("smoothness_index", "Разброс загрузки", "s", own.smoothness, "low"),
        Indicator("grade_mismatch", "Несоответствие разрядов", "grade*s", own.mismatch, "low"),
        Indicator("machines", "Видов машин на местах", "pcs", own.machines, "low"),
        Indicator("mixed_machines", "Мест с двумя машинами", "pcs", own.mixed_machines, "low"),
        Indicator("returns", "Возвраты пачки", "pcs", own.returns, "low"),
        Indicator("mixed_specialties", "Мест с двумя специальностями", "pcs", own.mixed_specialties, "low"),
        Indicator(
            "coordination",
            "Согласование",
            "",
            scheme["coordination_coefficient"],
            low=low,
            high=high,
        ),
        Indicator("efficiency", "Загрузка по узкому месту", "share", scheme["efficiency"], "high"),
        Indicator("bottleneck_s", "Узкое место", "s", bottleneck, "low"),
        Indicator("groups", "Организационных операций", "pcs", len(flow.groups)),
        Indicator("workers", "Рабочих", "people", flow.workers, "low"),
        Indicator(
            "output_per_worker", "Выработка рабочего за смену", "pcs", scheme["output_per_worker_pcs"], "high"
        ),
        Indicator("piece_rate_rub", "Расценка изделия", "rub", scheme["piece_rate_rub"], "low"),
    )


def _plain_indicators(line: SewingLine) -> tuple[Indicator, ...]:
    output = line.record.number("output_per_shift_pcs").number
    return (
        Indicator("output_per_shift", "Выпуск в смену", "pcs", output, "high"),
        Indicator("takt_s", "Такт", "s", float(line.problem.takt_s)),
        Indicator("labour_s", "Трудоёмкость изделия", "s", float(line.problem.labour_s), "low"),
    )


def _route(line: SewingLine, flow: Flow, scheme: Mapping[str, Any]) -> tuple[RouteNorm, ...]:
    """The flow as one operation of the route: its output an hour, its crew, its mean grade."""
    op_no = line.record.maybe("route_op_no")
    if op_no is None:
        return ()
    output = Decimal(repr(line.record.number("output_per_shift_pcs").number))
    hours = Decimal(repr(line.record.number("shift_duration_s").number)) / _SECONDS_PER_HOUR
    return (
        RouteNorm(
            op_no=round(op_no.number),
            name="Пошив на потоке",
            machine_ids=(),
            rate_per_h=(output / hours).quantize(_KEPT_RATE),
            crew=flow.workers,
            grade=Decimal(repr(scheme["mean_grade"])).quantize(_KEPT_GRADE),
        ),
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _warnings(notes: tuple[Note, ...]) -> tuple[LineWarning, ...]:
    """Warnings of all notes, each once."""
    told = {remark.text: LineWarning(remark.code, remark.text) for note in notes for remark in note.warnings}
    return tuple(told.values())


def _data(line: SewingLine, places: tuple[Workplace, ...]) -> dict[str, Plain]:
    """What the page draws: operations, groups in their order, takt and band."""
    problem = line.problem
    return {
        "takt_s": float(problem.takt_s),
        "low": float(problem.low),
        "high": float(problem.high),
        "operations": [
            {
                "no": operation.no,
                "text": line.text(place, "text"),
                "node": line.text(place, "node"),
                "specialty": operation.specialty,
                "grade": operation.grade,
                "time_s": float(operation.time_s),
                "zone": operation.zone,
            }
            for place, operation in enumerate(problem.operations)
        ],
        "groups": [
            {
                "no": place.no,
                "workers": place.group.workers,
                "specialty": place.specialty,
                "zone": problem.operations[place.group.members[0]].zone,
                "members": [problem.operations[member].no for member in place.group.members],
            }
            for place in places
        ],
    }
