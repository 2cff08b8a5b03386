import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = [
        ("catalog", "0001_first_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DefectCause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[("internal", "внутренний"), ("external", "внешний")],
                        default="internal",
                        max_length=10,
                    ),
                ),
                ("repairable", models.BooleanField(default=True)),
                ("is_active", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="LotDecisionRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("released", "Разрешено"),
                            ("rejected", "Забраковано"),
                            ("blocked", "Заблокировано"),
                            ("conditional", "Разрешение на отклонение"),
                            ("rework", "На исправление"),
                            ("downgraded", "Перевод в другую номенклатуру"),
                            ("written_down", "Списано с выпуска заказа"),
                        ],
                        max_length=14,
                    ),
                ),
                ("before", models.CharField(blank=True, default="", max_length=12)),
                ("reason", models.CharField(blank=True, default="", max_length=250)),
                ("qty", models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
                ("paper", models.CharField(blank=True, default="", max_length=40)),
                ("order_no", models.CharField(blank=True, default="", max_length=40)),
                ("rework_order_no", models.CharField(blank=True, default="", max_length=40)),
                ("effects", models.JSONField(default=dict)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
        ),
        migrations.CreateModel(
            name="ControlPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("op_no", models.PositiveIntegerField(blank=True, null=True)),
                ("position", models.PositiveIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("self", "Самоконтроль"),
                            ("mutual", "Взаимоконтроль"),
                            ("sampling", "Выборочный текущий"),
                            ("full", "Стопроцентный"),
                            ("acceptance", "Инспекционный (приёмочный)"),
                            ("incoming", "Входной"),
                        ],
                        max_length=12,
                    ),
                ),
                ("characteristic", models.CharField(max_length=200)),
                ("requirement", models.CharField(blank=True, default="", max_length=200)),
                ("method", models.CharField(blank=True, default="", max_length=200)),
                ("sample_pcs", models.PositiveIntegerField(blank=True, null=True)),
                ("lot_pcs", models.PositiveIntegerField(blank=True, null=True)),
                ("acceptance_number", models.PositiveIntegerField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="control_points",
                        to="catalog.item",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ControlPointEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("op_no", models.PositiveIntegerField(blank=True, null=True)),
                ("position", models.PositiveIntegerField(default=1)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("self", "Самоконтроль"),
                            ("mutual", "Взаимоконтроль"),
                            ("sampling", "Выборочный текущий"),
                            ("full", "Стопроцентный"),
                            ("acceptance", "Инспекционный (приёмочный)"),
                            ("incoming", "Входной"),
                        ],
                        max_length=12,
                    ),
                ),
                ("characteristic", models.CharField(max_length=200)),
                ("requirement", models.CharField(blank=True, default="", max_length=200)),
                ("method", models.CharField(blank=True, default="", max_length=200)),
                ("sample_pcs", models.PositiveIntegerField(blank=True, null=True)),
                ("lot_pcs", models.PositiveIntegerField(blank=True, null=True)),
                ("acceptance_number", models.PositiveIntegerField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.item",
                    ),
                ),
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
                        to="quality.controlpoint",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Defect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("qty_pcs", models.PositiveIntegerField()),
                ("repairable", models.BooleanField()),
                ("loss_rub", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                (
                    "cause",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="quality.defectcause",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("self", "Самоконтроль"),
                            ("mutual", "Взаимоконтроль"),
                            ("sampling", "Выборочный текущий"),
                            ("full", "Стопроцентный"),
                            ("acceptance", "Инспекционный (приёмочный)"),
                            ("incoming", "Входной"),
                        ],
                        max_length=12,
                    ),
                ),
                ("order_no", models.CharField(blank=True, default="", max_length=40)),
                ("op_no", models.PositiveIntegerField(blank=True, null=True)),
                ("workshop", models.CharField(blank=True, default="", max_length=40)),
                ("inspected_pcs", models.PositiveIntegerField()),
                ("defective_pcs", models.PositiveIntegerField(default=0)),
                ("acceptance_number", models.PositiveIntegerField(blank=True, null=True)),
                ("passed", models.BooleanField()),
                ("remark", models.CharField(blank=True, default="", max_length=250)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "inspector",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.item"
                    ),
                ),
            ],
        ),
    ]
