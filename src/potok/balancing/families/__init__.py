"""Families of benchmarks by name: each is a module with `run(text, options)`."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from potok.balancing.bench import Options, Outcome

#: Family → module; a module is imported only when its family runs.
FAMILIES: dict[str, str] = {
    "salbp1": "potok.balancing.families.salbp1",
    "salbp2": "potok.balancing.families.salbp2",
}


class Family(Protocol):
    """What a module of a family offers."""

    def run(self, text: str, options: Options) -> Outcome:
        """Solve the instance of a file's text."""


def family(name: str) -> Family:
    """The module of a family; KeyError for an unknown name."""
    return cast(Family, import_module(FAMILIES[name]))
