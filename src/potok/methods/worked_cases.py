"""Worked cases of the sources: JSON files, a folder a method."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[3] / "data" / "cases"


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """A case file.

    Attributes:
        name: Name of the file without its ending.
        title: Russian title.
        source: Where it is printed.
        errata: Misprints of the source.
        data: The whole case.
    """

    method: str
    name: str
    title: str
    source: str
    errata: tuple[str, ...]
    data: Mapping[str, Any]


def worked_cases(method_id: str, folder: Path = FOLDER) -> tuple[WorkedCase, ...]:
    """The cases of a method, by name; none where the folder is missing."""
    home = folder / Path(method_id).name
    return tuple(_case(path) for path in sorted(home.glob("*.json")))


def all_cases(folder: Path = FOLDER) -> tuple[WorkedCase, ...]:
    """The cases of all methods."""
    return tuple(_case(path) for path in sorted(folder.glob("*/*.json")))


def _case(path: Path) -> WorkedCase:
    data = json.loads(path.read_text(encoding="utf-8"))
    return WorkedCase(
        method=path.parent.name,
        name=path.stem,
        title=str(data.get("title", path.stem)),
        source=str(data.get("source", "")),
        errata=tuple(map(str, data.get("errata") or ())),
        data=data,
    )
