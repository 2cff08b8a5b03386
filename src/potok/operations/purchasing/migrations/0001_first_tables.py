import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
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
            name="PurchaseOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("date", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Черновик"),
                            ("placed", "Отправлен поставщику"),
                            ("cancelled", "Отменён"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("comment", models.CharField(blank=True, default="", max_length=250)),
                ("placed_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="purchase_orders",
                        to="catalog.supplier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PurchaseOrderEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=40)),
                ("date", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Черновик"),
                            ("placed", "Отправлен поставщику"),
                            ("cancelled", "Отменён"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("comment", models.CharField(blank=True, default="", max_length=250)),
                ("placed_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "author",
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
                        to="purchasing.purchaseorder",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PurchaseSignal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("not_ordered", "Не заказано"),
                            ("insufficient_qty", "Мало"),
                            ("too_late", "Поздно"),
                            ("date_slipped", "Сдвиг срока"),
                            ("overdue", "Просрочен"),
                            ("rejected_by_qc", "Забраковано"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Открыт"),
                            ("acknowledged", "Принят к сведению"),
                            ("ordered", "Заказано"),
                            ("closed", "Закрыт"),
                        ],
                        default="open",
                        max_length=14,
                    ),
                ),
                ("missing_qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("need_date", models.DateField(blank=True, null=True)),
                ("order_by_date", models.DateField(blank=True, null=True)),
                (
                    "order_nos",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("value_rub", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ("by_hand", models.BooleanField(default=False)),
                ("answer", models.CharField(blank=True, default="", max_length=250)),
                ("raised_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signals", to="catalog.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, unique=True)),
                ("po_no", models.CharField(blank=True, default="", max_length=60)),
                ("qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("order_date", models.DateField(blank=True, null=True)),
                ("promised_date", models.DateField()),
                ("expected_date", models.DateField()),
                ("slips", models.PositiveIntegerField(default=0)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Запланирован"),
                            ("confirmed", "Подтверждён"),
                            ("in_transit", "В пути"),
                            ("late", "Опаздывает"),
                            ("arrived", "Прибыл"),
                            ("in_qc", "На проверке ОТК"),
                            ("accepted", "Принят"),
                            ("cancelled", "Отменён"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("comment", models.CharField(blank=True, default="", max_length=250)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="catalog.item",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="catalog.supplier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PurchaseSignalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("not_ordered", "Не заказано"),
                            ("insufficient_qty", "Мало"),
                            ("too_late", "Поздно"),
                            ("date_slipped", "Сдвиг срока"),
                            ("overdue", "Просрочен"),
                            ("rejected_by_qc", "Забраковано"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Открыт"),
                            ("acknowledged", "Принят к сведению"),
                            ("ordered", "Заказано"),
                            ("closed", "Закрыт"),
                        ],
                        default="open",
                        max_length=14,
                    ),
                ),
                ("missing_qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("need_date", models.DateField(blank=True, null=True)),
                ("order_by_date", models.DateField(blank=True, null=True)),
                (
                    "order_nos",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("value_rub", models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True)),
                ("by_hand", models.BooleanField(default=False)),
                ("answer", models.CharField(blank=True, default="", max_length=250)),
                ("raised_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        to="purchasing.purchasesignal",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="purchasing.receipt",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="purchasesignal",
            name="receipt",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to="purchasing.receipt"
            ),
        ),
        migrations.CreateModel(
            name="PurchaseOrderLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line_no", models.PositiveIntegerField()),
                ("qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("price_rub", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("wanted_date", models.DateField(blank=True, null=True)),
                ("promised_date", models.DateField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.item"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="purchasing.purchaseorder",
                    ),
                ),
                (
                    "signal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="purchase_lines",
                        to="purchasing.purchasesignal",
                    ),
                ),
                (
                    "receipt",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="purchase_line",
                        to="purchasing.receipt",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReceiptEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("po_no", models.CharField(blank=True, default="", max_length=60)),
                ("qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("order_date", models.DateField(blank=True, null=True)),
                ("promised_date", models.DateField()),
                ("expected_date", models.DateField()),
                ("slips", models.PositiveIntegerField(default=0)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Запланирован"),
                            ("confirmed", "Подтверждён"),
                            ("in_transit", "В пути"),
                            ("late", "Опаздывает"),
                            ("arrived", "Прибыл"),
                            ("in_qc", "На проверке ОТК"),
                            ("accepted", "Принят"),
                            ("cancelled", "Отменён"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("comment", models.CharField(blank=True, default="", max_length=250)),
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
                        to="purchasing.receipt",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SupplierTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lead_time_days", models.PositiveIntegerField(blank=True, null=True)),
                ("lot_qty", models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
                ("min_qty", models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
                ("price_rub", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("is_preferred", models.BooleanField(default=False)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="catalog.item"
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="catalog.supplier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SupplierTermsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("lead_time_days", models.PositiveIntegerField(blank=True, null=True)),
                ("lot_qty", models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
                ("min_qty", models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
                ("price_rub", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                ("is_preferred", models.BooleanField(default=False)),
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
                        to="purchasing.supplierterms",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.supplier",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdviceDismissal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("receipt_code", models.CharField(blank=True, default="", max_length=60)),
                ("kind", models.CharField(max_length=10)),
                ("qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("date", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=250)),
                ("at", models.DateTimeField()),
                (
                    "by",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalog.item"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "receipt_code", "kind", "qty", "date"),
                        name="advice_dismissed_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="purchaseorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "placed"), _negated=True),
                    ("placed_at__isnull", False),
                    _connector="OR",
                ),
                name="purchase_placed_with_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchaseorder",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "purchasing_purchaseorderevent" ("author_id", "comment", "created_at", "date", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "state", "supplier_id", "version") VALUES (NEW."author_id", NEW."comment", NEW."created_at", NEW."date", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."placed_at", NEW."state", NEW."supplier_id", NEW."version"); RETURN NULL;',
                    hash="debb8360edbf81708219e963182b19deb032fbe8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ca991",
                    table="purchasing_purchaseorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchaseorder",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."comment" IS DISTINCT FROM (NEW."comment") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."date" IS DISTINCT FROM (NEW."date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."placed_at" IS DISTINCT FROM (NEW."placed_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."supplier_id" IS DISTINCT FROM (NEW."supplier_id"))',
                    func='INSERT INTO "purchasing_purchaseorderevent" ("author_id", "comment", "created_at", "date", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "state", "supplier_id", "version") VALUES (NEW."author_id", NEW."comment", NEW."created_at", NEW."date", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."placed_at", NEW."state", NEW."supplier_id", NEW."version"); RETURN NULL;',
                    hash="653a79d09d44d69c3fd42e3c24c8326c4d92f99c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_97892",
                    table="purchasing_purchaseorder",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchaseorderevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2eab9ed3bfc67a7cad7d767be06809da2e015e86",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_78d81",
                    table="purchasing_purchaseorderevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["item", "expected_date"], name="receipt_by_item_date"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(("qty__gt", 0)), name="receipt_qty_positive"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "purchasing_receiptevent" ("code", "comment", "expected_date", "id", "item_id", "order_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "po_no", "promised_date", "qty", "slips", "status", "supplier_id", "version") VALUES (NEW."code", NEW."comment", NEW."expected_date", NEW."id", NEW."item_id", NEW."order_date", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."po_no", NEW."promised_date", NEW."qty", NEW."slips", NEW."status", NEW."supplier_id", NEW."version"); RETURN NULL;',
                    hash="706fa7b1e6d0ab5e5bbc339613c949d63168171c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0fcbf",
                    table="purchasing_receipt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "purchasing_receiptevent" ("code", "comment", "expected_date", "id", "item_id", "order_date", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "po_no", "promised_date", "qty", "slips", "status", "supplier_id", "version") VALUES (NEW."code", NEW."comment", NEW."expected_date", NEW."id", NEW."item_id", NEW."order_date", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."po_no", NEW."promised_date", NEW."qty", NEW."slips", NEW."status", NEW."supplier_id", NEW."version"); RETURN NULL;',
                    hash="5ff4e7c97fe551e6fb00843f4ccd36ca5a3a0b85",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d5fbb",
                    table="purchasing_receipt",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchasesignalevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1476539eba194c9d801eac8f6400fc89bafe40bf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8c295",
                    table="purchasing_purchasesignalevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="purchasesignal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "closed"), _negated=True),
                fields=("item", "kind"),
                name="signal_one_open_per_item_kind",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchasesignal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "purchasing_purchasesignalevent" ("answer", "answered_by_id", "by_hand", "closed_at", "id", "item_id", "kind", "missing_qty", "need_date", "number", "order_by_date", "order_nos", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "receipt_id", "state", "updated_at", "value_rub") VALUES (NEW."answer", NEW."answered_by_id", NEW."by_hand", NEW."closed_at", NEW."id", NEW."item_id", NEW."kind", NEW."missing_qty", NEW."need_date", NEW."number", NEW."order_by_date", NEW."order_nos", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."raised_at", NEW."receipt_id", NEW."state", NEW."updated_at", NEW."value_rub"); RETURN NULL;',
                    hash="0f32c2fbf7bd442b4bd231df4c869bb28ea7c722",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e5e1c",
                    table="purchasing_purchasesignal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="purchasesignal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "purchasing_purchasesignalevent" ("answer", "answered_by_id", "by_hand", "closed_at", "id", "item_id", "kind", "missing_qty", "need_date", "number", "order_by_date", "order_nos", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "receipt_id", "state", "updated_at", "value_rub") VALUES (NEW."answer", NEW."answered_by_id", NEW."by_hand", NEW."closed_at", NEW."id", NEW."item_id", NEW."kind", NEW."missing_qty", NEW."need_date", NEW."number", NEW."order_by_date", NEW."order_nos", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."raised_at", NEW."receipt_id", NEW."state", NEW."updated_at", NEW."value_rub"); RETURN NULL;',
                    hash="43e4a553daa93294a24b52652aab6eee0d6709bf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_21b78",
                    table="purchasing_purchasesignal",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="purchaseorderline",
            constraint=models.UniqueConstraint(fields=("order", "line_no"), name="purchase_line_once"),
        ),
        migrations.AddConstraint(
            model_name="purchaseorderline",
            constraint=models.CheckConstraint(
                condition=models.Q(("qty__gt", 0)), name="purchase_line_qty_positive"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="receiptevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c534b0b4d0b8cc32b7b638a8a32d9a694e9efd44",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a6ead",
                    table="purchasing_receiptevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="supplierterms",
            constraint=models.UniqueConstraint(fields=("supplier", "item"), name="terms_once"),
        ),
        migrations.AddConstraint(
            model_name="supplierterms",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_preferred", True)), fields=("item",), name="terms_one_preferred"
            ),
        ),
        migrations.AddConstraint(
            model_name="supplierterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("lot_qty__isnull", True), ("lot_qty__gt", 0), _connector="OR"),
                name="terms_lot_positive",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplierterms",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "purchasing_suppliertermsevent" ("id", "is_preferred", "item_id", "lead_time_days", "lot_qty", "min_qty", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_rub", "supplier_id") VALUES (NEW."id", NEW."is_preferred", NEW."item_id", NEW."lead_time_days", NEW."lot_qty", NEW."min_qty", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."price_rub", NEW."supplier_id"); RETURN NULL;',
                    hash="485f9a46bf0a085dab90636c6cd0bb8c8dd0014a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5f1de",
                    table="purchasing_supplierterms",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supplierterms",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "purchasing_suppliertermsevent" ("id", "is_preferred", "item_id", "lead_time_days", "lot_qty", "min_qty", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_rub", "supplier_id") VALUES (NEW."id", NEW."is_preferred", NEW."item_id", NEW."lead_time_days", NEW."lot_qty", NEW."min_qty", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."price_rub", NEW."supplier_id"); RETURN NULL;',
                    hash="1ef876ad83621cb5dfac72fc2033771892ee8355",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0b162",
                    table="purchasing_supplierterms",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="suppliertermsevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="458da259b110b9c2209559aa8a4eb5c509b4636d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f958c",
                    table="purchasing_suppliertermsevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
