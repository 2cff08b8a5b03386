"""The checker imports nothing of the engines (conventions 7)."""

import subprocess
import sys

ALLOWED = {"potok.balancing", "potok.balancing.balance", "potok.balancing.bench", "potok.balancing.problem"}


def test_the_checker_loads_only_the_data_types() -> None:
    code = "import potok.balancing.verify, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = {name for name in loaded.stdout.split() if name.startswith("potok.balancing")}
    assert {name for name in ours if not name.startswith("potok.balancing.verify")} <= ALLOWED
