"""A rule of the checker: a code, a Russian name, the objects it looks at, one small function.

Rules are declared with the decorator `rule` on a function `(case, subject) → faults`; the list of
rules of a check is data, so that the report can name and count every rule it applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from potok.scheduling.verify.report import RuleCount, Violation

Case = TypeVar("Case")
Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found wrong: a Russian clause with the numbers, and where."""

    text: str
    order_no: str | None = None
    op_no: int | None = None
    row_no: int | None = None

    def place(self) -> str:
        """Where the fault is, as a Russian list ("заказ ЗП-0001, операция 10, строка 5")."""
        parts = (("заказ", self.order_no), ("операция", self.op_no), ("строка", self.row_no))
        return ", ".join(f"{name} {value}" for name, value in parts if value is not None)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Case, Subject]):
    """A named rule.

    Attributes:
        code: Stable code.
        title: Russian name as a planner would say it.
        subjects: The objects of a case that the rule looks at.
        faults: The rule itself, for one of these objects.
    """

    code: str
    title: str
    subjects: Callable[[Case], Iterable[Subject]]
    faults: Callable[[Case, Subject], Iterator[Fault]]

    def violation(self, fault: Fault) -> Violation:
        """The fault as a violation of this rule with the full sentence."""
        place = fault.place()
        head = f"Правило «{self.title}»" + (f", {place}" if place else "")
        return Violation(
            rule=self.code,
            message=f"{head}: {fault.text.removesuffix('.')}.",
            order_no=fault.order_no,
            op_no=fault.op_no,
            row_no=fault.row_no,
        )


def rule(
    code: str, title: str, subjects: Callable[[Case], Iterable[Subject]]
) -> Callable[[Callable[[Case, Subject], Iterator[Fault]]], Rule[Case, Subject]]:
    """Declares the decorated function as the rule `code` over `subjects` of a case."""

    def declare(faults: Callable[[Case, Subject], Iterator[Fault]]) -> Rule[Case, Subject]:
        return Rule(code=code, title=title, subjects=subjects, faults=faults)

    return declare


def apply_rules(
    case: Case, rules: Iterable[Rule[Case, Any]]
) -> tuple[tuple[RuleCount, ...], tuple[Violation, ...]]:
    """Applies rules to a case.

    Returns:
        How often each rule was applied, and all violations in the order of the rules.
    """
    counts: list[RuleCount] = []
    violations: list[Violation] = []
    for each in rules:
        checked, before = 0, len(violations)
        for subject in each.subjects(case):
            checked += 1
            for fault in each.faults(case, subject):
                violations.append(each.violation(fault))  # noqa: PERF401 - most rules find nothing: no list of it
        counts.append(RuleCount(each.code, each.title, checked, len(violations) - before))
    return tuple(counts), tuple(violations)
