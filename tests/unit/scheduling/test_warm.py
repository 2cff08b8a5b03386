"""Warming leaves no kernel of the engines uncompiled."""

from __future__ import annotations

import pytest

from potok.scheduling.annealing.kernels import alone, walk
from potok.scheduling.disjunctive.kernels import dispatch, graph, tabu
from potok.scheduling.projects.kernels import evolve
from potok.scheduling.warm import warm


def test_after_warming_every_kernel_that_engines_call_is_compiled() -> None:
    pytest.importorskip("numba", reason="without the extra `fast` there is nothing to compile")
    warm()
    shops = (dispatch.dispatch, graph.load, tabu.keep, tabu.search, evolve.found, evolve.evolve)
    for kernel in (*shops, alone.finish_alone, walk.lay, walk.walk):
        assert kernel.signatures  # type: ignore[attr-defined]
