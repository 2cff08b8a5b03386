"""What pages read of people: accounts with their roles, locks, tokens and history."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from potok.operations.field_history import FieldChange, Shown, events_of, field_changes
from potok.operations.people.accounts import Account, Grant
from potok.operations.people.errors import UnknownUserError
from potok.operations.people.models import ApiToken, RoleGrant, User
from potok.operations.people.roles import Role

_USER_FIELDS = {
    "username": Shown("Имя пользователя"),
    "last_name": Shown("Фамилия"),
    "first_name": Shown("Имя"),
    "position": Shown("Должность"),
    "is_active": Shown("Действует"),
    "must_change_password": Shown("Пароль одноразовый"),
}


@dataclass(frozen=True, slots=True)
class UserRow:
    """An account as the list shows it.

    Attributes:
        locked: Too many wrong passwords: sign-in is refused for some minutes.
        one_time: The password must be changed at the next sign-in.
    """

    username: str
    name: str
    first_name: str
    last_name: str
    position: str
    grants: tuple[Grant, ...]
    is_active: bool
    one_time: bool
    locked: bool
    last_login: dt.datetime | None

    @property
    def account(self) -> Account:
        """What an administrator says of the person."""
        return Account(self.username, self.last_name, self.first_name, self.position, self.grants)


@dataclass(frozen=True, slots=True)
class TokenRow:
    """An API token that works."""

    id: int
    label: str
    created_at: dt.datetime
    last_used_at: dt.datetime | None


def user_rows(*, text: str = "", role: str = "", active: bool | None = None) -> list[UserRow]:
    """Accounts by surname: three queries.

    Args:
        text: Part of the user name, name or position.
        role: Code of a role they hold, empty = any.
        active: Only those that may sign in, or only those that may not.
    """
    found = User.objects.order_by("last_name", "first_name", "username")
    if text:
        found = found.filter(
            Q(username__icontains=text)
            | Q(last_name__icontains=text)
            | Q(first_name__icontains=text)
            | Q(position__icontains=text)
        )
    if role:
        found = found.filter(grants__role=role).distinct()
    if active is not None:
        found = found.filter(is_active=active)
    users = list(found)
    grants: dict[int, list[Grant]] = defaultdict(list)
    listed = RoleGrant.objects.filter(user__in=users).order_by("role", "workshop__code")
    for user_id, code, workshop in listed.values_list("user_id", "role", "workshop__code"):
        grants[user_id].append(Grant(Role(code), workshop or ""))
    locked = _locked_names()
    return [
        UserRow(
            username=user.username,
            name=user.short_name,
            first_name=user.first_name,
            last_name=user.last_name,
            position=user.position,
            grants=tuple(grants[user.pk]),
            is_active=user.is_active,
            one_time=user.must_change_password,
            locked=user.username in locked,
            last_login=user.last_login,
        )
        for user in users
    ]


def user_row(username: str) -> UserRow:
    """One account.

    Raises:
        UnknownUserError: There is none.
    """
    for row in user_rows(text=username):
        if row.username == username:
            return row
    raise UnknownUserError(username=username)


def tokens_of(username: str) -> list[TokenRow]:
    """API tokens of a person that work: one query."""
    found = ApiToken.objects.filter(user__username=username, revoked_at__isnull=True).order_by("-id")
    return [TokenRow(*values) for values in found.values_list("id", "label", "created_at", "last_used_at")]


def user_history(username: str) -> tuple[FieldChange, ...]:
    """Changes of an account and of its roles, the newest first: three queries."""
    pk = User.objects.values_list("pk", flat=True).get(username=username)
    own = field_changes(events_of(User).filter(pgh_obj_id=pk), _USER_FIELDS, name="username")
    grants = field_changes(
        events_of(RoleGrant).filter(user_id=pk),
        {},
        name="role",
        row_columns=("workshop__code",),
        row_of=_workshop_words,
    )
    told = [_of_role(change) for change in grants]
    return tuple(sorted([*own, *told], key=lambda change: change.at, reverse=True))


def _of_role(change: FieldChange) -> FieldChange:
    code = change.new or change.old
    label = "Роль добавлена" if change.new else "Роль снята"
    words = f"{Role(code).label}{change.row}"
    old, new = (None, words) if change.new else (words, None)
    return FieldChange("", "", label, old, new, change.at, change.who, change.why)


def _workshop_words(state: Mapping[str, Any]) -> str:
    code = state["workshop__code"]
    return f", цех № {code}" if code else ""


def _locked_names() -> set[str]:
    """User names whose sign-in is refused now."""
    since = timezone.now() - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    found = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gte=since
    )
    return {name for name in found.values_list("username", flat=True) if name}
