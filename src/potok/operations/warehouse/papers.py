"""Papers of the warehouses: numbered, with lines; posted once, taken back by a mirror paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.operations.bulk_writes import insert_rows
from potok.operations.catalog.numbering import Series, take_number
from potok.operations.row_writes import insert_row
from potok.operations.warehouse.errors import PaperStateError, UnknownPaperError
from potok.operations.warehouse.kinds import DOCUMENT_KINDS
from potok.operations.warehouse.models import StockDocument, StockDocumentLine, StockLot
from potok.operations.warehouse.periods import require_open
from potok.operations.warehouse.places import FINISHED_GOODS, HANDED_OVER

#: Numbering of each kind of paper.
SERIES: Mapping[str, Series] = {
    "receipt": Series("stock_receipt", "ПО-"),
    "opening": Series("stock_opening", "НО-"),
    "issue": Series("stock_issue", "ТН-"),
    "shop_return": Series("stock_shop_return", "ВЦ-"),
    "handover": Series("stock_handover", "НП-"),
    "shipment": Series("stock_shipment", "ОТ-"),
    "trade_return": Series("stock_trade_return", "ВП-"),
    "supplier_return": Series("stock_supplier_return", "ВС-"),
    "count": Series("stock_count", "ИН-"),
    "scrap": Series("stock_scrap", "АС-"),
    "downgrade": Series("stock_downgrade", "ПН-"),
    "correction": Series("stock_correction", "ИС-"),
    "reversal": Series("stock_reversal", "СТ-"),
}
_KINDS = dict(DOCUMENT_KINDS)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of a new paper; see `StockDocumentLine`."""

    lot: StockLot
    qty: Decimal | None
    book_qty: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What stands above the lines; see `StockDocument`."""

    kind: str
    date: dt.date
    partner: str = ""
    place_from: str = ""
    place_to: str = ""
    order_no: str = ""
    source: str = ""
    reason: str = ""


def write_paper(
    head: PaperHead, lines: Sequence[PaperLine], *, user_id: int | None, posted_at: dt.datetime | None
) -> StockDocument:
    """Write a numbered paper; with `posted_at` it is posted at once, else it is a draft.

    Raises:
        PeriodClosedError: It is to be posted, and its month is closed.
    """
    if posted_at:
        require_open(head.date, f"документ «{_KINDS[head.kind]}» от {head.date:%d.%m.%Y} не провести")
    paper = StockDocument(
        kind=head.kind,
        number=next_number(head.kind),
        date=head.date,
        state="posted" if posted_at else "draft",
        partner=head.partner[:200],
        place_from=head.place_from,
        place_to=head.place_to,
        order_no=head.order_no,
        source=head.source,
        reason=head.reason[:250],
        author_id=user_id,
        posted_by_id=user_id if posted_at else None,
        posted_at=posted_at,
    )
    insert_row(paper)
    add_lines(paper, lines)
    return paper


def add_lines(paper: StockDocument, lines: Sequence[PaperLine], *, after: int = 0) -> None:
    """Lines of a paper that has `after` of them."""
    insert_rows(
        StockDocumentLine,
        ("document", "line_no", "item", "lot", "qty", "book_qty", "note"),
        (
            {
                "document": paper.pk,
                "line_no": number,
                "item": line.lot.item_id,
                "lot": line.lot.pk,
                "qty": line.qty,
                "book_qty": line.book_qty,
                "note": line.note[:250],
            }
            for number, line in enumerate(lines, start=after + 1)
        ),
    )


def offer_product(
    lot: StockLot,
    *,
    qty: Decimal,
    order_no: str,
    card_no: str,
    workshop: str,
    date: dt.date,
    user_id: int | None,
) -> StockDocument:
    """The hand-over of a product lot from its shop: a draft that the finished goods warehouse accepts.

    Posting a tech card writes it (order-workflow 8.3, 6); the lot lies at `places.HANDED_OVER` until then.
    """
    head = PaperHead(
        kind="handover",
        date=date,
        place_from=workshop or HANDED_OVER,
        place_to=FINISHED_GOODS,
        order_no=order_no,
        source=card_no,
    )
    return write_paper(head, [PaperLine(lot, qty, book_qty=qty)], user_id=user_id, posted_at=None)


def next_number(kind: str) -> str:
    """The next number of a kind of papers; its counter stays locked until the transaction ends."""
    return take_number(SERIES[kind], StockDocument, "number")


def locked_paper(number: str, *, kinds: Iterable[str] = ()) -> StockDocument:
    """A paper, locked.

    Raises:
        UnknownPaperError: There is none of these kinds with that number.
    """
    found = StockDocument.objects.select_for_update(no_key=True).filter(number=number)
    listed = list(kinds)
    paper = (found.filter(kind__in=listed) if listed else found).first()
    if paper is None:
        raise UnknownPaperError(number=number)
    return paper


def require_state(paper: StockDocument, state: str, *, verb: str, hint: str = "") -> None:
    """Refuse a paper in another state.

    Raises:
        PaperStateError: It is in another state.
    """
    if paper.state != state:
        raise PaperStateError(
            number=paper.number,
            kind=_KINDS[paper.kind],
            state=paper.get_state_display(),
            verb=verb,
            hint=hint,
        )


def mark_posted(paper: StockDocument, *, at: dt.datetime, user_id: int | None, reason: str = "") -> None:
    """A draft becomes posted under its date.

    Raises:
        PeriodClosedError: The month of the paper is closed.
    """
    _require_open(paper, "провести")
    paper.state, paper.posted_at, paper.posted_by_id = "posted", at, user_id
    paper.reason = reason[:250] or paper.reason
    paper.version += 1
    paper.save(update_fields=["date", "state", "posted_at", "posted_by", "reason", "version"])


def mark_dropped(paper: StockDocument, *, reason: str) -> None:
    """A draft is given up: nothing moves."""
    paper.state, paper.reason = "dropped", reason[:250]
    paper.version += 1
    paper.save(update_fields=["state", "reason", "version"])


def mark_reversed(paper: StockDocument, mirror: StockDocument) -> None:
    """A posted paper was taken back by another one.

    Raises:
        PeriodClosedError: The month of the paper is closed.
    """
    _require_open(paper, "сторнировать")
    paper.state, paper.reversed_by_no = "reversed", mirror.number
    paper.version += 1
    paper.save(update_fields=["state", "reversed_by_no", "version"])


def _require_open(paper: StockDocument, verb: str) -> None:
    kind = _KINDS[paper.kind]
    require_open(paper.date, f"документ {paper.number} «{kind}» от {paper.date:%d.%m.%Y} не {verb}")
