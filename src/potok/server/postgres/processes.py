"""Which processes of a server are alive, told by the system and not by a file with a number in it.

Every PostgreSQL process works in its data directory, so `/proc/<pid>/cwd` names the server it
belongs to. The number in `postmaster.pid` may belong to a stranger after a restart of the machine,
or to a dead process nobody has reaped (a container without an init).
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

PROC = Path("/proc")


def server_processes(data: Path) -> list[int]:
    """Pids of the living processes that work in the data directory."""
    wanted = str(data.resolve())
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit() and _works_in(entry, wanted)]


def postmaster_pid(data: Path) -> int | None:
    """Pid of the living main process of the server, None when it is dead."""
    try:
        pid = int((data / "postmaster.pid").read_bytes().split(b"\n", 1)[0])
    except (OSError, ValueError):
        return None
    return pid if _works_in(PROC / str(pid), str(data.resolve())) else None


def quit_processes(pids: list[int]) -> None:
    """Tell orphaned server processes to leave at once; the next start recovers from the log."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGQUIT)
        except ProcessLookupError:
            continue


def _works_in(entry: Path, folder: str) -> bool:
    # A zombie has no working directory any more, so it fails here as it should.
    try:
        return str((entry / "cwd").readlink()) == folder
    except OSError:
        return False
