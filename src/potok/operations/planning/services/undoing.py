"""The last change by hand undone: the draft before it comes back, or the plan in force stays alone.

What was computed is never undone: a computed draft that comes back is computed still.
"""

from __future__ import annotations

import time
from typing import ClassVar

from potok.errors import PotokError
from potok.operations.people.acting import Actor, command
from potok.operations.planning.errors import PlanNotDraftError
from potok.operations.planning.marks import marks_of
from potok.operations.planning.models import PlanVersion, Scenario
from potok.operations.planning.reads.versions import is_undoable, plan_by_number
from potok.operations.planning.services.drafts import put_aside, save_draft
from potok.operations.planning.snapshot import lines_of_plan, request_beside, sorted_rows, stored_plan


class ComputedPlanError(PotokError):
    """There is no change by hand to take back."""

    code: ClassVar[str] = "plan_is_computed"
    template: ClassVar[str] = (
        "Черновик № {number} рассчитан, правок в нём нет: отменять нечего. Если он не нужен, отклоните его."
    )
    http_status: ClassVar[int] = 409


def undo_change(actor: Actor, *, number: int) -> PlanVersion | None:
    """Put a draft aside and bring back the draft that it was made of; None when it was the first.

    The work comes back as it was, as a new draft: a version that was put aside stays so.

    Raises:
        UnknownPlanError, PlanNotDraftError: There is no such draft.
        ComputedPlanError: No change by hand made it.
        PlanBreaksRulesError: The books changed, the work before breaks a rule now.
    """
    with command(actor, "move_line", why=f"отмена последней правки черновика {number}"):
        started = time.monotonic()
        version = plan_by_number(number)
        if version.state != "draft":
            raise PlanNotDraftError(number=number, state=version.get_state_display())
        if not is_undoable(version):
            raise ComputedPlanError(number=number)
        put_aside(version)
        before = version.replaces
        if before is None:
            return None
        lines = lines_of_plan(before)
        request = request_beside(before, lines)
        draft = save_draft(
            actor,
            request,
            stored_plan(before, request, sorted_rows(lines)),
            title=before.title,
            seconds=time.monotonic() - started,
            marks=marks_of(before).with_pins_of(version),
            replaces=before.replaces,
        )
        before.runs.update(plan=draft)
        Scenario.objects.filter(taken_as=before).update(taken_as=draft)
        return draft
