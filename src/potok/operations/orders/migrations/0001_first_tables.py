import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = [
        ("catalog", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="CoverMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("new", "предварительная проверка новых"),
                            ("dates", "сроки ожидающих"),
                            ("stock", "наличие для ожидающих"),
                        ],
                        max_length=5,
                    ),
                ),
                ("marked_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="DailyCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField(unique=True)),
                ("done_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="OrderEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("role", models.CharField(blank=True, default="", max_length=20)),
                ("from_status", models.CharField(blank=True, default="", max_length=20)),
                ("to_status", models.CharField(blank=True, default="", max_length=20)),
                ("old", models.JSONField(default=dict)),
                ("new", models.JSONField(default=dict)),
                ("reason_code", models.CharField(blank=True, default="", max_length=20)),
                ("text", models.CharField(blank=True, default="", max_length=500)),
                ("request_id", models.CharField(blank=True, default="", max_length=64)),
                ("transaction_id", models.BigIntegerField(db_default=models.Func(function="txid_current"))),
                (
                    "context_id",
                    models.UUIDField(
                        db_default=django.db.models.functions.comparison.Cast(
                            django.db.models.functions.comparison.NullIf(
                                models.Func(
                                    models.Value("pghistory.context_id"),
                                    models.Value(True),
                                    function="current_setting",
                                ),
                                models.Value(""),
                            ),
                            models.UUIDField(),
                        ),
                        null=True,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProductionOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order_no", models.CharField(max_length=40, unique=True)),
                ("created_date", models.DateField()),
                ("manager", models.CharField(blank=True, default="", max_length=120)),
                ("qty_pcs", models.PositiveBigIntegerField()),
                ("qty_requested_pcs", models.PositiveBigIntegerField()),
                ("min_qty_pcs", models.PositiveBigIntegerField(blank=True, null=True)),
                ("max_qty_pcs", models.PositiveBigIntegerField(blank=True, null=True)),
                ("total_kg", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("done_pcs", models.PositiveBigIntegerField(default=0)),
                ("done_opening_pcs", models.PositiveBigIntegerField(default=0)),
                ("due_date", models.DateField()),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "срочный"), (2, "обычный"), (3, "на склад")], default=2
                    ),
                ),
                ("order_type", models.CharField(default="customer", max_length=12)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "Новый"),
                            ("waiting_shortage", "В ожидании (дефицит)"),
                            ("in_production", "В производстве"),
                            ("done", "Выполнен"),
                            ("cancelled", "Отменён"),
                        ],
                        default="new",
                        max_length=20,
                    ),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("not_scheduled", "не распределён"),
                            ("scheduled", "распределён"),
                            ("agreed", "согласовано"),
                            ("launched", "идёт"),
                            ("stopped", "простой"),
                            ("output_reported", "выпуск сдан"),
                            ("posted", "проведён"),
                        ],
                        default="not_scheduled",
                        max_length=20,
                    ),
                ),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("none", "не отправлено"),
                            ("sent", "отправлено"),
                            ("agreed", "согласовано"),
                            ("refused", "отказ"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                ("returned_reason", models.CharField(blank=True, default="", max_length=250)),
                ("cancel_reason", models.CharField(blank=True, default="", max_length=250)),
                ("hold_reason", models.CharField(blank=True, default="", max_length=250)),
                ("no_capacity", models.BooleanField(default=False)),
                (
                    "cover",
                    models.CharField(
                        choices=[
                            ("unknown", "не проверено"),
                            ("in_stock", "В наличии"),
                            ("expected", "Ожидается"),
                            ("missing", "Нет прихода"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                ("cover_date", models.DateField(blank=True, null=True)),
                (
                    "cover_items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("cover_checked_at", models.DateTimeField(blank=True, null=True)),
                ("earliest_start_date", models.DateField(blank=True, null=True)),
                ("latest_start_at", models.DateTimeField(blank=True, null=True)),
                ("latest_start_date", models.DateField(blank=True, null=True)),
                ("slack_days", models.IntegerField(blank=True, null=True)),
                ("launch_at", models.DateTimeField(blank=True, null=True)),
                ("release_at", models.DateTimeField(blank=True, null=True)),
                ("launch_at_first", models.DateTimeField(blank=True, null=True)),
                ("release_at_first", models.DateTimeField(blank=True, null=True)),
                ("launch_actual_at", models.DateTimeField(blank=True, null=True)),
                ("release_actual_at", models.DateTimeField(blank=True, null=True)),
                ("last_date_reason", models.CharField(blank=True, default="", max_length=20)),
                ("comment", models.CharField(blank=True, default="", max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="ProductionOrderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("order_no", models.CharField(max_length=40)),
                ("created_date", models.DateField()),
                ("manager", models.CharField(blank=True, default="", max_length=120)),
                ("qty_pcs", models.PositiveBigIntegerField()),
                ("qty_requested_pcs", models.PositiveBigIntegerField()),
                ("min_qty_pcs", models.PositiveBigIntegerField(blank=True, null=True)),
                ("max_qty_pcs", models.PositiveBigIntegerField(blank=True, null=True)),
                ("total_kg", models.DecimalField(decimal_places=3, default=0, max_digits=20)),
                ("done_pcs", models.PositiveBigIntegerField(default=0)),
                ("done_opening_pcs", models.PositiveBigIntegerField(default=0)),
                ("due_date", models.DateField()),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "срочный"), (2, "обычный"), (3, "на склад")], default=2
                    ),
                ),
                ("order_type", models.CharField(default="customer", max_length=12)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "Новый"),
                            ("waiting_shortage", "В ожидании (дефицит)"),
                            ("in_production", "В производстве"),
                            ("done", "Выполнен"),
                            ("cancelled", "Отменён"),
                        ],
                        default="new",
                        max_length=20,
                    ),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("not_scheduled", "не распределён"),
                            ("scheduled", "распределён"),
                            ("agreed", "согласовано"),
                            ("launched", "идёт"),
                            ("stopped", "простой"),
                            ("output_reported", "выпуск сдан"),
                            ("posted", "проведён"),
                        ],
                        default="not_scheduled",
                        max_length=20,
                    ),
                ),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("none", "не отправлено"),
                            ("sent", "отправлено"),
                            ("agreed", "согласовано"),
                            ("refused", "отказ"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                ("returned_reason", models.CharField(blank=True, default="", max_length=250)),
                ("cancel_reason", models.CharField(blank=True, default="", max_length=250)),
                ("hold_reason", models.CharField(blank=True, default="", max_length=250)),
                ("no_capacity", models.BooleanField(default=False)),
                (
                    "cover",
                    models.CharField(
                        choices=[
                            ("unknown", "не проверено"),
                            ("in_stock", "В наличии"),
                            ("expected", "Ожидается"),
                            ("missing", "Нет прихода"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                ("cover_date", models.DateField(blank=True, null=True)),
                (
                    "cover_items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("cover_checked_at", models.DateTimeField(blank=True, null=True)),
                ("earliest_start_date", models.DateField(blank=True, null=True)),
                ("latest_start_at", models.DateTimeField(blank=True, null=True)),
                ("latest_start_date", models.DateField(blank=True, null=True)),
                ("slack_days", models.IntegerField(blank=True, null=True)),
                ("launch_at", models.DateTimeField(blank=True, null=True)),
                ("release_at", models.DateTimeField(blank=True, null=True)),
                ("launch_at_first", models.DateTimeField(blank=True, null=True)),
                ("release_at_first", models.DateTimeField(blank=True, null=True)),
                ("launch_actual_at", models.DateTimeField(blank=True, null=True)),
                ("release_actual_at", models.DateTimeField(blank=True, null=True)),
                ("last_date_reason", models.CharField(blank=True, default="", max_length=20)),
                ("comment", models.CharField(blank=True, default="", max_length=500)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("hard", "резерв"), ("soft", "привязка к приходу")], max_length=4
                    ),
                ),
                ("qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("query", models.CharField(blank=True, default="", max_length=2000)),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                (
                    "shared_with",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="VolumeProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old_qty_pcs", models.PositiveBigIntegerField()),
                ("new_qty_pcs", models.PositiveBigIntegerField()),
                ("old_due_date", models.DateField()),
                ("new_due_date", models.DateField()),
                ("reason", models.CharField(max_length=250)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Ждёт ответа"),
                            ("accepted", "Принято"),
                            ("refused", "Отклонено"),
                            ("withdrawn", "Отозвано"),
                        ],
                        default="sent",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, default="", max_length=250)),
            ],
        ),
        migrations.CreateModel(
            name="CustomerShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("qty_pcs", models.PositiveBigIntegerField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.customer"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OrderComponent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gross_qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("free_qty", models.DecimalField(decimal_places=3, default=0, max_digits=18)),
                ("lack_qty", models.DecimalField(decimal_places=3, default=0, max_digits=18)),
                (
                    "cover",
                    models.CharField(
                        choices=[
                            ("unknown", "не проверено"),
                            ("in_stock", "В наличии"),
                            ("expected", "Ожидается"),
                            ("missing", "Нет прихода"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                ("cover_date", models.DateField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.item"
                    ),
                ),
            ],
        ),
    ]
