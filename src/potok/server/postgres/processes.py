"""Which processes of a server are alive, told by the system and not by a file with a number in it.

The number in `postmaster.pid` may belong to a stranger after a restart of the machine, or to a dead
process that nobody reaps (a container without an init). The command line under `/proc` tells them
apart, and everybody may read it: the working directory would tell as well, but root in a container
is not allowed to see that of another account.
"""

from __future__ import annotations

import hashlib
import os
import signal
from pathlib import Path

PROC = Path("/proc")


def cluster_name(data: Path) -> str:
    """Name of the server of a data directory; PostgreSQL writes it into the titles of its processes."""
    return f"potok-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"


def postmaster_pid(data: Path) -> int | None:
    """Pid of the living main process of the server, None when it is dead."""
    try:
        pid = int((data / "postmaster.pid").read_bytes().split(b"\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if _belongs(PROC / str(pid), data) else None


def server_processes(data: Path) -> list[int]:
    """Pids of all living processes of the server, also of those whose main process is dead."""
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and _belongs(entry, data)]


def quit_processes(pids: list[int]) -> None:
    """Tell orphaned server processes to leave at once; the next start recovers from the log."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGQUIT)
        except ProcessLookupError:
            continue


def _belongs(entry: Path, data: Path) -> bool:
    try:
        arguments = (entry / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    # A zombie has no command line any more, so it fails here as it should.
    program = arguments[0]
    if program.startswith(f"postgres: {cluster_name(data)}: ".encode()):
        return True
    return program.endswith(b"/postgres") and os.fsencode(data) in arguments[1:]
