"""Who am I: the person behind the token, their roles and what these permit."""

from __future__ import annotations

from ninja import Schema

from potok.api.section import Section
from potok.operations.people.acting import Actor
from potok.operations.people.rights import COMMANDS

section = Section("Пользователь")


class RoleOut(Schema):
    """A role with its Russian name."""

    code: str
    label: str


class MeOut(Schema):
    """The person behind the token."""

    name: str
    roles: list[RoleOut]
    rights: list[str]


@section.read("/me", right=None, answer=MeOut, summary="Кто я: роли и права")
def me(actor: Actor) -> MeOut:
    """The person behind the token."""
    return MeOut(
        name=actor.name,
        roles=[RoleOut(code=role.value, label=role.label) for role in sorted(actor.roles)],
        rights=[command for command in COMMANDS if actor.may(command)],
    )
