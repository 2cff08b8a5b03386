"""Expected receipts (rows of the pull table) and purchasing signals as tables."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from potok.operations.catalog.models import choices
from potok.plant.model import ReceiptStatus

RECEIPT_STATUSES = choices(
    ReceiptStatus,
    {
        "planned": "Запланирован",
        "confirmed": "Подтверждён",
        "in_transit": "В пути",
        "late": "Опаздывает",
        "arrived": "Прибыл",
        "in_qc": "На проверке ОТК",
        "accepted": "Принят",
        "cancelled": "Отменён",
    },
)

SIGNAL_KINDS = [
    ("not_ordered", "Не заказано"),
    ("insufficient_qty", "Мало"),
    ("too_late", "Поздно"),
    ("date_slipped", "Сдвиг срока"),
    ("overdue", "Просрочен"),
    ("rejected_by_qc", "Забраковано"),
]

SIGNAL_STATES = [
    ("open", "Открыт"),
    ("acknowledged", "Принят к сведению"),
    ("ordered", "Заказано"),
    ("closed", "Закрыт"),
]


@pghistory.track()
class Receipt(models.Model):
    """A quantity on its way from a supplier; the history keeps every date it had."""

    code = models.CharField(max_length=60, unique=True)
    po_no = models.CharField(max_length=60, blank=True, default="")
    supplier = models.ForeignKey("catalog.Supplier", on_delete=models.PROTECT, related_name="receipts")
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="receipts")
    qty = models.DecimalField(max_digits=18, decimal_places=3)
    order_date = models.DateField(null=True, blank=True)
    promised_date = models.DateField()
    expected_date = models.DateField()
    slips = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=12, choices=RECEIPT_STATUSES, default="planned")
    comment = models.CharField(max_length=250, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A receipt brings something."""

        constraints = [models.CheckConstraint(condition=Q(qty__gt=0), name="receipt_qty_positive")]
        indexes = [models.Index(fields=["item", "expected_date"], name="receipt_by_item_date")]


@pghistory.track()
class PurchaseSignal(models.Model):
    """A need of material that purchasing must answer; one open signal per item and kind."""

    number = models.CharField(max_length=40, unique=True)
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="signals")
    kind = models.CharField(max_length=20, choices=SIGNAL_KINDS)
    state = models.CharField(max_length=14, choices=SIGNAL_STATES, default="open")
    missing_qty = models.DecimalField(max_digits=18, decimal_places=3)
    need_date = models.DateField(null=True, blank=True)
    order_by_date = models.DateField(null=True, blank=True)
    order_nos = ArrayField(models.CharField(max_length=40), default=list)
    value_rub = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    receipt = models.ForeignKey(Receipt, on_delete=models.SET_NULL, null=True, blank=True)
    by_hand = models.BooleanField(default=False)
    answer = models.CharField(max_length=250, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    raised_at = models.DateTimeField()
    updated_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One signal that is not closed per item and kind."""

        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind"], condition=~Q(state="closed"), name="signal_one_open_per_item_kind"
            ),
        ]


@pghistory.track()
class SupplierTerms(models.Model):
    """How a supplier sells an item.

    Attributes:
        lot_qty: Quantities are multiples of it; null = the purchase lot of the settings.
        min_qty: Least quantity of one order.
        lead_time_days: From order to arrival, calendar days; null = of the item.
        price_rub: Of one stock unit; null = of the item.
    """

    supplier = models.ForeignKey("catalog.Supplier", on_delete=models.PROTECT, related_name="terms")
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="terms")
    lead_time_days = models.PositiveIntegerField(null=True, blank=True)
    lot_qty = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    min_qty = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    price_rub = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    is_preferred = models.BooleanField(default=False)

    class Meta:
        """One line a supplier and item; one preferred supplier an item."""

        constraints = [
            models.UniqueConstraint(fields=["supplier", "item"], name="terms_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(is_preferred=True), name="terms_one_preferred"
            ),
            models.CheckConstraint(
                condition=Q(lot_qty__isnull=True) | Q(lot_qty__gt=0), name="terms_lot_positive"
            ),
        ]


PURCHASE_STATES = [
    ("draft", "Черновик"),
    ("placed", "Отправлен поставщику"),
    ("cancelled", "Отменён"),
]


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pgtrigger.AnyChange(exclude=["version"])),
)
class PurchaseOrder(models.Model):
    """An order to a supplier; placed, its lines become rows of the pull table."""

    number = models.CharField(max_length=40, unique=True)
    supplier = models.ForeignKey("catalog.Supplier", on_delete=models.PROTECT, related_name="purchase_orders")
    date = models.DateField()
    state = models.CharField(max_length=10, choices=PURCHASE_STATES, default="draft")
    comment = models.CharField(max_length=250, blank=True, default="")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    placed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """A placed order knows when."""

        constraints = [
            models.CheckConstraint(
                condition=~Q(state="placed") | Q(placed_at__isnull=False), name="purchase_placed_with_time"
            ),
        ]


class PurchaseOrderLine(models.Model):
    """An item of a purchase order.

    Attributes:
        wanted_date: When the material must arrive for the orders that wait for it.
        promised_date: When it comes by the terms of the supplier, or as he said.
        signal: The signal that the line answers.
        receipt: Its row of the pull table, once placed.
    """

    order = models.ForeignKey(PurchaseOrder, on_delete=models.CASCADE, related_name="lines")
    line_no = models.PositiveIntegerField()
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    qty = models.DecimalField(max_digits=18, decimal_places=3)
    price_rub = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    wanted_date = models.DateField(null=True, blank=True)
    promised_date = models.DateField()
    signal = models.ForeignKey(
        PurchaseSignal, on_delete=models.SET_NULL, null=True, blank=True, related_name="purchase_lines"
    )
    receipt = models.OneToOneField(
        Receipt, on_delete=models.PROTECT, null=True, blank=True, related_name="purchase_line"
    )

    class Meta:
        """Lines are numbered, quantities positive."""

        constraints = [
            models.UniqueConstraint(fields=["order", "line_no"], name="purchase_line_once"),
            models.CheckConstraint(condition=Q(qty__gt=0), name="purchase_line_qty_positive"),
        ]


class AdviceDismissal(models.Model):
    """An action message that purchasing put aside: it stays so while its kind, quantity and date are these.

    Attributes:
        receipt_code: Number of the receipt, empty for a message of the item itself.
    """

    item = models.ForeignKey("catalog.Item", on_delete=models.CASCADE, related_name="+")
    receipt_code = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=10)
    qty = models.DecimalField(max_digits=18, decimal_places=3)
    date = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=250, blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """A message is put aside once."""

        constraints = [
            models.UniqueConstraint(
                fields=["item", "receipt_code", "kind", "qty", "date"],
                name="advice_dismissed_once",
                nulls_distinct=False,
            ),
        ]
