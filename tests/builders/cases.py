"""The public cases of the methods, as files of the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[2] / "data" / "cases"


def case_files() -> list[Path]:
    """All case files, by method."""
    return sorted(CASES.glob("*/*.json"))


def read_case(path: Path) -> dict[str, Any]:
    """A case as parsed JSON."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def case_name(path: Path) -> str:
    """Name of a case in test reports."""
    return f"{path.parent.name}/{path.stem}"
