"""Which PostgreSQL the site uses: DATABASE_URL, else the embedded server of the data folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

#: Name of the database inside the embedded server.
DATABASE_NAME = "potok"


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder that holds everything the installation writes (POTOK_DATA, default ./.potok)."""
    return Path(environ.get("POTOK_DATA", ".potok")).absolute()


def make_data_folder(folder: Path) -> None:
    """Create the data folder: the account of an embedded server may pass through it, nobody reads it."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o711)


def django_database(url: str, *, pool: bool) -> dict[str, Any]:
    """Django's database entry for a libpq URL (socket directories as `?host=/path`).

    Connections are pooled in servers; tests and commands take plain ones.
    """
    given = conninfo_to_dict(url)
    options: dict[str, Any] = {
        "application_name": "potok",
        # Triggers ask for this setting; where it is missing each call makes and loses a subtransaction.
        "options": "-c pgtrigger.ignore={}",
    }
    if pool:
        options["pool"] = {
            "min_size": 1,
            "max_size": int(os.environ.get("POTOK_DB_POOL", "8")),
            "timeout": 30,
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.get("dbname", DATABASE_NAME),
        "USER": given.get("user", ""),
        "PASSWORD": given.get("password", ""),
        "HOST": given.get("host", ""),
        "PORT": given.get("port", ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
    }
