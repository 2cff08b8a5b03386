"""The databases of the tests: a private PostgreSQL per running session, started when a test needs it.

`DATABASE_URL` makes the tests use another server (any PostgreSQL from version 15 on whose user may
create databases). Without it every pytest session takes a free slot below `.potok-test/`, so sessions
running at the same time never meet. The cluster and a migrated template database stay there for the
next run; the server itself is stopped when the session ends.

A test gets its rows in one of three ways:

* `@pytest.mark.django_db` — a transaction that is rolled back; the usual and the quickest way;
* `own_database` — a database of its own, fresh from the migrations, with real commits: for tests
  with several connections, threads or processes;
* `demo_database` — the same with the demo plant and its users in it;
* `demo_database_of_module` — one such database for all tests of a module, which see each other's rows;
* `confirmed_database` — the same with all 150 orders of the demo plant confirmed: 50 of them wait.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import get_hashers
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from pytest_django import DjangoDbBlocker

from potok.server.database import django_database
from potok.server.postgres import Cluster, open_cluster

SLOTS = Path(__file__).resolve().parent.parent / ".potok-test"
# Sites and workers that tests start share what is compiled, else each compiles into a data folder of its own.
os.environ.setdefault("NUMBA_CACHE_DIR", str(SLOTS / "compiled"))
SLOT_VARIABLE = "POTOK_TEST_SLOT"

#: The test data may be lost with the machine: nothing waits for the disk.
UNSAFE_BUT_FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    # Its worker belongs to the superuser and would hold up the drop of a test's database.
    "autovacuum": "off",
}

#: Key of the advisory lock under which a template is made.
TEMPLATE_LOCK = 0x74657374

_held: list[IO[str]] = []


def pytest_configure(config: pytest.Config) -> None:
    """Take a slot before xdist starts its workers, which share it; make passwords cheap."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    get_hashers.cache_clear()
    if "DATABASE_URL" not in os.environ and SLOT_VARIABLE not in os.environ:
        os.environ[SLOT_VARIABLE] = str(_take_slot())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests of one name: xdist would run a single one of them and tell nobody."""
    doubles = [name for name, times in Counter(item.nodeid for item in items).items() if times > 1]
    if doubles:
        raise pytest.UsageError(f"several tests share a name: {doubles}")


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
    """Point Django to the server of the slot and copy the test database from a migrated template."""
    if SLOT_VARIABLE in os.environ:
        cluster = _cluster()
        cluster.start()
        _settings().update({**django_database(cluster.url, pool=False), "TEST": _settings()["TEST"]})
    with django_db_blocker.unblock():
        _settings()["TEST"]["TEMPLATE"] = _migrated_template()


@pytest.fixture
def database_url(django_db_setup: None) -> str:
    """Address of the database that this test uses now, for programs that it starts."""
    if SLOT_VARIABLE in os.environ:
        return _cluster().url_of(_settings()["NAME"])
    return psycopg.conninfo.make_conninfo(os.environ["DATABASE_URL"], dbname=_settings()["NAME"])


@pytest.fixture
def program_environ(database_url: str, tmp_path: Path) -> dict[str, str]:
    """Environment for programs that this test starts: its database, a data folder of its own."""
    return {**os.environ, "DATABASE_URL": database_url, "POTOK_DATA": str(tmp_path / "potok")}


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A fresh database for this test alone; not together with the `django_db` mark."""
    with django_db_blocker.unblock(), _copy_in_use(_settings()["TEST"]["TEMPLATE"]):
        yield


@pytest.fixture
def demo_database(demo_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database for this test alone that holds the demo plant and its users."""
    with django_db_blocker.unblock(), _copy_in_use(demo_template):
        yield


@pytest.fixture(scope="module")
def demo_database_of_module(demo_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database with the demo plant for all tests of a module: they see each other's rows."""
    with django_db_blocker.unblock(), _copy_in_use(demo_template):
        yield


@pytest.fixture
def confirmed_database(confirmed_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database for this test alone that holds the demo plant with all its orders confirmed."""
    with django_db_blocker.unblock(), _copy_in_use(confirmed_template):
        yield


@pytest.fixture(scope="session")
def confirmed_template(demo_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Name of a database with all orders confirmed, from which `confirmed_database` is copied."""
    from potok.operations.orders.models import ProductionOrder
    from potok.operations.orders.services.confirmation import confirm_orders
    from potok.operations.people.acting import SYSTEM

    name = _name("confirmed")
    with django_db_blocker.unblock():
        _create(name, template=demo_template)
        with _in_use(name):
            new = ProductionOrder.objects.filter(status="new")
            confirm_orders(SYSTEM, order_nos=list(new.values_list("order_no", flat=True)))
        yield name
        _drop(name)


@pytest.fixture(scope="session")
def demo_template(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Name of a database with the demo plant, from which `demo_database` is copied."""
    from potok.server.demo import load_demo

    name = _name("demo")
    with django_db_blocker.unblock():
        _create(name, template=_settings()["TEST"]["TEMPLATE"])
        with _in_use(name):
            load_demo()
        yield name
        _drop(name)


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


def _settings() -> dict[str, Any]:
    return connections["default"].settings_dict


def _name(purpose: str) -> str:
    """A database name that no other worker of the session uses."""
    return f"potok_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{purpose}"


def _migrated_template() -> str:
    """Name of a database with all migrations applied, made anew when a migration changes."""
    name = f"potok_template_{_migrations_digest()}"
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'potok_template_%%'")
        present = {row[0] for row in cursor.fetchall()}
        if name not in present:
            for old in present:
                _drop(old)
            unfinished = "potok_template_unfinished"
            _create(unfinished, template="template0")
            with _in_use(unfinished):
                call_command("migrate", verbosity=0, interactive=False)
            names = sql.Identifier(unfinished), sql.Identifier(name)
            cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))
    return name


def _migrations_digest() -> str:
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda each: each.label):
        for path in sorted((Path(app.path) / "migrations").glob("*.py")):
            digest.update(f"{app.label}/{path.name}".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _copy_in_use(template: str) -> Iterator[None]:
    name = _name("own")
    _create(name, template=template)
    try:
        with _in_use(name):
            yield
    finally:
        _drop(name)


@contextmanager
def _in_use(name: str) -> Iterator[None]:
    """All connections of this process, those of threads to come too, go to another database."""
    usual = _settings()["NAME"]
    connections.close_all()
    _settings()["NAME"] = name
    try:
        yield
    finally:
        connections.close_all()
        _settings()["NAME"] = usual


def _create(name: str, *, template: str) -> None:
    _drop(name)
    names = sql.Identifier(name), sql.Identifier(template)
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def _drop(name: str) -> None:
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
