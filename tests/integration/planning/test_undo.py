"""Undo takes back what people did by hand, never what was computed."""

from __future__ import annotations

import datetime as dt

import pytest

from potok.operations.people.acting import SYSTEM
from potok.operations.planning.models import PlanVersion, Scenario
from potok.operations.planning.reads.review import review
from potok.operations.planning.services.moving import Move, move_line
from potok.operations.planning.services.undoing import ComputedPlanError, undo_change
from potok.operations.planning.snapshot import stored_rows


def moved(plan: PlanVersion) -> PlanVersion:
    line = plan.lines.filter(preliminary=False).order_by("-start_at").first()
    assert line is not None
    where = Move(line.order.order_no, line.op_no, line.machine.code, line.start_at + dt.timedelta(days=1))
    return move_line(SYSTEM, number=plan.number, move=where)


@pytest.mark.parametrize("of_scenario", [False, True])
def test_undo_goes_back_to_a_computed_plan_and_not_behind_it(
    draft: PlanVersion, *, of_scenario: bool
) -> None:
    if of_scenario:
        draft.runs.update(plan=None)
        Scenario.objects.create(title="сценарий", taken_as=draft)
    assert not review(draft.number).undoable
    changed = moved(draft)
    assert review(changed.number).undoable
    back = undo_change(SYSTEM, number=changed.number)
    assert back is not None
    assert stored_rows(back) == stored_rows(draft)
    seen = review(back.number)
    assert not seen.undoable
    assert of_scenario or seen.run is not None
    with pytest.raises(ComputedPlanError, match="рассчитан"):
        undo_change(SYSTEM, number=back.number)
    back.refresh_from_db()
    assert back.state == "draft"


def test_the_first_change_of_the_plan_in_force_can_be_taken_back(published: PlanVersion) -> None:
    changed = moved(published)
    assert review(changed.number).undoable
    assert undo_change(SYSTEM, number=changed.number) is None
    assert not review(published.number).undoable
