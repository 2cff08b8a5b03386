"""What waits for a person, without what they have put aside."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from potok.operations.notices.models import Dismissal
from potok.operations.notices.registry import MOST_OF_A_SOURCE, Need, Source, sources
from potok.operations.people.acting import Actor


@dataclass(frozen=True, slots=True)
class Notice:
    """A need with the key under which it is put aside.

    Attributes:
        mark: Digest of the fingerprint.
        dismissed: The person has put it aside and it is still the same.
    """

    key: str
    mark: str
    need: Need
    dismissed: bool


@dataclass(frozen=True, slots=True)
class NoticeGroup:
    """Needs of one source.

    Attributes:
        more: There are more than shown.
    """

    source: Source
    notices: tuple[Notice, ...]
    more: bool

    @property
    def waiting(self) -> tuple[Notice, ...]:
        """Those that are not put aside."""
        return tuple(notice for notice in self.notices if not notice.dismissed)


def notices_of(person: Actor) -> list[NoticeGroup]:
    """All needs of a person by source: one query a source and one for what is put aside."""
    if person.user_id is None:
        return []
    aside = dict(Dismissal.objects.filter(user_id=person.user_id).values_list("key", "fingerprint"))
    groups = []
    for one in sources().values():
        if not one.roles & person.roles:
            continue
        found = list(one.find(person, MOST_OF_A_SOURCE + 1))
        shown = found[:MOST_OF_A_SOURCE]
        notices = tuple(_notice(one, need, aside) for need in shown)
        if notices:
            groups.append(NoticeGroup(one, notices, more=len(found) > len(shown)))
    return groups


def waiting_count(person: Actor) -> tuple[int, bool]:
    """Number of needs that are not put aside, and whether there are more than were looked at."""
    groups = notices_of(person)
    return sum(len(group.waiting) for group in groups), any(group.more for group in groups)


def _notice(one: Source, need: Need, aside: dict[str, str]) -> Notice:
    key = f"{one.code}:{need.key}"
    mark = hashlib.sha256(need.fingerprint.encode()).hexdigest()
    return Notice(key, mark, need, aside.get(key) == mark)
