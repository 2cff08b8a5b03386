"""Formulas (1), (2) and the rules of the critical path method (catalogue chapter 10)."""

from __future__ import annotations

from potok.notes.algebra import HUNDRED_PERCENT, largest, maximum, minimum, smallest, total
from potok.notes.expression import Expr, Symbol
from potok.notes.formula import Formula, Source

_CPM = Source("convention", "каталог, гл. 10, сеть процесса")

DURATION = Symbol("d", "d_j", "длительность операции", "min")
LAG = Symbol("lag", "ℓ", "задержка связи", "min")
EARLY_START_SYMBOL = Symbol("es", "ES", "раннее начало", "min")
EARLY_FINISH_SYMBOL = Symbol("ef", "EF", "раннее окончание", "min")
LATE_START_SYMBOL = Symbol("ls", "LS", "позднее начало", "min")
LATE_FINISH_SYMBOL = Symbol("lf", "LF", "позднее окончание", "min")
LENGTH_SYMBOL = Symbol("length", "T", "длина сети", "min")
_EARLIEST = Symbol("bound", "f_ij", "начало не раньше, по связи с предшествующей", "min", series=True)
_LATEST = Symbol("bound", "b_ij", "окончание не позже, по связи со следующей", "min", series=True)

_TECHNOLOGICAL = Symbol("tech", "t_Т", "сумма технологических операций", "min")
_AUXILIARY = Symbol("aux", "t_в", "сумма вспомогательных операций", "min")
_CONTROL = Symbol("control", "t_к", "сумма контрольных операций", "min")
_TRANSPORT = Symbol("transport", "t_тр", "сумма транспортных операций", "min")
_PAUSE = Symbol("pause", "t_пер", "сумма перерывов", "min")
_TOTAL = Symbol("total", "T_ц", "длительность последовательного цикла", "min")

SUM_OF_KIND = Formula(
    id="cycle.sum_of_kind",
    source=Source("004", "§2.1", "1"),
    title="Сумма операций одного вида",
    english="Total duration of one kind of operations",
    result=Symbol("sum", "t_вид", "сумма длительностей операций одного вида", "min"),
    expression=total(Symbol("d", "d_j", "длительность операции", "min", series=True)),
)

SUM_OF_ALL = Formula(
    id="cycle.sum_of_components",
    source=Source("004", "§2.1", "1"),
    title="Длительность цикла из слагаемых",
    english="Production cycle time (lead time)",
    result=_TOTAL,
    expression=_TECHNOLOGICAL + _AUXILIARY + _CONTROL + _TRANSPORT + _PAUSE,
)

OVERLAPPED = Formula(
    id="cycle.overlapped",
    source=Source("004", "§2.1", "2"),
    title="Цикл при полном перекрытии вспомогательных операций (оценка снизу)",
    english="Cycle with overlapped auxiliary work",
    result=Symbol("overlapped", "T_ц.пер", "цикл при полном перекрытии", "min"),
    expression=_TECHNOLOGICAL + _PAUSE,
)


_NOT_BEFORE = Symbol("f", "f_ij", "начало не раньше", "min")
_NOT_AFTER = Symbol("b", "b_ij", "окончание не позже", "min")


def _bound(kind: str, title: str, result: Symbol, expression: Expr) -> Formula:
    """The rule of one type of link."""
    return Formula(
        id=f"cycle.{kind}",
        source=_CPM,
        title=title,
        english=f"Precedence bound, {kind}",
        result=result,
        expression=expression,
    )


#: The earliest start that a link allows, by its type.
EARLIEST_BY_LINK = {
    "FS": _bound(
        "earliest_fs", "Связь конец — начало: начало не раньше", _NOT_BEFORE, EARLY_FINISH_SYMBOL + LAG
    ),
    "SS": _bound(
        "earliest_ss", "Связь начало — начало: начало не раньше", _NOT_BEFORE, EARLY_START_SYMBOL + LAG
    ),
    "FF": _bound(
        "earliest_ff",
        "Связь конец — конец: начало не раньше",
        _NOT_BEFORE,
        EARLY_FINISH_SYMBOL + LAG - DURATION,
    ),
    "SF": _bound(
        "earliest_sf",
        "Связь начало — конец: начало не раньше",
        _NOT_BEFORE,
        EARLY_START_SYMBOL + LAG - DURATION,
    ),
}

#: The latest finish that a link allows, by its type.
LATEST_BY_LINK = {
    "FS": _bound(
        "latest_fs", "Связь конец — начало: окончание не позже", _NOT_AFTER, LATE_START_SYMBOL - LAG
    ),
    "SS": _bound(
        "latest_ss",
        "Связь начало — начало: окончание не позже",
        _NOT_AFTER,
        LATE_START_SYMBOL - LAG + DURATION,
    ),
    "FF": _bound(
        "latest_ff", "Связь конец — конец: окончание не позже", _NOT_AFTER, LATE_FINISH_SYMBOL - LAG
    ),
    "SF": _bound(
        "latest_sf",
        "Связь начало — конец: окончание не позже",
        _NOT_AFTER,
        LATE_FINISH_SYMBOL - LAG + DURATION,
    ),
}

EARLY_START = Formula(
    id="cycle.early_start",
    source=_CPM,
    title="Раннее начало",
    english="Early start",
    result=EARLY_START_SYMBOL,
    expression=maximum(0, largest(_EARLIEST)),
)

EARLY_FINISH = Formula(
    id="cycle.early_finish",
    source=_CPM,
    title="Раннее окончание",
    english="Early finish",
    result=EARLY_FINISH_SYMBOL,
    expression=EARLY_START_SYMBOL + DURATION,
)

LENGTH = Formula(
    id="cycle.critical_path",
    source=_CPM,
    title="Длина сети",
    english="Critical path length",
    result=LENGTH_SYMBOL,
    expression=largest(Symbol("ef", "EF_j", "раннее окончание операции", "min", series=True)),
)

LATE_FINISH = Formula(
    id="cycle.late_finish",
    source=_CPM,
    title="Позднее окончание",
    english="Late finish",
    result=LATE_FINISH_SYMBOL,
    expression=minimum(LENGTH_SYMBOL, smallest(_LATEST)),
)

LATE_START = Formula(
    id="cycle.late_start",
    source=_CPM,
    title="Позднее начало",
    english="Late start",
    result=LATE_START_SYMBOL,
    expression=LATE_FINISH_SYMBOL - DURATION,
)

FLOAT = Formula(
    id="cycle.total_float",
    source=_CPM,
    title="Полный резерв времени",
    english="Total float",
    result=Symbol("reserve", "R", "полный резерв", "min"),
    expression=LATE_START_SYMBOL - EARLY_START_SYMBOL,
)

REDUCTION = Formula(
    id="cycle.network_reduction",
    source=_CPM,
    title="Сокращение против последовательного процесса",
    english="Reduction against the sequential process",
    result=Symbol("reduction", "δ", "сокращение цикла", "pct"),
    expression=(_TOTAL - LENGTH_SYMBOL) * HUNDRED_PERCENT / _TOTAL,
)

FORMULAS = (
    SUM_OF_KIND,
    SUM_OF_ALL,
    OVERLAPPED,
    *EARLIEST_BY_LINK.values(),
    *LATEST_BY_LINK.values(),
    EARLY_START,
    EARLY_FINISH,
    LENGTH,
    LATE_FINISH,
    LATE_START,
    FLOAT,
    REDUCTION,
)
