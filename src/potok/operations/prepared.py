"""Queries whose SQL Django writes once in the life of a process.

A command on the floor asks some ten short questions, and Django takes longer to write each of them in SQL,
and to find out how its columns become values, than PostgreSQL to answer it. Where that counts, the question
is written down as usual, once, with parameters in place of values; asking it only fills in the values.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, Generic, TypeVar, cast

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignKey, Lookup, Model, QuerySet
from django.db.models.base import ModelState
from django.db.models.expressions import Expression
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init
from django.db.models.sql.compiler import SQLCompiler
from psycopg.sql import Literal

from potok.operations.kept_cursor import kept_cursor

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
        """`column = ANY(values)`; the second cast makes the values out of a subquery one array.

        The planner does not see the values: it would find a plan for just as many, and make it anew each
        time.
        """
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = compiler.compile(self.rhs)
        kind = self.lhs.output_field.rel_db_type(connection)
        return f"{left} = ANY((SELECT {right}::{kind}[])::{kind}[])", [*left_params, *right_params]


class Prepared(Generic[Row]):
    """A query with named parameters; calling it asks the database and gives the rows.

    Args:
        write: The query, from its parameters by name: models (with related ones and annotations) or
            `values_list`.
        names: The parameters.
    """

    def __init__(self, write: Callable[..., QuerySet[Any, Row]], *names: str) -> None:
        self._write = write
        self._names = names

    @cached_property
    def _written(self) -> tuple[str, tuple[Parameter, ...], _Reader]:
        rows = self._write(**{name: Parameter(name) for name in self._names})
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        places = tuple(param for param in params if isinstance(param, Parameter))
        return _with_fixed_values(sql, params), places, _Reader(rows, compiler)

    def __call__(self, **values: object) -> list[Row]:
        """The rows for these values."""
        sql, places, reader = self._written
        cursor = kept_cursor()
        cursor.execute(sql, [values[place.name] for place in places])
        return reader.rows(cursor.fetchall())

    def first(self, **values: object) -> Row | None:
        """The first row, None without one."""
        rows = self(**values)
        return rows[0] if rows else None

    def one(self, **values: object) -> Row:
        """The row that is known to exist.

        Raises:
            LookupError: It does not.
        """
        row = self.first(**values)
        if row is None:
            raise LookupError(f"no row for {values}")
        return row


def _with_fixed_values(sql: str, params: Sequence[Any]) -> str:
    """The statement with the values in it that never change; only parameters keep their places.

    The plan is made once for all calls: of an index over some of the rows (open operations, lots that hold
    something) it knows that it may be used only where it sees the value asked for.
    """
    left = iter(params)

    def filled(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        value = next(left)
        if isinstance(value, Parameter):
            return "%s"
        return Literal(value).as_string(connection.connection).replace("%", "%%")

    connection.ensure_connection()
    return re.sub("%[s%]", filled, sql)


class _Reader:
    """Makes of rows of the database what a queryset would make of them.

    What Django finds out for every query anew (converters of columns, places of related models) is found
    out once.

    Raises:
        TypeError: The queryset gives something else than models or `values_list`.
    """

    def __init__(self, rows: QuerySet[Any, Any], compiler: SQLCompiler) -> None:
        self._alias = rows.db
        self._width = compiler.col_count
        columns = [column for column, *_ in compiler.select[: self._width]]
        self._converters = list(compiler.get_converters(columns).items())
        self._make = self._maker(rows, compiler)

    def rows(self, found: list[tuple[Any, ...]]) -> list[Any]:
        """What the queryset gives for these rows of the database."""
        make = self._make
        return [make(row) for row in (self._converted(found) if self._converters else found)]

    def _converted(self, found: list[tuple[Any, ...]]) -> Iterator[list[Any]]:
        present = connections[self._alias]
        for row in map(list, found):
            for place, (converters, column) in self._converters:
                value = row[place]
                for convert in converters:
                    value = convert(value, column, present)
                row[place] = value
            yield row

    def _maker(self, rows: QuerySet[Any, Any], compiler: SQLCompiler) -> Callable[[Sequence[Any]], Any]:
        kind = rows._iterable_class  # noqa: SLF001 - tells what iteration gives
        if kind is FlatValuesListIterable:
            return itemgetter(0)
        if kind is ValuesListIterable:
            width = self._width
            return lambda row: tuple(row[:width])
        if kind is ModelIterable:
            return self._model_maker(compiler)
        raise TypeError(f"rows of {kind.__name__} cannot be prepared")

    def _model_maker(self, compiler: SQLCompiler) -> Callable[[Sequence[Any]], Any]:
        """As `ModelIterable` does it."""
        alias, shape = self._alias, compiler.klass_info
        model, fields = shape["model"], shape["select_fields"]
        begin, end = fields[0], fields[-1] + 1
        names = [column.target.attname for column, *_ in compiler.select[begin:end]]
        related = get_related_populators(shape, compiler.select, alias)  # type: ignore[call-arg]  # a later Django's
        _hasten(related)
        from_db = _builder(model, names).from_db
        annotations = list((compiler.annotation_col_map or {}).items())

        def make(row: Sequence[Any]) -> Any:  # noqa: ANN401 - an instance of the model
            instance = from_db(alias, names, row[begin:end])
            for populator in related:
                populator.populate(row, instance)
            for name, place in annotations:
                setattr(instance, name, row[place])
            return instance

        return make


class _Builder:
    """Makes instances of a model as `Model.from_db` does, which sets one field after another.

    Args:
        model: One whose instances come into being without any code of its own.
        names: Of all its columns.
    """

    def __init__(self, model: type[Model], names: Sequence[str]) -> None:
        self._model = model
        self._names = tuple(names)

    def from_db(self, alias: str, _names: object, values: Sequence[Any]) -> Model:
        """An instance with these values."""
        made = self._model.__new__(self._model)
        state = made._state = ModelState()  # noqa: SLF001 - as Django's own __init__ does
        state.adding = False
        state.db = alias
        made.__dict__.update(zip(self._names, values, strict=True))
        return made


def _builder(model: type[Model], names: Sequence[str]) -> Any:  # noqa: ANN401 - has `from_db`
    """What makes instances of the model: a quick builder, or the model where it has a say in it."""
    ordinary = (
        model.__init__ is Model.__init__
        and cast("Any", model.from_db).__func__ is cast("Any", Model.from_db).__func__
        and not pre_init.has_listeners(model)
        and not post_init.has_listeners(model)
        and len(names) == len(model._meta.concrete_fields)  # noqa: SLF001 - Django's documented API
        and all(isinstance(inspect.getattr_static(model, name), DeferredAttribute) for name in names)
    )
    return _Builder(model, names) if ordinary else model


def _hasten(populators: Iterable[Any]) -> None:
    """Let related instances be made in the same way."""
    for populator in populators:
        if populator.reorder_for_init is None:
            populator.model_cls = _builder(populator.model_cls, populator.init_list)
        _hasten(populator.related_populators)
