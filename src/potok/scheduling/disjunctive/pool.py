"""The good schedules of a search, few and unlike each other."""

from __future__ import annotations

import numpy as np

from potok.scheduling.disjunctive.selection import Selection

_CAPACITY = 12
# Schedules that differ in fewer operations than this share count as the same.
_ALIKE = 0.02


class Pool:
    """At most a dozen schedules; the best is never lost."""

    def __init__(self) -> None:
        self._members: list[Selection] = []

    @property
    def best(self) -> Selection:
        """The best schedule."""
        return min(self._members, key=lambda member: member.makespan)

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self._members)

    def offer(self, selection: Selection) -> None:
        """Take a schedule in: instead of one like it, into a free place or instead of the worst."""
        least = max(1.0, _ALIKE * len(selection.head))
        alike = [member for member in self._members if member.distance(selection) < least]
        if alike:
            rival = min(alike, key=lambda member: member.makespan)
            if selection.makespan < rival.makespan:
                self._members = [member for member in self._members if member not in alike]
                self._members.append(selection)
        elif len(self._members) < _CAPACITY:
            self._members.append(selection)
        else:
            worst = max(range(len(self._members)), key=lambda at: self._members[at].makespan)
            if selection.makespan <= self._members[worst].makespan:
                self._members[worst] = selection

    def pair(self, chance: np.random.Generator) -> tuple[Selection, Selection]:
        """Two different members at random; there are two at least."""
        first, second = chance.choice(len(self._members), 2, replace=False)
        return self._members[first], self._members[second]
