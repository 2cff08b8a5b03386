"""Pictures of a gathering: the assembly graph («монтажный график») of the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from potok.lines.sewing.model import SewingLine
from potok.lines.sewing.places import Workplace
from potok.notes.figures import Figure, Point, Series, link
from potok.notes.render.numbers import number_text

_RETURN = "возврат"


def assembly_graph(line: SewingLine, places: Sequence[Workplace]) -> Figure:
    """Groups by zones and how the bundle goes between them; a return is named.

    Ways that a longer way tells as well are left out.
    """
    at = {member: place.no for place in places for member in place.group.members}
    ways = Counter((at[early], at[late]) for early, late in line.problem.technology if at[early] != at[late])
    forward = {(start, end) for start, end in ways if start < end}
    nodes: list[Point] = [
        {
            "id": str(place.no),
            "label": f"{place.no}. {_named(place)}, {number_text(float(place.time_s))}\u00a0с",
            "column": line.problem.operations[place.group.members[0]].zone or "Поток",
            "kind": "",
        }
        for place in places
    ]
    links: list[Point] = [
        link(str(start), str(end), *((_RETURN, _RETURN) if start > end else ()))
        for start, end in sorted(ways)
        if start > end or not _told(start, end, forward)
    ]
    return Figure(
        "scheme",
        "Монтажный график: путь пачки по организационным операциям",
        "Участок",
        "Организационная операция",
        (Series("Группы", tuple(nodes)), Series("Путь пачки", tuple(links))),
    )


def _named(place: Workplace) -> str:
    return (
        f"{place.specialty}\u00a0×\u00a0{place.group.workers}" if place.group.workers > 1 else place.specialty
    )


def _told(start: int, end: int, forward: set[tuple[int, int]]) -> bool:
    """Whether a longer way of other groups leads there too."""
    seen, ways = {start}, [other for here, other in forward if here == start and other != end]
    while ways:
        here = ways.pop()
        if here == end:
            return True
        if here not in seen and here < end:
            seen.add(here)
            ways.extend(other for begin, other in forward if begin == here)
    return False
