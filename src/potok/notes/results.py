"""Results of a note with their names: what a reader looks for first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from potok.notes.expression import Symbol
from potok.notes.note import FormulaStep, Note, numeric_paths
from potok.notes.units import unit_name
from potok.notes.value import Value


@dataclass(frozen=True, slots=True)
class NamedResult:
    """A number of the result.

    Attributes:
        path: Its place in the result ("offsets_min[0]").
        title: Russian name, from the symbol of the formula or the title of the input or procedure.
        value: The number with its unit.
        symbol: Symbol of the formula, None for other origins.
        step: Number of the step it comes from, 0 for an input.
    """

    path: str
    title: str
    value: Value
    symbol: Symbol | None
    step: int

    @property
    def single(self) -> bool:
        """Whether it stands alone, in no list."""
        return "[" not in self.path


def named_results(note: Note) -> tuple[NamedResult, ...]:
    """All numbers of a result in its order."""
    return tuple(_named(note))


def _named(note: Note) -> Iterator[NamedResult]:
    steps = {step.key: step for step in note.steps}
    inputs = {item.value.ref: item for item in note.inputs}
    for path in numeric_paths(note.result):
        ref = note.origins.get(path, "")
        number = number_at(note.result, path)
        key, _, place = ref.partition(":")
        step = steps.get(key)
        if isinstance(step, FormulaStep):
            line = step.lines[int(place)]
            title = step.formula.result.meaning
            title = f"{title}: {line.label}" if line.label else title
            yield NamedResult(path, _capital(title), line.result, step.formula.result, step.number)
        elif step is not None:
            value = step.values[int(place)]
            yield NamedResult(path, _capital(step.title), value, None, step.number)
        elif ref in inputs:
            yield NamedResult(path, inputs[ref].title, inputs[ref].value, None, 0)
        else:
            yield NamedResult(path, path, Value(number), None, 0)


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def number_at(result: object, path: str) -> float:
    """The number at a path of a plain result.

    Raises:
        KeyError: There is no number.
    """
    found: object = result
    for part in path.replace("[", ".[").split("."):
        if part.startswith("["):
            place = int(part[1:-1])
            if not isinstance(found, list) or place >= len(found):
                raise KeyError(path)
            found = found[place]
        elif isinstance(found, Mapping) and part in found:
            found = found[part]
        else:
            raise KeyError(path)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise KeyError(path)
    return found


def unit_of(result: NamedResult) -> str:
    """Russian unit of a result."""
    return unit_name(result.value.unit)
