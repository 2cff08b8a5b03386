"""Rules of master data that the database holds by itself."""

from __future__ import annotations

import pgtrigger

#: A new stamp for every change: processes that keep master data in memory see that theirs are old.
#: A random value, so that a change rolled back can never be mistaken for a later one.
_RENEW_STAMP = """
    INSERT INTO catalog_catalogstamp (id, value) VALUES (1, gen_random_uuid())
    ON CONFLICT (id) DO UPDATE SET value = excluded.value;
    RETURN NULL;
"""


def renews_stamp() -> pgtrigger.Trigger:
    """Any change of the table renews the stamp of the catalogue."""
    return pgtrigger.Trigger(
        name="renews_catalog_stamp",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_RENEW_STAMP,
    )
