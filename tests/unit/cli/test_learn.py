import json
from pathlib import Path

import pytest

from potok.cli.main import run


def test_a_variant_is_made_from_its_seed_without_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["learn", "variant", "--seed", "7", "--method", "transport.vehicles"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["given"]["daily_freight_t"] == 210
    assert "answers" not in answer


def test_a_variant_is_an_input_of_its_method(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["learn", "variant", "--seed", "7", "--method", "transport.vehicles", "--answers"])
    told = capsys.readouterr().out
    given = tmp_path / "variant.json"
    given.write_text(json.dumps(json.loads(told)["given"]), encoding="utf-8")
    assert run(["calc", "transport.vehicles", "-i", str(given), "-f", "json"]) == 0
    assert (
        json.loads(capsys.readouterr().out)["result"]["vehicles"] == json.loads(told)["answers"][1]["value"]
    )


def test_a_control_task_is_found_by_the_record_book(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["learn", "control", "--book", "1207"]) == 0
    assert json.loads(capsys.readouterr().out)["number"] == 7


def test_number_and_record_book_together_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["learn", "control", "7", "--book", "1207"]) == 2
    assert "--book" in capsys.readouterr().err


def test_an_unknown_theme_is_refused_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["learn", "variant", "--seed", "7", "--method", "cycle.nothing"]) == 1
    assert "варианты не составляются" in capsys.readouterr().err


def test_themes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["learn", "themes"]) == 0
    assert "maintenance.ppr_cycle" in capsys.readouterr().out


def test_a_sheet_and_its_answers_are_written(tmp_path: Path) -> None:
    sheet, answers = tmp_path / "sheet.pdf", tmp_path / "answers.pdf"
    common = ["learn", "sheet", "-s", "1", "-m", "energy.steam", "-n", "2", "-g", "ТМ-31"]
    assert run([*common, "-o", str(sheet)]) == 0
    assert run([*common, "-o", str(answers), "--answers"]) == 0
    assert sheet.read_bytes() != answers.read_bytes()
