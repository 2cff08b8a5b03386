"""Checks the summary of a plan against its rows (conventions 2–3)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from potok.plant.model import Plant
from potok.scheduling.plan import PlanRow, PlanSummary
from potok.scheduling.verify.calendar import moment_of
from potok.scheduling.verify.case import PlanCase
from potok.scheduling.verify.check import plan_case
from potok.scheduling.verify.order_rules import unplanned_named, unplanned_reason
from potok.scheduling.verify.report import CheckReport
from potok.scheduling.verify.rule import Fault, apply_rules, rule
from potok.scheduling.verify.wording import day, moment, number

#: Allowed deviation of the sum of set-ups, minutes.
SETUP_TOLERANCE_MIN = Decimal("0.01")


@dataclass(frozen=True)
class SummaryCase:
    """A summary and the plan it speaks of."""

    plan: PlanCase
    given: PlanSummary

    @cached_property
    def planned(self) -> tuple[str, ...]:
        """Numbers of the plant's orders that have rows."""
        return tuple(order_no for order_no in self.plan.rows_by_order if order_no in self.plan.orders)

    @cached_property
    def late(self) -> dict[str, int]:
        """Calendar days after the due date of every planned order that is late."""
        days = {order_no: self._days_after_due(order_no) for order_no in self.planned}
        return {order_no: late for order_no, late in days.items() if late > 0}

    def _days_after_due(self, order_no: str) -> int:
        """Release date plus inspection in working days, less the due date."""
        order = self.plan.orders[order_no]
        product = self.plan.plant.items.get(order.product_id)
        finish = max(row.finish for row in self.plan.rows_by_order[order_no])
        release = moment_of(finish).date()
        ready = self.plan.calendar.after_working_days(release, product.qc_days if product else 0)
        return (ready - order.due_date).days

    @cached_property
    def last_finish(self) -> dt.datetime | None:
        """The latest end of a row, None without rows."""
        finishes = [row.finish for row in self.plan.rows]
        return moment_of(max(finishes)) if finishes else None


def check_summary(
    plant: Plant,
    rows: Sequence[PlanRow],
    summary: PlanSummary,
    *,
    material: Mapping[str, dt.date | None] | None = None,
    now: dt.datetime | None = None,
) -> CheckReport:
    """Checks every figure of a plan's summary, and whom it names as unplanned, against the rows.

    Args:
        plant: The factory whose orders are planned.
        rows: Rows of the plan.
        summary: What the plan says about itself.
        material: As of `check_plan`.
        now: As of `check_plan`.

    Returns:
        A report about the rows.
    """
    plan = plan_case(plant, rows, material=material, unplanned=summary.unplanned, now=now)
    counts, violations = apply_rules(SummaryCase(plan, summary), SUMMARY_RULES)
    naming_counts, naming = apply_rules(plan, (unplanned_named, unplanned_reason))
    return CheckReport(rows, counts + naming_counts, violations + naming)


def _subject(case: SummaryCase) -> tuple[SummaryCase]:
    return (case,)


@rule("summary_today", "Дата плана", _subject)
def summary_today(case: SummaryCase, _: SummaryCase) -> Iterator[Fault]:
    """`today` is the plant's today."""
    if case.given.today != case.plan.plant.today:
        yield Fault(f"указано {day(case.given.today)}, верно {day(case.plan.plant.today)}")


@rule("summary_orders", "Число заказов", _subject)
def summary_orders(case: SummaryCase, _: SummaryCase) -> Iterator[Fault]:
    """`orders` counts the orders that had to be planned."""
    if case.given.orders != len(case.plan.material):
        yield Fault(f"указано {case.given.orders}, верно {len(case.plan.material)}")


@rule("summary_planned", "Число запланированных заказов", _subject)
def summary_planned(case: SummaryCase, _: SummaryCase) -> Iterator[Fault]:
    """`planned` counts the orders that have rows."""
    if case.given.planned != len(case.planned):
        yield Fault(f"указано {case.given.planned}, верно {len(case.planned)}")


@rule("summary_late", "Опоздавшие заказы", _subject)
def summary_late(case: SummaryCase, _: SummaryCase) -> Iterator[Fault]:
    """`late` names every late order once with its calendar days, and no other order."""
    for order_no, times in Counter(each.order_no for each in case.given.late).items():
        if times > 1:
            yield Fault(f"назван опоздавшим несколько раз: {times}", order_no)
    given = {each.order_no: each.days for each in case.given.late}
    for order_no in sorted(case.late.keys() | given.keys()):
        true, found = case.late.get(order_no, 0), given.get(order_no)
        if found != true:
            said = "не назван опоздавшим" if found is None else f"указано опоздание {found} дн."
            yield Fault(f"{said}, верно {true} дн.", order_no)


@rule("summary_tardiness", "Сумма дней опоздания", _subject)
def summary_tardiness(case: SummaryCase, _: SummaryCase) -> Iterator[Fault]:
    """`tardiness_days` is the sum of days late over the planned orders."""
    true = sum(case.late.values())
    if case.given.tardiness_days != true:
        yield Fault(f"указано {case.given.tardiness_days} дн., верно {true} дн.")


@rule("summary_setup", "Сумма переналадок", _subject)
def summary_setup(case: SummaryCase, _: SummaryCase) -> Iterator[Fault]:
    """`setup_min` is the sum over the rows."""
    true = sum((row.plan.setup_min for row in case.plan.rows), Decimal(0))
    if abs(case.given.setup_min - true) > SETUP_TOLERANCE_MIN:
        yield Fault(f"указано {number(case.given.setup_min)} мин, верно {number(true)} мин")


@rule("summary_last_finish", "Последнее окончание", _subject)
def summary_last_finish(case: SummaryCase, _: SummaryCase) -> Iterator[Fault]:
    """`last_finish` is the latest finish_at, nothing without rows."""
    if case.given.last_finish != case.last_finish:
        yield Fault(f"указано {_moment(case.given.last_finish)}, верно {_moment(case.last_finish)}")


@rule("summary_seconds", "Время расчёта", _subject)
def summary_seconds(case: SummaryCase, _: SummaryCase) -> Iterator[Fault]:
    """`seconds` is a number not below zero."""
    if not case.given.seconds >= 0:
        yield Fault(f"указано {case.given.seconds} с, ожидается не меньше 0")


def _moment(at: dt.datetime | None) -> str:
    return "пусто" if at is None else moment(at)


SUMMARY_RULES = (
    summary_today,
    summary_orders,
    summary_planned,
    summary_late,
    summary_tardiness,
    summary_setup,
    summary_last_finish,
    summary_seconds,
)
