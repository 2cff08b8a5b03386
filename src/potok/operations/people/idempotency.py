"""A repeated command answers as the first time instead of acting again (order-workflow 11)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction

from potok.operations.people.acting import Actor
from potok.operations.people.errors import IdempotencyKeyReusedError
from potok.operations.people.models import IdempotencyKey


def once(
    actor: Actor, *, key: str, name: str, request: bytes, act: Callable[[], tuple[int, Any]]
) -> tuple[int, Any]:
    """Run a command under a key, in one transaction with the note of its answer.

    A second request with the same key waits for the first one and gets its answer. A command that
    fails leaves no note, so that it may be repeated.

    Args:
        actor: Who sends the command; a signed-in person.
        key: The Idempotency-Key.
        name: Name of the command.
        request: Body of the request: the same key with another body is refused.
        act: The command; returns the HTTP status and the JSON answer.

    Raises:
        IdempotencyKeyReusedError: The key belongs to another command or other data.
    """
    fingerprint = hashlib.sha256(name.encode() + b"\0" + request).hexdigest()
    with transaction.atomic():
        note, created = IdempotencyKey.objects.get_or_create(
            user_id=actor.person_id, key=key, defaults={"command": name, "request_digest": fingerprint}
        )
        if not created:
            note = IdempotencyKey.objects.select_for_update().get(pk=note.pk)
            if note.request_digest != fingerprint:
                raise IdempotencyKeyReusedError(key=key)
            if note.status is not None:
                return note.status, note.response
        note.status, note.response = act()
        note.save(update_fields=["status", "response"])
        return note.status, note.response
