"""Background jobs of lines."""

from __future__ import annotations

from procrastinate.contrib.django import app

from potok.operations.lines.services.runs import fail_lost_runs, perform_run
from potok.operations.lines.services.simulations import fail_lost_simulations, perform_simulation


@app.task(name="lines.improve", queue="opt")
def improve_line(run_id: int) -> None:
    """Search for a better version for a queued run."""
    perform_run(run_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="lines.lost_runs", queue="default", queueing_lock="lines.lost_runs")
def close_lost_runs(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic task
    """Close runs whose worker died for good, so that new ones can start."""
    fail_lost_runs()
    fail_lost_simulations()


@app.task(name="lines.simulate", queue="opt")
def simulate_line(run_id: int) -> None:
    """Do a queued simulation."""
    perform_simulation(run_id)


def defer_simulation(run_id: int) -> int:
    """Queue the job of a simulation inside the caller's transaction; returns the job id."""
    return int(simulate_line.configure(lock=f"line-simulation-{run_id}").defer(run_id=run_id))


def defer_improvement(run_id: int) -> int:
    """Queue the job of a run inside the caller's transaction; returns the job id."""
    return int(improve_line.configure(lock=f"line-run-{run_id}").defer(run_id=run_id))
