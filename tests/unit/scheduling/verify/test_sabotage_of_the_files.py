"""Sabotage of shortages, summary and texts: the checker names exactly the rule that is broken."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from builders.paint_shop import good_plan, good_shortages, good_summary, paint_shop
from builders.plans import at
from potok.plant.model import Unit
from potok.scheduling.plan import LateOrder, PlanRow, PlanSummary, ShortageRow
from potok.scheduling.verify import (
    SHORTAGE_RULES,
    SUMMARY_RULES,
    CheckReport,
    check_plan_files,
    check_shortages,
    check_summary,
)

SHORT_D, SHORT_E = good_shortages()

SHORTAGE_SABOTAGES: dict[str, list[ShortageRow]] = {
    "shortage_listed": [SHORT_D],
    "shortage_true": [SHORT_D, SHORT_E, replace(SHORT_D, order_no="A", component_id="R1")],
    "shortage_quantity": [replace(SHORT_D, shortage_qty=Decimal("1218.02")), SHORT_E],
    "shortage_unit": [replace(SHORT_D, unit=Unit.PCS), SHORT_E],
    "shortage_start_date": [SHORT_D, replace(SHORT_E, earliest_start_date=dt.date(2026, 3, 20))],
}

SUMMARY_SABOTAGES: dict[str, dict[str, Any]] = {
    "summary_today": {"today": dt.date(2026, 3, 3)},
    "summary_orders": {"orders": 4},
    "summary_planned": {"planned": 5},
    "summary_late": {"late": (LateOrder("D", 2),)},
    "summary_tardiness": {"tardiness_days": 0},
    "summary_setup": {"setup_min": Decimal(180)},
    "summary_last_finish": {"last_finish": at("2026-03-05 12:08")},
    "summary_seconds": {"seconds": -1.0},
    "unplanned_named": {"unplanned": good_plan().unplanned[1:]},
}


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


def plan_text(rows: Iterable[PlanRow]) -> str:
    return table(
        [
            "order_no",
            "op_no",
            "batch_no",
            "part_no",
            "machine_id",
            "start_at",
            "finish_at",
            "qty",
            "setup_min",
        ],
        (
            (
                row.order_no,
                row.op_no,
                row.batch_no,
                row.part_no,
                row.machine_id,
                row.start_at.isoformat(),
                row.finish_at.isoformat(),
                row.qty,
                row.setup_min or "",
            )
            for row in rows
        ),
    )


def shortages_text(rows: Iterable[ShortageRow]) -> str:
    return table(
        ["order_no", "component_id", "shortage_qty", "unit", "earliest_start_date"],
        (
            (row.order_no, row.component_id, row.shortage_qty, row.unit, row.earliest_start_date or "")
            for row in rows
        ),
    )


def summary_data(summary: PlanSummary) -> dict[str, Any]:
    return {
        "today": summary.today.isoformat(),
        "orders": summary.orders,
        "planned": summary.planned,
        "unplanned": [
            {"order_no": each.order_no, "reason_code": each.reason_code} for each in summary.unplanned
        ],
        "late": [{"order_no": each.order_no, "days": each.days} for each in summary.late],
        "tardiness_days": summary.tardiness_days,
        "setup_min": float(summary.setup_min),
        "last_finish": summary.last_finish and summary.last_finish.isoformat(),
        "seconds": summary.seconds,
    }


def check_texts(**changed: str | None) -> CheckReport:
    texts: dict[str, str | None] = {
        "plan_csv": plan_text(good_plan().rows),
        "shortages_csv": shortages_text(good_shortages()),
        "summary_json": json.dumps(summary_data(good_summary())),
    }
    return check_plan_files(paint_shop(), **(texts | changed))


def test_the_good_shortages_and_summary_are_accepted() -> None:
    plan = good_plan()
    assert check_shortages(plan.plant, good_shortages()).violations == ()
    assert check_summary(plan.plant, plan.rows, good_summary()).violations == ()


def test_every_rule_of_the_files_is_sabotaged() -> None:
    assert list(SHORTAGE_SABOTAGES) == [each.code for each in SHORTAGE_RULES]
    assert {each.code for each in SUMMARY_RULES} <= SUMMARY_SABOTAGES.keys()


@pytest.mark.parametrize("code", SHORTAGE_SABOTAGES)
def test_sabotaged_shortages_are_refused_by_the_rule_they_break(code: str) -> None:
    report = check_shortages(paint_shop(), SHORTAGE_SABOTAGES[code])
    assert report.violated_rules == {code}


def test_a_shortage_listed_twice_is_refused() -> None:
    report = check_shortages(paint_shop(), [*good_shortages(), SHORT_D])
    assert report.violated_rules == {"shortage_listed"}


def test_a_shortage_within_a_hundredth_is_accepted() -> None:
    near = replace(SHORT_D, shortage_qty=Decimal("1217.99"))
    assert check_shortages(paint_shop(), [near, SHORT_E]).ok


@pytest.mark.parametrize("code", SUMMARY_SABOTAGES)
def test_a_sabotaged_summary_is_refused_by_the_rule_it_breaks(code: str) -> None:
    plan = good_plan()
    report = check_summary(plan.plant, plan.rows, replace(good_summary(), **SUMMARY_SABOTAGES[code]))
    assert report.violated_rules == {code}


@pytest.mark.parametrize("late", [(), (LateOrder("D", 1), LateOrder("A", 1)), (LateOrder("D", 1),) * 2])
def test_late_orders_missing_invented_or_repeated_are_refused(late: tuple[LateOrder, ...]) -> None:
    plan = good_plan()
    report = check_summary(plan.plant, plan.rows, replace(good_summary(), late=late))
    assert report.violated_rules == {"summary_late"}


def test_good_files_are_accepted() -> None:
    assert check_texts().violations == ()


@pytest.mark.parametrize("name", ["plan_csv", "shortages_csv", "summary_json"])
def test_a_missing_file_is_named(name: str) -> None:
    report = check_texts(**{name: None})
    assert report.violated_rules == {"file_present"}
    assert name.split("_", maxsplit=1)[0] in report.violations[0].message


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("op_no", "10,5"),
        ("start_at", "вчера"),
        ("start_at", "9999-12-31T08:00:00"),
        ("qty", "NaN"),
        ("qty", "1e400"),
        ("setup_min", "полчаса"),
    ],
)
def test_an_unreadable_value_is_named_with_row_and_field(field: str, value: str) -> None:
    header, first, *rest = csv.reader(io.StringIO(plan_text(good_plan().rows)))
    first[header.index(field)] = value
    report = check_texts(plan_csv=table(header, [first, *rest]))
    violation = next(each for each in report.violations if each.rule == "file_readable")
    assert violation.row_no == 2
    assert f"поле {field}: «{value}»" in violation.message


def test_a_missing_column_is_named() -> None:
    report = check_texts(plan_csv=plan_text(good_plan().rows).replace("machine_id", "machine"))
    assert "machine_id" in next(each for each in report.violations if each.rule == "file_readable").message


@pytest.mark.parametrize("key", sorted(summary_data(good_summary())))
def test_a_missing_key_of_the_summary_is_named(key: str) -> None:
    data = summary_data(good_summary())
    del data[key]
    report = check_texts(summary_json=json.dumps(data))
    assert report.violated_rules == {"file_readable"}
    assert f"нет ключа {key}" in report.violations[0].message


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("orders", True),
        ("orders", "много"),
        ("unplanned", [{"order_no": "E"}]),
        ("unplanned", [{"order_no": "E", "reason_code": "лень"}]),
        ("late", {"D": 1}),
        ("setup_min", None),
    ],
)
def test_a_malformed_value_of_the_summary_is_named(key: str, value: object) -> None:
    report = check_texts(summary_json=json.dumps(summary_data(good_summary()) | {key: value}))
    assert report.violated_rules == {"file_readable"}
    assert f"{key}:" in report.violations[0].message


@pytest.mark.parametrize("text", ["{", "[]"])
def test_a_summary_that_is_no_object_is_named(text: str) -> None:
    assert check_texts(summary_json=text).violated_rules == {"file_readable"}


def test_rows_are_numbered_as_in_their_file() -> None:
    rows = good_plan().rows
    broken = [*rows[:4], replace(rows[4], qty=Decimal(-1)), *rows[5:]]
    report = check_texts(plan_csv=plan_text(broken))
    violation = next(each for each in report.violations if each.rule == "row_quantity")
    assert violation.row_no == 6
    assert "строка 6" in violation.message


def test_a_byte_order_mark_is_ignored() -> None:
    assert check_texts(plan_csv="\ufeff" + plan_text(good_plan().rows)).ok
