"""Kinds of lines by id; a kind is a package of this room with the two functions named here."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from potok.lines.design import LineDesign


class Design(Protocol):
    """`design` of a kind: the whole line from what is given."""

    def __call__(self, given: Mapping[str, object]) -> LineDesign:
        """The line as designed.

        Raises:
            InvalidInputError: All faults of the input, each with its path and what is expected.
        """


class Improve(Protocol):
    """`improve` of a kind: the engine's answer written into a new `given`."""

    def __call__(
        self,
        given: Mapping[str, object],
        *,
        time_limit_s: float,
        seed: int = 0,
        should_stop: Callable[[], bool] | None = None,
        report: Callable[[float, Mapping[str, object]], None] | None = None,
    ) -> dict[str, object]:
        """A `given` with a better grouping or assignment; never a worse one.

        Args:
            given: As kept by the version.
            time_limit_s: Wall time, seconds.
            seed: Of the random choices.
            should_stop: Asked often; the best so far is given back.
            report: Called with the used share (0…1) and the best `given` so far.
        """


@dataclass(frozen=True, slots=True)
class LineKind:
    """A kind of line: the package `potok.lines.<id>` and its Russian title."""

    id: str
    title: str

    @property
    def design(self) -> Design:
        """Its `design`; the package is imported when asked."""
        return cast(Design, importlib.import_module(f"potok.lines.{self.id}.design").design)

    @property
    def improve(self) -> Improve | None:
        """Its `improve`, None where there is nothing to search for."""
        return cast(
            "Improve | None",
            getattr(importlib.import_module(f"potok.lines.{self.id}.design"), "improve", None),
        )


KINDS: Mapping[str, LineKind] = {
    kind.id: kind
    for kind in (
        LineKind("sewing", "Швейный поток"),
        LineKind("sheltered", "Линия с работниками с инвалидностью"),
        LineKind("continuous", "Непрерывно-поточная линия"),
    )
}
