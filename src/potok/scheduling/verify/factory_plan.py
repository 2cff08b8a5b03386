"""The checker of factory plans over demands: own calendar and own material arithmetic, rule by rule."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from potok.scheduling.factory_plans.model import PlanCase, PlannedStep
from potok.scheduling.verify.report import Violation
from potok.scheduling.verify.rule import Fault, Rule, apply_rules, rule

_DUST = 1e-6


class ShiftTimes:
    """Working time of the weekly shifts, day by day.

    Args:
        case: The data set.
    """

    def __init__(self, case: PlanCase) -> None:
        self._case = case
        self._spans: dict[dt.date, list[tuple[dt.datetime, dt.datetime]]] = {}

    def _of_day(self, date: dt.date) -> list[tuple[dt.datetime, dt.datetime]]:
        """Working spans that begin on a date, in order."""
        if date not in self._spans:
            midnight = dt.datetime.combine(date, dt.time())
            spans: list[tuple[dt.datetime, dt.datetime]] = []
            for shift in sorted(self._case.shifts, key=lambda shift: shift.begins):
                if shift.weekday != date.weekday():
                    continue
                begins = midnight + dt.timedelta(seconds=shift.begins)
                spans.append((begins, midnight + dt.timedelta(seconds=shift.ends)))
            self._spans[date] = spans
        return self._spans[date]

    def between(self, start: dt.datetime, end: dt.datetime) -> float:
        """Working seconds between two moments; spans that overlap count once."""
        seconds = 0.0
        covered = start
        date = start.date() - dt.timedelta(days=1)
        while date <= end.date():
            for begins, ends in self._of_day(date):
                low, high = max(begins, covered), min(ends, end)
                if high > low:
                    seconds += (high - low).total_seconds()
                    covered = high
            date += dt.timedelta(days=1)
        return seconds

    def is_open(self, first: dt.datetime, last: dt.datetime) -> bool:
        """Whether one span holds both moments."""
        days = (first.date() - dt.timedelta(days=1), first.date())
        return any(begins <= first and last <= ends for day in days for begins, ends in self._of_day(day))


@dataclass(frozen=True, slots=True)
class DemandCase:
    """A plan in front of its data set.

    Attributes:
        case: The data set.
        rows: The plan, in any order.
        times: Its working time.
        by_lot: Rows of each (demand, item).
    """

    case: PlanCase
    rows: tuple[PlannedStep, ...]
    times: ShiftTimes
    by_lot: dict[tuple[str, str], list[PlannedStep]]


def check_factory_plan(case: PlanCase, rows: Sequence[PlannedStep]) -> tuple[Violation, ...]:
    """All faults of a plan."""
    by_lot: defaultdict[tuple[str, str], list[PlannedStep]] = defaultdict(list)
    for row in rows:
        by_lot[row.demand, row.item].append(row)
    return apply_rules(DemandCase(case, tuple(rows), ShiftTimes(case), dict(by_lot)), DEMAND_RULES)[1]


def _whole(case: DemandCase) -> tuple[DemandCase]:
    return (case,)


def _rows(case: DemandCase) -> tuple[PlannedStep, ...]:
    return case.rows


def _name(row: PlannedStep) -> str:
    return f"потребность {row.demand}, {row.item}/{row.seq}"


@rule("plan_steps", "У партии есть все операции маршрута, по одному разу, с одним количеством", _whole)
def a_lot_has_every_step(case: DemandCase, _: DemandCase) -> Iterator[Fault]:
    """Every lot has each step of its routing once, all of one quantity above zero, for a known demand."""
    demands = {demand.code for demand in case.case.demands}
    for (demand, item), rows in case.by_lot.items():
        expected = [step.seq for step in case.case.routings.get(item, ())]
        if demand not in demands or sorted(row.seq for row in rows) != expected:
            yield Fault(
                f"потребность {demand}, {item}: операции {sorted(row.seq for row in rows)}, нужны {expected}"
            )
        if len({row.qty for row in rows}) != 1 or rows[0].qty <= 0:
            yield Fault(f"потребность {demand}, {item}: количества {sorted({row.qty for row in rows})}")


@rule("plan_time", "Ресурс разрешён, рабочее время равно норме", _rows)
def resource_and_work_are_right(case: DemandCase, row: PlannedStep) -> Iterator[Fault]:
    """The resource is an alternate and the working time between start and end is that of the lot."""
    for step in case.case.routings.get(row.item, ()):
        if step.seq != row.seq:
            continue
        if row.resource not in step.alternates:
            yield Fault(f"{_name(row)}: ресурс {row.resource} не разрешён")
        needed = 60.0 * (step.setup_min + step.unit_min * row.qty)
        worked = case.times.between(row.start, row.end)
        if abs(worked - needed) > 1.0:
            yield Fault(f"{_name(row)}: рабочего времени {worked:.0f} с, нужно {needed:.0f} с")


@rule("plan_shift", "Начало и конец лежат в смене и не раньше начала плана", _rows)
def start_and_end_lie_in_shifts(case: DemandCase, row: PlannedStep) -> Iterator[Fault]:
    """Work begins and ends in working time, not before now."""
    if row.start < case.case.start or row.end < row.start:
        yield Fault(f"{_name(row)}: {row.start} — {row.end}, план начинается {case.case.start}")
    if not case.times.is_open(row.start, row.start) or not case.times.is_open(row.end, row.end):
        yield Fault(f"{_name(row)}: {row.start} — {row.end} вне смены")


@rule("plan_overlap", "Ресурс делает одну партию за раз", _whole)
def a_resource_does_one_lot(case: DemandCase, _: DemandCase) -> Iterator[Fault]:
    """Rows of a resource do not overlap, pauses included."""
    by_resource: defaultdict[str, list[PlannedStep]] = defaultdict(list)
    for row in case.rows:
        by_resource[row.resource].append(row)
    for resource, rows in sorted(by_resource.items()):
        for first, second in pairwise(sorted(rows, key=lambda row: (row.start, row.end))):
            if second.start < first.end:
                yield Fault(f"{resource}: {_name(second)} начата {second.start}, занят до {first.end}")


@rule("plan_sequence", "Операции идут по порядку, узлы готовы раньше изделия", _whole)
def steps_follow_each_other(case: DemandCase, _: DemandCase) -> Iterator[Fault]:
    """Steps of a lot follow each other; made components of the same demand are finished before."""
    for (demand, item), rows in case.by_lot.items():
        ordered = sorted(rows, key=lambda row: row.seq)
        for first, second in pairwise(ordered):
            if second.start < first.end:
                yield Fault(f"{_name(second)}: начало {second.start}, предыдущая до {first.end}")
        for component, _each in case.case.components.get(item, ()):
            for row in case.by_lot.get((demand, component), ()):
                if row.end > ordered[0].start:
                    yield Fault(
                        f"{_name(ordered[0])}: начало {ordered[0].start}, узел {component} до {row.end}"
                    )


@rule("plan_cover", "Каждая потребность обеспечена: запасом и партиями", _whole)
def every_demand_is_covered(case: DemandCase, _: DemandCase) -> Iterator[Fault]:
    """Stock and lots of a made item are enough for demands and for the lots it goes into."""
    have: defaultdict[str, float] = defaultdict(float)
    need: defaultdict[str, float] = defaultdict(float)
    for demand in case.case.demands:
        need[demand.item] += demand.qty
    for (_demand, item), rows in case.by_lot.items():
        have[item] += rows[0].qty
        for component, each in case.case.components.get(item, ()):
            need[component] += each * rows[0].qty
    for item in sorted(need):
        if item in case.case.lead_days:
            continue
        total = have[item] + case.case.stock.get(item, 0.0)
        if total < need[item] - _DUST * max(1.0, need[item]):
            yield Fault(f"{item}: нужно {need[item]:g}, есть и будет сделано {total:g}")


@rule("plan_material", "Покупное не расходуется раньше, чем придёт", _whole)
def bought_items_are_there(case: DemandCase, _: DemandCase) -> Iterator[Fault]:
    """Before the lead time has passed no more of a bought item is used than lies in stock."""
    used: defaultdict[str, float] = defaultdict(float)
    for (_demand, item), rows in case.by_lot.items():
        start = min(row.start for row in rows)
        for component, each in case.case.components.get(item, ()):
            lead = case.case.lead_days.get(component)
            if lead is not None and start < case.case.start + dt.timedelta(days=lead):
                used[component] += each * rows[0].qty
    for component in sorted(used):
        stock = case.case.stock.get(component, 0.0)
        if used[component] > stock + _DUST * max(1.0, stock):
            yield Fault(f"{component}: до прихода нужно {used[component]:g}, в запасе {stock:g}")


DEMAND_RULES: tuple[Rule[DemandCase, DemandCase] | Rule[DemandCase, PlannedStep], ...] = (
    a_lot_has_every_step,
    resource_and_work_are_right,
    start_and_end_lie_in_shifts,
    a_resource_does_one_lot,
    steps_follow_each_other,
    every_demand_is_covered,
    bought_items_are_there,
)
