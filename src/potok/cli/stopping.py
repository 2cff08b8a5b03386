"""Ctrl-C as a wish: a search ends with the best it has."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable


def stop_of_keyboard() -> Callable[[], bool]:
    """Take Ctrl-C and the end of the process as a wish; the answer says whether somebody wished."""
    stopped = threading.Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda *_: stopped.set())
    return stopped.is_set
