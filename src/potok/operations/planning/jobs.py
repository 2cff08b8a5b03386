"""Background jobs of planning."""

from __future__ import annotations

from procrastinate.contrib.django import app

from potok.operations.planning.services.runs import perform_run


@app.task(name="planning.run", queue="opt")
def run_plan(run_id: int) -> None:
    """Distribute the confirmed orders for a queued run."""
    perform_run(run_id)


def defer_run(run_id: int) -> int:
    """Queue the job of a run inside the caller's transaction; returns the job id."""
    return int(run_plan.configure(lock="plan").defer(run_id=run_id))
