"""Worked cases of the sources as inputs to load, with their misprints."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from potok.methods.case import CaseInput, case_input
from potok.methods.worked_cases import WorkedCase, worked_cases

NO_CASE = CaseInput({})


@cache
def examples(method_id: str) -> tuple[WorkedCase, ...]:
    """The cases of a method in the order of their names; they are files of the installation."""
    return worked_cases(method_id)


def example(method_id: str, name: str) -> CaseInput | None:
    """Input and printed values of a case, None when there is no such case."""
    found = next((case for case in examples(method_id) if case.name == name), None)
    return case_input(found.data, method_id=method_id) if found else None


def reference_of(method_id: str, name: str, given: Mapping[str, Any]) -> CaseInput:
    """The data with the printed values of a case as long as they are the data of that case."""
    found = example(method_id, name) if name else None
    if found is None or dict(found.given) != dict(given):
        return CaseInput(given)
    return CaseInput(given, found.reference)
