"""Lines for tests: a small continuous line, a kind with a search of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from potok.lines import kinds
from potok.lines.design import Indicator, LineDesign
from potok.lines.kinds import KINDS, LineKind
from potok.lines.variants import Variant, Variants
from potok.operations.lines.models import Line
from potok.operations.lines.services.lines import LineGiven, create_line
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role

ENGINEER = Actor(user_id=None, name="И. Громов", roles=frozenset({Role.ENGINEER}))
PLANNER = Actor(user_id=None, name="М. Котова", roles=frozenset({Role.PLANNER}))


def filling(**changes: Any) -> dict[str, Any]:
    """The example line: filling of paint."""
    return {**KINDS["continuous"].examples[0].given, **changes}


def filling_on_route(op_no: int = 30, *, machines: tuple[str, ...] = (), **changes: Any) -> dict[str, Any]:
    """The same with all its operations in one operation of the route."""
    given = filling(**changes)
    place = {"route_op_no": op_no, **({"machine_ids": list(machines)} if machines else {})}
    return {**given, "operations": [{**operation, **place} for operation in given["operations"]]}


def a_line(code: str = "Л-1", kind: str = "continuous", *, item: str = "", workshop: str = "") -> Line:
    """A line in the books, without versions."""
    return create_line(ENGINEER, code=code, kind=kind, given=LineGiven("Фасовка краски", item, workshop))


def _design(given: Mapping[str, object]) -> LineDesign:
    worth = float(str(given["worth"]))
    return LineDesign("trial", (Indicator("worth", "Оценка", "1", worth, "low"),), ())


def _improve(
    given: Mapping[str, object],
    *,
    time_limit_s: float,
    seed: int = 0,
    should_stop: Callable[[], bool] | None = None,
    report: Callable[[float, Mapping[str, object]], None] | None = None,
) -> dict[str, object]:
    """Counts down to `floor`; fails where `break` says so."""
    if given.get("break"):
        raise ZeroDivisionError
    worth = int(str(given["worth"]))
    while worth > int(str(given["floor"])) and not (should_stop and should_stop()):
        worth -= 1
        if report:
            report(0.5, {**given, "worth": worth})
    return {**given, "worth": worth}


def _variants(
    given: Mapping[str, object],
    *,
    time_limit_s: float,
    seed: int = 0,
    should_stop: Callable[[], bool] | None = None,
    report: Callable[[float, int], None] | None = None,
) -> Variants:
    """Two answers: the floor, and one above it."""
    floor = int(str(given["floor"]))
    if report:
        report(0.5, 2)
    items = [Variant({"worth": worth}, {"worth": float(worth)}) for worth in (floor, floor + 1)]
    return Variants(tuple(items), found=5)


@contextmanager
def trial_kind(*, personal: bool = False) -> Iterator[LineKind]:
    """A kind «trial» whose search is known, registered as the others are."""
    package, module = ModuleType("potok.lines.trial"), ModuleType("potok.lines.trial.design")
    module.design, module.improve = _design, _improve  # type: ignore[attr-defined]
    module.variants, module.VARIED = _variants, ("worth",)  # type: ignore[attr-defined]
    package.__spec__ = ModuleSpec(package.__name__, None)
    sys.modules |= {package.__name__: package, module.__name__: module}
    kind = LineKind("trial", "Пробная", personal=personal)
    known = kinds.KINDS
    assert isinstance(known, dict)
    known["trial"] = kind
    try:
        yield kind
    finally:
        del known["trial"], sys.modules[package.__name__], sys.modules[module.__name__]
