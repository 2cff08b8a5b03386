"""A calculation on the command line starts quickly because it imports little (issue 4, figures)."""

import json
import subprocess
import sys

import pytest

from builders.cases import CASES

HEAVY = {
    *("django", "numpy", "ortools", "pandas", "typst", "xlsxwriter", "python_calamine", "highspy", "numba"),
    *("pydantic", "rich"),  # half of the start of a command, if Typer had its way
}
CASE = CASES / "cycle.duration" / "ex2-cartridge-batch-100.json"


def imported(code: str) -> set[str]:
    """Top packages that a fresh interpreter has loaded after running the code."""
    told = f"{code}\nimport sys, json\nsys.stderr.write(json.dumps(sorted(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(answer.stderr)}


@pytest.mark.parametrize(
    "code",
    [
        "import potok.methods",
        f"from potok.cli.main import run; run(['calc', 'cycle.duration', '-i', {str(CASE)!r}])",
        "from potok.cli.main import run; run(['calc', '--list'])",
    ],
)
def test_a_calculation_loads_no_heavy_library(code: str) -> None:
    assert not imported(code) & HEAVY


def test_the_registry_loads_no_method_before_it_is_asked_for() -> None:
    told = "import sys, potok.methods; assert 'potok.methods.cycle' not in sys.modules"
    subprocess.run([sys.executable, "-c", told], check=True)
