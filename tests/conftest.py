"""The database of the tests: a private PostgreSQL per running session, started when a test needs it.

`DATABASE_URL` makes the tests use another server (any PostgreSQL from version 15 on whose user may
create databases). Without it every pytest session takes a free slot below `.potok-test/`, so sessions
running at the same time never meet. The cluster and a migrated template database stay there for the
next run; the server itself is stopped when the session ends.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from pytest_django import DjangoDbBlocker

from potok.server.database import django_database
from potok.server.postgres import Cluster, open_cluster

SLOTS = Path(__file__).resolve().parent.parent / ".potok-test"
SLOT_VARIABLE = "POTOK_TEST_SLOT"

#: The test data may be lost with the machine: nothing waits for the disk.
UNSAFE_BUT_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
}

_held: list[IO[str]] = []


def pytest_configure(config: pytest.Config) -> None:
    """Take a slot before xdist starts its workers, which share it."""
    if "DATABASE_URL" not in os.environ and SLOT_VARIABLE not in os.environ:
        os.environ[SLOT_VARIABLE] = str(_take_slot())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server of the slot this process took."""
    if _held:
        _cluster().stop()
        del os.environ[SLOT_VARIABLE]
        _held.pop().close()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Point Django to the server of the slot and copy test databases from a migrated template."""
    if SLOT_VARIABLE not in os.environ:
        return
    cluster = _cluster()
    cluster.start()
    settings = connections["default"].settings_dict
    settings.update({**django_database(cluster.url, pool=False), "TEST": settings["TEST"]})
    with django_db_blocker.unblock():
        settings["TEST"]["TEMPLATE"] = _template(cluster)


@pytest.fixture(scope="session")
def database_url(django_db_setup: None) -> str:
    """Address of the test database, for programs that a test starts."""
    settings = connections["default"].settings_dict
    if SLOT_VARIABLE in os.environ:
        return _cluster().url_of(settings["NAME"])
    return psycopg.conninfo.make_conninfo(os.environ["DATABASE_URL"], dbname=settings["NAME"])


@pytest.fixture(scope="session")
def database_url_in_environment(database_url: str) -> Iterator[str]:
    """The same as `DATABASE_URL` of this process and of the programs it starts."""
    before = os.environ.get("DATABASE_URL")
    os.environ["DATABASE_URL"] = database_url
    yield database_url
    if before is None:
        del os.environ["DATABASE_URL"]
    else:
        os.environ["DATABASE_URL"] = before


def _take_slot() -> Path:
    SLOTS.mkdir(exist_ok=True)
    SLOTS.chmod(0o755)  # the server's account passes through when root runs the tests
    for number in range(100):
        lock = (SLOTS / f"{number}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        _held.append(lock)
        return SLOTS / str(number)
    raise pytest.UsageError(f"no free slot in {SLOTS}")


def _cluster() -> Cluster:
    return open_cluster(Path(os.environ[SLOT_VARIABLE]), options=UNSAFE_BUT_FAST)


def _template(cluster: Cluster) -> str:
    """Name of a database with all migrations applied, made anew when a migration changes."""
    name = f"template_{_migrations_digest()}"
    with (cluster.home.parent / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            listed = connection.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'template_%%'"
            ).fetchall()
            present = {row[0] for row in listed} - {"template0", "template1"}
            if name in present:
                return name
            for old in present:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
            unfinished = "template_unfinished"
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
            _migrate(unfinished)
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(unfinished), sql.Identifier(name)
                )
            )
    return name


def _migrate(database: str) -> None:
    connection = connections["default"]
    own_name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own_name


def _migrations_digest() -> str:
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda each: each.label):
        for path in sorted((Path(app.path) / "migrations").glob("*.py")):
            digest.update(f"{app.label}/{path.name}".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
