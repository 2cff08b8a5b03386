"""`pg_dump` and `pg_restore` on the database of the installation."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from potok.server.backup.errors import BackupFailedError
from potok.server.postgres.binaries import Binaries

#: Words of a failing program that an error keeps.
_LAST_LINES = 5


def dump_database(binaries: Binaries, url: str, target: Path) -> None:
    """Write a consistent dump while the system works: one snapshot, nobody waits.

    Raises:
        BackupFailedError: The program fails, for a foreign server most often because it is older.
    """
    _run(
        binaries,
        url,
        "сохранить базу данных",
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--file={target}",
    )


def fill_database(binaries: Binaries, url: str, source: Path) -> None:
    """Fill an empty database from a dump, in one transaction.

    Raises:
        BackupFailedError: The program fails; the database stays empty.
    """
    _run(
        binaries,
        url,
        "восстановить базу данных",
        "pg_restore",
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
        str(source),
    )


def _run(binaries: Binaries, url: str, action: str, program: str, *arguments: str) -> None:
    """The password goes by the environment: arguments are seen by everybody on the machine."""
    given = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    password = given.pop("password", None)
    environ = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    answer = subprocess.run(  # noqa: S603 - our own binaries
        [binaries.program(program), f"--dbname={make_conninfo('', **given)}", *arguments],
        capture_output=True,
        text=True,
        env=environ,
        check=False,
    )
    if answer.returncode != 0:
        lines = answer.stderr.strip().splitlines()[-_LAST_LINES:]
        raise BackupFailedError(action=action, reason="\n".join(lines))
