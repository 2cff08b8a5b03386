"""The shops have no posting periods of their own any more; the tables belong to the warehouses."""

from django.db import migrations


class Migration(migrations.Migration):
    """After `warehouse.0002_posting_periods` has taken the tables over."""

    dependencies = [
        ("shopfloor", "0004_periods_without_triggers"),
        ("warehouse", "0002_posting_periods"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name="PostingPeriodEvent"),
                migrations.DeleteModel(name="PostingPeriod"),
            ]
        )
    ]
