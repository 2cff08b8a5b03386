from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from potok.server import supervisor as module
from potok.server.supervisor import Program, Supervisor

LONG = "import time; time.sleep(600)"


def program(code: str, *arguments: str) -> Program:
    return Program(name="Пробная программа", command=(sys.executable, "-c", code, *arguments))


def eventually(condition: Callable[[], bool], meanwhile: Callable[[], object] = lambda: None) -> None:
    """Wait for something another process does; the limit is for a hung test, not a measurement."""
    limit = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < limit
        meanwhile()
        os.sched_yield()


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_crashed_program_is_started_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE_S", 0.01)
    with Supervisor() as one:
        one.start(program(LONG))
        (first,) = one.processes()
        os.kill(first, signal.SIGKILL)
        eventually(lambda: one.processes() not in ([], [first]), one.step)
    assert "Пробная программа: неожиданное завершение (код -9)" in capsys.readouterr().out


def test_a_program_that_crashes_again_and_again_is_started_ever_more_rarely(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(module, "LONGEST_PAUSE_S", 0.04)
    pauses: list[str] = []

    def note() -> None:
        one.step()
        pauses.extend(line.rsplit(" ", 2)[1] for line in capsys.readouterr().out.splitlines())

    with Supervisor() as one:
        one.start(program("raise SystemExit(3)"))
        eventually(lambda: len(pauses) >= 4, note)
    assert pauses[:4] == ["0,01", "0,02", "0,04", "0,04"]


def test_leaving_stops_every_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STOP_PATIENCE_S", 0.2)
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); " + LONG
    with Supervisor() as one:
        one.start(program(LONG))
        one.start(program(deaf))
        pids = one.processes()
    assert not any(alive(pid) for pid in pids)


def test_a_stop_signal_ends_the_watch_and_afterwards_means_what_it_meant_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Supervisor() as one:
        one.start(program("import os, signal; os.kill(os.getppid(), signal.SIGTERM); " + LONG))
        one.watch()
        assert one.stopping
    assert signal.getsignal(signal.SIGTERM) is before


def test_programs_do_not_outlive_a_killed_supervisor() -> None:
    code = (
        "import sys\n"
        "from potok.server.supervisor import Program, Supervisor\n"
        "with Supervisor() as one:\n"
        f"    one.start(Program(name='x', command=(sys.executable, '-c', {LONG!r})))\n"
        "    print(*one.processes(), flush=True)\n"
        "    one.watch()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
    eventually(lambda: not alive(child))
