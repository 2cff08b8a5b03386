"""`potok admin`: the first administrator, from the command line."""

from __future__ import annotations

import json
import subprocess
import sys

from potok.operations.people.models import User


def run(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "potok.cli.main", "admin", *arguments, "--json"]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def test_the_first_administrator_comes_from_the_command_line_and_only_once(
    own_database: None, program_environ: dict[str, str]
) -> None:
    environ = {**program_environ, "POTOK_ADMIN_PASSWORD": "long-enough-secret"}
    made = run(environ, "boss", "--last-name", "Панин")
    assert (made.returncode, json.loads(made.stdout)) == (0, {"user": "boss"}), made.stderr
    again = run(environ, "second")
    assert again.returncode == 1
    assert json.loads(again.stdout)["code"] == "administrator_exists"
    one_time = json.loads(run(environ, "boss", "--reset").stdout)["one_time_password"]
    boss = User.objects.get(username="boss")
    assert len(one_time) == 12
    assert boss.must_change_password
