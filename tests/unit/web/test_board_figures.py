from __future__ import annotations

import itertools
from typing import Any

import pytest

from potok.operations.planning.reads.review import Review
from potok.web.board.figures import CURVE_HEIGHT, CURVE_WIDTH, curve, figures
from potok.web.templatetags.board import clock_time, magnitude, of_hundred


def run_with(*points: tuple[float, int], elapsed_s: int = 10, state: str = "running") -> dict[str, Any]:
    return {
        "state": state,
        "elapsed_s": elapsed_s,
        "time_limit_s": 20,
        "incumbents": [
            {"share": share, "late": days // 10, "tardiness_days": days, "setup_min": 90, "variants": 1}
            for share, days in points
        ],
    }


def places(points: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in (point.split(",") for point in points.split())]


def test_the_curve_is_a_step_line_that_falls_as_the_plan_gets_better() -> None:
    drawn = curve(run_with((0.1, 300), (0.3, 200), (0.4, 150)))
    found = places(drawn.points)
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(found))
    heights = [y for _, y in found]
    assert heights == sorted(heights)
    assert found[-1] == (CURVE_WIDTH // 2, max(heights))
    assert all(0 <= y <= CURVE_HEIGHT for y in heights)
    assert drawn.label == "дни опоздания: 300 → 150"


def test_the_curve_of_a_run_without_a_plan_shows_the_elapsed_time_only() -> None:
    drawn = curve(run_with(elapsed_s=5))
    assert (drawn.points, drawn.done) == ("", CURVE_WIDTH // 4)


def test_a_run_that_takes_longer_than_its_limit_fills_the_line_and_no_more() -> None:
    assert curve(run_with((0.5, 3), elapsed_s=90)).done == CURVE_WIDTH


def test_a_plan_with_equal_incumbents_is_a_level_line() -> None:
    found = places(curve(run_with((0.1, 7), (0.2, 7))).points)
    assert len({y for _, y in found}) == 1


def test_while_a_run_goes_its_best_plan_stands_against_the_plan_in_force() -> None:
    seen = Review(
        head={"number": 1, "state": "published"},
        figures={"late": 30, "tardiness_days": 300, "setup_h": 2, "planned": 80},
    )
    late, days, setup = figures(seen, run_with((0.2, 200)), unsent=4)
    assert (late.was, late.value, late.tone) == ("30", "20", "done")
    assert (days.was, days.value, days.tone) == ("300", "200", "done")
    assert (setup.was, setup.value, setup.unit) == ("2", "1,5", "ч")


def test_what_a_run_changes_and_finishes_too_early_is_shown_beside_the_rest() -> None:
    known = {"late": 30, "tardiness_days": 300, "setup_h": 2, "planned": 80, "changed": 7, "early_days": 50}
    seen = Review(head={"number": 1, "state": "published"}, figures=known)
    run = run_with((0.2, 200))
    run["incumbents"][-1] |= {"changed": 12, "early_days": 60}
    *_, changed, early = figures(seen, run, unsent=4)
    assert (changed.label, changed.was, changed.value) == ("Изменено операций", "0", "12")
    assert (early.was, early.value, early.unit, early.tone) == ("50", "60", "дн.", "cancel")


def test_the_plan_in_force_shows_how_many_operations_are_not_agreed() -> None:
    seen = Review(
        head={"number": 1, "state": "published"},
        figures={"late": 0, "tardiness_days": 0, "setup_h": 2.5, "planned": 80},
    )
    *_, last = figures(seen, None, unsent=12)
    assert (last.label, last.value, last.tone) == ("Не согласовано операций", "12", "wait")


def test_without_a_plan_and_a_run_there_are_no_figures() -> None:
    assert figures(Review(), None, unsent=None) == []


@pytest.mark.parametrize(("seconds", "text"), [(0, "00:00"), (14, "00:14"), (75, "01:15"), (3675, "1:01:15")])
def test_elapsed_time_reads_like_a_stopwatch(seconds: int, text: str) -> None:
    assert clock_time(seconds) == text


def test_shares_for_lengths_keep_the_point_whatever_the_language() -> None:
    assert (of_hundred(15, 29), of_hundred(1, 0)) == ("51.72", "0.00")
    assert magnitude(-0.7) == 0.7
