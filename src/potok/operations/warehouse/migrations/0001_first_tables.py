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
            name="StockDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "Приход от поставщика"),
                            ("opening", "Ввод начальных остатков"),
                            ("issue", "Отпуск в цех"),
                            ("shop_return", "Возврат из цеха"),
                            ("handover", "Передача готовой продукции"),
                            ("shipment", "Отгрузка"),
                            ("trade_return", "Возврат от покупателя"),
                            ("supplier_return", "Возврат поставщику"),
                            ("count", "Инвентаризация"),
                            ("scrap", "Списание брака"),
                            ("downgrade", "Перевод в другую номенклатуру"),
                            ("correction", "Исправление остатка"),
                            ("reversal", "Сторно"),
                        ],
                        max_length=16,
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("date", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Не проведён"),
                            ("posted", "Проведён"),
                            ("reversed", "Сторнирован"),
                            ("dropped", "Отклонён"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("partner", models.CharField(blank=True, default="", max_length=200)),
                ("place_from", models.CharField(blank=True, default="", max_length=120)),
                ("place_to", models.CharField(blank=True, default="", max_length=120)),
                ("order_no", models.CharField(blank=True, default="", max_length=40)),
                ("source", models.CharField(blank=True, default="", max_length=60)),
                ("reason", models.CharField(blank=True, default="", max_length=250)),
                ("reversed_by_no", models.CharField(blank=True, default="", max_length=40)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("posted_at", models.DateTimeField(blank=True, null=True)),
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
                    "posted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StockDocumentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "Приход от поставщика"),
                            ("opening", "Ввод начальных остатков"),
                            ("issue", "Отпуск в цех"),
                            ("shop_return", "Возврат из цеха"),
                            ("handover", "Передача готовой продукции"),
                            ("shipment", "Отгрузка"),
                            ("trade_return", "Возврат от покупателя"),
                            ("supplier_return", "Возврат поставщику"),
                            ("count", "Инвентаризация"),
                            ("scrap", "Списание брака"),
                            ("downgrade", "Перевод в другую номенклатуру"),
                            ("correction", "Исправление остатка"),
                            ("reversal", "Сторно"),
                        ],
                        max_length=16,
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                ("date", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Не проведён"),
                            ("posted", "Проведён"),
                            ("reversed", "Сторнирован"),
                            ("dropped", "Отклонён"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("partner", models.CharField(blank=True, default="", max_length=200)),
                ("place_from", models.CharField(blank=True, default="", max_length=120)),
                ("place_to", models.CharField(blank=True, default="", max_length=120)),
                ("order_no", models.CharField(blank=True, default="", max_length=40)),
                ("source", models.CharField(blank=True, default="", max_length=60)),
                ("reason", models.CharField(blank=True, default="", max_length=250)),
                ("reversed_by_no", models.CharField(blank=True, default="", max_length=40)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("posted_at", models.DateTimeField(blank=True, null=True)),
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
                        to="warehouse.stockdocument",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StockLot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, unique=True)),
                ("location", models.CharField(max_length=120)),
                ("qty", models.DecimalField(decimal_places=3, default=0, max_digits=18)),
                ("reserved_qty", models.DecimalField(decimal_places=3, default=0, max_digits=18)),
                ("received_date", models.DateField()),
                ("expiry_date", models.DateField(blank=True, null=True)),
                (
                    "qc_status",
                    models.CharField(
                        choices=[
                            ("released", "Разрешено"),
                            ("quarantine", "Карантин"),
                            ("rejected", "Забраковано"),
                            ("conditional", "С разрешением на отклонение"),
                            ("blocked", "Заблокировано"),
                        ],
                        default="quarantine",
                        max_length=12,
                    ),
                ),
                ("qc_date", models.DateField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lots", to="catalog.item"
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derived",
                        to="warehouse.stocklot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StockDocumentLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line_no", models.PositiveIntegerField()),
                ("qty", models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
                ("book_qty", models.DecimalField(blank=True, decimal_places=3, max_digits=18, null=True)),
                ("note", models.CharField(blank=True, default="", max_length=250)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="warehouse.stockdocument",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.item"
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_lines",
                        to="warehouse.stocklot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LotPermission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.item"
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="permissions",
                        to="warehouse.stocklot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StockLotEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("location", models.CharField(max_length=120)),
                ("qty", models.DecimalField(decimal_places=3, default=0, max_digits=18)),
                ("reserved_qty", models.DecimalField(decimal_places=3, default=0, max_digits=18)),
                ("received_date", models.DateField()),
                ("expiry_date", models.DateField(blank=True, null=True)),
                (
                    "qc_status",
                    models.CharField(
                        choices=[
                            ("released", "Разрешено"),
                            ("quarantine", "Карантин"),
                            ("rejected", "Забраковано"),
                            ("conditional", "С разрешением на отклонение"),
                            ("blocked", "Заблокировано"),
                        ],
                        default="quarantine",
                        max_length=12,
                    ),
                ),
                ("qc_date", models.DateField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
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
                    "origin",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="warehouse.stocklot",
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
                        to="warehouse.stocklot",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StockMovement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opening", "Начальный остаток"),
                            ("receipt", "Приход"),
                            ("write_off", "Списание в производство"),
                            ("output", "Выпуск"),
                            ("issue", "Отпуск в цех"),
                            ("shop_return", "Возврат из цеха"),
                            ("transfer", "Передача"),
                            ("shipment", "Отгрузка"),
                            ("trade_return", "Возврат от покупателя"),
                            ("supplier_return", "Возврат поставщику"),
                            ("count", "Инвентаризация"),
                            ("scrap", "Списание брака"),
                            ("correction", "Исправление"),
                            ("reversal", "Сторно"),
                        ],
                        max_length=16,
                    ),
                ),
                ("qty", models.DecimalField(decimal_places=3, max_digits=18)),
                ("document", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="warehouse.stocklot",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="warehouse.stockmovement",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="stockdocument",
            index=models.Index(fields=["kind", "-id"], name="stock_document_by_kind"),
        ),
        migrations.AddIndex(
            model_name="stockdocument",
            index=models.Index(
                condition=models.Q(("order_no", ""), _negated=True),
                fields=["order_no"],
                name="stock_document_by_order",
            ),
        ),
        migrations.AddIndex(
            model_name="stockdocument",
            index=models.Index(
                condition=models.Q(("source", ""), _negated=True),
                fields=["source"],
                name="stock_document_by_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("posted_at__isnull", True), ("state__in", ["draft", "dropped"])),
                    models.Q(("posted_at__isnull", False), ("state__in", ["posted", "reversed"])),
                    _connector="OR",
                ),
                name="stock_document_posted_with_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="stockdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "reversed"), _negated=True),
                    models.Q(("reversed_by_no", ""), _negated=True),
                    _connector="OR",
                ),
                name="stock_document_reversed_by_number",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stockdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="stock_document_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="bb28c760397c72feb340f735f787a67de56941e7",
                    operation="DELETE",
                    pgid="pgtrigger_stock_document_never_deleted_d03df",
                    table="warehouse_stockdocument",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stockdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "warehouse_stockdocumentevent" ("author_id", "created_at", "date", "id", "kind", "number", "order_no", "partner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_from", "place_to", "posted_at", "posted_by_id", "reason", "reversed_by_no", "source", "state", "version") VALUES (NEW."author_id", NEW."created_at", NEW."date", NEW."id", NEW."kind", NEW."number", NEW."order_no", NEW."partner", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_from", NEW."place_to", NEW."posted_at", NEW."posted_by_id", NEW."reason", NEW."reversed_by_no", NEW."source", NEW."state", NEW."version"); RETURN NULL;',
                    hash="b7c26a4a58fbe50779cb80adfd9c6d2aa34f590b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ed50c",
                    table="warehouse_stockdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stockdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."date" IS DISTINCT FROM (NEW."date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."order_no" IS DISTINCT FROM (NEW."order_no") OR OLD."partner" IS DISTINCT FROM (NEW."partner") OR OLD."place_from" IS DISTINCT FROM (NEW."place_from") OR OLD."place_to" IS DISTINCT FROM (NEW."place_to") OR OLD."posted_at" IS DISTINCT FROM (NEW."posted_at") OR OLD."posted_by_id" IS DISTINCT FROM (NEW."posted_by_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."reversed_by_no" IS DISTINCT FROM (NEW."reversed_by_no") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func='INSERT INTO "warehouse_stockdocumentevent" ("author_id", "created_at", "date", "id", "kind", "number", "order_no", "partner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_from", "place_to", "posted_at", "posted_by_id", "reason", "reversed_by_no", "source", "state", "version") VALUES (NEW."author_id", NEW."created_at", NEW."date", NEW."id", NEW."kind", NEW."number", NEW."order_no", NEW."partner", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_from", NEW."place_to", NEW."posted_at", NEW."posted_by_id", NEW."reason", NEW."reversed_by_no", NEW."source", NEW."state", NEW."version"); RETURN NULL;',
                    hash="7f829b98d0570bd8c2802e301b9f88c6bbec79bc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d0198",
                    table="warehouse_stockdocument",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stockdocumentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ef8c4b23553595bf7424059eae28d89b4cee2026",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c0efe",
                    table="warehouse_stockdocumentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="stocklot",
            index=models.Index(
                condition=models.Q(("qty__gt", 0)),
                fields=["item", "expiry_date", "received_date", "code"],
                name="lot_fefo",
            ),
        ),
        migrations.AddIndex(
            model_name="stocklot",
            index=models.Index(
                condition=models.Q(("expires_at__isnull", False), ("qty__gt", 0)),
                fields=["expires_at"],
                name="lot_expiring_by_hours",
            ),
        ),
        migrations.AddConstraint(
            model_name="stocklot",
            constraint=models.CheckConstraint(condition=models.Q(("qty__gte", 0)), name="lot_not_negative"),
        ),
        migrations.AddConstraint(
            model_name="stocklot",
            constraint=models.CheckConstraint(
                condition=models.Q(("reserved_qty__gte", 0), ("reserved_qty__lte", models.F("qty"))),
                name="lot_reserved_within_quantity",
            ),
        ),
        migrations.AddConstraint(
            model_name="stocklot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reserved_qty", 0), ("qc_status__in", ["released", "conditional"]), _connector="OR"
                ),
                name="lot_reserved_only_when_released",
            ),
        ),
        migrations.AddConstraint(
            model_name="stocklot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expires_at__isnull", True), ("expiry_date__isnull", False), _connector="OR"
                ),
                name="lot_moment_of_expiry_has_date",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stocklot",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "warehouse_stocklotevent" ("code", "expires_at", "expiry_date", "id", "item_id", "location", "origin_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qc_date", "qc_status", "qty", "received_date", "reserved_qty") VALUES (NEW."code", NEW."expires_at", NEW."expiry_date", NEW."id", NEW."item_id", NEW."location", NEW."origin_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."qc_date", NEW."qc_status", NEW."qty", NEW."received_date", NEW."reserved_qty"); RETURN NULL;',
                    hash="fa483cdcda539dd6ba7bff278639618bb8e11f95",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f9145",
                    table="warehouse_stocklot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stocklot",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."expiry_date" IS DISTINCT FROM (NEW."expiry_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."location" IS DISTINCT FROM (NEW."location") OR OLD."origin_id" IS DISTINCT FROM (NEW."origin_id") OR OLD."qc_date" IS DISTINCT FROM (NEW."qc_date") OR OLD."qc_status" IS DISTINCT FROM (NEW."qc_status") OR OLD."received_date" IS DISTINCT FROM (NEW."received_date"))',
                    func='INSERT INTO "warehouse_stocklotevent" ("code", "expires_at", "expiry_date", "id", "item_id", "location", "origin_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "qc_date", "qc_status", "qty", "received_date", "reserved_qty") VALUES (NEW."code", NEW."expires_at", NEW."expiry_date", NEW."id", NEW."item_id", NEW."location", NEW."origin_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."qc_date", NEW."qc_status", NEW."qty", NEW."received_date", NEW."reserved_qty"); RETURN NULL;',
                    hash="02b7fbf036febcee3abfa2a627da0fc10eead5bc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_40357",
                    table="warehouse_stocklot",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="stockdocumentline",
            constraint=models.UniqueConstraint(
                fields=("document", "line_no"), name="stock_document_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="stockdocumentline",
            constraint=models.UniqueConstraint(fields=("document", "lot"), name="stock_document_lot_once"),
        ),
        migrations.AddConstraint(
            model_name="stockdocumentline",
            constraint=models.CheckConstraint(
                condition=models.Q(("qty__isnull", True), ("qty__gte", 0), _connector="OR"),
                name="stock_document_line_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="lotpermission",
            constraint=models.UniqueConstraint(fields=("lot", "product"), name="lot_permission_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stocklotevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="76d67e5d372b2ac16428cff2aa0d9734df51b847",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a6205",
                    table="warehouse_stocklotevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(fields=["document"], name="movement_by_document"),
        ),
        migrations.AddConstraint(
            model_name="stockmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(("qty", 0), _negated=True), name="movement_not_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="stockmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "reversal"), ("reverses__isnull", False)),
                    models.Q(models.Q(("kind", "reversal"), _negated=True), ("reverses__isnull", True)),
                    _connector="OR",
                ),
                name="movement_reversal_names_original",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stockmovement",
            trigger=pgtrigger.compiler.Trigger(
                name="movement_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0b1afe6fead313a61be05940fa7510e9cb1d6b45",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_movement_append_only_87f96",
                    table="warehouse_stockmovement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stockmovement",
            trigger=pgtrigger.compiler.Trigger(
                name="movement_adds_to_lot",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    UPDATE warehouse_stocklot AS lot SET qty = lot.qty + moved.qty\n    FROM (SELECT lot_id, sum(qty) AS qty FROM new_movements GROUP BY lot_id) AS moved\n    WHERE lot.id = moved.lot_id;\n    RETURN NULL;\n",
                    hash="164be43015ed019d98fba1fb9f0a6b981ef6fc7e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_movement_adds_to_lot_ec2e8",
                    referencing="REFERENCING NEW TABLE AS new_movements ",
                    table="warehouse_stockmovement",
                    when="AFTER",
                ),
            ),
        ),
    ]
