"""The engine at work for a version: ask for a run, stop it, do the work of it as a background job."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from potok.lines.kinds import KINDS
from potok.lines.variants import problem_of, variants_to_data
from potok.operations.attempts import GOING, begin, current, fail_lost, told_as_failed
from potok.operations.catalog import clock
from potok.operations.lines.errors import (
    LineRunGoingError,
    NothingToImproveError,
    UnknownLineRunError,
    UnknownLineVersionError,
)
from potok.operations.lines.models import LineRun, LineVersion
from potok.operations.lines.services.lines import locked_line
from potok.operations.lines.services.versions import save_version
from potok.operations.people.acting import Actor, command
from potok.operations.people.roles import Role

#: Progress is written no more often than this, seconds.
_REPORT_EVERY_S = 0.5


#: What a run is asked for, in the history.
_WHY = {"improve": "улучшение версии {}", "variants": "варианты версии {}"}


def request_improvement(
    actor: Actor,
    *,
    code: str,
    number: int,
    defer: Callable[[int], int],
    time_limit_s: int = 20,
    seed: int = 0,
    aim: str = "improve",
) -> LineRun:
    """Queue a search for a better version, or for variants of it.

    Args:
        code: Of the line.
        number: The version to start from, in whatever state.
        defer: Puts the job of a run id into the queue, in this transaction; returns the job id.
        time_limit_s: Wall time of the search.
        seed: Of its random choices.
        aim: "improve" or "variants".

    Raises:
        UnknownLineError: There is no such line.
        UnknownLineVersionError: It has no such version.
        NothingToImproveError: Its kind has nothing to search for.
        LineRunGoingError: The version is being searched already.
    """
    with command(actor, "edit_lines", why=_WHY[aim].format(number)):
        line = locked_line(code)  # one request at a time looks and adds
        kind = KINDS[line.kind]
        if (kind.improve if aim == "improve" else kind.variants) is None:
            raise NothingToImproveError(kind=kind.title)
        version = LineVersion.objects.filter(line=line, number=number).first()
        if version is None:
            raise UnknownLineVersionError(line=code, number=number)
        fail_lost_runs()
        going = LineRun.objects.filter(version=version, state__in=GOING).first()
        if going is not None:
            raise LineRunGoingError(run=going.pk)
        run = LineRun.objects.create(
            version=version,
            aim=aim,
            time_limit_s=time_limit_s,
            seed=seed,
            requested_by_id=actor.user_id,
            requested_by_name=actor.name,
            plant_date=clock.today(),
        )
        run.job_id = defer(run.pk)
        run.save(update_fields=["job_id"])
        return run


def request_stop(actor: Actor, *, run_id: int) -> None:
    """Ask a run to stop; it keeps the best found so far.

    Raises:
        UnknownLineRunError: There is no such run.
    """
    with command(actor, "edit_lines", why="остановка расчёта"):
        if not LineRun.objects.filter(pk=run_id).exists():
            raise UnknownLineRunError(run=run_id)
        LineRun.objects.filter(pk=run_id, state__in=GOING).update(stop_requested=True)


def fail_lost_runs() -> int:
    """Close runs whose job ended without them: its worker died too often; returns how many."""
    return fail_lost(LineRun, again="Запустите расчёт снова.")


@dataclass(slots=True)
class _Reporter:
    """Writes progress of one attempt; a newer attempt silences it."""

    run: LineRun
    started: float = field(default_factory=time.monotonic)
    last_report: float = 0.0
    stopping: bool = False
    improvements: int = 0
    best: Mapping[str, object] | None = None

    def report(self, share: float, best: Mapping[str, object]) -> None:
        """Note how far the search is and what it found; look whether somebody asked to stop."""
        better = best != self.best
        self.improvements += better and self.best is not None
        self.best = best
        self._write(share, best=dict(best))

    def report_variants(self, share: float, found: int) -> None:
        """Note how far the search is and how many answers it has; look whether somebody asked to stop."""
        self.improvements = found
        self._write(share)

    def _write(self, share: float, **fields: object) -> None:
        moment = time.monotonic()
        if moment - self.last_report < _REPORT_EVERY_S:
            return
        self.last_report = moment
        changed = current(self.run).update(
            share_done=min(1.0, max(0.0, share)), improvements=self.improvements, **fields
        )
        self.stopping = self.stopping or not changed

    def should_stop(self) -> bool:
        """Whether the search is to end with its best; asked of the books now and then."""
        moment = time.monotonic()
        if not self.stopping and moment - self.started >= _REPORT_EVERY_S:
            self.started = moment
            self.stopping = not current(self.run).filter(stop_requested=False).exists()
        return self.stopping


def perform_run(run_id: int) -> None:
    """Do a run: search, keep the best as a new draft, or the variants. The body of the background job.

    A result counts only for the current attempt: an attempt that a newer one overtook saves nothing.
    """
    run = begin(LineRun, run_id, moment="started_at")
    if run is not None:
        with told_as_failed(run, work="расчёта"):
            work = _search_and_save if run.aim == "improve" else _search_variants
            work(run, _Reporter(run))


def _search_variants(run: LineRun, reporter: _Reporter) -> None:
    version = LineVersion.objects.select_related("line").get(pk=run.version_id)
    kind = KINDS[version.line.kind]
    search = kind.variants
    assert search is not None  # noqa: S101 - asked before the run was queued
    found = search(
        version.given,
        time_limit_s=run.time_limit_s,
        seed=run.seed,
        should_stop=reporter.should_stop,
        report=reporter.report_variants,
    )
    with transaction.atomic():
        mine = current(run).select_for_update().first()
        if mine is None:
            return
        mine.variants = variants_to_data(found)
        mine.problem = problem_of(version.given, kind.varied)
        mine.improvements = found.found
        _end(mine, ["variants", "problem"])


def _end(run: LineRun, changed: list[str]) -> None:
    """Note that a run came to its end, by itself or stopped."""
    run.state = "stopped" if run.stop_requested else "done"
    run.share_done = 1.0
    run.best = None  # it stands in the result
    run.finished_at = timezone.now()
    run.save(update_fields=[*changed, "state", "share_done", "improvements", "best", "finished_at"])


def _search_and_save(run: LineRun, reporter: _Reporter) -> None:
    version = LineVersion.objects.select_related("line").get(pk=run.version_id)
    improve = KINDS[version.line.kind].improve
    assert improve is not None  # noqa: S101 - asked before the run was queued
    found: dict[str, Any] = improve(
        version.given,
        time_limit_s=run.time_limit_s,
        seed=run.seed,
        should_stop=reporter.should_stop,
        report=reporter.report,
    )
    with transaction.atomic():
        mine = current(run).select_for_update().first()
        if mine is None:
            return
        if found != version.given:
            mine.result = save_version(
                _requester(run),
                code=version.line.code,
                given=found,
                title=f"Улучшение версии {version.number}",
                base=version.number,
                why=f"расчёт № {run.pk}",
            )
        mine.improvements = reporter.improvements
        _end(mine, ["result"])


def _requester(run: LineRun) -> Actor:
    """The person in whose name the draft is made: they had the right when they asked."""
    return Actor(user_id=run.requested_by_id, name=run.requested_by_name, roles=frozenset({Role.ENGINEER}))
