"""Two variants of a calculation side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from potok.errors import PotokError
from potok.methods import Method
from potok.notes.note import Note
from potok.notes.render.numbers import number_text
from potok.notes.render.svg import figure_svg
from potok.notes.results import named_results
from potok.web.bench.tools import drawn, percent_text, with_unit


@dataclass(frozen=True, slots=True)
class Pair:
    """A number of both variants."""

    title: str
    one: str
    two: str
    difference: str
    percent: str
    differs: bool


def comparison(method: Method, base: Mapping[str, Any], note: Note) -> dict[str, Any]:
    """Both variants side by side: inputs that differ, all single results, pictures."""
    try:
        other = method.run(base)
    except PotokError as error:
        return {"refusal": error.message}
    one = {item.path: (item.title, item.value.number, item.value.unit) for item in other.inputs}
    two = {item.path: (item.title, item.value.number, item.value.unit) for item in note.inputs}
    inputs = [pair for pair in _pairs(one, two) if pair.differs]
    results = _pairs(_single(other), _single(note))
    pictures = [
        (second.title, drawn(figure_svg(first, width=520)), drawn(figure_svg(second, width=520)))
        for first, second in zip(other.figures, note.figures, strict=False)
        if first.kind == second.kind and first.title == second.title
    ]
    return {"inputs": inputs, "results": results, "pictures": pictures}


Quantities = Mapping[str, tuple[str, float, str]]


def _single(note: Note) -> Quantities:
    return {
        found.path: (found.title, found.value.number, found.value.unit)
        for found in named_results(note)
        if found.single
    }


def _pairs(one: Quantities, two: Quantities) -> Sequence[Pair]:
    pairs = []
    for path in dict.fromkeys([*one, *two]):
        title, _, unit = two.get(path) or one[path]
        first, second = one.get(path), two.get(path)
        if first is None or second is None:
            shown = [number_text(found[1]) if found else "—" for found in (first, second)]
            pairs.append(Pair(with_unit(title, unit), shown[0], shown[1], "", "", differs=True))
            continue
        change = second[1] - first[1]
        sign = "+" if change > 0 else ""
        percent = percent_text(change / abs(first[1]) * 100) if first[1] and change else ""
        texts = (number_text(first[1]), number_text(second[1]))
        difference = f"{sign}{number_text(change)}" if change else "0"
        pairs.append(Pair(with_unit(title, unit), *texts, difference, percent, differs=change != 0))
    return pairs
