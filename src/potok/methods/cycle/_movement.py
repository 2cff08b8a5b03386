"""Formulas (3)–(8): how long a batch takes by the three kinds of movement of objects."""

from __future__ import annotations

from potok.notes.algebra import (
    HUNDRED_PERCENT,
    both,
    case,
    equal,
    largest,
    last,
    total,
)
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source

_PLACE = "§2.1"


def _source(number: str = "") -> Source:
    return Source("004", _PLACE, number)


_CONVENTION = Source("convention", "каталог, гл. 10")

BATCH = Symbol("n", "n", "размер партии", "pcs")
TRANSFER = Symbol("p", "p", "передаточная партия", "pcs")
TIME = Symbol("t", "t_i", "время операции на изделие", "min")
PLACES = Symbol("c", "c_i", "число рабочих мест", "pcs")
TAU = Symbol("tau", "τ_i", "приведённое время операции", "min", series=True)
TAU_ONE = Symbol("tau", "τ_i", "приведённое время операции", "min")
TAU_BEFORE = Symbol("before", "τ_i−1", "приведённое время предыдущей операции", "min")
START_BEFORE = Symbol("start", "s_i−1", "начало предыдущей операции", "min")
OFFSET = Symbol("offset", "C_i", "смещение операции", "min")
OFFSETS = Symbol("offsets", "C_i", "смещения операций", "min", series=True)
TAU_SUM = Symbol("tau_sum", "τ_Σ", "сумма приведённых времён", "min")
TAU_MAX = Symbol("tau_max", "τ_max", "самая длинная операция", "min")
LONG_PART = Symbol("long", "τ_дл", "время, если операция длинная, иначе 0", "min", series=True)
SHORT_PART = Symbol("short", "τ_кор", "время, если операция короткая, иначе 0", "min", series=True)

EFFECTIVE = Formula(
    id="cycle.effective_time",
    source=_CONVENTION,
    title="Приведённое время операции",
    english="Effective operation time",
    result=TAU_ONE,
    expression=TIME / PLACES,
)

SUM_OF_TIMES = Formula(
    id="cycle.sum_of_times",
    source=_source("3"),
    title="Сумма приведённых времён",
    english="Sum of operation times",
    result=TAU_SUM,
    expression=total(TAU),
)

LONGEST = Formula(
    id="cycle.longest_operation",
    source=_source("4"),
    title="Самая длинная операция",
    english="Longest operation",
    result=TAU_MAX,
    expression=largest(TAU),
)

SEQUENTIAL = Formula(
    id="cycle.sequential",
    source=_source("3"),
    title="Цикл при последовательном движении",
    english="Sequential (batch) movement",
    result=Symbol("sequential", "T_посл", "цикл при последовательном движении", "min"),
    expression=BATCH * TAU_SUM,
)

PARALLEL = Formula(
    id="cycle.parallel",
    source=_source("4"),
    title="Цикл при параллельном движении",
    english="Parallel (overlapped) movement",
    result=Symbol("parallel", "T_пар", "цикл при параллельном движении", "min"),
    expression=TRANSFER * TAU_SUM + (BATCH - TRANSFER) * TAU_MAX,
)

OFFSET_OF_OPERATION = Formula(
    id="cycle.offset",
    source=_source("7, 8"),
    title="Смещение операции относительно предыдущей",
    english="Operation offset (lag)",
    result=OFFSET,
    expression=case(
        TAU_BEFORE > TAU_ONE,
        BATCH * TAU_BEFORE - (BATCH - TRANSFER) * TAU_ONE,
        TRANSFER * TAU_BEFORE,
    ),
)

SUM_OF_OFFSETS = Formula(
    id="cycle.sum_of_offsets",
    source=_source("6"),
    title="Сумма смещений",
    english="Sum of offsets",
    result=Symbol("offsets_sum", "C_Σ", "сумма смещений", "min"),
    expression=total(OFFSETS),
)

MIXED = Formula(
    id="cycle.mixed_by_offsets",
    source=_source("6"),
    title="Цикл при параллельно-последовательном движении через смещения",
    english="Mixed (combined) movement by offsets",
    result=Symbol("mixed", "T_см", "цикл при параллельно-последовательном движении", "min"),
    expression=SUM_OF_OFFSETS.result + BATCH * last(TAU),
)

_AFTER = Symbol("after", "τ_i+1", "приведённое время следующей операции", "min")

NEXT_CHANGE = Formula(
    id="cycle.next_change",
    source=_CONVENTION,
    title="Куда меняется время после операции: 1 — растёт, −1 — падает",
    english="Direction of the next change of operation time",
    result=Symbol("w", "w_i", "направление следующего изменения времени"),
    expression=case(
        _AFTER > TAU_ONE,
        1,
        case(equal(_AFTER, TAU_ONE), Symbol("later", "w_i+1", "направление после следующей операции"), -1),
    ),
)

