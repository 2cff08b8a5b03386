"""Everything a planner looks at before a plan is accepted, as plain values for the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from potok.operations.planning.diff import OrderChange, PlanDiff, figures_of, plan_diff
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.reads.board import plan_head
from potok.operations.planning.reads.causes import frozen_moves, late_causes
from potok.operations.planning.reads.versions import (
    current_plan,
    is_undoable,
    latest_draft,
    plan_by_number,
    run_of_plan,
)


@dataclass(frozen=True, slots=True)
class Review:
    """A version with what it changes.

    Attributes:
        head: `plan_head` of the version, None when there is no plan at all.
        figures: Late orders, days late, set-up hours, planned orders.
        base: Number of the plan that a draft would replace.
        difference: Changes of a draft against its base, None for other versions.
        causes: Late orders by cause.
        frozen_moves: Lines that a draft moves in the frozen zone.
        run: The run that made the version.
        undoable: Whether the last change by hand can be taken back.
    """

    head: Mapping[str, Any] | None = None
    figures: Mapping[str, float] | None = None
    base: int | None = None
    difference: PlanDiff | None = None
    causes: Mapping[str, int] | None = None
    frozen_moves: tuple[tuple[str, int], ...] = ()
    run: Mapping[str, Any] | None = None
    undoable: bool = False

    @property
    def number(self) -> int | None:
        """Number of the version."""
        return self.head["number"] if self.head else None

    @property
    def is_draft(self) -> bool:
        """Whether it can be accepted."""
        return self.head is not None and self.head["state"] == "draft"

    def victims(self) -> list[OrderChange]:
        """Urgent orders that a draft makes late: they are left out unless the planner insists."""
        broken = self.difference.of_kind("broken") if self.difference else []
        return [change for change in broken if change.priority == 1]


def shown_plan(number: int | None) -> PlanVersion | None:
    """The asked version, else the plan in force, else the newest draft.

    Raises:
        UnknownPlanError: No plan has that number.
    """
    return plan_by_number(number) if number is not None else current_plan() or latest_draft()


def review(number: int | None) -> Review:
    """The asked version (default as `shown_plan`) with its figures and changes.

    Raises:
        UnknownPlanError: No plan has that number.
    """
    version = shown_plan(number)
    if version is None:
        return Review()
    draft = version.state == "draft"
    return Review(
        head=plan_head(version),
        figures=figures_of(version),
        base=version.based_on.number if version.based_on else None,
        difference=plan_diff(version, version.based_on) if draft else None,
        causes=late_causes(version),
        frozen_moves=tuple(frozen_moves(version, version.based_on)) if draft else (),
        run=run_of_plan(version),
        undoable=is_undoable(version),
    )
