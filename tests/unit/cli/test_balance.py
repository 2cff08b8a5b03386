"""`potok balance` on files written here."""

import json
from pathlib import Path
from typing import Any

import pytest

from builders.sheltered_lines import row_of_three
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


CREW: dict[str, Any] = {
    "workers": [{"name": "Иванова"}, {"name": "Петров", "mentor": "Иванова"}, {"name": "Волков"}],
    "tasks": [
        {"name": "Раскрой", "times": {"Иванова": 20, "Петров": 40}},
        {"name": "Сборка", "times": {"Иванова": 30, "Петров": 25, "Волков": None}, "after": ["Раскрой"]},
        {"name": "Упаковка", "times": {"Иванова": 30, "Волков": 15}, "after": ["Сборка"]},
    ],
}


def test_a_line_of_people_is_staffed_with_reasons(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = answered(written, CREW, capsys)
    assert (code, told["status"], told["objective"], told["cycle"]) == (0, "optimal", 25, 25)
    assert [(row["worker"], row["station"], row["tasks"]) for row in told["people"]] == [
        ("Иванова", 1, ["Раскрой"]),
        ("Петров", 2, ["Сборка"]),
        ("Волков", 3, ["Упаковка"]),
    ]
    pool = {**CREW, "goal": "workers", "cycle": 50, "apart": [{"one": "Раскрой", "other": "Упаковка"}]}
    quota = {"quotas": [{"name": "новые", "workers": ["Волков"], "at_least": 1}]}
    written.write_text(json.dumps({**pool, **quota}, ensure_ascii=False), encoding="utf-8")
    assert run(["balance", str(written)]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == "Работают 2 чел., такт 50 с; доказано, что лучше нельзя."
    assert second.startswith("  1. Иванова: операции Раскрой и Сборка, потому что ")
    assert run(["balance", "--schema-people"]) == 0
    assert {"workers", "tasks", "quotas"} <= set(json.loads(capsys.readouterr().out)["properties"])


def test_a_line_given_out_by_its_page_is_staffed(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = answered(written, row_of_three(), capsys)
    assert (code, told["cycle"], told["indicators"]["plan_pcs"]) == (0, 4, 104)
    assert len(told["given"]["assignment"]) == 3
    written.write_text(json.dumps(told["given"]), encoding="utf-8")
    assert run(["balance", str(written), "--time-limit", "1"]) == 0
    assert capsys.readouterr().out.startswith("такт 4 мин · 104 шт. в смену · операций 3, людей 2.")
    assert run(["balance", str(written), "--work-limit", "1"]) == 2


def test_names_that_nobody_has_are_refused(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {**CREW, "together": [{"tasks": ["Раскрой", "Сварка"]}]}
    wrong["workers"] = [*CREW["workers"], {"name": "Орлов", "mentor": "Зуев"}]
    written.write_text(json.dumps(wrong), encoding="utf-8")
    assert run(["balance", str(written), "--json"]) == 1
    fields = [fault["field"] for fault in json.loads(capsys.readouterr().out)["fields"]]
    assert fields == ["workers[3].mentor", "together[0].tasks"]


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
