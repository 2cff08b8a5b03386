"""One installation: a data folder, a database, a secret — found or made, then told to the environment.

Settings read nothing but the environment. Every command that needs the books goes through here first,
so that the site, the worker and the commands of one data folder always mean the same database.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import django
from django.db import connections

from potok.server.database import data_folder, make_data_folder
from potok.server.migrations import apply_migrations, require_migrated
from potok.server.postgres import Cluster, open_cluster
from potok.server.postgres.binaries import Binaries, find_binaries

SETTINGS_MODULE = "potok.server.settings"

#: Connections of one web process; it answers as many requests at a time.
SITE_POOL = 8


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the data are and which server keeps them.

    Attributes:
        data: Folder of everything the installation writes.
        cluster: The embedded server, None when DATABASE_URL names another.
        started: This process started the embedded server, so it should stop it.
    """

    data: Path
    cluster: Cluster | None
    started: bool

    @property
    def url(self) -> str:
        """Address of the database."""
        return os.environ["DATABASE_URL"]

    def close(self, *, stop: bool = False) -> None:
        """Let go of the database; stop the embedded server if this process started it, or if told to."""
        connections.close_all()
        if self.cluster is not None and (self.started or stop):
            self.cluster.stop()


def open_installation(*, site: bool = False) -> Installation:
    """Have the database running and Django set up on it; migrations are left to the caller.

    Args:
        site: For a site: pooled connections (POTOK_DB_POOL of them) and collected static files; a
            single command or a worker takes plain connections and needs no static files.

    Raises:
        DatabaseBinariesError: No PostgreSQL programs.
        DatabaseStartError: The embedded server does not start.
    """
    data = data_folder()
    make_data_folder(data)
    cluster, started = None, False
    if not os.environ.get("DATABASE_URL"):
        cluster = open_cluster(data)
        started = cluster.start()
        os.environ["DATABASE_URL"] = cluster.url
    (data / "tmp").mkdir(exist_ok=True)
    os.environ["TMPDIR"] = str(data / "tmp")
    os.environ["POTOK_DATA"] = str(data)
    if site:
        os.environ.setdefault("POTOK_DB_POOL", str(SITE_POOL))
        os.environ["POTOK_STATIC"] = "collected"
    else:
        os.environ["POTOK_DB_POOL"] = "0"
    os.environ.setdefault("POTOK_SECRET_KEY", secret_key(data))
    os.environ.setdefault("NUMBA_CACHE_DIR", str(data / "compiled"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    django.setup()
    return Installation(data, cluster, started)


@contextmanager
def open_books(*, site: bool = False) -> Iterator[Installation]:
    """The books for one command: database running, Django set up, tables up to date.

    Missing migrations are applied to the embedded database. A foreign one may serve other hosts that
    still run older code, so there it is done on purpose only, by `potok database migrate`.

    Args:
        site: As in `open_installation`.

    Raises:
        MigrationsMissingError: The foreign database is not up to date.
    """
    installation = open_installation(site=site)
    try:
        if installation.cluster is not None:
            apply_migrations()
        else:
            require_migrated()
        yield installation
    finally:
        installation.close()


def program_folder(installation: Installation) -> Binaries:
    """PostgreSQL programs for work on the installation's database."""
    return installation.cluster.binaries if installation.cluster else find_binaries(os.environ)


def templates_folder(data: Path) -> Path:
    """Where a company keeps the print forms that it has changed."""
    return data / "templates"


def secret_key(data: Path) -> str:
    """The secret of the installation, made once and readable by its owner only."""
    path = data / "secret_key"
    if not path.exists():
        draft = data / f"secret_key.{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):  # another process was first: its secret counts
            os.link(draft, path)
        draft.unlink()
    return path.read_text(encoding="ascii")
