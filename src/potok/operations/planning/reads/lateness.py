"""Whether an order comes in time by its planned release (conventions 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set as AbstractSet

from potok.plant.dates import add_working_days

#: Slack up to this many days counts as «под угрозой» (visual language, tokens).
RISK_DAYS = 1


def slack_days(release: dt.date, due_date: dt.date, *, qc_days: int, holidays: AbstractSet[dt.date]) -> int:
    """Days between the end of release control and the due date; negative = late by as many."""
    return (due_date - add_working_days(release, qc_days, holidays=holidays)).days


def release_by(due_date: dt.date, *, qc_days: int, holidays: AbstractSet[dt.date]) -> dt.date:
    """The last date of release with which an order is still in time."""
    date = due_date
    while slack_days(date, due_date, qc_days=qc_days, holidays=holidays) < 0:
        date -= dt.timedelta(days=1)
    return date


def lateness(slack: int) -> str:
    """«late», «risk» or «ok» of a slack."""
    if slack < 0:
        return "late"
    return "risk" if slack <= RISK_DAYS else "ok"
