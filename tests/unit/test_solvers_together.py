"""Both solvers carry the HiGHS library: one process loads them in either order, as the tests do."""

from __future__ import annotations

import subprocess
import sys

import pytest

SOLVERS = ("import highspy; highspy.Highs()", "from ortools.sat.python import cp_model; cp_model.CpModel()")


@pytest.mark.parametrize("lines", [SOLVERS, SOLVERS[::-1]], ids=["highspy first", "ortools first"])
def test_the_solvers_live_in_one_process(lines: tuple[str, str]) -> None:
    run = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
