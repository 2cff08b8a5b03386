"""`potok backup`: the books and the company's templates into one file, while the system works."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

import potok
from potok.server.backup.archive import DUMP, TEMPLATES, Manifest, measured, write_archive
from potok.server.backup.programs import dump_database
from potok.server.postgres.binaries import Binaries


@dataclass(frozen=True, slots=True)
class Backup:
    """A written backup: its file, size in bytes, and the SHA-256 of the database in it."""

    file: Path
    size: int
    digest: str


def make_backup(target: Path, *, url: str, binaries: Binaries, templates: Path) -> Backup:
    """Write a backup; an existing file of that name is replaced when the new one is whole.

    Args:
        url: Of the database.
        templates: Folder of the company's own print forms; need not exist.

    Raises:
        BackupFailedError: The database cannot be dumped.
    """
    target = target.absolute()
    with tempfile.TemporaryDirectory(prefix=".potok-backup-", dir=target.parent) as work:
        dump = Path(work) / DUMP
        # Read before the dump: a migration in between makes the list too short, which restoring mends.
        migrations = applied_migrations()
        dump_database(binaries, url, dump)
        files = {DUMP: dump}
        if templates.is_dir():
            found = sorted(path for path in templates.rglob("*") if path.is_file())
            files |= {f"{TEMPLATES}{path.relative_to(templates).as_posix()}": path for path in found}
        parts = {name: measured(path) for name, path in files.items()}
        manifest = Manifest(
            made_by=potok.__version__,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            postgres=binaries.major,
            migrations=migrations,
            parts=parts,
        )
        write_archive(target, manifest, files)
    return Backup(target, target.stat().st_size, parts[DUMP][1])


def applied_migrations() -> tuple[str, ...]:
    """Migrations of the connected database, as "app.name"."""
    return tuple(sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()))
