"""Warehouses and quality control: deliveries and their inspection, hand-overs, shipments, stock-taking."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from django.db.models import Q

from potok.operations.catalog.clock import today
from potok.operations.catalog.models import RoutingLine
from potok.operations.orders.models import ProductionOrder
from potok.operations.purchasing.models import Receipt
from potok.operations.quality.kinds import SAMPLED
from potok.operations.quality.models import DefectCause
from potok.operations.quality.services.control_plan import PointGiven, save_cause, save_point
from potok.operations.quality.services.decisions import decide
from potok.operations.quality.services.inspections import DefectGiven, InspectionGiven, record_inspection
from potok.operations.shopfloor.models import TechCard
from potok.operations.stores.counting import enter_count, post_count, start_count
from potok.operations.stores.handover import accept_product, decline_product, offer_again
from potok.operations.stores.receiving import NewLot, receive
from potok.operations.stores.shelf import Part
from potok.operations.stores.shipping import return_from_trade, return_to_supplier, ship
from potok.operations.warehouse.models import StockDocument, StockLot
from potok.operations.warehouse.places import FINISHED_GOODS, RAW_AND_TARE
from potok.plant.model import OPEN_RECEIPT_STATUSES
from potok.server.demo_play.cast import Cast, dice

#: Causes of defects in the classifier of quality control: code, name, repairable.
_CAUSES = (
    ("colour", "Отклонение цвета от эталона", True),
    ("viscosity", "Вязкость вне нормы", True),
    ("label", "Перекос этикетки", True),
    ("leak", "Негерметичная укупорка", True),
    ("underfill", "Недолив", False),
    ("impurity", "Посторонние включения", False),
)
_SAMPLE_PCS, _LOT_PCS = 10, 500
#: The other kinds of control, on some items: item, kind, what, requirement, how.
_OTHER_CONTROL = (
    (
        "P101",
        "self",
        "Вязкость и степень перетира",
        "по рецептуре, не более 30 мкм",
        "вискозиметр, гриндометр",
    ),
    ("P101", "mutual", "Этикетка и дата на таре", "без перекоса, дата смены", "осмотр следующим рабочим"),
    ("P106", "full", "Герметичность укупорки", "без подтёков", "переворот банки"),
    ("P106", "acceptance", "Цвет и укрывистость", "по эталону", "накраска, прибор"),
    ("R15", "incoming", "Массовая доля нелетучих", "53–57 %", "по паспорту и пробе"),
    ("U05", "incoming", "Замятие и масса канистры", "не более 1 из 10", "осмотр, весы"),
)
#: One receipt in so many does not come on its day; one in so many comes in two parts.
_MISSING, _PARTED = 6, 4
#: One inspection of a product lot in so many finds something.
_FOUND = 5
_COUNTED_ITEMS = ("R05", "R12", "U03")


def found_quality(cast: Cast) -> None:
    """Quality control writes its classifier of causes and its control plan."""
    inspector = cast.person("qc")
    for code, name, repairable in _CAUSES:
        cast.tried("save_cause", partial(save_cause, inspector, code=code, name=name, repairable=repairable))
    products = ProductionOrder.objects.order_by("product__code").values_list("product__code", flat=True)
    for position, product in enumerate(dict.fromkeys(products), start=1):
        point = PointGiven(
            item=product,
            kind="sampling",
            characteristic="Герметичность укупорки и масса нетто",
            requirement="без подтёков, недолив не более 1 %",
            method="осмотр, весы",
            sample_pcs=_SAMPLE_PCS,
            lot_pcs=_LOT_PCS,
            acceptance_number=0,
            position=position,
        )
        cast.tried("save_point", partial(save_point, inspector, point=point))
    for number, (item, kind, what, requirement, method) in enumerate(_OTHER_CONTROL, start=1):
        op_no = (
            RoutingLine.objects.filter(product__code=item).values_list("op_no", flat=True).order_by("op_no")
        )
        sampled = kind in SAMPLED
        point = PointGiven(
            item=item,
            kind=kind,
            characteristic=what,
            requirement=requirement,
            method=method,
            op_no=op_no.first() if kind == "self" else op_no.last() if kind in {"mutual", "full"} else None,
            sample_pcs=_SAMPLE_PCS if sampled else None,
            acceptance_number=1 if sampled else None,
            position=number,
        )
        cast.tried("save_point", partial(save_point, inspector, point=point))


def take_in_deliveries(cast: Cast) -> None:
    """The raw material warehouse takes in what is due today or was; some deliveries do not come."""
    due = Receipt.objects.filter(
        status__in=[status.value for status in OPEN_RECEIPT_STATUSES], expected_date__lte=today()
    ).exclude(status="inspection")
    for row in due.select_related("supplier").order_by("expected_date", "code"):
        chance = dice("delivery", row.code)
        if chance.randrange(_MISSING) == 0:
            continue
        qty = row.qty
        if chance.randrange(_PARTED) == 0 and row.expected_date == today():
            qty = (row.qty * Decimal("0.6")).quantize(Decimal(1))
        note = f"УПД № {chance.randint(100, 999)} от {today():%d.%m.%Y}"
        cast.tried(
            "receive_stock",
            partial(receive, cast.person("raw"), receipt=row.code, lots=[NewLot(qty=qty)], note=note),
        )


def inspect_deliveries(cast: Cast, *, reject_one: bool) -> None:
    """Quality control decides on raw lots in quarantine that came before today.

    Args:
        reject_one: The first of them is bad and goes back to its supplier.
    """
    inspector = cast.person("qc")
    lots = StockLot.objects.filter(
        location=RAW_AND_TARE, qc_status="quarantine", qty__gt=0, received_date__lt=today()
    )
    for place, lot in enumerate(lots.order_by("received_date", "code")):
        if reject_one and place == 0:
            _reject_delivery(cast, lot)
            continue
        cast.tried("decide_lot", partial(decide, inspector, lot=lot.code, decision="released"))


def _reject_delivery(cast: Cast, lot: StockLot) -> None:
    why = "массовая доля нелетучих ниже паспорта"
    cast.tried(
        "decide_lot",
        partial(decide, cast.person("qc"), lot=lot.code, decision="rejected", reason=why),
    )
    paper = StockDocument.objects.filter(kind="receipt", lines__lot=lot).first()
    if paper is not None:
        part = Part(lot.code, lot.qty / 2 if lot.qty > 1 else lot.qty)
        cast.tried(
            "return_to_supplier",
            partial(return_to_supplier, cast.person("raw"), supplier=paper.partner, parts=[part], reason=why),
        )


def accept_goods(cast: Cast, *, decline_one: bool = False) -> None:
    """The finished goods warehouse accepts what the shops hand over.

    Args:
        decline_one: The last hand-over is declined; its shop offers it again with the next day's.
    """
    keeper = cast.person("goods")
    for paper in StockDocument.objects.filter(kind="handover", state="dropped").order_by("id"):
        shop = TechCard.objects.filter(number=paper.source).values_list("workshop__code", flat=True).first()
        if shop is not None:
            cast.tried(
                "offer_product",
                partial(offer_again, cast.head(shop), number=paper.number, note="переупаковано"),
            )
    papers = list(StockDocument.objects.filter(kind="handover", state="draft").order_by("id"))
    for paper in papers:
        if decline_one and paper.pk == papers[-1].pk:
            why = "паллета не обёрнута, нет ярлыка"
            cast.tried("decline_product", partial(decline_product, keeper, number=paper.number, reason=why))
            continue
        cast.tried("accept_product", partial(accept_product, keeper, number=paper.number))


def inspect_goods(cast: Cast, *, reject_one: bool = False) -> None:
    """Quality control inspects accepted product lots of earlier days and decides on them.

    Args:
        reject_one: The first of them fails and is rejected.
    """
    inspector = cast.person("qc")
    waiting = StockLot.objects.filter(
        location=FINISHED_GOODS, qc_status="quarantine", qty__gt=0, received_date__lt=today()
    )
    causes = set(DefectCause.objects.values_list("code", flat=True))
    for place, lot in enumerate(waiting.order_by("received_date", "code")):
        bad = reject_one and place == 0
        chance = dice("inspect", lot.code)
        defects = []
        if bad:
            defects = [DefectGiven("impurity", 4)]
        elif chance.randrange(_FOUND) == 0:
            defects = [DefectGiven(chance.choice(("label", "leak")), 1)]
        given = InspectionGiven(
            inspected_pcs=min(_SAMPLE_PCS, int(lot.qty)),
            kind="sampling",
            lot=lot.code,
            acceptance_number=0,
            defects=[one for one in defects if one.cause in causes],
        )
        seen = cast.tried("inspect", partial(record_inspection, inspector, inspection=given))
        number = seen.number if seen is not None else ""
        if bad:
            decision, why = "rejected", "посторонние включения в выборке"
        elif defects:
            decision, why = "blocked", "дефекты в выборке, партия перебирается"
        else:
            decision, why = "released", ""
        cast.tried(
            "decide_lot",
            partial(decide, inspector, lot=lot.code, decision=decision, reason=why, inspection=number),
        )


def release_blocked(cast: Cast) -> None:
    """Sorted lots are released."""
    for lot in StockLot.objects.filter(location=FINISHED_GOODS, qc_status="blocked").order_by("code"):
        why = "лот перебран, брак отделён"
        cast.tried(
            "decide_lot",
            partial(decide, cast.person("qc"), lot=lot.code, decision="released", reason=why),
        )


def ship_goods(cast: Cast) -> None:
    """The finished goods warehouse ships released product of ended customer orders."""
    done = ProductionOrder.objects.filter(status="done", order_type="customer").select_related("customer")
    for order in done.order_by("due_date", "order_no"):
        cards = TechCard.objects.filter(order=order, state="posted", product_lot__isnull=False)
        lots = StockLot.objects.filter(
            Q(card__in=cards), location=FINISHED_GOODS, qc_status="released", qty__gt=0
        )
        parts = [Part(lot.code, lot.qty) for lot in lots.order_by("code")]
        if parts:
            cast.tried(
                "ship_product",
                partial(
                    ship,
                    cast.person("goods"),
                    customer=order.customer.name,
                    parts=parts,
                    order_no=order.order_no,
                ),
            )


def take_back(cast: Cast) -> None:
    """A customer returns a few pieces of the first shipment."""
    paper = StockDocument.objects.filter(kind="shipment", state="posted").order_by("id").first()
    line = paper and paper.lines.select_related("lot").order_by("line_no").first()
    if paper and line:
        parts = [Part(line.lot.code, Decimal(2))]
        cast.tried(
            "return_stock",
            partial(
                return_from_trade,
                cast.person("goods"),
                customer=paper.partner,
                parts=parts,
                reason="повреждена тара в пути",
            ),
        )


def take_stock(cast: Cast, *, finish: bool) -> None:
    """The raw material warehouse counts a few items; a small shortage is found.

    Args:
        finish: Post the count; else it stays open, half counted.
    """
    keeper = cast.person("raw")
    note = "выборочная инвентаризация" if finish else "ежемесячная проверка"
    paper = cast.tried(
        "count_stock", partial(start_count, keeper, place=RAW_AND_TARE, items=_COUNTED_ITEMS, note=note)
    )
    if paper is None:
        return
    lines = list(paper.lines.select_related("lot").order_by("line_no"))
    found = {line.lot.code: line.book_qty or Decimal(0) for line in lines}
    loose = next((line for line in lines if line.lot.qty - line.lot.reserved_qty > 1), None)
    if loose is not None:
        found[loose.lot.code] -= Decimal(1)
    if not finish:
        found = dict(list(found.items())[: len(found) // 2])
    cast.tried("count_stock", partial(enter_count, keeper, number=paper.number, found=found))
    if finish:
        why = "просыпь при отборе"
        cast.tried("count_stock", partial(post_count, keeper, number=paper.number, reason=why))
