"""Needs put aside by a person, and taken up again."""

from __future__ import annotations

from collections.abc import Collection

from potok.operations.bulk_writes import insert_rows
from potok.operations.notices.models import Dismissal
from potok.operations.notices.reads import notices_of
from potok.operations.people.acting import Actor, command


def dismiss_notices(actor: Actor, *, keys: Collection[str] | None = None) -> int:
    """Put needs aside as they are now; they come back when they change.

    Args:
        keys: Keys of notices; None = all that wait. Keys of needs that are gone do nothing.

    Returns:
        How many were put aside.
    """
    with command(actor, "dismiss_notices"):
        rows = [
            {"user": actor.person_id, "key": notice.key, "fingerprint": notice.mark}
            for group in notices_of(actor)
            for notice in group.waiting
            if keys is None or notice.key in keys
        ]
        insert_rows(Dismissal, ("user", "key", "fingerprint"), rows, key=("user", "key"))
    return len(rows)


def restore_notice(actor: Actor, *, key: str) -> None:
    """Take up again what was put aside."""
    with command(actor, "dismiss_notices"):
        Dismissal.objects.filter(user_id=actor.person_id, key=key).delete()
