"""Triggers ask a short expression whether they are to be ignored.

pgtrigger writes this question into each of its triggers and installs, with every migration that has one, a
function that opens a subtransaction to answer it: an order asks some sixty times on its way.
"""

from __future__ import annotations

from django.db import connections

#: PostgreSQL puts the body of such a function in place of its call. The setting is an array as text.
_QUICK = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS $$
    SELECT trigger_name = ANY (coalesce(nullif(current_setting('pgtrigger.ignore', true), ''), '{}')::text[])
$$ LANGUAGE sql STABLE
"""


def quicken_triggers(*, using: str, **_: object) -> None:
    """After migrations: put the short function in place of that of pgtrigger."""
    with connections[using].cursor() as cursor:
        cursor.execute(_QUICK)
