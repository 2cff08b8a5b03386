"""A backup of running books, restored, gives the same books: everything or nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from potok.exchange.plant_files import write_plant
from potok.operations.orders.models import ProductionOrder
from potok.operations.plant_transfer import export_plant
from potok.server.backup import make_backup, restore_backup
from potok.server.backup.archive import DUMP, MANIFEST
from potok.server.backup.errors import (
    BackupDamagedError,
    BackupNewerError,
    BooksNotEmptyError,
    NotABackupError,
)
from potok.server.postgres.binaries import find_binaries

BINARIES = find_binaries(os.environ)


def row_counts(url: str) -> dict[str, int]:
    """Rows of every table."""
    counts = {}
    with psycopg.connect(url) as books:
        tables = books.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            row = books.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
            assert row is not None
            counts[table] = int(row[0])
    return counts


def rewritten(source: Path, target: Path, **parts: bytes) -> Path:
    """A copy of a backup with other contents of the named parts (manifest, dump)."""
    names = {"manifest": MANIFEST, "dump": DUMP}
    other = {names[key]: content for key, content in parts.items()}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, other.get(name, old.read(name)))
    return target


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A company's own print form."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "m11.typ").write_text("наша форма", encoding="utf-8")
    return folder


@pytest.fixture
def backup_file(demo_database: None, database_url: str, templates: Path, tmp_path: Path) -> Path:
    """A backup of the demo plant, made while a connection is at work in the books."""
    with psycopg.connect(database_url) as at_work:
        at_work.execute("UPDATE orders_productionorder SET comment = 'не сохранено'")
        made = make_backup(tmp_path / "copy.zip", url=database_url, binaries=BINARIES, templates=templates)
        at_work.rollback()
    return made.file


def test_a_backup_restored_over_changed_books_brings_back_every_row_and_template(
    backup_file: Path, database_url: str, templates: Path
) -> None:
    connection.close()
    rows, plant = row_counts(database_url), export_plant()
    ProductionOrder.objects.filter(order_no="ЗП-0001").update(comment="после копии")
    (templates / "m11.typ").write_text("испорчено", encoding="utf-8")
    (templates / "m4.typ").write_text("лишняя", encoding="utf-8")
    restore_backup(backup_file, url=database_url, binaries=BINARIES, templates=templates, replace=True)
    assert export_plant() == plant
    assert row_counts(database_url) == rows
    assert {path.name: path.read_text(encoding="utf-8") for path in templates.iterdir()} == {
        "m11.typ": "наша форма"
    }


def test_books_with_data_are_not_replaced_without_consent(
    backup_file: Path, database_url: str, templates: Path
) -> None:
    with pytest.raises(BooksNotEmptyError, match=r"заказов 150.*--replace"):
        restore_backup(backup_file, url=database_url, binaries=BINARIES, templates=templates)


def test_a_spoiled_foreign_or_newer_file_changes_nothing(
    backup_file: Path, database_url: str, templates: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(backup_file) as archive:
        manifest, dump = json.loads(archive.read(MANIFEST)), archive.read(DUMP)
    manifest["migrations"].append("orders.9999_from_the_future")
    newer = json.dumps(manifest).encode()
    spoiled = dump[:5000] + bytes([dump[5000] ^ 1]) + dump[5001:]
    (tmp_path / "letter.zip").write_bytes(b"not a zip")
    ProductionOrder.objects.filter(order_no="ЗП-0001").update(comment="важное")
    for file, error in (
        (rewritten(backup_file, tmp_path / "spoiled.zip", dump=spoiled), BackupDamagedError),
        (rewritten(backup_file, tmp_path / "newer.zip", manifest=newer), BackupNewerError),
        (tmp_path / "letter.zip", NotABackupError),
    ):
        with pytest.raises(error):
            restore_backup(file, url=database_url, binaries=BINARIES, templates=templates, replace=True)
    assert ProductionOrder.objects.get(order_no="ЗП-0001").comment == "важное"


def test_a_restore_into_an_empty_data_folder_gives_an_equal_export(
    backup_file: Path, open_folder: Path, tmp_path: Path
) -> None:
    environ = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environ["POTOK_DATA"] = str(open_folder / "restored")
    for arguments in (["restore", str(backup_file)], ["export", "plant", str(tmp_path / "after")]):
        done = subprocess.run(
            [sys.executable, "-m", "potok.cli.main", *arguments],
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    write_plant(export_plant(), tmp_path / "before")
    before, after = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("before", "after")
    )
    assert before == after
