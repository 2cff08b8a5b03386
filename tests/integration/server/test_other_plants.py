"""Plants unlike the demonstration, from their files to a checked plan: `potok plan`, then `potok check`."""

from __future__ import annotations

import csv
import datetime as dt
import json
import random
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import pytest

from potok.cli.main import run

DEMO = Path(__file__).parents[3] / "data" / "plant"
MONDAY = dt.date(2026, 3, 2)
Table = list[dict[str, Any]]


def write(folder: Path, **tables: Table) -> Path:
    """A plant folder; columns are those of the demonstration, missing cells stay empty."""
    folder.mkdir()
    for path in DEMO.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as model:
            columns = next(csv.reader(model))
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, columns, restval="")
            rows.writeheader()
            rows.writerows(tables.get(path.stem, []))
    return folder


def product(code: str, net_kg: str, **more: Any) -> dict[str, Any]:
    return {"item_id": code, "name": code, "type": "finished", "unit": "pcs", "net_kg": net_kg, **more}


def material(code: str, kind: str = "raw", unit: str = "kg") -> dict[str, Any]:
    return {"item_id": code, "name": code, "type": kind, "unit": unit, "lead_time_days": 5, "qc_days": 1}


def machine(code: str, workshop: str, kind: str, status: str = "working") -> dict[str, Any]:
    row = {"machine_id": code, "workshop_id": workshop, "name": code, "kind": kind, "status": status}
    return {**row, "batch_capacity_kg": 500 if kind == "batch" else ""}


def batch(op_no: int, place: str, size: str, minutes: str, setup: str, rank: int = 1) -> dict[str, Any]:
    return {
        **_line(op_no, place, setup, rank),
        "basis": "batch",
        "batch_size_kg": size,
        "batch_time_min": minutes,
    }


def rate(op_no: int, place: str, setup: str, rank: int = 1, **norm: str) -> dict[str, Any]:
    return {**_line(op_no, place, setup, rank), "basis": "rate", **norm}


def _line(op_no: int, place: str, setup: str, rank: int) -> dict[str, Any]:
    where = {"workshop_id": place[0], "machine_id": place}
    return {"op_no": op_no, "op_name": f"Операция {op_no}", **where, "alt_rank": rank, "setup_min": setup}


def routes(products: Iterable[str], lines: Iterable[dict[str, Any]]) -> Table:
    return [{**line, "product_id": code} for code in products for line in lines]


def calendar(
    workshop: str,
    shifts: list[tuple[str, str, int]],
    *,
    holidays: Collection[dt.date] = (),
    weekends: bool = False,
    days: int = 21,
) -> Table:
    """Shifts as (start, end, break minutes); an end before the start is on the next day."""
    rows = []
    for date in (MONDAY + dt.timedelta(days=number) for number in range(days)):
        closed = date in holidays or (not weekends and date.isoweekday() > 5)
        for number, (start, end, pause) in enumerate(shifts, 1):
            length = (_minutes(end) - _minutes(start)) % 1440 or 1440
            kind = "holiday" if date in holidays else "day_off" if closed else "work"
            work = 0 if closed else length - pause
            row = {
                "workshop_id": workshop,
                "date": date,
                "shift_no": number,
                "start_time": start,
                "end_time": end,
            }
            rows.append({**row, "break_min": pause, "work_min": work, "kind": kind})
    return rows


