"""One row written by a statement that is kept: what a command does some ten times, without model signals.

`Model.save` looks at the whole model and writes its SQL anew for each row; on the floor's commands that
costs more than the writing itself. Triggers and constraints see ordinary INSERTs and UPDATEs.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.expressions import DatabaseDefault

from potok.operations.kept_cursor import kept_cursor

Row = TypeVar("Row", bound=models.Model)


def save_fields(row: models.Model, *names: str) -> None:
    """Write these fields of a row that exists.

    Args:
        names: Of model fields (`item`, not `item_id`).
    """
    fields, statement = _update(type(row), names)
    values = [_sent(field, field.pre_save(row, add=False)) for field in fields]
    with kept_cursor() as cursor:
        cursor.execute(statement, [*values, row.pk])


def insert_row(row: Row) -> Row:
    """Write a new row; its key, and what the database has a default for, are filled in."""
    model = type(row)
    columns = [field for field in model._meta.concrete_fields if not field.primary_key]  # noqa: SLF001 - Django's documented API
    given = {field: field.pre_save(row, add=True) for field in columns}
    left = [field for field, value in given.items() if isinstance(value, DatabaseDefault)]
    named = tuple(field.name for field in columns if field not in left)
    statement = _insert(model, named, tuple(field.column for field in left))
    values = [_sent(field, given[field]) for field in columns if field not in left]
    with kept_cursor() as cursor:
        cursor.execute(statement, values)
        row.pk, *defaults = cursor.fetchone()
    for field, value in zip(left, defaults, strict=True):
        setattr(row, field.attname, value)
    row._state.adding = False  # noqa: SLF001 - as Django's own save does
    row._state.db = connection.alias  # noqa: SLF001 - as Django's own save does
    return row


def _sent(field: models.Field[Any, Any], value: object) -> object:
    """The value as it goes to the database: as it is where it has the type of its column."""
    if value is None or type(value) is _as_it_is(field):
        return value
    return field.get_db_prep_save(value, connection)


@cache
def _as_it_is(field: models.Field[Any, Any]) -> type | None:
    """Type of values that Django sends unchanged to this column; None where it looks at each."""
    own = field
    while isinstance(own, models.ForeignKey):
        own = own.target_field
    for kind, plain in (
        (models.BooleanField, bool),
        (models.IntegerField, int),
        ((models.CharField, models.TextField), str),
        (models.DateTimeField, None),  # those without a zone are told
        (models.DateField, dt.date),
    ):
        if isinstance(own, kind):
            return plain
    return None


@cache
def _update(
    model: type[models.Model], names: tuple[str, ...]
) -> tuple[tuple[models.Field[Any, Any], ...], str]:
    fields = tuple(_field(model, name) for name in names)
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    table, key = quote(model._meta.db_table), quote(_key(model))  # noqa: SLF001 - Django's documented API
    return fields, f"UPDATE {table} SET {sets} WHERE {key} = %s"  # noqa: S608 - names of the model


@cache
def _insert(model: type[models.Model], names: tuple[str, ...], defaults: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(_field(model, name).column)) for name in names)
    places = ", ".join(["%s"] * len(names))
    table = quote(model._meta.db_table)  # noqa: SLF001 - Django's documented API
    returned = ", ".join(quote(column) for column in (_key(model), *defaults))
    return f"INSERT INTO {table} ({columns}) VALUES ({places}) RETURNING {returned}"  # noqa: S608 - names of the model


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)  # noqa: SLF001 - Django's documented API
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} has no column")
    return field


def _key(model: type[models.Model]) -> str:
    key = model._meta.pk  # noqa: SLF001 - Django's documented API
    if key is None:
        raise TypeError(f"{model.__name__} has no key")
    return str(key.column)
