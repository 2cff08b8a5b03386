"""Forms of the bench as a browser would send them."""

from __future__ import annotations

from potok.web.bench.form_parts import BlocksPart, Control, GroupPart, Part, TablePart


def typed(parts: tuple[Part, ...]) -> list[tuple[str, str]]:
    """All names and values of a form as a browser would send them."""
    found: list[tuple[str, str]] = []
    for part in parts:
        if isinstance(part, Control):
            found.append((part.name, part.value))
            if part.kind == "number":
                found.append((f"{part.name}#unit", part.unit))
        elif isinstance(part, TablePart):
            found += [pair for row in part.rows for pair in typed(row.controls)]
        elif isinstance(part, BlocksPart):
            found += [pair for block in part.blocks for pair in typed(block.parts)]
        elif isinstance(part, GroupPart):
            found += typed(part.parts)
    return found
