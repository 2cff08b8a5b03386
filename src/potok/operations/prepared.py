"""Queries whose SQL Django writes once in the life of a process.

A command on the floor asks some ten short questions, and Django takes longer to write each of them in SQL
than PostgreSQL to answer it. Where that counts, the question is written down as usual, once, with
parameters in place of values; running it only fills in the values.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignKey, Lookup, QuerySet
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

from potok.operations.kept_cursor import KeptConnection

Row = TypeVar("Row")


class Parameter(Expression):
    """The place of a value in a prepared query."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """One placeholder, filled with the value of that name."""
        return "%s", [self]


@ForeignKey.register_lookup
@Field.register_lookup
class AnyOf(Lookup):
    """`field__any_of=values`: one parameter for any number of values, where `in` writes one for each."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """`column = ANY(values)`."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = compiler.compile(self.rhs)
        return f"{left} = ANY({right})", [*left_params, *right_params]


class Prepared(Generic[Row]):
    """A query with named parameters; calling it gives a fresh, unevaluated queryset.

    The queryset is only good for reading its rows: it cannot be filtered further.

    Args:
        write: The query, from its parameters by name.
        names: The parameters.
    """

    def __init__(self, write: Callable[..., QuerySet[Any, Row]], *names: str) -> None:
        self._write = write
        self._names = names

    @cached_property
    def _written(self) -> tuple[QuerySet[Any, Row], SQLCompiler, str, tuple[Any, ...]]:
        rows = self._write(**{name: Parameter(name) for name in self._names})
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return rows, compiler, sql, tuple(params)

    def __call__(self, **values: object) -> QuerySet[Any, Row]:
        """The query with these values."""
        rows, compiler, sql, params = self._written
        given = tuple(values[param.name] if isinstance(param, Parameter) else param for param in params)
        fresh = rows.all()
        ready = copy.copy(compiler)
        ready.connection = KeptConnection(connection)  # type: ignore[assignment]
        # What the compiler knows of columns and joins stays; only its SQL is not written again.
        ready.as_sql = lambda *_, **__: (sql, given)  # type: ignore[method-assign, assignment]
        fresh.query.get_compiler = lambda *_, **__: ready  # type: ignore[method-assign]
        return fresh

    def first(self, **values: object) -> Row | None:
        """The first row, None without one."""
        return next(iter(self(**values)), None)

    def one(self, **values: object) -> Row:
        """The row that is known to exist.

        Raises:
            LookupError: It does not.
        """
        row = self.first(**values)
        if row is None:
            raise LookupError(f"no row for {values}")
        return row
