"""`potok bench schedule` prints one line of the result and writes the schedule."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from potok.cli.main import run


@pytest.fixture
def crossing(tmp_path: Path) -> Path:
    file = tmp_path / "crossing.jsp"
    file.write_text("2 2\n0 3 1 2\n1 2 0 4\n", encoding="utf-8")
    return file


def test_the_line_names_family_instance_objective_bound_and_status(
    crossing: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sol.json"
    code = run(["bench", "schedule", str(crossing), "--family", "jobshop", "--out", str(out), "--json"])
    line = json.loads(capsys.readouterr().out)
    assert code == 0
    assert line.pop("seconds") >= 0
    assert line.pop("process_seconds") >= 0
    assert line == {
        "family": "jobshop",
        "instance": "crossing",
        "objective": 7,
        "bound": 7,
        "seed": 0,
        "status": "optimal",
    }
    rows = json.loads(out.read_text(encoding="utf-8"))["schedule"]
    assert {tuple(row) for row in rows} == {("job", "operation", "machine", "start", "end")}
    assert max(row["end"] for row in rows) == 7


def test_a_family_that_does_not_exist_is_refused_with_the_names_of_those_that_do(
    crossing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["bench", "schedule", str(crossing), "--family", "shop"]) == 2
    assert "jobshop" in capsys.readouterr().err


def test_a_fault_of_the_file_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bad.jsp"
    file.write_text("1 2\n0 x\n", encoding="utf-8")
    assert run(["bench", "schedule", str(file), "--family", "jobshop"]) == 1
    assert "строка 2, поле длительность: «x»" in capsys.readouterr().err
