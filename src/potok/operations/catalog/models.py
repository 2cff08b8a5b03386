"""Master data as tables: columns and constraints, nothing else."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from potok.operations.catalog.triggers import renews_stamp
from potok.operations.field_history import tracked
from potok.plant.model import Basis, DayKind, ItemType, MachineStatus, Unit


def choices(enum: type, labels: dict[str, str]) -> list[tuple[str, str]]:
    """Choices of an enum in declaration order with Russian labels."""
    return [(member.value, labels[member.value]) for member in enum]  # type: ignore[attr-defined]


ITEM_TYPES = choices(ItemType, {"finished": "Продукция", "raw": "Сырьё", "packaging": "Тара"})
UNITS = choices(Unit, {"pcs": "шт.", "kg": "кг"})
BASES = choices(Basis, {"batch": "по загрузкам", "rate": "по производительности"})
MACHINE_STATUSES = choices(
    MachineStatus, {"working": "работает", "repair": "в ремонте", "broken": "неисправна"}
)
COUNTRIES = [("BY", "Беларусь"), ("RU", "Россия")]
DAY_KINDS = choices(
    DayKind, {"work": "смена", "day_off": "выходной", "holiday": "праздник", "repair": "ремонт"}
)


@pghistory.track()
class PlantSettings(models.Model):
    """The one row of plant-wide settings (conventions 2) and of what documents say of the company."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField("предприятие", max_length=200, default="Предприятие")
    legal_name = models.CharField(max_length=250, blank=True, default="")
    country = models.CharField(max_length=2, choices=COUNTRIES, default="RU")
    tax_id = models.CharField(max_length=12, blank=True, default="")
    statistics_code = models.CharField(max_length=14, blank=True, default="")
    address = models.CharField(max_length=250, blank=True, default="")
    phone = models.CharField(max_length=60, blank=True, default="")
    director = models.CharField(max_length=150, blank=True, default="")
    chief_accountant = models.CharField(max_length=150, blank=True, default="")
    plant_today = models.DateField("дата предприятия", null=True, blank=True)
    under_tolerance_pct = models.DecimalField(max_digits=6, decimal_places=3, default=2)
    over_tolerance_pct = models.DecimalField(max_digits=6, decimal_places=3, default=5)
    deviation_tolerance_pct = models.DecimalField(max_digits=6, decimal_places=3, default=3)
    loss_tolerance_points = models.DecimalField(max_digits=6, decimal_places=3, default=1)
    frozen_zone_h = models.PositiveIntegerField(default=24)
    purchase_lot = models.DecimalField(max_digits=18, decimal_places=3, default=1)
    max_load_share = models.DecimalField(max_digits=6, decimal_places=3, default=1)
    agreement_required = models.BooleanField(default=True)
    four_eyes = models.BooleanField(default=True)
    keep_partial_reservation = models.BooleanField(default=False)

    class Meta:
        """One row only."""

        constraints = [models.CheckConstraint(condition=Q(id=1), name="plant_settings_one_row")]


class CatalogStamp(models.Model):
    """The one row that tells whether master data changed; renewed by triggers."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    value = models.UUIDField()

    class Meta:
        """One row only."""

        constraints = [models.CheckConstraint(condition=Q(id=1), name="catalog_stamp_one_row")]


@pghistory.track(exclude=["next_value"])
class NumberSeries(models.Model):
    """Numbering of documents: prefix and next number of each kind."""

    kind = models.CharField(max_length=40, unique=True)
    prefix = models.CharField(max_length=20)
    width = models.PositiveSmallIntegerField(default=4)
    next_value = models.PositiveBigIntegerField(default=1)


@tracked
class Department(models.Model):
    """A department of the company: what stands in documents and over its workshops."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    head = models.CharField(max_length=150, blank=True, default="")
    phone = models.CharField(max_length=60, blank=True, default="")


@tracked
class Workshop(models.Model):
    """A workshop (цех)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="workshops"
    )

    class Meta:
        """A change makes kept master data old."""

        triggers = [renews_stamp()]


@tracked
class Customer(models.Model):
    """A customer of the client department."""

    name = models.CharField(max_length=200, unique=True)
    tax_id = models.CharField(max_length=12, blank=True, default="")
    address = models.CharField(max_length=250, blank=True, default="")
    contact = models.CharField(max_length=150, blank=True, default="")
    phone = models.CharField(max_length=60, blank=True, default="")
    email = models.CharField(max_length=150, blank=True, default="")
    comment = models.CharField(max_length=250, blank=True, default="")
    is_active = models.BooleanField(default=True)


@tracked
class Supplier(models.Model):
    """A supplier of direct purchasing."""

    name = models.CharField(max_length=200, unique=True)
    tax_id = models.CharField(max_length=12, blank=True, default="")
    address = models.CharField(max_length=250, blank=True, default="")
    contact = models.CharField(max_length=150, blank=True, default="")
    phone = models.CharField(max_length=60, blank=True, default="")
    email = models.CharField(max_length=150, blank=True, default="")
    comment = models.CharField(max_length=250, blank=True, default="")
    is_active = models.BooleanField(default=True)


@pghistory.track()
class Item(models.Model):
    """A product, raw material or packaging."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=250)
    type = models.CharField(max_length=12, choices=ITEM_TYPES)
    unit = models.CharField(max_length=8, choices=UNITS)
    net_kg = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, null=True, blank=True)
    family = models.CharField(max_length=60, blank=True, default="")
    order_multiple = models.PositiveIntegerField(default=1)
    lead_time_days = models.PositiveIntegerField(default=0)
    qc_days = models.PositiveIntegerField(default=0)
    shelf_life_days = models.PositiveIntegerField(null=True, blank=True)
    safety_stock = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    price_rub = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    stock_controlled = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        """Quantities that make sense."""

        constraints = [
            models.CheckConstraint(condition=Q(order_multiple__gte=1), name="item_multiple_positive"),
            models.CheckConstraint(
                condition=Q(net_kg__isnull=True) | Q(net_kg__gt=0), name="item_net_kg_positive"
            ),
        ]
        triggers = [renews_stamp()]


