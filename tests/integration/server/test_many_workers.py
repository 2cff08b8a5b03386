"""Several workers on one queue: one is killed or away in the middle, nothing is lost or counts twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

from django.db import connection
from procrastinate.exceptions import AlreadyEnqueued

from potok.operations.orders.services.confirmation import confirm_orders
from potok.operations.people.acting import SYSTEM
from potok.operations.planning.jobs import defer_scenario
from potok.operations.planning.models import Scenario
from potok.operations.planning.services.scenarios import perform_scenario, request_scenario
from potok.server.stalled_jobs import requeue_stalled

WORKER = [sys.executable, "-m", "potok.cli.main", "worker"]
PATIENCE_S = 240
LONG_S = 3600


def asked(title: str, *, time_limit_s: int) -> Scenario:
    return request_scenario(SYSTEM, title=title, changes=(), defer=defer_scenario, time_limit_s=time_limit_s)


def wait_for(what: Callable[[], bool], *workers: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < limit
        assert all(worker.poll() is None for worker in workers)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.2)")


def state_of(scenario: Scenario) -> str:
    return str(Scenario.objects.values_list("state", flat=True).get(pk=scenario.pk))


def job_statuses() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'planning.scenario' ORDER BY id"
        )
        return [row[0] for row in cursor.fetchall()]


def test_the_work_of_a_killed_worker_is_done_by_another_one_and_counts_once(
    demo_database: None, program_environ: dict[str, str]
) -> None:
    # so many orders, searched by the interpreter, that the search is not over before the worker is killed
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(1, 41)])
    long_one = asked("долгий", time_limit_s=LONG_S)
    slow = {**program_environ, "NUMBA_DISABLE_JIT": "1"}
    workers = [subprocess.Popen([*WORKER, "--queue", "opt"], env=slow)]
    try:
        wait_for(lambda: state_of(long_one) == "running", *workers)
        short = [asked(f"короткий {number}", time_limit_s=0) for number in range(2)]
        workers.append(subprocess.Popen(WORKER, env=program_environ))
        wait_for(lambda: all(state_of(one) == "done" for one in short), *workers)
        workers[0].kill()
        workers[0].wait()
        assert state_of(long_one) == "running"
        Scenario.objects.filter(pk=long_one.pk).update(time_limit_s=0)
        forget_the_worker_of(long_one)
        requeue_stalled.defer(timestamp=0)
        wait_for(lambda: state_of(long_one) == "done", workers[1])
        workers[1].terminate()
        assert workers[1].wait(timeout=PATIENCE_S) == 0
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert job_statuses() == ["succeeded"] * 3
    attempts = dict(Scenario.objects.values_list("title", "attempt"))
    assert attempts == {"долгий": 2, "короткий 0": 1, "короткий 1": 1}
    assert all(Scenario.objects.values_list("figures", flat=True))
    perform_scenario(long_one.pk)  # a job that comes twice finds the work done
    assert Scenario.objects.get(pk=long_one.pk).attempt == 2


def test_the_late_answer_of_a_worker_that_was_away_has_no_effect(
    demo_database: None, program_environ: dict[str, str]
) -> None:
    confirm_orders(SYSTEM, order_nos=[f"ЗП-{number:04d}" for number in range(1, 41)])
    scenario = asked("долгий", time_limit_s=LONG_S)
    slow = {**program_environ, "NUMBA_DISABLE_JIT": "1"}
    away = subprocess.Popen([*WORKER, "--queue", "opt"], env=slow)
    workers = [away]
    try:
        wait_for(lambda: state_of(scenario) == "running", away)
        away.send_signal(signal.SIGSTOP)
        Scenario.objects.filter(pk=scenario.pk).update(time_limit_s=0)
        forget_the_worker_of(scenario)
        with suppress(AlreadyEnqueued):  # the clock of the first worker may have been quicker
            requeue_stalled.defer(timestamp=0)
        other = subprocess.Popen(WORKER, env=program_environ)
        workers.append(other)
        wait_for(lambda: state_of(scenario) == "done", other)
        counted = Scenario.objects.filter(pk=scenario.pk).values().get()
        # whoever may still write into the row would end at once with what it has
        Scenario.objects.filter(pk=scenario.pk).update(stop_requested=True)
        away.send_signal(signal.SIGCONT)
        away.terminate()  # a worker ends when its job has
        away.wait(timeout=PATIENCE_S)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    assert counted["attempt"] == 2
    left = Scenario.objects.filter(pk=scenario.pk).values().get()
    assert left == {**counted, "stop_requested": True}


def forget_the_worker_of(scenario: Scenario) -> None:
    """Let the worker of a job have been silent for five minutes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'"
            " WHERE id = (SELECT worker_id FROM procrastinate_jobs WHERE id = %s)",
            [scenario.job_id],
        )
