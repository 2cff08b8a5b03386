"""Many rows in one short statement: inserted, deleted, or each given its own new values.

Django spells every value out in the statement, which for hundreds of rows takes longer to build than to
run; here the rows travel as one JSON parameter. Triggers and constraints see ordinary INSERTs and UPDATEs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from potok.operations.kept_cursor import kept_cursor


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> int:
    """Write `fields` of the rows named by their `id`; returns how many rows were written.

    Args:
        model: The table.
        fields: Names of model fields (`item`, not `item_id`).
        rows: Mappings with `id` and a value for every field; foreign keys as keys.
    """
    listed = [{name: row[name] for name in ("id", *fields)} for row in rows]
    if not listed:
        return 0
    return _run(_update(model, tuple(fields)), [_json(listed), [row["id"] for row in listed]])


def insert_rows(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    key: Sequence[str] = (),
) -> int:
    """Insert rows in the given sequence; returns how many were written.

    Columns that are not named get the defaults of the database, not those of the model.

    Args:
        model: The table.
        fields: Names of model fields.
        rows: Mappings with a value for every field; foreign keys as keys.
        key: Fields of a unique constraint: a row that exists already gets the other fields instead.
    """
    listed = [{name: row[name] for name in fields} for row in rows]
    return _run(_insert(model, tuple(fields), tuple(key)), [_json(listed)]) if listed else 0


def delete_rows(model: type[models.Model], **equal: object) -> int:
    """Delete the rows whose fields equal these values; returns how many there were.

    Nothing else is deleted with them: where other tables refer to the rows, the database refuses.

    Args:
        equal: Values by names of model fields; foreign keys as keys.
    """
    return _run(_delete(model, tuple(equal)), list(equal.values()))


@cache
def _update(model: type[models.Model], fields: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    columns = _columns(model, fields)
    sets = ", ".join(f"{quote(column)} = given.{quote(name)}" for name, (column, _) in columns.items())
    return (
        f"UPDATE {_table(model)} AS row SET {sets}"  # noqa: S608 - names of the model
        # The keys alone let the plan look the rows up: it knows nothing of how many a document holds.
        f" FROM {_given('id bigint', columns)} WHERE row.id = given.id AND row.id = ANY(%s::bigint[])"
    )


@cache
def _delete(model: type[models.Model], fields: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    columns = [quote(column) for column, _ in _columns(model, fields).values()]
    where = " AND ".join(f"{column} = %s" for column in columns)
    return f"DELETE FROM {_table(model)} WHERE {where}"  # noqa: S608 - names of the model


@cache
def _insert(model: type[models.Model], fields: tuple[str, ...], key: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    columns = _columns(model, fields)
    names = ", ".join(quote(column) for column, _ in columns.values())
    values = ", ".join(f"given.{quote(name)}" for name in columns)
    statement = f"INSERT INTO {_table(model)} ({names}) SELECT {values} FROM {_given('', columns)}"  # noqa: S608 - names of the model
    if key:
        others = [column for name, (column, _) in columns.items() if name not in key]
        target = ", ".join(quote(columns[name][0]) for name in key)
        sets = ", ".join(f"{quote(column)} = excluded.{quote(column)}" for column in others)
        statement += f" ON CONFLICT ({target}) DO UPDATE SET {sets}"
    return statement


def _run(statement: str, values: Sequence[Any]) -> int:
    with kept_cursor() as cursor:
        cursor.execute(statement, values)
        written: int = cursor.rowcount
    return written


def _json(rows: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder)


def _given(first: str, columns: Mapping[str, tuple[str, str]]) -> str:
    """The rows of the parameter as a table."""
    quote = connection.ops.quote_name
    types = [f"{quote(name)} {kind}" for name, (_, kind) in columns.items()]
    return f"jsonb_to_recordset(%s::jsonb) AS given({', '.join([first, *types] if first else types)})"


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's documented API


def _columns(model: type[models.Model], fields: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Column and type of every field; the table's own rules check lengths and ranges."""
    return {name: _column(model, name) for name in fields}


def _column(model: type[models.Model], name: str) -> tuple[str, str]:
    field = model._meta.get_field(name)  # noqa: SLF001 - Django's documented API
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} has no column")
    to_other = isinstance(field, models.ForeignKey)
    kind = field.rel_db_type(connection) if to_other else field.db_type(connection)
    return str(field.column), str(kind)
