"""Lots, the append-only ledger of their movements, papers and posting periods as tables."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from potok.operations.warehouse.kinds import DOCUMENT_KINDS, DOCUMENT_STATES, MOVEMENT_KINDS, QC_STATUSES

#: Adds every movement to the quantity of its lot: the balance cannot differ from the ledger.
_ADD_TO_LOT = """
    UPDATE warehouse_stocklot AS lot SET qty = lot.qty + moved.qty
    FROM (SELECT lot_id, sum(qty) AS qty FROM new_movements GROUP BY lot_id) AS moved
    WHERE lot.id = moved.lot_id;
    RETURN NULL;
"""
#: Nothing is posted or taken back in a closed month, whatever the service does (order-workflow 11).
_PERIOD_OPEN = """
    IF EXISTS (
        SELECT 1 FROM warehouse_postingperiod
        WHERE month = date_trunc('month', NEW.date)::date AND is_closed
    ) THEN
        RAISE EXCEPTION 'paper % of %: the month is closed', NEW.number, NEW.date
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_document_in_open_period';
    END IF;
    RETURN NEW;
"""


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pgtrigger.AnyChange(exclude=["qty", "reserved_qty"])),
)
class StockLot(models.Model):
    """A traceable quantity of an item.

    `qty` and `reserved_qty` are kept by triggers from the movements and the hard reservations.
    `expiry_date` is the first date on which the lot may no longer be used; where days are too coarse,
    `expires_at` is the moment, and `expiry_date` the date after it. `origin` is the lot from which this one
    was parted: material issued to a shop, a product moved to another item.
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
    expires_at = models.DateTimeField(null=True, blank=True)
    origin = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="derived"
    )

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
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expiry_date__isnull=False),
                name="lot_moment_of_expiry_has_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["item", "expiry_date", "received_date", "code"],
                condition=Q(qty__gt=0),
                name="lot_fefo",
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(qty__gt=0, expires_at__isnull=False),
                name="lot_expiring_by_hours",
            ),
        ]


class LotPermission(models.Model):
    """A product for which a lot with a permitted deviation (`conditional`) may be used."""

    lot = models.ForeignKey(StockLot, on_delete=models.CASCADE, related_name="permissions")
    product = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """A product is listed once."""

        constraints = [models.UniqueConstraint(fields=["lot", "product"], name="lot_permission_once")]


class StockMovement(models.Model):
    """One line of the ledger: what came to a lot (plus) or left it (minus), by which document.

    `document` is the number of a `StockDocument`, of a tech card or of an import. A mirror movement (kind
    `reversal`) names the movement that it takes back; a movement is taken back once.
    """

    lot = models.ForeignKey(StockLot, on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=16, choices=MOVEMENT_KINDS)
    qty = models.DecimalField(max_digits=18, decimal_places=3)
    document = models.CharField(max_length=60)
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    recorded_at = models.DateTimeField(db_default=Now())
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )

    class Meta:
        """Append-only; every row moves its lot."""

        constraints = [
            models.CheckConstraint(condition=~Q(qty=0), name="movement_not_zero"),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False)
                | ~Q(kind="reversal") & Q(reverses__isnull=True),
                name="movement_reversal_names_original",
            ),
        ]
        indexes = [models.Index(fields=["document"], name="movement_by_document")]
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


@pghistory.track()
class PostingPeriod(models.Model):
    """A calendar month that is open or closed for postings; a month without a row is open."""

    month = models.DateField(unique=True)
    is_closed = models.BooleanField(default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        """Months are named by their first day."""

        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="posting_period_is_a_month"),
        ]


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(condition=pgtrigger.AnyChange(exclude=["version"])),
)
class StockDocument(models.Model):
    """A paper of a warehouse: why stock came, went or was counted. Its movements carry its number.

    A draft has lines and no movements: product that a shop offers, a count under way. What was posted
    is never edited; it is taken back by the mirror movements of `reversed_by_no`.

    Attributes:
        partner: Supplier or customer.
        place_from, place_to: Where the stock lies before and after.
        order_no: Production order for which material is issued or product is handed over.
        source: Number of the paper that this one follows: an expected receipt, a tech card.
    """

    kind = models.CharField(max_length=16, choices=DOCUMENT_KINDS)
    number = models.CharField(max_length=40, unique=True)
    date = models.DateField()
    state = models.CharField(max_length=10, choices=DOCUMENT_STATES, default="draft")
    partner = models.CharField(max_length=200, blank=True, default="")
    place_from = models.CharField(max_length=120, blank=True, default="")
    place_to = models.CharField(max_length=120, blank=True, default="")
    order_no = models.CharField(max_length=40, blank=True, default="")
    source = models.CharField(max_length=60, blank=True, default="")
    reason = models.CharField(max_length=250, blank=True, default="")
    reversed_by_no = models.CharField(max_length=40, blank=True, default="")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now())
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    posted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Posted papers know when; papers are found by kind, order and source."""

        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"], posted_at__isnull=True)
                | Q(state__in=["posted", "reversed"], posted_at__isnull=False),
                name="stock_document_posted_with_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="reversed") | ~Q(reversed_by_no=""),
                name="stock_document_reversed_by_number",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "-id"], name="stock_document_by_kind"),
            models.Index(fields=["order_no"], condition=~Q(order_no=""), name="stock_document_by_order"),
            models.Index(fields=["source"], condition=~Q(source=""), name="stock_document_by_source"),
        ]
        triggers = [
            pgtrigger.Protect(name="stock_document_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="stock_document_in_open_period",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "date"),
                condition=pgtrigger.Q(new__state__in=["posted", "reversed"]),
                func=_PERIOD_OPEN,
            ),
        ]


class StockDocumentLine(models.Model):
    """A line of a paper, in the stock unit of the item.

    Attributes:
        qty: What the paper moves; of a count what was found; null while nobody counted.
        book_qty: Of a count, of an acceptance: what the books or the giver say.
    """

    document = models.ForeignKey(StockDocument, on_delete=models.PROTECT, related_name="lines")
    line_no = models.PositiveIntegerField()
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(StockLot, on_delete=models.PROTECT, related_name="document_lines")
    qty = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    book_qty = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    note = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        """Lines are numbered, a lot stands once."""

        constraints = [
            models.UniqueConstraint(fields=["document", "line_no"], name="stock_document_line_once"),
            models.UniqueConstraint(fields=["document", "lot"], name="stock_document_lot_once"),
            models.CheckConstraint(
                condition=Q(qty__isnull=True) | Q(qty__gte=0), name="stock_document_line_not_negative"
            ),
        ]
