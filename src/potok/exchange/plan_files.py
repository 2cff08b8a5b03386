"""A plan as a folder: plan.csv, shortages.csv, summary.json (conventions 3)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

from potok.errors import InvalidDataError, Problem
from potok.exchange.cells import Choice, Date, Moment, Number, Text, Whole
from potok.exchange.columns import Column, RecordT, TableFormat, read_table
from potok.exchange.csv_tables import csv_bytes, raw_csv
from potok.exchange.plan_summary import SUMMARY_FILE, read_summary, summary_data
from potok.plant.model import Unit
from potok.scheduling.plan import Plan, PlanRow, PlanSummary, ShortageRow
from potok.scheduling.summary import summarise

_CODE = Text(longest=60, code=True)
_WHOLE = Whole()
_THOUSANDTH = Decimal("0.001")

PLAN_TABLE = TableFormat(
    "plan",
    "строки плана",
    PlanRow,
    (
        Column("order_no", _CODE, required=True),
        Column("op_no", _WHOLE, required=True),
        Column("batch_no", _WHOLE, required=True),
        Column("part_no", _WHOLE, required=True),
        Column("machine_id", _CODE, required=True),
        Column("start_at", Moment(), required=True),
        Column("finish_at", Moment(), required=True),
        Column("qty", Number(), required=True),
        Column("setup_min", Number()),
    ),
)

SHORTAGE_TABLE = TableFormat(
    "shortages",
    "нехватка компонентов",
    ShortageRow,
    (
        Column("order_no", _CODE, required=True),
        Column("component_id", _CODE, required=True),
        Column("shortage_qty", Number(), required=True),
        Column("unit", Choice(Unit), required=True),
        Column("earliest_start_date", Date()),
    ),
)


@dataclass(frozen=True, slots=True)
class PlanFolder:
    """What the three files of a plan hold.

    Attributes:
        plan: Its rows sorted by (machine, start); `preliminary` are planned orders with shortages;
            `causes` are in no file.
        shortages: Sorted by (order, component).
        summary: As the file states it, not recomputed.
    """

    plan: Plan
    shortages: tuple[ShortageRow, ...]
    summary: PlanSummary


def write_plan(plan: Plan, shortages: Iterable[ShortageRow], seconds: float, folder: Path) -> PlanSummary:
    """Write the three files of a plan; quantities are rounded to three decimals.

    Args:
        plan: The plan.
        shortages: One row a short component of an order.
        seconds: Wall time of the planning.
        folder: Made when missing.

    Returns:
        The summary that was written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    summary = summarise(plan, seconds=seconds)
    rows = [replace(row, qty=_rounded(row.qty)) for row in sorted(plan.rows, key=_row_order)]
    short = [
        replace(row, shortage_qty=_rounded(row.shortage_qty))
        for row in sorted(shortages, key=_shortage_order)
    ]
    (folder / "plan.csv").write_bytes(csv_bytes(PLAN_TABLE, rows))
    (folder / "shortages.csv").write_bytes(csv_bytes(SHORTAGE_TABLE, short))
    text = json.dumps(summary_data(summary), ensure_ascii=False, indent=2)
    (folder / SUMMARY_FILE).write_text(text + "\n", encoding="utf-8")
    return summary


def read_plan(folder: Path) -> PlanFolder:
    """The plan of a folder. Only the form is checked: whether the plan is right, `verify` says.

    Args:
        folder: With plan.csv, shortages.csv and summary.json.

    Raises:
        InvalidDataError: A file is missing or has faults; all are listed with file, row and field.
    """
    problems: list[Problem] = []
    rows = _read(folder, PLAN_TABLE, problems)
    shortages = _read(folder, SHORTAGE_TABLE, problems)
    summary = read_summary(folder, problems)
    if problems or summary is None:
        raise InvalidDataError(problems)
    short = {row.order_no for row in shortages}
    plan = Plan(
        today=summary.today,
        rows=tuple(sorted(rows, key=_row_order)),
        unplanned=summary.unplanned,
        late=summary.late,
        preliminary=frozenset(row.order_no for row in rows if row.order_no in short),
    )
    return PlanFolder(plan, tuple(sorted(shortages, key=_shortage_order)), summary)


def _read(folder: Path, layout: TableFormat[RecordT], problems: list[Problem]) -> list[RecordT]:
    name = f"{layout.name}.csv"
    path = folder / name
    if not path.is_file():
        problems.append(Problem(name, None, "файл", None, f"файл {path}: {layout.title}", "missing_file"))
        return []
    raw = raw_csv(path.read_bytes(), place=name, header=layout.header, problems=problems)
    if raw is None:
        return []
    return [placed.record for placed in read_table(raw, layout, problems).records]


def _row_order(row: PlanRow) -> tuple[Any, ...]:
    return row.machine_id, row.start_at, row.finish_at, row.order_no, row.op_no, row.batch_no, row.part_no


def _shortage_order(row: ShortageRow) -> tuple[str, str]:
    return row.order_no, row.component_id


def _rounded(qty: Decimal) -> Decimal:
    return qty.quantize(_THOUSANDTH, rounding=ROUND_HALF_EVEN)