LONG = Formula(
    id="cycle.long_operation",
    source=_source("5"),
    title="Длинная операция: длиннее обеих соседних",
    english="Local longest operation",
    result=Symbol("long", "τ_дл", "время, если операция длинная, иначе 0", "min"),
    expression=case(both(TAU_ONE > TAU_BEFORE, NEXT_CHANGE.result < 0), TAU_ONE, 0),
)

SHORT = Formula(
    id="cycle.short_operation",
    source=_source("5"),
    title="Короткая операция: лежит между двумя более длинными",
    english="Local shortest operation",
    result=Symbol("short", "τ_кор", "время, если операция короткая, иначе 0", "min"),
    expression=case(both(TAU_ONE < TAU_BEFORE, NEXT_CHANGE.result > 0), TAU_ONE, 0),
)

LONG_SUM = Formula(
    id="cycle.long_sum",
    source=_source("5"),
    title="Сумма длинных операций",
    english="Sum of long operations",
    result=Symbol("long_sum", "Σ_дл", "сумма длинных операций", "min"),
    expression=total(LONG_PART),
)

SHORT_SUM = Formula(
    id="cycle.short_sum",
    source=_source("5"),
    title="Сумма коротких операций",
    english="Sum of short operations",
    result=Symbol("short_sum", "Σ_кор", "сумма коротких операций", "min"),
    expression=total(SHORT_PART),
)

MIXED_BY_EXTREMES = Formula(
    id="cycle.mixed_by_extremes",
    source=_source("5"),
    title="Проверка: цикл через длинные и короткие операции",
    english="Mixed movement by long and short operations",
    result=Symbol("mixed", "T_см", "цикл при параллельно-последовательном движении", "min"),
    expression=TRANSFER * TAU_SUM + (BATCH - TRANSFER) * (LONG_SUM.result - SHORT_SUM.result),
)

START_SEQUENTIAL = Formula(
    id="cycle.sequential_start",
    source=_source("3"),
    title="Начало операции при последовательном движении",
    english="Start of an operation, sequential movement",
    result=Symbol("s", "s_i", "начало операции", "min"),
    expression=START_BEFORE + BATCH * TAU_BEFORE,
)

START_PARALLEL = Formula(
    id="cycle.parallel_start",
    source=_source("4"),
    title="Начало первой передаточной партии при параллельном движении",
    english="Start of the first transfer batch, parallel movement",
    result=Symbol("s", "s_i", "начало операции", "min"),
    expression=START_BEFORE + TRANSFER * TAU_BEFORE,
)

START_MIXED = Formula(
    id="cycle.mixed_start",
    source=_source("6"),
    title="Начало операции при параллельно-последовательном движении",
    english="Start of an operation, mixed movement",
    result=Symbol("s", "s_i", "начало операции", "min"),
    expression=START_BEFORE + OFFSET,
)

_LONGER = Symbol("a", "A", "больший цикл", "min")
_SHORTER = Symbol("b", "B", "меньший цикл", "min")
_VARIANT = Symbol("variant", "T_вар", "цикл варианта", "min")
_BASE = Symbol("base", "T_осн", "цикл основы", "min")

REDUCTION = Formula(
    id="cycle.reduction",
    source=_CONVENTION,
    title="Сокращение цикла",
    english="Cycle reduction",
    result=Symbol("reduction", "δ", "сокращение цикла B против цикла A", "pct"),
    expression=(_LONGER - _SHORTER) * HUNDRED_PERCENT / _LONGER,
)

CHANGE = Formula(
    id="cycle.change",
    source=_CONVENTION,
    title="Изменение цикла в варианте",
    english="Change of the cycle in an alternative",
    result=Symbol("change", "ΔT", "изменение цикла, отрицательное — сокращение", "min"),
    expression=_VARIANT - _BASE,
)

CHANGE_PERCENT = Formula(
    id="cycle.change_pct",
    source=_CONVENTION,
    title="Изменение цикла в варианте, %",
    english="Change of the cycle in an alternative, per cent",
    result=Symbol("change_pct", "δT", "изменение цикла, отрицательное — сокращение", "pct"),
    expression=CHANGE.result * HUNDRED_PERCENT / _BASE,
)

FORMULAS = (
    EFFECTIVE,
    SUM_OF_TIMES,
    LONGEST,
    SEQUENTIAL,
    PARALLEL,
    OFFSET_OF_OPERATION,
    SUM_OF_OFFSETS,
    MIXED,
    NEXT_CHANGE,
    LONG,
    SHORT,
    LONG_SUM,
    SHORT_SUM,
    MIXED_BY_EXTREMES,
    START_SEQUENTIAL,
    START_PARALLEL,
    START_MIXED,
    REDUCTION,
    CHANGE,
    CHANGE_PERCENT,
)
