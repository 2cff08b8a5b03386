"""Who calls the API, and commands that a repeated key does not repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja.security import HttpBearer

from potok.operations.people.acting import Actor, actor_of
from potok.operations.people.errors import IdempotencyKeyMissingError
from potok.operations.people.idempotency import once
from potok.operations.people.services import user_of_token

MAX_KEY_LENGTH = 100


class TokenAuth(HttpBearer):
    """`Authorization: Bearer TOKEN` of a user (`potok token USER`)."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The acting person, None for an unknown token."""
        user = user_of_token(token)
        if user is None:
            return None
        return actor_of(user, request_id=request.headers.get("X-Request-ID", "")[:64])


def acting(request: HttpRequest) -> Actor:
    """The person behind an authenticated request."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


def run_command(
    request: HttpRequest, name: str, act: Callable[[Actor], tuple[int, dict[str, Any]]]
) -> JsonResponse:
    """Run a command that changes the books, once for each Idempotency-Key.

    Args:
        name: Name of the command in the table of rights.
        act: Runs the service; returns the HTTP status and the JSON answer.

    Raises:
        IdempotencyKeyMissingError: The header is missing or too long.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= MAX_KEY_LENGTH:
        raise IdempotencyKeyMissingError
    actor = acting(request)
    status, answer = once(actor, key=key, name=name, request=request.body, act=lambda: act(actor))
    return JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False}, safe=False)
