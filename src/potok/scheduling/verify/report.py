"""What a check says: the rules it looked at, the violations it found, the plan it was about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from potok.scheduling.plan import PlanRow


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach of one rule.

    Attributes:
        rule: Stable code of the rule ("no_overlap", …).
        message: Russian sentence naming rule, order, operation, row and the numbers.
        order_no: Order concerned, None where there is none.
        op_no: Operation concerned.
        row_no: Row of plan.csv as the user counts it (header = row 1).
    """

    rule: str
    message: str
    order_no: str | None = None
    op_no: int | None = None
    row_no: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The violation as plain data for JSON."""
        return {
            "rule": self.rule,
            "message": self.message,
            "order_no": self.order_no,
            "op_no": self.op_no,
            "row": self.row_no,
        }


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule that was checked.

    Attributes:
        code: Stable code of the rule.
        title: Russian name of the rule.
        checked: How many objects (rows, operations, orders …) the rule was applied to.
        violated: How many violations it found.
    """

    code: str
    title: str
    checked: int
    violated: int

    def as_dict(self) -> dict[str, Any]:
        """The count as plain data for JSON."""
        return {
            "code": self.code,
            "title": self.title,
            "checked": self.checked,
            "violated": self.violated,
        }


@dataclass(frozen=True)
class CheckReport:
    """The result of a check.

    Attributes:
        rows: The rows checked.
        rules: Every rule that was applied, in the order of checking.
        violations: Everything that was found, by rule.
    """

    rows: Sequence[PlanRow] = field(repr=False)
    rules: tuple[RuleCount, ...]
    violations: tuple[Violation, ...]

    @cached_property
    def fingerprint(self) -> str:
        """Short hash of the rows checked ("7C1E-40A9"), the same for any order of rows."""
        return fingerprint(self.rows)

    @property
    def ok(self) -> bool:
        """True when no rule is violated."""
        return not self.violations

    @property
    def violated_rules(self) -> frozenset[str]:
        """Codes of the violated rules."""
        return frozenset(violation.rule for violation in self.violations)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data for JSON."""
        return {
            "ok": self.ok,
            "fingerprint": self.fingerprint,
            "rules": [rule.as_dict() for rule in self.rules],
            "violations": [violation.as_dict() for violation in self.violations],
        }


def joined(reports: Iterable[CheckReport]) -> CheckReport:
    """Several reports about one plan as one; the rows are those of the first."""
    listed = tuple(reports)
    return CheckReport(
        rows=listed[0].rows,
        rules=tuple(rule for report in listed for rule in report.rules),
        violations=tuple(violation for report in listed for violation in report.violations),
    )


def fingerprint(rows: Iterable[PlanRow]) -> str:
    """Short hash of a plan, eight hexadecimal digits in two groups.

    Rows are written canonically (quantities and set-ups without trailing zeros) and sorted, so that
    the same plan has the same fingerprint in memory, in a file and in the books.
    """
    lines = sorted(
        f"{row.machine_id};{row.start_at.isoformat()};{row.finish_at.isoformat()};{row.order_no};"
        f"{row.op_no};{row.batch_no};{row.part_no};{row.qty.normalize():f};{row.setup_min.normalize():f}"
        for row in rows
    )
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"
