"""Preliminary calculation of a sewing flow: takt, operators, limits (003 section 2, formulas 2.1–2.3)."""

from __future__ import annotations

from collections.abc import Sequence

from potok.methods.method import Method
from potok.methods.sewing import _flow_formulas as formulas
from potok.methods.sewing._tolerance import TOLERANCE
from potok.notes.calculation import Calculation
from potok.notes.figures import Figure, xy_series
from potok.notes.formula import Source
from potok.notes.inputs.fields import Inputs, Number, NumberList, Rows, Text
from potok.notes.inputs.record import Record
from potok.notes.note import Outcome
from potok.notes.render.numbers import number_text
from potok.notes.value import Value

INPUTS = Inputs(
    fields=(
        Number("shift_duration_s", "Длительность смены", "s", above=0),
        Number("output_per_shift_pcs", "Выпуск в смену", "pcs", above=0),
        Rows(
            "sections",
            "Секции и группы потока",
            (Text("name", "Секция"), Number("time_s", "Трудоёмкость", "s", at_least=0)),
        ),
        TOLERANCE,
        NumberList(
            "multiplicities",
            "Кратности",
            Number("multiplicities", "Кратность", "people", above=0, whole=True),
        ),
    ),
)


def _sections(given: Record, takt: Value, work: Calculation) -> list[dict[str, Value]]:
    """Operators of every section by the takt in whole seconds."""
    sections = given.rows("sections")
    names = [section.text("name") for section in sections]
    work.section("Секции")
    rows = [{"labour": section.number("time_s"), "takt": takt} for section in sections]
    calculated = work.each(formulas.WORKERS_CALC, rows, names)
    whole = work.each(formulas.WORKERS, [{"calculated": number} for number in calculated], names)
    for name, number, accepted in zip(names, calculated, whole, strict=True):
        if number.number > 0 and not accepted.number:
            work.warn(
                "section_without_workers",
                f"Секции «{name}» нужно {number_text(number.number)} рабочего, до целого это ноль: "
                "объедините её с другой.",
            )
    return [
        {"workers_calc": number, "workers_people": accepted}
        for number, accepted in zip(calculated, whole, strict=True)
    ]


def _limits(given: Record, takt: Value, work: Calculation) -> list[dict[str, Value]]:
    """Limits of a workstation time by multiplicity."""
    tolerance, multiplicities = given.group("tolerance"), given.numbers("multiplicities")
    work.section("Пределы времени организационной операции")
    labels = [f"K = {number_text(workers.number)}" for workers in multiplicities]
    columns = {
        key: work.each(
            formula,
            [
                {"takt": takt, bound: tolerance.number(bound), "workers": workers}
                for workers in multiplicities
            ],
            labels,
        )
        for key, formula, bound in (
            ("min_s", formulas.LEAST_TIME, "low"),
            ("max_s", formulas.MOST_TIME, "high"),
        )
    }
    return [
        {"workers_people": workers, **{key: column[place] for key, column in columns.items()}}
        for place, workers in enumerate(multiplicities)
    ]


def _warn_of_sections(whole: Value, sections: Sequence[dict[str, Value]], work: Calculation) -> None:
    found = sum(section["workers_people"].number for section in sections)
    if found != whole.number:
        work.warn(
            "sections_do_not_add_up",
            f"Рабочих по секциям вместе {number_text(found)}, по всему потоку {number_text(whole.number)}: "
            "секции округлены каждая отдельно, весь поток посчитан по точному такту.",
        )


def compute(given: Record, work: Calculation) -> dict[str, Outcome]:
    """Takt, operators of the flow and its sections, limits (catalogue 35.2)."""
    names = [section.text("name") for section in given.rows("sections")]
    work.section("Поток")
    exact = work.apply(
        formulas.TAKT_EXACT,
        shift=given.number("shift_duration_s"),
        output=given.number("output_per_shift_pcs"),
    )
    takt = work.apply(formulas.TAKT_WHOLE, takt_exact=exact)
    labour = work.apply(
        formulas.TOTAL_TIME, part=[section.number("time_s") for section in given.rows("sections")]
    )
    by_exact = work.apply(formulas.WORKERS_EXACT, labour=labour, takt_exact=exact)
    calculated = work.apply(formulas.WORKERS_CALC, labour=labour, takt=takt)
    whole = work.apply(formulas.WORKERS, calculated=by_exact)
    sections = _sections(given, takt, work)
    _warn_of_sections(whole, sections, work)
    limits = _limits(given, takt, work)
    if work.recording:
        numbers = [section["workers_people"].number for section in sections]
        series = (xy_series("Рабочие", names, numbers),)
        work.draw(Figure("bar", "Рабочие по секциям", "Секция", "Рабочих, чел.", series))
        work.conclude(
            f"Такт потока {number_text(takt.number)} с, рабочих {number_text(whole.number)} при трудоёмкости "
            f"{number_text(labour.number)} с."
        )
    return {
        "takt_exact_s": exact,
        "takt_s": takt,
        "labour_time_s": labour,
        "workers_exact": by_exact,
        "workers_calc": calculated,
        "workers_people": whole,
        "sections": [{"name": name, **section} for name, section in zip(names, sections, strict=True)],
        "operation_limits": limits,
    }


METHOD = Method(
    id="sewing.flow",
    title="Предварительный расчёт швейного потока",
    purpose="Такт потока, число рабочих по секциям и пределы времени организационной операции.",
    source=Source("003", "разд. 2", "2.1–2.3"),
    inputs=INPUTS,
    formulas=formulas.FORMULAS,
    compute=compute,
)