def _minutes(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def repair(workshop: str, code: str, date: dt.date, shift_no: int, start: str, end: str) -> dict[str, Any]:
    row = {"workshop_id": workshop, "machine_id": code, "date": date, "shift_no": shift_no}
    return {**row, "start_time": start, "end_time": end, "break_min": 0, "work_min": 0, "kind": "repair"}


def lot(
    code: str, item: str, qty: str, unit: str = "kg", expiry: str = "", status: str = "released"
) -> dict[str, Any]:
    row = {"lot_id": code, "item_id": item, "location": "Склад сырья и тары", "qty": qty, "unit": unit}
    return {**row, "received_date": "2026-01-10", "expiry_date": expiry, "qc_status": status}


def order(number: str, item: str, qty: int, due: dt.date, priority: int = 2) -> dict[str, Any]:
    row = {"order_no": number, "created_date": "2026-02-20", "customer": "Клиент", "product_id": item}
    return {**row, "qty_pcs": qty, "due_date": due, "priority": priority}


def night_plant(folder: Path) -> Path:
    """Shifts over midnight in three workshops, holidays, a night repair, four operations, mixed bases."""
    chance = random.Random(3)
    amounts = {"PA": (1, 120), "PB": (1, 900), "PC": (1, 12)}
    orders = [
        order(
            f"N-{n}",
            code,
            chance.randint(*amounts[code]),
            MONDAY + dt.timedelta(days=chance.randint(-3, 25)),
            chance.randint(1, 3),
        )
        for n in range(1, 19)
        for code in [("PA", "PB", "PC")[n % 3]]
    ]
    lines = [
        batch(10, "A1", "333.3", "47.5", "25"),
        batch(10, "A2", "800", "95", "40", 2),
        rate(10, "A3", "15", 3, rate_kg_per_h="700"),
        rate(20, "B1", "12.5", rate_pcs_per_h="133.7"),
        batch(30, "B2", "299", "61", "5"),
        rate(30, "B1", "7", 2, rate_kg_per_h="350"),
        rate(40, "C1", "0", rate_pcs_per_h="90"),
    ]  # fmt: skip
    expected = {"unit": "kg", "supplier": "Поставщик", "promised_date": "2026-03-08", "status": "confirmed"}
    return write(
        folder,
        items=[
            product("PA", "12.345", family="f1", qc_days=2),
            product("PB", "0.75", family="f1"),
            product("PC", "250", family="f2", qc_days=3, order_multiple=4),
            material("RM1"),
            material("RM2"),
            material("TR", "packaging", "pcs"),
        ],
        boms=[
            {
                "product_id": code,
                "line_no": n,
                "component_id": item,
                "qty_per_unit": qty,
                "unit": unit,
                "loss_pct": loss,
            }
            for code, n, item, qty, unit, loss in [
                ("PA", 1, "RM1", "10", "kg", "2.5"),
                ("PA", 2, "TR", "1", "pcs", "0.3"),
                ("PB", 1, "RM2", "0.7", "kg", "0"),
                ("PC", 1, "RM1", "200", "kg", "1"),
                ("PC", 2, "RM2", "50", "kg", "1"),
            ]
        ],
        machines=[
            *(machine(code, "A", "batch") for code in ("A1", "A2")),
            machine("A3", "A", "rate"),
            machine("B1", "B", "rate"),
            machine("B2", "B", "batch"),
            machine("C1", "C", "rate"),
        ],
        routings=routes(amounts, lines),
        calendars=[
            *calendar(
                "A",
                [("08:00", "20:00", 60), ("20:00", "08:00", 45)],
                holidays={dt.date(2026, 3, 9)},
                weekends=True,
            ),
            repair("A", "A1", dt.date(2026, 3, 4), 2, "20:00", "08:00"),
            *calendar("B", [("20:00", "08:00", 60)], holidays={dt.date(2026, 3, 4), dt.date(2026, 3, 11)}),
            *calendar("C", [("23:00", "07:00", 0)]),
        ],
        stock=[
            lot("L1", "RM1", "20000"),
            lot("L2", "RM2", "3000", expiry="2026-03-03"),
            lot("L3", "TR", "300", "pcs"),
            lot("L4", "RM2", "9000", expiry="2026-03-02"),
            lot("L5", "RM2", "9000", status="quarantine"),
        ],
        receipts=[
            {**expected, "receipt_id": "N1", "item_id": "RM2", "qty": "4000", "expected_date": "2026-03-08"},
            {**expected, "receipt_id": "N2", "item_id": "RM2", "qty": "99999", "expected_date": "2026-02-28"},
        ],
        orders=orders,
    )


def poor_plant(folder: Path) -> Path:
    """A machine under repair, a product without route, one without recipe, days of which few are worked."""
    closed = {MONDAY + dt.timedelta(days=n) for n in range(14) if n % 7 not in {1, 4}}
    due = dt.date(2026, 3, 20)
    wanted = {"B-1": "PX", "B-2": "PY", "B-3": "PZ", "B-4": "PW", "B-5": "PV", "B-6": "PY"}
    return write(
        folder,
        items=[
            *(product(code, "10") for code in ("PX", "PY", "PZ", "PW")),
            product("PV", "1"),
            material("RM"),
        ],
        boms=[
            {"product_id": code, "line_no": 1, "component_id": item, "qty_per_unit": "1", "unit": unit}
            for code, item, unit in [
                ("PX", "RM", "kg"),
                ("PY", "RM", "kg"),
                ("PZ", "RM", "kg"),
                ("PV", "PX", "pcs"),
            ]
        ],
        machines=[
            machine("A1", "A", "batch", "repair"),
            machine("A2", "A", "batch"),
            machine("H1", "H", "rate"),
        ],
        routings=[
            *routes(["PX"], [batch(10, "A1", "100", "60", "5")]),
            *routes(["PY"], [batch(10, "A1", "100", "60", "5"), batch(10, "A2", "100", "60", "5", 2)]),
            *routes(["PY"], [rate(20, "H1", "0", rate_kg_per_h="100")]),
            *routes(["PV"], [rate(10, "A2", "5", rate_kg_per_h="100")]),
            *routes(["PW"], [rate(10, "H1", "5", rate_kg_per_h="100")]),
        ],
        calendars=[
            *calendar("A", [("00:00", "24:00", 0)], weekends=True, days=14),
            *calendar("H", [("22:00", "06:30", 30)], holidays=closed, weekends=True, days=14),
        ],
        stock=[lot("L1", "RM", "20000")],
        orders=[order(number, code, 10, due) for number, code in wanted.items()],
    )


@pytest.mark.parametrize("plant", [night_plant, poor_plant], ids=["night", "poor"])
def test_a_plan_from_files_passes_the_check_of_files(
    plant: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = plant(tmp_path / "plant"), tmp_path / "plan"
    assert run(["plan", "--plant", str(folder), "--out", str(out), "--work-limit", "40", "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["planned"] > 0
    assert run(["check", "--plant", str(folder), "--plan", str(out), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["ok"], report["violations"]) == (True, [])


def test_what_cannot_be_planned_is_named_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = poor_plant(tmp_path / "plant"), tmp_path / "plan"
    assert run(["plan", "--plant", str(folder), "--out", str(out), "--work-limit", "5", "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert {left["order_no"]: left["reason_code"] for left in summary["unplanned"]} == {
        "B-1": "no_capacity",
        "B-3": "no_route",
        "B-5": "no_known_cover",
    }


def test_a_recipe_that_goes_in_a_circle_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = poor_plant(tmp_path / "plant")
    with (folder / "boms.csv").open("a", encoding="utf-8") as boms:
        boms.write("PX,2,PV,1,pcs,0\n")
    assert run(["plan", "--plant", str(folder), "--out", str(tmp_path / "plan"), "--json"]) == 1
    refusal = json.loads(capsys.readouterr().out)
    assert [fault["code"] for fault in refusal["fields"]] == ["bom_cycle"]
    assert not (tmp_path / "plan").exists()
