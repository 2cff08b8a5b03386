"""Specialties of sewing operations and the mechanisation coefficient (003 section 1, formula 1.3)."""

from __future__ import annotations

from collections.abc import Iterable

from potok.balancing.measures import LABOUR_TIME
from potok.notes.algebra import total
from potok.notes.expression import Symbol
from potok.notes.formula import Formula, Limit, Source

#: Specialties in the order of the summaries of the sources; others follow by appearance.
SPECIALTIES = {
    "М": "машинная",
    "С": "спецмашинная",
    "А": "полуавтомат",
    "П": "прессовая",
    "Р": "ручная",
    "У": "утюжильная",
}
PRESS, MANUAL = "П", "Р"


def in_order(found: Iterable[str]) -> list[str]:
    """Specialties that occur, each once, in the order of the summaries."""
    occurring = list(dict.fromkeys(found))
    known = [name for name in SPECIALTIES if name in occurring]
    return known + [name for name in occurring if name not in SPECIALTIES]


def specialty_title(letter: str) -> str:
    """The letter with its Russian name ("М — машинная"); a foreign one is its own name."""
    return f"{letter} — {SPECIALTIES[letter]}" if letter in SPECIALTIES else letter


MECHANISATION = Formula(
    id="sewing.mechanisation",
    source=Source("003", "разд. 1", "1.3"),
    title="Коэффициент механизации",
    english="Mechanisation coefficient",
    result=Symbol("mechanisation", "К_мех", "коэффициент механизации", "share"),
    expression=total(Symbol("mechanised", "t_м.i", "время механизированной операции", "s", series=True))
    / LABOUR_TIME,
    limits=(Limit(LABOUR_TIME > 0, "трудоёмкость равна нулю", "Задайте время операций больше нуля."),),
)
