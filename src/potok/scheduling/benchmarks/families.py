"""Families of `potok bench schedule`, by name: each is a module with `run(text, options) -> Outcome`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from potok.scheduling.bench import Options, Outcome

#: Family → module; a module is imported only when its family runs.
FAMILIES: dict[str, str] = {
    "fjsp": "potok.scheduling.benchmarks.flexible_shop",
    "jobshop": "potok.scheduling.benchmarks.job_shop",
    "rcpsp": "potok.scheduling.benchmarks.project",
    "twt": "potok.scheduling.benchmarks.twt",
    "parallel": "potok.scheduling.benchmarks.parallel",
    "setups": "potok.scheduling.benchmarks.setups",
    "factory": "potok.scheduling.benchmarks.factory",
    "plan": "potok.scheduling.benchmarks.plan",
}


def runner(family: str) -> Callable[[str, Options], Outcome]:
    """The function that runs a family.

    Raises:
        KeyError: There is no such family.
    """
    return cast(Callable[[str, Options], Outcome], import_module(FAMILIES[family]).run)
