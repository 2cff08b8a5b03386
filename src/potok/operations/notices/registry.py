"""Sources of notices: departments declare here, by a cheap query, what waits for whom.

A department writes its sources in its module `notices`; all of them are found when Django starts. A need is
a state, not an event: it is there as long as its query finds it, and what a person has put aside comes back
when its fingerprint changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role

Tone: TypeAlias = Literal["", "wait", "bad", "done"]
#: A source shows so many needs; what lies beyond is told as «ещё».
MOST_OF_A_SOURCE = 100


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits for a person.

    Attributes:
        key: Names the need within its source («ЗП-0140»).
        fingerprint: Changes when the need becomes another one (a new date, a new quantity).
        title: What waits, one line.
        text: The figures behind it.
        subject: What it is about, kind and key («order», «ЗП-0140»): pages make a link of it.
        at: Since when, with its zone; None = unknown.
    """

    key: str
    fingerprint: str
    title: str
    text: str = ""
    subject: tuple[str, str] = ("", "")
    at: dt.datetime | None = None
    tone: Tone = "wait"


#: Finds the needs of a person, at most `limit` of them, the most pressing first: one query.
Find: TypeAlias = Callable[[Actor, int], Iterable[Need]]


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of needs.

    Attributes:
        code: Stable name, part of the key of every need.
        title: Russian heading.
        icon: Icon of the sprite.
        roles: Whose needs these are.
    """

    code: str
    title: str
    icon: str
    roles: frozenset[Role]
    find: Find


_SOURCES: dict[str, Source] = {}


def source(code: str, title: str, *, icon: str, roles: Iterable[Role]) -> Callable[[Find], Find]:
    """Declare a source of needs.

    Raises:
        ValueError: Another source has the code.
    """

    def declare(find: Find) -> Find:
        if code in _SOURCES and _SOURCES[code].find.__module__ != find.__module__:
            raise ValueError(f"two sources of notices are called {code}")
        _SOURCES[code] = Source(code, title, icon, frozenset(roles), find)
        return find

    return declare


def sources() -> Mapping[str, Source]:
    """All declared sources by code, in the order of their declaration."""
    return MappingProxyType(_SOURCES)
