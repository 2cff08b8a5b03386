"""A cursor whose statements PostgreSQL keeps too: parsed and planned once for each connection.

Django sends values inside the statement, so that the database reads and plans the same question anew every
time, which takes it longer than answering a short one.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import connection, connections
from django.db.backends.postgresql.base import TIMESTAMPTZ_OID
from django.db.backends.postgresql.psycopg_any import register_tzloader
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor
from psycopg.pq import Format


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
    wrapper: Any = connections[connection.alias]
    wrapper.ensure_connection()
    raw = wrapper.connection
    try:
        known, zone = raw.potok_kept_cursor
    except AttributeError:
        known = zone = None
    if known is None or zone != wrapper.timezone:
        with wrapper.wrap_database_errors:
            known = _KeptCursor(raw)
        loader = raw.adapters.get_loader(TIMESTAMPTZ_OID, Format.TEXT)
        if wrapper.timezone != loader.timezone:
            register_tzloader(wrapper.timezone, known)
        raw.potok_kept_cursor = known, wrapper.timezone
    prepared: CursorWrapper = wrapper._prepare_cursor(known)  # noqa: SLF001 - as Django's own cursor()
    return prepared
