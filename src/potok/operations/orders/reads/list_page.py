"""A list read by keyset pages in any of its sorts, and read whole for an export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from potok.operations.orders.reads.keyset import PageMark, in_sequence, page_after, read_mark

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class SortBy:
    """What a sort goes by; rows without a value stand last."""

    by: Combinable
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Made]):
    """Rows in the asked sequence; `next_mark` opens the following page, empty on the last one."""

    rows: tuple[Made, ...]
    next_mark: str


@dataclass(frozen=True, slots=True)
class Listed(Generic[Made]):
    """A list: found rows, how they are sorted and what is made of each.

    Attributes:
        found: Rows under the filter; they have an `id`.
        columns: Of `values_list`, in the sequence in which `make` takes them.
    """

    found: QuerySet[Any]
    sorts: Mapping[str, SortBy]
    sort: str
    descending: bool
    columns: Sequence[str]
    make: Callable[..., Made]

    def page(self, *, after: str = "", limit: int = 50) -> ListPage[Made]:
        """One page: one query, two where empty values begin.

        Raises:
            BadPageMarkError: The mark belongs to another sort.
        """
        chosen = self.sorts[self.sort]
        name = f"-{self.sort}" if self.descending else self.sort
        mark = read_mark(after, sort=name) if after else None
        rows: list[tuple[Any, ...]] = []
        parts = page_after(
            self.found,
            chosen.by,
            descending=self.descending,
            mark=mark,
            nullable=chosen.nullable,
            limit=limit + 1,
        )
        for part in parts:
            if len(rows) <= limit:
                rows += list(part.values_list("sort_key", "id", *self.columns))[: limit + 1 - len(rows)]
        shown = rows[:limit]
        more = PageMark(name, shown[-1][0], shown[-1][1]).text() if len(rows) > limit else ""
        return ListPage(tuple(self.make(*row[2:]) for row in shown), more)

    def all(self) -> Iterator[Made]:
        """All rows in the sequence of the pages."""
        chosen = self.sorts[self.sort]
        rows = in_sequence(self.found, chosen.by, descending=self.descending, nullable=chosen.nullable)
        for row in rows.values_list(*self.columns).iterator(chunk_size=2000):
            yield self.make(*row)


def by(path: str, *, nullable: bool = False) -> SortBy:
    """A sort by a column."""
    return SortBy(F(path), nullable)
