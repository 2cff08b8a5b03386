"""The two programs of a site, as command lines, and the address they are reached at."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from potok.errors import PotokError
from potok.server.supervisor import Program

#: Taken when free, so that bookmarks of the demo keep working; else the system chooses.
USUAL_PORT = 8000

#: A plan may be asked for in the page; nothing there should take longer than this.
REQUEST_TIMEOUT_S = 60
THREADS = 8


class PortTakenError(PotokError):
    """The wanted port cannot be listened on; data: `host`, `port`, `reason`."""

    code = "port_taken"
    template = (
        "Адрес {host}:{port} занят или недоступен ({reason}). Задайте другой порт: POTOK_PORT или --port."
    )
    http_status = 500


def listen(host: str, port: int | None) -> socket.socket:
    """A listening socket; without a port the usual one if it is free, else any.

    The socket is opened here and inherited by the web server: no other program can take the port in
    between, and while a crashed server restarts, its visitors wait instead of being refused.

    Raises:
        PortTakenError: The given port cannot be used.
    """
    wanted = [port] if port is not None else [USUAL_PORT, 0]
    reason = ""
    for each in wanted:
        try:
            return socket.create_server((host, each), backlog=256, family=_family(host))
        except OSError as error:
            reason = error.strerror or str(error)
    raise PortTakenError(host=host, port=wanted[0], reason=reason)


def address_of(server: socket.socket) -> str:
    """The address for a browser on this machine."""
    host, port = server.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def web_program(server: socket.socket, *, processes: int, data: Path) -> Program:
    """Gunicorn on an inherited socket, several threads a process."""
    return Program(
        name="Сайт",
        command=(
            sys.executable, "-m", "gunicorn", "potok.server.wsgi:application",
            "--bind", f"fd://{server.fileno()}",
            "--worker-class", "gthread",
            "--workers", str(processes),
            "--threads", str(THREADS),
            "--timeout", str(REQUEST_TIMEOUT_S),
            "--graceful-timeout", "10",
            "--max-requests", "20000", "--max-requests-jitter", "2000",
            "--worker-tmp-dir", str(data / "tmp"),
            "--log-level", "warning",
            "--no-control-socket",
        ),
        handles=(server.fileno(),),
    )  # fmt: skip


def worker_program() -> Program:
    """A worker of all queues, with plain database connections of its own."""
    command = (sys.executable, "-m", "potok.cli.main", "worker")
    return Program(name="Исполнитель заданий", command=command, environ={"POTOK_DB_POOL": "0"})


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
