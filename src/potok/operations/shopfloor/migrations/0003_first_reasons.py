"""The list of reasons that a new installation begins with."""

from typing import Any

from django.db import migrations

from potok.operations.shopfloor.states import FIRST_REASONS


def add_reasons(apps: Any, _: Any) -> None:
    reason = apps.get_model("shopfloor", "WorkReason")
    reason.objects.bulk_create(
        reason(kind=kind, code=code, name=name, position=position)
        for kind, rows in FIRST_REASONS.items()
        for position, (code, name) in enumerate(rows, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("shopfloor", "0002_first_tables")]

    operations = [migrations.RunPython(add_reasons, migrations.RunPython.noop)]
