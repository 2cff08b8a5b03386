"""Triggers of operations and cards run only where there is something to look at."""

from __future__ import annotations

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    """After the tables of the shops."""

    dependencies = [
        ("shopfloor", "0005_periods_given_away"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="operationrun",
            name="run_state_moves",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="techcard",
            name="card_state_moves",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="techcard",
            name="card_done_is_posted",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operationrun",
            trigger=pgtrigger.compiler.Trigger(
                name="run_state_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{running:stopped,stopped:running,running:finished,stopped:finished}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="ec6187a6af05546c3459769712c65eed0019e541",
                    operation="UPDATE",
                    pgid="pgtrigger_run_state_moves_45f62",
                    table="shopfloor_operationrun",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="techcard",
            trigger=pgtrigger.compiler.Trigger(
                name="card_state_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:handed_in,draft:void,handed_in:draft,handed_in:posted,posted:reversed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="91b5e4d037e73c81c141894f415faa6d47a921b0",
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
                name="card_done_is_posted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" = 'posted' OR NEW.\"state\" = 'posted')",
                    constraint="CONSTRAINT",
                    declare="DECLARE seen record; made numeric;",
                    func="\n    SELECT done_pcs, done_opening_pcs, order_no INTO seen\n    FROM orders_productionorder WHERE id = NEW.order_id;\n    SELECT seen.done_opening_pcs\n        + coalesce((SELECT sum(good_pcs) FROM shopfloor_techcard\n                    WHERE order_id = NEW.order_id AND state = 'posted'), 0)\n        - coalesce((SELECT sum(qty) FROM quality_lotdecisionrecord\n                    WHERE order_no = seen.order_no AND decision = 'written_down'), 0)\n        INTO made;\n    IF seen.done_pcs <> made THEN\n        RAISE EXCEPTION 'order % has done % pcs, its cards say %', seen.order_no, seen.done_pcs, made\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_done_is_posted';\n    END IF;\n    RETURN NULL;\n",
                    hash="9e4d40879e4db6f5e0efd8749f69109f96e480f5",
                    operation='UPDATE OF "state"',
                    pgid="pgtrigger_card_done_is_posted_b3add",
                    table="shopfloor_techcard",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
    ]
