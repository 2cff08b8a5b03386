"""The row of a command's context is written with its first change only, not tried again with each one."""

from __future__ import annotations

from django.db import migrations

#: The setting falls back with a savepoint, as the row does.
ONCE = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS pghistory_context.id%TYPE AS $$
DECLARE
    present TEXT := NULLIF(current_setting('pghistory.context_id', true), '');
BEGIN
    IF present IS NOT NULL AND current_setting('pghistory.context_written', true) IS DISTINCT FROM present
    THEN
        INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
        VALUES (
            present::uuid, NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb, now(), now()
        )
        ON CONFLICT (id) DO NOTHING;
        PERFORM set_config('pghistory.context_written', present, true);
    END IF;
    RETURN present;
END;
$$ LANGUAGE plpgsql;
"""


class Migration(migrations.Migration):
    """After the function that it replaces."""

    dependencies = [("people", "0002_quick_history")]

    operations = [migrations.RunSQL(ONCE, migrations.RunSQL.noop)]
