"""The worker: carries out background jobs, plans one at a time and small things beside them."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import close_old_connections, connections
from procrastinate.contrib.django import app

from potok.scheduling.warm_plans import load_plans
from potok.server.stalled_jobs import SILENCE_S

if TYPE_CHECKING:
    from procrastinate.job_context import JobContext
    from procrastinate.worker import Worker

#: Jobs at a time of each queue: `opt` holds plans and solvers, which take all cores themselves.
QUEUES: Mapping[str, int] = {"default": 2, "opt": 1}

#: After a stop signal running jobs have this long to finish; then they are told to abort.
GRACE_S = 10.0


def run_worker(queues: Sequence[str], *, drain: bool = False) -> None:
    """Carry out the jobs of the queues until SIGINT or SIGTERM, or with `drain` until none is due."""
    if "opt" in queues and not drain:
        # The first plan need not wait for them. Not a daemon: loading does not stand being cut off.
        threading.Thread(target=load_plans, name="kernels").start()
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # Django's connector
        asyncio.run(_run(queues, drain=drain))


async def _run(queues: Sequence[str], *, drain: bool) -> None:
    async with app.open_async():
        workers = [asyncio.create_task(_work(queue, drain=drain)) for queue in queues]
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, _stop, workers)
        # Otherwise a queue without its worker would be worse than a restart of all.
        until = asyncio.ALL_COMPLETED if drain else asyncio.FIRST_COMPLETED
        await asyncio.wait(workers, return_when=until)
        _stop(workers)
        results = await asyncio.gather(*workers, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


def _stop(workers: Sequence[asyncio.Task[None]]) -> None:
    """Tell every worker to finish; a second telling would cut its farewell short."""
    for worker in workers:
        if not worker.done() and not worker.cancelling():
            worker.cancel()


async def _work(queue: str, *, drain: bool) -> None:
    await app.run_worker_async(
        queues=[queue],
        wait=not drain,
        name=queue,
        concurrency=QUEUES.get(queue, 1),
        shutdown_graceful_timeout=GRACE_S,
        install_signal_handlers=False,
        stalled_worker_timeout=SILENCE_S,
        task_middleware=[_with_fresh_connection],
    )


def _with_fresh_connection(call_next: Callable[[], Any], context: JobContext, worker: Worker) -> Any:  # noqa: ANN401, ARG001 - signature of a middleware
    """Jobs run in threads: each starts on a living connection and leaves none open."""
    close_old_connections()
    try:
        return call_next()
    finally:
        connections.close_all()
