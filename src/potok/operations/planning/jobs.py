"""Background jobs of planning."""

from __future__ import annotations

from procrastinate.contrib.django import app

from potok.operations.planning.services.runs import fail_lost_runs, perform_run


@app.task(name="planning.run", queue="opt")
def run_plan(run_id: int) -> None:
    """Distribute the confirmed orders for a queued run."""
    perform_run(run_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="planning.lost_runs", queue="default", queueing_lock="planning.lost_runs")
def close_lost_runs(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic task
    """Close runs whose worker died for good, so that new ones can start."""
    fail_lost_runs()


def defer_run(run_id: int) -> int:
    """Queue the job of a run inside the caller's transaction; returns the job id."""
    return int(run_plan.configure(lock="plan").defer(run_id=run_id))
