import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = [
        ("quality", "0001_first_tables"),
        ("warehouse", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="inspection",
            name="lot",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspections",
                to="warehouse.stocklot",
            ),
        ),
        migrations.AddField(
            model_name="inspection",
            name="point",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="quality.controlpoint",
            ),
        ),
        migrations.AddField(
            model_name="defect",
            name="inspection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="defects", to="quality.inspection"
            ),
        ),
        migrations.AddField(
            model_name="lotdecisionrecord",
            name="inspection",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="quality.inspection",
            ),
        ),
        migrations.AddField(
            model_name="lotdecisionrecord",
            name="lot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="warehouse.stocklot"
            ),
        ),
        migrations.AddField(
            model_name="lotdecisionrecord",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="controlpoint",
            index=models.Index(fields=["item", "op_no", "position"], name="control_point_by_item"),
        ),
        migrations.AddConstraint(
            model_name="controlpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("acceptance_number__isnull", False),
                        ("kind__in", ("sampling", "acceptance", "incoming")),
                        ("sample_pcs__gt", 0),
                    ),
                    models.Q(
                        models.Q(("kind__in", ("sampling", "acceptance", "incoming")), _negated=True),
                        ("acceptance_number__isnull", True),
                        ("sample_pcs__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="control_point_sample_of_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="controlpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("acceptance_number__isnull", True),
                    ("acceptance_number__lt", models.F("sample_pcs")),
                    _connector="OR",
                ),
                name="control_point_acceptance_below_sample",
            ),
        ),
        migrations.AddConstraint(
            model_name="controlpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lot_pcs__isnull", True), ("lot_pcs__gte", models.F("sample_pcs")), _connector="OR"
                ),
                name="control_point_sample_within_lot",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="controlpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "quality_controlpointevent" ("acceptance_number", "characteristic", "id", "is_active", "item_id", "kind", "lot_pcs", "method", "op_no", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "requirement", "sample_pcs", "version") VALUES (NEW."acceptance_number", NEW."characteristic", NEW."id", NEW."is_active", NEW."item_id", NEW."kind", NEW."lot_pcs", NEW."method", NEW."op_no", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."requirement", NEW."sample_pcs", NEW."version"); RETURN NULL;',
                    hash="06c1c4ba3607e3754f7f8ed9b0b9980d4d7b3e03",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_01501",
                    table="quality_controlpoint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="controlpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "quality_controlpointevent" ("acceptance_number", "characteristic", "id", "is_active", "item_id", "kind", "lot_pcs", "method", "op_no", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "requirement", "sample_pcs", "version") VALUES (NEW."acceptance_number", NEW."characteristic", NEW."id", NEW."is_active", NEW."item_id", NEW."kind", NEW."lot_pcs", NEW."method", NEW."op_no", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."requirement", NEW."sample_pcs", NEW."version"); RETURN NULL;',
                    hash="43eb59ddad80201e8b3cab4394fc71d5631cf30b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a9120",
                    table="quality_controlpoint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="controlpointevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cf9faa9dca3c2f171fd1a27f175e763ce2b25b32",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ba4c3",
                    table="quality_controlpointevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(fields=["-at", "-id"], name="inspection_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("defective_pcs__lte", models.F("inspected_pcs")), ("inspected_pcs__gt", 0)
                ),
                name="inspection_defective_within_inspected",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="inspection",
            trigger=pgtrigger.compiler.Trigger(
                name="inspection_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e87f76482da65c9a22bc645fa81ddc476fb049ee",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_inspection_append_only_4d470",
                    table="quality_inspection",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="defect",
            constraint=models.UniqueConstraint(fields=("inspection", "cause"), name="defect_cause_once"),
        ),
        migrations.AddConstraint(
            model_name="defect",
            constraint=models.CheckConstraint(
                condition=models.Q(("qty_pcs__gt", 0)), name="defect_qty_positive"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="defect",
            trigger=pgtrigger.compiler.Trigger(
                name="defect_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="45cd2d1895847edd73848958c07f0a7d5076ece5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_defect_append_only_18e0c",
                    table="quality_defect",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="lotdecisionrecord",
            index=models.Index(fields=["-at", "-id"], name="lot_decision_newest_first"),
        ),
        migrations.AddIndex(
            model_name="lotdecisionrecord",
            index=models.Index(
                condition=models.Q(("order_no", ""), _negated=True),
                fields=["order_no"],
                name="lot_decision_by_order",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lotdecisionrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="lot_decision_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="99394acda60bd4ec7243a922eb4cfe916af03e32",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_lot_decision_append_only_da42b",
                    table="quality_lotdecisionrecord",
                    when="BEFORE",
                ),
            ),
        ),
    ]
