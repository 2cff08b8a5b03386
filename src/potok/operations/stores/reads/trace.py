"""The way of a lot, back to its suppliers and on to its customers, through all levels, on one page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.orders.errors import UnknownLotError
from potok.operations.stores.reads.lots import LotListRow, lot_rows
from potok.operations.warehouse.genealogy import Link, links_between, made_from, sources_of
from potok.operations.warehouse.models import StockDocumentLine, StockLot, StockMovement

#: Movements shown on the page of a lot; older ones are in the export.
_SHOWN_MOVES = 200


@dataclass(frozen=True, slots=True)
class TracedLot:
    """A lot on the way.

    Attributes:
        level: Steps from the lot that is traced, the shortest way.
        papers: Numbers of the papers that made the step (tech cards), empty for parted lots.
        qty_taken: What the step took of the source lot, in its unit; None for parted lots.
    """

    lot: LotListRow
    level: int
    papers: tuple[str, ...]
    qty_taken: Decimal | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where raw material came from, or where product went.

    Attributes:
        partner: Supplier or customer.
    """

    paper: str
    date: dt.date
    partner: str
    lot: str
    qty: Decimal


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything on the way of a lot.

    Attributes:
        back, forward: By level.
        suppliers: Receipts of the lot and of all lots it was made from.
        customers: Shipments of the lot and of all lots made from it.
    """

    lot: LotListRow
    back: tuple[TracedLot, ...]
    forward: tuple[TracedLot, ...]
    suppliers: tuple[Delivery, ...]
    customers: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A movement of a lot."""

    at: dt.datetime
    kind: str
    qty: Decimal
    document: str
    who: str
    reversed: bool


def trace_lot(code: str) -> Trace:
    """The way of a lot both ways: eight queries whatever its length.

    Raises:
        UnknownLotError: There is no such lot.
    """
    pk = StockLot.objects.filter(code=code).values_list("pk", flat=True).first()
    if pk is None:
        raise UnknownLotError(lot=code)
    before, after = sources_of([pk]), made_from([pk])
    links = links_between([pk, *before, *after])
    codes = dict(StockLot.objects.filter(pk__in=[pk, *before, *after]).values_list("pk", "code"))
    rows = lot_rows(list(codes.values()))
    back = _levels(
        pk, [Link(each.made, each.source, each.document, each.taken, each.given) for each in links]
    )
    forward = _levels(pk, links)
    return Trace(
        lot=rows[code],
        back=_traced(before, back, codes, rows),
        forward=_traced(after, forward, codes, rows),
        suppliers=_deliveries("receipt", [pk, *before]),
        customers=_deliveries("shipment", [pk, *after]),
    )


def lot_moves(code: str, *, limit: int = _SHOWN_MOVES) -> tuple[MoveRow, ...]:
    """Movements of a lot, the newest first: one query."""
    found = StockMovement.objects.filter(lot__code=code).select_related("user", "reversed_by").order_by("-id")
    return tuple(
        MoveRow(
            at=move.at,
            kind=move.kind,
            qty=move.qty,
            document=move.document,
            who=move.user.short_name if move.user else "Поток",
            reversed=hasattr(move, "reversed_by"),
        )
        for move in found[:limit]
    )


def move_count(code: str) -> int:
    """How many movements a lot has: one query."""
    return StockMovement.objects.filter(lot__code=code).count()


def _levels(start: int, links: Iterable[Link]) -> dict[int, tuple[int, list[Link]]]:
    """Level of every lot reached from the start, and the steps that lead to it."""
    out: dict[int, list[Link]] = {}
    for link in links:
        out.setdefault(link.source, []).append(link)
    levels: dict[int, tuple[int, list[Link]]] = {start: (0, [])}
    edge = [start]
    while edge:
        found: list[int] = []
        for source in edge:
            for link in out.get(source, ()):
                if link.made not in levels:
                    levels[link.made] = (levels[source][0] + 1, [])
                    found.append(link.made)
                levels[link.made][1].append(link)
        edge = found
    return levels


def _traced(
    pks: Collection[int],
    levels: Mapping[int, tuple[int, list[Link]]],
    codes: Mapping[int, str],
    rows: Mapping[str, LotListRow],
) -> tuple[TracedLot, ...]:
    made = []
    for pk in pks:
        level, steps = levels[pk]
        papers = tuple(sorted({step.document for step in steps if step.document}))
        taken = [step.taken for step in steps if step.taken is not None]
        made.append(TracedLot(rows[codes[pk]], level, papers, sum(taken, Decimal(0)) if taken else None))
    return tuple(sorted(made, key=lambda each: (each.level, each.lot.item, each.lot.code)))


def _deliveries(kind: str, pks: Collection[int]) -> tuple[Delivery, ...]:
    lines = StockDocumentLine.objects.filter(document__kind=kind, document__state="posted", lot__in=list(pks))
    rows = lines.order_by("document__date", "document__number", "line_no").values_list(
        "document__number", "document__date", "document__partner", "lot__code", "qty"
    )
    return tuple(
        Delivery(number, date, partner, lot, qty or Decimal(0)) for number, date, partner, lot, qty in rows
    )
