"""First sequences: priority rules, and the plan before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from potok.scheduling.shop.decoder import Genome
from potok.scheduling.shop.problem import Job
from potok.scheduling.shop.rules import ANY
from potok.scheduling.shop.tables import Tables


def first_genomes(tables: Tables) -> Iterator[Genome]:
    """Genomes by the priority rules, the most promising first; jobs with fixed work go first in all.

    Whole jobs by urgency, then operations by their own due time (the rest of the job after them taken off),
    by slack, by release; the sequence of the published plan when there is one.
    """
    for key in (_urgency, _due, _release, _weight):
        yield _genome(tables, _whole_jobs(tables, key))
    for weighted in (True, False):
        yield _genome(tables, _legs_by_due(tables, weighted=weighted))
    if tables.shop.published:
        yield _genome(tables, _as_published(tables))
        yield _genome(tables, _as_published(tables), _published_modes(tables))


def _genome(tables: Tables, sequence: list[int], modes: tuple[int, ...] | None = None) -> Genome:
    """Jobs with fixed work before all others, of these first those whose fixed work must not wait."""
    tied = {tables.by_number[number].job for number in tables.fixed}
    waiting = {
        step.job
        for step in tables.by_number
        if step.link is not None
        and step.link.most is not None
        and step.number - 1 in tables.fixed
        and step.number not in tables.fixed
    }
    sequence.sort(key=lambda job: (job not in waiting, job not in tied))
    chosen = (ANY,) * tables.count if modes is None else modes
    return Genome(tuple(sequence), chosen, (0,) * len(tables.legs))


def _work(tables: Tables, job: int) -> int:
    """Least working time of a job."""
    return sum(min((run for run in step.runs if run is not None), default=0) for step in tables.steps[job])


def _urgency(tables: Tables, number: int, job: Job) -> tuple[float, ...]:
    """Latest begin in time, earlier for heavy jobs by the size of their work."""
    work = _work(tables, number)
    return job.due - work - work * (1.0 - 1.0 / max(1, job.weight)), -job.weight


def _due(tables: Tables, number: int, job: Job) -> tuple[float, ...]:  # noqa: ARG001 - one shape of rules
    return job.due, -job.weight


def _release(tables: Tables, number: int, job: Job) -> tuple[float, ...]:  # noqa: ARG001 - one shape of rules
    return job.release, job.due


def _weight(tables: Tables, number: int, job: Job) -> tuple[float, ...]:
    return -job.weight / max(1, _work(tables, number)), job.due


def _whole_jobs(tables: Tables, key: Callable[[Tables, int, Job], tuple[float, ...]]) -> list[int]:
    """All legs of a job one after another, jobs by a rule."""
    jobs = tables.shop.jobs
    ranked = sorted(range(len(jobs)), key=lambda number: (key(tables, number, jobs[number]), number))
    return [number for number in ranked for _ in tables.legs[number]]


def _legs_by_due(tables: Tables, *, weighted: bool) -> list[int]:
    """Legs of all jobs by their own due time."""
    ranked: list[tuple[float, int]] = []
    for number, job in enumerate(tables.shop.jobs):
        rest = _work(tables, number)
        latest = -float("inf")
        for leg in tables.legs[number]:
            bonus = rest * (1.0 - 1.0 / max(1, job.weight)) if weighted else 0.0
            # A later leg never goes before an earlier one of its job.
            latest = max(latest, job.due - rest - bonus)
            ranked.append((latest, number))
            rest -= sum(min((run for run in step.runs if run is not None), default=0) for step in leg)
    return [number for _, number in sorted(ranked)]


def _as_published(tables: Tables) -> list[int]:
    """Legs by their starts in the published plan; legs it does not know at the end."""
    starts = {(row.job, row.operation): row.start for row in tables.shop.published}
    ranked = []
    for number, legs in enumerate(tables.legs):
        latest = 0
        for leg in legs:
            latest = max(latest, starts.get((number, leg[0].position), tables.shop.horizon))
            ranked.append((latest, number))
    return [number for _, number in sorted(ranked)]


def _published_modes(tables: Tables) -> tuple[int, ...]:
    modes = [ANY] * tables.count
    for row in tables.shop.published:
        modes[tables.steps[row.job][row.operation].number] = row.mode
    return tuple(modes)