@pghistory.track()
class Recipe(models.Model):
    """A version of the bill of materials of a product.

    The version in force is the active one; one that is valid from a later date waits inactive for it.
    """

    product = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="recipes")
    version = models.PositiveIntegerField(default=1)
    valid_from = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True, default="")
    is_active = models.BooleanField(default=True)

    class Meta:
        """One active recipe a product."""

        constraints = [
            models.UniqueConstraint(fields=["product", "version"], name="recipe_version_once"),
            models.UniqueConstraint(
                fields=["product"], condition=Q(is_active=True), name="recipe_one_active"
            ),
        ]
        triggers = [renews_stamp()]


@tracked
class RecipeLine(models.Model):
    """One component of a recipe; the quantity is net, for one piece."""

    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="lines")
    line_no = models.PositiveIntegerField()
    component = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="used_in")
    qty_per_unit = models.DecimalField(max_digits=20, decimal_places=9)
    unit = models.CharField(max_length=8, choices=UNITS)
    loss_pct = models.DecimalField(max_digits=9, decimal_places=4, default=0)

    class Meta:
        """Lines are numbered, quantities positive."""

        constraints = [
            models.UniqueConstraint(fields=["recipe", "line_no"], name="recipe_line_once"),
            models.CheckConstraint(condition=Q(qty_per_unit__gt=0), name="recipe_line_qty_positive"),
            models.CheckConstraint(condition=Q(loss_pct__gte=0), name="recipe_line_loss_not_negative"),
        ]
        triggers = [renews_stamp()]


@pghistory.track()
class Machine(models.Model):
    """A machine or apparatus."""

    code = models.CharField(max_length=60, unique=True)
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="machines")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=BASES)
    batch_capacity_kg = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    crew_people = models.PositiveIntegerField(null=True, blank=True)
    commissioned_year = models.PositiveIntegerField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=MACHINE_STATUSES, default="working")

    class Meta:
        """A change makes kept master data old."""

        triggers = [renews_stamp()]


@tracked
class RoutingLine(models.Model):
    """A machine permitted for an operation of a product."""

    product = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="routing_lines")
    op_no = models.PositiveIntegerField()
    op_name = models.CharField(max_length=120)
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="routing_lines")
    alt_rank = models.PositiveIntegerField(default=1)
    basis = models.CharField(max_length=8, choices=BASES)
    batch_size_kg = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    batch_time_min = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    rate_kg_per_h = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    rate_pcs_per_h = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    setup_min = models.DecimalField(max_digits=12, decimal_places=3, default=0)
    crew_people = models.PositiveIntegerField(null=True, blank=True)
    grade = models.DecimalField(max_digits=5, decimal_places=3, null=True, blank=True)

    class Meta:
        """A machine stands once in an operation; the basis has its own figures."""

        constraints = [
            models.UniqueConstraint(fields=["product", "op_no", "machine"], name="routing_machine_once"),
            models.CheckConstraint(
                condition=Q(basis="batch", batch_size_kg__gt=0, batch_time_min__gt=0)
                | Q(basis="rate", rate_kg_per_h__gt=0, rate_pcs_per_h__isnull=True)
                | Q(basis="rate", rate_pcs_per_h__gt=0, rate_kg_per_h__isnull=True),
                name="routing_basis_has_figures",
            ),
        ]
        triggers = [renews_stamp()]


@tracked
class CalendarRow(models.Model):
    """A shift of a workshop on a date, or the repair of one machine in that shift."""

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="calendar")
    machine = models.ForeignKey(
        Machine, on_delete=models.PROTECT, null=True, blank=True, related_name="calendar"
    )
    date = models.DateField()
    shift_no = models.PositiveSmallIntegerField()
    start_time = models.TimeField(null=True, blank=True)
    end_time = models.TimeField(null=True, blank=True)
    break_min = models.PositiveIntegerField(default=0)
    work_min = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=DAY_KINDS)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """A shift stands once in a calendar."""

        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "machine", "date", "shift_no"],
                name="calendar_shift_once",
                nulls_distinct=False,
            ),
        ]
        triggers = [renews_stamp()]


@tracked
class MachineStop(models.Model):
    """A breakdown or a repair by hours: the machine does not work although its shift does."""

    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="stops")
    period = DateTimeRangeField()
    reason = models.CharField(max_length=200)
    is_breakdown = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Two stops of one machine do not overlap."""

        constraints = [
            ExclusionConstraint(
                name="machine_stops_do_not_overlap",
                expressions=[(F("machine"), RangeOperators.EQUAL), (F("period"), RangeOperators.OVERLAPS)],
            ),
        ]
