"""Papers of the warehouses as a list, and one paper with its lines and movements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from potok.operations.orders.reads.list_page import Listed, ListPage, SortBy, by
from potok.operations.warehouse.errors import UnknownPaperError
from potok.operations.warehouse.models import StockDocument


@dataclass(frozen=True, slots=True)
class PaperFilter:
    """Filters of the list; empty ones let everything pass.

    Attributes:
        first, last: Period of the date.
        text: Part of number, partner, order or source.
        sort: Key of `SORTS`.
    """

    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    text: str = ""
    sort: str = "entered"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as a row; `lines` is their number."""

    number: str
    kind: str
    date: dt.date
    state: str
    partner: str
    place_from: str
    place_to: str
    order_no: str
    source: str
    reason: str
    author: str
    lines: int
    version: int


@dataclass(frozen=True, slots=True)
class PaperLineRow:
    """A line of a paper, in the stock unit."""

    line_no: int
    lot: str
    item: str
    item_name: str
    unit: str
    qty: Decimal | None
    book_qty: Decimal | None
    note: str

    @property
    def difference(self) -> Decimal | None:
        """Found less booked, None while it is not known or there is nothing to compare."""
        if self.qty is None or self.book_qty is None:
            return None
        return self.qty - self.book_qty


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper with everything on it."""

    head: PaperRow
    lines: tuple[PaperLineRow, ...]
    created_at: dt.datetime
    posted_at: dt.datetime | None
    posted_by: str
    reversed_by_no: str


SORTS: Mapping[str, SortBy] = {
    "entered": by("id"),
    "number": by("number"),
    "date": by("date"),
    "kind": by("kind"),
    "state": by("state"),
    "partner": by("partner"),
    "order": by("order_no"),
}
_COLUMNS = (
    "number",
    "kind",
    "date",
    "state",
    "partner",
    "place_from",
    "place_to",
    "order_no",
    "source",
    "reason",
    "author__first_name",
    "author__last_name",
    "author__username",
    "line_count",
    "version",
)


def papers_page(wanted: PaperFilter, *, after: str = "", limit: int = 50) -> ListPage[PaperRow]:
    """A page of the list: one query.

    Raises:
        BadPageMarkError: The mark belongs to another sort.
    """
    return _listed(wanted).page(after=after, limit=limit)


def papers_for_export(wanted: PaperFilter) -> Iterator[PaperRow]:
    """All found papers in the sequence of the list: one query."""
    return _listed(wanted).all()


def papers_found(wanted: PaperFilter) -> int:
    """How many papers the filter finds: one query."""
    return _found(wanted).count()


def known_papers(numbers: Collection[str]) -> set[str]:
    """Which of the numbers are papers of the warehouses: one query."""
    return set(StockDocument.objects.filter(number__in=list(numbers)).values_list("number", flat=True))


def offered_count() -> int:
    """Hand-overs that wait to be accepted, for the navigation: one query."""
    return StockDocument.objects.filter(kind="handover", state="draft").count()


def paper_card(number: str) -> PaperCard:
    """One paper: two queries.

    Raises:
        UnknownPaperError: There is none with that number.
    """
    found = _counted(StockDocument.objects.filter(number=number)).select_related("author", "posted_by")
    paper = found.first()
    if paper is None:
        raise UnknownPaperError(number=number)
    lines = paper.lines.order_by("line_no").values_list(
        "line_no", "lot__code", "item__code", "item__name", "item__unit", "qty", "book_qty", "note"
    )
    head = PaperRow(
        paper.number,
        paper.kind,
        paper.date,
        paper.state,
        paper.partner,
        paper.place_from,
        paper.place_to,
        paper.order_no,
        paper.source,
        paper.reason,
        paper.author.short_name if paper.author else "Поток",
        paper.line_count,
        paper.version,
    )
    return PaperCard(
        head=head,
        lines=tuple(PaperLineRow(*line) for line in lines),
        created_at=paper.created_at,
        posted_at=paper.posted_at,
        posted_by=paper.posted_by.short_name if paper.posted_by else "",
        reversed_by_no=paper.reversed_by_no,
    )


def _listed(wanted: PaperFilter) -> Listed[PaperRow]:
    return Listed(_counted(_found(wanted)), SORTS, wanted.sort, wanted.descending, _COLUMNS, _row)


def _counted(found: QuerySet[StockDocument]) -> QuerySet[Any]:
    return found.annotate(line_count=Count("lines"))


def _row(*values: Any) -> PaperRow:
    *own, first, last, login, lines, version = values
    number, kind, date, state, partner, place_from, place_to, order_no, source, reason = own
    return PaperRow(
        number=number,
        kind=kind,
        date=date,
        state=state,
        partner=partner,
        place_from=place_from,
        place_to=place_to,
        order_no=order_no,
        source=source,
        reason=reason,
        author=_person(first, last, login),
        lines=lines,
        version=version,
    )


def _person(first: object, last: object, login: object) -> str:
    """Initial and surname, as `User.short_name`; «Поток» for what nobody did by hand."""
    if not login:
        return "Поток"
    if not last:
        return str(login)
    return f"{str(first)[:1]}. {last}" if first else str(last)


def _found(wanted: PaperFilter) -> QuerySet[StockDocument]:
    condition = Q()
    if wanted.kinds:
        condition &= Q(kind__in=wanted.kinds)
    if wanted.states:
        condition &= Q(state__in=wanted.states)
    if wanted.first is not None:
        condition &= Q(date__gte=wanted.first)
    if wanted.last is not None:
        condition &= Q(date__lte=wanted.last)
    if wanted.text:
        for_text = Q()
        for path in ("number", "partner", "order_no", "source"):
            for_text |= Q(**{f"{path}__icontains": wanted.text})
        condition &= for_text
    return StockDocument.objects.filter(condition)
