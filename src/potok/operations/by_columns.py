"""New rows stored by columns: one statement with an array a column, however many rows there are.

`bulk_create` sends every value by itself, and the driver takes the statement apart value by value: that is
most of the time of a plan with ten thousand lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model


def insert_all(rows: Sequence[Model]) -> None:
    """Insert new rows of one model and give them their keys; signals are not sent, as with `bulk_create`.

    Args:
        rows: Of one model with a key that PostgreSQL counts and without array columns.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]  # itself: the usual name looks for it at every use
    meta = type(rows[0])._meta  # noqa: SLF001 - documented by Django
    table, key = meta.db_table, meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table, key, len(rows)],
        )
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number
        names, casts, columns = [], [], []
        for field in meta.concrete_fields:
            # Lengths and digits are left to the columns: a cast would cut silently what they refuse.
            kind = str(field.db_type(connection)).partition("(")[0]
            names.append(connection.ops.quote_name(str(field.column)))
            casts.append(f"%s::{kind}[]")
            columns.append([field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows])
        listed = ", ".join(names)
        cursor.execute(
            f"INSERT INTO {connection.ops.quote_name(table)} ({listed}) "  # noqa: S608 - names of the model
            f"SELECT * FROM unnest({', '.join(casts)})",
            columns,
        )
