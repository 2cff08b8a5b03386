"""Gathering by hand: an operation goes to another group, a group along the flow; what changed by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from potok.balancing.flow.problem import Flow, FlowGroup, FlowProblem, best_workers


@dataclass(frozen=True, slots=True)
class Carried:
    """An operation that lies elsewhere than before.

    Attributes:
        operation: Its place in the sequence.
        before: Place of its group in the older gathering.
        after: Place of its group in the newer one.
    """

    operation: int
    before: int
    after: int


def moved(problem: FlowProblem, flow: Flow, operation: int, target: int) -> Flow:
    """The gathering with an operation in another group.

    Both groups get the workers that suit their time best; a group without operations is gone. A target one
    behind the last group opens a new group directly behind that of the operation.
    """
    own = flow.group_of()[operation]
    if target == own:
        return flow
    rows = [list(group.members) for group in flow.groups]
    workers = [group.workers for group in flow.groups]
    rows[own].remove(operation)
    changed = own
    if target >= len(rows):
        rows.insert(own + 1, [operation])
        workers.insert(own + 1, best_workers(problem, [operation]))
    else:
        rows[target] = sorted([*rows[target], operation])
        workers[target] = best_workers(problem, rows[target])
    if rows[changed]:
        workers[changed] = best_workers(problem, rows[changed])
    pairs = zip(rows, workers, strict=True)
    return Flow(tuple(FlowGroup(tuple(row), count) for row, count in pairs if row))


def reordered(flow: Flow, group: int, target: int) -> Flow:
    """The gathering with a group at another place of the flow; those between make room."""
    rows = list(flow.groups)
    rows.insert(min(max(target, 0), len(rows) - 1), rows.pop(group))
    return Flow(tuple(rows))


@dataclass(frozen=True, slots=True)
class Displaced:
    """A group that lies elsewhere in the flow than before, by places: what it was, what it is now."""

    before: int
    after: int


def displaced(problem: FlowProblem, before: Flow, after: Flow) -> list[Displaced]:
    """Groups that went along the flow: the fewest without which the others keep their order."""
    became = matched(problem, before, after)
    pairs = sorted(became.items())
    # Longest ascending run of the new places: the groups that stayed.
    best: list[list[tuple[int, int]]] = []
    for old, new in pairs:
        best.append([*_longest([run for run in best if run[-1][1] < new]), (old, new)])
    stayed = set(_longest(best))
    return [Displaced(old, new) for old, new in pairs if (old, new) not in stayed]


def _longest(runs: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    return max([*runs, []], key=len)


def put_back(problem: FlowProblem, before: Flow, after: Flow, group: int) -> Flow:
    """The newer gathering with a group of the older one behind the group that it followed there."""
    became = matched(problem, before, after)
    own = became.get(group)
    if own is None:
        return after
    moving = {each.before for each in displaced(problem, before, after)}
    earlier = [became[old] for old in range(group) if old in became and old not in moving]
    place = max(earlier, default=-1)
    return reordered(after, own, place + 1 if place < own else place)


def matched(problem: FlowProblem, before: Flow, after: Flow) -> dict[int, int]:
    """Group of the newer gathering that each of the older has become: those that share most work."""
    at = after.group_of()
    shared: dict[tuple[int, int], Decimal] = {}
    for place, group in enumerate(before.groups):
        for member in group.members:
            key = (place, at[member])
            shared[key] = shared.get(key, Decimal(0)) + problem.operations[member].time_s
    found: dict[int, int] = {}
    taken: set[int] = set()
    for old, new in sorted(shared, key=lambda key: (-shared[key], key)):
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return found


def carried(problem: FlowProblem, before: Flow, after: Flow) -> list[Carried]:
    """Operations whose group is not what theirs has become, in the order of the sequence."""
    became = matched(problem, before, after)
    old, new = before.group_of(), after.group_of()
    return [
        Carried(operation, old[operation], new[operation])
        for operation in range(len(problem.operations))
        if became.get(old[operation]) != new[operation]
    ]


def brought_back(problem: FlowProblem, before: Flow, after: Flow, operation: int) -> Flow:
    """The newer gathering with an operation where it was: in what its old group has become."""
    home = matched(problem, before, after).get(before.group_of()[operation], len(after.groups))
    return moved(problem, after, operation, home)


def as_text(problem: FlowProblem, flow: Flow) -> str:
    """A gathering in one line: numbers of operations and workers ("1,2*1|3,4,5*1")."""
    return "|".join(
        ",".join(str(problem.operations[member].no) for member in group.members) + f"*{group.workers}"
        for group in flow.groups
    )


def from_text(problem: FlowProblem, text: str) -> Flow | None:
    """A gathering of such a line; None where it is none of this sequence."""
    at = {str(operation.no): place for place, operation in enumerate(problem.operations)}
    groups = list(_groups(text.split("|"), at))
    members = sorted(member for group in groups for member in group.members)
    whole = members == list(range(len(problem.operations)))
    return Flow(tuple(groups)) if whole and all(group.workers for group in groups) else None


def _groups(parts: Iterable[str], at: dict[str, int]) -> Iterator[FlowGroup]:
    for part in parts:
        numbers, _, workers = part.partition("*")
        members = tuple(sorted(at[number] for number in numbers.split(",") if number in at))
        count = int(workers) if workers.isascii() and workers.isdecimal() and len(workers) < 4 else 0
        if members:
            yield FlowGroup(members, count)
