"""Context processor `shell`: what the frame of every page shows, asked for only when it is drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from potok.operations.catalog.clock import local, moment_on
from potok.operations.people.acting import Actor
from potok.web.components.parts import Crumb
from potok.web.shell import navigation
from potok.web.shell.person import actor, initials, role_words
from potok.web.shell.plant import plant_of

_THEMES = frozenset({"light", "dark"})
_DENSITIES = frozenset({"normal", "dense", "large"})


@dataclass(frozen=True)
class Shell:
    """The frame around a page.

    Attributes:
        request: The request that the page answers.
    """

    request: HttpRequest

    @property
    def theme(self) -> str:
        """Theme fixed on this device, empty = as the system."""
        chosen = self.request.COOKIES.get("potok_theme", "")
        return chosen if chosen in _THEMES else ""

    @property
    def density(self) -> str:
        """Density fixed on this device, empty = by the kind of screen."""
        chosen = self.request.COOKIES.get("potok_density", "")
        return chosen if chosen in _DENSITIES else ""

    @cached_property
    def person(self) -> Actor:
        """Who is signed in."""
        return actor(self.request)

    @cached_property
    def initials(self) -> str:
        """Letters of the avatar."""
        return initials(self.person.name)

    @cached_property
    def roles(self) -> str:
        """Roles in words."""
        return role_words(self.person)

    @cached_property
    def plant(self) -> str:
        """Name of the plant."""
        return plant_of(self.request).name

    @cached_property
    def now(self) -> dt.datetime:
        """The plant's clock, local time."""
        return local(moment_on(plant_of(self.request).date))

    @cached_property
    def badges(self) -> dict[str, navigation.Badge]:
        """Counts of the navigation."""
        return navigation.badges(self.request)

    @property
    def bell(self) -> navigation.Badge | None:
        """Count of the bell; asked for by the script together with those of the navigation."""
        return self.badges.get("bell")

    @property
    def notices_href(self) -> str:
        """Page of the bell, empty while there is none."""
        return self.link("notices:list")

    def link(self, name: str) -> str:
        """Address of a page, empty when it does not exist."""
        try:
            return reverse(name)
        except NoReverseMatch:
            return ""

    def key(self, given: str) -> str:
        """Navigation key of the page: the given one, else by the name of its address."""
        match = self.request.resolver_match
        return given or (navigation.key_of(match.view_name) if match else "")

    def crumbs(self, nav: str, title: str, between: list[Crumb]) -> list[Crumb]:
        """Department, page of the navigation, what the page itself names, title."""
        trail = []
        department = navigation.department_of(nav)
        if department:
            trail.append(Crumb(department))
        entry = navigation.entry_of(nav)
        if entry is not None and entry.title != title:
            trail.append(Crumb(entry.title, self.link(entry.url_name)))
        return [*trail, *between, Crumb(title)]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Adds `shell` to the context of every template."""
    return {"shell": Shell(request)}
