"""Jobs of killed workers go back into the queue: the queue itself never retries them."""

from __future__ import annotations

import structlog
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

log = structlog.get_logger(__name__)

#: Workers report every 10 s; one silent for this long is dead.
SILENCE_S = 60

#: A job that killed its worker this many times would kill the next one too.
MOST_ATTEMPTS = 3


@app.periodic(cron="* * * * *")
@app.task(name="server.requeue_stalled", queueing_lock="server.requeue_stalled")
async def requeue_stalled(timestamp: int) -> None:  # noqa: ARG001 - given to every periodic task
    """Give jobs whose worker is dead to another worker, or give them up after too many attempts."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE_S):
        given_up = job.attempts + 1 >= MOST_ATTEMPTS
        log.warning("stalled_job", job=job.id, task=job.task_name, attempts=job.attempts, given_up=given_up)
        if given_up:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        else:
            await app.job_manager.retry_job(job)
