"""`potok bench balance` on files written here."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from builders.balancing import JACKSON_ORDER, JACKSON_TIMES
from builders.crews import drawn_crew
from potok.cli.main import run


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    rows = [
        str(len(JACKSON_TIMES)),
        *map(str, JACKSON_TIMES),
        *(f"{i},{j}" for i, j in JACKSON_ORDER),
        "-1,-1",
    ]
    file = tmp_path / "JACKSON.IN2"
    file.write_bytes("\n".join(rows).encode() + b"\n\x94\x1a")
    return file


def test_the_line_of_a_file_is_balanced_and_written(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = graph.with_name("answer.json")
    assert (
        run(
            [
                "bench",
                "balance",
                "salbp1",
                str(graph),
                "--cycle",
                "10",
                "--time-limit",
                "60",
                "--out",
                str(out),
                "--json",
            ]
        )
        == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert list(told) == [
        "family", "instance", "objective", "bound", "seconds", "process_seconds", "seed", "status",
    ]  # fmt: skip
    assert (told["instance"], told["objective"], told["bound"], told["status"]) == (
        "JACKSON_c10",
        5,
        5,
        "optimal",
    )
    stations = json.loads(out.read_text())["station_of_task"]
    assert len(stations) == len(JACKSON_TIMES)
    assert set(stations) == {1, 2, 3, 4, 5}


def test_the_cycle_time_of_a_number_of_stations_is_told_in_words(
    graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["bench", "balance", "salbp2", str(graph), "--stations", "5", "--time-limit", "60"]) == 0
    assert "JACKSON_m5: найдено 10, нижняя граница 10" in capsys.readouterr().out


def test_an_unknown_family_is_refused_with_the_known_ones(
    graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["bench", "balance", "salbp9", str(graph)]) == 2
    assert "salbp1" in capsys.readouterr().err


def test_a_missing_cycle_time_is_a_fault_of_the_data(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "balance", "salbp1", str(graph), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [fault["field"] for fault in told["fields"]] == ["cycle"]


def test_ctrl_c_keeps_the_best_line_found(tmp_path: Path) -> None:
    problem = drawn_crew(7, 60, 12)
    rows = [str(len(problem.tasks))]
    rows += [" ".join("Inf" if t is None else str(t) for t in task.times) for task in problem.tasks]
    rows += [*(f"{one + 1} {other + 1}" for one, other in problem.precedence), "-1 -1"]
    file, out = tmp_path / "crew.txt", tmp_path / "answer.json"
    file.write_text("\n".join(rows))
    command = ["bench", "balance", "alwabp2", str(file), "--time-limit", "600", "--out", str(out)]
    with subprocess.Popen(
        [sys.executable, "-m", "potok.cli.main", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr is not None
        assert " с: " in running.stderr.readline()  # the first line found is told
        running.send_signal(signal.SIGINT)
        told, _ = running.communicate()
    assert running.returncode == 0
    assert "поиск остановлен" in told
    assert len(json.loads(out.read_text())["station_of_task"]) == len(problem.tasks)


def test_kernels_that_are_not_compiled_give_the_same_file(graph: Path) -> None:
    files = {}
    for disabled in ("0", "1"):
        out = files[disabled] = graph.with_name(f"{disabled}.json")
        options = ["--cycle", "11", "--work-limit", "3000", "--cores", "1", "--out", str(out)]
        command = [sys.executable, "-m", "potok.cli.main", "bench", "balance", "salbp1", str(graph), *options]
        subprocess.run(command, check=True, env={**os.environ, "NUMBA_DISABLE_JIT": disabled})
    assert files["0"].read_bytes() == files["1"].read_bytes()
