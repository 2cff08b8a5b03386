"""`potok balance` on files written here."""

import json
from pathlib import Path
from typing import Any

import pytest

from potok.cli.main import run

LINE: dict[str, Any] = {
    "cycle": 60,
    "tasks": [
        {"name": "Стачать", "time": 40, "equipment": "машина"},
        {"name": "Отутюжить", "time": 15, "after": ["Стачать"], "equipment": "утюг"},
        {"name": "Обметать", "time": 20, "after": ["Стачать"], "equipment": "машина"},
        {"name": "Упаковать", "time": 5, "after": ["Отутюжить", "Обметать"]},
    ],
}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "line.json"


def answered(file: Path, given: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    file.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    code = run(["balance", str(file), "--time-limit", "60", "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_line_with_needs_is_balanced(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = answered(written, LINE, capsys)
    assert code == 0
    assert (told["status"], told["objective"], told["workplaces"], told["cycle"]) == ("optimal", 2, 2, 60)
    first, second = told["stations"]
    assert [task["name"] for task in first["tasks"]] == ["Стачать", "Обметать"]
    assert (first["time"], first["load"], first["places"]) == (60, 1.0, 1)
    assert [task["name"] for task in second["tasks"]] == ["Отутюжить", "Упаковать"]


def test_the_answer_on_the_screen_names_station_load_and_tasks(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written.write_text(json.dumps(LINE), encoding="utf-8")
    assert run(["balance", str(written)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Рабочих мест 2, такт 60 с; доказано, что лучше нельзя."
    assert lines[1] == "   1. 60 с (100%): Стачать 40 с; Обметать 20 с"


def test_groups_pairs_limits_and_goals_are_read(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = {
        **LINE,
        "goal": "cycle",
        "stations": 3,
        "cycle": None,
        "together": [{"tasks": ["Отутюжить", "Упаковать"]}],
        "apart": [{"one": "Стачать", "other": "Обметать"}],
        "limits": [{"kind": "equipment", "value": "машина", "most": 2}],
    }
    code, told = answered(written, given, capsys)
    assert (code, told["status"], told["objective"]) == (0, "optimal", 40)


def test_a_two_sided_line_tells_sides_and_starts(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = {
        "cycle": 30,
        "two_sided": True,
        "tasks": [
            {"name": "Дверь слева", "time": 30, "side": "left"},
            {"name": "Дверь справа", "time": 30, "side": "right"},
        ],
    }
    code, told = answered(written, given, capsys)
    (station,) = told["stations"]
    assert (code, station["places"], station["load"]) == (0, 2, 1.0)
    assert [(task["side"], task["start"]) for task in station["tasks"]] == [("left", 0), ("right", 0)]
    assert run(["balance", str(written)]) == 0
    assert "Дверь справа 30 с (справа, с 0-й секунды)" in capsys.readouterr().out


def test_names_of_no_task_are_all_told(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = {
        **LINE,
        "tasks": [*LINE["tasks"], {"name": "Сдать", "time": 1, "after": ["Упаковывать"]}],
        "together": [{"tasks": ["Стачать", "Пришить"]}],
        "apart": [{"one": "Стачать", "other": "Сложить"}],
    }
    code, told = answered(written, given, capsys)
    assert code == 1
    assert [fault["field"] for fault in told["fields"]] == [
        "tasks[4].after[0]",
        "together[0].tasks[1]",
        "apart[0].other",
    ]


def test_a_task_longer_than_the_cycle_is_refused(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = answered(written, {**LINE, "cycle": 39}, capsys)
    assert code == 1
    assert [fault["field"] for fault in told["fields"]] == ["tasks[0].time"]


def test_a_line_that_cannot_be_is_told_to_be_so(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = {**LINE, "cycle": 40, "limits": [{"kind": "equipment", "value": "машина", "most": 1}]}
    written.write_text(json.dumps(given), encoding="utf-8")
    assert run(["balance", str(written)]) == 1
    assert capsys.readouterr().out == "Линия не построена: такой линии нет.\n"


def test_the_schema_of_the_file_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["balance", "--schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert {"tasks", "cycle", "together", "limits"} <= set(schema["properties"])


@pytest.mark.parametrize("content", ["{", "\udcff"])
def test_what_is_no_json_is_refused(written: Path, content: str, capsys: pytest.CaptureFixture[str]) -> None:
    written.write_text(content, encoding="utf-8", errors="surrogateescape")
    assert run(["balance", str(written)]) == 2
    assert "это не" in capsys.readouterr().err


def test_a_file_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["balance"]) == 2
    assert "--schema" in capsys.readouterr().err


def test_a_sewing_flow_is_gathered_from_the_input_of_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from potok.lines.kinds import KINDS

    file = tmp_path / "flow.json"
    file.write_text(json.dumps(KINDS["sewing"].examples[0].given, ensure_ascii=False), encoding="utf-8")
    assert run(["balance", str(file), "--work-limit", "20", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["given"]["smoothness"] == 41.026
    assert all(told["found"][key] <= told["given"][key] for key in told["given"])
    assert sum(group["workers_people"] for group in told["groups"]) == 49
    assert run(["balance", str(file), "--work-limit", "2"]) == 0
    assert "дано" in capsys.readouterr().out
