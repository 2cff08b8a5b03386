"""One statement that gives many rows their own new values.

Django's `bulk_update` spells every value out in a CASE, which takes longer to build than to run; here
the rows travel as one JSON parameter. Triggers and constraints see an ordinary UPDATE.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> int:
    """Write `fields` of the rows named by their `id`; returns how many rows were written.

    Args:
        model: The table.
        fields: Names of model fields (`item`, not `item_id`).
        rows: Mappings with `id` and a value for every field; foreign keys as keys.
    """
    listed = list(rows)
    if not listed:
        return 0
    quote = connection.ops.quote_name
    columns = {name: _column(model, name) for name in fields}
    sets = ", ".join(f"{quote(column)} = given.{quote(name)}" for name, (column, _) in columns.items())
    types = ", ".join(f"{quote(name)} {kind}" for name, (_, kind) in columns.items())
    statement = (
        f"UPDATE {quote(model._meta.db_table)} AS row SET {sets}"  # noqa: S608, SLF001 - names of the model
        f" FROM jsonb_to_recordset(%s::jsonb) AS given(id bigint, {types}) WHERE row.id = given.id"
    )
    payload = json.dumps(
        [{"id": row["id"], **{name: row[name] for name in fields}} for row in listed], cls=DjangoJSONEncoder
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [payload])
        written: int = cursor.rowcount
    return written


def _column(model: type[models.Model], name: str) -> tuple[str, str]:
    """Column and type of a field; the table's own rules check lengths and ranges."""
    field = model._meta.get_field(name)  # noqa: SLF001 - Django's documented API
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} has no column")
    kind = (
        field.rel_db_type(connection) if isinstance(field, models.ForeignKey) else field.db_type(connection)
    )
    return str(field.column), str(kind)
