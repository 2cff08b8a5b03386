"""Formulas of the technological plan of a bakery."""

from __future__ import annotations

from potok.notes.algebra import MINUTES_PER_HOUR, ceiling, floor, total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source

SOURCE = Source("001", "разд. 1, технологический план производства")
RULE = Source("convention", "непрерывный поток: тесто не ждёт")

_LOAF = Symbol("loaf", "g", "масса изделия", "kg")

NEEDED = Formula(
    id="bakery.needed_pieces",
    source=SOURCE,
    title="Изделий по заданию",
    english="Pieces of the day's task",
    result=Symbol("needed", "n_з", "изделий по заданию", "pcs"),
    expression=ceiling(Symbol("plan", "Q", "суточное задание", "kg") / _LOAF),
)

OF_BOWL = Formula(
    id="bakery.pieces_of_bowl",
    source=SOURCE,
    title="Заготовок из дежи",
    english="Pieces of a bowl",
    result=Symbol("of_bowl", "n_д", "заготовок из дежи", "pcs"),
    expression=floor(
        Symbol("dough", "G_т", "тесто на дежу", "kg") / Symbol("piece", "g_т", "масса заготовки", "kg")
    ),
)

BOWLS = Formula(
    id="bakery.bowls_of_day",
    source=SOURCE,
    title="Дежей на задание",
    english="Bowls of the day",
    result=Symbol("bowls", "N_д", "дежей", "pcs"),
    expression=Symbol("before", "N_до", "дежей по прежним рецептурам", "pcs")
    + ceiling((NEEDED.result - Symbol("shaped", "n_до", "заготовок в них", "pcs")) / OF_BOWL.result),
)

BAKED = Formula(
    id="bakery.baked_mass",
    source=SOURCE,
    title="Выпечено по плану",
    english="Bread of the plan",
    result=Symbol("baked", "Q_пл", "выпечено", "kg"),
    expression=total(Symbol("pieces", "n_i", "заготовок в деже", "pcs", series=True)) * _LOAF,
)

FUND = Formula(
    id="bakery.oven_fund",
    source=SOURCE,
    title="Фонд времени печи за сутки",
    english="Working time of an oven a day",
    result=Symbol("fund", "F_сут", "фонд времени печи", "h"),
    expression=Symbol("shifts", "S", "число смен")
    * (
        Symbol("shift", "T_см", "длительность смены", "h")
        - Symbol("pause", "t_сан", "санитарный перерыв", "min") / MINUTES_PER_HOUR
    ),
)

BUSY = Formula(
    id="bakery.oven_busy",
    source=SOURCE,
    title="Печь печёт",
    english="Busy time of an oven",
    result=Symbol("busy", "B", "печь печёт", "h"),
    expression=total(Symbol("run", "t_i", "посадки дежи", "h", series=True)),
)

WAITING = Formula(
    id="bakery.oven_waiting",
    source=RULE,
    title="Простой печи между посадками",
    english="Idle time of an oven between loads",
    result=Symbol("waiting", "П_м", "простой между посадками", "h"),
    expression=FUND.result
    - BUSY.result
    - Symbol("setup", "П_п", "переналадка", "h")
    - Symbol("before", "П_н", "до первой посадки", "h")
    - Symbol("after", "П_к", "после последней посадки", "h"),
)

USE = Formula(
    id="bakery.oven_use",
    source=SOURCE,
    title="Загрузка печи",
    english="Use of an oven",
    result=Symbol("use", "K_з", "загрузка печи", "share"),
    expression=BUSY.result / FUND.result,
)

FORMULAS = (NEEDED, OF_BOWL, BOWLS, BAKED, FUND, BUSY, WAITING, USE)
