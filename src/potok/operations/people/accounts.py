"""Accounts of people: who may sign in, under which roles, with which password."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from axes.utils import reset as forget_failures
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.models import Workshop
from potok.operations.people.acting import SYSTEM, Actor, command
from potok.operations.people.errors import (
    AdministratorExistsError,
    LastAdministratorError,
    OwnAccountError,
    UnknownUserError,
    UserExistsError,
    WeakPasswordError,
    WrongPasswordError,
)
from potok.operations.people.models import ApiToken, RoleGrant, User
from potok.operations.people.roles import Role

#: Letters and digits that nobody confuses when a one-time password is dictated.
_CLEAR_SIGNS = "abcdefghkmnpqrstuvwxyz23456789"
_ONE_TIME_LENGTH = 12
_PLACE = "Пользователь"
_NAME = re.compile(r"[\w.@+-]{1,150}")
#: Advisory lock under which the last administrator is counted and the first one is made.
_ADMINISTRATORS = 0x61646D69


@dataclass(frozen=True, slots=True)
class Grant:
    """A role of a person; shop heads have it for a workshop, named by its code."""

    role: Role
    workshop: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What an administrator says of a person."""

    username: str
    last_name: str
    first_name: str = ""
    position: str = ""
    grants: tuple[Grant, ...] = ()


def create_user(actor: Actor, *, account: Account, one_time_password: str = "") -> str:
    """Make an account; returns its one-time password, which is shown only now.

    Args:
        one_time_password: As the caller wants it; empty = a random one.

    Raises:
        WeakPasswordError: The given password does not meet the rules.
        UserExistsError: The name is taken.
        InvalidDataError: Name or roles are wrong; all faults at once.
    """
    with command(actor, "manage_users"):
        _refuse_faults(account)
        if User.objects.filter(username__iexact=account.username).exists():
            raise UserExistsError(username=account.username)
        user = User(username=account.username)
        password = _one_time(user, one_time_password)
        _write(user, account)
    return password


def change_user(actor: Actor, *, account: Account) -> None:
    """Change name, position and roles of a person.

    Raises:
        UnknownUserError: There is none.
        LastAdministratorError: No administrator would be left.
        InvalidDataError: Name or roles are wrong; all faults at once.
    """
    with command(actor, "manage_users"):
        _refuse_faults(account)
        user = _locked(account.username)
        _write(user, account)
        _refuse_without_administrator(user)


def set_active(actor: Actor, *, username: str, active: bool) -> None:
    """Let a person sign in, or shut them out: sessions and API tokens end at once.

    Raises:
        OwnAccountError: Nobody shuts themselves out.
        LastAdministratorError: No administrator would be left.
    """
    with command(actor, "manage_users", why="включена" if active else "отключена"):
        user = _locked(username)
        if not active and user.pk == actor.user_id:
            raise OwnAccountError
        user.is_active = active
        user.save(update_fields=["is_active"])
        _refuse_without_administrator(user)


def reset_password(actor: Actor, *, username: str, one_time_password: str = "") -> str:
    """Give a person a one-time password; returns it, it is shown only now. Open sessions end.

    Args:
        one_time_password: As the caller wants it; empty = a random one.

    Raises:
        WeakPasswordError: The given password does not meet the rules.
        OwnAccountError: The own password is changed, not reset.
        UnknownUserError: There is no such person.
    """
    with command(actor, "manage_users", why="сброс пароля"):
        user = _locked(username)
        if user.pk == actor.user_id:
            raise OwnAccountError
        password = _one_time(user, one_time_password)
        user.save(update_fields=["password", "must_change_password"])
        forget_failures(username=user.username)
    return password


def unlock_user(actor: Actor, *, username: str) -> None:
    """Let a person sign in again at once after too many wrong passwords."""
    with command(actor, "manage_users", why="снята блокировка входа"):
        forget_failures(username=_locked(username).username)


def change_own_password(actor: Actor, *, old: str, new: str) -> User:
    """Change the own password; returns the user, whose present session is to be kept.

    Raises:
        WrongPasswordError: The old password is wrong.
        WeakPasswordError: The new one does not meet the rules or is the old one.
    """
    with command(actor, "change_own_password", why="смена своего пароля"):
        user = User.objects.select_for_update(no_key=True).get(pk=actor.person_id)
        if not user.check_password(old):
            raise WrongPasswordError
        if old == new:
            raise WeakPasswordError(reasons="он совпадает с прежним.")
        refuse_weak_password(new, user)
        user.set_password(new)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
    return user


