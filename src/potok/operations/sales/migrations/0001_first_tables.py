import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = [
        ("catalog", "0001_first_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="SalesPlanLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period", models.DateField()),
                ("qty_pcs", models.PositiveBigIntegerField()),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sales_plan",
                        to="catalog.item",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SalesPlanLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("period", models.DateField()),
                ("qty_pcs", models.PositiveBigIntegerField()),
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
                        to="sales.salesplanline",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.item",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="salesplanline",
            constraint=models.UniqueConstraint(fields=("period", "product"), name="sales_plan_product_once"),
        ),
        migrations.AddConstraint(
            model_name="salesplanline",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__day", 1)), name="sales_plan_period_is_a_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="salesplanline",
            constraint=models.CheckConstraint(
                condition=models.Q(("qty_pcs__gt", 0)), name="sales_plan_qty_positive"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="salesplanline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_salesplanlineevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "qty_pcs") VALUES (NEW."id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."product_id", NEW."qty_pcs"); RETURN NULL;',
                    hash="b0541882697360f168348b66ccff3fac72076629",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_82027",
                    table="sales_salesplanline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="salesplanline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "sales_salesplanlineevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "qty_pcs") VALUES (NEW."id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."product_id", NEW."qty_pcs"); RETURN NULL;',
                    hash="3cfe63154e6b9cf507a58e8d605ec987ac9e5554",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_26a23",
                    table="sales_salesplanline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="salesplanline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "sales_salesplanlineevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "qty_pcs") VALUES (OLD."id", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."product_id", OLD."qty_pcs"); RETURN NULL;',
                    hash="bb97c9a52db07321e5b142503dbe8e65f9769872",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2f715",
                    table="sales_salesplanline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="salesplanlineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b21ca0fd33eecd798ebbdd49a09cdbaa8aab3d2e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_26723",
                    table="sales_salesplanlineevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
