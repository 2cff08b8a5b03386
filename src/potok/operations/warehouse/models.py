"""Lots and the append-only ledger of their movements as tables."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from potok.operations.catalog.models import choices
from potok.plant.model import QcStatus

QC_STATUSES = choices(
    QcStatus,
    {
        "released": "Разрешено",
        "quarantine": "Карантин",
        "rejected": "Забраковано",
        "conditional": "С разрешением на отклонение",
        "blocked": "Заблокировано",
    },
)

MOVEMENT_KINDS = [
    ("opening", "Начальный остаток"),
    ("receipt", "Приход"),
    ("write_off", "Списание"),
    ("output", "Выпуск"),
    ("correction", "Исправление"),
    ("reversal", "Сторно"),
]

#: Adds every movement to the quantity of its lot: the balance cannot differ from the ledger.
_ADD_TO_LOT = """
    UPDATE warehouse_stocklot AS lot SET qty = lot.qty + moved.qty
    FROM (SELECT lot_id, sum(qty) AS qty FROM new_movements GROUP BY lot_id) AS moved
    WHERE lot.id = moved.lot_id;
    RETURN NULL;
"""


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pgtrigger.AnyChange(exclude=["qty", "reserved_qty"])),
)
class StockLot(models.Model):
    """A traceable quantity of an item.

    `qty` and `reserved_qty` are kept by triggers from the movements and the hard reservations.
    """

    code = models.CharField(max_length=60, unique=True)
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="lots")
    location = models.CharField(max_length=120)
    qty = models.DecimalField(max_digits=18, decimal_places=3, default=0)
    reserved_qty = models.DecimalField(max_digits=18, decimal_places=3, default=0)
    received_date = models.DateField()
    expiry_date = models.DateField(null=True, blank=True)
    qc_status = models.CharField(max_length=12, choices=QC_STATUSES, default="quarantine")
    qc_date = models.DateField(null=True, blank=True)

    class Meta:
        """No negative lot, no reservation above the lot or on a lot that may not be used."""

        constraints = [
            models.CheckConstraint(condition=Q(qty__gte=0), name="lot_not_negative"),
            models.CheckConstraint(
                condition=Q(reserved_qty__gte=0) & Q(reserved_qty__lte=F("qty")),
                name="lot_reserved_within_quantity",
            ),
            models.CheckConstraint(
                condition=Q(reserved_qty=0) | Q(qc_status__in=["released", "conditional"]),
                name="lot_reserved_only_when_released",
            ),
        ]
        indexes = [
            models.Index(
                fields=["item", "expiry_date", "received_date", "code"],
                condition=Q(qty__gt=0),
                name="lot_fefo",
            ),
        ]


class StockMovement(models.Model):
    """One line of the ledger: what came to a lot (plus) or left it (minus), by which document."""

    lot = models.ForeignKey(StockLot, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=12, choices=MOVEMENT_KINDS)
    qty = models.DecimalField(max_digits=18, decimal_places=3)
    document = models.CharField(max_length=60)
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Append-only; every row moves its lot."""

        constraints = [models.CheckConstraint(condition=~Q(qty=0), name="movement_not_zero")]
        triggers = [
            pgtrigger.Protect(name="movement_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="movement_adds_to_lot",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_movements"),
                func=_ADD_TO_LOT,
            ),
        ]
