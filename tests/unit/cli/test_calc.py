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


def test_a_note_is_written_as_the_file_is_called(tmp_path: Path) -> None:
    for name, start in (("note.pdf", b"%PDF-"), ("note.xlsx", b"PK"), ("note.json", b"{")):
        path = tmp_path / name
        assert run(["calc", "cycle.duration", "-i", str(CASE), "-o", str(path)]) == 0
        assert path.read_bytes().startswith(start)


def test_a_pdf_needs_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calc", "cycle.duration", "-i", str(CASE), "-f", "pdf"]) == 2
    assert "--output" in capsys.readouterr().err


def test_a_table_of_inputs_gives_a_table_of_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "inputs.csv"
    heads = (
        "Размер партии;transfer_batch_pcs;operations[0].name;operations[0].time_min;operations[0].workplaces"
    )
    table.write_text(f"{heads}\n100;1;1;2,5;1\n1 000;1;Токарная;2;1\n", encoding="utf-8")
    assert run(["calc", "cycle.duration", "--batch", str(table)]) == 0
    head, first, second = capsys.readouterr().out.splitlines()
    place = head.split(",").index("sequential_min")
    assert first.split(",")[place] == "250.0"
    assert float(second.split(",")[place]) == 2000


def test_refused_rows_of_a_batch_are_told_with_their_row_and_the_others_computed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "inputs.csv"
    row = '"[{""name"": ""А"", ""time_min"": 2, ""workplaces"": 1}]"'
    table.write_text(
        f"batch_size_pcs,transfer_batch_pcs,operations\n0,1,{row}\n5,1,{row}\n", encoding="utf-8"
    )
    assert run(["calc", "cycle.duration", "--batch", str(table), "-f", "json"]) == 1
    out = capsys.readouterr()
    bad, good = json.loads(out.out)
    assert (bad["row"], bad["result"]) == (2, None)
    assert "batch_size_pcs" in bad["error"]
    assert good["result"]["sequential_min"] == 10
    assert "не посчитано: 1" in out.err


def test_faults_of_the_table_itself_are_told_all_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "inputs.csv"
    table.write_text("batch,operations[99999999].time_min,operations\n1,2,[3\n", encoding="utf-8")
    assert run(["calc", "cycle.duration", "--batch", str(table)]) == 1
    told = capsys.readouterr().err
    assert "batch" in told
    assert "меньше 10000" in told
    assert "JSON" in told
