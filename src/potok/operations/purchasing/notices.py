"""What waits for whom in purchasing: signals to answer, receipts that moved or did not come."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from potok.operations.catalog.clock import today
from potok.operations.notices.registry import Need, source
from potok.operations.people.acting import Actor
from potok.operations.people.roles import Role
from potok.operations.purchasing.models import SIGNAL_KINDS, PurchaseSignal, Receipt
from potok.operations.purchasing.reads import COMING_STATUSES
from potok.plant.findings import plain_number

_WORDS = dict(SIGNAL_KINDS)
_UNITS = {"kg": "кг", "pcs": "шт."}


@source("signal", "Сигналы закупкам", icon="bell", roles=[Role.PURCHASING])
def signals(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same for the whole department
    """Signals that nobody has answered."""
    found = PurchaseSignal.objects.filter(state="open").select_related("item")
    for one in found.order_by("order_by_date", "number")[:limit]:
        qty = f"{_grouped(one.missing_qty)} {_UNITS[one.item.unit]}"
        until = f", нужно к {one.need_date:%d.%m.%Y}" if one.need_date else ""
        yield Need(
            key=one.number,
            fingerprint=f"{one.kind}/{plain_number(one.missing_qty)}/{one.need_date or ''}",
            title=f"{one.number}: {_WORDS[one.kind].lower()} — {one.item.code} {one.item.name}",
            text=f"Не хватает {qty}{until}. Заказы: {', '.join(one.order_nos[:5])}",
            subject=("signal", one.number),
            at=one.raised_at,
            tone="bad" if one.kind == "not_ordered" else "wait",
        )


@source("overdue_receipt", "Просроченные приходы", icon="truck", roles=[Role.PURCHASING])
def overdue_receipts(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same
    """Receipts whose expected date has passed without arrival."""
    found = Receipt.objects.filter(status__in=COMING_STATUSES, expected_date__lt=today())
    for one in found.select_related("item", "supplier").order_by("expected_date", "code")[:limit]:
        yield Need(
            key=one.code,
            fingerprint=one.expected_date.isoformat(),
            title=f"{one.code} не пришёл к {one.expected_date:%d.%m.%Y}: нужна новая дата",
            text=f"{one.item.code} {one.item.name}, {one.supplier.name}",
            subject=("receipt", one.code),
            tone="bad",
        )


@source("redated_receipt", "Перенесённые приходы", icon="calendar-clock", roles=[Role.PLANNER])
def redated_receipts(person: Actor, limit: int) -> Iterable[Need]:  # noqa: ARG001 - the same
    """Receipts on their way that will come later than promised."""
    found = Receipt.objects.filter(status__in=COMING_STATUSES, slips__gt=0, expected_date__gte=today())
    for one in found.select_related("item").order_by("expected_date", "code")[:limit]:
        yield Need(
            key=one.code,
            fingerprint=one.expected_date.isoformat(),
            title=(
                f"{one.code}: {one.promised_date:%d.%m.%Y} → {one.expected_date:%d.%m.%Y}, "
                f"{one.item.code} {one.item.name}"
            ),
            text=f"Сдвигов: {one.slips}",
            subject=("receipt", one.code),
        )


def _grouped(qty: Decimal) -> str:
    """«12 505,5»: thousands parted by a narrow space, a decimal comma."""
    whole, _, rest = plain_number(qty).partition(".")
    words = f"{int(whole):,}".replace(",", "\u202f")
    return f"{words},{rest}" if rest else words
