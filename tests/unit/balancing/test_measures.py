"""Measures of a line computed by hand."""

import pytest

from potok.balancing import measures
from potok.notes.errors import FormulaRefusedError
from potok.notes.formula import Formula
from potok.notes.value import Bindable


def number(measure: Formula, **values: Bindable) -> float:
    return measure.evaluate(measure.bind(values))


def test_an_even_line_is_smooth_and_fully_used() -> None:
    stations: dict[str, Bindable] = {"t": [50, 100], "k": [1, 2]}
    assert number(measures.SMOOTHNESS, takt=50, **stations) == 0
    assert number(measures.EFFICIENCY, labour=150, workers=3, **stations) == 1
    assert number(measures.COORDINATION, labour=150, workers=3, takt=50) == 1


def test_the_bottleneck_decides_the_efficiency_and_every_worker_the_smoothness() -> None:
    stations: dict[str, Bindable] = {"t": [40, 120], "k": [1, 2]}
    assert number(measures.EFFICIENCY, labour=160, workers=3, **stations) == pytest.approx(160 / 180)
    assert number(measures.SMOOTHNESS, takt=50, **stations) == pytest.approx((100 + 2 * 100) ** 0.5)


def test_grades_mismatch_by_their_distance_from_the_mean_and_their_time() -> None:
    found = number(measures.GRADE_MISMATCH, grade=[2, 4], mean_grade=3.5, time=[10, 30])
    assert found == pytest.approx(1.5 * 10 + 0.5 * 30)


def test_a_line_without_workers_is_refused() -> None:
    with pytest.raises(FormulaRefusedError, match="рабочих нет"):
        number(measures.COORDINATION, labour=100, workers=0, takt=50)
