"""Stock and expected receipts of an import."""

from __future__ import annotations

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.clock import now
from potok.operations.catalog.models import Item, Supplier
from potok.operations.people.acting import Actor
from potok.operations.purchasing.models import Receipt
from potok.operations.warehouse.models import StockLot, StockMovement
from potok.plant.model import Plant

_LOT_FIELDS = ["location", "received_date", "expiry_date", "qc_status", "qc_date"]
_RECEIPT_FIELDS = [
    "po_no", "supplier", "item", "qty", "order_date", "promised_date", "expected_date", "status", "comment",
]  # fmt: skip


def load_lots(plant: Plant, *, actor: Actor) -> int:
    """Write lots and the movements that bring them to the quantity of the file; returns the new ones."""
    items = dict(Item.objects.values_list("code", "id"))
    known = {lot.code: lot for lot in StockLot.objects.select_for_update(no_key=True).order_by("pk")}
    problems = [
        problem
        for row, lot in enumerate(plant.lots, start=2)
        if (problem := _contradiction(row, lot.lot_id, items[lot.item_id], lot.qty, known)) is not None
    ]
    if problems:
        raise InvalidDataError(problems)
    StockLot.objects.bulk_create(
        [
            StockLot(
                code=lot.lot_id,
                item_id=items[lot.item_id],
                location=lot.location,
                received_date=lot.received_date,
                expiry_date=lot.expiry_date,
                qc_status=lot.qc_status.value,
                qc_date=lot.qc_date,
            )
            for lot in plant.lots
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_LOT_FIELDS,
    )
    ids = dict(StockLot.objects.values_list("code", "id"))
    moment = now()
    StockMovement.objects.bulk_create(
        StockMovement(
            lot_id=ids[lot.lot_id],
            kind="correction" if lot.lot_id in known else "opening",
            qty=change,
            document="Импорт остатков",
            at=moment,
            user_id=actor.user_id,
        )
        for lot in plant.lots
        if (change := lot.qty - (known[lot.lot_id].qty if lot.lot_id in known else 0)) != 0
    )
    return sum(lot.lot_id not in known for lot in plant.lots)


def _contradiction(
    row: int, code: str, item_id: int, qty: object, known: dict[str, StockLot]
) -> Problem | None:
    """Why a lot of the file cannot become the lot of the books, None when it can."""
    lot = known.get(code)
    if lot is None:
        return None
    if lot.item_id != item_id:
        return Problem(
            "stock.csv", row, "item_id", code, "номенклатура партии, как в учёте", "lot_item_changed"
        )
    if lot.reserved_qty > qty:  # type: ignore[operator]
        expected = f"не меньше резерва {lot.reserved_qty.normalize():f}"
        return Problem("stock.csv", row, "qty", str(qty), expected, "below_reservation")
    return None


def load_receipts(plant: Plant) -> int:
    """Write expected receipts by their numbers; returns the new ones."""
    Supplier.objects.bulk_create(
        [Supplier(name=name) for name in sorted({receipt.supplier for receipt in plant.receipts})],
        ignore_conflicts=True,
    )
    suppliers = dict(Supplier.objects.values_list("name", "id"))
    items = dict(Item.objects.values_list("code", "id"))
    before = Receipt.objects.count()
    Receipt.objects.bulk_create(
        [
            Receipt(
                code=receipt.receipt_id,
                po_no=receipt.po_no,
                supplier_id=suppliers[receipt.supplier],
                item_id=items[receipt.item_id],
                qty=receipt.qty,
                order_date=receipt.order_date,
                promised_date=receipt.promised_date,
                expected_date=receipt.expected_date,
                slips=int(receipt.expected_date > receipt.promised_date),
                status=receipt.status.value,
                comment=receipt.comment,
            )
            for receipt in plant.receipts
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=_RECEIPT_FIELDS,
    )
    return Receipt.objects.count() - before
