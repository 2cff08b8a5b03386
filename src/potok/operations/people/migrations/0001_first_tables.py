import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("catalog", "0001_first_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                (
                    "position",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="должность"),
                ),
                ("must_change_password", models.BooleanField(default=False)),
                ("pin", models.CharField(blank=True, default="", max_length=128)),
                ("pin_failures", models.PositiveSmallIntegerField(default=0)),
                ("pin_locked_until", models.DateTimeField(blank=True, null=True)),
                (
                    "floor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="floor_people",
                        to="catalog.workshop",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("label", models.CharField(blank=True, default="", max_length=100)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("command", models.CharField(max_length=100)),
                ("request_digest", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("response", models.JSONField(blank=True, null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("client_dept", "Клиентский отдел"),
                            ("planner", "Плановик"),
                            ("purchasing", "Прямые закупки"),
                            ("shop_head", "Начальник цеха"),
                            ("qc", "ОТК"),
                            ("raw_warehouse", "Склад сырья и тары"),
                            ("fg_warehouse", "Склад готовой продукции"),
                            ("economist", "Экономист"),
                            ("engineer", "Инженер"),
                            ("personnel", "Отдел кадров"),
                            ("admin", "Администратор"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="catalog.workshop",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoleGrantEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("client_dept", "Клиентский отдел"),
                            ("planner", "Плановик"),
                            ("purchasing", "Прямые закупки"),
                            ("shop_head", "Начальник цеха"),
                            ("qc", "ОТК"),
                            ("raw_warehouse", "Склад сырья и тары"),
                            ("fg_warehouse", "Склад готовой продукции"),
                            ("economist", "Экономист"),
                            ("engineer", "Инженер"),
                            ("personnel", "Отдел кадров"),
                            ("admin", "Администратор"),
                        ],
                        max_length=20,
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
                        to="people.rolegrant",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
            name="UserUsernameFirstNameLastNamePositionIsActiveMustChangePasswordEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                (
                    "position",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="должность"),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("must_change_password", models.BooleanField(default=False)),
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
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Worker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tab_no", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=150)),
                ("profession", models.CharField(blank=True, default="", max_length=120)),
                ("grade", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "limitation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hearing", "слух"),
                            ("sight", "зрение"),
                            ("hand", "рука"),
                            ("support", "опора"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("limitation_note", models.CharField(blank=True, default="", max_length=200)),
                ("limited_until", models.DateField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "workshop",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workers",
                        to="catalog.workshop",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WorkerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("tab_no", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=150)),
                ("profession", models.CharField(blank=True, default="", max_length=120)),
                ("grade", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "limitation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hearing", "слух"),
                            ("sight", "зрение"),
                            ("hand", "рука"),
                            ("support", "опора"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("limitation_note", models.CharField(blank=True, default="", max_length=200)),
                ("limited_until", models.DateField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
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
                        to="people.worker",
                    ),
                ),
                (
                    "workshop",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_userusernamefirstnamelastnamepositionisactivemustchaff73" ("first_name", "is_active", "last_name", "must_change_password", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "username") VALUES (NEW."first_name", NEW."is_active", NEW."last_name", NEW."must_change_password", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."username"); RETURN NULL;',
                    hash="bfb7b5556b315a7d45349b09a14dad8df2969401",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7e9ab",
                    table="people_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."must_change_password" IS DISTINCT FROM (NEW."must_change_password") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."username" IS DISTINCT FROM (NEW."username"))',
                    func='INSERT INTO "people_userusernamefirstnamelastnamepositionisactivemustchaff73" ("first_name", "is_active", "last_name", "must_change_password", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "username") VALUES (NEW."first_name", NEW."is_active", NEW."last_name", NEW."must_change_password", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."username"); RETURN NULL;',
                    hash="f3e4d6c351e5b573c1bac84d2ff993525a0492d7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_86e64",
                    table="people_user",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="idempotencykey",
            constraint=models.UniqueConstraint(fields=("user", "key"), name="idempotency_key_once"),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.UniqueConstraint(
                fields=("user", "role", "workshop"), name="role_granted_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "shop_head"), ("workshop__isnull", False)),
                    models.Q(models.Q(("role", "shop_head"), _negated=True), ("workshop__isnull", True)),
                    _connector="OR",
                ),
                name="role_workshop_for_shop_heads",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rolegrant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_rolegrantevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id", "workshop_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."user_id", NEW."workshop_id"); RETURN NULL;',
                    hash="cca07dd7b8daec97e3e610dae71a29c20b076cd9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8ee7b",
                    table="people_rolegrant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rolegrant",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_rolegrantevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id", "workshop_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."user_id", OLD."workshop_id"); RETURN NULL;',
                    hash="b07ac8760e5ff2bef390e698e3a0516a039fbed2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bd118",
                    table="people_rolegrant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rolegrantevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fe3de2a14225bb8bbe8915a9314a6fb07ce4c4de",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_82a72",
                    table="people_rolegrantevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="userusernamefirstnamelastnamepositionisactivemustchangepasswordevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="89f575e6ed1ecf30b8e8e6e2aec94daa3be0c965",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_70224",
                    table="people_userusernamefirstnamelastnamepositionisactivemustchaff73",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade__isnull", True), ("grade__range", (1, 8)), _connector="OR"),
                name="worker_grade_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="worker",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("limited_until__isnull", True),
                    models.Q(("limitation", ""), _negated=True),
                    _connector="OR",
                ),
                name="worker_end_of_limitation",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="worker",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_workerevent" ("grade", "id", "is_active", "limitation", "limitation_note", "limited_until", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profession", "tab_no", "workshop_id") VALUES (NEW."grade", NEW."id", NEW."is_active", NEW."limitation", NEW."limitation_note", NEW."limited_until", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."profession", NEW."tab_no", NEW."workshop_id"); RETURN NULL;',
                    hash="d14bb8ae0468eae79c336eb53871a605ae8d12e8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c33bc",
                    table="people_worker",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="worker",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "people_workerevent" ("grade", "id", "is_active", "limitation", "limitation_note", "limited_until", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profession", "tab_no", "workshop_id") VALUES (NEW."grade", NEW."id", NEW."is_active", NEW."limitation", NEW."limitation_note", NEW."limited_until", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."profession", NEW."tab_no", NEW."workshop_id"); RETURN NULL;',
                    hash="e20cac163e5ae7edfe3c2d8a75c15a3be012a9c6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cab2a",
                    table="people_worker",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="worker",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "people_workerevent" ("grade", "id", "is_active", "limitation", "limitation_note", "limited_until", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profession", "tab_no", "workshop_id") VALUES (OLD."grade", OLD."id", OLD."is_active", OLD."limitation", OLD."limitation_note", OLD."limited_until", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."profession", OLD."tab_no", OLD."workshop_id"); RETURN NULL;',
                    hash="4f4da4312454a0a631da34f59097676e86f2abb3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dce1f",
                    table="people_worker",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1462d723f7e18e12909db313cf22a7d1090a6b2a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c925f",
                    table="people_workerevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
