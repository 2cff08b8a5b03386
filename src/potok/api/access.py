"""Who calls the API, and commands that a repeated key does not repeat."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja.security import HttpBearer

from potok.operations.people.acting import Actor, actor_of, require
from potok.operations.people.errors import IdempotencyKeyMissingError
from potok.operations.people.idempotency import once
from potok.operations.people.services import user_of_token

#: What an Idempotency-Key may be: up to a hundred visible ASCII characters.
KEY_PATTERN = r"[!-~]{1,100}"


class TokenAuth(HttpBearer):
    """`Authorization: Bearer TOKEN` of a user (`potok token USER`) who has a right.

    The right is looked at before the request is read: who may not give a command learns nothing about
    the data it wants.

    Args:
        right: Name in the table of rights; None = every user.
    """

    def __init__(self, right: str | None = None) -> None:
        super().__init__()
        self.right = right

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The acting person, None for an unknown token.

        Raises:
            NoRightError: No role of the person has the right.
        """
        user = user_of_token(token)
        if user is None:
            return None
        request._cached_user = user  # type: ignore[attr-defined]  # noqa: SLF001 - where the log looks for the caller
        actor = actor_of(user, request_id=getattr(request, "request_id", ""))
        if self.right is not None:
            require(actor, self.right)
        return actor


def acting(request: HttpRequest) -> Actor:
    """The person behind an authenticated request."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


def run_command(
    request: HttpRequest, name: str, act: Callable[[], tuple[int, Any]], *, content: bytes | None = None
) -> JsonResponse:
    """Run a command that changes the books, once for each Idempotency-Key.

    Args:
        name: Name of the command in the table of rights.
        act: Runs the service; returns the HTTP status and the JSON answer.
        content: What the request says, where its body tells it badly (an upload); None = the body.

    Raises:
        IdempotencyKeyMissingError: The header is missing, too long or not plain ASCII.
        IdempotencyKeyReusedError: The key belongs to another request.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(KEY_PATTERN, key):
        raise IdempotencyKeyMissingError
    said = request.body if content is None else content
    address = f"{request.method} {request.get_full_path()}\n".encode()
    status, answer = once(acting(request), key=key, name=name, request=address + said, act=act)
    return JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False}, safe=False)
