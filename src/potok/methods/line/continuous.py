"""Parameters of a continuous flow line (004 §2.2, formulas 9–20)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from potok.methods.line import _continuous_line as formulas
from potok.methods.line._pictures import load_bars
from potok.methods.method import Method
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Inputs, Number, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

_LAYOUTS = {"one_sided": "одностороннее", "two_sided": "двухстороннее"}
_LOSS_BASES = {"launch": "доля запуска", "output": "доля выпуска"}
#: Whole quotients of binary arithmetic must not look like an overload.
_FULL = 1 + 1e-9
#: From here on the source's rounding should give way to one more workplace (catalogue 20).
_ADD_A_PLACE = 1.05
_HOURS_OF_A_DAY = 24

INPUTS = Inputs(
    fields=(
        Number("program_pcs", "Программа выпуска одной линии за период", "pcs", above=0),
        Number("period_shifts", "Смен в периоде программы", "shift", above=0, default=1),
        Number("shift_h", "Длительность смены", "h", above=0, at_most=_HOURS_OF_A_DAY),
        Number("shifts_per_day", "Смен в сутки", "shift", above=0, default=1),
        Number("loss_share", "Технологические потери", "share", at_least=0, below=1),
        Text("loss_basis", "База потерь", choices=_LOSS_BASES, optional=True),
        Number("break_per_shift_min", "Перерывы за смену", "min", at_least=0),
        Number("stops_min_per_hour", "Плановые остановки на час смены", "min/h", at_least=0, below=60),
        Number("downtime_share", "Плановые простои", "share", at_least=0, below=1),
        Text("layout", "Расположение рабочих мест", choices=_LAYOUTS, optional=True),
        Number("workplace_spacing_m", "Шаг рабочих мест", "m", above=0, optional=True),
        Number("item_spacing_m", "Шаг предметов на конвейере", "m", above=0, optional=True),
        Number("transport_batch_pcs", "Транспортная партия", "pcs", above=0),
        Number("safety_backlog_shift_share", "Страховой задел, доля сменного выпуска", "share", at_least=0),
        Number("lines_count", "Число линий", "pcs", at_least=1, whole=True),
        Rows(
            "operations",
            "Операции",
            (
                Text("name", "Операция"),
                Number("time_s", "Норма оперативного времени", "s", above=0),
                Number("service_norm", "Рабочих мест на одного рабочего", "pcs", above=0, default=1),
                Number("simultaneous_pcs", "Предметов одновременно на рабочем месте", "pcs", above=0),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class _Places:
    """Workplaces of the operations, in the order of the line."""

    names: tuple[str, ...]
    raw: list[Value]
    accepted: list[Value]
    loads: list[Value]
    total: Value


def _times(given: Record, work: Calculation) -> dict[str, Value]:
    """Funds, launch programme, takt and rhythm by the keys of the result."""
    work.section("Фонд времени и такт")
    shifts, length = given.number("period_shifts"), given.number("shift_h")
    regime = work.apply(formulas.REGIME_FUND, shifts=shifts, shift=length)
    effective = work.apply(
        formulas.EFFECTIVE_FUND,
        regime=regime,
        downtime=given.number("downtime_share"),
        shifts=shifts,
        pause=given.number("break_per_shift_min"),
        shift=length,
        stops=given.number("stops_min_per_hour"),
    )
    launch_formula = (
        formulas.LAUNCH_FROM_OUTPUT_LOSS
        if given.maybe_text("loss_basis") == "output"
        else formulas.LAUNCH_FROM_LAUNCH_LOSS
    )
    launch = work.apply(launch_formula, program=given.number("program_pcs"), loss=given.number("loss_share"))
    takt = work.apply(formulas.TAKT, fund=effective, launch=launch)
    return {
        "regime_fund_min": regime,
        "effective_fund_min": effective,
        "utilization_share": work.apply(formulas.UTILIZATION, fund=effective, regime=regime),
        "launch_program_pcs": launch,
        "takt_min": takt,
        "takt_s": work.apply(formulas.TAKT_IN_SECONDS, takt=takt),
        "rhythm_min": work.apply(formulas.RHYTHM, takt=takt, batch=given.number("transport_batch_pcs")),
    }


def _places(operations: Sequence[Record], takt_s: Value, work: Calculation) -> _Places:
    """Required and accepted workplaces and their load."""
    work.section("Рабочие места")
    names = tuple(operation.text("name") for operation in operations)
    rows = [{"time": operation.number("time_s"), "takt_s": takt_s} for operation in operations]
    raw = work.each(formulas.WORKPLACES_RAW, rows, names)
    accepted = work.each(formulas.WORKPLACES, [{"raw": number} for number in raw], names)
    pairs = [{"raw": number, "places": places} for number, places in zip(raw, accepted, strict=True)]
    return _Places(
        names=names,
        raw=raw,
        accepted=accepted,
        loads=work.each(formulas.LOAD, pairs, names),
        total=work.apply(formulas.WORKPLACES_TOTAL, places=accepted),
    )


def _workers(given: Record, places: _Places, work: Calculation) -> dict[str, Outcome]:
    """Attendance headcount a day; fractions stay (the staff list rounds up)."""
    work.section("Численность")
    rows = [
        {
            "places": accepted,
            "per_day": given.number("shifts_per_day"),
            "norm": operation.number("service_norm"),
        }
        for accepted, operation in zip(places.accepted, given.rows("operations"), strict=True)
    ]
    by_operation = work.each(formulas.WORKERS, rows, places.names)
    per_line = work.apply(formulas.WORKERS_PER_LINE, workers=by_operation)
    everyone = work.apply(formulas.WORKERS_TOTAL, workers_line=per_line, lines=given.number("lines_count"))
    return {"workers_by_op": by_operation, "workers_per_line": per_line, "workers_total": everyone}


def _backlogs(given: Record, places: _Places, work: Calculation) -> dict[str, Outcome]:
    """In-line inventories in pieces, not rounded."""
    work.section("Заделы")
    at_once = [operation.number("simultaneous_pcs") for operation in given.rows("operations")]
    technological = work.apply(formulas.TECHNOLOGICAL_BACKLOG, at_once=at_once, places=places.accepted)
    transport = work.apply(
        formulas.TRANSPORT_BACKLOG, total=places.total, batch=given.number("transport_batch_pcs")
    )
    safety = work.apply(
        formulas.SAFETY_BACKLOG,
        safety=given.number("safety_backlog_shift_share"),
        program=given.number("program_pcs"),
        shifts=given.number("period_shifts"),
    )
    return {
        "technological_backlog_pcs": technological,
        "transport_backlog_pcs": transport,
        "safety_backlog_pcs": safety,
        "total_backlog_pcs": work.apply(
            formulas.TOTAL_BACKLOG, technological=technological, transport=transport, safety_backlog=safety
        ),
    }


def _conveyor(given: Record, total: Value, takt: Value, work: Calculation) -> dict[str, Outcome]:
    """Length and speed; nothing when the spacing of the workplaces is not given."""
    spacing = given.maybe("workplace_spacing_m")
    if spacing is None:
        return {}
    work.section("Конвейер")
    two_sided = given.maybe_text("layout") == "two_sided"
    length_formula = formulas.LENGTH_TWO_SIDED if two_sided else formulas.LENGTH_ONE_SIDED
    length = work.apply(length_formula, spacing=spacing, total=total)
    speed = work.apply(formulas.SPEED, item=given.maybe("item_spacing_m") or spacing, takt=takt)
    return {
        "conveyor_length_m": length,
        "conveyor_speed_m_per_min": speed,
        "conveyor_speed_m_per_s": work.apply(formulas.SPEED_PER_SECOND, speed=speed),
    }


def _warn_of_assumptions(given: Record, work: Calculation) -> None:
    if not given.has("loss_basis") and given.number("loss_share").number:
        work.warn("assumed_loss_basis", "База потерь не задана: потери приняты долей запуска.")
    if not given.has("layout") and given.has("workplace_spacing_m"):
        work.warn("assumed_layout", "Расположение не задано: принято одностороннее.")
    if given.has("workplace_spacing_m") and not given.has("item_spacing_m"):
        work.warn("assumed_item_spacing", "Шаг предметов не задан: принят равным шагу рабочих мест.")
    if given.has("item_spacing_m") and not given.has("workplace_spacing_m"):
        work.warn(
            "no_workplace_spacing", "Шаг рабочих мест не задан: длина и скорость конвейера не вычислены."
        )
    day = given.number("shift_h").number * given.number("shifts_per_day").number
    if day > _HOURS_OF_A_DAY:
        work.warn(
            "shifts_overlap", f"Смены занимают {number_text(day)} ч в сутки: они перекрываются по времени."
        )


def _warn_of_overload(places: _Places, work: Calculation) -> None:
    for name, load in zip(places.names, places.loads, strict=True):
        if load.number > _FULL:
            advice = "добавьте рабочее место" if load.number > _ADD_A_PLACE else "допустимо по источнику"
            work.warn(
                "overload",
                f"«{name}»: загрузка {number_text(load.number)} больше 1, рабочие места не успевают за "
                f"тактом; {advice}.",
            )


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Takt, workplaces, load, headcount, backlogs, conveyor (catalogue chapter 20)."""
    _warn_of_assumptions(given, work)
    times = _times(given, work)
    places = _places(given.rows("operations"), times["takt_s"], work)
    average = work.apply(formulas.AVERAGE_LOAD, raw=places.raw, total=places.total)
    _warn_of_overload(places, work)
    workers = _workers(given, places, work)
    backlogs = _backlogs(given, places, work)
    conveyor = _conveyor(given, places.total, times["takt_min"], work)
    if work.recording:
        _explain(places, times["takt_s"], average, work)
    return {
        **times,
        "workplaces_raw": places.raw,
        "workplaces": places.accepted,
        "load_share": places.loads,
        "workplaces_total": places.total,
        "average_load_share": average,
        **workers,
        **backlogs,
        **conveyor,
    }


def _explain(places: _Places, takt_s: Value, average: Value, work: Calculation) -> None:
    """The line with its load bars and the conclusion."""
    work.draw(load_bars("Загрузка рабочих мест поточной линии", places.names, places.loads))
    drawn = (
        xy_series("Расчётное число", places.names, (number.number for number in places.raw)),
        xy_series("Принятое число", places.names, (number.number for number in places.accepted)),
    )
    work.draw(Figure("bar", "Рабочие места по операциям", "Операция", "Рабочие места, шт.", drawn))
    work.conclude(
        f"Такт {number_text(takt_s.number)} с; на линии {number_text(places.total.number)} рабочих мест, "
        f"средняя загрузка {number_text(average.number * 100)} %."
    )


METHOD = Method(
    id="line.continuous",
    title="Непрерывно-поточная линия",
    purpose="Такт, рабочие места и их загрузка, рабочие, заделы и конвейер непрерывной линии.",
    source=Source("004", "§2.2", "9–20"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
