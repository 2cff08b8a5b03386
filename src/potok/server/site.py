"""A running site: web server, worker and database under one supervisor, one site for a data folder."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from potok.errors import PotokError
from potok.server.database import data_folder, make_data_folder
from potok.server.programs import address_of, listen, web_program, worker_program
from potok.server.static_files import collect_static_files
from potok.server.supervisor import Supervisor

#: A first start compiles much and may share a slow machine.
START_PATIENCE_S = 120.0


class SiteRunningError(PotokError):
    """A site of this data folder is running; data: `address`, `folder`."""

    code = "site_running"
    template = "Поток с папкой данных {folder} уже запущен: {address}"
    http_status = 409


class SiteStartError(PotokError):
    """The web server does not become healthy; data: `reason`."""

    code = "site_start_failed"
    template = "Сайт не запустился: {reason}. Подробности — в сообщениях выше."
    http_status = 500


@contextmanager
def only_site() -> Iterator[Callable[[str], None]]:
    """Hold the data folder for one site; gives a function that notes its address for others.

    Raises:
        SiteRunningError: Another site holds it.
    """
    folder = data_folder()
    make_data_folder(folder)
    with (folder / "site.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise SiteRunningError(address=lock.read() or "запускается", folder=folder) from None

        def note(address: str) -> None:
            lock.truncate(0)
            lock.write(address)
            lock.flush()

        note("")
        yield note


def run_site(
    data: Path,
    *,
    host: str,
    port: int | None,
    processes: int,
    with_worker: bool,
    when_ready: Callable[[str], None],
) -> None:
    """Serve until a stop signal; crashed programs are started again.

    Args:
        data: The data folder.
        host: Address to listen on.
        port: Port, None for any free one.
        processes: Number of web processes.
        with_worker: Whether background jobs are carried out here too.
        when_ready: Called with the site's address once it answers.

    Raises:
        PortTakenError: The port is not free.
        SiteStartError: The site did not become healthy.
    """
    collect_static_files(data)
    connections.close_all()
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_empty_folder(data / "tmp" / "metrics"))
    with listen(host, port) as server, Supervisor() as supervisor:
        address = address_of(server)
        supervisor.start(web_program(server, processes=processes, data=data))
        if _await_healthy(address, supervisor):
            when_ready(address)
            if with_worker:  # after the site: on a small machine they would slow down each other's start
                supervisor.start(worker_program())
            supervisor.watch()


def _await_healthy(address: str, supervisor: Supervisor) -> bool:
    """True once /healthz answers 200, False when a stop signal came first."""
    deadline = time.monotonic() + START_PATIENCE_S
    reason = ""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never through a proxy
    while time.monotonic() < deadline:
        try:
            with direct.open(f"{address}healthz", timeout=10):
                return True
        except urllib.error.HTTPError as error:
            reason = json.dumps(json.load(error), ensure_ascii=False)
        except OSError as error:
            reason = str(error)
        if supervisor.stopping:
            return False
        if supervisor.step():
            raise SiteStartError(reason="программа завершилась с ошибкой")
        time.sleep(0.1)
    raise SiteStartError(reason=reason)


def _empty_folder(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
