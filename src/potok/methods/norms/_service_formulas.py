"""Formulas (23), (26)–(32): service norms of apparatus (catalogue chapter 30)."""

from __future__ import annotations

from potok.notes.algebra import MINUTES_PER_HOUR, ceiling, floor, maximum, nearest, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source


def _source(number: str = "") -> Source:
    return Source("004", "§2.3", number)


SHIFT = Symbol("shift", "T_см", "длительность смены", "h")
DURATION = Symbol("d", "t_j", "длительность операции", "min")
COUNT = Symbol("count", "k_j", "операций за смену", "pcs")
PARTS = Symbol("part", "t_j", "время операций", "min", series=True)
BUSY = Symbol("busy", "Σt_з", "время занятости на один аппарат", "min")
RAW = Symbol("raw", "Н_обсл.р", "расчётная норма обслуживания", "pcs")
NORM = Symbol("norm", "Н_обсл", "норма обслуживания", "pcs")
UTILIZATION = Symbol("utilization", "К_и", "коэффициент использования", "share")
MACHINE = Symbol("machine", "t_а", "работа аппарата", "min")
ALONE = Symbol("alone", "t_н", "неперекрываемое время рабочего", "min")
OVERLAPPED = Symbol("overlapped", "t_п", "перекрываемое время рабочего", "min")
PREPARATORY = Symbol("preparatory", "t_пз", "подготовительно-заключительное время", "min")
AUXILIARY = Symbol("auxiliary", "t_вн", "вспомогательное независимое время", "min")
REST = Symbol("rest", "t_ол", "отдых и личные надобности", "min")

FUND = Formula(
    id="norms.operative_fund",
    source=_source("28"),
    title="Оперативный фонд рабочего за смену",
    english="Operative time of the shift",
    result=Symbol("fund", "F_оп", "оперативный фонд", "min"),
    expression=SHIFT * MINUTES_PER_HOUR - PREPARATORY - AUXILIARY - REST,
    limits=(
        Limit(
            SHIFT * MINUTES_PER_HOUR > PREPARATORY + AUXILIARY + REST,
            "общесменное время занимает всю смену",
            "Уменьшите подготовительно-заключительное, вспомогательное время или отдых.",
        ),
    ),
)
_BUSY_AT_ALL = Limit(BUSY > 0, "рабочий не занят ни одной операцией", "Задайте операции рабочего.")

OPERATION_COUNT = Formula(
    id="norms.operation_count",
    source=_source("28"),
    title="Число операций за смену",
    english="Operations of the shift",
    result=COUNT,
    expression=SHIFT * MINUTES_PER_HOUR / Symbol("interval", "τ_j", "периодичность операции", "min"),
)

OPERATION_TIME = Formula(
    id="norms.operation_shift_time",
    source=_source("28"),
    title="Время операции за смену",
    english="Time of an operation in the shift",
    result=Symbol("spent", "t_з.j", "время операции за смену", "min"),
    expression=COUNT * DURATION,
)

BUSY_OF_SHIFT = Formula(
    id="norms.busy_of_shift",
    source=_source("28"),
    title="Занятость рабочего на один аппарат за смену",
    english="Busy time per apparatus and shift",
    result=BUSY,
    expression=total(Symbol("part", "t_з.j", "время операции за смену", "min", series=True)),
)

NORM_CONTINUOUS = Formula(
    id="norms.service_norm_continuous",
    source=_source("28"),
    title="Расчётная норма обслуживания непрерывного процесса",
    english="Service norm, continuous process",
    result=RAW,
    expression=FUND.result / BUSY,
    limits=(_BUSY_AT_ALL,),
)

SUM_OF_KIND = Formula(
    id="norms.sum_of_kind",
    source=_source("30"),
    title="Время операций одного вида за цикл",
    english="Time of one kind of operations in a cycle",
    result=Symbol("sum", "t_вид", "время операций одного вида", "min"),
    expression=total(PARTS),
)

CYCLE = Formula(
    id="norms.apparatus_cycle",
    source=_source("30"),
    title="Цикл аппарата",
    english="Cycle of the apparatus",
    result=Symbol("cycle", "T_ц", "цикл аппарата", "min"),
    expression=ALONE + MACHINE,
)

BUSY_OF_CYCLE = Formula(
    id="norms.busy_of_cycle",
    source=_source("30"),
    title="Занятость рабочего на один аппарат за цикл",
    english="Busy time per apparatus and cycle",
    result=BUSY,
    expression=ALONE + OVERLAPPED,
)

NORM_BATCH = Formula(
    id="norms.service_norm_batch",
    source=_source("30"),
    title="Расчётная норма обслуживания периодических аппаратов",
    english="Service norm, batch process",
    result=RAW,
    expression=CYCLE.result / BUSY,
    limits=(
        _BUSY_AT_ALL,
        Limit(CYCLE.result > 0, "длительность цикла равна нулю", "Задайте длительности операций."),
    ),
)

