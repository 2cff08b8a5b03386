"""A sewing flow for the simulation: groups with K workers, bundles, a piece that comes back to a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from potok.simulation.line import Link, Place, SimulatedLine, Station, Step

#: Bundles of the source (table 2.1): before the assembly, and in the section where the product is finished.
PREPARATORY_BUNDLE, ASSEMBLY_BUNDLE = 15, 5

Edge = tuple[int, int]


def grouped_line(scheme: Mapping[str, Any], given: Mapping[str, Any]) -> SimulatedLine:
    """The flow of `sewing.scheme` with the order of its operations.

    A worker does the operations of the group on a bundle in a row, as far as the order lets them: what
    needs work of another group in between is a second visit to the group.

    Args:
        scheme: Input of the method: operations, groups, takt, shift.
        given: Input of the line, whose operations name those before them (`after`); where none does, the
            order of the list holds.
    """
    operations = {operation["no"]: operation for operation in scheme["operations"]}
    group_of = {member: group["no"] for group in scheme["groups"] for member in group["members"]}
    numbers = [number for number in operations if number in group_of]
    edges = [
        (before, after)
        for before, after in _edges(given, numbers)
        if before in group_of and after in group_of
    ]
    visits = merged(numbers, edges, group_of)
    visit_of = {number: place for place, members in enumerate(visits, start=1) for number in members}
    finishing = operations[numbers[-1]]["section"]
    steps = [
        Step(
            place,
            group_of[members[0]],
            sum(operations[number]["time_s"] for number in members),
            ASSEMBLY_BUNDLE if operations[members[0]]["section"] == finishing else PREPARATORY_BUNDLE,
            title=_named(members),
        )
        for place, members in enumerate(visits, start=1)
    ]
    pairs = sorted(
        {(visit_of[one], visit_of[other]) for one, other in edges if visit_of[one] != visit_of[other]}
    )
    links = [Link(before, after) for before, after in _to_the_end(reduced(pairs), len(steps))]
    return SimulatedLine(
        title="Швейный поток",
        stations=tuple(_station(group) for group in scheme["groups"]),
        steps=tuple(steps),
        links=tuple(links),
        shift_s=scheme["shift_duration_s"],
        takt_s=scheme["takt_s"],
        launch_s=scheme["takt_s"],
    )


def _station(group: Mapping[str, Any]) -> Station:
    handwork = group["specialty"] == "Р"
    return Station(
        group["no"],
        f"Группа {group['no']}, {group['specialty']}",
        (Place(),) * round(group["workers_people"]),
        machine="" if handwork else group["specialty"],
    )


def _named(members: Sequence[int]) -> str:
    """The operations of a visit: "оп. 3–5, 8"."""
    spans: list[list[int]] = []
    for number in sorted(members):
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return "оп. " + ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans)


def _edges(given: Mapping[str, Any], numbers: Sequence[int]) -> list[Edge]:
    found = [
        (int(before), int(operation["no"]))
        for operation in given.get("operations") or ()
        for before in operation.get("after") or ()
    ]
    return found or list(pairwise(numbers))


def merged(numbers: Sequence[int], edges: Sequence[Edge], group_of: Mapping[int, int]) -> list[list[int]]:
    """Visits: operations of a group that can be done in a row on a bundle.

    Operations join the last visit of their group in the order of the list unless a way through another
    group would then lead back into the visit.
    """
    after: defaultdict[int, set[int]] = defaultdict(set)
    for before, later in edges:
        after[before].add(later)
    visit_of: dict[int, int] = {}
    visits: list[list[int]] = []
    last: dict[int, int] = {}
    for number in _in_order(numbers, after):
        group = group_of[number]
        if group not in last or _comes_back(visits[last[group]], number, after, visit_of):
            last[group] = len(visits)
            visits.append([])
        visits[last[group]].append(number)
        visit_of[number] = last[group]
    return visits


def _comes_back(
    visit: Sequence[int], number: int, after: Mapping[int, set[int]], visit_of: Mapping[int, int]
) -> bool:
    """Whether something outside the visit has to come after it and before the operation.

    Work done by one visit is done together, so reaching any operation of a visit reaches all of it.
    """
    inside = set(visit)
    together: defaultdict[int, list[int]] = defaultdict(list)
    for one, place in visit_of.items():
        together[place].append(one)
    seen: set[int] = set()
    found = [
        later for one in visit for later in after.get(one, ()) if later not in inside and later != number
    ]
    while found:
        current = found.pop()
        if current in seen:
            continue
        seen.add(current)
        if current == number or current in inside:
            return True
        found += after.get(current, ())
        if current in visit_of:
            found += together[visit_of[current]]
    return False


def _in_order(numbers: Sequence[int], after: Mapping[int, set[int]]) -> list[int]:
    """The operations in an order that the edges allow, the first of the list first."""
    waiting = dict.fromkeys(numbers, 0)
    for number in numbers:
        for later in after.get(number, ()):
            waiting[later] += 1
    ordered: list[int] = []
    free = [number for number in numbers if not waiting[number]]
    while free:
        number = min(free, key=numbers.index)
        free.remove(number)
        ordered.append(number)
        for later in after.get(number, ()):
            waiting[later] -= 1
            if not waiting[later]:
                free.append(later)
    return ordered


def reduced(pairs: Sequence[Edge]) -> list[Edge]:
    """The pairs that do not follow from others; the order has no cycles."""
    after: defaultdict[int, set[int]] = defaultdict(set)
    for before, later in pairs:
        after[before].add(later)

    def reaches(start: int, goal: int) -> bool:
        seen, found = set(), [later for later in after[start] if later != goal]
        while found:
            current = found.pop()
            if current == goal:
                return True
            if current not in seen:
                seen.add(current)
                found += after[current]
        return False

    return [(before, later) for before, later in pairs if not reaches(before, later)]


def _to_the_end(pairs: Sequence[Edge], steps: int) -> list[Edge]:
    """What nothing follows is handed on to the last such visit, where the product is complete."""
    followed = {before for before, _ in pairs}
    loose = [number for number in range(1, steps + 1) if number not in followed]
    return [*pairs, *((number, loose[-1]) for number in loose[:-1])]
