"""The operating-system account of the server: PostgreSQL refuses to run as root.

Started by an ordinary user, the server runs as that user. Started by root it runs under an existing
unprivileged account. Rights of directories that Potok did not create are never changed: when the
project lies in a directory closed to everybody but root, the server's account gets the single
capability to pass through directories instead.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from potok.server.postgres.errors import DatabaseStartError

#: Accounts tried in this order when root starts a new server.
UNPRIVILEGED = ("postgres", "nobody")

#: Capabilities that open closed directories, the weaker first (containers often lack it).
PASSING = ("dac_read_search", "dac_override")


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server.

    Attributes:
        name: Login name.
        uid: User id.
        gid: Group id.
        switch: This process is root and has to switch to the account.
        capability: Capability granted to the server, None in the usual case.
    """

    name: str
    uid: int
    gid: int
    switch: bool
    capability: str | None = None

    def run(self, command: Sequence[str], *, timeout: float) -> subprocess.CompletedProcess[str]:
        """Run a program under the account, in `/`, with a clean environment; output is merged."""
        prefix: list[str] = []
        switched: dict[str, object] = {}
        if self.capability is not None:
            prefix = _setpriv(self, self.capability)
        elif self.switch:
            switched = {"user": self.uid, "group": self.gid, "extra_groups": ()}
        return subprocess.run(  # type: ignore[call-overload,no-any-return]  # keyword set chosen above  # noqa: S603 - our own programs, no shell
            [*prefix, *command],
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
            **switched,
        )

    def reaches(self, folder: Path) -> bool:
        """True when the account can enter `folder`."""
        try:
            return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)], timeout=60).returncode == 0
        except OSError:
            return False

    def own(self, folder: Path) -> None:
        """Create `folder` for the account alone (mode 0700)."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.switch:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def choose_account(existing: Path) -> Account:
    """The account for the server whose data is or will be in `existing`.

    Raises:
        DatabaseStartError: No account fits, or the data belong to somebody else.
    """
    owner = existing.stat().st_uid if existing.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise DatabaseStartError(
                action="открыть",
                reason=f"папка {existing} принадлежит другому пользователю; запустите Поток от его имени "
                "или задайте другую папку данных в POTOK_DATA.",
            )
        return _account(_current_name(), switch=False)
    names = [pwd.getpwuid(owner).pw_name] if owner else list(UNPRIVILEGED)
    for name in names:
        try:
            return _account(name, switch=True)
        except KeyError:
            continue
    raise DatabaseStartError(
        action="запустить",
        reason=f"для запуска от root нужна одна из учётных записей: {', '.join(UNPRIVILEGED)}.",
    )


def with_passage(account: Account, folder: Path) -> Account:
    """The same account, able to enter `folder` although a directory above it is closed to others.

    Raises:
        DatabaseStartError: The system does not allow it.
    """
    if account.switch and shutil.which("setpriv"):
        for capability in PASSING:
            granted = replace(account, capability=capability)
            if granted.reaches(folder):
                return granted
    raise DatabaseStartError(
        action="запустить",
        reason=f"учётная запись {account.name} не может войти в папку {folder}, потому что каталог над ней "
        "закрыт. Запустите Поток от обычного пользователя или задайте другую папку данных в POTOK_DATA.",
    )


def _account(name: str, *, switch: bool) -> Account:
    entry = pwd.getpwnam(name)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switch)


def _current_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError as error:
        raise DatabaseStartError(
            action="запустить", reason=f"у пользователя с номером {os.geteuid()} нет имени в /etc/passwd."
        ) from error


def _setpriv(account: Account, capability: str) -> list[str]:
    return [
        "setpriv",
        f"--reuid={account.uid}",
        f"--regid={account.gid}",
        "--clear-groups",
        f"--inh-caps=-all,+{capability}",
        f"--ambient-caps=-all,+{capability}",
        f"--bounding-set=-all,+{capability}",
        "--no-new-privs",
    ]
