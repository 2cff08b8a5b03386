"""Whatever is put into a worked case, the method answers with a true note or with a refusal in words."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders.cases import case_files, case_name, read_case
from builders.sheets import recomputed
from potok.errors import PotokError
from potok.methods import method
from potok.notes.note import numeric_paths
from potok.notes.storage import note_to_data

_TRIES = 12


def places(item: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of everything below."""
    if isinstance(item, (dict, list)):
        inner = item.items() if isinstance(item, dict) else enumerate(item)
        for key, value in list(inner):
            yield (*path, key)
            yield from places(value, (*path, key))


def disturbed(given: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The input with one to three values exchanged for unlikely ones of the same or another kind."""
    changed = copy.deepcopy(given)
    for _ in range(chance.choice((1, 1, 2, 3))):
        *way, last = chance.choice(list(places(changed)))
        holder: Any = changed
        for key in way:
            holder = holder[key]
        holder[last] = copy.deepcopy(chance.choice(unlikely(holder[last])))
    return changed


def unlikely(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return [not value, None]
    if isinstance(value, (int, float)):
        return [0, 1, -value, value * 10, value / 7, value + 0.5, 1e9, 1e-9, None, "много"]
    if isinstance(value, list):
        return [[], value[:1], value + value[:1], value[::-1], None]
    if isinstance(value, dict):
        return [{}, dict(list(value.items())[:1]), None]
    return [None, "иное", 1, 2.5]


@pytest.mark.parametrize("path", case_files(), ids=case_name)
def test_a_disturbed_case_gives_a_true_note_or_a_refusal(path: Path) -> None:
    found, given = method(path.parent.name), read_case(path)["given"]
    for seed in range(_TRIES):
        changed = disturbed(given, random.Random(f"{case_name(path)} {seed}"))
        try:
            note = found.run(changed)
        except PotokError:
            continue
        json.dumps(note_to_data(note), allow_nan=False)
        assert set(note.origins) == set(numeric_paths(note.result))
        shown = {place: _number(note.result, place) for place in recomputed(note)}
        assert recomputed(note) == pytest.approx(shown, rel=1e-9, abs=1e-9), changed


def _number(result: Any, place: str) -> float:
    """The number at a path such as "points[0].share"; keys may hold dots and brackets themselves."""
    if not place:
        return float(result)
    if isinstance(result, list):
        index, _, rest = place[1:].partition("]")
        return _number(result[int(index)], rest.removeprefix("."))
    for key, value in result.items():
        rest = place.removeprefix(key)
        if rest != place and rest[:1] in ("", ".", "["):
            return _number(value, rest.removeprefix("."))
    raise KeyError(place)
