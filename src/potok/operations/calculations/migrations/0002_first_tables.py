import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = [
        ("calculations", "0001_first_tables"),
        ("catalog", "0001_first_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="calculation",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calculations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="calculation",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="copies",
                to="calculations.calculation",
            ),
        ),
        migrations.AddField(
            model_name="calculation",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calculations",
                to="catalog.item",
            ),
        ),
        migrations.AddField(
            model_name="calculation",
            name="machine",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calculations",
                to="catalog.machine",
            ),
        ),
        migrations.AddField(
            model_name="calculationevent",
            name="author",
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
            model_name="calculationevent",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="calculations.calculation",
            ),
        ),
        migrations.AddField(
            model_name="calculationevent",
            name="item",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.item",
            ),
        ),
        migrations.AddField(
            model_name="calculationevent",
            name="machine",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="catalog.machine",
            ),
        ),
        migrations.AddField(
            model_name="calculationevent",
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
            model_name="calculationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="calculations.calculation",
            ),
        ),
        migrations.AddField(
            model_name="projectnote",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="project_notes",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="projectnoteevent",
            name="author",
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
            model_name="projectnoteevent",
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
            model_name="projectnoteevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="calculations.projectnote",
            ),
        ),
        migrations.AddField(
            model_name="projectsection",
            name="calculation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="project_sections",
                to="calculations.calculation",
            ),
        ),
        migrations.AddField(
            model_name="projectsection",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sections",
                to="calculations.projectnote",
            ),
        ),
        migrations.AddField(
            model_name="projectsectionevent",
            name="calculation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="calculations.calculation",
            ),
        ),
        migrations.AddField(
            model_name="projectsectionevent",
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
            model_name="projectsectionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                related_query_name="history",
                to="calculations.projectsection",
            ),
        ),
        migrations.AddField(
            model_name="projectsectionevent",
            name="project",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="calculations.projectnote",
            ),
        ),
        migrations.AddIndex(
            model_name="calculation",
            index=models.Index(fields=["method", "-id"], name="calculation_by_method"),
        ),
        migrations.AddIndex(
            model_name="calculation",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                ),
                name="calculation_name_trgm",
            ),
        ),
        migrations.AddConstraint(
            model_name="calculation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("item__isnull", True), ("line", ""), ("machine__isnull", True), ("subject", "none")
                    ),
                    models.Q(
                        ("item__isnull", False),
                        ("line", ""),
                        ("machine__isnull", True),
                        ("subject__in", ["product", "route"]),
                    ),
                    models.Q(
                        ("item__isnull", True),
                        ("line", ""),
                        ("machine__isnull", False),
                        ("subject", "machine"),
                    ),
                    models.Q(
                        ("item__isnull", True),
                        ("machine__isnull", True),
                        ("subject", "line"),
                        models.Q(("line", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="calculation_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="calculation",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="calculation_version_positive"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calculation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "calculations_calculationevent" ("author_id", "author_name", "code_version", "comment", "copied_from_id", "given", "id", "item_id", "line", "machine_id", "method", "name", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_date", "saved_at", "subject", "title", "version") VALUES (NEW."author_id", NEW."author_name", NEW."code_version", NEW."comment", NEW."copied_from_id", NEW."given", NEW."id", NEW."item_id", NEW."line", NEW."machine_id", NEW."method", NEW."name", NEW."note", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plant_date", NEW."saved_at", NEW."subject", NEW."title", NEW."version"); RETURN NULL;',
                    hash="f31a8a04a291103113dbcbd6d4505b96a678b4e5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_73f80",
                    table="calculations_calculation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calculation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "calculations_calculationevent" ("author_id", "author_name", "code_version", "comment", "copied_from_id", "given", "id", "item_id", "line", "machine_id", "method", "name", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_date", "saved_at", "subject", "title", "version") VALUES (NEW."author_id", NEW."author_name", NEW."code_version", NEW."comment", NEW."copied_from_id", NEW."given", NEW."id", NEW."item_id", NEW."line", NEW."machine_id", NEW."method", NEW."name", NEW."note", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plant_date", NEW."saved_at", NEW."subject", NEW."title", NEW."version"); RETURN NULL;',
                    hash="6d7fbe8926595fd470e3240705c3ed26ff12a8ca",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d2c16",
                    table="calculations_calculation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calculationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e3a0facb921028f1c1c04f75bcdf193479661bd1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bfa8b",
                    table="calculations_calculationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="projectnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="project_note_has_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="projectnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="project_note_version_positive"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectnote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "calculations_projectnoteevent" ("author_id", "author_name", "checker", "conclusion", "id", "introduction", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_date", "saved_at", "subject", "title", "version") VALUES (NEW."author_id", NEW."author_name", NEW."checker", NEW."conclusion", NEW."id", NEW."introduction", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plant_date", NEW."saved_at", NEW."subject", NEW."title", NEW."version"); RETURN NULL;',
                    hash="7344665003654f8a23e41a87d7e60a92c4c170c7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8ce20",
                    table="calculations_projectnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectnote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "calculations_projectnoteevent" ("author_id", "author_name", "checker", "conclusion", "id", "introduction", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plant_date", "saved_at", "subject", "title", "version") VALUES (NEW."author_id", NEW."author_name", NEW."checker", NEW."conclusion", NEW."id", NEW."introduction", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plant_date", NEW."saved_at", NEW."subject", NEW."title", NEW."version"); RETURN NULL;',
                    hash="ad17c6c6c345ff62ffb566cd51903db569affe7f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_44ef2",
                    table="calculations_projectnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectnoteevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6da610eea68887fdd354feadce92914f8262a7e5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_25811",
                    table="calculations_projectnoteevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="projectsection",
            constraint=models.UniqueConstraint(fields=("project", "position"), name="project_section_place"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectsection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "calculations_projectsectionevent" ("calculation_id", "calculation_version", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "project_id", "text", "title") VALUES (NEW."calculation_id", NEW."calculation_version", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."project_id", NEW."text", NEW."title"); RETURN NULL;',
                    hash="157f297ba159056aaf5f82fee8ec26186805eda5",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bb711",
                    table="calculations_projectsection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectsection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "calculations_projectsectionevent" ("calculation_id", "calculation_version", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "project_id", "text", "title") VALUES (NEW."calculation_id", NEW."calculation_version", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."project_id", NEW."text", NEW."title"); RETURN NULL;',
                    hash="1ebe44b5d3a259d0ecf16b2b938f0c0d1436f584",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6f64d",
                    table="calculations_projectsection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="projectsectionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9d105847fef31702ce0aa99bdbaa70d7876fa575",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c3d55",
                    table="calculations_projectsectionevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
