"""Rules for gathering operations into workstations: what breaks them is warned of (catalogue 35.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from potok.methods.sewing._mechanisation import MANUAL
from potok.methods.sewing._scheme_input import Group, Operation
from potok.notes.calculation import Calculation

#: Grades of the mechanised operations of a workstation differ by no more (rule 3).
_MOST_GRADES_APART = 2


def _listed(groups: Iterable[Group]) -> str:
    return ", ".join(group.label for group in groups)


def _mechanical(group: Group) -> list[Operation]:
    """Operations of the group that are not done by hand."""
    return [operation for operation in group.members if operation.specialty != MANUAL]


def _mixes_specialties(group: Group) -> bool:
    found = {operation.specialty for operation in _mechanical(group)}
    return len(found) > 1 and not group.crew


def _spreads_grades(group: Group) -> bool:
    grades = [operation.grade.number for operation in _mechanical(group)]
    return bool(grades) and max(grades) - min(grades) > _MOST_GRADES_APART


def _crosses_sections(group: Group) -> bool:
    return len({operation.section for operation in group.members}) > 1


def _has_foreign_specialty(group: Group) -> bool:
    return group.specialty not in {operation.specialty for operation in group.members}


_RULES = (
    ("crosses_sections", _crosses_sections, "Группа не пересекает секций, а здесь операции разных секций"),
    (
        "mixed_specialties",
        _mixes_specialties,
        "Механическая специальность в группе одна (ручные присоединяются к любой), без звена несколько",
    ),
    (
        "grades_apart",
        _spreads_grades,
        f"Разряды механических операций расходятся больше чем на {_MOST_GRADES_APART}",
    ),
    (
        "foreign_specialty",
        _has_foreign_specialty,
        "Специальности группы нет ни у одной её операции",
    ),
)


def warn_of_broken_rules(groups: Sequence[Group], operations: Sequence[Operation], work: Calculation) -> None:
    """Rules 1–3 and operations that no workstation does."""
    for code, broken, text in _RULES:
        found = [group for group in groups if broken(group)]
        if found:
            work.warn(code, f"{text}: {_listed(found)}.")
    done = {operation.number for group in groups for operation in group.members}
    left = [str(operation.number) for operation in operations if operation.number not in done]
    if left:
        work.warn(
            "unassigned_operations",
            f"Операции не вошли ни в одну группу: {', '.join(left)}. Трудоёмкость и расчётная сводка считают "
            "их, группы и секции — нет.",
        )
