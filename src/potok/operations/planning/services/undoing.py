"""The last change by hand undone: the draft before it comes back, or the plan in force stays alone."""

from __future__ import annotations

import time

from potok.operations.people.acting import Actor, command
from potok.operations.planning.errors import PlanNotDraftError
from potok.operations.planning.marks import marks_of
from potok.operations.planning.models import PlanVersion
from potok.operations.planning.reads.versions import plan_by_number
from potok.operations.planning.services.drafts import put_aside, save_draft
from potok.operations.planning.snapshot import lines_of_plan, request_beside, sorted_rows, stored_plan


def undo_change(actor: Actor, *, number: int) -> PlanVersion | None:
    """Put a draft aside and bring back the draft that it was made of; None when it was the first.

    The work comes back as it was, as a new draft: a version that was put aside stays so.

    Raises:
        UnknownPlanError, PlanNotDraftError: There is no such draft.
        PlanBreaksRulesError: The books changed, the work before breaks a rule now.
    """
    with command(actor, "move_line", why=f"отмена последней правки черновика {number}"):
        started = time.monotonic()
        version = plan_by_number(number)
        if version.state != "draft":
            raise PlanNotDraftError(number=number, state=version.get_state_display())
        put_aside(version)
        before = version.replaces
        if before is None:
            return None
        lines = lines_of_plan(before)
        request = request_beside(before, lines)
        return save_draft(
            actor,
            request,
            stored_plan(before, request, sorted_rows(lines)),
            title=before.title,
            seconds=time.monotonic() - started,
            marks=marks_of(before).with_pins_of(version),
            replaces=before.replaces,
        )
