"""One private PostgreSQL server: prepare, start or adopt, stop.

    <data folder>/pg18/data        the cluster (checksums on, UTF-8, builtin C.UTF-8 locale)
    <data folder>/pg18/run         the socket, mode 0700, no TCP
    <data folder>/pg18/server.log  the server's own words
    <data folder>/pg18/programs    copy of the binaries, only when the originals are out of reach

The directory names the major version, so a newer one starts beside the old data and never on them.
"""

from __future__ import annotations

import fcntl
import shlex
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import environ as process_environment
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

import psycopg
from psycopg import sql

from potok.server.database import DATABASE_NAME, make_data_folder
from potok.server.postgres.account import Account, choose_account, with_passage
from potok.server.postgres.binaries import Binaries, find_binaries
from potok.server.postgres.errors import DatabaseStartError
from potok.server.postgres.processes import (
    cluster_name,
    postmaster_pid,
    quit_processes,
    server_processes,
)
from potok.server.postgres.socket_path import socket_host

PORT = 5432  # only a part of the socket's name
ROLE = "potok"
SUPERUSER = "postgres"

#: Recovery after a crash may take long on a slow disk; nobody gains from giving up early.
START_TIMEOUT_S = 600.0
ORPHAN_PATIENCE_S = 10.0
LOG_LIMIT_BYTES = 5_000_000

OPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "listen_addresses": "",
        "unix_socket_directories": "../run",  # relative to the cluster: no limit on the length of its path
        "unix_socket_permissions": "0700",
        "port": str(PORT),
        "max_connections": "60",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "lc_messages": "C",
        "log_checkpoints": "off",
        "jit": "off",
        # The books lie in memory or on a solid disk: lots that hold something are read by their index, not
        # among all that ever were.
        "random_page_cost": "1.1",
        # Containers give 64 MB of /dev/shm, which parallel queries overrun; small queries lose nothing.
        "max_parallel_workers_per_gather": "0",
    }
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A server's place on disk, its programs and its account.

    Attributes:
        home: Folder of this server, `<data folder>/pg<major>`.
        binaries: PostgreSQL programs.
        account: Who runs the server.
        options: Server settings over `OPTIONS`.
    """

    home: Path
    binaries: Binaries
    account: Account
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.home / "server.log"

    @property
    def url(self) -> str:
        """Address of the application's database in the form of DATABASE_URL."""
        return self.url_of(DATABASE_NAME)

    def url_of(self, database: str) -> str:
        """Address of any database of this server."""
        host = quote(socket_host(self.home / "run"), safe="")
        return f"postgresql://{ROLE}@/{database}?host={host}&port={PORT}"

    def answers(self) -> bool:
        """True when the server takes a connection and a query."""
        if not (self.home / "run").is_dir():
            return False
        try:
            with self._connect() as connection:
                connection.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> bool:
        """Have the server running: adopt a running one, else start it, preparing the cluster first.

        Returns:
            True when this call started the server, False when it was running.

        Raises:
            DatabaseStartError: With the server's own last words.
        """
        with self._alone():
            if self._await_running():
                self._create_database()
                return False
            self._initialise()
            self._clear_remains()
            self._launch()
            self._create_database()
            return True

    def _await_running(self) -> bool:
        """True once a living server answers, False when there is none or it leaves meanwhile."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while (pid := postmaster_pid(self.data)) is not None:
            if self.answers():
                return True
            if time.monotonic() > deadline:
                reason = f"сервер (процесс {pid}) работает, но не отвечает.\n{self._last_words()}"
                raise DatabaseStartError(action="открыть", reason=reason)
            time.sleep(0.1)  # it is starting, recovering or leaving
        return False

    def stop(self) -> None:
        """Stop the server, ending its connections; does nothing when it is not running."""
        with self._alone():
            if postmaster_pid(self.data) is None:
                return
            self._run("остановить", "pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "120")

    def _connect(self, user: str = SUPERUSER, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=socket_host(self.home / "run"),
            port=PORT,
            user=user,
            dbname=database,
            connect_timeout=10,
            autocommit=True,
        )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts or stops this server."""
        self.account.own(self.home)
        with (self.home / "launch.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _initialise(self) -> None:
        """Create the cluster once; an interrupted attempt leaves nothing that looks finished."""
        if (self.data / "PG_VERSION").exists():
            return
        unfinished = self.home / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        if self.binaries.major >= 17:
            locale = [
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--lc-collate=C",
                "--lc-ctype=C.UTF-8",
            ]
        else:
            locale = ["--locale=C.UTF-8"]
        options = ["--encoding=UTF8", "--data-checksums", "--auth-local=peer", "--auth-host=reject", *locale]
        self._run("создать", "initdb", "-D", str(unfinished), "-U", SUPERUSER, *options)
        unfinished.rename(self.data)

    def _clear_remains(self) -> None:
        """After a main process was killed: wait for its orphans, then drop its lock files.

        The files alone would hold a start back while the number in them belongs to a stranger or to a
        dead process that nobody reaps.
        """
        began = time.monotonic()
        told_to_quit = False
        while orphans := server_processes(self.data):
            waited = time.monotonic() - began
            if waited > ORPHAN_PATIENCE_S and not told_to_quit:
                quit_processes(orphans)
                told_to_quit = True
            if waited > 3 * ORPHAN_PATIENCE_S:
                reason = f"прежние процессы {orphans} не завершаются; остановите их и повторите."
                raise DatabaseStartError(action="запустить", reason=reason)
            time.sleep(0.05)
        for path in (self.data / "postmaster.pid", *(self.home / "run").glob(".s.PGSQL.*")):
            path.unlink(missing_ok=True)

    def _launch(self) -> None:
        self.account.own(self.home / "run")
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        own = {"cluster_name": cluster_name(self.data), **self._access_files()}
        settings = {**OPTIONS, **own, **self.options}
        options = " ".join(
            shlex.quote(part) for key, value in settings.items() for part in ("-c", f"{key}={value}")
        )
        self._run(
            "запустить", "pg_ctl", "start", "-D", str(self.data), "-l", str(self.log),
            "-w", "-t", str(int(START_TIMEOUT_S)), "-o", options,
        )  # fmt: skip

    def _access_files(self) -> dict[str, str]:
        """Only root and the server's own account may connect; the system vouches for who they are."""
        people = sorted({"root", self.account.name})
        rules = "local all all peer map=potok\n"
        names = "".join(f'potok "{person}" {role}\n' for person in people for role in (ROLE, SUPERUSER))
        paths = {}
        for key, name, text in (("hba_file", "access.conf", rules), ("ident_file", "names.conf", names)):
            path = self.home / name
            path.write_text(text, encoding="utf-8")
            path.chmod(0o644)
            paths[key] = str(path)
        return paths

    def _create_database(self) -> None:
        """The role and the database of the application, once."""
        with self._connect() as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE_NAME]
            ).fetchone():
                names = sql.Identifier(DATABASE_NAME), sql.Identifier(ROLE)
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))

    def _run(self, action: str, program: str, *arguments: str) -> None:
        answer = self.account.run([self.binaries.program(program), *arguments], timeout=START_TIMEOUT_S + 60)
        if answer.returncode != 0:
            raise DatabaseStartError(action=action, reason=f"{answer.stdout.strip()}\n{self._last_words()}")

    def _last_words(self) -> str:
        if not self.log.exists():
            return ""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:]
        return "\n".join([f"Журнал сервера {self.log}:", *lines])


def open_cluster(
    data_folder: Path,
    *,
    options: Mapping[str, str] | None = None,
    environ: Mapping[str, str] = process_environment,
) -> Cluster:
    """The server of a data folder, ready to be started; creates the folder, starts nothing.

    Args:
        data_folder: Everything the server writes lies here.
        options: Server settings on top of the usual ones (tests switch the disk's safety off).
        environ: POTOK_PG_BIN chooses other programs than the bundled ones.

    Raises:
        DatabaseBinariesError: No usable programs.
        DatabaseStartError: No account can run the server there.
    """
    binaries = find_binaries(environ)
    make_data_folder(data_folder)
    home = data_folder.resolve() / f"pg{binaries.major}"
    account = choose_account(home)
    account.own(home)
    if not account.reaches(home):
        account = with_passage(account, home)
    if account.switch and binaries.bundled and not account.reaches(binaries.folder):
        binaries = binaries.copy_to(home / "programs")
        _give(home / "programs", account)
    return Cluster(home, binaries, account, options or {})


def _give(folder: Path, account: Account) -> None:
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, account.uid, account.gid)
