"""`potok plan`: Ctrl-C leaves the best plan so far in its folder, with either engine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from potok.cli.main import run

DEMO = Path(__file__).parents[3] / "data" / "plant"


@pytest.mark.parametrize("engine", ["usual", "full"])
def test_ctrl_c_writes_the_best_plan_found(engine: str, tmp_path: Path) -> None:
    options = ["--out", str(tmp_path), "--engine", engine, "--time-limit", "600", "--cores", "1", "--json"]
    with subprocess.Popen(
        [sys.executable, "-m", "potok.cli.main", "plan", "--plant", str(DEMO), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        wait_for_handler(running.pid)
        running.send_signal(signal.SIGINT)
        told, _ = running.communicate()
    assert running.returncode == 0
    assert json.loads(told)["planned"] == 146
    assert run(["check", "--plant", str(DEMO), "--plan", str(tmp_path)]) == 0


def wait_for_handler(pid: int) -> None:
    """Until the command takes signals as wishes: Python alone catches Ctrl-C, but no SIGTERM."""
    caught = 1 << (signal.SIGTERM - 1)
    status = Path(f"/proc/{pid}/status")
    while True:
        masks = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
        if int(masks["SigCgt"], 16) & caught:
            return
        os.sched_yield()
