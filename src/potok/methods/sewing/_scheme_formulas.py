"""Workstations, sections, labour summaries and indicators of a sewing flow (003 section 2)."""

from __future__ import annotations

from potok.balancing.measures import TAKT
from potok.balancing.measures import WORKERS as ACTUAL_WORKERS
from potok.methods.sewing._flow_formulas import WORKERS_CALC, source
from potok.notes.algebra import HUNDRED_PERCENT, case, ceiling, equal, nearest, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source

_STATION = Source("003", "разд. 2, технологическая схема")
_CALCULATED = Source("003", "разд. 2, табл. 2.4")
_ACTUAL = Source("003", "разд. 2, табл. 2.5")

_TIMES = Symbol("t", "t_i", "время неделимой операции", "s", series=True)
_GRADES = Symbol("r", "r_i", "разряд операции", series=True)
_STATION_TIME = Symbol("station", "t_о.о", "время организационной операции", "s")
_WORKERS = Symbol("workers", "K", "рабочих на операции", "people")
_SHIFT = Symbol("shift", "R", "длительность смены", "s")
_GRADE = Symbol("grade", "r", "разряд")
_CALC = WORKERS_CALC.result
_MAIN = Symbol("main", "N", "основных рабочих разряда", "people")
_RESERVE = Symbol("reserve", "N_рез", "резервных рабочих разряда", "people")
_ABSENCE = Symbol("absence", "z", "невыходы", "pct")

STATION_TIME = Formula(
    id="sewing.station_time",
    source=_STATION,
    title="Время организационной операции",
    english="Workstation time",
    result=_STATION_TIME,
    expression=total(_TIMES),
)

STATION_GRADE = Formula(
    id="sewing.station_grade",
    source=_STATION,
    title="Средний разряд организационной операции",
    english="Mean grade of a workstation",
    result=Symbol("station_grade", "r_ср.g", "средний разряд операции"),
    expression=total(_GRADES * _TIMES) / total(_TIMES),
)

LOAD = Formula(
    id="sewing.station_load",
    source=_STATION,
    title="Загрузка рабочего организационной операции",
    english="Load of a workstation",
    result=Symbol("load", "К_з", "загрузка рабочего", "share"),
    expression=_STATION_TIME / (TAKT * _WORKERS),
)

OUTPUT_NORM = Formula(
    id="sewing.output_norm",
    source=_STATION,
    title="Норма выработки одного рабочего за смену",
    english="Output norm",
    result=Symbol("norm", "H_выр", "норма выработки за смену", "pcs"),
    expression=_SHIFT / _STATION_TIME,
)

PIECE_RATE = Formula(
    id="sewing.piece_rate",
    source=_STATION,
    title="Сдельная расценка организационной операции",
    english="Piece rate of a workstation",
    result=Symbol("rate", "P_g", "расценка операции", "rub"),
    expression=total(_TIMES * Symbol("second_rate", "c_i", "секундная ставка разряда", "rub/s", series=True)),
)

PIECE_RATE_TOTAL = Formula(
    id="sewing.piece_rate_total",
    source=source("2.8"),
    title="Суммарная сдельная расценка",
    english="Total piece rate",
    result=Symbol("rate_total", "P", "суммарная расценка", "rub"),
    expression=total(Symbol("part", "P_g", "расценка операции", "rub", series=True)),
)

WORKERS_TOTAL = Formula(
    id="sewing.actual_workers",
    source=_ACTUAL,
    title="Фактическое число рабочих",
    english="Actual operators",
    result=ACTUAL_WORKERS,
    expression=total(Symbol("part", "K_g", "рабочих", "people", series=True)),
)

GRADE_SUM = Formula(
    id="sewing.grade_sum",
    source=_CALCULATED,
    title="Сумма разрядов",
    english="Sum of grades",
    result=Symbol("grade_sum", "rN_r", "сумма разрядов"),
    expression=_GRADE * _CALC,
)

TARIFF_SUM = Formula(
    id="sewing.tariff_coefficient_sum",
    source=_CALCULATED,
    title="Сумма тарифных коэффициентов",
    english="Sum of tariff coefficients",
    result=Symbol("tariff_sum", "q_rN_r", "сумма тарифных коэффициентов"),
    expression=Symbol("coefficient", "q_r", "тарифный коэффициент разряда") * _CALC,
)

