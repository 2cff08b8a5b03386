import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name="CalendarRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField()),
                ("shift_no", models.PositiveSmallIntegerField()),
                ("start_time", models.TimeField(blank=True, null=True)),
                ("end_time", models.TimeField(blank=True, null=True)),
                ("break_min", models.PositiveIntegerField(default=0)),
                ("work_min", models.PositiveIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("work", "смена"),
                            ("day_off", "выходной"),
                            ("holiday", "праздник"),
                            ("repair", "ремонт"),
                        ],
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("tax_id", models.CharField(blank=True, default="", max_length=12)),
                ("address", models.CharField(blank=True, default="", max_length=250)),
                ("contact", models.CharField(blank=True, default="", max_length=150)),
                ("phone", models.CharField(blank=True, default="", max_length=60)),
                ("email", models.CharField(blank=True, default="", max_length=150)),
                ("comment", models.CharField(blank=True, default="", max_length=250)),
                ("is_active", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="CustomerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("tax_id", models.CharField(blank=True, default="", max_length=12)),
                ("address", models.CharField(blank=True, default="", max_length=250)),
                ("contact", models.CharField(blank=True, default="", max_length=150)),
                ("phone", models.CharField(blank=True, default="", max_length=60)),
                ("email", models.CharField(blank=True, default="", max_length=150)),
                ("comment", models.CharField(blank=True, default="", max_length=250)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("head", models.CharField(blank=True, default="", max_length=150)),
                ("phone", models.CharField(blank=True, default="", max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name="DepartmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("head", models.CharField(blank=True, default="", max_length=150)),
                ("phone", models.CharField(blank=True, default="", max_length=60)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=250)),
                (
                    "type",
                    models.CharField(
                        choices=[("finished", "Продукция"), ("raw", "Сырьё"), ("packaging", "Тара")],
                        max_length=12,
                    ),
                ),
                ("unit", models.CharField(choices=[("pcs", "шт."), ("kg", "кг")], max_length=8)),
                ("net_kg", models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True)),
                ("family", models.CharField(blank=True, default="", max_length=60)),
                ("order_multiple", models.PositiveIntegerField(default=1)),
                ("lead_time_days", models.PositiveIntegerField(default=0)),
                ("qc_days", models.PositiveIntegerField(default=0)),
                ("shelf_life_days", models.PositiveIntegerField(blank=True, null=True)),
                ("safety_stock", models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
                ("price_rub", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("stock_controlled", models.BooleanField(default=True)),
                ("is_active", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="ItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=250)),
                (
                    "type",
                    models.CharField(
                        choices=[("finished", "Продукция"), ("raw", "Сырьё"), ("packaging", "Тара")],
                        max_length=12,
                    ),
                ),
                ("unit", models.CharField(choices=[("pcs", "шт."), ("kg", "кг")], max_length=8)),
                ("net_kg", models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True)),
                ("family", models.CharField(blank=True, default="", max_length=60)),
                ("order_multiple", models.PositiveIntegerField(default=1)),
                ("lead_time_days", models.PositiveIntegerField(default=0)),
                ("qc_days", models.PositiveIntegerField(default=0)),
                ("shelf_life_days", models.PositiveIntegerField(blank=True, null=True)),
                ("safety_stock", models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
                ("price_rub", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("stock_controlled", models.BooleanField(default=True)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Machine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("batch", "по загрузкам"), ("rate", "по производительности")], max_length=8
                    ),
                ),
                (
                    "batch_capacity_kg",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True),
                ),
                ("crew_people", models.PositiveIntegerField(blank=True, null=True)),
                ("commissioned_year", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("working", "работает"), ("repair", "в ремонте"), ("broken", "неисправна")],
                        default="working",
                        max_length=12,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MachineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("batch", "по загрузкам"), ("rate", "по производительности")], max_length=8
                    ),
                ),
                (
                    "batch_capacity_kg",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True),
                ),
                ("crew_people", models.PositiveIntegerField(blank=True, null=True)),
                ("commissioned_year", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("working", "работает"), ("repair", "в ремонте"), ("broken", "неисправна")],
                        default="working",
                        max_length=12,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MachineStop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("reason", models.CharField(max_length=200)),
                ("is_breakdown", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="MachineStopEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("reason", models.CharField(max_length=200)),
                ("is_breakdown", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, unique=True)),
                ("prefix", models.CharField(max_length=20)),
                ("width", models.PositiveSmallIntegerField(default=4)),
                ("next_value", models.PositiveBigIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="NumberSeriesEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("prefix", models.CharField(max_length=20)),
                ("width", models.PositiveSmallIntegerField(default=4)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlantSettings",
            fields=[
                (
                    "id",
                    models.SmallIntegerField(default=1, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(default="Предприятие", max_length=200, verbose_name="предприятие")),
                ("legal_name", models.CharField(blank=True, default="", max_length=250)),
                (
                    "country",
                    models.CharField(
                        choices=[("BY", "Беларусь"), ("RU", "Россия")], default="RU", max_length=2
                    ),
                ),
                ("tax_id", models.CharField(blank=True, default="", max_length=12)),
                ("statistics_code", models.CharField(blank=True, default="", max_length=14)),
                ("address", models.CharField(blank=True, default="", max_length=250)),
                ("phone", models.CharField(blank=True, default="", max_length=60)),
                ("director", models.CharField(blank=True, default="", max_length=150)),
                ("chief_accountant", models.CharField(blank=True, default="", max_length=150)),
                ("plant_today", models.DateField(blank=True, null=True, verbose_name="дата предприятия")),
                ("under_tolerance_pct", models.DecimalField(decimal_places=3, default=2, max_digits=6)),
                ("over_tolerance_pct", models.DecimalField(decimal_places=3, default=5, max_digits=6)),
                ("deviation_tolerance_pct", models.DecimalField(decimal_places=3, default=3, max_digits=6)),
                ("loss_tolerance_points", models.DecimalField(decimal_places=3, default=1, max_digits=6)),
                ("frozen_zone_h", models.PositiveIntegerField(default=24)),
                ("purchase_lot", models.DecimalField(decimal_places=3, default=1, max_digits=18)),
                ("max_load_share", models.DecimalField(decimal_places=3, default=1, max_digits=6)),
                ("agreement_required", models.BooleanField(default=True)),
                ("four_eyes", models.BooleanField(default=True)),
                ("keep_partial_reservation", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="PlantSettingsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.SmallIntegerField(default=1, editable=False, serialize=False)),
                ("name", models.CharField(default="Предприятие", max_length=200, verbose_name="предприятие")),
                ("legal_name", models.CharField(blank=True, default="", max_length=250)),
                (
                    "country",
                    models.CharField(
                        choices=[("BY", "Беларусь"), ("RU", "Россия")], default="RU", max_length=2
                    ),
                ),
                ("tax_id", models.CharField(blank=True, default="", max_length=12)),
                ("statistics_code", models.CharField(blank=True, default="", max_length=14)),
                ("address", models.CharField(blank=True, default="", max_length=250)),
                ("phone", models.CharField(blank=True, default="", max_length=60)),
                ("director", models.CharField(blank=True, default="", max_length=150)),
                ("chief_accountant", models.CharField(blank=True, default="", max_length=150)),
                ("plant_today", models.DateField(blank=True, null=True, verbose_name="дата предприятия")),
                ("under_tolerance_pct", models.DecimalField(decimal_places=3, default=2, max_digits=6)),
                ("over_tolerance_pct", models.DecimalField(decimal_places=3, default=5, max_digits=6)),
                ("deviation_tolerance_pct", models.DecimalField(decimal_places=3, default=3, max_digits=6)),
                ("loss_tolerance_points", models.DecimalField(decimal_places=3, default=1, max_digits=6)),
                ("frozen_zone_h", models.PositiveIntegerField(default=24)),
                ("purchase_lot", models.DecimalField(decimal_places=3, default=1, max_digits=18)),
                ("max_load_share", models.DecimalField(decimal_places=3, default=1, max_digits=6)),
                ("agreement_required", models.BooleanField(default=True)),
                ("four_eyes", models.BooleanField(default=True)),
                ("keep_partial_reservation", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Recipe",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                ("is_active", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="RecipeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RecipeLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line_no", models.PositiveIntegerField()),
                ("qty_per_unit", models.DecimalField(decimal_places=9, max_digits=20)),
                ("unit", models.CharField(choices=[("pcs", "шт."), ("kg", "кг")], max_length=8)),
                ("loss_pct", models.DecimalField(decimal_places=4, default=0, max_digits=9)),
            ],
        ),
        migrations.CreateModel(
            name="RecipeLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("line_no", models.PositiveIntegerField()),
                ("qty_per_unit", models.DecimalField(decimal_places=9, max_digits=20)),
                ("unit", models.CharField(choices=[("pcs", "шт."), ("kg", "кг")], max_length=8)),
                ("loss_pct", models.DecimalField(decimal_places=4, default=0, max_digits=9)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoutingLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("op_no", models.PositiveIntegerField()),
                ("op_name", models.CharField(max_length=120)),
                ("alt_rank", models.PositiveIntegerField(default=1)),
                (
                    "basis",
                    models.CharField(
                        choices=[("batch", "по загрузкам"), ("rate", "по производительности")], max_length=8
                    ),
                ),
                (
                    "batch_size_kg",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True),
                ),
                (
                    "batch_time_min",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True),
                ),
                (
                    "rate_kg_per_h",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True),
                ),
                (
                    "rate_pcs_per_h",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True),
                ),
                ("setup_min", models.DecimalField(decimal_places=3, default=0, max_digits=12)),
                ("crew_people", models.PositiveIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RoutingLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("op_no", models.PositiveIntegerField()),
                ("op_name", models.CharField(max_length=120)),
                ("alt_rank", models.PositiveIntegerField(default=1)),
                (
                    "basis",
                    models.CharField(
                        choices=[("batch", "по загрузкам"), ("rate", "по производительности")], max_length=8
                    ),
                ),
                (
                    "batch_size_kg",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True),
                ),
                (
                    "batch_time_min",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True),
                ),
                (
                    "rate_kg_per_h",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True),
                ),
                (
                    "rate_pcs_per_h",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True),
                ),
                ("setup_min", models.DecimalField(decimal_places=3, default=0, max_digits=12)),
                ("crew_people", models.PositiveIntegerField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Supplier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("tax_id", models.CharField(blank=True, default="", max_length=12)),
                ("address", models.CharField(blank=True, default="", max_length=250)),
                ("contact", models.CharField(blank=True, default="", max_length=150)),
                ("phone", models.CharField(blank=True, default="", max_length=60)),
                ("email", models.CharField(blank=True, default="", max_length=150)),
                ("comment", models.CharField(blank=True, default="", max_length=250)),
                ("is_active", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="SupplierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("tax_id", models.CharField(blank=True, default="", max_length=12)),
                ("address", models.CharField(blank=True, default="", max_length=250)),
                ("contact", models.CharField(blank=True, default="", max_length=150)),
                ("phone", models.CharField(blank=True, default="", max_length=60)),
                ("email", models.CharField(blank=True, default="", max_length=150)),
                ("comment", models.CharField(blank=True, default="", max_length=250)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Workshop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="WorkshopEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CalendarRowEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("date", models.DateField()),
                ("shift_no", models.PositiveSmallIntegerField()),
                ("start_time", models.TimeField(blank=True, null=True)),
                ("end_time", models.TimeField(blank=True, null=True)),
                ("break_min", models.PositiveIntegerField(default=0)),
                ("work_min", models.PositiveIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("work", "смена"),
                            ("day_off", "выходной"),
                            ("holiday", "праздник"),
                            ("repair", "ремонт"),
                        ],
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="catalog.calendarrow",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CatalogStamp",
            fields=[
                (
                    "id",
                    models.SmallIntegerField(default=1, editable=False, primary_key=True, serialize=False),
                ),
                ("value", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="catalog_stamp_one_row")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_customerevent" ("address", "comment", "contact", "email", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "tax_id") VALUES (NEW."address", NEW."comment", NEW."contact", NEW."email", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."tax_id"); RETURN NULL;',
                    hash="1c88adbf97ebe78b86912f67c7168ff02b870e8f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f789d",
                    table="catalog_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_customerevent" ("address", "comment", "contact", "email", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "tax_id") VALUES (NEW."address", NEW."comment", NEW."contact", NEW."email", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."tax_id"); RETURN NULL;',
                    hash="83522721e9ce71949582fdb816e13a23e1957fcd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fc4f1",
                    table="catalog_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_customerevent" ("address", "comment", "contact", "email", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "tax_id") VALUES (OLD."address", OLD."comment", OLD."contact", OLD."email", OLD."id", OLD."is_active", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."tax_id"); RETURN NULL;',
                    hash="ff9ac40c11ae4f74731d01550d6c788a55b9027f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c4c7a",
                    table="catalog_customer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.customer",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="department",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_departmentevent" ("code", "head", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."code", NEW."head", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone"); RETURN NULL;',
                    hash="40cf470bc8741d096304e1bafd66ee18be608021",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_35e0e",
                    table="catalog_department",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="department",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_departmentevent" ("code", "head", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."code", NEW."head", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone"); RETURN NULL;',
                    hash="eb04c968f5325c7e3e57f903e8e283d8cbdbb8ac",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e1b63",
                    table="catalog_department",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="department",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_departmentevent" ("code", "head", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (OLD."code", OLD."head", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone"); RETURN NULL;',
                    hash="c9024e7d3dbf4cc9ec532868cbba7bb3d65341bf",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3abf8",
                    table="catalog_department",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="departmentevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="departmentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.department",
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.item",
            ),
        ),
        migrations.AddField(
            model_name="calendarrowevent",
            name="machine",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.machine",
            ),
        ),
        migrations.AddField(
            model_name="calendarrow",
            name="machine",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calendar",
                to="catalog.machine",
            ),
        ),
        migrations.AddField(
            model_name="machineevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="machineevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.machine",
            ),
        ),
        migrations.AddField(
            model_name="machinestop",
            name="machine",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="stops", to="catalog.machine"
            ),
        ),
        migrations.AddField(
            model_name="machinestopevent",
            name="machine",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.machine",
            ),
        ),
        migrations.AddField(
            model_name="machinestopevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="machinestopevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.machinestop",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="numberseries",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_numberseriesevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "width") VALUES (NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefix", NEW."width"); RETURN NULL;',
                    hash="7a6cb7388c9b70826a51e549798df8b6843a899a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_32869",
                    table="catalog_numberseries",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="numberseries",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."prefix" IS DISTINCT FROM (NEW."prefix") OR OLD."width" IS DISTINCT FROM (NEW."width"))',
                    func='INSERT INTO "catalog_numberseriesevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "width") VALUES (NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefix", NEW."width"); RETURN NULL;',
                    hash="d0027770595296bb9b13b27662ab13af1e4820a1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_41bbd",
                    table="catalog_numberseries",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="numberseriesevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="numberseriesevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.numberseries",
            ),
        ),
        migrations.AddConstraint(
            model_name="plantsettings",
            constraint=models.CheckConstraint(condition=models.Q(("id", 1)), name="plant_settings_one_row"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantsettings",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_plantsettingsevent" ("address", "agreement_required", "chief_accountant", "country", "deviation_tolerance_pct", "director", "four_eyes", "frozen_zone_h", "id", "keep_partial_reservation", "legal_name", "loss_tolerance_points", "max_load_share", "name", "over_tolerance_pct", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plant_today", "purchase_lot", "statistics_code", "tax_id", "under_tolerance_pct") VALUES (NEW."address", NEW."agreement_required", NEW."chief_accountant", NEW."country", NEW."deviation_tolerance_pct", NEW."director", NEW."four_eyes", NEW."frozen_zone_h", NEW."id", NEW."keep_partial_reservation", NEW."legal_name", NEW."loss_tolerance_points", NEW."max_load_share", NEW."name", NEW."over_tolerance_pct", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."plant_today", NEW."purchase_lot", NEW."statistics_code", NEW."tax_id", NEW."under_tolerance_pct"); RETURN NULL;',
                    hash="79fad7d9279690e43dbe51584143264da4abdf46",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_02245",
                    table="catalog_plantsettings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantsettings",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_plantsettingsevent" ("address", "agreement_required", "chief_accountant", "country", "deviation_tolerance_pct", "director", "four_eyes", "frozen_zone_h", "id", "keep_partial_reservation", "legal_name", "loss_tolerance_points", "max_load_share", "name", "over_tolerance_pct", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "plant_today", "purchase_lot", "statistics_code", "tax_id", "under_tolerance_pct") VALUES (NEW."address", NEW."agreement_required", NEW."chief_accountant", NEW."country", NEW."deviation_tolerance_pct", NEW."director", NEW."four_eyes", NEW."frozen_zone_h", NEW."id", NEW."keep_partial_reservation", NEW."legal_name", NEW."loss_tolerance_points", NEW."max_load_share", NEW."name", NEW."over_tolerance_pct", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."plant_today", NEW."purchase_lot", NEW."statistics_code", NEW."tax_id", NEW."under_tolerance_pct"); RETURN NULL;',
                    hash="b4c8e424efd53e1dc48a287ea533399f5e2a3250",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_81345",
                    table="catalog_plantsettings",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="plantsettingsevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="plantsettingsevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.plantsettings",
            ),
        ),
        migrations.AddField(
            model_name="recipe",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="recipes", to="catalog.item"
            ),
        ),
        migrations.AddField(
            model_name="recipeevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="recipeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.recipe",
            ),
        ),
        migrations.AddField(
            model_name="recipeevent",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.item",
            ),
        ),
        migrations.AddField(
            model_name="recipeline",
            name="component",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="used_in", to="catalog.item"
            ),
        ),
        migrations.AddField(
            model_name="recipeline",
            name="recipe",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="catalog.recipe"
            ),
        ),
        migrations.AddField(
            model_name="recipelineevent",
            name="component",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.item",
            ),
        ),
        migrations.AddField(
            model_name="recipelineevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="recipelineevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.recipeline",
            ),
        ),
        migrations.AddField(
            model_name="recipelineevent",
            name="recipe",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.recipe",
            ),
        ),
        migrations.AddField(
            model_name="routingline",
            name="machine",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="routing_lines",
                to="catalog.machine",
            ),
        ),
        migrations.AddField(
            model_name="routingline",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="routing_lines", to="catalog.item"
            ),
        ),
        migrations.AddField(
            model_name="routinglineevent",
            name="machine",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.machine",
            ),
        ),
        migrations.AddField(
            model_name="routinglineevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="routinglineevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.routingline",
            ),
        ),
        migrations.AddField(
            model_name="routinglineevent",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.item",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplier",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_supplierevent" ("address", "comment", "contact", "email", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "tax_id") VALUES (NEW."address", NEW."comment", NEW."contact", NEW."email", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."tax_id"); RETURN NULL;',
                    hash="bbb45cc828e362bf5b582dfaa139e634eea322f5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c6c3c",
                    table="catalog_supplier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplier",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_supplierevent" ("address", "comment", "contact", "email", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "tax_id") VALUES (NEW."address", NEW."comment", NEW."contact", NEW."email", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."tax_id"); RETURN NULL;',
                    hash="686a3533bed173e48c0071d5f583a5066a510c7a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9b06a",
                    table="catalog_supplier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplier",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_supplierevent" ("address", "comment", "contact", "email", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "tax_id") VALUES (OLD."address", OLD."comment", OLD."contact", OLD."email", OLD."id", OLD."is_active", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."tax_id"); RETURN NULL;',
                    hash="455b64c5e2efd24464b9d97a7d677c1c1022a9fb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2689e",
                    table="catalog_supplier",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="supplierevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="supplierevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.supplier",
            ),
        ),
        migrations.AddField(
            model_name="workshop",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="workshops",
                to="catalog.department",
            ),
        ),
        migrations.AddField(
            model_name="machineevent",
            name="workshop",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.workshop",
            ),
        ),
        migrations.AddField(
            model_name="machine",
            name="workshop",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="machines", to="catalog.workshop"
            ),
        ),
        migrations.AddField(
            model_name="itemevent",
            name="workshop",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.workshop",
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="workshop",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="catalog.workshop"
            ),
        ),
        migrations.AddField(
            model_name="calendarrowevent",
            name="workshop",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.workshop",
            ),
        ),
        migrations.AddField(
            model_name="calendarrow",
            name="workshop",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="calendar", to="catalog.workshop"
            ),
        ),
        migrations.AddField(
            model_name="workshopevent",
            name="department",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.department",
            ),
        ),
        migrations.AddField(
            model_name="workshopevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="workshopevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="catalog.workshop",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="93eb72f8a2abbe1e8d9eb0dcaf826decabb142c0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f5892",
                    table="catalog_customerevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="departmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d9cd3fa70b17a54c8b33ed7028f810c891867eb0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_25226",
                    table="catalog_departmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="machinestop",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[(models.F("machine"), "="), (models.F("period"), "&&")],
                name="machine_stops_do_not_overlap",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machinestop",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_machinestopevent" ("created_at", "id", "is_breakdown", "machine_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."created_at", NEW."id", NEW."is_breakdown", NEW."machine_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="c6f683235c21c02758abd09c6e8dd4e70ae2bbf9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3da02",
                    table="catalog_machinestop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machinestop",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_machinestopevent" ("created_at", "id", "is_breakdown", "machine_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."created_at", NEW."id", NEW."is_breakdown", NEW."machine_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="7ca097999fe40bdee4ed02e2828ad3f9bb1eac44",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_24cf7",
                    table="catalog_machinestop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machinestop",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_machinestopevent" ("created_at", "id", "is_breakdown", "machine_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."created_at", OLD."id", OLD."is_breakdown", OLD."machine_id", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                    hash="3485201db7cae546abaac9b765fe7957ccd0ed3f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0a215",
                    table="catalog_machinestop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machinestopevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0a5aa7740f8c78e23958629a58121661a4940219",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b40be",
                    table="catalog_machinestopevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="numberseriesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1ac2dcfa0517c14ebfb2fdc50f02d17aec308838",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bb8e8",
                    table="catalog_numberseriesevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantsettingsevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5cd44ac7489386b4dc87d4c319c3ab878d431d41",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_93b7f",
                    table="catalog_plantsettingsevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="recipe",
            constraint=models.UniqueConstraint(fields=("product", "version"), name="recipe_version_once"),
        ),
        migrations.AddConstraint(
            model_name="recipe",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_active", True)), fields=("product",), name="recipe_one_active"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recipe",
            trigger=pgtrigger.compiler.Trigger(
                name="renews_catalog_stamp",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO catalog_catalogstamp (id, value) VALUES (1, gen_random_uuid())\n    ON CONFLICT (id) DO UPDATE SET value = excluded.value;\n    RETURN NULL;\n",
                    hash="2e229522df75c70c332ddc3d382027153267c30d",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renews_catalog_stamp_1cd77",
                    table="catalog_recipe",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recipe",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_recipeevent" ("id", "is_active", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "valid_from", "version") VALUES (NEW."id", NEW."is_active", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."valid_from", NEW."version"); RETURN NULL;',
                    hash="a08654b1e198a49b9bedd7ba5792aaaf2f2cba91",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cbd15",
                    table="catalog_recipe",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recipe",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_recipeevent" ("id", "is_active", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "valid_from", "version") VALUES (NEW."id", NEW."is_active", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."valid_from", NEW."version"); RETURN NULL;',
                    hash="c504e8e81b5d202f654b6b9787774494c99fcbed",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fbecf",
                    table="catalog_recipe",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recipeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="757df6a6b23b04664be0b83b8e1375e88d078b2f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5c822",
                    table="catalog_recipeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="recipeline",
            constraint=models.UniqueConstraint(fields=("recipe", "line_no"), name="recipe_line_once"),
        ),
        migrations.AddConstraint(
            model_name="recipeline",
            constraint=models.CheckConstraint(
                condition=models.Q(("qty_per_unit__gt", 0)), name="recipe_line_qty_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="recipeline",
            constraint=models.CheckConstraint(
                condition=models.Q(("loss_pct__gte", 0)), name="recipe_line_loss_not_negative"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recipeline",
            trigger=pgtrigger.compiler.Trigger(
                name="renews_catalog_stamp",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO catalog_catalogstamp (id, value) VALUES (1, gen_random_uuid())\n    ON CONFLICT (id) DO UPDATE SET value = excluded.value;\n    RETURN NULL;\n",
                    hash="9ca8615d1c1830adfb059decb8b951657d4950a0",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renews_catalog_stamp_6794a",
                    table="catalog_recipeline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recipeline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_recipelineevent" ("component_id", "id", "line_no", "loss_pct", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qty_per_unit", "recipe_id", "unit") VALUES (NEW."component_id", NEW."id", NEW."line_no", NEW."loss_pct", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."qty_per_unit", NEW."recipe_id", NEW."unit"); RETURN NULL;',
                    hash="3424a9f0760395dc0e5e8ac2800c270ac7fa6821",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bcd46",
                    table="catalog_recipeline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recipeline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_recipelineevent" ("component_id", "id", "line_no", "loss_pct", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qty_per_unit", "recipe_id", "unit") VALUES (NEW."component_id", NEW."id", NEW."line_no", NEW."loss_pct", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."qty_per_unit", NEW."recipe_id", NEW."unit"); RETURN NULL;',
                    hash="d2247f376b1570fc9f275c3968f156ed164ef022",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_da736",
                    table="catalog_recipeline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recipeline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_recipelineevent" ("component_id", "id", "line_no", "loss_pct", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qty_per_unit", "recipe_id", "unit") VALUES (OLD."component_id", OLD."id", OLD."line_no", OLD."loss_pct", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."qty_per_unit", OLD."recipe_id", OLD."unit"); RETURN NULL;',
                    hash="8d96ecd87651d29da19930a9d222ede2d59745ce",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c7ea3",
                    table="catalog_recipeline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recipelineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="03b875a4f023a35ca46c532faf8f933fcea1802b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_076c9",
                    table="catalog_recipelineevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="routingline",
            constraint=models.UniqueConstraint(
                fields=("product", "op_no", "machine"), name="routing_machine_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="routingline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis", "batch"), ("batch_size_kg__gt", 0), ("batch_time_min__gt", 0)),
                    models.Q(("basis", "rate"), ("rate_kg_per_h__gt", 0), ("rate_pcs_per_h__isnull", True)),
                    models.Q(("basis", "rate"), ("rate_kg_per_h__isnull", True), ("rate_pcs_per_h__gt", 0)),
                    _connector="OR",
                ),
                name="routing_basis_has_figures",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingline",
            trigger=pgtrigger.compiler.Trigger(
                name="renews_catalog_stamp",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO catalog_catalogstamp (id, value) VALUES (1, gen_random_uuid())\n    ON CONFLICT (id) DO UPDATE SET value = excluded.value;\n    RETURN NULL;\n",
                    hash="09a453f63a56a02c042abedfed3528aeb96d1007",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renews_catalog_stamp_ceb86",
                    table="catalog_routingline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_routinglineevent" ("alt_rank", "basis", "batch_size_kg", "batch_time_min", "crew_people", "id", "machine_id", "op_name", "op_no", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rate_kg_per_h", "rate_pcs_per_h", "setup_min") VALUES (NEW."alt_rank", NEW."basis", NEW."batch_size_kg", NEW."batch_time_min", NEW."crew_people", NEW."id", NEW."machine_id", NEW."op_name", NEW."op_no", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."rate_kg_per_h", NEW."rate_pcs_per_h", NEW."setup_min"); RETURN NULL;',
                    hash="541ea96e16912add2e02ef7d21871f4427df2278",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_12287",
                    table="catalog_routingline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_routinglineevent" ("alt_rank", "basis", "batch_size_kg", "batch_time_min", "crew_people", "id", "machine_id", "op_name", "op_no", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rate_kg_per_h", "rate_pcs_per_h", "setup_min") VALUES (NEW."alt_rank", NEW."basis", NEW."batch_size_kg", NEW."batch_time_min", NEW."crew_people", NEW."id", NEW."machine_id", NEW."op_name", NEW."op_no", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."rate_kg_per_h", NEW."rate_pcs_per_h", NEW."setup_min"); RETURN NULL;',
                    hash="048cc38bfb2d78cc59074ff2bd251a20eb237afc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6ab23",
                    table="catalog_routingline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routingline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_routinglineevent" ("alt_rank", "basis", "batch_size_kg", "batch_time_min", "crew_people", "id", "machine_id", "op_name", "op_no", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "rate_kg_per_h", "rate_pcs_per_h", "setup_min") VALUES (OLD."alt_rank", OLD."basis", OLD."batch_size_kg", OLD."batch_time_min", OLD."crew_people", OLD."id", OLD."machine_id", OLD."op_name", OLD."op_no", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."rate_kg_per_h", OLD."rate_pcs_per_h", OLD."setup_min"); RETURN NULL;',
                    hash="ce371d25b021de54e658dce2b358da1c6ef305aa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7e52b",
                    table="catalog_routingline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="routinglineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="73531f8e2bfc5ebe2f67b4fd8766c70c9415b832",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0810d",
                    table="catalog_routinglineevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplierevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="948a1c23bccbd4797dd507dd21a6bf0d5b7563fc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c61d2",
                    table="catalog_supplierevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workshop",
            trigger=pgtrigger.compiler.Trigger(
                name="renews_catalog_stamp",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO catalog_catalogstamp (id, value) VALUES (1, gen_random_uuid())\n    ON CONFLICT (id) DO UPDATE SET value = excluded.value;\n    RETURN NULL;\n",
                    hash="e0b6303587c6c788afc82c7ab5186687d6f95c84",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renews_catalog_stamp_72136",
                    table="catalog_workshop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workshop",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_workshopevent" ("code", "department_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."department_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="2117511ce5836325d5505c1d32b0cb08c60bfd76",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ff054",
                    table="catalog_workshop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workshop",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_workshopevent" ("code", "department_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."department_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="e442ecd9cbad7c9d03a2ebb69ae097a46b1c41b6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_78ee5",
                    table="catalog_workshop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workshop",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_workshopevent" ("code", "department_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."department_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="aeb93030dafccc8d7519c8a884f7f6f4b084973e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e34a0",
                    table="catalog_workshop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="112254c3a61d347eea5df97b06f20c4fb9b2ebe0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7b9a0",
                    table="catalog_machineevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="renews_catalog_stamp",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO catalog_catalogstamp (id, value) VALUES (1, gen_random_uuid())\n    ON CONFLICT (id) DO UPDATE SET value = excluded.value;\n    RETURN NULL;\n",
                    hash="3e3e9de3a23b197dcf067518f040b14e6147f72e",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renews_catalog_stamp_42055",
                    table="catalog_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_machineevent" ("batch_capacity_kg", "code", "commissioned_year", "crew_people", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "workshop_id") VALUES (NEW."batch_capacity_kg", NEW."code", NEW."commissioned_year", NEW."crew_people", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status", NEW."workshop_id"); RETURN NULL;',
                    hash="4c17d242c88385d320ce91a020c903e191ad8322",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5376c",
                    table="catalog_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="machine",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_machineevent" ("batch_capacity_kg", "code", "commissioned_year", "crew_people", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "workshop_id") VALUES (NEW."batch_capacity_kg", NEW."code", NEW."commissioned_year", NEW."crew_people", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status", NEW."workshop_id"); RETURN NULL;',
                    hash="b48b43f49795a4f219bce4b790c88c93cad87968",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9d391",
                    table="catalog_machine",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="itemevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f6fc3bfc5d5e85270f586ade7c582153e3b0a511",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0aaba",
                    table="catalog_itemevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("order_multiple__gte", 1)), name="item_multiple_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("net_kg__isnull", True), ("net_kg__gt", 0), _connector="OR"),
                name="item_net_kg_positive",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="renews_catalog_stamp",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO catalog_catalogstamp (id, value) VALUES (1, gen_random_uuid())\n    ON CONFLICT (id) DO UPDATE SET value = excluded.value;\n    RETURN NULL;\n",
                    hash="4c2ab17c83212389fcbbc42a8935f1a2f8068a25",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renews_catalog_stamp_be6e7",
                    table="catalog_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_itemevent" ("code", "family", "id", "is_active", "lead_time_days", "name", "net_kg", "order_multiple", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_rub", "qc_days", "safety_stock", "shelf_life_days", "stock_controlled", "type", "unit", "workshop_id") VALUES (NEW."code", NEW."family", NEW."id", NEW."is_active", NEW."lead_time_days", NEW."name", NEW."net_kg", NEW."order_multiple", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price_rub", NEW."qc_days", NEW."safety_stock", NEW."shelf_life_days", NEW."stock_controlled", NEW."type", NEW."unit", NEW."workshop_id"); RETURN NULL;',
                    hash="dfdc3905dda463b619e49d22aeeb8038cd32c931",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cc814",
                    table="catalog_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_itemevent" ("code", "family", "id", "is_active", "lead_time_days", "name", "net_kg", "order_multiple", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_rub", "qc_days", "safety_stock", "shelf_life_days", "stock_controlled", "type", "unit", "workshop_id") VALUES (NEW."code", NEW."family", NEW."id", NEW."is_active", NEW."lead_time_days", NEW."name", NEW."net_kg", NEW."order_multiple", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price_rub", NEW."qc_days", NEW."safety_stock", NEW."shelf_life_days", NEW."stock_controlled", NEW."type", NEW."unit", NEW."workshop_id"); RETURN NULL;',
                    hash="27b78321061da6d2ef4c043a83619a372face795",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f3b94",
                    table="catalog_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarrowevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="06e6b84d1138c27304939e71535ebfb1ffb536b5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cdf73",
                    table="catalog_calendarrowevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarrow",
            constraint=models.UniqueConstraint(
                fields=("workshop", "machine", "date", "shift_no"),
                name="calendar_shift_once",
                nulls_distinct=False,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarrow",
            trigger=pgtrigger.compiler.Trigger(
                name="renews_catalog_stamp",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO catalog_catalogstamp (id, value) VALUES (1, gen_random_uuid())\n    ON CONFLICT (id) DO UPDATE SET value = excluded.value;\n    RETURN NULL;\n",
                    hash="35c7bee258e16485cfc8451a3f84fc79221bb4dd",
                    level="STATEMENT",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_renews_catalog_stamp_3d548",
                    table="catalog_calendarrow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarrow",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_calendarrowevent" ("break_min", "date", "end_time", "id", "kind", "machine_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shift_no", "start_time", "work_min", "workshop_id") VALUES (NEW."break_min", NEW."date", NEW."end_time", NEW."id", NEW."kind", NEW."machine_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."shift_no", NEW."start_time", NEW."work_min", NEW."workshop_id"); RETURN NULL;',
                    hash="ddd00e728adb52d4a12d008ddf07eb2a79e52dfa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_803aa",
                    table="catalog_calendarrow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarrow",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "catalog_calendarrowevent" ("break_min", "date", "end_time", "id", "kind", "machine_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shift_no", "start_time", "work_min", "workshop_id") VALUES (NEW."break_min", NEW."date", NEW."end_time", NEW."id", NEW."kind", NEW."machine_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."shift_no", NEW."start_time", NEW."work_min", NEW."workshop_id"); RETURN NULL;',
                    hash="d864cbc2a35062f1b7f65fc23a1044a8e28b9dac",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d1963",
                    table="catalog_calendarrow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarrow",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "catalog_calendarrowevent" ("break_min", "date", "end_time", "id", "kind", "machine_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "shift_no", "start_time", "work_min", "workshop_id") VALUES (OLD."break_min", OLD."date", OLD."end_time", OLD."id", OLD."kind", OLD."machine_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."shift_no", OLD."start_time", OLD."work_min", OLD."workshop_id"); RETURN NULL;',
                    hash="6d0a3c0287058e2e1e0e4ccbba7527bce608cda1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_84c04",
                    table="catalog_calendarrow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workshopevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c639c812c4ec3ee42358aa0eac02b8b7b6635220",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7da06",
                    table="catalog_workshopevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
