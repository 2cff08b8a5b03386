from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Calculation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("method", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("comment", models.CharField(blank=True, default="", max_length=500)),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("none", "Без привязки"),
                            ("product", "Изделие"),
                            ("route", "Маршрут изделия"),
                            ("machine", "Машина"),
                            ("line", "Линия"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("line", models.CharField(blank=True, default="", max_length=120)),
                ("given", models.JSONField()),
                ("note", models.JSONField()),
                ("code_version", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("author_name", models.CharField(max_length=150)),
                ("saved_at", models.DateTimeField()),
                ("plant_date", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="CalculationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=40)),
                ("method", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=200)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("comment", models.CharField(blank=True, default="", max_length=500)),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("none", "Без привязки"),
                            ("product", "Изделие"),
                            ("route", "Маршрут изделия"),
                            ("machine", "Машина"),
                            ("line", "Линия"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("line", models.CharField(blank=True, default="", max_length=120)),
                ("given", models.JSONField()),
                ("note", models.JSONField()),
                ("code_version", models.CharField(max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("author_name", models.CharField(max_length=150)),
                ("saved_at", models.DateTimeField()),
                ("plant_date", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("subject", models.CharField(blank=True, default="", max_length=200)),
                ("checker", models.CharField(blank=True, default="", max_length=150)),
                ("introduction", models.TextField(blank=True, default="")),
                ("conclusion", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1)),
                ("author_name", models.CharField(max_length=150)),
                ("saved_at", models.DateTimeField()),
                ("plant_date", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="ProjectNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("subject", models.CharField(blank=True, default="", max_length=200)),
                ("checker", models.CharField(blank=True, default="", max_length=150)),
                ("introduction", models.TextField(blank=True, default="")),
                ("conclusion", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1)),
                ("author_name", models.CharField(max_length=150)),
                ("saved_at", models.DateTimeField()),
                ("plant_date", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProjectSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("calculation_version", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True, default="")),
                ("note", models.JSONField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="ProjectSectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveSmallIntegerField()),
                ("calculation_version", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True, default="")),
                ("note", models.JSONField()),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
