import json
from pathlib import Path

import pytest

from builders.cases import CASES
from potok.cli.main import run

CASE = CASES / "cycle.duration" / "ex2-cartridge-batch-100.json"


def test_a_case_file_gives_json_by_default_off_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calc", "cycle.duration", "--input", str(CASE)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["method"] == "cycle.duration"
    assert answer["result"]["mixed_min"] == 1419
    assert {"steps", "warnings", "source"} <= set(answer)


def test_a_bare_input_gives_a_readable_note_in_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path / "given.json"
    given.write_text(json.dumps(json.loads(CASE.read_text(encoding="utf-8"))["given"]), encoding="utf-8")
    note = tmp_path / "note.txt"
    arguments = ["calc", "cycle.duration", "-i", str(given), "-f", "text", "-o", str(note)]
    assert run(arguments) == 0
    assert "T_пар = p · τ_Σ + (n − p) · τ_max" in note.read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""


def test_faults_of_the_input_are_told_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = tmp_path / "given.json"
    given.write_text('{"batch_size_pcs": 0, "operations": []}', encoding="utf-8")
    assert run(["calc", "cycle.duration", "-i", str(given)]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["code"] == "invalid_calculation_input"
    assert {fault["field"] for fault in answer["fields"]} == {"batch_size_pcs", "operations"}


def test_an_unknown_method_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calc", "cycle.durations", "--schema", "-f", "text"]) == 1
    assert "cycle.duration" in capsys.readouterr().err


def test_the_case_of_another_method_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calc", "cycle.network", "-i", str(CASE), "-f", "text"]) == 1
    assert "cycle.network" in capsys.readouterr().err


def test_the_catalogue_and_a_schema_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calc", "--list", "-f", "text"]) == 0
    assert "Производственный цикл" in capsys.readouterr().out
    assert run(["calc", "cycle.duration", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["batch_size_pcs"]["x-unit"] == "pcs"


@pytest.mark.parametrize(
    "arguments", [["calc"], ["calc", "cycle.duration"], ["calc", "cycle.duration", "-i", "нет"]]
)
def test_wrong_usage_ends_with_status_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "Ошибка" in capsys.readouterr().err
