"""The note of a calculation: plain data that tells how each number came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from potok.notes.figures import Figure
from potok.notes.formula import Formula, Source
from potok.notes.value import Bound, Value

#: A result as it leaves a method: numbers are still `Value`s that know their origin.
Outcome: TypeAlias = "Value | str | bool | Sequence[Outcome] | Mapping[str, Outcome] | None"
#: Plain data as JSON knows it.
Plain: TypeAlias = "str | float | bool | list[Plain] | dict[str, Plain] | None"
Cell: TypeAlias = "Value | str | None"


@dataclass(frozen=True, slots=True)
class InputItem:
    """One input number as it was entered and as it is used.

    Attributes:
        path: Place in the input ("operations[0].time_min").
        title: Russian name, with the name of its row.
        value: As used, in the unit of the schema; its `ref` is "in:" + path.
        entered: As entered in another unit, None when there was nothing to convert.
        assumed: True when the default was taken.
    """

    path: str
    title: str
    value: Value
    entered: Value | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One use of a formula: the values of its symbols and the result."""

    label: str
    values: Mapping[str, Bound]
    result: Value


@dataclass(frozen=True, slots=True)
class FormulaStep:
    """A formula and all its uses in this calculation (one line for each operation, product, period).

    `key` begins the references of its values ("s4"), `number` is its place in the note.
    """

    key: str
    number: int
    section: str
    formula: Formula
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a procedure; cells are values, texts or empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """A step that no formula can express: the rule in words, its table, its numbers."""

    key: str
    number: int
    section: str
    id: str
    title: str
    rule: str
    source: Source
    table: Table
    values: tuple[Value, ...] = ()


Step = FormulaStep | ProcedureStep


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning: a condition is broken or an assumption was made, and still there is a result."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What a worked example of a source prints, and why it differs."""

    title: str
    source: str
    printed: Mapping[str, object]
    errata: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A whole explained calculation.

    Attributes:
        method: Id of the method.
        title: Russian title.
        source: Where the method comes from.
        given: The input as entered.
        inputs: Its numbers with titles and units.
        steps: In the order of the calculation.
        result: Plain data, the keys of the method.
        origins: Reference of every number of the result by its path ("offsets_min[0]" → "s6:0").
        warnings: Broken conditions and assumptions.
        conclusions: Russian sentences built from the numbers.
        figures: Pictures as data.
        reference: Printed values and errata when the input is a worked example.
    """

    method: str
    title: str
    source: Source
    given: Mapping[str, object]
    inputs: tuple[InputItem, ...]
    steps: tuple[Step, ...]
    result: Mapping[str, Plain]
    origins: Mapping[str, str]
    warnings: tuple[Remark, ...] = ()
    conclusions: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    reference: Reference | None = None

    def formulas(self) -> dict[str, Formula]:
        """Formulas used, by id, in order of first use."""
        return {step.formula.id: step.formula for step in self.steps if isinstance(step, FormulaStep)}


@dataclass(slots=True)
class Leaves:
    """Plain result and the origin of each of its numbers, gathered from an outcome."""

    origins: dict[str, str] = field(default_factory=dict)

    def plain(self, outcome: Outcome, path: str = "") -> Plain:
        """The outcome with plain numbers.

        Raises:
            TypeError: A bare number: a method must say where it came from.
        """
        if isinstance(outcome, Value):
            self.origins[path] = outcome.ref
            return outcome.number
        if outcome is None or isinstance(outcome, (str, bool)):
            return outcome
        if isinstance(outcome, (list, tuple)):
            return [self.plain(item, f"{path}[{place}]") for place, item in enumerate(outcome)]
        if isinstance(outcome, Mapping):
            return {key: self.plain(item, f"{path}.{key}" if path else key) for key, item in outcome.items()}
        raise TypeError(f"{path}: a bare {type(outcome).__name__} in a result")


def numeric_paths(result: object, path: str = "") -> Iterator[str]:
    """Paths of all numbers of a plain result."""
    if isinstance(result, Mapping):
        for key, item in result.items():
            yield from numeric_paths(item, f"{path}.{key}" if path else str(key))
    elif isinstance(result, (list, tuple)):
        for place, item in enumerate(result):
            yield from numeric_paths(item, f"{path}[{place}]")
    elif isinstance(result, (int, float)) and not isinstance(result, bool):
        yield path
