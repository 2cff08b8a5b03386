"""`potok shop` on the documented example and on files written here."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from potok.cli.main import run
from potok.scheduling.bench import Options, Watch
from potok.scheduling.formats.full_plans import plan_data, read_shop_plan
from potok.scheduling.formats.full_shops import read_shop
from potok.scheduling.shop import checked
from potok.scheduling.shop.engine import plan_shop
from potok.scheduling.shop.problem import Measure

HOWTO = Path(__file__).parents[3] / "docs" / "howto"
EXAMPLE = HOWTO / "paint-shop.json"
SHOP: dict[str, Any] = {
    "begin": "2026-03-02T08:00",
    "horizon": 200,
    "machines": [{"name": "Котёл"}, {"name": "Розлив"}],
    "tanks": [{"name": "бак", "capacity": 10}],
    "jobs": [
        {
            "name": "З-1",
            "amount": 8,
            "due": 20,
            "operations": [
                {"on": [{"machine": "Котёл", "duration": 5}]},
                {"on": [{"machine": "Розлив", "duration": 10}], "link": {"least": 15, "tank": "бак"}},
            ],
        }
    ],
}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    file = tmp_path / "shop.json"
    file.write_text(json.dumps(SHOP, ensure_ascii=False), encoding="utf-8")
    return file


def told(command: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, Any]:
    code = run([*command, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_documented_example_is_planned_in_time_and_passes_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan.json"
    options = ["--work-limit", "60", "--cores", "1", "--out", str(out)]
    code, plan = told(["shop", "plan", str(EXAMPLE), *options], capsys)
    assert (code, plan["left_out"], plan["measures"]["tardiness"]) == (0, [], 0)
    assert json.loads(out.read_text(encoding="utf-8")) == plan
    glue = [row for row in plan["rows"] if row["job"] == "З-105 клей"]
    assert [(row["operation"], row["machine"]) for row in glue] == [(1, "Диссольвер 1"), (2, "Фасовка")]
    assert glue[0]["end_at"] == glue[1]["start_at"]  # it does not wait
    code, report = told(["shop", "check", str(EXAMPLE), str(out)], capsys)
    assert (code, report["ok"]) == (0, True)
    assert {rule["code"] for rule in report["rules"] if rule["checked"]} >= {"full_tank", "full_no_wait"}


def test_the_page_about_the_example_names_every_command() -> None:
    page = (HOWTO / "plan-a-shop.md").read_text(encoding="utf-8")
    assert set(re.findall(r"potok shop (\w+)", page)) == {"plan", "check", "rules", "schema"}


def test_a_plan_on_the_screen_names_machine_order_operation_and_time(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["shop", "plan", str(written), "--work-limit", "0"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Котёл:",
        "  02.03.2026 08:00 — 02.03.2026 08:05: заказ З-1, операция 1",
        "Розлив:",
        "  02.03.2026 08:20 — 02.03.2026 08:30: заказ З-1, операция 2",
        (
            "Заказов 1, в плане 1; опоздание 10 мин × вес, наладка 0 мин, изменения 0, "
            "раннее окончание 0 мин, простой 0 мин."
        ),
    ]


def test_a_broken_plan_is_told_with_rule_order_operation_and_readable_times(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = {
        "rows": [
            {"job": "З-1", "operation": 1, "machine": "Котёл", "start": 0, "end": 5},
            {"job": "З-1", "operation": 2, "machine": "Розлив", "start": 19, "end": 29},
        ]
    }
    out = written.with_name("plan.json")
    out.write_text(json.dumps(plan), encoding="utf-8")
    code, report = told(["shop", "check", str(written), str(out)], capsys)
    assert code == 1
    assert report["violations"] == [
        {
            "rule": "full_rest",
            "message": "Правило «Выдержка: порция ждёт не меньше заданного», заказ З-1, операция 2: "
            "выдержка 14 мин, нужна 15 мин.",
            "order_no": "З-1",
            "op_no": 2,
            "row": None,
        }
    ]


def test_a_matrix_of_the_plant_may_name_families_that_nobody_orders_today() -> None:
    setups = [
        {"after": "тёмные", "family": "светлые", "time": 30},
        {"family": "светлые", "time": 7},
        {"after": "светлые", "family": "тёмные", "time": 4},
    ]
    order = SHOP["jobs"][0]
    first, second = order["operations"]
    jobs = [{**order, "operations": [{**first, "family": "светлые"}, second]}]
    machines = [{"name": "Котёл", "setups": setups}, {"name": "Розлив"}]
    shop = read_shop({**SHOP, "jobs": jobs, "machines": machines})
    assert shop.families == 3
    plan = plan_shop(shop, Watch(Options(time_limit=None, work_limit=0)))
    assert (plan.rows[0].setup_start, plan.rows[0].start) == (0, 7)


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ({"machines": [{"name": "Котёл"}]}, "jobs[0].operations[1].on[0].machine", "название станка"),
        ({"tanks": None}, "jobs[0].operations[1].link.tank", "название ёмкости"),
        ({"begin": "вчера"}, "begin", "дата и время вида 2026-03-02T08:00"),
        ({"horizon": 0}, "horizon", "целое число не меньше 1"),
        ({"goal": [{"measure": "speed"}]}, "goal[0].measure", "одно из: tardiness"),
        (
            {"goal": [{"measure": "idle", "weight": 1}, {"measure": "setup"}]},
            "goal[1].weight",
            "вес у каждого показателя или ни у одного",
        ),
        (
            {"published": [{"job": "З-2", "operation": 1, "machine": "Котёл", "start": 0, "end": 5}]},
            "published[0].job",
            "название заказа",
        ),
        (
            {"published": [{"job": "З-1", "operation": 3, "machine": "Котёл", "start": 0, "end": 5}]},
            "published[0].operation",
            "от 1 до 2",
        ),
        (
            {"published": [{"job": "З-1", "operation": 1, "machine": "Розлив", "start": 0, "end": 5}]},
            "published[0].machine",
            "название станка этой операции",
        ),
    ],
)
def test_a_fault_of_the_file_is_told_with_field_value_and_what_is_expected(
    change: dict[str, Any], field: str, expected: str, written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written.write_text(json.dumps({**SHOP, **change}), encoding="utf-8")
    code, answer = told(["shop", "plan", str(written)], capsys)
    assert code == 1
    faults = {fault["field"]: fault["expected"] for fault in answer["fields"]}
    assert faults[field].startswith(expected)


def test_a_shop_that_cannot_be_planned_says_which_machine_works_when(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    machines = [{"name": "Котёл", "windows": [{"from": 10, "to": 5}]}, {"name": "Розлив"}]
    written.write_text(json.dumps({**SHOP, "machines": machines}), encoding="utf-8")
    assert run(["shop", "plan", str(written)]) == 1
    told_faults = capsys.readouterr().err
    assert "Станок Котёл, поле windows: «02.03.2026 08:10 — 02.03.2026 08:05»" in told_faults


def test_a_wrong_plan_of_the_engine_is_not_written(
    written: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(*given: Any) -> Any:
        plan = plan_shop(*given)
        return replace(plan, measures={**plan.measures, Measure.TARDINESS: 0})

    monkeypatch.setattr(checked, "plan_shop", careless)
    out = written.with_name("plan.json")
    code, answer = told(["shop", "plan", str(written), "--work-limit", "0", "--out", str(out)], capsys)
    assert (code, answer["code"]) == (1, "wrong_shop_plan")
    assert "Опоздание" in answer["detail"]
    assert not out.exists()


def test_what_is_written_is_read_back() -> None:
    shop = read_shop(json.loads(EXAMPLE.read_text(encoding="utf-8")))
    plan = plan_shop(shop, Watch(Options(time_limit=None, work_limit=0)))
    assert read_shop_plan(plan_data(shop, plan), shop) == plan


def test_ctrl_c_keeps_the_best_plan_found(tmp_path: Path) -> None:
    """The whole group of processes hears it, as from a keyboard."""
    out = tmp_path / "plan.json"
    options = ["--time-limit", "600", "--cores", "2", "--out", str(out)]
    late = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    for job in late["jobs"]:
        job["due"] = 0
    file = tmp_path / "shop.json"
    file.write_text(json.dumps(late), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "potok.cli.main", "shop", "plan", str(file), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stderr is not None
        assert " с: " in running.stderr.readline()
        os.killpg(running.pid, signal.SIGINT)
        told_text, complaints = running.communicate()
    assert (running.returncode, "Traceback" in complaints) == (0, False), complaints
    assert told_text.startswith("Заказов 5, в плане 5; опоздание ")
    assert len(json.loads(out.read_text(encoding="utf-8"))["rows"]) == 14
