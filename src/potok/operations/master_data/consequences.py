"""What follows from changed master data: covers are checked anew, the plan in force becomes doubtful."""

from __future__ import annotations

from django.utils import timezone

from potok.operations.master_data.resource import After, Difference
from potok.operations.orders.services.checking import check_all_orders
from potok.operations.planning.services.doubts import doubt_plan

#: Fields that no rule looks at.
_COSMETIC = frozenset(
    {"name", "note", "family", "price_rub", "commissioned_year", "crew_people", "grade", "op_name"}
)


def covers_follow(difference: Difference) -> None:
    """All open orders are checked: requirement of new ones, latest starts, dates, signals."""
    if _matters(difference):
        check_all_orders()


def plan_follows(what: str) -> After:
    """Covers are checked and the plan in force is marked as to be checked.

    Args:
        what: What changed, for the mark («календарь»).
    """

    def after(difference: Difference) -> None:
        if _matters(difference):
            check_all_orders()
            doubt_plan(what, at=timezone.now())

    return after


def _matters(difference: Difference) -> bool:
    if difference.new or difference.removed:
        return True
    return any(_changed_fields(old, new) - _COSMETIC for old, new in difference.changed)


def _changed_fields(old: object, new: object) -> set[str]:
    names = old.__dataclass_fields__  # type: ignore[attr-defined]  # records are dataclasses
    return {name for name in names if getattr(old, name) != getattr(new, name)}
