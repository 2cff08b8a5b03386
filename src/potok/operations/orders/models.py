"""Production orders, their material cover, reservations, events and proposals as tables."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Now, NullIf, Upper

from potok.operations.orders import triggers
from potok.operations.orders.number_key import NumberKey
from potok.operations.orders.states import AGREEMENTS, COVERS, PRIORITIES, PROGRESS, STATUSES

#: Answers of the availability check that the history of fields leaves out: the events tell of them.
_CHECK_ANSWERS = [
    "cover",
    "cover_date",
    "cover_items",
    "cover_checked_at",
    "slack_days",
    "latest_start_at",
    "latest_start_date",
]


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(
        condition=pgtrigger.AnyChange(exclude=["version", *_CHECK_ANSWERS]),
    ),
)
class ProductionOrder(models.Model):
    """An order to make a quantity of one product by a due date.

    `cover*`, `earliest_start_date`, `latest_start_*` and `slack_days` are the answer of the last
    availability check; for a new order they are a preview without reservation. `latest_start_date` is
    the date of the shift in which the moment `latest_start_at` lies. `done_pcs` is what posted cards say
    more than `done_opening_pcs`, which was made before the books began. `hold_reason` tells why quality
    control has stopped a launched order.
    """

    order_no = models.CharField(max_length=40, unique=True)
    created_date = models.DateField()
    customer = models.ForeignKey("catalog.Customer", on_delete=models.PROTECT, related_name="orders")
    manager = models.CharField(max_length=120, blank=True, default="")
    product = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="orders")
    workshop = models.ForeignKey(
        "catalog.Workshop", on_delete=models.PROTECT, null=True, related_name="orders"
    )
    recipe = models.ForeignKey("catalog.Recipe", on_delete=models.PROTECT, null=True, blank=True)
    qty_pcs = models.PositiveBigIntegerField()
    qty_requested_pcs = models.PositiveBigIntegerField()
    min_qty_pcs = models.PositiveBigIntegerField(null=True, blank=True)
    max_qty_pcs = models.PositiveBigIntegerField(null=True, blank=True)
    total_kg = models.DecimalField(max_digits=20, decimal_places=3, default=0)
    done_pcs = models.PositiveBigIntegerField(default=0)
    done_opening_pcs = models.PositiveBigIntegerField(default=0)
    due_date = models.DateField()
    priority = models.PositiveSmallIntegerField(choices=PRIORITIES, default=2)
    order_type = models.CharField(max_length=12, default="customer")
    status = models.CharField(max_length=20, choices=STATUSES, default="new")
    progress = models.CharField(max_length=20, choices=PROGRESS, default="not_scheduled")
    agreement = models.CharField(max_length=10, choices=AGREEMENTS, default="none")
    returned_reason = models.CharField(max_length=250, blank=True, default="")
    cancel_reason = models.CharField(max_length=250, blank=True, default="")
    hold_reason = models.CharField(max_length=250, blank=True, default="")
    no_capacity = models.BooleanField(default=False)
    cover = models.CharField(max_length=10, choices=COVERS, default="unknown")
    cover_date = models.DateField(null=True, blank=True)
    cover_items = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    cover_checked_at = models.DateTimeField(null=True, blank=True)
    earliest_start_date = models.DateField(null=True, blank=True)
    latest_start_at = models.DateTimeField(null=True, blank=True)
    latest_start_date = models.DateField(null=True, blank=True)
    slack_days = models.IntegerField(null=True, blank=True)
    launch_at = models.DateTimeField(null=True, blank=True)
    release_at = models.DateTimeField(null=True, blank=True)
    launch_at_first = models.DateTimeField(null=True, blank=True)
    release_at_first = models.DateTimeField(null=True, blank=True)
    launch_actual_at = models.DateTimeField(null=True, blank=True)
    release_actual_at = models.DateTimeField(null=True, blank=True)
    last_date_reason = models.CharField(max_length=20, blank=True, default="")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="sources"
    )
    comment = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Rules of order-workflow 4 and 13 that one row can hold, and the triggers for the rest."""

        constraints = [
            models.CheckConstraint(
                condition=Q(qty_pcs__gt=0, qty_requested_pcs__gt=0), name="order_qty_positive"
            ),
            models.CheckConstraint(
                condition=Q(min_qty_pcs__isnull=True)
                | Q(max_qty_pcs__isnull=True)
                | Q(min_qty_pcs__lte=F("max_qty_pcs")),
                name="order_limits_in_order",
            ),
            models.CheckConstraint(
                condition=Q(priority__gte=1, priority__lte=3), name="order_priority_1_to_3"
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(cancel_reason="") | Q(merged_into__isnull=False),
                name="order_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(release_at__isnull=True)
                | Q(launch_at__isnull=False, release_at__gt=F("launch_at")),
                name="order_released_after_launch",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[value for value, _ in STATUSES]), name="order_status_known"
            ),
        ]
        indexes = [
            models.Index(NumberKey("order_no"), name="order_by_number"),
            models.Index(F("status"), NumberKey("order_no"), name="order_by_status_number"),
            models.Index(fields=["due_date", "order_no"], name="order_by_due"),
            models.Index(fields=["priority", "due_date", "order_no"], name="order_by_rank"),
            models.Index(fields=["slack_days"], name="order_by_slack"),
            models.Index(fields=["launch_at"], name="order_by_launch"),
            models.Index(fields=["release_at"], name="order_by_release"),
            models.Index(
                fields=["release_actual_at"],
                condition=Q(release_actual_at__isnull=False),
                name="order_by_release_actual",
            ),
            models.Index(fields=["created_date", "order_no"], name="order_by_created"),
            GinIndex(OpClass(Upper("order_no"), name="gin_trgm_ops"), name="order_no_trgm"),
        ]
        triggers = triggers.PRODUCTION_ORDER


