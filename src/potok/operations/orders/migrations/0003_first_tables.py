import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import potok.operations.orders.number_key
from django.conf import settings
from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = [
        ("orders", "0002_first_tables"),
        ("purchasing", "0001_first_tables"),
        ("warehouse", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="reservation",
            name="lot",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reservations",
                to="warehouse.stocklot",
            ),
        ),
        migrations.AddField(
            model_name="reservation",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reservations",
                to="orders.productionorder",
            ),
        ),
        migrations.AddField(
            model_name="reservation",
            name="receipt",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pegs",
                to="purchasing.receipt",
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="journal_views",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="volumeproposal",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="volumeproposal",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="orders.productionorder",
            ),
        ),
        migrations.AddField(
            model_name="volumeproposal",
            name="proposed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=models.Index(
                potok.operations.orders.number_key.NumberKey("order_no"), name="order_by_number"
            ),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=models.Index(
                models.F("status"),
                potok.operations.orders.number_key.NumberKey("order_no"),
                name="order_by_status_number",
            ),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=models.Index(fields=["due_date", "order_no"], name="order_by_due"),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=models.Index(fields=["priority", "due_date", "order_no"], name="order_by_rank"),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=models.Index(fields=["slack_days"], name="order_by_slack"),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=models.Index(fields=["launch_at"], name="order_by_launch"),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=models.Index(fields=["release_at"], name="order_by_release"),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=models.Index(
                condition=models.Q(("release_actual_at__isnull", False)),
                fields=["release_actual_at"],
                name="order_by_release_actual",
            ),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=models.Index(fields=["created_date", "order_no"], name="order_by_created"),
        ),
        migrations.AddIndex(
            model_name="productionorder",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("order_no"), name="gin_trgm_ops"
                ),
                name="order_no_trgm",
            ),
        ),
        migrations.AddConstraint(
            model_name="productionorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("qty_pcs__gt", 0), ("qty_requested_pcs__gt", 0)),
                name="order_qty_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="productionorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("min_qty_pcs__isnull", True),
                    ("max_qty_pcs__isnull", True),
                    ("min_qty_pcs__lte", models.F("max_qty_pcs")),
                    _connector="OR",
                ),
                name="order_limits_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="productionorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__gte", 1), ("priority__lte", 3)), name="order_priority_1_to_3"
            ),
        ),
        migrations.AddConstraint(
            model_name="productionorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "cancelled"), _negated=True),
                    models.Q(("cancel_reason", ""), _negated=True),
                    ("merged_into__isnull", False),
                    _connector="OR",
                ),
                name="order_cancelled_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="productionorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("release_at__isnull", True),
                    models.Q(("launch_at__isnull", False), ("release_at__gt", models.F("launch_at"))),
                    _connector="OR",
                ),
                name="order_released_after_launch",
            ),
        ),
        migrations.AddConstraint(
            model_name="productionorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["new", "waiting_shortage", "in_production", "done", "cancelled"])
                ),
                name="order_status_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="order_status_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{new:waiting_shortage,new:in_production,waiting_shortage:in_production,in_production:waiting_shortage,in_production:done,new:cancelled,waiting_shortage:cancelled,in_production:cancelled,done:in_production}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="9710416d70ef2f3bc51ca410bc1c8f77cb2d68df",
                    operation="UPDATE",
                    pgid="pgtrigger_order_status_moves_b4bcc",
                    table="orders_productionorder",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="order_version",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreement" IS DISTINCT FROM (NEW."agreement") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."comment" IS DISTINCT FROM (NEW."comment") OR OLD."created_date" IS DISTINCT FROM (NEW."created_date") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."done_opening_pcs" IS DISTINCT FROM (NEW."done_opening_pcs") OR OLD."done_pcs" IS DISTINCT FROM (NEW."done_pcs") OR OLD."due_date" IS DISTINCT FROM (NEW."due_date") OR OLD."hold_reason" IS DISTINCT FROM (NEW."hold_reason") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."last_date_reason" IS DISTINCT FROM (NEW."last_date_reason") OR OLD."launch_actual_at" IS DISTINCT FROM (NEW."launch_actual_at") OR OLD."launch_at" IS DISTINCT FROM (NEW."launch_at") OR OLD."launch_at_first" IS DISTINCT FROM (NEW."launch_at_first") OR OLD."manager" IS DISTINCT FROM (NEW."manager") OR OLD."max_qty_pcs" IS DISTINCT FROM (NEW."max_qty_pcs") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."min_qty_pcs" IS DISTINCT FROM (NEW."min_qty_pcs") OR OLD."no_capacity" IS DISTINCT FROM (NEW."no_capacity") OR OLD."order_no" IS DISTINCT FROM (NEW."order_no") OR OLD."order_type" IS DISTINCT FROM (NEW."order_type") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."priority" IS DISTINCT FROM (NEW."priority") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."progress" IS DISTINCT FROM (NEW."progress") OR OLD."qty_pcs" IS DISTINCT FROM (NEW."qty_pcs") OR OLD."qty_requested_pcs" IS DISTINCT FROM (NEW."qty_requested_pcs") OR OLD."recipe_id" IS DISTINCT FROM (NEW."recipe_id") OR OLD."release_actual_at" IS DISTINCT FROM (NEW."release_actual_at") OR OLD."release_at" IS DISTINCT FROM (NEW."release_at") OR OLD."release_at_first" IS DISTINCT FROM (NEW."release_at_first") OR OLD."returned_reason" IS DISTINCT FROM (NEW."returned_reason") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."total_kg" IS DISTINCT FROM (NEW."total_kg") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."workshop_id" IS DISTINCT FROM (NEW."workshop_id"))',
                    func="NEW.version = OLD.version + 1; RETURN NEW;",
                    hash="11cb61e394b03bae05cf2b75779ec51c8a6ee7e7",
                    operation="UPDATE",
                    pgid="pgtrigger_order_version_11450",
                    table="orders_productionorder",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="order_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="313986db69c2725c9dc619f1f6ebfe46a5e8ceef",
                    operation="DELETE",
                    pgid="pgtrigger_order_never_deleted_da0d2",
                    table="orders_productionorder",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="order_status_event_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    IF NOT EXISTS (\n        SELECT 1 FROM orders_orderevent\n        WHERE order_id = NEW.id AND to_status = NEW.status AND transaction_id = txid_current()\n    ) THEN\n        RAISE EXCEPTION 'status of order % became % without an event', NEW.order_no, NEW.status\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_status_has_event';\n    END IF;\n    RETURN NULL;\n",
                    hash="dc0ece395f54ceda7542c6270117e4c0ee9ea48e",
                    operation="INSERT",
                    pgid="pgtrigger_order_status_event_insert_639bd",
                    table="orders_productionorder",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="order_status_event",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    constraint="CONSTRAINT",
                    func="\n    IF NOT EXISTS (\n        SELECT 1 FROM orders_orderevent\n        WHERE order_id = NEW.id AND to_status = NEW.status AND transaction_id = txid_current()\n    ) THEN\n        RAISE EXCEPTION 'status of order % became % without an event', NEW.order_no, NEW.status\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_status_has_event';\n    END IF;\n    RETURN NULL;\n",
                    hash="0f2507c18d9535a9ad3ca5cc1f87e46c2b4531e8",
                    operation='UPDATE OF "status"',
                    pgid="pgtrigger_order_status_event_286f8",
                    table="orders_productionorder",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="order_cover_rule",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."launch_actual_at" IS DISTINCT FROM (NEW."launch_actual_at") OR OLD."qty_pcs" IS DISTINCT FROM (NEW."qty_pcs") OR OLD."status" IS DISTINCT FROM (NEW."status"))',
                    constraint="CONSTRAINT",
                    declare="DECLARE seen record; bare bigint;",
                    func="\n    SELECT status, launch_actual_at, order_no INTO seen FROM orders_productionorder WHERE id = NEW.id;\n    IF seen.status = 'in_production' AND seen.launch_actual_at IS NULL THEN\n        SELECT component.item_id INTO bare FROM orders_ordercomponent AS component\n        WHERE component.order_id = NEW.id AND component.gross_qty > coalesce((\n            SELECT sum(reservation.qty) FROM orders_reservation AS reservation\n            WHERE reservation.order_id = component.order_id AND reservation.item_id = component.item_id\n              AND reservation.kind = 'hard'), 0)\n        LIMIT 1;\n        IF FOUND THEN\n            RAISE EXCEPTION 'order % is in production without cover of item %', seen.order_no, bare\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'order_in_production_is_covered';\n        END IF;\n    ELSIF seen.status <> 'in_production' AND EXISTS (\n        SELECT 1 FROM orders_reservation WHERE order_id = NEW.id AND kind = 'hard'\n    ) THEN\n        RAISE EXCEPTION 'order % in status % holds reservations', seen.order_no, seen.status\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_reserves_only_in_production';\n    END IF;\n    RETURN NULL;\n",
                    hash="2e053885574fb455c768051b1dcb9c7981164d04",
                    operation="UPDATE",
                    pgid="pgtrigger_order_cover_rule_dfa76",
                    table="orders_productionorder",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="order_done_is_posted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."done_opening_pcs" IS DISTINCT FROM (NEW."done_opening_pcs") OR OLD."done_pcs" IS DISTINCT FROM (NEW."done_pcs"))',
                    constraint="CONSTRAINT",
                    declare="DECLARE made numeric;",
                    func="\n    SELECT NEW.done_opening_pcs\n        + coalesce((SELECT sum(good_pcs) FROM shopfloor_techcard\n                    WHERE order_id = NEW.id AND state = 'posted'), 0)\n        - coalesce((SELECT sum(qty) FROM quality_lotdecisionrecord\n                    WHERE order_no = NEW.order_no AND decision = 'written_down'), 0)\n        INTO made;\n    IF made <> (SELECT done_pcs FROM orders_productionorder WHERE id = NEW.id) THEN\n        RAISE EXCEPTION 'order % has done % pcs, its cards say %', NEW.order_no, NEW.done_pcs, made\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_done_is_posted';\n    END IF;\n    RETURN NULL;\n",
                    hash="0c5fd8e2e8dea38732eb5deb5617fbc2c12094e4",
                    operation="UPDATE",
                    pgid="pgtrigger_order_done_is_posted_f25ea",
                    table="orders_productionorder",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "orders_productionorderevent" ("agreement", "cancel_reason", "comment", "cover", "cover_checked_at", "cover_date", "cover_items", "created_date", "customer_id", "done_opening_pcs", "done_pcs", "due_date", "earliest_start_date", "hold_reason", "id", "last_date_reason", "latest_start_at", "latest_start_date", "launch_actual_at", "launch_at", "launch_at_first", "manager", "max_qty_pcs", "merged_into_id", "min_qty_pcs", "no_capacity", "order_no", "order_type", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "product_id", "progress", "qty_pcs", "qty_requested_pcs", "recipe_id", "release_actual_at", "release_at", "release_at_first", "returned_reason", "slack_days", "status", "total_kg", "version", "workshop_id") VALUES (NEW."agreement", NEW."cancel_reason", NEW."comment", NEW."cover", NEW."cover_checked_at", NEW."cover_date", NEW."cover_items", NEW."created_date", NEW."customer_id", NEW."done_opening_pcs", NEW."done_pcs", NEW."due_date", NEW."earliest_start_date", NEW."hold_reason", NEW."id", NEW."last_date_reason", NEW."latest_start_at", NEW."latest_start_date", NEW."launch_actual_at", NEW."launch_at", NEW."launch_at_first", NEW."manager", NEW."max_qty_pcs", NEW."merged_into_id", NEW."min_qty_pcs", NEW."no_capacity", NEW."order_no", NEW."order_type", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."priority", NEW."product_id", NEW."progress", NEW."qty_pcs", NEW."qty_requested_pcs", NEW."recipe_id", NEW."release_actual_at", NEW."release_at", NEW."release_at_first", NEW."returned_reason", NEW."slack_days", NEW."status", NEW."total_kg", NEW."version", NEW."workshop_id"); RETURN NULL;',
                    hash="fd60b09a1daca88eb87c0b163814a8650f9c79c1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_33505",
                    table="orders_productionorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreement" IS DISTINCT FROM (NEW."agreement") OR OLD."cancel_reason" IS DISTINCT FROM (NEW."cancel_reason") OR OLD."comment" IS DISTINCT FROM (NEW."comment") OR OLD."created_date" IS DISTINCT FROM (NEW."created_date") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."done_opening_pcs" IS DISTINCT FROM (NEW."done_opening_pcs") OR OLD."done_pcs" IS DISTINCT FROM (NEW."done_pcs") OR OLD."due_date" IS DISTINCT FROM (NEW."due_date") OR OLD."earliest_start_date" IS DISTINCT FROM (NEW."earliest_start_date") OR OLD."hold_reason" IS DISTINCT FROM (NEW."hold_reason") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."last_date_reason" IS DISTINCT FROM (NEW."last_date_reason") OR OLD."launch_actual_at" IS DISTINCT FROM (NEW."launch_actual_at") OR OLD."launch_at" IS DISTINCT FROM (NEW."launch_at") OR OLD."launch_at_first" IS DISTINCT FROM (NEW."launch_at_first") OR OLD."manager" IS DISTINCT FROM (NEW."manager") OR OLD."max_qty_pcs" IS DISTINCT FROM (NEW."max_qty_pcs") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."min_qty_pcs" IS DISTINCT FROM (NEW."min_qty_pcs") OR OLD."no_capacity" IS DISTINCT FROM (NEW."no_capacity") OR OLD."order_no" IS DISTINCT FROM (NEW."order_no") OR OLD."order_type" IS DISTINCT FROM (NEW."order_type") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."priority" IS DISTINCT FROM (NEW."priority") OR OLD."product_id" IS DISTINCT FROM (NEW."product_id") OR OLD."progress" IS DISTINCT FROM (NEW."progress") OR OLD."qty_pcs" IS DISTINCT FROM (NEW."qty_pcs") OR OLD."qty_requested_pcs" IS DISTINCT FROM (NEW."qty_requested_pcs") OR OLD."recipe_id" IS DISTINCT FROM (NEW."recipe_id") OR OLD."release_actual_at" IS DISTINCT FROM (NEW."release_actual_at") OR OLD."release_at" IS DISTINCT FROM (NEW."release_at") OR OLD."release_at_first" IS DISTINCT FROM (NEW."release_at_first") OR OLD."returned_reason" IS DISTINCT FROM (NEW."returned_reason") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."total_kg" IS DISTINCT FROM (NEW."total_kg") OR OLD."workshop_id" IS DISTINCT FROM (NEW."workshop_id"))',
                    func='INSERT INTO "orders_productionorderevent" ("agreement", "cancel_reason", "comment", "cover", "cover_checked_at", "cover_date", "cover_items", "created_date", "customer_id", "done_opening_pcs", "done_pcs", "due_date", "earliest_start_date", "hold_reason", "id", "last_date_reason", "latest_start_at", "latest_start_date", "launch_actual_at", "launch_at", "launch_at_first", "manager", "max_qty_pcs", "merged_into_id", "min_qty_pcs", "no_capacity", "order_no", "order_type", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "priority", "product_id", "progress", "qty_pcs", "qty_requested_pcs", "recipe_id", "release_actual_at", "release_at", "release_at_first", "returned_reason", "slack_days", "status", "total_kg", "version", "workshop_id") VALUES (NEW."agreement", NEW."cancel_reason", NEW."comment", NEW."cover", NEW."cover_checked_at", NEW."cover_date", NEW."cover_items", NEW."created_date", NEW."customer_id", NEW."done_opening_pcs", NEW."done_pcs", NEW."due_date", NEW."earliest_start_date", NEW."hold_reason", NEW."id", NEW."last_date_reason", NEW."latest_start_at", NEW."latest_start_date", NEW."launch_actual_at", NEW."launch_at", NEW."launch_at_first", NEW."manager", NEW."max_qty_pcs", NEW."merged_into_id", NEW."min_qty_pcs", NEW."no_capacity", NEW."order_no", NEW."order_type", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."priority", NEW."product_id", NEW."progress", NEW."qty_pcs", NEW."qty_requested_pcs", NEW."recipe_id", NEW."release_actual_at", NEW."release_at", NEW."release_at_first", NEW."returned_reason", NEW."slack_days", NEW."status", NEW."total_kg", NEW."version", NEW."workshop_id"); RETURN NULL;',
                    hash="fa2a0c47384a52b53729166064109a038f88beb3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9fe35",
                    table="orders_productionorder",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="orderevent",
            index=models.Index(fields=["order", "-id"], name="order_event_by_order"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="orderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="order_event_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4e257d2012ea4f4c442e2a704f4faef9dd0cf810",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_order_event_append_only_90c64",
                    table="orders_orderevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="ordercomponent",
            index=models.Index(
                condition=models.Q(("lack_qty__gt", 0)), fields=["item"], name="order_component_lacking"
            ),
        ),
        migrations.AddConstraint(
            model_name="ordercomponent",
            constraint=models.UniqueConstraint(fields=("order", "item"), name="order_component_once"),
        ),
        migrations.AddConstraint(
            model_name="ordercomponent",
            constraint=models.CheckConstraint(
                condition=models.Q(("gross_qty__gte", 0), ("lack_qty__gte", 0)),
                name="order_component_not_negative",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c158b7634764b2bf8c71499e6c29c907b0720348",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_de055",
                    table="orders_productionorderevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(fields=["order", "item"], name="reservation_by_order_item"),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(
                condition=models.Q(("qty__gt", 0)), name="reservation_qty_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "hard"), ("lot__isnull", False), ("receipt__isnull", True)),
                    models.Q(("kind", "soft"), ("lot__isnull", True), ("receipt__isnull", False)),
                    _connector="OR",
                ),
                name="reservation_hard_on_lot_soft_on_receipt",
            ),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(fields=("order", "lot"), name="reservation_lot_once"),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(fields=("order", "receipt"), name="reservation_receipt_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservation",
            trigger=pgtrigger.compiler.Trigger(
                name="reservation_lot_item",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.lot_id IS NOT NULL\n        AND NEW.item_id <> (SELECT item_id FROM warehouse_stocklot WHERE id = NEW.lot_id)\n    THEN\n        RAISE EXCEPTION 'lot % is not of item %', NEW.lot_id, NEW.item_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'reservation_lot_of_its_item';\n    END IF;\n    RETURN NEW;\n",
                    hash="af17b4328a3a156a6676b5a7326f8ad45b930239",
                    operation='INSERT OR UPDATE OF "lot_id", "item_id"',
                    pgid="pgtrigger_reservation_lot_item_9a347",
                    table="orders_reservation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservation",
            trigger=pgtrigger.compiler.Trigger(
                name="reservation_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM 1 FROM warehouse_stocklot WHERE id IN (SELECT lot_id FROM new_rows WHERE kind = 'hard')\n        ORDER BY id FOR NO KEY UPDATE;\n    UPDATE warehouse_stocklot AS lot SET reserved_qty = lot.reserved_qty + moved.qty\n    FROM (SELECT lot_id, sum(qty) AS qty FROM new_rows WHERE kind = 'hard' GROUP BY lot_id) AS moved\n    WHERE lot.id = moved.lot_id;\n    RETURN NULL;\n",
                    hash="3bdc20483c98fc0256698365c535e70024f83d4d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_reservation_added_f1a4c",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="orders_reservation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservation",
            trigger=pgtrigger.compiler.Trigger(
                name="reservation_removed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    PERFORM 1 FROM warehouse_stocklot WHERE id IN (SELECT lot_id FROM old_rows WHERE kind = 'hard')\n        ORDER BY id FOR NO KEY UPDATE;\n    UPDATE warehouse_stocklot AS lot SET reserved_qty = lot.reserved_qty - moved.qty\n    FROM (SELECT lot_id, sum(qty) AS qty FROM old_rows WHERE kind = 'hard' GROUP BY lot_id) AS moved\n    WHERE lot.id = moved.lot_id;\n    RETURN NULL;\n",
                    hash="49616a4a222cb2c097fb7d95bdf6ee258957203c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_reservation_removed_c156b",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="orders_reservation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservation",
            trigger=pgtrigger.compiler.Trigger(
                name="reservation_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n            RAISE EXCEPTION 'a reservation is removed and made anew, not changed'\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'reservation_not_changed';\n        ",
                    hash="d53174f4d6a9ddb5b77a57b899e97311e2651c9b",
                    operation="UPDATE",
                    pgid="pgtrigger_reservation_fixed_07ce4",
                    table="orders_reservation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservation",
            trigger=pgtrigger.compiler.Trigger(
                name="reservation_rule_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"kind\" = 'hard')",
                    constraint="CONSTRAINT",
                    declare="DECLARE seen record;",
                    func="\n    SELECT status INTO seen FROM orders_productionorder WHERE id = NEW.order_id;\n    IF seen.status <> 'in_production' AND EXISTS (SELECT 1 FROM orders_reservation WHERE id = NEW.id) THEN\n        RAISE EXCEPTION 'order % holds a reservation without being in production', NEW.order_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_reserves_only_in_production';\n    END IF;\n    RETURN NULL;\n",
                    hash="5414124118113517a4933e24b15bc858aa58418a",
                    operation="INSERT",
                    pgid="pgtrigger_reservation_rule_insert_5966c",
                    table="orders_reservation",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reservation",
            trigger=pgtrigger.compiler.Trigger(
                name="reservation_rule_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"kind\" = 'hard')",
                    constraint="CONSTRAINT",
                    declare="DECLARE seen record; bare bigint;",
                    func="\n    SELECT status, launch_actual_at, order_no INTO seen FROM orders_productionorder WHERE id = OLD.order_id;\n    IF seen.status = 'in_production' AND seen.launch_actual_at IS NULL THEN\n        SELECT component.item_id INTO bare FROM orders_ordercomponent AS component\n        WHERE component.order_id = OLD.order_id AND component.gross_qty > coalesce((\n            SELECT sum(reservation.qty) FROM orders_reservation AS reservation\n            WHERE reservation.order_id = component.order_id AND reservation.item_id = component.item_id\n              AND reservation.kind = 'hard'), 0)\n        LIMIT 1;\n        IF FOUND THEN\n            RAISE EXCEPTION 'order % is in production without cover of item %', seen.order_no, bare\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'order_in_production_is_covered';\n        END IF;\n    ELSIF seen.status <> 'in_production' AND EXISTS (\n        SELECT 1 FROM orders_reservation WHERE order_id = OLD.order_id AND kind = 'hard'\n    ) THEN\n        RAISE EXCEPTION 'order % in status % holds reservations', seen.order_no, seen.status\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_reserves_only_in_production';\n    END IF;\n    RETURN NULL;\n",
                    hash="9574b4f903e2a25ebc5dcd8fd8259a7461d3e6b0",
                    operation="DELETE",
                    pgid="pgtrigger_reservation_rule_delete_00a4c",
                    table="orders_reservation",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("owner", "name"), name="saved_view_once"),
        ),
        migrations.AddConstraint(
            model_name="volumeproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "sent")), fields=("order",), name="proposal_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="volumeproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("new_qty_pcs__gt", 0)), name="proposal_qty_positive"
            ),
        ),
    ]
