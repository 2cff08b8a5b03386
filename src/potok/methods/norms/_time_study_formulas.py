"""Formulas (22), (24), (25), (33) and the stability of a time study (catalogue chapter 30)."""

from __future__ import annotations

from potok.notes.algebra import MINUTES_PER_HOUR, count, largest, smallest, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source


def _source(number: str = "") -> Source:
    return Source("004", "§2.3", number)


TIMES = Symbol("t", "t", "замер элемента", "min", series=True)
SHIFT = Symbol("shift", "T_см", "длительность смены", "h")
PREPARATORY = Symbol("preparatory", "t_пз", "подготовительно-заключительное время", "min")
AUXILIARY = Symbol("auxiliary", "t_вн", "вспомогательное время, независимое", "min")
REST = Symbol("rest", "t_ол", "отдых и личные надобности за смену", "min")

STABILITY = Formula(
    id="norms.stability",
    source=_source(),
    title="Коэффициент устойчивости ряда",
    english="Stability ratio",
    result=Symbol("stability", "К_уст", "коэффициент устойчивости"),
    expression=largest(TIMES) / smallest(TIMES),
)

STABILITY_AFTER = Formula(
    id="norms.stability_after",
    source=_source(),
    title="Коэффициент устойчивости после исключения замеров",
    english="Stability ratio of the kept observations",
    result=STABILITY.result,
    expression=largest(TIMES) / smallest(TIMES),
)

KEPT_COUNT = Formula(
    id="norms.kept_count",
    source=_source(),
    title="Оставлено замеров",
    english="Kept observations",
    result=Symbol("count", "n_j", "оставлено замеров", "pcs"),
    expression=count(TIMES),
)

KEPT_SUM = Formula(
    id="norms.kept_sum",
    source=_source(),
    title="Сумма оставленных замеров",
    english="Sum of the kept observations",
    result=Symbol("sum", "t_Σ.j", "сумма оставленных замеров", "min"),
    expression=total(TIMES),
)

MEAN = Formula(
    id="norms.element_mean",
    source=_source(),
    title="Средняя длительность элемента",
    english="Mean time of an element",
    result=Symbol("mean", "t_ср.j", "средняя длительность элемента", "min"),
    expression=KEPT_SUM.result / KEPT_COUNT.result,
)

OPERATION_TIME = Formula(
    id="norms.operation_time",
    source=_source(),
    title="Время на операцию",
    english="Operation time",
    result=Symbol("operation", "t_ср", "время на операцию", "min"),
    expression=total(Symbol("mean", "t_ср.j", "средняя длительность элемента", "min", series=True)),
)

TIME_NORM = Formula(
    id="norms.time_norm",
    source=_source("22"),
    title="Норма времени",
    english="Time standard",
    result=Symbol("norm", "Н_вр", "норма времени", "min"),
    expression=OPERATION_TIME.result + Symbol("rest_per_op", "t_о.л", "отдых на операцию", "min"),
)

OUTPUT_PER_HOUR = Formula(
    id="norms.output_per_hour",
    source=_source("24"),
    title="Часовая норма выработки",
    english="Output standard per hour",
    result=Symbol("per_hour", "Н_выр.ч", "часовая норма выработки", "pcs/h"),
    expression=MINUTES_PER_HOUR / TIME_NORM.result,
)

OUTPUT_PER_SHIFT = Formula(
    id="norms.output_per_shift",
    source=_source("25"),
    title="Сменная норма выработки",
    english="Output standard per shift",
    result=Symbol("per_shift", "Н_выр.см", "сменная норма выработки", "pcs"),
    expression=(SHIFT * MINUTES_PER_HOUR - PREPARATORY - AUXILIARY - REST) / TIME_NORM.result,
    limits=(
        Limit(
            SHIFT * MINUTES_PER_HOUR > PREPARATORY + AUXILIARY + REST,
            "общесменное время занимает всю смену",
            "Уменьшите подготовительно-заключительное, вспомогательное время или отдых.",
        ),
    ),
)

STAFFING = Formula(
    id="norms.staffing_by_time",
    source=_source("33"),
    title="Штатный норматив по норме времени",
    english="Staffing norm",
    result=Symbol("staffing", "Н_шт", "штатный норматив", "people"),
    expression=Symbol("program", "Q", "программа за смену", "pcs")
    * TIME_NORM.result
    / (SHIFT * MINUTES_PER_HOUR * Symbol("fulfilment", "К_в.н", "выполнение норм", "share")),
)

FORMULAS = (
    STABILITY,
    STABILITY_AFTER,
    KEPT_COUNT,
    KEPT_SUM,
    MEAN,
    OPERATION_TIME,
    TIME_NORM,
    OUTPUT_PER_HOUR,
    OUTPUT_PER_SHIFT,
    STAFFING,
)
