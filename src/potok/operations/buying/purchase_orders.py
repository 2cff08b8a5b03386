"""Purchase orders: drafted from signals, placed with suppliers, followed as receipts of the pull table."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from potok.errors import InvalidDataError, Problem
from potok.operations.catalog.models import Item, Supplier
from potok.operations.catalog.numbering import PURCHASE_ORDERS, RECEIPTS, take_numbers
from potok.operations.catalog.situation import Situation, present_situation
from potok.operations.orders.errors import VersionConflictError
from potok.operations.orders.services.cancellation import required
from potok.operations.orders.services.cover import refresh_after
from potok.operations.people.acting import Actor, command
from potok.operations.purchasing.errors import (
    NoSupplierError,
    PurchaseStateError,
    SignalOnDraftError,
    UnknownPurchaseError,
    UnknownSignalError,
    UnknownSupplierError,
)
from potok.operations.purchasing.models import (
    PurchaseOrder,
    PurchaseOrderLine,
    PurchaseSignal,
    Receipt,
    SupplierTerms,
)
from potok.plant.dates import subtract_working_days
from potok.plant.model import OPEN_RECEIPT_STATUSES

_OPEN = [status.value for status in OPEN_RECEIPT_STATUSES]


@dataclass(frozen=True, slots=True)
class LineGiven:
    """A line of a purchase order as it is given.

    Attributes:
        qty: In the stock unit; rounded up to the lot and the least quantity of the supplier.
        wanted_date: When it is needed.
        promised_date: When the supplier says it comes; None = by his lead time.
        signal: Number of the signal that it answers.
    """

    item: str
    qty: Decimal
    wanted_date: dt.date | None = None
    promised_date: dt.date | None = None
    price_rub: Decimal | None = None
    signal: str = ""


def draft_from_signals(actor: Actor, *, signals: Sequence[str], supplier: str = "") -> tuple[str, ...]:
    """Drafts of purchase orders for signals, one a supplier; returns their numbers.

    Args:
        supplier: Name; empty = the preferred supplier of each item, else its only one.

    Raises:
        UnknownSignalError: There is no such signal.
        UnknownSupplierError: There is no such supplier.
        NoSupplierError: Nobody is known who sells an item.
        SignalOnDraftError: A draft for it exists already.
    """
    with command(actor, "purchase"):
        situation = present_situation()
        rows = {
            row.number: row
            for row in PurchaseSignal.objects.select_for_update(no_key=True, of=("self",))
            .select_related("item")
            .filter(number__in=list(signals))
            .order_by("pk")
        }
        _refuse_drafted(rows)
        by_supplier: dict[Supplier, list[LineGiven]] = {}
        for number in signals:
            if number not in rows:
                raise UnknownSignalError(number=number)
            row = rows[number]
            seller = _supplier(supplier) if supplier else _seller(row.item)
            line = LineGiven(row.item.code, row.missing_qty, _arrival(row, situation), signal=number)
            by_supplier.setdefault(seller, []).append(line)
        return tuple(_draft(actor, seller, lines, "", situation) for seller, lines in by_supplier.items())


def draft_order(actor: Actor, *, supplier: str, lines: Sequence[LineGiven], comment: str = "") -> str:
    """A draft of a purchase order; returns its number.

    Raises:
        UnknownSupplierError: There is no such supplier.
        InvalidDataError: No lines, unknown items or signals, bad quantities or dates; all faults at once.
    """
    with command(actor, "purchase", why=comment):
        return _draft(actor, _supplier(supplier), lines, comment, present_situation())


def change_line(
    actor: Actor,
    *,
    number: str,
    line_no: int,
    qty: Decimal,
    promised_date: dt.date,
    expected_version: int | None = None,
) -> PurchaseOrder:
    """Another quantity or date of a line of a draft.

    Raises:
        UnknownPurchaseError: There is no such order or line.
        PurchaseStateError: It was placed: its dates move in the pull table.
        InvalidDataError: The quantity or the date is wrong.
        VersionConflictError: Somebody changed it since it was read.
    """
    with command(actor, "purchase"):
        situation = present_situation()
        order = _locked(number, expected_version)
        _require(order, "draft", verb="изменить строку", hint="Срок переносится в таблице приходов.")
        line = order.lines.select_related("item").filter(line_no=line_no).first()
        if line is None:
            raise UnknownPurchaseError(number=f"{number}, строка {line_no}")
        given = LineGiven(line.item.code, qty, promised_date=promised_date)
        faults = list(_line_faults(given, line_no, {line.item.code: line.item}, situation))
        if faults:
            raise InvalidDataError(faults)
        terms = _terms(order.supplier, [line.item])
        line.qty = in_lots(qty, terms.get(line.item_id), situation)
        line.promised_date = promised_date
        line.save(update_fields=["qty", "promised_date"])
        _renew(order)
        return order


def place_order(actor: Actor, *, number: str, expected_version: int | None = None) -> tuple[str, ...]:
    """Send a purchase order to its supplier: its lines become rows of the pull table.

    Returns:
        Numbers of the new receipts. The signals that the lines answer are ordered now.

    Raises:
        UnknownPurchaseError: There is no such order.
        PurchaseStateError: It was placed or cancelled already.
        VersionConflictError: Somebody changed it since it was read.
    """
    with command(actor, "purchase", why=number):
        situation = present_situation()
        order = _locked(number, expected_version)
        _require(order, "draft", verb="отправить", hint="Обновите список.")
        lines = list(order.lines.select_related("item", "signal").order_by("line_no"))
        if not lines:
            raise PurchaseStateError(
                number=number, state="без строк", verb="отправить", hint="Добавьте материал."
            )
        codes = take_numbers(RECEIPTS, len(lines), taken=_taken_receipts)
        for line, code in zip(lines, codes, strict=True):
            line.receipt = Receipt.objects.create(
                code=code,
                po_no=order.number,
                supplier=order.supplier,
                item=line.item,
                qty=line.qty,
                order_date=situation.today,
                promised_date=line.promised_date,
                expected_date=line.promised_date,
                status="planned",
            )
            line.save(update_fields=["receipt"])
            _answer(actor, line, situation)
        order.state, order.date, order.placed_at = "placed", situation.today, situation.now
        order.save(update_fields=["state", "date", "placed_at"])
        _renew(order)
        refresh_after(situation, {line.item_id for line in lines})
        return tuple(codes)


def cancel_purchase(
    actor: Actor, *, number: str, reason: str, expected_version: int | None = None
) -> PurchaseOrder:
    """Cancel a purchase order: what has not arrived of it is not expected any more.

    Raises:
        UnknownPurchaseError: There is no such order.
        PurchaseStateError: It is cancelled, or everything of it has arrived.
        ReasonMissingError: No reason is given.
        VersionConflictError: Somebody changed it since it was read.
    """
    why = required(reason, "почему заказ поставщику отменяется")
    with command(actor, "purchase", why=why):
        situation = present_situation()
        order = _locked(number, expected_version)
        if order.state == "cancelled":
            _require(order, "placed", verb="отменить", hint="Обновите список.")
        rows = Receipt.objects.select_for_update(no_key=True).filter(po_no=number, status__in=_OPEN)
        receipts = list(rows.order_by("pk"))
        if order.state == "placed" and not receipts:
            raise PurchaseStateError(
                number=number,
                state="всё прибыло",
                verb="отменить",
                hint="Оформите возврат поставщику.",
            )
        for receipt in receipts:
            receipt.status, receipt.comment = "cancelled", why[:250]
            receipt.version += 1
            receipt.save(update_fields=["status", "comment", "version"])
        PurchaseSignal.objects.filter(receipt__in=receipts, state="ordered").update(
            state="open", receipt=None
        )
        order.state, order.comment = "cancelled", why[:250]
        order.save(update_fields=["state", "comment"])
        _renew(order)
        refresh_after(situation, {receipt.item_id for receipt in receipts})
        return order


def confirm_receipt(
    actor: Actor, *, receipt: str, promised_date: dt.date, qty: Decimal | None = None, note: str = ""
) -> Receipt:
    """The supplier's answer to a placed line: the date he promises, and how much; the history keeps both.

    Raises:
        UnknownPurchaseError: No planned receipt has that number.
        InvalidDataError: The date is past, or the quantity not positive, or pieces are not whole.
    """
    with command(actor, "purchase", why=note):
        situation = present_situation()
        row = (
            Receipt.objects.select_for_update(no_key=True, of=("self",))
            .select_related("item")
            .filter(code=receipt, status="planned")
            .first()
        )
        if row is None:
            raise UnknownPurchaseError(number=f"с ожидающим подтверждения приходом {receipt}")
        where = f"Приход {receipt}"
        faults = []
        if promised_date < situation.today:
            expected = f"дата не раньше {situation.today:%d.%m.%Y}"
            faults.append(Problem(where, None, "promised_date", promised_date.isoformat(), expected))
        if qty is not None and (expected := _expected_instead(qty, row.item)):
            faults.append(Problem(where, None, "qty", str(qty), expected, "bad_quantity"))
        if faults:
            raise InvalidDataError(faults)
        row.promised_date = row.expected_date = promised_date
        row.qty = qty or row.qty
        row.status = "confirmed"
        row.comment = note[:250] or row.comment
        row.version += 1
        row.save(update_fields=["promised_date", "expected_date", "qty", "status", "comment", "version"])
        refresh_after(situation, {row.item_id})
        return row


def in_lots(qty: Decimal, terms: SupplierTerms | None, situation: Situation) -> Decimal:
    """A quantity rounded up to the least quantity and the lot of the supplier."""
    lot = (terms and terms.lot_qty) or situation.settings.purchase_lot
    least = max(qty, (terms and terms.min_qty) or Decimal(0))
    return math.ceil(least / lot) * lot


def _draft(
    actor: Actor, supplier: Supplier, lines: Sequence[LineGiven], comment: str, situation: Situation
) -> str:
    items = {item.code: item for item in Item.objects.filter(code__in=[line.item for line in lines])}
    signals = {
        row.number: row
        for row in PurchaseSignal.objects.filter(number__in=[line.signal for line in lines if line.signal])
    }
    faults = list(_faults(lines, items, signals, situation))
    if faults:
        raise InvalidDataError(faults)
    terms = _terms(supplier, items.values())
    order = PurchaseOrder.objects.create(
        number=take_numbers(PURCHASE_ORDERS, 1, taken=_taken)[0],
        supplier=supplier,
        date=situation.today,
        comment=comment[:250],
        author_id=actor.user_id,
    )
    PurchaseOrderLine.objects.bulk_create(
        _line(order, number, line, items[line.item], terms, signals, situation)
        for number, line in enumerate(lines, start=1)
    )
    return order.number


def _line(
    order: PurchaseOrder,
    number: int,
    line: LineGiven,
    item: Item,
    terms: Mapping[int, SupplierTerms],
    signals: Mapping[str, PurchaseSignal],
    situation: Situation,
) -> PurchaseOrderLine:
    own = terms.get(item.pk)
    days = item.lead_time_days if own is None or own.lead_time_days is None else own.lead_time_days
    price = item.price_rub if own is None or own.price_rub is None else own.price_rub
    return PurchaseOrderLine(
        order=order,
        line_no=number,
        item=item,
        qty=in_lots(line.qty, own, situation),
        price_rub=price if line.price_rub is None else line.price_rub,
        wanted_date=line.wanted_date,
        promised_date=line.promised_date or situation.today + dt.timedelta(days=days),
        signal=signals.get(line.signal),
    )


def _answer(actor: Actor, line: PurchaseOrderLine, situation: Situation) -> None:
    if line.signal is None or line.signal.state == "closed":
        return
    PurchaseSignal.objects.filter(pk=line.signal.pk).update(
        state="ordered",
        receipt=line.receipt,
        answer=f"Заказано: {line.order.number}",
        answered_by=actor.user_id,
        updated_at=situation.now,
    )


def _arrival(signal: PurchaseSignal, situation: Situation) -> dt.date | None:
    """When the material must arrive: the need date less the inspection."""
    if signal.need_date is None:
        return None
    return subtract_working_days(signal.need_date, signal.item.qc_days, holidays=situation.master.holidays)


def _refuse_drafted(signals: Collection[str]) -> None:
    drafted = PurchaseOrderLine.objects.filter(signal__number__in=list(signals), order__state="draft")
    first = drafted.order_by("pk").values_list("signal__number", "order__number").first()
    if first is not None:
        signal, purchase = first
        raise SignalOnDraftError(signal=str(signal), purchase=purchase)


def _seller(item: Item) -> Supplier:
    """The preferred supplier of an item, else the only one with terms, else the one of its last receipt."""
    terms = SupplierTerms.objects.filter(item=item).select_related("supplier").order_by("-is_preferred", "pk")
    listed = list(terms[:2])
    if listed and (listed[0].is_preferred or len(listed) == 1):
        return listed[0].supplier
    last = (
        Receipt.objects.filter(item=item).select_related("supplier").order_by("-expected_date", "-pk").first()
    )
    if last is None:
        raise NoSupplierError(item=item.code)
    return last.supplier


def _supplier(name: str) -> Supplier:
    found = Supplier.objects.filter(name=name).first()
    if found is None:
        raise UnknownSupplierError(supplier=name)
    return found


def _terms(supplier: Supplier, items: Collection[Item]) -> dict[int, SupplierTerms]:
    rows = SupplierTerms.objects.filter(supplier=supplier, item__in=[item.pk for item in items])
    return {row.item_id: row for row in rows}


def _locked(number: str, expected: int | None) -> PurchaseOrder:
    found = PurchaseOrder.objects.select_for_update(no_key=True, of=("self",)).select_related("supplier")
    order = found.filter(number=number).first()
    if order is None:
        raise UnknownPurchaseError(number=number)
    if expected is not None and order.version != expected:
        raise VersionConflictError(
            what=f"Заказ поставщику {number}", expected=expected, current=order.version, changed={}
        )
    return order


def _require(order: PurchaseOrder, state: str, *, verb: str, hint: str) -> None:
    if order.state != state:
        raise PurchaseStateError(number=order.number, state=order.get_state_display(), verb=verb, hint=hint)


def _renew(order: PurchaseOrder) -> None:
    order.version += 1
    order.save(update_fields=["version"])


def _faults(
    lines: Sequence[LineGiven],
    items: Mapping[str, Item],
    signals: Mapping[str, PurchaseSignal],
    situation: Situation,
) -> Iterator[Problem]:
    where = "Заказ поставщику"
    if not lines:
        yield Problem(where, None, "lines", "", "хотя бы одна строка", "required")
    for place, line in enumerate(lines, start=1):
        yield from _line_faults(line, place, items, situation)
        if line.signal and line.signal not in signals:
            yield Problem(where, place, "signal", line.signal, "номер сигнала", "unknown_reference")


def _line_faults(
    line: LineGiven, place: int, items: Mapping[str, Item], situation: Situation
) -> Iterator[Problem]:
    where = "Заказ поставщику"
    item = items.get(line.item)
    if item is None or item.type == "finished":
        yield Problem(where, place, "item", line.item, "код сырья или тары", "unknown_reference")
    if expected := _expected_instead(line.qty, item):
        yield Problem(where, place, "qty", str(line.qty), expected, "bad_quantity")
    if line.promised_date is not None and line.promised_date < situation.today:
        expected = f"дата не раньше {situation.today:%d.%m.%Y}"
        yield Problem(where, place, "promised_date", line.promised_date.isoformat(), expected)


def _taken(numbers: list[str]) -> list[str]:
    return list(PurchaseOrder.objects.filter(number__in=numbers).values_list("number", flat=True))


def _taken_receipts(numbers: list[str]) -> list[str]:
    return list(Receipt.objects.filter(code__in=numbers).values_list("code", flat=True))


def _expected_instead(qty: Decimal, item: Item | None) -> str:
    """What a quantity should be, "" when it is that: positive, to the thousandth, of pieces whole."""
    if item is not None and item.unit == "pcs":
        return "" if qty > 0 and qty == int(qty) else "целое число штук больше 0"
    return "" if qty > 0 and qty == round(qty, 3) else "больше 0, не больше трёх знаков после запятой"
