"""Measures of a balanced line, declared once (catalogue 35.2).

The bench explains them, the balancing room compares lines by them. A measure is a formula; its number
without a note is `MEASURE.evaluate(MEASURE.bind({...}))`.
"""

from __future__ import annotations

from potok.notes.algebra import absolute, largest, square_root, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source

_CONVENTION = Source("convention", "каталог, 35.2")

TAKT = Symbol("takt", "τ", "такт", "s")
WORKERS = Symbol("workers", "N_ф", "фактических рабочих", "people")
LABOUR_TIME = Symbol("labour", "T", "трудоёмкость изделия", "s")

_STATION_TIME = Symbol("t", "t_g", "время организационной операции", "s", series=True)
_STATION_WORKERS = Symbol("k", "K_g", "рабочих на операции", "people", series=True)
_HAS_WORKERS = Limit(WORKERS > 0, "рабочих нет", "Задайте хотя бы одного рабочего.")

COORDINATION = Formula(
    id="balancing.coordination",
    source=Source("003", "разд. 2", "2.4"),
    title="Коэффициент согласования",
    english="Coordination (line balance) coefficient",
    result=Symbol("coordination", "К_с", "коэффициент согласования"),
    expression=LABOUR_TIME / (WORKERS * TAKT),
    limits=(_HAS_WORKERS,),
)

SMOOTHNESS = Formula(
    id="balancing.smoothness",
    source=_CONVENTION,
    title="Показатель равномерности: 0 — все рабочие заняты ровно такт",
    english="Smoothness index",
    result=Symbol("smoothness", "SI", "показатель равномерности", "s"),
    expression=square_root(total(_STATION_WORKERS * (TAKT - _STATION_TIME / _STATION_WORKERS) ** 2)),
)

EFFICIENCY = Formula(
    id="balancing.efficiency",
    source=_CONVENTION,
    title="Использование линии по узкому месту",
    english="Line balance efficiency",
    result=Symbol("efficiency", "E", "использование линии по узкому месту", "share"),
    expression=LABOUR_TIME / (WORKERS * largest(_STATION_TIME / _STATION_WORKERS)),
    limits=(_HAS_WORKERS,),
)

GRADE_MISMATCH = Formula(
    id="balancing.grade_mismatch",
    source=_CONVENTION,
    title="Несоответствие разрядов в организационной операции",
    english="Mismatch of grades",
    result=Symbol("mismatch", "ΔR_g", "несоответствие разрядов, разряд·с", "s"),
    expression=total(
        absolute(
            Symbol("grade", "r_i", "разряд операции", series=True)
            - Symbol("mean_grade", "r_ср.g", "средний разряд группы")
        )
        * Symbol("time", "t_i", "время неделимой операции", "s", series=True)
    ),
)

#: A line is well coordinated between these; above one it is overloaded (003, after formula 2.4).
COORDINATION_NORM = (0.98, 1.02)
