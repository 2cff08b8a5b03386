"""The three files of a plan (conventions 3)."""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from potok.errors import InvalidDataError, Problem
from potok.exchange.plan_files import read_plan, write_plan
from potok.plant.model import Order, OrderStatus, Plant, Unit
from potok.scheduling.plan import (
    LateOrder,
    Plan,
    PlanRow,
    ShortageRow,
    UnplannedOrder,
    UnplannedReason,
)
from potok.scheduling.summary import summarise

TODAY = dt.date(2026, 3, 2)


def order(order_no: str, status: OrderStatus = OrderStatus.NEW) -> Order:
    return Order(order_no, TODAY, "Магазин", "", "P1", 10, TODAY, 2, status=status)


PLANT = Plant(
    today=TODAY, orders=(order("ЗП-1"), order("ЗП-2"), order("ЗП-3"), order("ЗП-4", OrderStatus.DONE))
)
PLAN = Plan(
    today=TODAY,
    rows=(
        PlanRow(
            "ЗП-1", 10, 1, 1, "M1", dt.datetime(2026, 3, 2, 8), dt.datetime(2026, 3, 2, 9, 0, 30),
            Decimal("3.3333333"), Decimal("12.5"),
        ),
        PlanRow(
            "ЗП-1", 10, 1, 2, "M1", dt.datetime(2026, 3, 3, 8), dt.datetime(2026, 3, 3, 10), Decimal("6.667")
        ),
        PlanRow(
            "ЗП-3", 30, 0, 1, "M2", dt.datetime(2026, 3, 4, 8), dt.datetime(2026, 3, 4, 9),
            Decimal(10), Decimal(25),
        ),
    ),
    unplanned=(UnplannedOrder("ЗП-2", UnplannedReason.NO_KNOWN_COVER),),
    late=(LateOrder("ЗП-3", 2), LateOrder("ЗП-1", 1)),
    preliminary=frozenset({"ЗП-3"}),
)  # fmt: skip
SHORTAGES = (
    ShortageRow("ЗП-3", "U2", Decimal(5), Unit.PCS, dt.date(2026, 3, 4)),
    ShortageRow("ЗП-2", "R1", Decimal("1003.643"), Unit.KG, None),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_plan(PLAN, SHORTAGES, 1.23456, tmp_path / "plan")
    return tmp_path / "plan"


def test_the_files_stand_as_the_conventions_say(folder: Path) -> None:
    assert (folder / "plan.csv").read_text(encoding="utf-8").split("\n") == [
        "order_no,op_no,batch_no,part_no,machine_id,start_at,finish_at,qty,setup_min",
        "ЗП-1,10,1,1,M1,2026-03-02T08:00:00,2026-03-02T09:00:30,3.333,12.5",
        "ЗП-1,10,1,2,M1,2026-03-03T08:00:00,2026-03-03T10:00:00,6.667,0",
        "ЗП-3,30,0,1,M2,2026-03-04T08:00:00,2026-03-04T09:00:00,10,25",
        "",
    ]
    assert (folder / "shortages.csv").read_text(encoding="utf-8").split("\n") == [
        "order_no,component_id,shortage_qty,unit,earliest_start_date",
        "ЗП-2,R1,1003.643,kg,",
        "ЗП-3,U2,5,pcs,2026-03-04",
        "",
    ]
    assert json.loads((folder / "summary.json").read_text(encoding="utf-8")) == {
        "today": "2026-03-02",
        "orders": 3,
        "planned": 2,
        "unplanned": [{"order_no": "ЗП-2", "reason_code": "no_known_cover"}],
        "late": [{"order_no": "ЗП-1", "days": 1}, {"order_no": "ЗП-3", "days": 2}],
        "tardiness_days": 3,
        "setup_min": 37.5,
        "last_finish": "2026-03-04T09:00:00",
        "seconds": 1.235,
    }


def test_what_was_written_is_read(folder: Path) -> None:
    found = read_plan(folder)
    assert found.plan.rows[1:] == PLAN.rows[1:]
    assert found.plan.rows[0].qty == Decimal("3.333")
    assert found.plan.preliminary == PLAN.preliminary
    assert found.shortages == tuple(reversed(SHORTAGES))
    assert found.summary == summarise(PLAN, seconds=1.23456)
    assert (found.plan.unplanned, found.plan.today) == (PLAN.unplanned, TODAY)


def test_the_order_of_rows_in_the_plan_does_not_change_the_files(folder: Path, tmp_path: Path) -> None:
    turned = Plan(today=TODAY, rows=PLAN.rows[::-1], unplanned=PLAN.unplanned, late=PLAN.late[::-1])
    write_plan(turned, SHORTAGES[::-1], 1.23456, tmp_path / "turned")
    for name in ("plan.csv", "shortages.csv", "summary.json"):
        assert (tmp_path / "turned" / name).read_bytes() == (folder / name).read_bytes()


def test_a_plan_without_rows_has_no_last_finish(tmp_path: Path) -> None:
    write_plan(Plan(today=TODAY, rows=()), (), 0.0, tmp_path)
    found = read_plan(tmp_path)
    assert found.summary.last_finish is None
    assert found.plan == Plan(today=TODAY, rows=())


def problems_after(folder: Path, name: str, change: Callable[[str], str]) -> tuple[Problem, ...]:
    path = folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        read_plan(folder)
    return caught.value.problems


@pytest.mark.parametrize(
    ("name", "old", "new", "row", "field", "code"),
    [
        ("plan.csv", "T08:00:00,2026-03-02", "T08:00:00.5,2026-03-02", 2, "start_at", "bad_time"),
        ("plan.csv", "T10:00:00", "T10:00:00+03:00", 3, "finish_at", "bad_time"),
        ("plan.csv", "T10:00:00", "T25:00:00", 3, "finish_at", "bad_time"),
        ("plan.csv", "6.667", "много", 3, "qty", "bad_number"),
        ("plan.csv", "ЗП-3,30", ",30", 4, "order_no", "required"),
        ("plan.csv", "part_no", "part", 1, "part_no", "missing_column"),
        ("shortages.csv", "kg", "кг", 2, "unit", "bad_choice"),
        ("shortages.csv", "2026-03-04", "04/03/2026", 3, "earliest_start_date", "bad_date"),
        ("summary.json", '"2026-03-02"', "null", None, "today", "required"),
        ("summary.json", '"orders": 3', '"orders": "три"', None, "orders", "bad_number"),
        ("summary.json", "37.5", "true", None, "setup_min", "bad_number"),
        ("summary.json", "1.235", '"1"', None, "seconds", "bad_number"),
        ("summary.json", "no_known_cover", "lazy", None, "unplanned[0].reason_code", "bad_choice"),
        ("summary.json", '"days": 2', '"дней": 2', None, "late[1].days", "required"),
        ("summary.json", '"last_finish"', '"last"', None, "last_finish", "required"),
        ("summary.json", "{", "[", 1, "файл", "bad_json"),
    ],
)
def test_a_fault_is_named_with_its_place(
    folder: Path, name: str, old: str, new: str, row: int | None, field: str, code: str
) -> None:
    problems = problems_after(folder, name, lambda text: text.replace(old, new, 1))
    found = [(one.where, one.field, one.code) for one in problems if one.code != "unknown_column"]
    assert found == [(name, field, code)]
    assert row is None or problems[0].row == row or code == "bad_json"


def test_summaries_that_are_no_objects_are_named(folder: Path) -> None:
    (problem,) = problems_after(folder, "summary.json", lambda _: "[1, 2]")
    assert (problem.where, problem.code) == ("summary.json", "bad_json")
    (problem,) = problems_after(
        folder, "summary.json", lambda _: json.dumps({**SUMMARY, "late": {"ЗП-1": 1}})
    )
    assert (problem.field, problem.code) == ("late", "bad_json")


SUMMARY = {
    "today": "2026-03-02", "orders": 3, "planned": 2, "unplanned": [], "late": [],
    "tardiness_days": 0, "setup_min": 0, "last_finish": None, "seconds": 1,
}  # fmt: skip


def test_keys_that_the_conventions_do_not_know_are_passed_over(folder: Path) -> None:
    (folder / "summary.json").write_text(json.dumps({**SUMMARY, "engine": "other"}), encoding="utf-8")
    assert read_plan(folder).summary.seconds == 1.0


def test_all_missing_files_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError) as caught:
        read_plan(tmp_path)
    assert [(one.where, one.code) for one in caught.value.problems] == [
        ("plan.csv", "missing_file"),
        ("shortages.csv", "missing_file"),
        ("summary.json", "missing_file"),
    ]


def test_faults_of_all_three_files_are_named_at_once(folder: Path) -> None:
    (folder / "plan.csv").write_bytes("№".encode("cp1251"))
    (folder / "shortages.csv").write_text("order_no\n", encoding="utf-8")
    problems = problems_after(folder, "summary.json", lambda _: "{}")
    assert {problem.where for problem in problems} == {"plan.csv", "shortages.csv", "summary.json"}
