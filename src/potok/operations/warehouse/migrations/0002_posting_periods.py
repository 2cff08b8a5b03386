"""Posting periods come down from the shops to the ledger that they close; the rows and their history stay.

From now on a paper of a warehouse is not posted or taken back in a closed month either.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

_TABLES = ("postingperiod", "postingperiodevent")


def _renamed(before: str, after: str) -> str:
    return "".join(f"ALTER TABLE {before}_{table} RENAME TO {after}_{table};\n" for table in _TABLES)


class Migration(migrations.Migration):
    """Between the two steps by which the shops give them away."""

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("shopfloor", "0004_periods_without_triggers"),
        ("warehouse", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(_renamed("shopfloor", "warehouse"), _renamed("warehouse", "shopfloor")),
            ],
            state_operations=[
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
                        (
                            "changed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="posting_period_is_a_month"
                            )
                        ]
                    },
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
                        (
                            "changed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                                to="warehouse.postingperiod",
                            ),
                        ),
                    ],
                    options={"abstract": False},
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postingperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "warehouse_postingperiodevent" ("changed_at", "changed_by_id", "id", "is_closed", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."id", NEW."is_closed", NEW."month", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="6a855504e9f87ac36f41fec6ba3bf2dc16d9cfd8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c3819",
                    table="warehouse_postingperiod",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postingperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "warehouse_postingperiodevent" ("changed_at", "changed_by_id", "id", "is_closed", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."id", NEW."is_closed", NEW."month", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="c40a0568ed8cdcc292343a6799688fcd4fed6cf4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5f155",
                    table="warehouse_postingperiod",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postingperiodevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c2cefe8da24be06dda2a43f92abc370badb81132",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_08b2d",
                    table="warehouse_postingperiodevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stockdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="stock_document_in_open_period",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" IN ('posted', 'reversed'))",
                    func="\n    IF EXISTS (\n        SELECT 1 FROM warehouse_postingperiod\n        WHERE month = date_trunc('month', NEW.date)::date AND is_closed\n    ) THEN\n        RAISE EXCEPTION 'paper % of %: the month is closed', NEW.number, NEW.date\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_document_in_open_period';\n    END IF;\n    RETURN NEW;\n",
                    hash="4e731ae356fd7ff2288705fd2322621b89115fc4",
                    operation='INSERT OR UPDATE OF "state", "date"',
                    pgid="pgtrigger_stock_document_in_open_period_33865",
                    table="warehouse_stockdocument",
                    when="BEFORE",
                ),
            ),
        ),
    ]
