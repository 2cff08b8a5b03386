"""The technological plan of a bakery: dough never waits too long, idle ovens are explained truly."""

from __future__ import annotations

import copy
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from potok.cli.bakery import app
from potok.errors import InvalidDataError, PotokError
from potok.methods import calculate
from potok.methods.bakery._line import given_of_line, is_line
from potok.notes.note import Note, ProcedureStep

DATA = Path(__file__).parents[3] / "data"
LINE = json.loads((DATA / "bakery" / "line.json").read_text(encoding="utf-8"))
CASE = DATA / "cases" / "bakery.technological_plan" / "gippo-day.json"


def day(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = copy.deepcopy(json.loads(CASE.read_text(encoding="utf-8"))["given"])
    return given | changes


def only_loaf(**changes: Any) -> dict[str, Any]:
    """Changes of a day that leave the first sort alone, with changes of its own."""
    return {"products": [day()["products"][0] | changes], "corrections": []}


def planned(given: dict[str, Any]) -> Note:
    return calculate("bakery.technological_plan", given)


def minute(text: str) -> int:
    """Minutes from 00:00 of the plan's date."""
    time, _, days = text.partition(" (+")
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes) + (1440 * int(days[:-1]) if days else 0)


def span(text: str) -> tuple[int, int]:
    start, finish = text.split("–")
    return minute(start), minute(finish)


def table(note: Note, name: str) -> list[tuple[Any, ...]]:
    return [
        row
        for step in note.steps
        if isinstance(step, ProcedureStep) and step.id == name
        for row in step.table.rows
    ]


def test_dough_rests_and_is_proofed_long_enough_and_never_waits_too_long() -> None:
    given = day()
    sorts = {product["name"]: product for product in given["products"]}
    bowls: Any = planned(given).result["bowls"]
    assert len(bowls) == 21
    resting, kneaders, lines, ovens = [], [], [], []
    for bowl in bowls:
        sort = sorts[bowl["bowl"].rpartition(" ")[0]]
        kneading, shaping, baking = (span(bowl[stage]) for stage in ("kneading", "shaping", "baking"))
        # The clock is cut to whole minutes: a minute of doubt on either side.
        assert kneading[0] - minute(bowl["dosing"]) == sort["dosing_min"]
        assert -1 <= shaping[0] - kneading[1] - sort["rest_min"] <= sort["rest_hold_min"] + 1
        first = int(bowl["loads"].split(" + ")[0])
        of_bowl = 185 if "Батон" in bowl["bowl"] else 399
        proofed = shaping[0] + max(sort["dividing_min"], sort["forming_min"]) * first / of_bowl
        assert -2 <= baking[0] - proofed - sort["proof_min"] <= sort["proof_hold_min"] + 2
        resting.append((kneading[1], shaping[0]))
        kneaders.append(kneading)
        lines.append(shaping)
        ovens.append(baking)
        assert minute(bowl["cooled"]) - baking[1] in {19, 20, 21}
        assert minute(bowl["packed"]) > minute(bowl["cooled"])
        for start, finish in (kneading, shaping, baking):  # nothing runs into the breaks
            assert finish <= 19 * 60 or 20 * 60 <= start < finish <= 31 * 60
    for stage in (resting, kneaders, lines, ovens):
        stage.sort()
        assert all(before[1] <= behind[0] + 1 for before, behind in pairwise(stage))


def test_a_correction_of_the_laboratory_binds_the_bowls_weighed_from_its_moment_on() -> None:
    given = day()
    moment = 26 * 60  # 02:00 of the next day
    for bowl in planned(given).result["bowls"]:  # type: ignore[union-attr]
        corrected = "Булка" in bowl["bowl"] and minute(bowl["dosing"]) >= moment  # type: ignore[index, call-overload]
        assert bowl["recipe"] == (  # type: ignore[index, call-overload]
            given["corrections"][0]["document"] if corrected else "основная"
        )
    sections = {step.section for step in planned(given).steps}
    assert sum("Поправка лаборатории" in section for section in sections) == 2  # both parts of its recipe


def test_what_is_said_to_shorten_the_idle_time_does_so() -> None:
    given = day()
    note = planned(given)
    reliefs = {row[0]: row for row in table(note, "bakery.oven_relief")}
    assert len(reliefs) == 5
    for name, changes in {
        "ещё одна дежа на отлежке": {"resting_bowls_pcs": 2},
        "расстойка больше на посадку (240 шт.)": {"proofer_pcs": 420 + 240},
    }.items():
        again: Any = planned(day(**changes)).result["ovens"]
        said = float(str(reliefs[name][1]).replace(",", "."))
        assert again[0]["waiting_h"] * 60 == pytest.approx(said, abs=0.06)
    gaps = [float(row[3].replace(",", ".")) for row in table(note, "bakery.oven_gaps")]
    ovens: Any = note.result["ovens"]
    assert sum(gaps) == pytest.approx(ovens[0]["waiting_h"] * 60, abs=0.05 * len(gaps))


def test_bowls_without_a_place_in_the_day_are_told() -> None:
    given = day(shifts=1)
    note = planned(given)
    assert {warning.code for warning in note.warnings} == {"unplaced"}
    assert "дежей без места в сутках" in note.warnings[0].text
    assert len(note.result["bowls"]) < 21  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"proofer_pcs": 100}, "в расстойке"),
        ({"date": "вчера"}, "ГГГГ-ММ-ДД"),
        ({"shift_h": 20}, "не длиннее 24 ч"),
        ({"break_min": 800}, "короче смены"),
        (
            {"ovens": [{"name": "Печь"}], "products": [day()["products"][0] | {"ovens": ["иная"]}]},
            "одна из печей",
        ),
        (
            {"corrections": [{"product": "Пирог", "valid_from": "2026-03-02", "document": "№ 1"}]},
            "одно из изделий",
        ),
        (
            {"corrections": [{**day()["corrections"][0], "ingredient": "Мак", "kg_per_100kg_flour": 1}]},
            "сырьё рецептуры",
        ),
        (only_loaf(plan_kg=1e6), "больше 300 дежей"),
        (only_loaf(proof_hold_min=1), "ждут печи"),
    ],
)
def test_what_cannot_be_is_refused_in_words(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(PotokError) as error:
        planned(day(**changes))
    sentences = [error.value.message, *(problem.sentence() for problem in error.value.problems)]
    assert told in " ".join(sentences)


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


def test_the_command_plans_a_line_and_a_worked_case(tmp_path: Path) -> None:
    runner = CliRunner()
    line = ["--input", str(DATA / "bakery" / "line.json"), "--date", "2026-03-02", "--task", "500", "--json"]
    answer = runner.invoke(app, line)
    assert len(json.loads(answer.stdout)["bowls"]) == 6
    told = runner.invoke(app, ["--input", str(CASE), "--output", str(tmp_path / "plan.pdf")])
    assert told.exit_code == 0
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert runner.invoke(app, ["--input", str(CASE), "--output", str(tmp_path / "plan.doc")]).exit_code == 2
