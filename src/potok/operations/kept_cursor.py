"""A cursor whose statements PostgreSQL keeps too: parsed and planned once for each connection.

Django sends values inside the statement, so that the database reads and plans the same question anew every
time, which takes it longer than answering a short one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import TIMESTAMPTZ_OID
from django.db.backends.postgresql.psycopg_any import register_tzloader
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor
from psycopg.pq import Format, PipelineStatus


class _KeptCursor(Cursor[Any]):
    """Sends values beside the statement, which is prepared at its first use.

    One serves all statements of its connection: making a cursor takes longer than reading a row. So it
    stays open until its connection goes.
    """

    def execute(self, query: Any, params: Any = None, **_: Any) -> Self:  # noqa: ANN401 - of the base class
        super().execute(query, params, prepare=True)
        return self

    def close(self) -> None:
        """Left open for the next statement."""

    def _convert_query(self, query: Any, params: Any = None) -> Any:  # noqa: ANN401 - of the base class
        self._query = super()._convert_query(query, params)  # what Django's log of queries shows
        return self._query


def kept_cursor() -> CursorWrapper:
    """A cursor like that of `connection.cursor()`, for statements that are sent again and again.

    What a statement gives is read before the next one is sent.
    """
    wrapper: Any = connections[DEFAULT_DB_ALIAS]
    if wrapper.connection is None:
        wrapper.ensure_connection()
    raw = wrapper.connection
    if raw.pgconn.pipeline_status != PipelineStatus.OFF:  # answers come later, each to its own cursor
        return _ready(wrapper, _cursor_of(wrapper))
    known, zone = getattr(raw, "potok_kept_cursor", (None, None))
    if known is None or zone != wrapper.timezone:
        known = _cursor_of(wrapper)
        raw.potok_kept_cursor = known, wrapper.timezone
    return _ready(wrapper, known)


@contextmanager
def sent_together() -> Iterator[None]:
    """Statements within are sent one after another without waiting for the answers.

    Locks are held for a shorter time. Nobody learns how many rows a statement wrote; rows that are read
    bring the answers so far, and what the database refuses is raised then or at the end.
    """
    wrapper: Any = connections[DEFAULT_DB_ALIAS]
    wrapper.ensure_connection()
    with wrapper.wrap_database_errors, wrapper.connection.pipeline():
        yield


def _ready(wrapper: Any, raw: _KeptCursor) -> CursorWrapper:  # noqa: ANN401 - a connection of Django
    make = wrapper.make_debug_cursor if wrapper.queries_logged else wrapper.make_cursor
    made: CursorWrapper = make(raw)
    return made


def _cursor_of(wrapper: Any) -> _KeptCursor:  # noqa: ANN401 - a connection of Django
    """As Django's own `create_cursor`."""
    with wrapper.wrap_database_errors:
        made = _KeptCursor(wrapper.connection)
    loader = wrapper.connection.adapters.get_loader(TIMESTAMPTZ_OID, Format.TEXT)
    if wrapper.timezone != loader.timezone:
        register_tzloader(wrapper.timezone, made)
    return made
