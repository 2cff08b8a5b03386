"""Posting periods go down to the ledger: their triggers are made anew there, under the new names."""

import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    """Before `warehouse.0002_posting_periods` takes the tables over."""

    dependencies = [("shopfloor", "0003_first_reasons")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="postingperiod", name="insert_insert"),
        pgtrigger.migrations.RemoveTrigger(model_name="postingperiod", name="update_update"),
        pgtrigger.migrations.RemoveTrigger(model_name="postingperiodevent", name="append_only"),
    ]
