"""The bread line of the source as input of the technological plan, by function and by command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from potok.cli.bakery import app
from potok.errors import InvalidDataError
from potok.methods import calculate
from potok.methods.bakery._line import given_of_line, is_line

DATA = Path(__file__).parents[3] / "data"
LINE = json.loads((DATA / "bakery" / "line.json").read_text(encoding="utf-8"))
CASE = DATA / "cases" / "bakery.technological_plan" / "gippo-day.json"


def test_the_line_of_the_source_is_planned_at_the_pace_of_its_oven() -> None:
    assert is_line(LINE)
    given = given_of_line(LINE, date="2026-03-02", plan_kg=1000)
    product: Any = given["products"][0]  # type: ignore[index]
    # 176 dough pieces of 100 kg, two bakes of 23 min a bowl at 113 kg/h.
    assert (product["load_pcs"], round(product["reload_min"], 1)) == (88, 0.4)
    ovens: Any = calculate("bakery.technological_plan", given).result["ovens"]
    assert ovens[0]["busy_h"] == pytest.approx(1000 / 113, rel=0.02)


def test_a_line_without_an_oven_is_refused() -> None:
    with pytest.raises(InvalidDataError):
        given_of_line({**LINE, "machines": []}, date="2026-03-02")


RECIPE = json.loads(
    (DATA / "cases" / "bakery.bowl_recipe" / "loaf-bowl-330.json").read_text(encoding="utf-8")
)["given"]


def test_the_line_of_the_source_takes_a_recipe_and_its_corrections() -> None:
    correction = {"valid_from": "2026-03-02 08:30", "document": "№ 1", "flour_moisture_pct": 12}
    given: Any = given_of_line(LINE, date="2026-03-02", plan_kg=500, recipe=RECIPE, corrections=[correction])
    # 192.4 kg of dough a bowl, 340 pieces of 0.565 kg, in three loads: the oven needs 90 minutes for them.
    # The corrected bowl of 349 pieces has room as well.
    assert (given["products"][0]["load_pcs"], given["proofer_pcs"]) == (117, 349)
    result: Any = calculate("bakery.technological_plan", given).result
    assert result["products"][0]["of_bowl_pcs"] == 340
    assert {bowl["recipe"] for bowl in result["bowls"]} == {"основная", "№ 1"}
    assert sum(int(load) for bowl in result["bowls"] for load in bowl["loads"].split(" + ")) == 1000
    with pytest.raises(InvalidDataError):
        given_of_line(LINE, date="2026-03-02", corrections=[correction])


def test_the_worked_case_of_the_line_is_the_line_of_the_source() -> None:
    case = json.loads((CASE.parent / "gippo-line.json").read_text(encoding="utf-8"))["given"]
    loaf = json.loads(CASE.read_text(encoding="utf-8"))["given"]["products"][0]
    assert case == given_of_line(
        LINE,
        date=case["date"],
        plan_kg=LINE["batch"]["batch_kg"],
        recipe={key: loaf[key] for key in RECIPE},
        corrections=case["corrections"],
    )


def test_people_and_machines_of_the_line_are_those_of_its_staffing() -> None:
    staffing = [row | {"people": 3} for row in LINE["staffing"]]
    machines = [row | {"accepted_pcs": 2} for row in LINE["machines"]]
    given: Any = given_of_line({**LINE, "staffing": staffing, "machines": machines}, date="2026-03-02")
    keys = ("dough_makers", "kneaders_pcs", "dividing_lines_pcs", "packers")
    assert [given[key] for key in keys] == [3, 2, 2, 3]
    assert [oven["name"][-2:] for oven in given["ovens"]] == [" 1", " 2"]


def test_a_line_whose_oven_is_not_the_narrowest_is_refused() -> None:
    machines = [
        row | {"capacity_t_per_h": 0.1} if row["machine_id"] == "M4" else row for row in LINE["machines"]
    ]
    with pytest.raises(InvalidDataError) as error:
        given_of_line({**LINE, "machines": machines}, date="2026-03-02")
    assert "Тестоделитель I30A: 0.1" in error.value.problems[0].sentence()


def test_what_the_source_of_the_line_does_not_say_stands_in_the_note() -> None:
    note = calculate("bakery.technological_plan", given_of_line(LINE, date="2026-03-02", plan_kg=100))
    told = [warning.text for warning in note.warnings if warning.code == "assumption"]
    assert any("ждёт разделки не дольше 15 мин" in text for text in told)
    assert any("в расстойке помещаются заготовки одной дежи" in text for text in told)


def test_the_command_takes_a_recipe_and_corrections_for_a_line_alone(tmp_path: Path) -> None:
    runner = CliRunner()
    recipe, corrections = tmp_path / "recipe.json", tmp_path / "corrections.json"
    recipe.write_text(json.dumps(RECIPE), encoding="utf-8")
    row = {"valid_from": "2026-03-02 07:00", "document": "№ 1", "dough_moisture_pct": 42}
    corrections.write_text(json.dumps([row]), encoding="utf-8")
    extra = ["--recipe", str(recipe), "--corrections", str(corrections), "--json"]
    line = ["--input", str(DATA / "bakery" / "line.json"), "--date", "2026-03-02", "--task", "300"]
    answer = runner.invoke(app, [*line, *extra])
    assert {bowl["recipe"] for bowl in json.loads(answer.stdout)["bowls"]} == {"№ 1"}
    assert runner.invoke(app, ["--input", str(CASE), *extra]).exit_code == 2
    corrections.write_text("{}", encoding="utf-8")
    assert runner.invoke(app, [*line, *extra]).exit_code == 2


def test_the_command_plans_a_line_and_a_worked_case(tmp_path: Path) -> None:
    runner = CliRunner()
    line = ["--input", str(DATA / "bakery" / "line.json"), "--date", "2026-03-02", "--task", "500", "--json"]
    answer = runner.invoke(app, line)
    assert len(json.loads(answer.stdout)["bowls"]) == 6
    told = runner.invoke(app, ["--input", str(CASE), "--output", str(tmp_path / "plan.pdf")])
    assert told.exit_code == 0
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert runner.invoke(app, ["--input", str(CASE), "--output", str(tmp_path / "plan.doc")]).exit_code == 2
