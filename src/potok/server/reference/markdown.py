"""Small pieces of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: Stands below the title of every page, so that nobody edits it by hand.
MADE = "Made from the code by `make docs`; do not edit.\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with an empty line after it."""
    lines = [_line(head), _line(["---"] * len(head)), *(_line(row) for row in rows)]
    return "\n".join(lines) + "\n"


def code(text: object) -> str:
    """Text in the type of code, empty for an empty text."""
    return f"`{text}`" if str(text) else ""


def _line(cells: Sequence[str]) -> str:
    escaped = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(escaped)} |"
