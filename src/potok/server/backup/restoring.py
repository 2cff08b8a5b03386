"""`potok restore`: a backup becomes the books.

The dump is restored into a database beside the present one; only when it is whole do they change places.
A site that runs meanwhile loses its connections for a moment and goes on with the restored books.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

import potok
from potok.server.backup.archive import DUMP, TEMPLATES, Manifest, extract, read_manifest
from potok.server.backup.errors import BackupFailedError, BackupNewerError, BooksNotEmptyError
from potok.server.backup.programs import fill_database
from potok.server.migrations import apply_migrations
from potok.server.postgres.binaries import Binaries

#: Every PostgreSQL server has this database; the commands on whole databases are given there.
_MAINTENANCE = "postgres"


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored backup: when and by which version it was made, and how many migrations followed."""

    made_at: str
    made_by: str
    migrated: int


def restore_backup(
    source: Path, *, url: str, binaries: Binaries, templates: Path, replace: bool = False
) -> Restored:
    """Put the books and templates of a backup in the place of the present ones: everything or nothing.

    Args:
        url: Of the database; its user may create databases.
        templates: Folder of the company's own print forms.
        replace: Consent to lose what is in the books now.

    Raises:
        NotABackupError, BackupDamagedError, BackupNewerError: Of the file.
        BooksNotEmptyError: There are orders or users, and no consent.
        BackupFailedError: The database cannot be filled.
    """
    manifest = read_manifest(source, own_version=potok.__version__)
    _refuse_newer(source, manifest, binaries)
    if not replace:
        _refuse_filled()
    with tempfile.TemporaryDirectory(prefix="potok-restore-") as work:
        folder = Path(work)
        extract(source, manifest, folder)
        connections.close_all()
        _swap_database(url, binaries, folder / DUMP)
        _swap_templates(folder / TEMPLATES.rstrip("/"), templates)
    return Restored(manifest.made_at, manifest.made_by, apply_migrations())


def _refuse_newer(source: Path, manifest: Manifest, binaries: Binaries) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    ours = {app for app, _ in (one.split(".", 1) for one in known)}
    foreign = [one for one in manifest.migrations if one.split(".", 1)[0] in ours and one not in known]
    if foreign or manifest.postgres > binaries.major:
        made_by = f"{manifest.made_by}, PostgreSQL {manifest.postgres}"
        own = f"{potok.__version__}, PostgreSQL {binaries.major}"
        raise BackupNewerError(file=source, made_by=made_by, own=own)


def _refuse_filled() -> None:
    """Orders and users as the tables have them; tables that do not exist are empty."""
    counts = {"orders": "orders_productionorder", "users": "people_user"}
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for key, table in counts.items():
            found = 0
            if table in tables:
                cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
                found = cursor.fetchone()[0]
            counts[key] = str(found)
    if any(count != "0" for count in counts.values()):
        raise BooksNotEmptyError(problems=(), **counts)


def _swap_database(url: str, binaries: Binaries, dump: Path) -> None:
    given = conninfo_to_dict(url)
    name = str(given["dbname"])
    fresh, old = (f"{name}_{word}_{secrets.token_hex(4)}" for word in ("new", "old"))
    try:
        with psycopg.connect(make_conninfo(url, dbname=_MAINTENANCE), autocommit=True) as server:
            server.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(fresh))
            )
            try:
                fill_database(binaries, make_conninfo(url, dbname=fresh), dump)
                _change_places(server, name, fresh, old)
            except BaseException:
                server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(fresh)))
                raise
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
    except psycopg.Error as error:
        raise BackupFailedError(action="заменить базу данных", reason=str(error).strip()) from error


def _change_places(server: psycopg.Connection, name: str, fresh: str, old: str) -> None:
    """The restored database takes the name of the present one, whose connections end."""
    present = sql.Identifier(name)
    server.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(present))
    try:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        _await_gone(server, name)
        with server.transaction():
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(present, sql.Identifier(old)))
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(fresh), present))
    except BaseException:
        server.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(present))
        raise


def _await_gone(server: psycopg.Connection, name: str) -> None:
    """Ended connections need a moment; the server itself waits, up to ten seconds."""
    server.execute(
        "DO $$ BEGIN FOR turn IN 1..100 LOOP "
        f"EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = {_literal(name)}); "
        "PERFORM pg_sleep(0.1); PERFORM pg_stat_clear_snapshot(); END LOOP; END $$"
    )


def _literal(text: str) -> str:
    return sql.Literal(text).as_string(None)


def _swap_templates(source: Path, target: Path) -> None:
    if target.exists():
        shutil.rmtree(target)
    if source.is_dir():
        shutil.copytree(source, target)