NORM_SIMPLE = Formula(
    id="norms.service_norm_simple",
    source=_source("29"),
    title="Норма обслуживания без перекрываемого времени",
    english="Service norm without overlapped work",
    result=Symbol("simple", "Н_29", "норма обслуживания по формуле (29)", "pcs"),
    expression=MACHINE / ALONE + 1,
)

NORM_ACCEPTED = Formula(
    id="norms.service_norm",
    source=Source("convention", "каталог, гл. 30"),
    title="Принятая норма обслуживания",
    english="Accepted service norm",
    result=NORM,
    expression=maximum(1, nearest(RAW)),
)

EMPLOYMENT_CONTINUOUS = Formula(
    id="norms.employment_continuous",
    source=Source("convention", "каталог, гл. 30"),
    title="Коэффициент занятости рабочего, непрерывный процесс",
    english="Operator utilization, continuous process",
    result=Symbol("employment", "К_з", "коэффициент занятости", "share"),
    expression=BUSY * NORM / FUND.result,
)

EMPLOYMENT_BATCH = Formula(
    id="norms.employment_batch",
    source=_source("31"),
    title="Коэффициент занятости рабочего",
    english="Operator utilization",
    result=EMPLOYMENT_CONTINUOUS.result,
    expression=BUSY * NORM / CYCLE.result,
)

STAFFING_RAW = Formula(
    id="norms.staffing_raw",
    source=_source("32"),
    title="Расчётный штатный норматив на смену",
    english="Staffing norm",
    result=Symbol("staff", "Н_шт.р", "расчётный штатный норматив", "people"),
    expression=Symbol("apparatus", "n_а", "аппаратов", "pcs") / NORM,
)

STAFFING = Formula(
    id="norms.staffing",
    source=_source("32"),
    title="Штатный норматив на смену",
    english="Staffing norm, whole persons",
    result=Symbol("persons", "Н_шт", "штатный норматив", "people"),
    expression=ceiling(STAFFING_RAW.result),
)

OUTPUT_CONTINUOUS = Formula(
    id="norms.output_continuous",
    source=_source("26"),
    title="Норма выработки непрерывного процесса",
    english="Output standard, continuous process",
    result=Symbol("output", "Н_выр", "норма выработки за смену", "kg"),
    expression=Symbol("hourly", "q", "часовая выработка аппарата", "kg/h") * NORM * SHIFT * UTILIZATION,
)

CYCLES_RAW = Formula(
    id="norms.cycles_raw",
    source=_source("27"),
    title="Расчётное число циклов за смену",
    english="Cycles of the shift, exact",
    result=Symbol("cycles_raw", "N_ц.р", "расчётное число циклов", "pcs"),
    expression=FUND.result * UTILIZATION / CYCLE.result,
)

CYCLES = Formula(
    id="norms.cycles",
    source=_source("27"),
    title="Целое число циклов за смену",
    english="Whole cycles of the shift",
    result=Symbol("cycles", "N_ц", "целых циклов", "pcs"),
    expression=floor(CYCLES_RAW.result),
)
_PER_CYCLE = Symbol("per_cycle", "q_ц", "выход за цикл", "kg")

OUTPUT_BATCH = Formula(
    id="norms.output_batch",
    source=_source("27"),
    title="Норма выработки периодического процесса",
    english="Output standard, batch process",
    result=OUTPUT_CONTINUOUS.result,
    expression=CYCLES.result * NORM * _PER_CYCLE,
)

OUTPUT_UNROUNDED = Formula(
    id="norms.output_unrounded",
    source=_source("27"),
    title="Норма выработки без округления числа циклов",
    english="Output standard by exact cycles",
    result=Symbol("unrounded", "Н_выр.р", "норма выработки без округления", "kg"),
    expression=CYCLES_RAW.result * NORM * _PER_CYCLE,
)

FORMULAS = (
    FUND,
    OPERATION_COUNT,
    OPERATION_TIME,
    BUSY_OF_SHIFT,
    NORM_CONTINUOUS,
    SUM_OF_KIND,
    CYCLE,
    BUSY_OF_CYCLE,
    NORM_BATCH,
    NORM_SIMPLE,
    NORM_ACCEPTED,
    EMPLOYMENT_CONTINUOUS,
    EMPLOYMENT_BATCH,
    STAFFING_RAW,
    STAFFING,
    OUTPUT_CONTINUOUS,
    CYCLES_RAW,
    CYCLES,
    OUTPUT_BATCH,
    OUTPUT_UNROUNDED,
)
