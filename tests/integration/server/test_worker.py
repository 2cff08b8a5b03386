from __future__ import annotations

import signal
import subprocess
import sys
import time

from django.db import connection

from potok.server.stalled_jobs import MOST_ATTEMPTS, requeue_stalled

WORKER = [sys.executable, "-m", "potok.cli.main", "worker"]


def insert_job(status: str, *, attempts: int = 0, worker: int | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts, worker_id)"
            " VALUES ('elsewhere', 'some.task', %s, %s, %s) RETURNING id",
            [status, attempts, worker],
        )
        return int(cursor.fetchone()[0])


def insert_worker(*, silent_for: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id",
            [silent_for],
        )
        return int(cursor.fetchone()[0])


def status_of(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job])
        return str(cursor.fetchone()[0])


def test_jobs_of_dead_workers_are_queued_again_and_given_up_after_several_deaths(
    own_database: None, program_environ: dict[str, str]
) -> None:
    dead, living = insert_worker(silent_for="10 seconds"), insert_worker(silent_for="0 seconds")
    long_dead = insert_worker(silent_for="5 minutes")
    orphan = insert_job("doing", worker=long_dead)
    murderer = insert_job("doing", attempts=MOST_ATTEMPTS - 1, worker=long_dead)
    silent = insert_job("doing", worker=dead)
    at_work = insert_job("doing", worker=living)
    done = requeue_stalled.defer(timestamp=0)
    subprocess.run([*WORKER, "--drain", "--queue", "default"], env=program_environ, check=True, timeout=120)
    assert status_of(done) == "succeeded"
    assert [status_of(job) for job in (orphan, murderer)] == ["todo", "failed"]
    assert [status_of(job) for job in (silent, at_work)] == ["doing", "doing"]


def test_a_worker_leaves_at_once_when_told_to_and_signs_off(
    own_database: None, program_environ: dict[str, str]
) -> None:
    with subprocess.Popen(WORKER, env=program_environ) as worker, connection.cursor() as cursor:
        limit = time.monotonic() + 60
        while True:  # until both queues have their worker
            cursor.execute("SELECT count(*) FROM procrastinate_workers")
            if cursor.fetchone()[0] == 2:
                break
            assert time.monotonic() < limit
            assert worker.poll() is None
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(timeout=60) == 0
        cursor.execute("SELECT count(*) FROM procrastinate_workers")
        assert cursor.fetchone()[0] == 0
