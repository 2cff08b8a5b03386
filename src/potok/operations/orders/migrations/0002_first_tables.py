import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = [
        ("catalog", "0001_first_tables"),
        ("orders", "0001_first_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("purchasing", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="ordercomponent",
            name="receipt",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to="purchasing.receipt"
            ),
        ),
        migrations.AddField(
            model_name="orderevent",
            name="user",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="productionorder",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="catalog.customer"
            ),
        ),
        migrations.AddField(
            model_name="productionorder",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sources",
                to="orders.productionorder",
            ),
        ),
        migrations.AddField(
            model_name="productionorder",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="orders.productionorder",
            ),
        ),
        migrations.AddField(
            model_name="productionorder",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="catalog.item"
            ),
        ),
        migrations.AddField(
            model_name="productionorder",
            name="recipe",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="catalog.recipe"
            ),
        ),
        migrations.AddField(
            model_name="productionorder",
            name="workshop",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="catalog.workshop",
            ),
        ),
        migrations.AddField(
            model_name="orderevent",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="orders.productionorder",
            ),
        ),
        migrations.AddField(
            model_name="ordercomponent",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="components",
                to="orders.productionorder",
            ),
        ),
        migrations.AddField(
            model_name="customershare",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="customer_shares",
                to="orders.productionorder",
            ),
        ),
        migrations.AddField(
            model_name="customershare",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.productionorder"
            ),
        ),
        migrations.AddField(
            model_name="productionorderevent",
            name="customer",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.customer",
            ),
        ),
        migrations.AddField(
            model_name="productionorderevent",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="orders.productionorder",
            ),
        ),
        migrations.AddField(
            model_name="productionorderevent",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="orders.productionorder",
            ),
        ),
        migrations.AddField(
            model_name="productionorderevent",
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
            model_name="productionorderevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="orders.productionorder",
            ),
        ),
        migrations.AddField(
            model_name="productionorderevent",
            name="product",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.item",
            ),
        ),
        migrations.AddField(
            model_name="productionorderevent",
            name="recipe",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.recipe",
            ),
        ),
        migrations.AddField(
            model_name="productionorderevent",
            name="workshop",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.workshop",
            ),
        ),
        migrations.AddField(
            model_name="reservation",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.item"
            ),
        ),
    ]
