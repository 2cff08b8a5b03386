"""Kinds of lines by id; a kind is a package of this room whose module `design` has the names listed here.

| name | | |
|---|---|---|
| `design` | function | the whole line from what is given |
| `improve` | function, optional | the engine's answer as a new `given` |
| `variants` | function, optional | several answers of the engine to choose from, with `VARIED` |
| `VARIED` | tuple of texts | keys of `given` that variants replace |
| `without_people` | function, optional | the design without anything of single workers |
| `INPUTS` | `Inputs`, optional | declared `given`: the form of the page; else `given` comes as a file |
| `EXAMPLES` | tuple of `Example`, optional | lines to begin with |
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Protocol, cast

from potok.lines.design import LineDesign
from potok.lines.variants import Variants
from potok.notes.inputs.fields import Inputs
from potok.notes.inputs.json_schema import json_schema


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


class FindVariants(Protocol):
    """`variants` of a kind: several answers of the engine, none better than another in every figure."""

    def __call__(
        self,
        given: Mapping[str, object],
        *,
        time_limit_s: float,
        seed: int = 0,
        should_stop: Callable[[], bool] | None = None,
        report: Callable[[float, int], None] | None = None,
    ) -> Variants:
        """The answers kept.

        Args:
            given: As kept by the version.
            time_limit_s: Wall time, seconds.
            seed: Of the random choices.
            should_stop: Asked often; what is found by then is given back.
            report: Called with the used share (0…1) and how many answers there are.
        """


class WithoutPeople(Protocol):
    """`without_people` of a kind."""

    def __call__(self, design: LineDesign) -> LineDesign:
        """The design as those see it who may not see the data of workers: no names, no coefficients."""


@dataclass(frozen=True, slots=True)
class Example:
    """A line to begin with: a `given` that designs without faults."""

    name: str
    title: str
    given: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LineKind:
    """A kind of line: the package `potok.lines.<id>` and its Russian title.

    Attributes:
        personal: `given` and the design hold restricted data of single workers.
    """

    id: str
    title: str
    personal: bool = False

    @property
    def design(self) -> Design:
        """Its `design`; the package is imported when asked."""
        return cast(Design, self._module.design)

    @property
    def improve(self) -> Improve | None:
        """Its `improve`, None where there is nothing to search for."""
        return cast("Improve | None", getattr(self._module, "improve", None))

    @property
    def variants(self) -> FindVariants | None:
        """Its `variants`, None where there is one best answer or none."""
        return cast("FindVariants | None", getattr(self._module, "variants", None))

    @property
    def varied(self) -> tuple[str, ...]:
        """Keys of `given` that its variants replace."""
        return cast("tuple[str, ...]", getattr(self._module, "VARIED", ()))

    @property
    def inputs(self) -> Inputs | None:
        """Its declared input, None where `given` comes as a file only."""
        return cast("Inputs | None", getattr(self._module, "INPUTS", None))

    def schema(self) -> dict[str, Any] | None:
        """JSON Schema of `given`, None where the kind declares none."""
        inputs = self.inputs
        return json_schema(inputs, title=self.title, identifier=self.id) if inputs else None

    @property
    def examples(self) -> tuple[Example, ...]:
        """Lines to begin with."""
        return cast("tuple[Example, ...]", getattr(self._module, "EXAMPLES", ()))

    def without_people(self, design: LineDesign) -> LineDesign:
        """The design for those who may not see the data of workers; the same for other kinds."""
        if not self.personal:
            return design
        own = cast("WithoutPeople | None", getattr(self._module, "without_people", None))
        return own(design) if own else LineDesign(design.kind, design.indicators, (), route=design.route)

    @property
    def _module(self) -> Any:  # noqa: ANN401 - a module
        return importlib.import_module(f"potok.lines.{self.id}.design")


KINDS: Mapping[str, LineKind] = {
    kind.id: kind
    for kind in (
        LineKind("sewing", "Швейный поток"),
        LineKind("sheltered", "Линия с работниками с инвалидностью", personal=True),
        LineKind("continuous", "Непрерывно-поточная линия"),
    )
}


def installed(kind_id: str) -> bool:
    """Whether the kind is known and its package is there."""
    return kind_id in KINDS and find_spec(f"potok.lines.{kind_id}") is not None