MEAN_GRADE = Formula(
    id="sewing.mean_grade",
    source=source("2.6"),
    title="Средневзвешенный тарифный разряд",
    english="Mean grade",
    result=Symbol("mean_grade", "r_ср", "средний разряд потока"),
    expression=total(Symbol("part", "rN_r", "сумма разрядов", series=True)) / _CALC,
)

MEAN_TARIFF = Formula(
    id="sewing.mean_tariff_coefficient",
    source=source("2.7"),
    title="Средний тарифный коэффициент",
    english="Mean tariff coefficient",
    result=Symbol("mean_tariff", "Q_ср", "средний тарифный коэффициент"),
    expression=total(Symbol("part", "q_rN_r", "сумма тарифных коэффициентов", series=True)) / _CALC,
)

ACTUAL_GRADE = Formula(
    id="sewing.actual_grade",
    source=_ACTUAL,
    title="Разряд рабочих: средний разряд вверх до целого",
    english="Grade of the operators",
    result=Symbol("actual_grade", "r_ф", "разряд рабочих"),
    expression=ceiling(STATION_GRADE.result),
)

ACTUAL_PEOPLE = Formula(
    id="sewing.actual_people",
    source=_ACTUAL,
    title="Рабочие одной специальности и разряда",
    english="Operators of a specialty and grade",
    result=Symbol("people", "N_rs", "рабочих специальности и разряда", "people"),
    expression=total(
        case(
            equal(Symbol("grades", "r_ф.g", "разряд рабочих операции", series=True), _GRADE),
            Symbol("crew", "K_g", "рабочих операции", "people", series=True),
            0,
        )
    ),
)

MAIN = Formula(
    id="sewing.main_people",
    source=_ACTUAL,
    title="Основные рабочие разряда",
    english="Operators of a grade",
    result=_MAIN,
    expression=total(Symbol("part", "N_rs", "рабочих специальности и разряда", "people", series=True)),
)

RESERVE = Formula(
    id="sewing.reserve_people",
    source=_ACTUAL,
    title="Резервные рабочие разряда",
    english="Reserve operators of a grade",
    result=_RESERVE,
    expression=nearest(_MAIN * _ABSENCE / (HUNDRED_PERCENT - _ABSENCE)),
)

WITH_RESERVE = Formula(
    id="sewing.people_with_reserve",
    source=_ACTUAL,
    title="Рабочие разряда с резервом",
    english="Operators of a grade with the reserve",
    result=Symbol("whole", "N_Σ", "рабочих разряда с резервом", "people"),
    expression=_MAIN + _RESERVE,
)

MISMATCH_TOTAL = Formula(
    id="sewing.grade_mismatch",
    source=Source("convention", "каталог, 35.2"),
    title="Несоответствие разрядов всего потока",
    english="Mismatch of grades of the flow",
    result=Symbol("mismatch", "ΔR", "несоответствие разрядов, разряд·с", "s"),
    expression=total(Symbol("part", "ΔR_g", "несоответствие операции, разряд·с", "s", series=True)),
)

OUTPUT_PER_WORKER = Formula(
    id="sewing.output_per_worker",
    source=source("2.5"),
    title="Выработка одного рабочего за смену",
    english="Output per operator",
    result=Symbol("each", "П_т", "выработка одного рабочего", "pcs/people"),
    expression=Symbol("output", "M", "выпуск в смену", "pcs") / ACTUAL_WORKERS,
)

UTILISATION = Formula(
    id="sewing.equipment_utilisation",
    source=source("2.9"),
    title="Коэффициент использования оборудования",
    english="Machine utilisation",
    result=Symbol("utilisation", "К_и.о", "коэффициент использования оборудования", "share"),
    expression=total(
        Symbol("machine", "t_мех.i", "время машинной операции, кроме прессовых", "s", series=True)
    )
    / (TAKT * Symbol("machines", "n_ф", "установленных машин", "pcs")),
)

FORMULAS = (
    STATION_TIME,
    STATION_GRADE,
    LOAD,
    OUTPUT_NORM,
    PIECE_RATE,
    PIECE_RATE_TOTAL,
    WORKERS_TOTAL,
    GRADE_SUM,
    TARIFF_SUM,
    MEAN_GRADE,
    MEAN_TARIFF,
    ACTUAL_GRADE,
    ACTUAL_PEOPLE,
    MAIN,
    RESERVE,
    WITH_RESERVE,
    MISMATCH_TOTAL,
    OUTPUT_PER_WORKER,
    UTILISATION,
)
