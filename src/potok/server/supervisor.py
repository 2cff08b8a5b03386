"""Several programs of one site under one roof: start, restart after a crash, stop together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType, TracebackType
from typing import Self

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

#: A crashed program is started again after this pause, doubled at every crash in a row.
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
#: A program that ran this long has recovered: the next crash starts with the first pause again.
HEALTHY_S = 60.0
STOP_PATIENCE_S = 20.0

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


@dataclass(frozen=True, slots=True)
class Program:
    """A program to keep running.

    Attributes:
        name: For messages, in Russian.
        command: Arguments.
        environ: Variables on top of the environment.
        handles: Open file descriptors that the program inherits (a listening socket).
    """

    name: str
    command: tuple[str, ...]
    environ: Mapping[str, str] = field(default_factory=dict)
    handles: tuple[int, ...] = ()


class _Running:
    """One program with its present process and its history of crashes."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.pause_s = FIRST_PAUSE_S
        self.restart_at = 0.0
        self.start()

    def start(self) -> None:
        self.started_at = time.monotonic()
        # Own session: Ctrl-C reaches the supervisor only, which then stops the programs in order.
        # The death signal: nothing stays behind when the supervisor itself is killed.
        self.process: subprocess.Popen[bytes] | None = subprocess.Popen(  # noqa: S603 - our own programs
            self.program.command,
            env={**os.environ, **self.program.environ},
            stdin=subprocess.DEVNULL,
            pass_fds=self.program.handles,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - this process has one thread
        )

    def look_after(self, now: float) -> str | None:
        """Restart when it is time; returns a message when the program has just crashed."""
        if self.process is None:
            if now >= self.restart_at:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        if now - self.started_at > HEALTHY_S:
            self.pause_s = FIRST_PAUSE_S
        self.restart_at, self.process = now + self.pause_s, None
        pause = f"{self.pause_s:g}".replace(".", ",")
        self.pause_s = min(2 * self.pause_s, LONGEST_PAUSE_S)
        return f"{self.program.name}: неожиданное завершение (код {code}), новый запуск через {pause} с"


class Supervisor:
    """Keeps programs running until a stop signal; use as a context manager."""

    def __init__(self) -> None:
        self._running: list[_Running] = []
        self._stopping = False
        self._previous: dict[int, object] = {}

    def __enter__(self) -> Self:
        """Take over the stop signals."""
        for number in STOP_SIGNALS:
            self._previous[number] = signal.signal(number, self._stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the programs, politely first."""
        processes = [each.process for each in self._running if each.process is not None]
        for process in processes:
            process.terminate()
        deadline = time.monotonic() + STOP_PATIENCE_S
        for process in processes:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for number, handler in self._previous.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal() returned before

    def start(self, program: Program) -> None:
        """Start a program and keep it running."""
        self._running.append(_Running(program))

    @property
    def stopping(self) -> bool:
        """A stop signal has come."""
        return self._stopping

    def processes(self) -> list[int]:
        """Pids of the running programs, in the order started."""
        return [each.process.pid for each in self._running if each.process is not None]

    def watch(self) -> None:
        """Look after the programs until a stop signal comes."""
        while not self._stopping:
            self.step()
            time.sleep(0.2)

    def step(self) -> bool:
        """Look after every program once; returns whether one of them has just crashed."""
        messages = [each.look_after(time.monotonic()) for each in self._running]
        for message in messages:
            if message is not None:
                print(message, flush=True)  # noqa: T201 - told to the person at the terminal
        return any(messages)

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - signature of a handler
        self._stopping = True


def _die_with_parent() -> None:
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
