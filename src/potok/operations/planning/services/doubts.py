"""The plan in force when something under it changed: to be checked until a planner has looked."""

from __future__ import annotations

import datetime as dt

from potok.operations.people.acting import Actor, command
from potok.operations.planning.errors import UnknownPlanError
from potok.operations.planning.models import PlanVersion

_SEPARATOR = "; "
_LONGEST = 250


def doubt_plan(what: str, *, at: dt.datetime) -> bool:
    """Mark the plan in force; returns whether there is one. Runs inside the caller's transaction.

    Args:
        what: What changed («календарь цеха № 1»); several changes are listed once each.
    """
    plan = PlanVersion.objects.select_for_update(no_key=True).filter(state="published").first()
    if plan is None:
        return False
    listed = [text for text in plan.doubt.split(_SEPARATOR) if text]
    if what not in listed:
        listed.append(what)
    plan.doubt = _SEPARATOR.join(listed)[-_LONGEST:]
    plan.doubted_at = at
    plan.save(update_fields=["doubt", "doubted_at"])
    return True


def confirm_plan(actor: Actor, *, number: int) -> None:
    """The planner has looked at the plan and keeps it.

    Raises:
        UnknownPlanError: No plan with that number is in force.
    """
    with command(actor, "check_plan", why=f"план № {number} проверен"):
        found = PlanVersion.objects.filter(number=number, state="published")
        if not found.update(doubt="", doubted_at=None):
            raise UnknownPlanError(number=number)
