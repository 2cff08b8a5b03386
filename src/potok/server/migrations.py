"""Tables up to date: what is missing, and how to apply it when several hosts start at once."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from potok.errors import PotokError

#: Key of the advisory lock under which migrations run; any constant of ours.
LOCK_KEY = 0x706F746F6B


class MigrationsMissingError(PotokError):
    """The database is older than the program; data: `count`."""

    code = "migrations_missing"
    template = (
        "База данных не обновлена: не применено миграций: {count}. "
        "Выполните potok database migrate и повторите."
    )
    http_status = 503


class DatabaseTooOldError(PotokError):
    """The tables are those of a version before the first release, made by other steps."""

    code = "database_too_old"
    template = (
        "Эта база данных сделана ранней версией Потока, до первого выпуска, и не обновляется. "
        "Выгрузите завод той версией (potok export plant) и загрузите в новую папку данных (POTOK_DATA) "
        "или в новую базу."
    )
    http_status = 503


def refuse_early_database() -> None:
    """Refuse a database that was made by the steps from before the first release.

    Raises:
        DatabaseTooOldError: It was.
    """
    if ("catalog", "0001_initial") in MigrationRecorder(connection).applied_migrations():
        raise DatabaseTooOldError


def missing_migrations() -> int:
    """How many migrations the database lacks.

    Raises:
        DatabaseTooOldError: It cannot be brought up to date.
    """
    refuse_early_database()
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def require_migrated() -> None:
    """Refuse to work on an old database.

    Raises:
        MigrationsMissingError: Some migrations are not applied.
    """
    count = missing_migrations()
    if count:
        raise MigrationsMissingError(count=count)


def apply_migrations() -> int:
    """Apply what is missing, one process at a time; returns how many there were."""
    if missing_migrations() == 0:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
        try:
            count = missing_migrations()
            call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_KEY])
    return count
