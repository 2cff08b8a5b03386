"""The database notes the context of a change once for a command.

The function that pghistory installs writes the same row again at every change and makes a subtransaction
to read a setting.
"""

from __future__ import annotations

from django.db import migrations

QUICK = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE AS $$
DECLARE
    present UUID := NULLIF(current_setting('pghistory.context_id', true), '');
    noted JSONB;
BEGIN
    IF present IS NOT NULL THEN
        noted := NULLIF(current_setting('pghistory.context_metadata', true), '');
        INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
        VALUES (present, noted, now(), now())
        ON CONFLICT (id) DO NOTHING;
    END IF;
    RETURN present;
END;
$$ LANGUAGE plpgsql;
"""


class Migration(migrations.Migration):
    """After the tables of pghistory."""

    dependencies = [("people", "0001_first_tables"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [migrations.RunSQL(QUICK, migrations.RunSQL.noop)]
