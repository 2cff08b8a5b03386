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
from psycopg import sql


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
    columns = [model._meta.get_field(name) for name in fields]  # noqa: SLF001 - Django's documented API
    names = [(name, column.column, _type(column)) for name, column in zip(fields, columns, strict=True)]  # type: ignore[union-attr]
    statement = sql.SQL(
        "UPDATE {table} AS row SET {sets} FROM jsonb_to_recordset(%s::jsonb) AS given(id bigint, {types})"
        " WHERE row.id = given.id"
    ).format(
        table=sql.Identifier(model._meta.db_table),  # noqa: SLF001
        sets=sql.SQL(", ").join(
            sql.SQL("{0} = given.{1}").format(sql.Identifier(column), sql.Identifier(name))
            for name, column, _ in names
        ),
        types=sql.SQL(", ").join(
            sql.SQL("{0} {1}").format(sql.Identifier(name), sql.SQL(db_type)) for name, _, db_type in names
        ),
    )
    payload = json.dumps(
        [{"id": row["id"], **{name: row[name] for name in fields}} for row in listed], cls=DjangoJSONEncoder
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(), [payload])
        return cursor.rowcount


def _type(column: models.Field[Any, Any]) -> str:
    """Type of the column in the statement; the table's own rules check lengths and ranges."""
    kind = column.rel_db_type(connection) if column.is_relation else column.db_type(connection)
    if kind is None:
        raise TypeError(f"{column} has no column")
    return kind
