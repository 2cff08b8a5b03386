"""Where a run stands: stages that no limit changes, one stage for a time."""

from __future__ import annotations

import pytest

from potok.scheduling.bench import Options, Watch
from potok.scheduling.factory.stages import Run, Stretch


def parts_of(limit: int | None, time_limit: float | None = None) -> list[tuple[int, float]]:
    """Work done and the part of the stage, unit by unit, until the run ends."""
    run = Run(Watch(Options(time_limit=time_limit, work_limit=limit)))
    told = []
    while run.has_next():
        while run.part() < 1.0 and not run.is_over():
            told.append((run.done, run.part()))
            run.count(1)
    return told


def test_a_greater_limit_goes_further_on_the_same_way() -> None:
    long = parts_of(1000)
    assert parts_of(100) == long[:100]
    assert parts_of(700) == long[:700]
    assert [done for done, part in long if part == 0.0] == [0, 150, 750]


def test_without_any_limit_a_run_ends_all_the_same() -> None:
    assert parts_of(None) == parts_of(2_400)


def test_without_work_there_is_no_stage() -> None:
    assert parts_of(0) == []


def test_a_run_limited_by_time_is_one_stage() -> None:
    run = Run(Watch(Options(time_limit=1000.0)))
    assert run.has_next()
    run.count(10_000)
    assert not run.is_spent()
    assert run.part() < 0.1
    assert not run.has_next()


def test_a_stretch_is_a_share_of_a_stage_and_ends_with_the_run() -> None:
    run = Run(Watch(Options(time_limit=None, work_limit=120)))
    assert run.has_next()
    stretch = Stretch(run, 0.2, 0.6)
    run.count(60)
    assert stretch.part() == pytest.approx(0.5)
    windows = [0]
    part = stretch.counted(lambda: windows[0])
    assert part() == pytest.approx(0.5)
    windows[0] = 30
    assert part() == 1.0
    assert run.done == 90
    late = Stretch(run, 0.6, 1.0).counted(lambda: 30)
    assert late() == 1.0
    assert run.is_spent()
