from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from potok.server.postgres import Cluster, DatabaseBinariesError, open_cluster
from potok.server.postgres.binaries import find_binaries
from potok.server.postgres.processes import postmaster_pid, server_processes
from potok.server.postgres.socket_path import LONGEST_DIRECTORY

FAST = {"fsync": "off", "max_connections": "10"}


def setting(cluster: Cluster, name: str) -> str:
    with psycopg.connect(cluster.url) as connection:
        row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    assert row is not None
    return str(row[0])


def write_rows(cluster: Cluster, count: int) -> None:
    with psycopg.connect(cluster.url) as connection:
        connection.execute("DROP TABLE IF EXISTS kept")
        connection.execute("CREATE TABLE kept (id int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, %s)", [count])


def count_rows(cluster: Cluster) -> int:
    with psycopg.connect(cluster.url) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row is not None
    return int(row[0])


def running_postmaster(cluster: Cluster) -> int:
    pid = postmaster_pid(cluster.data)
    assert pid is not None
    return pid


def test_a_new_data_folder_gets_a_server_that_keeps_its_rows_over_a_restart(cluster: Cluster) -> None:
    assert cluster.start()
    write_rows(cluster, 200)
    cluster.stop()
    assert not cluster.answers()
    assert cluster.start()
    assert count_rows(cluster) == 200


def test_the_server_is_closed_to_the_network_and_checks_its_pages(cluster: Cluster) -> None:
    cluster.start()
    assert setting(cluster, "listen_addresses") == ""
    assert setting(cluster, "data_checksums") == "on"
    assert setting(cluster, "server_encoding") == "UTF8"
    assert stat.S_IMODE((cluster.home / "run").stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700


def test_the_application_is_no_superuser(cluster: Cluster) -> None:
    cluster.start()
    with psycopg.connect(cluster.url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("COPY (SELECT 1) TO PROGRAM 'cat'")


def test_the_server_never_runs_as_root(cluster: Cluster) -> None:
    cluster.start()
    status = Path(f"/proc/{running_postmaster(cluster)}/status").read_text(encoding="utf-8")
    uids = next(line for line in status.splitlines() if line.startswith("Uid:")).split()[1:]
    assert "0" not in uids


def test_russian_words_are_compared_by_similarity(cluster: Cluster) -> None:
    cluster.start()
    with psycopg.connect(cluster.url) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        connection.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        row = connection.execute("SELECT similarity('колорит', 'колорид') > 0.5").fetchone()
    assert row == (True,)


def test_a_running_server_is_adopted(cluster: Cluster) -> None:
    cluster.start()
    pid = postmaster_pid(cluster.data)
    assert not open_cluster(cluster.home.parent, options=FAST).start()
    assert postmaster_pid(cluster.data) == pid


def test_the_server_outlives_the_program_that_started_it(cluster: Cluster) -> None:
    code = (
        "import os, signal, sys, pathlib\n"
        "from potok.server.postgres import open_cluster\n"
        "open_cluster(pathlib.Path(sys.argv[1])).start()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(cluster.home.parent)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert cluster.answers()
    assert not cluster.start()


def test_two_programs_starting_at_once_get_one_server(cluster: Cluster) -> None:
    code = (
        "import sys, pathlib\n"
        "from potok.server.postgres import open_cluster\n"
        "print(open_cluster(pathlib.Path(sys.argv[1])).start())\n"
    )
    command = [sys.executable, "-c", code, str(cluster.home.parent)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert sorted(one.communicate()[0].strip() for one in both) == ["False", "True"]


def test_a_killed_server_recovers_every_committed_row(cluster: Cluster) -> None:
    cluster.start()
    write_rows(cluster, 200)
    os.kill(running_postmaster(cluster), signal.SIGKILL)
    assert cluster.start()
    assert count_rows(cluster) == 200


def test_a_server_killed_with_all_its_processes_recovers(cluster: Cluster) -> None:
    cluster.start()
    write_rows(cluster, 200)
    for pid in server_processes(cluster.data):
        with suppress(ProcessLookupError):  # some leave when they see their main process die
            os.kill(pid, signal.SIGKILL)
    assert cluster.start()
    assert count_rows(cluster) == 200


def test_a_lock_left_with_the_number_of_a_stranger_does_not_hold_the_start_back(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n0\n5432\n../run\n\n\n\n")
    assert cluster.start()


def test_an_interrupted_creation_is_begun_anew(tmp_path: Path) -> None:
    cluster = open_cluster(tmp_path / "data", options=FAST)
    unfinished = cluster.home / "data.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    try:
        assert cluster.start()
        assert not unfinished.exists()
    finally:
        cluster.stop()


def test_stopping_a_stopped_server_does_nothing(cluster: Cluster) -> None:
    cluster.stop()
    cluster.start()
    cluster.stop()
    cluster.stop()
    assert not cluster.answers()


@pytest.fixture
def awkward_folder(tmp_path: Path) -> Iterator[Path]:
    """Closed to everybody but its owner, with spaces, quotes and Russian letters, and far too long."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    yield (
        closed / "план 'цеха' №1" / "очень длинное имя папки завода" / "и ещё одна папка внутри неё" / "data"
    )
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_a_closed_folder_with_a_long_awkward_name_works_and_stays_closed(awkward_folder: Path) -> None:
    assert len(os.fsencode(awkward_folder)) > LONGEST_DIRECTORY
    cluster = open_cluster(awkward_folder, options=FAST)
    try:
        assert cluster.start()
        write_rows(cluster, 3)
        assert not open_cluster(awkward_folder, options=FAST).start()
        assert count_rows(cluster) == 3
    finally:
        cluster.stop()


def test_the_data_directory_names_the_major_version(cluster: Cluster) -> None:
    assert cluster.home.name == f"pg{cluster.binaries.major}"


@pytest.mark.parametrize("program", ["postgres", "initdb", "pg_ctl", "psql", "pg_dump"])
def test_copied_programs_find_their_libraries(open_folder: Path, program: str) -> None:
    copy = find_binaries({}).copy_to(open_folder / "programs")
    answer = subprocess.run([copy.program(program), "--version"], capture_output=True, text=True, check=True)
    assert f"(PostgreSQL) {copy.major}." in answer.stdout


def test_a_folder_without_programs_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(DatabaseBinariesError, match="POTOK_PG_BIN"):
        open_cluster(tmp_path / "data", environ={"POTOK_PG_BIN": str(tmp_path)})


def test_programs_of_an_old_version_are_refused(tmp_path: Path) -> None:
    program = tmp_path / "pg_ctl"
    program.write_text("#!/bin/sh\necho 'pg_ctl (PostgreSQL) 14.9'\n")
    program.chmod(0o755)
    with pytest.raises(DatabaseBinariesError, match="нужна 15 или новее"):
        open_cluster(tmp_path / "data", environ={"POTOK_PG_BIN": str(tmp_path)})
