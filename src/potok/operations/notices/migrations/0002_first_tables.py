import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from potok.operations.first_tables import FirstTables


class Migration(FirstTables):
    initial = True

    dependencies = [
        ("notices", "0001_first_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="dismissal",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="dismissal",
            constraint=models.UniqueConstraint(fields=("user", "key"), name="dismissal_once"),
        ),
    ]
