"""Who looks at the page: the acting person of a request, found once."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from potok.operations.people.acting import Actor, actor_of
from potok.operations.people.roles import Role

_NOBODY = Actor(user_id=None, name="", roles=frozenset())
_KEPT_AS = "_potok_actor"


def actor(request: HttpRequest) -> Actor:
    """The signed-in person with their roles; without rights when nobody is signed in.

    One query a request; the number of the request in the log goes into the history of everything that
    the person changes.
    """
    known = getattr(request, _KEPT_AS, None)
    if known is None:
        known = _find(request)
        setattr(request, _KEPT_AS, known)
    return cast("Actor", known)


def _find(request: HttpRequest) -> Actor:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return _NOBODY
    return actor_of(user, request_id=getattr(request, "request_id", ""))


def role_words(person: Actor) -> str:
    """Roles of a person in words, for the user menu."""
    return ", ".join(role.label for role in Role if role in person.roles)


def initials(name: str) -> str:
    """«МК» for «М. Котова», two first letters of a user name."""
    words = [word for word in name.replace(".", " ").split() if word]
    if len(words) > 1:
        return (words[0][0] + words[1][0]).upper()
    return name[:2].upper()
