"""Who plays, when, and by what dice."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from potok.errors import PotokError
from potok.operations.catalog.clock import at_hour
from potok.operations.people.acting import Actor, actor_of
from potok.operations.people.models import User

_SEED = 20260302

Answer = TypeVar("Answer")


@dataclass(slots=True)
class Cast:
    """The people of the demonstration, and what happened to them.

    Attributes:
        refused: Commands that the services refused, as (command, code of the error): a person then leaves
            it and goes on with the next work, as in life.
    """

    refused: list[tuple[str, str]] = field(default_factory=list)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def person(self, login: str) -> Actor:
        """The person with that user name."""
        if login not in self._actors:
            self._actors[login] = actor_of(User.objects.get(username=login))
        return self._actors[login]

    def head(self, workshop: str) -> Actor:
        """The head of a workshop, by its code."""
        return self.person(f"shop{workshop}")

    def tried(self, name: str, act: Callable[[], Answer]) -> Answer | None:
        """The answer of a command, None when it was refused."""
        try:
            return act()
        except PotokError as error:
            self.refused.append((name, error.code))
            return None


def dice(*what: object) -> random.Random:
    """Chance that depends on the subject alone: one more step elsewhere changes nothing here."""
    return random.Random(f"{_SEED}/" + "/".join(str(part) for part in what))


@contextmanager
def hour(text: str) -> Iterator[None]:
    """Let everybody act at an hour, «07:30»."""
    with at_hour(dt.time.fromisoformat(text)):
        yield
