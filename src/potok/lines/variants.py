"""Several answers to one line, none better than another in every figure: a person chooses.

A kind that offers them has a function `variants` (`potok.lines.kinds`). They belong to a problem: what is
given without the keys that they replace.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Variant:
    """One answer.

    Attributes:
        changes: Keys of `given` with what they become.
        figures: Compared figures by key; less is better in each.
    """

    changes: Mapping[str, object]
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Variants:
    """The answers of a search.

    Attributes:
        items: Those kept, far from each other.
        found: How many there were of which none is better than another.
    """

    items: tuple[Variant, ...]
    found: int


def problem_of(given: Mapping[str, object], varied: tuple[str, ...]) -> str:
    """Digest of what is given without the keys that variants replace: equal for equal problems."""
    rest = {key: value for key, value in given.items() if key not in varied}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def variants_to_data(variants: Variants) -> dict[str, Any]:
    """As JSON data."""
    return {"found": variants.found, "items": [asdict(item) for item in variants.items]}


def variants_from_data(data: Mapping[str, Any]) -> Variants:
    """Of stored data."""
    return Variants(tuple(Variant(**item) for item in data["items"]), data["found"])
