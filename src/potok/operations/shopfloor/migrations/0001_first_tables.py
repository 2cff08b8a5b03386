import django.contrib.postgres.fields
import django.db.models.deletion
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
            name="CardDefect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("scrap", "Брак"), ("rework", "Доработка")], max_length=8),
                ),
                ("qty_pcs", models.PositiveBigIntegerField()),
                ("op_no", models.PositiveIntegerField(blank=True, null=True)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=250)),
            ],
        ),
        migrations.CreateModel(
            name="CardLot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("reserved_qty", models.DecimalField(decimal_places=3, default=0, max_digits=18)),
            ],
        ),
        migrations.CreateModel(
            name="CardMaterial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line_no", models.PositiveIntegerField()),
                ("norm_qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("actual_qty", models.DecimalField(decimal_places=3, default=0, max_digits=18)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=250)),
            ],
        ),
        migrations.CreateModel(
            name="CardMaterialEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("line_no", models.PositiveIntegerField()),
                ("norm_qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("actual_qty", models.DecimalField(decimal_places=3, default=0, max_digits=18)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=250)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CardStop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("op_no", models.PositiveIntegerField()),
                ("minutes", models.DecimalField(decimal_places=1, max_digits=12)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=250)),
            ],
        ),
        migrations.CreateModel(
            name="CardTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("op_no", models.PositiveIntegerField()),
                ("op_name", models.CharField(blank=True, default="", max_length=120)),
                ("norm_min", models.DecimalField(decimal_places=1, max_digits=12)),
                ("actual_min", models.DecimalField(decimal_places=1, max_digits=12)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=250)),
            ],
        ),
        migrations.CreateModel(
            name="OperationRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("op_no", models.PositiveIntegerField()),
                ("op_name", models.CharField(blank=True, default="", max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Идёт"), ("stopped", "Простой"), ("finished", "Готово")],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("gives_output", models.BooleanField(default=False)),
                ("plan_pcs", models.PositiveBigIntegerField(default=0)),
                ("good_pcs", models.PositiveBigIntegerField(default=0)),
                ("rework_pcs", models.PositiveBigIntegerField(default=0)),
                ("scrap_pcs", models.PositiveBigIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=250)),
                ("key", models.CharField(blank=True, max_length=100, null=True, unique=True)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="PostingPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(unique=True)),
                ("is_closed", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=250)),
            ],
        ),
        migrations.CreateModel(
            name="PostingPeriodEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("month", models.DateField()),
                ("is_closed", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=250)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RunStop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=250)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("key", models.CharField(blank=True, max_length=100, null=True, unique=True)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="TechCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("seq", models.PositiveIntegerField()),
                ("date", models.DateField()),
                ("shift_no", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("batches", models.CharField(blank=True, default="", max_length=120)),
                ("responsible", models.CharField(blank=True, default="", max_length=120)),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Черновик"),
                            ("handed_in", "Передана цехом"),
                            ("posted", "Проведена"),
                            ("reversed", "Сторнирована"),
                            ("void", "Аннулирована"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("good_pcs", models.PositiveBigIntegerField(default=0)),
                ("rework_pcs", models.PositiveBigIntegerField(default=0)),
                ("scrap_pcs", models.PositiveBigIntegerField(default=0)),
                ("samples_pcs", models.PositiveBigIntegerField(default=0)),
                ("from_rework_pcs", models.PositiveBigIntegerField(default=0)),
                ("loss_note", models.CharField(blank=True, default="", max_length=250)),
                ("note", models.CharField(blank=True, default="", max_length=500)),
                ("created_at", models.DateTimeField()),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("returned_reason", models.CharField(blank=True, default="", max_length=250)),
                ("posted_at", models.DateTimeField(blank=True, null=True)),
                ("posting_no", models.PositiveIntegerField(blank=True, null=True)),
                ("effects", models.JSONField(blank=True, default=dict)),
                ("reversed_at", models.DateTimeField(blank=True, null=True)),
                ("reversal_reason", models.CharField(blank=True, default="", max_length=250)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="TechCardEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=40)),
                ("seq", models.PositiveIntegerField()),
                ("date", models.DateField()),
                ("shift_no", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("batches", models.CharField(blank=True, default="", max_length=120)),
                ("responsible", models.CharField(blank=True, default="", max_length=120)),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Черновик"),
                            ("handed_in", "Передана цехом"),
                            ("posted", "Проведена"),
                            ("reversed", "Сторнирована"),
                            ("void", "Аннулирована"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("good_pcs", models.PositiveBigIntegerField(default=0)),
                ("rework_pcs", models.PositiveBigIntegerField(default=0)),
                ("scrap_pcs", models.PositiveBigIntegerField(default=0)),
                ("samples_pcs", models.PositiveBigIntegerField(default=0)),
                ("from_rework_pcs", models.PositiveBigIntegerField(default=0)),
                ("loss_note", models.CharField(blank=True, default="", max_length=250)),
                ("note", models.CharField(blank=True, default="", max_length=500)),
                ("created_at", models.DateTimeField()),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("returned_reason", models.CharField(blank=True, default="", max_length=250)),
                ("posted_at", models.DateTimeField(blank=True, null=True)),
                ("posting_no", models.PositiveIntegerField(blank=True, null=True)),
                ("effects", models.JSONField(blank=True, default=dict)),
                ("reversed_at", models.DateTimeField(blank=True, null=True)),
                ("reversal_reason", models.CharField(blank=True, default="", max_length=250)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkReason",
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
                        choices=[
                            ("stop", "Простой"),
                            ("scrap", "Брак"),
                            ("rework", "Доработка"),
                            ("deviation", "Отклонение расхода"),
                            ("time", "Отклонение времени"),
                            ("loss", "Потери"),
                        ],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("position", models.PositiveIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="WorkReasonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("stop", "Простой"),
                            ("scrap", "Брак"),
                            ("rework", "Доработка"),
                            ("deviation", "Отклонение расхода"),
                            ("time", "Отклонение времени"),
                            ("loss", "Потери"),
                        ],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("position", models.PositiveIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkReport",
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
                        choices=[("output", "Выработка"), ("withdrawal", "Отзыв записи")],
                        default="output",
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("good_pcs", models.BigIntegerField(default=0)),
                ("rework_pcs", models.BigIntegerField(default=0)),
                ("scrap_pcs", models.BigIntegerField(default=0)),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), blank=True, default=list, size=None
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=250)),
                ("key", models.CharField(blank=True, max_length=100, null=True, unique=True)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="CardFreed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("qty", models.DecimalField(decimal_places=3, max_digits=18)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.item"
                    ),
                ),
            ],
        ),
    ]
