"""Formula (5) and the movement of a backlog over the phases of an interval (catalogue 25.4)."""

from __future__ import annotations

from potok.notes.algebra import case, ceiling, largest, maximum, smallest, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source

_SOURCE = Source("002", "межоперационный задел", "5")
_MOVEMENT = Source("convention", "каталог, 25.4, движение задела")

DURATION = Symbol("interval", "t_m", "интервал или фаза", "min")
TIME = Symbol("t", "t_i", "время операции", "min")
NEXT_TIME = Symbol("next_t", "t_i+1", "время следующей операции", "min")
PLACES = Symbol("n", "n_i", "машин или рабочих мест", "pcs")
NEXT_PLACES = Symbol("next_n", "n_i+1", "машин или рабочих мест следующей операции", "pcs")
INITIAL = Symbol("initial", "Z_0", "задел на начало интервала", "pcs")
CHANGES = Symbol("change", "ΔZ_f", "изменение задела за фазу", "pcs", series=True)

FUND = Formula(
    id="sheltered.machine_time_fund",
    source=_SOURCE,
    title="Фонд времени машин за интервал",
    english="Machine time of the interval",
    result=Symbol("fund", "t_mt", "фонд времени машин", "min"),
    expression=DURATION * PLACES,
)

OUTPUT = Formula(
    id="sheltered.interval_output",
    source=_SOURCE,
    title="Выработка операции за интервал",
    english="Output of an operation in the interval",
    result=Symbol("output", "N_i", "выработка за интервал", "pcs"),
    expression=FUND.result / TIME,
)

BACKLOG = Formula(
    id="sheltered.backlog",
    source=_SOURCE,
    title="Межоперационный оборотный задел",
    english="Turnover backlog between operations",
    result=Symbol("backlog", "Z_обор", "изменение задела перед следующей операцией", "pcs"),
    expression=DURATION * PLACES / TIME - DURATION * NEXT_PLACES / NEXT_TIME,
)

DUPLICATES = Formula(
    id="sheltered.backlog_duplicates",
    source=Source("convention", "каталог, 25.4"),
    title="Дублёры предыдущей операции при нехватке",
    english="Duplicate stations that remove a deficit",
    result=Symbol("duplicates", "d_i", "дублирующих рабочих мест", "pcs"),
    expression=case(
        ceiling(-BACKLOG.result - Symbol("zero", "ε", "задел, который считается нулевым", "pcs")) > 0,
        maximum(0, ceiling(NEXT_PLACES * TIME / NEXT_TIME) - PLACES),
        0,
    ),
)

RUNNING = Formula(
    id="sheltered.running_change",
    source=_MOVEMENT,
    title="Изменение задела с начала интервала",
    english="Running change of the backlog",
    result=Symbol("running", "ΔZ_Σ.f", "изменение задела с начала интервала", "pcs"),
    expression=Symbol("before", "ΔZ_Σ.f−1", "изменение до этой фазы", "pcs")
    + Symbol("change", "ΔZ_f", "изменение задела за фазу", "pcs"),
)

NET = Formula(
    id="sheltered.net_change",
    source=_MOVEMENT,
    title="Изменение задела за интервал",
    english="Net change of the backlog",
    result=Symbol("net", "ΔZ", "изменение задела за интервал", "pcs"),
    expression=total(CHANGES),
)

INITIAL_BACKLOG = Formula(
    id="sheltered.initial_backlog",
    source=_MOVEMENT,
    title="Задел, нужный к началу интервала",
    english="Backlog needed at the start",
    result=INITIAL,
    expression=maximum(
        0, -smallest(Symbol("running", "ΔZ_Σ.f", "изменение с начала интервала", "pcs", series=True))
    ),
)

LEVEL = Formula(
    id="sheltered.backlog_level",
    source=_MOVEMENT,
    title="Уровень задела на конец фазы",
    english="Backlog level",
    result=Symbol("level", "Z_f", "уровень задела", "pcs"),
    expression=INITIAL + RUNNING.result,
)

HIGHEST = Formula(
    id="sheltered.highest_backlog",
    source=_MOVEMENT,
    title="Наибольший задел",
    english="Highest backlog",
    result=Symbol("highest", "Z_max", "наибольший задел", "pcs"),
    expression=largest(Symbol("level", "Z_f", "уровень задела", "pcs", series=True)),
)

_PHASE = Symbol("phase", "T_f", "длительность фазы", "min", series=True)

AVERAGE = Formula(
    id="sheltered.average_backlog",
    source=_MOVEMENT,
    title="Средний задел",
    english="Average backlog",
    result=Symbol("average", "Z_ср", "средний задел", "pcs"),
    expression=total(
        (
            Symbol("start", "Z_f−1", "уровень на начало фазы", "pcs", series=True)
            + Symbol("finish", "Z_f", "уровень на конец фазы", "pcs", series=True)
        )
        / 2
        * _PHASE
    )
    / total(_PHASE),
)

FORMULAS = (
    FUND,
    OUTPUT,
    BACKLOG,
    DUPLICATES,
    RUNNING,
    NET,
    INITIAL_BACKLOG,
    LEVEL,
    HIGHEST,
    AVERAGE,
)
