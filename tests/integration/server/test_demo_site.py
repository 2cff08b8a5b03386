"""The first of the two commands as a person meets it: processes, signals, the data folder."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from potok.operations.people.roles import Role
from potok.server.postgres import open_cluster

POTOK = [sys.executable, "-m", "potok.cli.main"]


@dataclass(frozen=True, slots=True)
class Site:
    """A demonstration that runs in a process of its own."""

    process: subprocess.Popen[str]
    address: str
    users: list[dict[str, str]]

    def get(self, path: str) -> tuple[int, Any]:
        with urllib.request.urlopen(self.address + path, timeout=30) as answer:  # noqa: S310 - our own address
            return answer.status, json.load(answer)

    def web_server(self) -> int:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(
            encoding="ascii"
        )
        return int(children.split()[0])


def environ(data: Path) -> dict[str, str]:
    """The environment of a person's shell: nothing that the tests themselves have set."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("POTOK_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return {
        **kept,
        "POTOK_DATA": str(data),
        **{key: os.environ[key] for key in ("POTOK_PG_BIN",) if key in os.environ},
    }


@pytest.fixture(scope="module")
def data(open_folder: Path) -> Path:
    return open_folder / "potok"


@pytest.fixture(scope="module")
def site(data: Path) -> Iterator[Site]:
    """One site for the tests of this file, in their order; the last of them stops it.

    Of its ten days one is played: the others differ by what happens in them (`test_demo_days.py`).
    """
    command = [*POTOK, "demo", "--days", "1", "--json"]
    with subprocess.Popen(command, env=environ(data), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Site(process=process, **json.loads(process.stdout.readline()))
        finally:
            process.terminate()


def test_the_site_serves_with_a_worker_beside_it(site: Site) -> None:
    assert site.get("healthz") == (200, {"status": "ok"})
    limit = time.monotonic() + 60
    while site.get("readyz")[1]["workers"] < 2:
        assert time.monotonic() < limit


def test_there_is_a_user_of_every_role(site: Site) -> None:
    assert {user["role"] for user in site.users} == {role.value for role in Role}


def test_its_orders_have_been_planned_and_agreed(site: Site, data: Path) -> None:
    with psycopg.connect(open_cluster(data).url) as connection:
        found = connection.execute(
            "SELECT count(*) FROM planning_scheduleline WHERE is_published AND agreement = 'agreed'"
        ).fetchone()
    assert found is not None
    assert found[0] > 0


def test_the_secret_is_for_the_owner_only(site: Site, data: Path) -> None:
    secret = data / "secret_key"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_text(encoding="ascii")) > 50


def test_a_second_demonstration_points_to_the_first(site: Site, data: Path) -> None:
    second = subprocess.run(
        [*POTOK, "demo"], env=environ(data), capture_output=True, text=True, check=False, timeout=120
    )
    assert second.returncode == 1
    assert f"уже запущен: {site.address}" in second.stderr


def test_a_token_of_a_user_is_shown_once_and_kept_as_a_digest(site: Site, data: Path) -> None:
    command = [*POTOK, "token", "planner", "--label", "проба", "--json"]
    answer = subprocess.run(
        command, env=environ(data), capture_output=True, text=True, check=True, timeout=120
    )
    token = json.loads(answer.stdout)["token"]
    with psycopg.connect(open_cluster(data).url) as connection:
        (digest,) = connection.execute(
            "SELECT digest FROM people_apitoken WHERE label = 'проба'"
        ).fetchone() or ("",)
    assert len(token) >= 40
    assert token not in digest


def test_a_killed_web_server_comes_back_at_the_same_address(site: Site) -> None:
    killed = site.web_server()
    os.killpg(killed, signal.SIGKILL)
    assert site.get("healthz")[0] == 200
    assert killed != site.web_server()


def test_stopping_leaves_neither_processes_nor_a_running_database(site: Site, data: Path) -> None:
    web = site.web_server()
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(timeout=60) == 0
    assert not Path(f"/proc/{web}").exists()
    assert not open_cluster(data).answers()
    with pytest.raises(urllib.error.URLError):
        site.get("healthz")
