"""Funds of working time of one worker and the list coefficient between them (004 §2.8, formula 65)."""

from __future__ import annotations

from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Source

NOMINAL_HOURS = Symbol("nominal_h", "T_ном", "номинальный фонд времени рабочего", "h")
EFFECTIVE_HOURS = Symbol("effective_h", "T_эф", "эффективный фонд времени рабочего", "h")

LIST_COEFFICIENT = Formula(
    id="labour.list_coefficient",
    source=Source("004", "§2.8", "65"),
    title="Коэффициент списочного состава",
    english="List coefficient",
    result=Symbol("list_coefficient", "K_сп", "коэффициент списочного состава"),
    expression=NOMINAL_HOURS / EFFECTIVE_HOURS,
)