def first_administrator(*, account: Account, password: str) -> User:
    """Make the administrator of an empty installation; works once.

    Raises:
        AdministratorExistsError: Somebody holds the role already.
        WeakPasswordError: The password does not meet the rules.
        InvalidDataError: The name is wrong.
    """
    with command(SYSTEM, "manage_users", why="первый администратор"):
        _lock_administrators()
        present = administrators()
        if present:
            raise AdministratorExistsError(usernames=", ".join(present))
        _refuse_faults(account)
        user = User.objects.filter(username=account.username).first() or User(username=account.username)
        refuse_weak_password(password, user)
        user.set_password(password)
        user.is_active, user.must_change_password = True, False
        _write(user, Account(**_fields(account), grants=(Grant(Role.ADMIN),)))
    return user


def administrators() -> list[str]:
    """Names of the active administrators."""
    found = User.objects.filter(is_active=True, grants__role=Role.ADMIN.value).order_by("username")
    return list(found.values_list("username", flat=True))


def administrator_is_missing() -> bool:
    """Whether nobody can manage the installation yet: one query."""
    return not RoleGrant.objects.filter(role=Role.ADMIN.value).exists()


def refuse_weak_password(password: str, user: User) -> None:
    """The rules of the settings.

    Raises:
        WeakPasswordError: They are not met.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPasswordError(reasons=" ".join(error.messages)) from None


def _fields(account: Account) -> dict[str, str]:
    return {
        "username": account.username,
        "last_name": account.last_name,
        "first_name": account.first_name,
        "position": account.position,
    }


def faults_of(account: Account, *, place: str = _PLACE, row: int | None = None) -> list[Problem]:
    """What is wrong with an account; `place` and `row` tell where it stands."""
    faults = []
    if not _NAME.fullmatch(account.username):
        expected = "до 150 букв, цифр и знаков @ . + - _ без пробелов"
        faults.append(Problem(place, row, "username", account.username or None, expected, "bad_text"))
    if not account.last_name:
        faults.append(Problem(place, row, "last_name", None, "фамилия", "required"))
    known = set(Workshop.objects.values_list("code", flat=True))
    for grant in account.grants:
        heads = grant.role is Role.SHOP_HEAD
        if not (grant.workshop in known if heads else not grant.workshop):
            expected = "цех из справочника" if heads else "роль без цеха"
            faults.append(
                Problem(place, row, "grants", grant.workshop or None, expected, "unknown_reference")
            )
    return faults


def _refuse_faults(account: Account) -> None:
    faults = faults_of(account)
    if faults:
        raise InvalidDataError(faults)


def _write(user: User, account: Account) -> None:
    user.first_name, user.last_name = account.first_name, account.last_name
    user.position = account.position
    user.save()
    write_grants(user, account.grants)


def write_grants(user: User, grants: Collection[Grant]) -> None:
    """Make the roles of a user these; what stays is not touched, so that the history tells real changes."""
    workshops = dict(Workshop.objects.values_list("code", "id"))
    wanted = {(grant.role.value, workshops[grant.workshop] if grant.workshop else None) for grant in grants}
    present = {(grant.role, grant.workshop_id): grant for grant in user.grants.all()}
    for key, grant in present.items():
        if key not in wanted:
            grant.delete()
    fresh = sorted(wanted - present.keys(), key=str)
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role, workshop_id=pk) for role, pk in fresh)


def _one_time(user: User, wanted: str) -> str:
    if wanted:
        refuse_weak_password(wanted, user)
    password = wanted or "".join(secrets.choice(_CLEAR_SIGNS) for _ in range(_ONE_TIME_LENGTH))
    user.set_password(password)
    user.must_change_password = True
    return password


def _locked(username: str) -> User:
    user = User.objects.select_for_update(no_key=True).filter(username=username).first()
    if user is None:
        raise UnknownUserError(username=username)
    return user


def _refuse_without_administrator(user: User) -> None:
    _lock_administrators()
    if not administrators():
        raise LastAdministratorError(username=user.username)


def _lock_administrators() -> None:
    """Two administrators must not shut each other out at the same moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADMINISTRATORS])


def revoke_token(actor: Actor, *, token_id: int) -> None:
    """End an API token of anybody."""
    with command(actor, "manage_users", why="ключ API отозван"):
        ApiToken.objects.filter(pk=token_id, revoked_at__isnull=True).update(revoked_at=timezone.now())
