"""Who acts: the person behind a command and the transaction in which the command runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from potok.operations.history_context import history_context
from potok.operations.people.rights import COMMANDS, OWN_WORKSHOP_ONLY, NoRightError, may, roles_for
from potok.operations.people.roles import Role

if TYPE_CHECKING:
    from potok.operations.people.models import User


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system, `user_id` None) with the roles they hold.

    Attributes:
        workshops: Ids of the workshops that the person heads.
        request_id: Of the request that carries the command, for history.
    """

    user_id: int | None
    name: str
    roles: frozenset[Role]
    workshops: frozenset[int] = frozenset()
    request_id: str = ""

    @property
    def person_id(self) -> int:
        """Id of the person; only people, not the system, may ask for it."""
        if self.user_id is None:
            raise ValueError("the system is no person")
        return self.user_id

    def with_request(self, request_id: str) -> Actor:
        """The same person acting in a request."""
        return replace(self, request_id=request_id)

    def may(self, command: str) -> bool:
        """Whether the person may give the command (of any workshop)."""
        return may(command, self.roles)

    def role_for(self, command: str) -> str:
        """The role under which the person gives the command, for events."""
        fitting = sorted(COMMANDS[command] & self.roles)
        return fitting[0] if fitting else ""


#: Imports, demo play and nightly checks act as the system, with every right.
SYSTEM = Actor(user_id=None, name="Поток", roles=frozenset(Role))


def actor_of(user: User, *, request_id: str = "") -> Actor:
    """The acting person of a signed-in user (one query)."""
    grants = list(user.grants.values_list("role", "workshop_id"))
    return Actor(
        user_id=user.pk,
        name=user.short_name,
        roles=frozenset(Role(role) for role, _ in grants),
        workshops=frozenset(workshop for _, workshop in grants if workshop is not None),
        request_id=request_id,
    )


@contextmanager
def command(actor: Actor, name: str, *, why: str = "", workshop_id: int | None = None) -> Iterator[None]:
    """One command: rights, one transaction, and its who, why, request and plant moment for the history.

    Raises:
        NoRightError: No role of the actor may give the command, or not for that workshop.
    """
    require(actor, name, workshop_id=workshop_id)
    with (
        transaction.atomic(),
        history_context(
            user=actor.user_id,
            who=actor.name,
            command=name,
            why=why,
            request=actor.request_id,
        ),
    ):
        yield


def require(actor: Actor, name: str, *, workshop_id: int | None = None) -> None:
    """Refuse a command that the actor may not give."""
    allowed = actor.may(name)
    foreign = (
        name in OWN_WORKSHOP_ONLY
        and workshop_id is not None
        and actor.user_id is not None
        and COMMANDS[name] & actor.roles == {Role.SHOP_HEAD}
        and workshop_id not in actor.workshops
    )
    if not allowed:
        raise NoRightError(command=name, roles=roles_for(name))
    if foreign:
        raise NoRightError(command=name, roles="начальник того цеха, где идёт эта работа")


def plant_moment(metadata: Mapping[str, Any], recorded_at: dt.datetime) -> dt.datetime:
    """The plant moment that a command noted, the real one for a change outside of commands."""
    noted = metadata.get("at")
    return dt.datetime.fromisoformat(noted) if noted else recorded_at
