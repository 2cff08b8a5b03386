"""Triggers of orders look at less; orders leave room for their next versions."""

from __future__ import annotations

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


#: An order is changed some four times. Where the new version finds room beside the old one, and no indexed
#: column changed, the nineteen indexes of the table stay as they are.
ROOM = "ALTER TABLE orders_productionorder SET (fillfactor = 75)"


class Migration(migrations.Migration):
    """After the queue of components."""

    dependencies = [
        ("orders", "0004_component_queue"),
    ]

    operations = [
        migrations.RunSQL(ROOM, "ALTER TABLE orders_productionorder RESET (fillfactor)"),
        pgtrigger.migrations.RemoveTrigger(
            model_name="productionorder",
            name="order_status_moves",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="productionorder",
            name="order_version",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="order_status_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{new:waiting_shortage,new:in_production,waiting_shortage:in_production,in_production:waiting_shortage,in_production:done,new:cancelled,waiting_shortage:cancelled,in_production:cancelled,done:in_production}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="d265bf5ddecbfc6e9257fcc174e18c1f4650f808",
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
                    declare="DECLARE same orders_productionorder%ROWTYPE;",
                    func="\n    same := OLD;\n    same.cover := NEW.cover; same.cover_date := NEW.cover_date; same.cover_items := NEW.cover_items; same.cover_checked_at := NEW.cover_checked_at; same.earliest_start_date := NEW.earliest_start_date; same.latest_start_at := NEW.latest_start_at; same.latest_start_date := NEW.latest_start_date; same.slack_days := NEW.slack_days;\n    IF same IS DISTINCT FROM NEW THEN\n        NEW.version = OLD.version + 1;\n    END IF;\n    RETURN NEW;\n",
                    hash="18b5be37c1ffe696f038737f0fe597f12b1d5c77",
                    operation="UPDATE",
                    pgid="pgtrigger_order_version_11450",
                    table="orders_productionorder",
                    when="BEFORE",
                ),
            ),
        ),
    ]
