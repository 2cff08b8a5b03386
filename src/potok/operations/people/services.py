"""Users, role grants and API tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from potok.operations.people.accounts import Grant, write_grants
from potok.operations.people.acting import Actor, command
from potok.operations.people.errors import UnknownUserError
from potok.operations.people.models import ApiToken, User
from potok.operations.people.roles import Role


def digest(token: str) -> str:
    """What is kept of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def issue_token(username: str, *, label: str = "") -> str:
    """Make a new API token of a user; it is shown only now.

    Raises:
        UnknownUserError: No active user has that name.
    """
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise UnknownUserError(username=username)
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(user=user, digest=digest(token), label=label)
    return token


def user_of_token(token: str) -> User | None:
    """The active user whose token it is, None for an unknown or revoked one."""
    found = (
        ApiToken.objects.filter(digest=digest(token), revoked_at__isnull=True, user__is_active=True)
        .select_related("user")
        .first()
    )
    return found.user if found else None


def revoke_tokens(username: str) -> int:
    """Revoke all tokens of a user; returns how many."""
    return ApiToken.objects.filter(user__username=username, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )


def save_user(
    actor: Actor,
    *,
    username: str,
    first_name: str,
    last_name: str,
    roles: Iterable[tuple[Role, str | None]],
    password: str | None = None,
    position: str = "",
) -> User:
    """Create or change a user with their roles; a shop head's role names the workshop's code."""
    with command(actor, "manage_users"), transaction.atomic():
        user, _ = User.objects.get_or_create(username=username)
        user.first_name, user.last_name, user.position = first_name, last_name, position
        if password is not None:
            user.set_password(password)
        user.save()
        write_grants(user, [Grant(role, code or "") for role, code in roles])
    return user
