"""What pgtrigger and pghistory install with migrations, put in a quicker form.

pgtrigger writes into each of its triggers the question whether it is to be ignored, and installs a function
that opens a subtransaction to answer it: an order asks some sixty times on its way. pghistory gives every
foreign key of a noted state an index, though nobody asks for noted states by anything but their row.
"""

from __future__ import annotations

from django.db import connections

#: PostgreSQL puts the body of such a function in place of its call. The setting is an array as text.
_QUICK = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS $$
    SELECT trigger_name = ANY (coalesce(nullif(current_setting('pgtrigger.ignore', true), ''), '{}')::text[])
$$ LANGUAGE sql STABLE
"""

#: Tables of noted states to which the daily work of the shops adds rows all the time.
_NOTED = (
    "orders_productionorderevent",
    "planning_schedulelineevent",
    "shopfloor_cardmaterialevent",
    "shopfloor_techcardevent",
    "warehouse_stockdocumentevent",
    "warehouse_stocklotevent",
)
_NEEDLESS = """
SELECT index.indexrelid::regclass::text
FROM pg_index AS index
JOIN pg_attribute AS first ON first.attrelid = index.indrelid AND first.attnum = index.indkey[0]
WHERE NOT index.indisprimary AND first.attname <> 'pgh_obj_id'
    AND index.indrelid IN (SELECT to_regclass(name) FROM unnest(%s::text[]) AS name)
"""


def drop_needless_indexes(*, using: str, **_: object) -> None:
    """After migrations: noted states are found by their key and by their row only."""
    with connections[using].cursor() as cursor:
        cursor.execute(_NEEDLESS, [list(_NOTED)])
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")


def quicken_triggers(*, using: str, **_: object) -> None:
    """After migrations: put the short function in place of that of pgtrigger."""
    with connections[using].cursor() as cursor:
        cursor.execute(_QUICK)
