"""Checks a plan against every rule of conventions 1–2, whoever made it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from potok.plant.model import Plant
from potok.scheduling.plan import PlanRow, UnplannedOrder
from potok.scheduling.verify.calendar import PlantCalendar
from potok.scheduling.verify.case import PlanCase
from potok.scheduling.verify.glance import counts_at_a_glance
from potok.scheduling.verify.material import OrderMaterial, material_of
from potok.scheduling.verify.operation import gathered, placed
from potok.scheduling.verify.operation_rules import OPERATION_RULES
from potok.scheduling.verify.order_rules import ORDER_RULES, SEQUENCE_RULES
from potok.scheduling.verify.report import CheckReport, RuleCount
from potok.scheduling.verify.row_rules import ROW_RULES
from potok.scheduling.verify.rule import Rule, apply_rules

#: All rules of a plan, in the order of the report.
PLAN_RULES: tuple[Rule[PlanCase, Any], ...] = (*ROW_RULES, *OPERATION_RULES, *SEQUENCE_RULES, *ORDER_RULES)


def check_plan(
    plant: Plant,
    rows: Sequence[PlanRow],
    *,
    material: Mapping[str, dt.date | None] | None = None,
    unplanned: Iterable[UnplannedOrder] | None = None,
    fixed: Iterable[PlanRow] = (),
    now: dt.datetime | None = None,
    row_numbers: Sequence[int] | None = None,
) -> CheckReport:
    """Checks that a plan keeps every rule; a stricter plan than the rules ask for is right too.

    Args:
        plant: The factory whose orders are planned.
        rows: The plan in any order.
        material: For every order that had to be planned the date from which it may start, None when
            it has no known cover; rows of other orders are checked for everything but material.
            None = all open orders of the plant, their dates computed here from stock and receipts.
        unplanned: Orders named as left out, with reasons; None = naming is not checked.
        fixed: Rows published earlier that must stand in the plan unchanged; they may lie before
            `now` and start whatever the material.
        now: Plant local time before which nothing may start; None = 00:00 of the plant's today.
        row_numbers: Numbers of the rows for messages; None = those of plan.csv (header = row 1).

    Returns:
        The rules applied with their counts and all violations; nothing is raised for a bad plan.

    Source:
        conventions 1–3, order-workflow 6, 7.3 and 13 (7).
    """
    asked = _case(plant, material=material, unplanned=unplanned, fixed=fixed, now=now)
    counts = counts_at_a_glance(asked, rows)
    if counts is not None:
        kept = (RuleCount(each.code, each.title, counts.get(each.code, len(rows)), 0) for each in PLAN_RULES)
        return CheckReport(rows, tuple(kept), ())
    rules, violations = apply_rules(_with_rows(asked, rows, row_numbers), PLAN_RULES)
    return CheckReport(rows, rules, violations)


def plan_case(
    plant: Plant,
    rows: Sequence[PlanRow],
    *,
    material: Mapping[str, dt.date | None] | None = None,
    unplanned: Iterable[UnplannedOrder] | None = None,
    fixed: Iterable[PlanRow] = (),
    now: dt.datetime | None = None,
    row_numbers: Sequence[int] | None = None,
) -> PlanCase:
    """Lays a plan out for its rules; arguments as of `check_plan`."""
    asked = _case(plant, material=material, unplanned=unplanned, fixed=fixed, now=now)
    return _with_rows(asked, rows, row_numbers)


def _case(
    plant: Plant,
    *,
    material: Mapping[str, dt.date | None] | None,
    unplanned: Iterable[UnplannedOrder] | None,
    fixed: Iterable[PlanRow],
    now: dt.datetime | None,
) -> PlanCase:
    """What a plan has to respect, without the plan."""
    calendar = PlantCalendar(plant)
    return PlanCase(
        plant=plant,
        calendar=calendar,
        rows=(),
        operations={},
        material=start_dates(material_of(plant, calendar)) if material is None else material,
        unplanned=None if unplanned is None else tuple(unplanned),
        fixed=tuple(fixed),
        now=dt.datetime.combine(plant.today, dt.time()) if now is None else now,
    )


def _with_rows(case: PlanCase, rows: Sequence[PlanRow], row_numbers: Sequence[int] | None) -> PlanCase:
    listed = placed(rows, row_numbers)
    return replace(case, rows=listed, operations=gathered(case.plant, listed))


def start_dates(material: Mapping[str, OrderMaterial]) -> dict[str, dt.date | None]:
    """Earliest start date of each order."""
    return {order_no: known.start_date for order_no, known in material.items()}
