"""Built-in views of the journal: a name and which orders it shows (order-workflow 10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from potok.operations.catalog.clock import aware

#: Statuses of orders that are not finished.
OPEN = ["new", "waiting_shortage", "in_production"]


@dataclass(frozen=True, slots=True)
class JournalView:
    """A view: Russian name and the condition, which may depend on the plant date.

    Attributes:
        of_all: It may show done and cancelled orders too; the others show open ones only.
    """

    code: str
    label: str
    condition: Callable[[dt.date], Q]
    of_all: bool = False


def _listed(*views: JournalView) -> Mapping[str, JournalView]:
    return {view.code: view for view in views}


#: In the sequence of the tabs.
VIEWS = _listed(
    JournalView("new", "Новые", lambda _: Q(status="new")),
    JournalView("shortage", "Дефицит", lambda _: Q(status="waiting_shortage")),
    JournalView("coverable", "Сырьё пришло", lambda _: Q(status="waiting_shortage", cover="in_stock")),
    JournalView(
        "to_schedule", "К распределению", lambda _: Q(status="in_production", launch_at__isnull=True)
    ),
    JournalView("shop_plan", "План цехов", lambda _: Q(status__in=OPEN[1:], launch_at__isnull=False)),
    JournalView(
        "at_risk",
        "Срок под угрозой",
        lambda today: Q(status__in=OPEN) & (Q(slack_days__lt=0) | Q(due_date__lt=today)),
    ),
    JournalView("overdue", "Просроченные", lambda today: Q(status__in=OPEN, due_date__lt=today)),
    JournalView(
        "done_month",
        "Выполненные за месяц",
        lambda today: Q(status="done", release_actual_at__gte=aware(dt.datetime(today.year, today.month, 1))),
        of_all=True,
    ),
    JournalView("done", "Выполненные", lambda _: Q(status="done"), of_all=True),
    JournalView("cancelled", "Отменённые", lambda _: Q(status="cancelled"), of_all=True),
    JournalView("all", "Все", lambda _: Q(), of_all=True),
)
