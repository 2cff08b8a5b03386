import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = [
        ("catalog", "0001_first_tables"),
        ("orders", "0003_first_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("shopfloor", "0001_first_tables"),
        ("warehouse", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="cardfreed",
            name="lot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="warehouse.stocklot"
            ),
        ),
        migrations.AddField(
            model_name="cardlot",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.item"
            ),
        ),
        migrations.AddField(
            model_name="cardlot",
            name="lot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="card_lines",
                to="warehouse.stocklot",
            ),
        ),
        migrations.AddField(
            model_name="cardmaterial",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.item"
            ),
        ),
        migrations.AddField(
            model_name="cardmaterialevent",
            name="item",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.item",
            ),
        ),
        migrations.AddField(
            model_name="cardmaterialevent",
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
            model_name="cardmaterialevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="shopfloor.cardmaterial",
            ),
        ),
        migrations.AddField(
            model_name="cardstop",
            name="machine",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.machine"
            ),
        ),
        migrations.AddField(
            model_name="cardtime",
            name="machine",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.machine"
            ),
        ),
        migrations.AddField(
            model_name="operationrun",
            name="launched_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="operationrun",
            name="machine",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="catalog.machine"
            ),
        ),
        migrations.AddField(
            model_name="operationrun",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="orders.productionorder"
            ),
        ),
        migrations.AddField(
            model_name="operationrun",
            name="workshop",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="catalog.workshop"
            ),
        ),
        migrations.AddField(
            model_name="postingperiod",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="postingperiodevent",
            name="changed_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="postingperiodevent",
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
            model_name="postingperiodevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="shopfloor.postingperiod",
            ),
        ),
        migrations.AddField(
            model_name="runstop",
            name="resumed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="runstop",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="stops", to="shopfloor.operationrun"
            ),
        ),
        migrations.AddField(
            model_name="runstop",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="techcard",
            name="filled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="techcard",
            name="handed_in_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="techcard",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cards", to="orders.productionorder"
            ),
        ),
        migrations.AddField(
            model_name="techcard",
            name="posted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="techcard",
            name="product_lot",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="card",
                to="warehouse.stocklot",
            ),
        ),
        migrations.AddField(
            model_name="techcard",
            name="reversed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="techcard",
            name="workshop",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cards", to="catalog.workshop"
            ),
        ),
        migrations.AddField(
            model_name="cardtime",
            name="card",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="times", to="shopfloor.techcard"
            ),
        ),
        migrations.AddField(
            model_name="cardstop",
            name="card",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="stops", to="shopfloor.techcard"
            ),
        ),
        migrations.AddField(
            model_name="cardmaterialevent",
            name="card",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="shopfloor.techcard",
            ),
        ),
        migrations.AddField(
            model_name="cardmaterial",
            name="card",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="materials", to="shopfloor.techcard"
            ),
        ),
        migrations.AddField(
            model_name="cardlot",
            name="card",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lots", to="shopfloor.techcard"
            ),
        ),
        migrations.AddField(
            model_name="cardfreed",
            name="card",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="freed", to="shopfloor.techcard"
            ),
        ),
        migrations.AddField(
            model_name="carddefect",
            name="card",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="defects", to="shopfloor.techcard"
            ),
        ),
        migrations.AddField(
            model_name="techcardevent",
            name="filled_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="techcardevent",
            name="handed_in_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="techcardevent",
            name="order",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="orders.productionorder",
            ),
        ),
        migrations.AddField(
            model_name="techcardevent",
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
            model_name="techcardevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="shopfloor.techcard",
            ),
        ),
        migrations.AddField(
            model_name="techcardevent",
            name="posted_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="techcardevent",
            name="product_lot",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="warehouse.stocklot",
            ),
        ),
        migrations.AddField(
            model_name="techcardevent",
            name="reversed_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="techcardevent",
            name="workshop",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.workshop",
            ),
        ),
        migrations.AddConstraint(
            model_name="workreason",
            constraint=models.UniqueConstraint(fields=("kind", "code"), name="work_reason_once"),
        ),
        migrations.AddField(
            model_name="techcardevent",
            name="loss_reason",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="shopfloor.workreason",
            ),
        ),
        migrations.AddField(
            model_name="techcard",
            name="loss_reason",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="shopfloor.workreason",
            ),
        ),
        migrations.AddField(
            model_name="runstop",
            name="reason",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shopfloor.workreason"
            ),
        ),
        migrations.AddField(
            model_name="cardtime",
            name="reason",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="shopfloor.workreason",
            ),
        ),
        migrations.AddField(
            model_name="cardstop",
            name="reason",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shopfloor.workreason"
            ),
        ),
        migrations.AddField(
            model_name="cardmaterialevent",
            name="reason",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="shopfloor.workreason",
            ),
        ),
        migrations.AddField(
            model_name="cardmaterial",
            name="reason",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="shopfloor.workreason",
            ),
        ),
        migrations.AddField(
            model_name="carddefect",
            name="reason",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shopfloor.workreason"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workreason",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "shopfloor_workreasonevent" ("code", "id", "is_active", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."is_active", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="76f68e868613741f8c31ed1f26ef847753a364d0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_24094",
                    table="shopfloor_workreason",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workreason",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "shopfloor_workreasonevent" ("code", "id", "is_active", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."code", NEW."id", NEW."is_active", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                    hash="b6c4f0abb501188700fac300f4f9dfd3aff7bbc7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f179d",
                    table="shopfloor_workreason",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="workreasonevent",
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
            model_name="workreasonevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="shopfloor.workreason",
            ),
        ),
        migrations.AddField(
            model_name="workreport",
            name="card",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="shopfloor.techcard",
            ),
        ),
        migrations.AddField(
            model_name="workreport",
            name="rework_reason",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="shopfloor.workreason",
            ),
        ),
        migrations.AddField(
            model_name="workreport",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="shopfloor.operationrun",
            ),
        ),
        migrations.AddField(
            model_name="workreport",
            name="scrap_reason",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="shopfloor.workreason",
            ),
        ),
        migrations.AddField(
            model_name="workreport",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="workreport",
            name="withdraws",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withdrawn_by",
                to="shopfloor.workreport",
            ),
        ),
        migrations.AddIndex(
            model_name="operationrun",
            index=models.Index(fields=["order", "op_no"], name="run_by_order"),
        ),
        migrations.AddIndex(
            model_name="operationrun",
            index=models.Index(
                condition=models.Q(("state", "finished"), _negated=True),
                fields=["machine"],
                name="run_open_by_machine",
            ),
        ),
        migrations.AddIndex(
            model_name="operationrun",
            index=models.Index(fields=["workshop", "-started_at"], name="run_by_workshop"),
        ),
        migrations.AddConstraint(
            model_name="operationrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "finished"), _negated=True),
                fields=("order", "op_no"),
                name="run_one_open_an_operation",
            ),
        ),
        migrations.AddConstraint(
            model_name="operationrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("finished_at__isnull", True),
                    ("finished_at__gte", models.F("started_at")),
                    _connector="OR",
                ),
                name="run_finished_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="operationrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", False), ("state", "finished")),
                    models.Q(models.Q(("state", "finished"), _negated=True), ("finished_at__isnull", True)),
                    _connector="OR",
                ),
                name="run_finished_with_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operationrun",
            trigger=pgtrigger.compiler.Trigger(
                name="run_state_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{running:stopped,stopped:running,running:finished,stopped:finished}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="9b35ad2aa6589d0efb135458638cfa1de9a704f5",
                    operation="UPDATE",
                    pgid="pgtrigger_run_state_moves_45f62",
                    table="shopfloor_operationrun",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="postingperiod",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="posting_period_is_a_month"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postingperiod",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "shopfloor_postingperiodevent" ("changed_at", "changed_by_id", "id", "is_closed", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."id", NEW."is_closed", NEW."month", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="914e2901e20defd5d407e0357d5d4b52508e7a31",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0bd84",
                    table="shopfloor_postingperiod",
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
                    func='INSERT INTO "shopfloor_postingperiodevent" ("changed_at", "changed_by_id", "id", "is_closed", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."changed_at", NEW."changed_by_id", NEW."id", NEW."is_closed", NEW."month", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="4dca134d3a470af9bf0641428616857026268e9e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dedfa",
                    table="shopfloor_postingperiod",
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
                    hash="7e9a5f12c7e0e3747b0d5cea333f2a759e516094",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f33fa",
                    table="shopfloor_postingperiodevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="cardlot",
            constraint=models.UniqueConstraint(fields=("card", "lot"), name="card_lot_once"),
        ),
        migrations.AddConstraint(
            model_name="cardlot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("qty__gt", 0), ("reserved_qty__gte", 0), ("reserved_qty__lte", models.F("qty"))
                ),
                name="card_lot_positive",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardlot",
            trigger=pgtrigger.compiler.Trigger(
                name="card_lot_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="e56f5f34b7c75b577b8a90cdf45acc8004340061",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_card_lot_added_6cd87",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_cardlot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardlot",
            trigger=pgtrigger.compiler.Trigger(
                name="card_lot_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="3ae34e1eb4b1790098fae1015c7841d80d198342",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_card_lot_changed_71e16",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_cardlot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardlot",
            trigger=pgtrigger.compiler.Trigger(
                name="card_lot_removed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM old_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="fc82669d89a1e8670d09bbad263629df739831e9",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_card_lot_removed_32de3",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="shopfloor_cardlot",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="cardfreed",
            constraint=models.UniqueConstraint(fields=("card", "lot"), name="card_freed_once"),
        ),
        migrations.AddConstraint(
            model_name="cardfreed",
            constraint=models.CheckConstraint(condition=models.Q(("qty__gt", 0)), name="card_freed_positive"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardfreed",
            trigger=pgtrigger.compiler.Trigger(
                name="card_freed_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="acf43a48599b2ab5fd845b26e3b00a541c7e1944",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_card_freed_added_e22a0",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_cardfreed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardfreed",
            trigger=pgtrigger.compiler.Trigger(
                name="card_freed_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="6e31fcbb7f2b8bc24ad408647eb866b191c4c262",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_card_freed_changed_7154f",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_cardfreed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardfreed",
            trigger=pgtrigger.compiler.Trigger(
                name="card_freed_removed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM old_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="84a7686d2daee35ba7f2fb9e251b55aeff4b9200",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_card_freed_removed_cf285",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="shopfloor_cardfreed",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="techcardevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5e7de66ce47b5422a8e845bfc9543518e4107665",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_240e0",
                    table="shopfloor_techcardevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="techcard",
            index=models.Index(fields=["state", "-id"], name="card_by_state"),
        ),
        migrations.AddIndex(
            model_name="techcard",
            index=models.Index(fields=["workshop", "-id"], name="card_by_workshop"),
        ),
        migrations.AddIndex(
            model_name="techcard",
            index=models.Index(fields=["date"], name="card_by_date"),
        ),
        migrations.AddConstraint(
            model_name="techcard",
            constraint=models.UniqueConstraint(fields=("order", "seq"), name="card_seq_once"),
        ),
        migrations.AddConstraint(
            model_name="techcard",
            constraint=models.UniqueConstraint(fields=("order", "posting_no"), name="card_posting_once"),
        ),
        migrations.AddConstraint(
            model_name="techcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("posted_at__isnull", False), ("state__in", ["posted", "reversed"])),
                    models.Q(
                        models.Q(("state__in", ["posted", "reversed"]), _negated=True),
                        ("posted_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="card_posted_with_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="techcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "reversed"), _negated=True),
                    models.Q(
                        ("reversed_at__isnull", False), models.Q(("reversal_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="card_reversed_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="techcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "from_rework_pcs__lte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("good_pcs"), "+", models.F("scrap_pcs")
                            ),
                            "+",
                            models.F("samples_pcs"),
                        ),
                    )
                ),
                name="card_from_rework_within_output",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="techcard",
            trigger=pgtrigger.compiler.Trigger(
                name="card_state_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:handed_in,draft:void,handed_in:draft,handed_in:posted,posted:reversed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="8ed9650d07580ad63d2fc74ae96d9e820cce44b1",
                    operation="UPDATE",
                    pgid="pgtrigger_card_state_moves_9ccca",
                    table="shopfloor_techcard",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="techcard",
            trigger=pgtrigger.compiler.Trigger(
                name="card_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="644c181c6f35a46baf49bb7a0500d4a45eb0e024",
                    operation="DELETE",
                    pgid="pgtrigger_card_never_deleted_95154",
                    table="shopfloor_techcard",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="techcard",
            trigger=pgtrigger.compiler.Trigger(
                name="card_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="6aa14440b0da388ef88244913ce08f53318c910b",
                    operation="UPDATE",
                    pgid="pgtrigger_card_version_3d67f",
                    table="shopfloor_techcard",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="techcard",
            trigger=pgtrigger.compiler.Trigger(
                name="card_fixed_when_closed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."date" IS DISTINCT FROM (NEW."date") OR OLD."effects" IS DISTINCT FROM (NEW."effects") OR OLD."from_rework_pcs" IS DISTINCT FROM (NEW."from_rework_pcs") OR OLD."good_pcs" IS DISTINCT FROM (NEW."good_pcs") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."posted_at" IS DISTINCT FROM (NEW."posted_at") OR OLD."posted_by_id" IS DISTINCT FROM (NEW."posted_by_id") OR OLD."posting_no" IS DISTINCT FROM (NEW."posting_no") OR OLD."product_lot_id" IS DISTINCT FROM (NEW."product_lot_id") OR OLD."rework_pcs" IS DISTINCT FROM (NEW."rework_pcs") OR OLD."samples_pcs" IS DISTINCT FROM (NEW."samples_pcs") OR OLD."scrap_pcs" IS DISTINCT FROM (NEW."scrap_pcs") OR OLD."seq" IS DISTINCT FROM (NEW."seq") OR OLD."shift_no" IS DISTINCT FROM (NEW."shift_no") OR OLD."workshop_id" IS DISTINCT FROM (NEW."workshop_id"))',
                    func="\n    IF OLD.state IN ('posted', 'reversed', 'void') THEN\n        RAISE EXCEPTION 'card % is %: its figures are fixed', OLD.number, OLD.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_fixed_when_closed';\n    END IF;\n    RETURN NEW;\n",
                    hash="da52d923e5d21a92ae87883611be5bfaf776eeb8",
                    operation="UPDATE",
                    pgid="pgtrigger_card_fixed_when_closed_5a7ec",
                    table="shopfloor_techcard",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="techcard",
            trigger=pgtrigger.compiler.Trigger(
                name="card_done_is_posted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                    constraint="CONSTRAINT",
                    declare="DECLARE seen record; made numeric;",
                    func="\n    SELECT done_pcs, done_opening_pcs, order_no INTO seen\n    FROM orders_productionorder WHERE id = NEW.order_id;\n    SELECT seen.done_opening_pcs\n        + coalesce((SELECT sum(good_pcs) FROM shopfloor_techcard\n                    WHERE order_id = NEW.order_id AND state = 'posted'), 0)\n        - coalesce((SELECT sum(qty) FROM quality_lotdecisionrecord\n                    WHERE order_no = seen.order_no AND decision = 'written_down'), 0)\n        INTO made;\n    IF seen.done_pcs <> made THEN\n        RAISE EXCEPTION 'order % has done % pcs, its cards say %', seen.order_no, seen.done_pcs, made\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_done_is_posted';\n    END IF;\n    RETURN NULL;\n",
                    hash="b1ce9e59db84ba513116eaee58a47eaa6310e844",
                    operation='UPDATE OF "state"',
                    pgid="pgtrigger_card_done_is_posted_b3add",
                    table="shopfloor_techcard",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="techcard",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "shopfloor_techcardevent" ("batches", "created_at", "date", "effects", "filled_by_id", "finished_at", "from_rework_pcs", "good_pcs", "handed_in_at", "handed_in_by_id", "id", "loss_note", "loss_reason_id", "note", "number", "order_id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_at", "posted_by_id", "posting_no", "product_lot_id", "responsible", "returned_reason", "reversal_reason", "reversed_at", "reversed_by_id", "rework_pcs", "samples_pcs", "scrap_pcs", "seq", "shift_no", "started_at", "state", "version", "workshop_id") VALUES (NEW."batches", NEW."created_at", NEW."date", NEW."effects", NEW."filled_by_id", NEW."finished_at", NEW."from_rework_pcs", NEW."good_pcs", NEW."handed_in_at", NEW."handed_in_by_id", NEW."id", NEW."loss_note", NEW."loss_reason_id", NEW."note", NEW."number", NEW."order_id", NEW."people", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."posted_at", NEW."posted_by_id", NEW."posting_no", NEW."product_lot_id", NEW."responsible", NEW."returned_reason", NEW."reversal_reason", NEW."reversed_at", NEW."reversed_by_id", NEW."rework_pcs", NEW."samples_pcs", NEW."scrap_pcs", NEW."seq", NEW."shift_no", NEW."started_at", NEW."state", NEW."version", NEW."workshop_id"); RETURN NULL;',
                    hash="238a56fc24619649ad195a15788603fbdc8c7e49",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_58552",
                    table="shopfloor_techcard",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="techcard",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "shopfloor_techcardevent" ("batches", "created_at", "date", "effects", "filled_by_id", "finished_at", "from_rework_pcs", "good_pcs", "handed_in_at", "handed_in_by_id", "id", "loss_note", "loss_reason_id", "note", "number", "order_id", "people", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "posted_at", "posted_by_id", "posting_no", "product_lot_id", "responsible", "returned_reason", "reversal_reason", "reversed_at", "reversed_by_id", "rework_pcs", "samples_pcs", "scrap_pcs", "seq", "shift_no", "started_at", "state", "version", "workshop_id") VALUES (NEW."batches", NEW."created_at", NEW."date", NEW."effects", NEW."filled_by_id", NEW."finished_at", NEW."from_rework_pcs", NEW."good_pcs", NEW."handed_in_at", NEW."handed_in_by_id", NEW."id", NEW."loss_note", NEW."loss_reason_id", NEW."note", NEW."number", NEW."order_id", NEW."people", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."posted_at", NEW."posted_by_id", NEW."posting_no", NEW."product_lot_id", NEW."responsible", NEW."returned_reason", NEW."reversal_reason", NEW."reversed_at", NEW."reversed_by_id", NEW."rework_pcs", NEW."samples_pcs", NEW."scrap_pcs", NEW."seq", NEW."shift_no", NEW."started_at", NEW."state", NEW."version", NEW."workshop_id"); RETURN NULL;',
                    hash="4223f408579fc16ae0c9b5585a401531c6ef79e3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_22eed",
                    table="shopfloor_techcard",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="runstop",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at__isnull", True)), fields=("run",), name="stop_one_open_a_run"
            ),
        ),
        migrations.AddConstraint(
            model_name="runstop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("finished_at__isnull", True),
                    ("finished_at__gte", models.F("started_at")),
                    _connector="OR",
                ),
                name="stop_finished_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardtime",
            constraint=models.UniqueConstraint(fields=("card", "op_no", "machine"), name="card_time_once"),
        ),
        migrations.AddConstraint(
            model_name="cardtime",
            constraint=models.CheckConstraint(
                condition=models.Q(("actual_min__gte", 0), ("norm_min__gte", 0)),
                name="card_time_not_negative",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardtime",
            trigger=pgtrigger.compiler.Trigger(
                name="card_time_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="c2e7572726a5935125665480e8cbeeb6a9dfee8f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_card_time_added_8ef0a",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_cardtime",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardtime",
            trigger=pgtrigger.compiler.Trigger(
                name="card_time_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="a443947cc3def990b234387f97b1c695a7a94377",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_card_time_changed_baada",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_cardtime",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardtime",
            trigger=pgtrigger.compiler.Trigger(
                name="card_time_removed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM old_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="a49fc5bdc9de73b0d71f8d4463b520f2103e0f6c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_card_time_removed_bf6c4",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="shopfloor_cardtime",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="cardstop",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gt", 0)), name="card_stop_positive"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardstop",
            trigger=pgtrigger.compiler.Trigger(
                name="card_stop_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="3c6875dcb3deff874daf12aa95adf4e1ce94eee2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_card_stop_added_2101a",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_cardstop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardstop",
            trigger=pgtrigger.compiler.Trigger(
                name="card_stop_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="2fca740d3b993cd0d8399bd3aa6ff8b71821d398",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_card_stop_changed_5cf5c",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_cardstop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardstop",
            trigger=pgtrigger.compiler.Trigger(
                name="card_stop_removed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM old_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="bc593645ae3022348e2c95695c3321a0cb92646e",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_card_stop_removed_d6421",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="shopfloor_cardstop",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardmaterialevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b78cff25faeca619e4e994979125f931dafafcad",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ad187",
                    table="shopfloor_cardmaterialevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="cardmaterial",
            constraint=models.UniqueConstraint(fields=("card", "item"), name="card_material_once"),
        ),
        migrations.AddConstraint(
            model_name="cardmaterial",
            constraint=models.CheckConstraint(
                condition=models.Q(("actual_qty__gte", 0), ("norm_qty__gte", 0)),
                name="card_material_not_negative",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardmaterial",
            trigger=pgtrigger.compiler.Trigger(
                name="card_material_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="7f30eac93987100c46d23ef3020d69c70b68435b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_card_material_added_630c3",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_cardmaterial",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardmaterial",
            trigger=pgtrigger.compiler.Trigger(
                name="card_material_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="2be70af724bf1bb1a33e2ea63999ea649b621d25",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_card_material_changed_ccbaf",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_cardmaterial",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardmaterial",
            trigger=pgtrigger.compiler.Trigger(
                name="card_material_removed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM old_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="2be4cc188a0a357603aee2cd653be53fa55c45ea",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_card_material_removed_5d2c2",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="shopfloor_cardmaterial",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cardmaterial",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "shopfloor_cardmaterialevent" ("actual_qty", "card_id", "id", "item_id", "line_no", "norm_qty", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_id") VALUES (NEW."actual_qty", NEW."card_id", NEW."id", NEW."item_id", NEW."line_no", NEW."norm_qty", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason_id"); RETURN NULL;',
                    hash="378f529992297baf171cf3bdf5f43a1f947c5a7c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_84c9c",
                    table="shopfloor_cardmaterial",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="carddefect",
            constraint=models.UniqueConstraint(
                fields=("card", "kind", "reason", "op_no"), name="card_defect_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="carddefect",
            constraint=models.CheckConstraint(
                condition=models.Q(("qty_pcs__gt", 0)), name="card_defect_positive"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carddefect",
            trigger=pgtrigger.compiler.Trigger(
                name="card_defect_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="5db9419faeb8db3d99ad15c7b0e1b3322f334db6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_card_defect_added_440d2",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_carddefect",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carddefect",
            trigger=pgtrigger.compiler.Trigger(
                name="card_defect_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM new_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="b681fb5f7037a8d2e08e70bc8cd0dafb077fa980",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_card_defect_changed_41058",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="shopfloor_carddefect",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carddefect",
            trigger=pgtrigger.compiler.Trigger(
                name="card_defect_removed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed record;",
                    func="\n    SELECT card.number, card.state INTO closed FROM shopfloor_techcard AS card\n    WHERE card.id IN (SELECT card_id FROM old_rows) AND card.state IN ('posted', 'reversed', 'void') LIMIT 1;\n    IF FOUND THEN\n        RAISE EXCEPTION 'card % is %: its lines are fixed', closed.number, closed.state\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'card_lines_fixed_when_closed';\n    END IF;\n    RETURN NULL;\n",
                    hash="f346d664aca75fab7bf78c7c019e99024f18ddbd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_card_defect_removed_c6ae1",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="shopfloor_carddefect",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workreasonevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f9118c1e237113ef547630b6a5893a5053edd1b1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5bf9b",
                    table="shopfloor_workreasonevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="workreport",
            index=models.Index(fields=["run", "-id"], name="report_by_run"),
        ),
        migrations.AddConstraint(
            model_name="workreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("good_pcs__gte", 0),
                        ("kind", "output"),
                        ("rework_pcs__gte", 0),
                        ("scrap_pcs__gte", 0),
                    ),
                    models.Q(
                        ("good_pcs__lte", 0),
                        ("kind", "withdrawal"),
                        ("rework_pcs__lte", 0),
                        ("scrap_pcs__lte", 0),
                    ),
                    _connector="OR",
                ),
                name="report_sign_by_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="workreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("good_pcs", 0), ("rework_pcs", 0), ("scrap_pcs", 0), _negated=True),
                name="report_not_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="workreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "withdrawal"), ("withdraws__isnull", False)),
                    models.Q(("kind", "output"), ("withdraws__isnull", True)),
                    _connector="OR",
                ),
                name="report_withdrawal_names_original",
            ),
        ),
        migrations.AddConstraint(
            model_name="workreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("scrap_pcs__lte", 0), ("scrap_reason__isnull", False), _connector="OR"),
                name="report_scrap_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="workreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("rework_pcs__lte", 0), ("rework_reason__isnull", False), _connector="OR"),
                name="report_rework_has_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workreport",
            trigger=pgtrigger.compiler.Trigger(
                name="report_adds_to_run",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE shopfloor_operationrun AS run\n    SET good_pcs = run.good_pcs + NEW.good_pcs,\n        rework_pcs = run.rework_pcs + NEW.rework_pcs,\n        scrap_pcs = run.scrap_pcs + NEW.scrap_pcs\n    WHERE run.id = NEW.run_id;\n    RETURN NULL;\n",
                    hash="7419a8e36885b0d417685ce817e8c3306ce57cd6",
                    operation="INSERT",
                    pgid="pgtrigger_report_adds_to_run_4a4e8",
                    table="shopfloor_workreport",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workreport",
            trigger=pgtrigger.compiler.Trigger(
                name="report_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."good_pcs" IS DISTINCT FROM (NEW."good_pcs") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."people" IS DISTINCT FROM (NEW."people") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."rework_pcs" IS DISTINCT FROM (NEW."rework_pcs") OR OLD."rework_reason_id" IS DISTINCT FROM (NEW."rework_reason_id") OR OLD."run_id" IS DISTINCT FROM (NEW."run_id") OR OLD."scrap_pcs" IS DISTINCT FROM (NEW."scrap_pcs") OR OLD."scrap_reason_id" IS DISTINCT FROM (NEW."scrap_reason_id") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id") OR OLD."withdraws_id" IS DISTINCT FROM (NEW."withdraws_id"))',
                    func="\n    RAISE EXCEPTION 'a work report is taken back by another one, not changed'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'work_report_append_only';\n",
                    hash="33f9eedcbf49d916977a5e8cf80babbbfd4c36f2",
                    operation="UPDATE",
                    pgid="pgtrigger_report_append_only_8627b",
                    table="shopfloor_workreport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workreport",
            trigger=pgtrigger.compiler.Trigger(
                name="report_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="e5a43e12fb39a335f85d00d3fbe5b92e9d427cbc",
                    operation="DELETE",
                    pgid="pgtrigger_report_never_deleted_6268e",
                    table="shopfloor_workreport",
                    when="BEFORE",
                ),
            ),
        ),
    ]