class OrderComponent(models.Model):
    """Requirement and cover of one component of an order, as the last check found it.

    `gross_qty` is for the remaining quantity; `lack_qty` what free stock did not give. `queue` tells that
    the order is new or waits for material; triggers keep it.
    """

    order = models.ForeignKey(
        ProductionOrder, on_delete=models.CASCADE, related_name="components", db_index=False
    )
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    gross_qty = models.DecimalField(max_digits=18, decimal_places=3)
    free_qty = models.DecimalField(max_digits=18, decimal_places=3, default=0)
    lack_qty = models.DecimalField(max_digits=18, decimal_places=3, default=0)
    cover = models.CharField(max_length=10, choices=COVERS, default="unknown")
    cover_date = models.DateField(null=True, blank=True)
    receipt = models.ForeignKey("purchasing.Receipt", on_delete=models.SET_NULL, null=True, blank=True)
    queue = models.CharField(
        max_length=7, choices=[("new", "новые"), ("waiting", "ожидающие"), ("", "—")], db_default="new"
    )

    class Meta:
        """A component stands once in an order."""

        constraints = [
            models.UniqueConstraint(fields=["order", "item"], name="order_component_once"),
            models.CheckConstraint(
                condition=Q(gross_qty__gte=0, lack_qty__gte=0), name="order_component_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["item"], condition=Q(lack_qty__gt=0), name="order_component_lacking"),
            models.Index(
                fields=["item", "gross_qty"],
                condition=Q(queue="new", cover="in_stock"),
                name="order_component_previewed",
            ),
            models.Index(
                fields=["item"],
                condition=Q(queue="new") & ~Q(cover="in_stock"),
                name="order_component_uncovered",
            ),
            models.Index(fields=["item"], condition=Q(queue="waiting"), name="order_component_waiting"),
        ]
        triggers = triggers.ORDER_COMPONENT


class Reservation(models.Model):
    """Stock set aside for an order (hard, on a lot) or a receipt pegged to it (soft)."""

    order = models.ForeignKey(ProductionOrder, on_delete=models.PROTECT, related_name="reservations")
    item = models.ForeignKey("catalog.Item", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(
        "warehouse.StockLot", on_delete=models.PROTECT, null=True, blank=True, related_name="reservations"
    )
    receipt = models.ForeignKey(
        "purchasing.Receipt", on_delete=models.CASCADE, null=True, blank=True, related_name="pegs"
    )
    kind = models.CharField(max_length=4, choices=[("hard", "резерв"), ("soft", "привязка к приходу")])
    qty = models.DecimalField(max_digits=18, decimal_places=3)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Hard on a lot, soft on a receipt; triggers keep the lot's reserved quantity."""

        constraints = [
            models.CheckConstraint(condition=Q(qty__gt=0), name="reservation_qty_positive"),
            models.CheckConstraint(
                condition=Q(kind="hard", lot__isnull=False, receipt__isnull=True)
                | Q(kind="soft", lot__isnull=True, receipt__isnull=False),
                name="reservation_hard_on_lot_soft_on_receipt",
            ),
            models.UniqueConstraint(fields=["order", "lot"], name="reservation_lot_once"),
            models.UniqueConstraint(fields=["order", "receipt"], name="reservation_receipt_once"),
        ]
        indexes = [models.Index(fields=["order", "item"], name="reservation_by_order_item")]
        triggers = triggers.RESERVATION


class CoverMark(models.Model):
    """Items whose orders must still be checked anew: a command left them to the next refresh."""

    item_ids = ArrayField(models.BigIntegerField(), default=list)
    reach = models.CharField(
        max_length=5,
        choices=[
            ("new", "предварительная проверка новых"),
            ("dates", "сроки ожидающих"),
            ("stock", "наличие для ожидающих"),
        ],
    )
    marked_at = models.DateTimeField(db_default=Now())


#: The command that the history of fields notes too: an event and the fields it changed belong together.
_CONTEXT_OF_HISTORY = Cast(
    NullIf(Func(Value("pghistory.context_id"), Value(True), function="current_setting"), Value("")),
    models.UUIDField(),
)


class DailyCheck(models.Model):
    """A plant date on which all orders were checked: lots expire and receipts become overdue with it."""

    date = models.DateField(unique=True)
    done_at = models.DateTimeField(db_default=Now())


class OrderEvent(models.Model):
    """One line of the journal of an order: who did what, when, old → new, why."""

    order = models.ForeignKey(ProductionOrder, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    role = models.CharField(max_length=20, blank=True, default="")
    from_status = models.CharField(max_length=20, blank=True, default="")
    to_status = models.CharField(max_length=20, blank=True, default="")
    old = models.JSONField(default=dict)
    new = models.JSONField(default=dict)
    reason_code = models.CharField(max_length=20, blank=True, default="")
    text = models.CharField(max_length=500, blank=True, default="")
    request_id = models.CharField(max_length=64, blank=True, default="")
    transaction_id = models.BigIntegerField(db_default=Func(function="txid_current"))
    context_id = models.UUIDField(null=True, db_default=_CONTEXT_OF_HISTORY)

    class Meta:
        """Append-only, read newest first."""

        indexes = [models.Index(fields=["order", "-id"], name="order_event_by_order")]
        triggers = [
            pgtrigger.Protect(name="order_event_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


class VolumeProposal(models.Model):
    """A volume or date that the planner proposes and the client department answers (7.2, T10)."""

    order = models.ForeignKey(ProductionOrder, on_delete=models.PROTECT, related_name="proposals")
    old_qty_pcs = models.PositiveBigIntegerField()
    new_qty_pcs = models.PositiveBigIntegerField()
    old_due_date = models.DateField()
    new_due_date = models.DateField()
    reason = models.CharField(max_length=250)
    state = models.CharField(
        max_length=10,
        choices=[
            ("sent", "Ждёт ответа"),
            ("accepted", "Принято"),
            ("refused", "Отклонено"),
            ("withdrawn", "Отозвано"),
        ],
        default="sent",
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=250, blank=True, default="")

    class Meta:
        """One open proposal an order."""

        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(state="sent"), name="proposal_one_open"),
            models.CheckConstraint(condition=Q(new_qty_pcs__gt=0), name="proposal_qty_positive"),
        ]


class CustomerShare(models.Model):
    """Part of a merged order that belongs to one of its customers."""

    order = models.ForeignKey(ProductionOrder, on_delete=models.CASCADE, related_name="customer_shares")
    source = models.ForeignKey(ProductionOrder, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("catalog.Customer", on_delete=models.PROTECT, related_name="+")
    qty_pcs = models.PositiveBigIntegerField()


class SavedView(models.Model):
    """A named filter, sort and column set of the journal, private or shared with roles."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="journal_views"
    )
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=2000, blank=True, default="")
    columns = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    shared_with = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        """A user names a view once."""

        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_view_once")]
