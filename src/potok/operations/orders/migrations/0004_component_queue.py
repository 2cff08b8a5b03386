"""Components repeat in which queue for material their order stands, and are found by item in it."""

from __future__ import annotations

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


FILL = """
UPDATE orders_ordercomponent AS component
SET queue = CASE owner.status WHEN 'waiting_shortage' THEN 'waiting' ELSE '' END
FROM orders_productionorder AS owner
WHERE owner.id = component.order_id AND owner.status <> 'new'
"""


class Migration(migrations.Migration):
    """After the tables of orders."""

    dependencies = [
        ("catalog", "0001_first_tables"),
        ("orders", "0003_first_tables"),
        ("purchasing", "0001_first_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="ordercomponent",
            name="queue",
            field=models.CharField(
                choices=[("new", "новые"), ("waiting", "ожидающие"), ("", "—")],
                db_default="new",
                max_length=7,
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="ordercomponent",
            name="order",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="components",
                to="orders.productionorder",
            ),
        ),
        migrations.AddIndex(
            model_name="ordercomponent",
            index=models.Index(
                condition=models.Q(("cover", "in_stock"), ("queue", "new")),
                fields=["item", "gross_qty"],
                name="order_component_previewed",
            ),
        ),
        migrations.AddIndex(
            model_name="ordercomponent",
            index=models.Index(
                condition=models.Q(("queue", "new"), models.Q(("cover", "in_stock"), _negated=True)),
                fields=["item"],
                name="order_component_uncovered",
            ),
        ),
        migrations.AddIndex(
            model_name="ordercomponent",
            index=models.Index(
                condition=models.Q(("queue", "waiting")), fields=["item"], name="order_component_waiting"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ordercomponent",
            trigger=pgtrigger.compiler.Trigger(
                name="component_joins_queue",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE orders_ordercomponent AS component\n    SET queue = CASE owner.status WHEN 'waiting_shortage' THEN 'waiting' ELSE '' END\n    FROM new_rows JOIN orders_productionorder AS owner ON owner.id = new_rows.order_id\n    WHERE component.id = new_rows.id AND owner.status <> 'new';\n    RETURN NULL;\n",
                    hash="06a41fae96c2682142c9973bac74032334e87959",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_component_joins_queue_5c0ae",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="orders_ordercomponent",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="productionorder",
            trigger=pgtrigger.compiler.Trigger(
                name="order_moves_in_queue",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    func="\n    UPDATE orders_ordercomponent AS component SET queue = stage.queue\n    FROM (SELECT CASE NEW.status WHEN 'new' THEN 'new' WHEN 'waiting_shortage' THEN 'waiting' ELSE '' END)\n        AS stage(queue)\n    WHERE component.order_id = NEW.id AND component.queue <> stage.queue;\n    RETURN NULL;\n",
                    hash="bb7b83965c86800f0a7d80fc731b0975984484a2",
                    operation='UPDATE OF "status"',
                    pgid="pgtrigger_order_moves_in_queue_b8e47",
                    table="orders_productionorder",
                    when="AFTER",
                ),
            ),
        ),
    ]
