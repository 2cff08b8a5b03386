"""Papers of the warehouses as their primary forms: which form, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import Min

from potok.documents.papers.paper import M4, M8, M11, MX18, Company, Form, Line, Paper
from potok.operations.catalog.clock import plant_settings
from potok.operations.catalog.models import Item
from potok.operations.catalog.situation import present_situation
from potok.operations.orders.errors import UnknownOrderError
from potok.operations.orders.models import ProductionOrder
from potok.operations.orders.requirement import REWORK, bom_of
from potok.operations.purchasing.models import PurchaseOrderLine
from potok.operations.stores.errors import NoPrintFormError
from potok.operations.warehouse.errors import UnknownPaperError
from potok.operations.warehouse.kinds import DOCUMENT_KINDS, DOCUMENT_STATES
from potok.operations.warehouse.models import StockDocument, StockDocumentLine
from potok.operations.warehouse.places import HANDED_OVER, RAW_AND_TARE
from potok.plant.requirement import gross_requirement

#: Which form a kind of papers is printed on.
FORM_OF: Mapping[str, Form] = {"issue": M11, "shop_return": M11, "receipt": M4, "handover": MX18}
_UNITS = {"pcs": ("шт.", "796"), "kg": ("кг", "166")}
_STATES = dict(DOCUMENT_STATES)
_KINDS = dict(DOCUMENT_KINDS)


def printed_paper(number: str) -> tuple[Form, Paper]:
    """A paper ready to be printed: four queries.

    Raises:
        UnknownPaperError: There is none with that number.
        NoPrintFormError: Papers of its kind have no form.
    """
    found = StockDocument.objects.filter(number=number).select_related("author", "posted_by").first()
    if found is None:
        raise UnknownPaperError(number=number)
    form = FORM_OF.get(found.kind)
    if form is None:
        raise NoPrintFormError(number=number, kind=_KINDS[found.kind])
    lines = list(found.lines.select_related("item", "lot").order_by("line_no"))
    author = found.author.short_name if found.author else ""
    poster = found.posted_by.short_name if found.posted_by else ""
    issues = found.kind == "issue"
    paper = Paper(
        number=found.number,
        date=found.date,
        company=_company(),
        sender=_sender(found),
        receiver=found.place_to,
        lines=[_line(line, _asked(found, line)) for line in lines],
        basis=_basis(found),
        operation=_KINDS[found.kind],
        state="" if found.state == "posted" else _STATES[found.state],
        issuer=author if issues or found.kind == "handover" else "",
        taker="" if issues else poster,
    )
    return form, paper


def limit_card(order_no: str, item: str) -> tuple[Form, Paper]:
    """The card of one material of an order: its limit by the recipe, issues and returns, the rest after each.

    A return counts when the lot in the shop was issued to this order alone.

    Raises:
        UnknownOrderError: There is no such order.
        NoPrintFormError: The order takes no such material.
    """
    order = ProductionOrder.objects.filter(order_no=order_no).select_related("workshop").first()
    if order is None:
        raise UnknownOrderError(order_no=order_no)
    master = present_situation().master
    bom = () if order.order_type == REWORK else bom_of(order, master)
    limit = gross_requirement(bom, order.qty_pcs, items=master.items).get(item)
    material = Item.objects.filter(code=item).first()
    if limit is None or material is None:
        raise NoPrintFormError(number=order_no, kind=f"материал {item} вне рецептуры заказа")
    moves = list(_issues(order_no, material.pk))
    rest, lines = limit, []
    for move in moves:
        back = move.document.kind == "shop_return"
        qty = -(move.qty or Decimal(0)) if back else move.qty or Decimal(0)
        rest -= qty
        lines.append(_material(material, None, qty, move.lot.code, move, rest))
    first = StockDocument.objects.filter(kind="issue", order_no=order_no).aggregate(day=Min("date"))["day"]
    takers = [move.document.place_to for move in moves if move.document.kind == "issue"]
    paper = Paper(
        number=f"{order_no}/{item}",
        date=first or order.created_date,
        company=_company(),
        sender=RAW_AND_TARE,
        receiver=takers[-1] if takers else "",
        lines=lines,
        basis=f"заказ {order_no}",
        operation=_KINDS["issue"],
        item=_material(material, limit, None, ""),
    )
    return M8, paper


def _issues(order_no: str, item_id: int) -> Iterable[StockDocumentLine]:
    rows = StockDocumentLine.objects.filter(item_id=item_id, document__state="posted").select_related(
        "document", "lot"
    )
    issued = rows.filter(document__kind="issue", document__order_no=order_no)
    lots = set(issued.values_list("lot_id", flat=True))
    there = StockDocumentLine.objects.filter(
        lot_id__in=lots, document__kind="issue", document__state="posted"
    )
    shared = set(there.exclude(document__order_no=order_no).values_list("lot_id", flat=True))
    back = rows.filter(document__kind="shop_return", lot_id__in=lots - shared)
    return (issued | back).order_by("document_id", "line_no")


def _company() -> Company:
    settings = plant_settings()
    return Company(settings.legal_name or settings.name, settings.statistics_code)


def _sender(paper: StockDocument) -> str:
    if paper.kind == "receipt":
        return paper.partner
    return paper.place_from or HANDED_OVER


def _basis(paper: StockDocument) -> str:
    if paper.kind == "receipt":
        return paper.reason or paper.source
    parts = (("заказ", paper.order_no), ("ТК", paper.source), ("", paper.reason))
    return ", ".join(f"{word} {text}".strip() for word, text in parts if text)


def _asked(paper: StockDocument, line: StockDocumentLine) -> Decimal | None:
    if paper.kind == "receipt":
        ordered = PurchaseOrderLine.objects.filter(receipt__code=paper.source).values_list("qty", flat=True)
        return ordered.first() or line.qty
    return line.book_qty or line.qty


def _line(line: StockDocumentLine, asked: Decimal | None) -> Line:
    return _material(line.item, asked, line.qty, line.lot.code)


def _material(
    item: Item,
    asked: Decimal | None,
    given: Decimal | None,
    lot: str,
    move: StockDocumentLine | None = None,
    rest: Decimal | None = None,
) -> Line:
    unit, okei = _UNITS[item.unit]
    return Line(
        code=item.code,
        name=item.name,
        unit=unit,
        okei=okei,
        asked=asked,
        given=given,
        lot=lot,
        price_rub=item.price_rub,
        date=move.document.date if move else None,
        rest=rest,
    )
