import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
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
        ("orders", "0001_first_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Черновик"),
                            ("published", "Действующий"),
                            ("superseded", "Заменён"),
                            ("rejected", "Отклонён"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(blank=True, default="", max_length=200)),
                ("today", models.DateField()),
                ("not_before", models.DateTimeField()),
                ("summary", models.JSONField(default=dict)),
                ("unplanned", models.JSONField(default=list)),
                ("fingerprint", models.CharField(blank=True, default="", max_length=20)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("doubt", models.CharField(blank=True, default="", max_length=250)),
                ("doubted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="planning.planversion",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
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
            name="PlanRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "В очереди"),
                            ("running", "Идёт расчёт"),
                            ("done", "Готов"),
                            ("stopped", "Остановлен"),
                            ("failed", "Ошибка"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(blank=True, default="", max_length=200)),
                ("time_limit_s", models.PositiveIntegerField(default=20)),
                ("seed", models.PositiveIntegerField(default=0)),
                (
                    "keep_orders",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("job_id", models.BigIntegerField(blank=True, null=True)),
                ("stop_requested", models.BooleanField(default=False)),
                ("phase", models.CharField(blank=True, default="", max_length=120)),
                ("share_done", models.FloatField(default=0)),
                ("variants", models.PositiveIntegerField(default=0)),
                ("incumbents", models.JSONField(default=list)),
                ("error", models.JSONField(default=dict)),
                ("requested_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="runs",
                        to="planning.planversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScheduleLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("op_no", models.PositiveIntegerField()),
                ("op_name", models.CharField(blank=True, default="", max_length=120)),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("start_at", models.DateTimeField()),
                ("finish_at", models.DateTimeField()),
                ("shift_date", models.DateField(blank=True, null=True)),
                ("shift_no", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("qty_pcs", models.DecimalField(decimal_places=3, max_digits=18)),
                ("batches", models.PositiveIntegerField(default=0)),
                ("setup_min", models.DecimalField(decimal_places=3, default=0, max_digits=12)),
                ("preliminary", models.BooleanField(default=False)),
                ("pinned", models.BooleanField(default=False)),
                ("is_published", models.BooleanField(default=False)),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("none", "не отправлено"),
                            ("sent", "отправлено"),
                            ("agreed", "согласовано"),
                            ("refused", "отказ"),
                            ("countered", "другой срок"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                ("answer_reason", models.CharField(blank=True, default="", max_length=250)),
                ("counter_start_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("cause", models.JSONField(default=dict)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "machine",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="catalog.machine",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="orders.productionorder",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="planning.planversion",
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="catalog.workshop",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScheduleLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("op_no", models.PositiveIntegerField()),
                ("op_name", models.CharField(blank=True, default="", max_length=120)),
                ("period", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("start_at", models.DateTimeField()),
                ("finish_at", models.DateTimeField()),
                ("shift_date", models.DateField(blank=True, null=True)),
                ("shift_no", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("qty_pcs", models.DecimalField(decimal_places=3, max_digits=18)),
                ("batches", models.PositiveIntegerField(default=0)),
                ("setup_min", models.DecimalField(decimal_places=3, default=0, max_digits=12)),
                ("preliminary", models.BooleanField(default=False)),
                ("pinned", models.BooleanField(default=False)),
                ("is_published", models.BooleanField(default=False)),
                (
                    "agreement",
                    models.CharField(
                        choices=[
                            ("none", "не отправлено"),
                            ("sent", "отправлено"),
                            ("agreed", "согласовано"),
                            ("refused", "отказ"),
                            ("countered", "другой срок"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                ("answer_reason", models.CharField(blank=True, default="", max_length=250)),
                ("counter_start_at", models.DateTimeField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("cause", models.JSONField(default=dict)),
                (
                    "answered_by",
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
                    "machine",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.machine",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="orders.productionorder",
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
                        to="planning.scheduleline",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="planning.planversion",
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.workshop",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SchedulePart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch_no", models.PositiveIntegerField()),
                ("part_no", models.PositiveIntegerField()),
                ("start_at", models.DateTimeField()),
                ("finish_at", models.DateTimeField()),
                ("qty_pcs", models.DecimalField(decimal_places=3, max_digits=18)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="planning.scheduleline",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("state",), name="plan_one_published"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planversion",
            trigger=pgtrigger.compiler.Trigger(
                name="plan_lines_follow_state",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func="\n    UPDATE planning_scheduleline SET is_published = (NEW.state = 'published') WHERE plan_id = NEW.id;\n    RETURN NULL;\n",
                    hash="3adf5a5657798c5c05827a1964d8bfdc50bccc7a",
                    operation='UPDATE OF "state"',
                    pgid="pgtrigger_plan_lines_follow_state_29ac4",
                    table="planning_planversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planversion",
            trigger=pgtrigger.compiler.Trigger(
                name="plan_state_moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:published,draft:rejected,published:superseded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="edea656f26eb95337114e6e24e359428b69cfada",
                    operation="UPDATE",
                    pgid="pgtrigger_plan_state_moves_dfcf7",
                    table="planning_planversion",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="scheduleline",
            index=models.Index(fields=["plan", "machine", "start_at"], name="line_by_machine_start"),
        ),
        migrations.AddConstraint(
            model_name="scheduleline",
            constraint=models.UniqueConstraint(fields=("plan", "order", "op_no"), name="line_operation_once"),
        ),
        migrations.AddConstraint(
            model_name="scheduleline",
            constraint=models.CheckConstraint(
                condition=models.Q(("finish_at__gt", models.F("start_at"))), name="line_ends_after_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="scheduleline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__endswith", models.F("finish_at")), ("period__startswith", models.F("start_at"))
                ),
                name="line_period_is_its_times",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheduleline",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_published", True)),
                expressions=[(models.F("machine"), "="), (models.F("period"), "&&")],
                name="published_lines_do_not_overlap",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheduleline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreement" IS DISTINCT FROM (NEW."agreement") OR OLD."answer_reason" IS DISTINCT FROM (NEW."answer_reason") OR OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."batches" IS DISTINCT FROM (NEW."batches") OR OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."counter_start_at" IS DISTINCT FROM (NEW."counter_start_at") OR OLD."finish_at" IS DISTINCT FROM (NEW."finish_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."machine_id" IS DISTINCT FROM (NEW."machine_id") OR OLD."op_name" IS DISTINCT FROM (NEW."op_name") OR OLD."op_no" IS DISTINCT FROM (NEW."op_no") OR OLD."order_id" IS DISTINCT FROM (NEW."order_id") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."pinned" IS DISTINCT FROM (NEW."pinned") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."preliminary" IS DISTINCT FROM (NEW."preliminary") OR OLD."qty_pcs" IS DISTINCT FROM (NEW."qty_pcs") OR OLD."setup_min" IS DISTINCT FROM (NEW."setup_min") OR OLD."shift_date" IS DISTINCT FROM (NEW."shift_date") OR OLD."shift_no" IS DISTINCT FROM (NEW."shift_no") OR OLD."start_at" IS DISTINCT FROM (NEW."start_at") OR OLD."workshop_id" IS DISTINCT FROM (NEW."workshop_id"))',
                    func='INSERT INTO "planning_schedulelineevent" ("agreement", "answer_reason", "answered_at", "answered_by_id", "batches", "cause", "counter_start_at", "finish_at", "id", "is_published", "machine_id", "op_name", "op_no", "order_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinned", "plan_id", "preliminary", "qty_pcs", "setup_min", "shift_date", "shift_no", "start_at", "workshop_id") VALUES (NEW."agreement", NEW."answer_reason", NEW."answered_at", NEW."answered_by_id", NEW."batches", NEW."cause", NEW."counter_start_at", NEW."finish_at", NEW."id", NEW."is_published", NEW."machine_id", NEW."op_name", NEW."op_no", NEW."order_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pinned", NEW."plan_id", NEW."preliminary", NEW."qty_pcs", NEW."setup_min", NEW."shift_date", NEW."shift_no", NEW."start_at", NEW."workshop_id"); RETURN NULL;',
                    hash="da8186b4973bf2dc81f29d4b30e6bcefc31ac2b0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_09222",
                    table="planning_scheduleline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schedulelineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c1444aefaf1e63442dc8dd63afdec3fddffb5b06",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_70ec5",
                    table="planning_schedulelineevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="schedulepart",
            constraint=models.UniqueConstraint(fields=("line", "batch_no", "part_no"), name="part_once"),
        ),
        migrations.AddConstraint(
            model_name="schedulepart",
            constraint=models.CheckConstraint(
                condition=models.Q(("finish_at__gte", models.F("start_at"))), name="part_ends_after_start"
            ),
        ),
    ]
