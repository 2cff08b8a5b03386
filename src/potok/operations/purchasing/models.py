"""Expected receipts (rows of the pull table) and purchasing signals as tables."""

from __future__ import annotations

import pghistory
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
