"""Who sees the data of single workers that some kinds of lines hold (conventions 6, issue 5 point 4).

A line without a workshop has no head: of the heads, only that of the line's own workshop sees its people.
"""

from __future__ import annotations

from potok.operations.people.acting import Actor, require
from potok.operations.people.rights import NoRightError

#: The right in the table; heads have it for their own workshop only.
SEE_PEOPLE = "read_line_workers"
#: No workshop has this key.
_NO_WORKSHOP = 0


def sees_people(actor: Actor, workshop_id: int | None) -> bool:
    """Whether the person may see the workers of a line of that workshop."""
    try:
        require_people(actor, workshop_id)
    except NoRightError:
        return False
    return True


def require_people(actor: Actor, workshop_id: int | None) -> None:
    """Refuse somebody who may not see the workers of a line of that workshop.

    Raises:
        NoRightError: They may not.
    """
    require(actor, SEE_PEOPLE, workshop_id=workshop_id or _NO_WORKSHOP)
