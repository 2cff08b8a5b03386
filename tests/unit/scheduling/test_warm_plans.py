"""Kernels that plan a plant are loaded where they lie on disk and not compiled where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from potok.compiled import compiled, was_compiled
from potok.scheduling.annealing.kernels import walk
from potok.scheduling.annealing.part import is_loaded, is_on_disk
from potok.scheduling.warm_plans import load_plans, warm_plans


def double(number: int) -> int:
    return 2 * number


def test_after_a_search_the_kernels_lie_on_disk_and_are_loaded() -> None:
    pytest.importorskip("numba", reason="without the extra `fast` there is nothing to load")
    warm_plans()
    assert is_on_disk()
    load_plans()
    assert is_loaded()
    assert was_compiled(walk.walk)


def test_a_kernel_that_was_never_called_does_not_lie_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numba = pytest.importorskip("numba", reason="without the extra `fast` there is nothing to load")
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    assert not was_compiled(compiled(double))


def test_plain_functions_do_not_lie_on_disk() -> None:
    assert not was_compiled(double)
