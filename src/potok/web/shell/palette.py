"""Search and commands behind Ctrl K: sections register what they can find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from django.http import HttpRequest

from potok.web.shell import navigation
from potok.web.shell.person import actor

_HITS_OF_A_GROUP = 6


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: a line of the palette.

    Attributes:
        note: Grey at the right (customer, date).
    """

    title: str
    href: str
    note: str = ""
    icon: str = "file-text"


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind."""

    title: str
    hits: tuple[Hit, ...]


Source = Callable[[HttpRequest, str], Iterable[Hit]]
_SOURCES: dict[str, Source] = {}


def source(title: str) -> Callable[[Source], Source]:
    """Register a source of hits under the title of its group («Заказы»)."""

    def register(find: Source) -> Source:
        _SOURCES[title] = find
        return find

    return register


def found(request: HttpRequest, text: str) -> list[Group]:
    """Hits for a text, pages of the navigation last; without a text the pages only."""
    groups = []
    if text:
        for title, find in _SOURCES.items():
            hits = tuple(islice(find(request, text), _HITS_OF_A_GROUP))
            if hits:
                groups.append(Group(title, hits))
    pages = tuple(_pages(request, text))
    if pages:
        groups.append(Group("Разделы", pages))
    return groups


def _pages(request: HttpRequest, text: str) -> Iterable[Hit]:
    roles = actor(request).roles
    wanted = text.casefold()
    for department in navigation.departments(roles, current="", shown_badges={}):
        for entry in department.entries:
            if wanted in entry.title.casefold() or wanted in department.title.casefold():
                yield Hit(entry.title, entry.href, department.title, entry.icon)
    for entry in navigation.foot(roles, current="", shown_badges={}):
        if wanted in entry.title.casefold():
            yield Hit(entry.title, entry.href, "", entry.icon)
