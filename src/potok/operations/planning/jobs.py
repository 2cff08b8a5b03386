"""Background jobs of planning."""

from __future__ import annotations

from procrastinate.contrib.django import app

from potok.operations.planning.services.runs import fail_lost_runs, perform_run
from potok.operations.planning.services.scenarios import fail_lost_scenarios, perform_scenario


@app.task(name="planning.run", queue="opt")
def run_plan(run_id: int) -> None:
    """Distribute the confirmed orders for a queued run."""
    perform_run(run_id)


@app.periodic(cron="*/5 * * * *")
@app.task(name="planning.lost_runs", queue="default", queueing_lock="planning.lost_runs")
def close_lost_runs(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic task
    """Close runs whose worker died for good, so that new ones can start."""
    fail_lost_runs()
    fail_lost_scenarios()


def defer_run(run_id: int) -> int:
    """Queue the job of a run inside the caller's transaction; returns the job id."""
    return int(run_plan.configure(lock="plan").defer(run_id=run_id))


@app.task(name="planning.scenario", queue="opt")
def run_scenario(scenario_id: int) -> None:
    """Compute a queued scenario."""
    perform_scenario(scenario_id)


def defer_scenario(scenario_id: int) -> int:
    """Queue the job of a scenario inside the caller's transaction; returns the job id."""
    return int(run_scenario.configure().defer(scenario_id=scenario_id))
