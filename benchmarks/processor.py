"""Processor time of a cluster: what tells of the cost of work on a machine that others use too."""

from __future__ import annotations

import os
from pathlib import Path

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def server_seconds() -> float:
    """Processor time that all processes of the embedded server of POTOK_DATA have taken so far, in seconds.

    Connections that have ended count too: the main process has reaped them.
    """
    pid_file = next(Path(os.environ["POTOK_DATA"]).glob("pg*/data/postmaster.pid"))
    main = int(pid_file.read_text().split()[0])
    ticks = sum(_times(main)) + sum(sum(_times(pid)[:2]) for pid in _children(main))
    return ticks * _TICK_S


def _children(main: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{main}/task/{main}/children").read_text().split()]


def _times(pid: int) -> tuple[int, ...]:
    """Ticks of user and kernel, of the process and of its ended children; nothing of one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return ()
    return tuple(int(value) for value in fields[11:15])
