"""The rules of the house: style, types, borders between rooms, migrations, locked versions."""

from __future__ import annotations

import ast
import filecmp
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("POTOK_SHARED", ROOT.parent / "shared"))
PROGRAMS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports"],
    ],
    ids=["ruff", "format", "mypy", "borders"],
)
def test_the_code_keeps_the_rules(command: list[str]) -> None:
    answer = subprocess.run(
        [PROGRAMS / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.django_db
def test_every_change_of_the_models_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_workers_know_the_jobs_of_every_department() -> None:
    modules = (ROOT / "src" / "potok" / "operations").glob("*/jobs.py")
    jobs = {f"potok.operations.{module.parent.name}.jobs" for module in modules}
    assert jobs <= set(settings.PROCRASTINATE_IMPORT_PATHS)


def test_no_module_is_longer_than_five_hundred_lines() -> None:
    modules = [path for path in (ROOT / "src").rglob("*.py") if "migrations" not in path.parts]
    assert [str(path) for path in modules if len(path.read_text(encoding="utf-8").splitlines()) > 500] == []


def test_an_old_python_can_read_the_script_that_asks_for_a_newer_one() -> None:
    ast.parse((ROOT / "bootstrap.py").read_text(encoding="utf-8"), feature_version=(3, 8))


@pytest.mark.parametrize(("listed", "groups"), [("requirements.txt", []), ("requirements-dev.txt", ["dev"])])
def test_the_lists_for_pip_name_the_locked_versions(listed: str, groups: list[str]) -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {package["name"]: package for package in lock["package"]}
    pinned = dict(
        re.findall(r"(?m)^([a-z0-9-]+)(?:\[.*?\])?==(\S+)", (ROOT / listed).read_text(encoding="utf-8"))
    )
    assert {name: locked[name]["version"] for name in pinned} == pinned
    potok = locked["potok"]
    direct = potok["dependencies"] + potok["optional-dependencies"]["fast"]
    for group in groups:
        direct += potok["dev-dependencies"][group]
    assert {package["name"] for package in direct} <= set(pinned)


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        ("data/plant", "data/plant"),
        ("data/bakery", "data/bakery"),
        ("data/jacket", "data/jacket"),
        ("data/cases", "reference/cases"),
    ],
)
def test_copied_data_are_those_of_the_shared_folder(copy: str, original: str) -> None:
    """Where the shared folder is at hand; a public clone has the copies alone."""
    data = [path for path in (SHARED / original).rglob("*") if path.suffix in {".csv", ".json"}]
    files = [path.relative_to(SHARED / original) for path in data]
    changed = [
        str(path)
        for path in files
        if not filecmp.cmp(SHARED / original / path, ROOT / copy / path, shallow=False)
    ]
    assert changed == []
    assert (ROOT / copy).is_dir()
