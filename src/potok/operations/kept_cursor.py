"""A cursor whose statements PostgreSQL keeps too: parsed and planned once for each connection.

Django sends values inside the statement, so that the database reads and plans the same question anew every
time, which takes it longer than answering a short one.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import TIMESTAMPTZ_OID
from django.db.backends.postgresql.psycopg_any import register_tzloader
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor
from psycopg.pq import Format


class _KeptCursor(Cursor[Any]):
    """Sends values beside the statement, which is prepared at its first use."""

    def execute(self, query: Any, params: Any = None, **_: Any) -> Self:  # noqa: ANN401 - of the base class
        super().execute(query, params, prepare=True)
        return self

    def _convert_query(self, query: Any, params: Any = None) -> Any:  # noqa: ANN401 - of the base class
        self._query = super()._convert_query(query, params)  # what Django's log of queries shows
        return self._query


def kept_cursor() -> CursorWrapper:
    """A cursor like that of `connection.cursor()`, for statements that are sent again and again."""
    wrapper: Any = connections[connection.alias]
    wrapper.ensure_connection()
    with wrapper.wrap_database_errors:
        raw = _KeptCursor(wrapper.connection)
    loader = wrapper.connection.adapters.get_loader(TIMESTAMPTZ_OID, Format.TEXT)
    if wrapper.timezone != loader.timezone:
        register_tzloader(wrapper.timezone, raw)
    prepared: CursorWrapper = wrapper._prepare_cursor(raw)  # noqa: SLF001 - as Django's own cursor()
    return prepared


class KeptConnection:
    """The present connection for a compiler of Django, with cursors whose statements are kept."""

    def __init__(self, present: BaseDatabaseWrapper) -> None:
        self._present = present

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the connection has
        return getattr(self._present, name)

    def cursor(self) -> CursorWrapper:
        """See `kept_cursor`."""
        return kept_cursor()
