"""Accounts: users, roles, passwords."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from ninja import Schema
from pydantic import Field, StringConstraints

from potok.api.fields import Code, Given, Line, Moment, Nothing
from potok.api.section import Section
from potok.operations.people import accounts
from potok.operations.people.acting import Actor
from potok.operations.people.reads import UserRow, user_row, user_rows
from potok.operations.people.roles import Role

section = Section("Пользователи и роли")

Username: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=150, pattern=r"^[\w.@+-]+$")]
Name: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=150, pattern=r"^[^\x00-\x1f\x7f]*$")
]


Secret: TypeAlias = Annotated[
    str, StringConstraints(min_length=8, max_length=128, pattern=r"^[^\x00-\x1f\x7f]+$")
]


class GrantIn(Given):
    """A role; shop heads name their workshop."""

    role: Role
    workshop: Code | None = None


class GrantOut(Schema):
    """A role; shop heads have it for a workshop."""

    role: Role
    workshop: str


class UserIn(Given):
    """What an administrator says of a person."""

    last_name: Name
    first_name: Name = ""
    position: Name = ""
    grants: list[GrantIn] = Field(default_factory=list, max_length=100)

    def account(self, username: str) -> accounts.Account:
        """For the service."""
        return accounts.Account(
            username=username,
            last_name=self.last_name,
            first_name=self.first_name,
            position=self.position,
            grants=tuple(accounts.Grant(one.role, one.workshop or "") for one in self.grants),
        )


class OneTimePasswordIn(Given):
    """The one-time password that the person gets; it is changed at the first sign-in.

    The caller chooses it, so that no answer and no note of an answer ever holds a password.
    """

    one_time_password: Secret


class NewUserIn(UserIn, OneTimePasswordIn):
    """A new account."""

    username: Username


class UserOut(Schema):
    """An account."""

    username: str
    last_name: str
    first_name: str
    position: str
    grants: list[GrantOut]
    is_active: bool
    one_time: bool = Field(description="Пароль одноразовый: меняется при первом входе.")
    locked: bool
    last_login: Moment | None


class UserList(Schema):
    """Accounts by surname."""

    users: list[UserOut]


class ActiveIn(Given):
    """Whether the person may sign in."""

    active: bool


@section.read("", right="manage_users", answer=UserList, summary="Пользователи")
def list_users(_: Actor) -> dict[str, Any]:
    """All accounts."""
    return {"users": user_rows()}


@section.command("", name="manage_users", answer=UserOut, status=201, summary="Завести пользователя")
def create(actor: Actor, given: NewUserIn) -> UserRow:
    """A new account with the given one-time password."""
    account = given.account(given.username)
    accounts.create_user(actor, account=account, one_time_password=given.one_time_password)
    return user_row(given.username)


@section.command(
    "/{username}", name="manage_users", method="PUT", answer=UserOut, summary="Изменить пользователя"
)
def change(actor: Actor, username: Line, given: UserIn) -> UserRow:
    """Name, position and roles."""
    accounts.change_user(actor, account=given.account(username))
    return user_row(username)


@section.command("/{username}/reset-password", name="manage_users", answer=UserOut, summary="Сбросить пароль")
def reset(actor: Actor, username: Line, given: OneTimePasswordIn) -> UserRow:
    """The given one-time password; open sessions end."""
    accounts.reset_password(actor, username=username, one_time_password=given.one_time_password)
    return user_row(username)


@section.command("/{username}/active", name="manage_users", answer=UserOut, summary="Включить или отключить")
def set_active(actor: Actor, username: Line, given: ActiveIn) -> UserRow:
    """Let in or shut out."""
    accounts.set_active(actor, username=username, active=given.active)
    return user_row(username)


@section.command("/{username}/unlock", name="manage_users", answer=UserOut, summary="Снять блокировку входа")
def unlock(actor: Actor, username: Line, given: Nothing) -> UserRow:  # noqa: ARG001 - an empty body
    """Forget wrong passwords."""
    accounts.unlock_user(actor, username=username)
    return user_row(username)
