"""Takt, operators and limits of a workstation time (003 section 2, formulas 2.1–2.3)."""

from __future__ import annotations

from potok.balancing.measures import LABOUR_TIME, TAKT
from potok.notes.algebra import HUNDRED_PERCENT, nearest, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source

_WORKERS = Symbol("workers", "K", "кратность: рабочих на операции", "people")
_LOW = Symbol("low", "δ_н", "нижний предел отклонения", "share")
_HIGH = Symbol("high", "δ_в", "верхний предел отклонения", "share")
_TAKT_EXACT = Symbol("takt_exact", "τ_т", "такт, точно", "s")
_NOT_ZERO = (
    Limit(
        TAKT > 0,
        "такт, округлённый до секунды, равен нулю",
        "Уменьшите выпуск в смену или проверьте, что длительность смены задана в секундах.",
    ),
)


def source(number: str) -> Source:
    """A formula of section 2."""
    return Source("003", "разд. 2", number)


TAKT_EXACT = Formula(
    id="sewing.takt_exact",
    source=source("2.1"),
    title="Такт потока, точно",
    english="Pitch time, exact",
    result=_TAKT_EXACT,
    expression=Symbol("shift", "R", "длительность смены", "s")
    / Symbol("output", "M", "выпуск в смену", "pcs"),
)

TAKT_WHOLE = Formula(
    id="sewing.takt",
    source=source("2.1"),
    title="Такт потока в целых секундах",
    english="Pitch time, whole seconds",
    result=TAKT,
    expression=nearest(_TAKT_EXACT),
)

TOTAL_TIME = Formula(
    id="sewing.labour_time",
    source=source("2.2"),
    title="Трудоёмкость",
    english="Total time",
    result=LABOUR_TIME,
    expression=total(Symbol("part", "t_i", "время составной части", "s", series=True)),
)

WORKERS_EXACT = Formula(
    id="sewing.workers_exact",
    source=source("2.2"),
    title="Число рабочих потока по точному такту",
    english="Operators by the exact pitch time",
    result=Symbol("workers_exact", "N_т", "рабочих по точному такту", "people"),
    expression=LABOUR_TIME / _TAKT_EXACT,
)

WORKERS_CALC = Formula(
    id="sewing.workers_calc",
    source=source("2.2"),
    title="Расчётное число рабочих по такту в целых секундах",
    english="Operators by the whole pitch time",
    result=Symbol("workers_calc", "N_р", "расчётных рабочих", "people"),
    expression=LABOUR_TIME / TAKT,
    limits=_NOT_ZERO,
)

WORKERS = Formula(
    id="sewing.workers",
    source=source("2.2"),
    title="Число рабочих, целое",
    english="Operators, whole",
    result=Symbol("workers", "N", "рабочих", "people"),
    expression=nearest(Symbol("calculated", "N_р", "рабочих, расчёт", "people")),
)

LEAST_TIME = Formula(
    id="sewing.least_station_time",
    source=source("2.3"),
    title="Нижний предел времени организационной операции",
    english="Least workstation time",
    result=Symbol("least", "t_min", "нижний предел времени", "s"),
    expression=TAKT * _LOW * _WORKERS,
)

MOST_TIME = Formula(
    id="sewing.most_station_time",
    source=source("2.3"),
    title="Верхний предел времени организационной операции",
    english="Greatest workstation time",
    result=Symbol("most", "t_max", "верхний предел времени", "s"),
    expression=TAKT * _HIGH * _WORKERS,
)

SHARE = Formula(
    id="sewing.part_share",
    source=Source("003", "разд. 1, табл. 1.9"),
    title="Доля во времени изделия",
    english="Share of the time of the product",
    result=Symbol("share", "d", "доля во времени изделия", "pct"),
    expression=Symbol("part", "t", "время части изделия", "s") * HUNDRED_PERCENT / LABOUR_TIME,
    limits=(Limit(LABOUR_TIME > 0, "время изделия равно нулю", "Задайте время операций больше нуля."),),
)

FORMULAS = (
    TAKT_EXACT,
    TAKT_WHOLE,
    TOTAL_TIME,
    WORKERS_EXACT,
    WORKERS_CALC,
    WORKERS,
    LEAST_TIME,
    MOST_TIME,
)
