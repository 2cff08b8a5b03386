"""CP-SAT beside a search: it runs in a thread of its own, is asked for its answer and told to stop."""

from __future__ import annotations

import threading
from typing import Generic, Protocol, TypeVar

from potok.scheduling.cpsat.proof import Proof, ProofLimits

Row = TypeVar("Row")

_GRACE_S = 1.0


class Model(Protocol[Row]):
    """A model of CP-SAT that can be run and stopped."""

    def prove(self, limits: ProofLimits) -> Proof[Row]:
        """Search within the limits."""

    def stop(self) -> None:
        """End the search soon."""


class Prover(Generic[Row]):
    """One run of a model beside something else.

    Args:
        model: To be run.
        limits: Of the run.
    """

    def __init__(self, model: Model[Row], limits: ProofLimits) -> None:
        self._model = model
        self._limits = limits
        self._proof: Proof[Row] | None = None
        self._error: BaseException | None = None
        # A daemon: presolve of a large model may not hear a stop at once, and a run must end in time.
        self._thread = threading.Thread(target=self._run, name="cpsat", daemon=True)
        self._thread.start()

    def answer(self, timeout: float | None = 0.0) -> Proof[Row] | None:
        """The proof, None while it is not there; waits at most `timeout` seconds, None for ever."""
        self._thread.join(timeout)
        if self._error is not None:
            raise self._error
        return self._proof

    def finish(self) -> Proof[Row] | None:
        """Stop the run and take what it has found within a second."""
        self._model.stop()
        return self.answer(_GRACE_S)

    def _run(self) -> None:
        try:
            self._proof = self._model.prove(self._limits)
        except BaseException as error:  # noqa: BLE001 - handed to the thread that asks
            self._error = error
