"""A socket directory whose path is short enough for the system, however deep the data folder lies."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

#: The system keeps 107 bytes for the path of a socket; the name is `/.s.PGSQL.<port>`.
LONGEST_DIRECTORY = 107 - len("/.s.PGSQL.65535")


def socket_host(folder: Path) -> str:
    """The `host` for libpq that reaches the socket in `folder`.

    A path too long for the system is replaced by `/proc/<this process>/fd/<n>`, an open handle of the
    directory: it can be used by this process and by its children as long as this process lives.
    """
    plain = str(folder)
    if len(os.fsencode(plain)) <= LONGEST_DIRECTORY:
        return plain
    return f"/proc/{os.getpid()}/fd/{_handle(plain)}"


@cache
def _handle(folder: str) -> int:
    return os.open(folder, os.O_PATH | os.O_DIRECTORY)
