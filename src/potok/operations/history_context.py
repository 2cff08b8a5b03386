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

from django.utils import timezone

from potok.operations.catalog.clock import time_of_day
from potok.operations.kept_cursor import kept_cursor

#: The plant moment is made of the plant date (the real one without a setting) and the time of day.
_TELL = """
SELECT set_config('pghistory.context_id', %s, true),
       set_config('pghistory.context_metadata', (%s::jsonb || jsonb_build_object('at',
           (coalesce((SELECT plant_today FROM catalog_plantsettings WHERE id = 1), %s::date) + %s::time)
           AT TIME ZONE %s))::text, true)
"""
_RENEW = """
UPDATE pghistory_context SET metadata = current_setting('pghistory.context_metadata')::jsonb WHERE id = %s
"""
_present: ContextVar[tuple[str, Mapping[str, object]] | None] = ContextVar("history_context", default=None)


@contextmanager
def history_context(**metadata: object) -> Iterator[None]:
    """Note `metadata` and the plant moment (`at`) with every change within; only inside a transaction.

    A context within another one belongs to it: the changes keep its id, and what the inner one says is
    noted from then on in place of what the outer one said.
    """
    outer = _present.get()
    inner = (str(uuid.uuid4()), metadata) if outer is None else (outer[0], {**outer[1], **metadata})
    mark = _present.set(inner)
    try:
        _tell(inner, noted=outer is not None)
        yield
    finally:
        _present.reset(mark)


def _tell(context: tuple[str, Mapping[str, object]], *, noted: bool) -> None:
    context_id, metadata = context
    date, hour, zone = timezone.localdate(), time_of_day(), timezone.get_current_timezone_name()
    with kept_cursor() as cursor:
        cursor.execute(_TELL, [context_id, json.dumps(metadata), date, str(hour), zone])
        if noted:
            cursor.execute(_RENEW, [context_id])
