"""The checker shares with the engine nothing but the data types."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import potok.scheduling.verify

ROOM = Path(potok.scheduling.verify.__file__).parent
SHARED = {
    "potok.plant.model",
    "potok.scheduling.plan",
    "potok.scheduling.disjunctive.problem",
    "potok.scheduling.factory.problem",
    "potok.scheduling.factory_plans.model",
    "potok.scheduling.parallel.problem",
    "potok.scheduling.projects.problem",
    "potok.scheduling.shop.problem",
    "potok.scheduling.tardiness.problem",
}


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "an import relative to the package hides what it takes"
            yield node.module or ""


def test_the_checker_imports_nothing_of_potok_but_the_data_types() -> None:
    modules = list(ROOM.glob("*.py"))
    foreign = {
        name
        for path in modules
        for name in imported_modules(path)
        if name.startswith("potok") and not name.startswith("potok.scheduling.verify")
    }
    assert len(modules) > 10
    assert foreign == SHARED
