"""What a draft changes against the plan in force: the list of victims before it is accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from potok.operations.catalog.clock import aware, local
from potok.operations.catalog.snapshot import holiday_dates
from potok.operations.orders.models import ProductionOrder
from potok.operations.planning.models import PlanVersion, ScheduleLine
from potok.operations.planning.reads.lateness import slack_days
from potok.operations.planning.services.drafts import order_spans
from potok.scheduling.plan import PlanRow


@dataclass(frozen=True, slots=True)
class OrderChange:
    """Dates of one order before and after.

    Attributes:
        slack_before: Days of slack in the plan in force, None when it is not in it.
        slack_after: Days of slack in the draft, None when the draft leaves it out.
    """

    order_no: str
    product: str
    priority: int
    due_date: dt.date
    launch_before: dt.datetime | None
    release_before: dt.datetime | None
    launch_after: dt.datetime | None
    release_after: dt.datetime | None
    slack_before: int | None
    slack_after: int | None

    @property
    def kind(self) -> str:
        """«saved» (late → in time), «broken» (in time → late), «added», «removed», «moved»."""
        if self.slack_before is None:
            return "added"
        if self.slack_after is None:
            return "removed"
        if self.slack_before < 0 <= self.slack_after:
            return "saved"
        if self.slack_after < 0 <= self.slack_before:
            return "broken"
        return "moved"

    @property
    def gain_days(self) -> float:
        """Days by which the release moves: positive = earlier."""
        if self.release_before is None or self.release_after is None:
            return 0.0
        return round((self.release_before - self.release_after).total_seconds() / 86400, 1)


@dataclass(frozen=True, slots=True)
class PlanDiff:
    """All changes of a draft against another version, with the figures of both."""

    changes: tuple[OrderChange, ...]
    before: Mapping[str, float]
    after: Mapping[str, float]

    def of_kind(self, kind: str) -> list[OrderChange]:
        """Changes of one kind, urgent first."""
        found = [change for change in self.changes if change.kind == kind]
        return sorted(found, key=lambda change: (change.priority, change.due_date, change.order_no))


def plan_diff(draft: PlanVersion, base: PlanVersion | None) -> PlanDiff:
    """Compare a draft with the plan it would replace."""
    after = _spans(draft)
    before = _spans(base) if base is not None else {}
    holidays = holiday_dates()
    orders = ProductionOrder.objects.filter(pk__in=set(before) | set(after)).select_related("product")
    changes = [
        _change(order, before.get(order.pk), after.get(order.pk), holidays)
        for order in orders.order_by("priority", "due_date", "order_no")
        if before.get(order.pk) != after.get(order.pk)
    ]
    return PlanDiff(changes=tuple(changes), before=figures_of(base), after=figures_of(draft))


def changes_between(
    before: Iterable[PlanRow], after: Iterable[PlanRow], *, among: Container[str] | None = None
) -> tuple[OrderChange, ...]:
    """Orders whose dates differ between two sets of rows, urgent first.

    Args:
        before: Rows of one plan.
        after: Rows of the other.
        among: Numbers of the orders that may differ, None = all of them.
    """
    old, new = _row_spans(before, among), _row_spans(after, among)
    numbers = [number for number in set(old) | set(new) if old.get(number) != new.get(number)]
    holidays = holiday_dates()
    orders = ProductionOrder.objects.filter(order_no__in=numbers).select_related("product")
    return tuple(
        _change(order, old.get(order.order_no), new.get(order.order_no), holidays)
        for order in orders.order_by("priority", "due_date", "order_no")
    )


def _row_spans(
    rows: Iterable[PlanRow], among: Container[str] | None
) -> dict[str, tuple[dt.datetime, dt.datetime]]:
    spans: dict[str, tuple[dt.datetime, dt.datetime]] = {}
    for row in rows:
        if among is not None and row.order_no not in among:
            continue
        start, finish = spans.get(row.order_no, (row.start_at, row.finish_at))
        spans[row.order_no] = (min(start, row.start_at), max(finish, row.finish_at))
    return {number: (aware(start), aware(finish)) for number, (start, finish) in spans.items()}


def _spans(version: PlanVersion) -> dict[int, tuple[dt.datetime, dt.datetime]]:
    return order_spans(ScheduleLine.objects.filter(plan=version).only("order_id", "start_at", "finish_at"))


def figures_of(version: PlanVersion | None) -> dict[str, float]:
    """Late orders, days late and set-up hours of a version; zeros when there is none.

    Operations changed against the plan that was in force and days of early releases are there when the
    version knows them: an older one does not.
    """
    summary = version.summary if version else {}
    newer = {name: summary[name] for name in ("changed", "early_days") if name in summary}
    return newer | {
        "late": len(summary.get("late", [])),
        "tardiness_days": summary.get("tardiness_days", 0),
        "setup_h": round(summary.get("setup_min", 0) / 60, 1),
        "planned": summary.get("planned", 0),
    }


def _change(
    order: ProductionOrder,
    before: tuple[dt.datetime, dt.datetime] | None,
    after: tuple[dt.datetime, dt.datetime] | None,
    holidays: frozenset[dt.date],
) -> OrderChange:
    def slack(span: tuple[dt.datetime, dt.datetime] | None) -> int | None:
        if span is None:
            return None
        release = local(span[1]).date()
        return slack_days(release, order.due_date, qc_days=order.product.qc_days, holidays=holidays)

    old, new = before or (None, None), after or (None, None)
    return OrderChange(
        order_no=order.order_no,
        product=order.product.name,
        priority=order.priority,
        due_date=order.due_date,
        launch_before=old[0],
        release_before=old[1],
        launch_after=new[0],
        release_after=new[1],
        slack_before=slack(before),
        slack_after=slack(after),
    )


def diff_dict(difference: PlanDiff) -> dict[str, Any]:
    """A difference as plain data for JSON, times plant local."""

    def text(moment: dt.datetime | None) -> str | None:
        return local(moment).isoformat(timespec="minutes") if moment else None

    return {
        "before": dict(difference.before),
        "after": dict(difference.after),
        "changes": [
            {
                "order_no": change.order_no,
                "product": change.product,
                "kind": change.kind,
                "priority": change.priority,
                "due": change.due_date.isoformat(),
                "launch_before": text(change.launch_before),
                "release_before": text(change.release_before),
                "launch_after": text(change.launch_after),
                "release_after": text(change.release_after),
                "slack_before": change.slack_before,
                "slack_after": change.slack_after,
                "gain_days": change.gain_days,
            }
            for change in difference.changes
        ],
    }
