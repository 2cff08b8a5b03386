"""Runs of the engine, for the strip of the page and for the API."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from potok.operations.attempts import GOING
from potok.operations.lines.errors import UnknownLineRunError
from potok.operations.lines.models import LineRun


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A run.

    Attributes:
        line: Code of the line.
        number: Version it started from.
        aim: "improve" or "variants".
        improvements: How often something better was found; of variants, how many there are.
        result: Number of the new version; None while it runs and when nothing better was found.
        error_code, error: Why it failed, empty when it did not.
    """

    id: int
    line: str
    number: int
    aim: str
    state: str
    state_label: str
    time_limit_s: int
    elapsed_s: int
    share_done: float
    improvements: int
    stop_requested: bool
    result: int | None
    error_code: str
    error: str
    started_at: dt.datetime | None
    finished_at: dt.datetime | None

    @property
    def going(self) -> bool:
        """Whether it waits or runs."""
        return self.state in GOING


def run_by_id(run_id: int) -> ShownRun:
    """A run: one query.

    Raises:
        UnknownLineRunError: There is no such run.
    """
    found = LineRun.objects.select_related("version__line", "result").filter(pk=run_id).first()
    if found is None:
        raise UnknownLineRunError(run=run_id)
    return shown_run(found)


def going_run(code: str, number: int) -> ShownRun | None:
    """The run that improves a version now: one query."""
    runs = LineRun.objects.select_related("version__line", "result")
    found = runs.filter(version__line__code=code, version__number=number, state__in=GOING).first()
    return shown_run(found) if found else None


def shown_run(run: LineRun) -> ShownRun:
    """A run as pages and the API show it."""
    ended = run.finished_at or timezone.now()
    return ShownRun(
        id=run.pk,
        line=run.version.line.code,
        number=run.version.number,
        aim=run.aim,
        state=run.state,
        state_label=run.get_state_display(),
        time_limit_s=run.time_limit_s,
        elapsed_s=int((ended - run.started_at).total_seconds()) if run.started_at else 0,
        share_done=run.share_done,
        improvements=run.improvements,
        stop_requested=run.stop_requested,
        result=run.result.number if run.result else None,
        error_code=run.error.get("code", ""),
        error=run.error.get("message", ""),
        started_at=run.started_at,
        finished_at=run.finished_at,
    )
