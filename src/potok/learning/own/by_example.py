"""Themes made from worked cases: the case with other numbers, as far as its method accepts them.

Numbers of one column are moved together; a move that the method refuses, or that brings a warning which
the case has not, is taken back. Numbers that are no measures (grades, years, places, a day of 8 h, the days
of a year) stay.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any

from potok.errors import PotokError
from potok.learning.control.model import Asked
from potok.learning.own.draw import Draw
from potok.learning.own.model import Theme
from potok.methods import Method, method
from potok.methods.case import case_input
from potok.methods.worked_cases import worked_cases
from potok.notes.inputs.fields import Number
from potok.notes.inputs.paths import declared_number, replaced
from potok.notes.note import InputItem
from potok.notes.results import NamedResult, named_results

#: Methods without a theme of their own whose cases leave numbers to move.
METHODS: tuple[str, ...] = (
    "cycle.structure",
    "line.conveyor",
    "line.leading_machine",
    "sheltered.area_workers",
    "sheltered.backlog",
    "sheltered.quota",
    "sheltered.service_load",
    "sheltered.shift_interval",
    "sheltered.shift_task",
    "sheltered.synchronisation",
    "sewing.flow",
    "sewing.layout",
    "sewing.scheme",
    "sewing.sequence_summary",
    "sewing.time_saving",
    "bakery.bowl_recipe",
    "bakery.daily_plan",
    "bakery.flour_blend",
    "bakery.piece_mass",
    "bakery.process_norms",
    "norms.service_graph",
    "norms.time_study",
    "organisation.parallelism",
    "organisation.rhythm",
    "quality.defect_analysis",
    "quality.improvement_effect",
    "quality.indicators",
    "quality.sampling",
    "maintenance.ppr_schedule",
    "supply.resource_limits",
    "programme.batch_capacity",
    "programme.interchangeable",
    "programme.output_values",
    "programme.quality_plan",
    "programme.rhythm",
    "labour.ktu_distribution",
    "labour.piece_wage_fund",
    "labour.result_bonus",
    "labour.salary_fund",
    "labour.skill_supplement",
    "labour.staffing",
    "labour.wage_fund",
    "costing.calculation",
    "costing.internal_budget",
    "costing.programme_result",
    "costing.unit_cost",
    "economics.indicators",
    "economics.lifecycle_effect",
    "economics.output_plan",
    "management.improvement_effect",
    "management.structure_complexity",
    "safety.conditions",
)
_INDEX = re.compile(r"\[\d+\]")
_SHARE = 0.2
_LEAST_MOVED = 3
_MOST_ASKED = 8
#: What a plant does not choose freely.
_KEPT = frozenset({"calendar_days", "shift_h", "shift_min", "stability_norm", "multiplier"})
#: Whole numbers of these units are numbers of things in an order, not measures.
_PLACES = frozenset({"1", "day", "shift", "month", "year"})


def themes_by_example() -> tuple[Theme, ...]:
    """A theme for each of `METHODS` whose cases are at hand."""
    return tuple(theme_by_example(name) for name in METHODS if worked_cases(name))


def theme_by_example(method_id: str) -> Theme:
    """The theme of a method that has a worked case."""
    chosen = method(method_id)
    condition = f"{chosen.purpose} Найдите показатели по данным варианта."
    return Theme(method_id, condition, partial(_moved, method_id), partial(_asked, method_id))


@cache
def _pattern(method_id: str) -> Mapping[str, Any]:
    """Input of the shortest case: a student computes it by hand."""
    cases = [case_input(case.data, method_id=method_id).given for case in worked_cases(method_id)]
    return min(cases, key=lambda given: len(str(given)))


def _moved(method_id: str, draw: Draw) -> dict[str, Any]:
    """The case with other numbers."""
    chosen, given = method(method_id), dict(_pattern(method_id))
    note = chosen.run(given, record=True)
    known = {remark.code for remark in note.warnings}
    for column in _columns(note.inputs, chosen):
        tried: Any = given
        for item, declared in column:
            tried = replaced(tried, item.path, _near(draw, item.value.number, declared))
        if _accepted(chosen, tried, known):
            given = tried
    return given


def _columns(items: Sequence[InputItem], chosen: Method) -> list[list[tuple[InputItem, Number]]]:
    """Numbers that may be moved, those of one column together."""
    found: dict[str, list[tuple[InputItem, Number]]] = {}
    for item in items:
        declared = declared_number(chosen.inputs, item.path)
        if declared is not None and not item.assumed and item.entered is None and _movable(item, declared):
            found.setdefault(_INDEX.sub("[]", item.path), []).append((item, declared))
    return list(found.values())


def _movable(item: InputItem, declared: Number) -> bool:
    number, key = item.value.number, item.path.rpartition(".")[2]
    if number <= 0 or _INDEX.sub("", key) in _KEPT:
        return False
    whole = float(number).is_integer()
    return not (whole and (number < _LEAST_MOVED or (declared.whole and declared.unit in _PLACES)))


def _near(draw: Draw, number: float, declared: Number) -> float:
    """A number of two significant digits within a fifth of another, inside the limits of the field."""
    step = 10.0 ** (math.floor(math.log10(number)) - 1)
    if declared.whole or (isinstance(number, int) and number >= _LEAST_MOVED):
        step = max(step, 1)
    lows = (
        number * (1 - _SHARE),
        declared.at_least,
        None if declared.above is None else declared.above + step,
    )
    highs = (
        number * (1 + _SHARE),
        declared.at_most,
        None if declared.below is None else declared.below - step,
    )
    low = math.ceil(max(one for one in lows if one is not None) / step) * step
    high = math.floor(min(one for one in highs if one is not None) / step) * step
    return draw.number(low, high, step) if low < high else number


def _accepted(chosen: Method, given: Mapping[str, Any], known: set[str]) -> bool:
    try:
        note = chosen.run(given, record=False)
    except PotokError:
        return False
    return {remark.code for remark in note.warnings} <= known


def _asked(method_id: str, given: Mapping[str, Any]) -> tuple[Asked, ...]:
    """Computed figures that stand alone; those of rows where there are none."""
    found = [one for one in named_results(method(method_id).run(given)) if one.step]
    single = [one for one in found if one.single]
    return tuple(Asked(one.path) for one in _spread(single or found))


def _spread(found: Sequence[NamedResult]) -> list[NamedResult]:
    """At most eight, from the first step to the last."""
    if len(found) <= _MOST_ASKED:
        return list(found)
    return [found[round(place * (len(found) - 1) / (_MOST_ASKED - 1))] for place in range(_MOST_ASKED)]
