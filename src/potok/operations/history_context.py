"""Who, when and why behind the changes of a transaction, told to the database once.

The triggers of pghistory read it from two settings of the transaction. pghistory itself puts these settings
before every writing statement.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import TextField
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from potok.operations.catalog.clock import settings_with_stamp, time_of_day
from potok.operations.kept_cursor import kept_cursor
from potok.operations.prepared import Parameter, Prepared

#: The plant moment is made of the plant date (the real one without a setting) and the time of day.
_TOLD = """
set_config('pghistory.context_id', %s, true)
|| set_config('pghistory.context_metadata', (%s::jsonb || jsonb_build_object('at',
    (coalesce((SELECT plant_today FROM catalog_plantsettings WHERE id = 1), %s::date) + %s::time)
    AT TIME ZONE %s))::text, true)
"""
_RENEW = """
UPDATE pghistory_context SET metadata = current_setting('pghistory.context_metadata')::jsonb WHERE id = %s
"""
_GIVEN = ("context", "metadata", "date", "hour", "zone")


class _Tell(Expression):
    """Tells the database; its value says nothing."""

    def __init__(self, values: Mapping[str, Parameter]) -> None:
        super().__init__(output_field=TextField())
        self._values = values

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """The two settings, with the values in the sequence of `_GIVEN`."""
        return f"({_TOLD})", [self._values[name] for name in _GIVEN]


def _telling_settings(**values: Parameter) -> Any:  # noqa: ANN401 - a queryset with annotations
    return settings_with_stamp().annotate(told=_Tell(values))


#: The settings of the plant come along: nearly every command asks for them next.
_SETTINGS = Prepared(_telling_settings, *_GIVEN)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the present command told.

    Attributes:
        settings: Settings of the plant with the stamp of the master data, as they were at the beginning;
            None while they are not written yet.
    """

    id: str
    metadata: Mapping[str, object]
    settings: Any = None


_present: ContextVar[_Context | None] = ContextVar("history_context", default=None)


@contextmanager
def history_context(**metadata: object) -> Iterator[None]:
    """Note `metadata` and the plant moment (`at`) with every change within; only inside a transaction.

    A context within another one belongs to it: the changes keep its id, and what the inner one says is
    noted from then on in place of what the outer one said.
    """
    outer = _present.get()
    context_id = str(uuid.uuid4()) if outer is None else outer.id
    said = metadata if outer is None else {**outer.metadata, **metadata}
    settings = _tell(context_id, said, noted=outer is not None)
    mark = _present.set(_Context(context_id, said, settings))
    try:
        yield
    finally:
        _present.reset(mark)


def settings_at_begin() -> Any:  # noqa: ANN401 - the settings with their annotation
    """Settings of the plant and `stamp` of the master data when the present command began; else None."""
    context = _present.get()
    return None if context is None else context.settings


def _tell(context_id: str, metadata: Mapping[str, object], *, noted: bool) -> Any:  # noqa: ANN401 - as above
    values = (
        context_id,
        json.dumps(metadata),
        timezone.localdate(),
        str(time_of_day()),
        timezone.get_current_timezone_name(),
    )
    settings = _SETTINGS.first(**dict(zip(_GIVEN, values, strict=True)))
    with kept_cursor() as cursor:
        if settings is None:
            cursor.execute(f"SELECT {_TOLD}", values)
        if noted:
            cursor.execute(_RENEW, [context_id])
    return settings
