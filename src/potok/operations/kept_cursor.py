"""A cursor whose statements PostgreSQL keeps too: parsed and planned once for each connection.

Django sends values inside the statement, so that the database reads and plans the same question anew every
time, which takes it longer than answering a short one. And between a command and libpq lie some fifteen
Python functions of Django and psycopg, which take longer than the round trip; here lies one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import count
from typing import Any, Self, cast

import psycopg
from django.db import DEFAULT_DB_ALIAS, ProgrammingError, connections
from django.db.backends.postgresql.psycopg_any import register_tzloader
from psycopg.abc import Transformer
from psycopg.adapt import PyFormat
from psycopg.adapt import Transformer as AdaptingTransformer
from psycopg.errors import FeatureNotSupported, PipelineAborted, error_from_result
from psycopg.generators import execute as answers_of
from psycopg.generators import fetch, send
from psycopg.pq import ExecStatus, Format, TransactionStatus

_SPARE = re.compile("%[s%]")


class KeptCursor:
    """Sends values beside the statement, which is prepared at its first use.

    One serves all statements of its connection: what a statement gives is read before the next one is sent.
    """

    def __init__(self, session: _Session) -> None:
        self._session = session
        self._result: Any = None
        #: What Django's log of queries shows: it looks for `_query.query`.
        self.query = b""
        self._query = self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Left open for the next statement."""

    def close(self) -> None:
        """Left open for the next statement: Django's wrappers call it."""

    def execute(self, query: str, params: Sequence[Any] = ()) -> None:
        """Ask the database; within `sent_together` without waiting for the answer."""
        wrapper = self._session.wrapper
        if wrapper.needs_rollback:
            wrapper.validate_no_broken_transaction()
        try:
            self._result = self._session.send(self, query, params)
        except psycopg.Error:
            with wrapper.wrap_database_errors:
                raise

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows of the answer."""
        answer = self._answer()
        rows: list[tuple[Any, ...]] = answer.load_rows(0, self._result.ntuples, tuple)
        return rows

    def fetchone(self) -> tuple[Any, ...] | None:
        """The first row of the answer."""
        answer = self._answer()
        row: tuple[Any, ...] | None = answer.load_row(0, tuple) if self._result.ntuples else None
        return row

    @property
    def rowcount(self) -> int:
        """How many rows were given or written; -1 while the answer has not come."""
        if self._result is None:
            return -1
        if self._result.status == ExecStatus.TUPLES_OK:
            return cast("int", self._result.ntuples)
        return cast("int", self._result.command_tuples or 0)

    def take(self, result: Any) -> None:  # noqa: ANN401 - a PGresult of psycopg's C or Python half
        """The answer that was waited for."""
        self._result = result

    def _answer(self) -> Transformer:
        if self._result is None:
            self._session.read_until(self)
        adapt = self._session.adapt
        adapt.set_pgresult(self._result)
        return adapt


class _Session:
    """Kept statements of one connection.

    Attributes:
        wrapper: Django's connection.
        zone: Time zone in which `adapt` gives moments.
        adapt: Makes values of Python from those of the database and back.
        due: Who waits for the answers still to come, in their sequence (None = nobody); None as long as
            each statement is answered at once.
    """

    def __init__(self, wrapper: Any) -> None:  # noqa: ANN401 - a connection of Django
        self.wrapper = wrapper
        self.zone = wrapper.timezone
        self.due: list[KeptCursor | None] | None = None
        self.cursor = KeptCursor(self)
        self._raw: psycopg.Connection[Any] = wrapper.connection
        self._libpq: Any = self._raw.pgconn
        self._names: dict[tuple[str, tuple[int, ...]], bytes] = {}
        self._unsure: list[tuple[str, tuple[int, ...]]] = []
        self._numbers = count(1)
        self.adapt = self._adapting()

    def in_zone(self, zone: object) -> None:
        """Give moments in another zone."""
        self.zone = zone
        self.adapt = self._adapting()

    def send(self, cursor: KeptCursor, query: str, params: Sequence[Any]) -> Any:  # noqa: ANN401 - a PGresult
        """Send a statement; its answer, None when that comes later."""
        text, formats = _numbered(query)
        if len(params) != len(formats):
            raise psycopg.ProgrammingError(f"{len(params)} values for {len(formats)} places")
        adapt, libpq = self.adapt, self._libpq
        values = adapt.dump_sequence(params, formats)
        if libpq.transaction_status == TransactionStatus.IDLE and not self._raw.autocommit:
            self._begin()
        cursor.query = text
        key = (query, adapt.types or ())
        name = self._names.get(key)
        if name is None:
            name = self._prepare(key, text)
        libpq.send_query_prepared(name, values, param_formats=adapt.formats, result_format=Format.TEXT)
        if self.due is not None:
            self.due.append(cursor)
            return None
        return self._answered()

    def begin_together(self) -> None:
        """From now on statements are sent without waiting for their answers."""
        if self._libpq.transaction_status == TransactionStatus.IDLE and not self._raw.autocommit:
            self._begin()
        self._libpq.enter_pipeline_mode()
        self.due = []

    def read_until(self, cursor: KeptCursor) -> None:
        """Read the answers up to the one for this cursor."""
        if self.due is None or cursor not in self.due:
            raise psycopg.ProgrammingError("nothing was asked")
        self._libpq.send_flush_request()
        self._flush()
        last = len(self.due) - 1 - self.due[::-1].index(cursor)
        owners, self.due = self.due[: last + 1], self.due[last + 1 :]
        refused = self._read(owners)
        if refused is not None:
            with self.wrapper.wrap_database_errors:
                raise refused

    def end_together(self) -> None:
        """Read what is left and wait for answers again; raise what the database refused."""
        owners, self.due = self.due or [], None
        self._libpq.pipeline_sync()
        self._flush()
        refused = self._read(owners)
        while (result := self._raw.wait(fetch(self._libpq))) is None:
            pass
        if result.status != ExecStatus.PIPELINE_SYNC:
            raise psycopg.InternalError(f"an answer nobody waits for: {result.status}")
        self._libpq.exit_pipeline_mode()
        self._unsure.clear()
        if refused is not None:
            raise refused

    def _read(self, owners: Sequence[KeptCursor | None]) -> psycopg.Error | None:
        """Hand answers over; what the database refused, if anything."""
        refused: psycopg.Error | None = None
        for owner in owners:
            result = self._raw.wait(fetch(self._libpq))
            self._raw.wait(fetch(self._libpq))  # nothing: the end of this answer
            if result is None:
                raise psycopg.InternalError("an answer is missing")
            if result.status == ExecStatus.FATAL_ERROR:
                refused = self._refusal(result)
            elif result.status == ExecStatus.PIPELINE_ABORTED:
                refused = refused or PipelineAborted("pipeline aborted")
            elif owner is not None:
                owner.take(result)
        return refused

    def _answered(self) -> Any:  # noqa: ANN401 - a PGresult
        result = self._raw.wait(answers_of(self._libpq))[-1]
        if result.status not in {ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK}:
            raise self._refusal(result)
        self._unsure.clear()
        return result

    def _flush(self) -> None:
        self._raw.wait(send(self._libpq))

    def _begin(self) -> None:
        self._libpq.send_query(b"BEGIN")
        self._answered()

    def _prepare(self, key: tuple[str, tuple[int, ...]], text: bytes) -> bytes:
        name = f"potok_{next(self._numbers)}".encode()
        self._libpq.send_prepare(name, text, param_types=key[1])
        self._names[key] = name
        self._unsure.append(key)
        if self.due is None:
            self._answered()
        else:
            self.due.append(None)
        return name

    def _refusal(self, result: Any) -> psycopg.Error:  # noqa: ANN401 - a PGresult
        """The error of an answer. What was prepared with it may not exist."""
        error = error_from_result(result, encoding="utf-8")
        stale = isinstance(error, FeatureNotSupported)  # a table changed its columns since the preparation
        for key in list(self._names) if stale else self._unsure:
            self._names.pop(key, None)
        self._unsure.clear()
        return error

    def _adapting(self) -> Transformer:
        """As the cursors of Django read values."""
        context = psycopg.Cursor(self._raw)
        register_tzloader(self.zone, context)
        return AdaptingTransformer(context)


def kept_cursor() -> Any:  # noqa: ANN401 - a KeptCursor, in Django's wrapper where statements are logged
    """A cursor like that of `connection.cursor()`, for statements that are sent again and again.

    What a statement gives is read before the next one is sent.
    """
    wrapper: Any = connections[DEFAULT_DB_ALIAS]
    session = _session_of(wrapper)
    cursor = session.cursor if session.due is None else KeptCursor(session)
    if wrapper.queries_logged:
        return wrapper.make_debug_cursor(cursor)
    others = len(wrapper.execute_wrappers) > (session.due is not None)
    return wrapper.make_cursor(cursor) if others else cursor


@contextmanager
def sent_together() -> Iterator[None]:
    """Statements within are sent one after another without waiting for the answers.

    Locks are held for a shorter time. Nobody learns how many rows a statement wrote; rows that are read
    bring the answers so far, and what the database refuses is raised then or at the end. Only statements
    of kept cursors go together: any other one is refused.
    """
    wrapper: Any = connections[DEFAULT_DB_ALIAS]
    session = _session_of(wrapper)
    if session.due is not None:
        yield
        return
    session.begin_together()
    try:
        with wrapper.execute_wrapper(_only_kept):
            yield
    except BaseException:
        with wrapper.wrap_database_errors, suppress(PipelineAborted):  # what went wrong before is told
            session.end_together()
        raise
    with wrapper.wrap_database_errors:
        session.end_together()


def _only_kept(execute: Callable[..., Any], sql: str, params: object, many: object, context: Any) -> Any:  # noqa: ANN401 - a wrapper of Django
    """Refuse a statement whose answer would never come: nobody asks the database for it."""
    if isinstance(context["cursor"].cursor, KeptCursor):
        return execute(sql, params, many, context)
    raise ProgrammingError(f"only kept statements go together in a pipeline, not this one: {sql}")


def _session_of(wrapper: Any) -> _Session:  # noqa: ANN401 - a connection of Django
    if wrapper.connection is None:
        wrapper.ensure_connection()
    raw = wrapper.connection
    session: _Session | None = getattr(raw, "potok_session", None)
    if session is None:
        session = raw.potok_session = _Session(wrapper)
    session.wrapper = wrapper  # a pool gives its connections to one thread after another
    if session.zone != wrapper.timezone:
        session.in_zone(wrapper.timezone)
    return session


@cache
def _numbered(query: str) -> tuple[bytes, list[PyFormat]]:
    """The statement with `$1` in place of `%s`, and the formats in which its values travel."""
    places: Iterator[int] = count(1)
    text = _SPARE.sub(lambda found: "%" if found[0] == "%%" else f"${next(places)}", query)
    return text.encode(), [PyFormat.AUTO] * (next(places) - 1)
