"""Every group that the rules permit, where they are few enough to be listed.

The rules of gathering are strict: of the 2¹⁰⁷ sets of operations of the jacket some 1500 are groups. A group
never lets an operation lie between two of its own in the hard order: the groups could not be put in an order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from potok.balancing.flow.problem import MANUAL, FlowGroup, FlowOperation, FlowProblem, FlowRules

#: Sets of operations looked at, and groups found, before the listing is given up.
MOST_LOOKS, MOST_GROUPS = 200_000, 20_000


class _TooManyError(Exception):
    """The listing is given up."""


@dataclass(frozen=True)
class _Part:
    """A set of operations on the way: its bits, time in hundredths, and what the rules ask of it."""

    mask: int
    after: int
    time: int
    machines: frozenset[str]
    letters: frozenset[str]
    low: int
    high: int


def columns_of(problem: FlowProblem) -> tuple[FlowGroup, ...] | None:
    """All groups with each number of workers that suits their time, or None where they are too many."""
    try:
        return tuple(_Listing(problem).groups())
    except _TooManyError:
        return None


def reach_of(size: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Of every operation the bits of those that come after it, over any number of pairs.

    Args:
        size: Number of operations.
        pairs: An order without rings.
    """
    later: list[list[int]] = [[] for _ in range(size)]
    for early, late in pairs:
        later[early].append(late)
    found: list[int | None] = [None] * size
    for root in range(size):
        stack = [root]
        while stack:
            own = stack[-1]
            missing = [other for other in later[own] if found[other] is None]
            if missing:
                stack.extend(missing)
                continue
            stack.pop()
            bits = 0
            for other in later[own]:
                bits |= 1 << other | (found[other] or 0)
            found[own] = bits
    return [bits or 0 for bits in found]


class _Listing:
    """One listing."""

    def __init__(self, problem: FlowProblem) -> None:
        self._problem = problem
        self._after = reach_of(len(problem.operations), problem.precedence)
        self._before = reach_of(
            len(problem.operations), [(late, early) for early, late in problem.precedence]
        )
        hundredths = 100 * problem.takt_s
        self._windows = [
            (workers, hundredths * workers * problem.low, hundredths * workers * problem.high)
            for workers in sorted(set(problem.multiplicities))
        ]
        self._most = max(high for _, _, high in self._windows)
        self._looks = self._found = 0

    def groups(self) -> Iterator[FlowGroup]:
        """All groups, zone by zone."""
        operations = self._problem.operations
        # Along an order in which nothing comes before what it needs: what lies between is decided already.
        order = sorted(range(len(operations)), key=lambda own: (self._before[own].bit_count(), own))
        zones = [operation.zone if self._problem.rules.zones else "" for operation in operations]
        for zone in dict.fromkeys(zones):
            members = [own for own in order if zones[own] == zone]
            yield from self._grown(members, 0, _Part(0, 0, 0, frozenset(), frozenset(), 1 << 30, -1))

    def _grown(self, members: Sequence[int], start: int, part: _Part) -> Iterator[FlowGroup]:
        for place in range(start, len(members)):
            own = members[place]
            self._looks += 1
            if self._looks > MOST_LOOKS:
                raise _TooManyError
            # An operation left out lies between a member and this one.
            if self._before[own] & part.after & ~part.mask:
                continue
            grown = _joined(part, self._problem.operations[own], own, self._after[own])
            if grown.time > self._most or not _allowed(grown, self._problem.rules, self._windows[-1][0]):
                continue
            yield from self._staffed(grown)
            yield from self._grown(members, place + 1, grown)

    def _staffed(self, part: _Part) -> Iterator[FlowGroup]:
        for workers, low, high in self._windows:
            if low <= part.time <= high and _allowed(part, self._problem.rules, workers):
                self._found += 1
                if self._found > MOST_GROUPS:
                    raise _TooManyError
                bits = range(len(self._problem.operations))
                yield FlowGroup(tuple(own for own in bits if part.mask >> own & 1), workers)


def _joined(part: _Part, operation: FlowOperation, own: int, after: int) -> _Part:
    mechanised = operation.specialty != MANUAL
    return _Part(
        part.mask | 1 << own,
        part.after | after,
        part.time + int(operation.time_s * 100),
        part.machines | {operation.machine} if operation.machine else part.machines,
        part.letters | {operation.specialty} if mechanised else part.letters,
        min(part.low, operation.grade) if mechanised else part.low,
        max(part.high, operation.grade) if mechanised else part.high,
    )


def _allowed(part: _Part, rules: FlowRules, workers: int) -> bool:
    """Whether the rules but that of time permit the set for so many workers."""
    if rules.one_specialty and len(part.letters) > (workers if rules.crews else 1):
        return False
    if rules.grade_spread is not None and part.high - part.low > rules.grade_spread:
        return False
    return rules.machines is None or len(part.machines) <= rules.machines
