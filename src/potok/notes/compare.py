"""Comparison of a result with the expected values of a worked case (conventions 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

_DEFAULT_ABS = 1e-9


def differences(result: object, expect: object, tolerance: Mapping[str, float]) -> list[str]:
    """Places where a result differs from the expectation, as readable lines; empty when it agrees.

    Only keys of `expect` are compared; |x - e| ≤ max(rel·|e|, abs); lists by position and equal
    length; texts, booleans and null exactly; 5 equals 5.0.

    Args:
        result: Plain result of a method.
        expect: Expected values, possibly fewer keys.
        tolerance: "rel" and "abs"; abs is 1e-9 when missing, rel 0.
    """
    return list(_differences(result, expect, tolerance, ""))


def _is_number(item: object) -> TypeGuard[float]:
    return isinstance(item, (int, float)) and not isinstance(item, bool)


def _differences(result: object, expect: object, tolerance: Mapping[str, float], path: str) -> Iterator[str]:
    if isinstance(expect, Mapping):
        yield from _in_object(result, expect, tolerance, path)
    elif isinstance(expect, Sequence) and not isinstance(expect, str):
        yield from _in_list(result, expect, tolerance, path)
    elif _is_number(expect):
        allowed = max(tolerance.get("rel", 0.0) * abs(expect), tolerance.get("abs", _DEFAULT_ABS))
        if not _is_number(result) or not abs(result - expect) <= allowed:
            yield f"{path}: {result!r}, expected {expect!r}"
    elif type(result) is not type(expect) or result != expect:
        yield f"{path}: {result!r}, expected {expect!r}"


def _in_object(
    result: object, expect: Mapping[str, object], tolerance: Mapping[str, float], path: str
) -> Iterator[str]:
    if not isinstance(result, Mapping):
        yield f"{path}: {result!r} is no object"
        return
    for key, item in expect.items():
        where = f"{path}.{key}" if path else key
        if key not in result:
            yield f"{where}: missing, expected {item!r}"
        else:
            yield from _differences(result[key], item, tolerance, where)


def _in_list(
    result: object, expect: Sequence[object], tolerance: Mapping[str, float], path: str
) -> Iterator[str]:
    if not isinstance(result, Sequence) or isinstance(result, str) or len(result) != len(expect):
        yield f"{path}: {result!r}, expected a list of {len(expect)}"
        return
    for place, (item, wanted) in enumerate(zip(result, expect, strict=True)):
        yield from _differences(item, wanted, tolerance, f"{path}[{place}]")
