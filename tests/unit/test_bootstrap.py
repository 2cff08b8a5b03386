from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bootstrap() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on whose path there is nothing but what a test puts there; its user is not root."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    for name in ("POTOK_PYTHON", "POTOK_CHROMIUM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def put(folder: Path, name: str, script: str) -> str:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


def test_the_python_that_runs_the_script_is_taken_when_it_fits(bootstrap: ModuleType, machine: Path) -> None:
    assert bootstrap.find_python() == sys.executable


def test_another_python_is_found_when_the_running_one_is_too_old(
    bootstrap: ModuleType, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", put(machine, "python3", "echo 3 9"))
    newer = put(machine, "python3.12", "echo 3 12")
    assert bootstrap.find_python() == newer


def test_a_python_that_is_too_new_is_not_taken(
    bootstrap: ModuleType, machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", put(machine, "python3", "echo 3 14"))
    with pytest.raises(bootstrap.MissingError, match=r"Нужен Python от 3\.11 до 3\.13"):
        bootstrap.find_python()


def test_without_a_fitting_python_one_line_tells_what_to_install(
    bootstrap: ModuleType, machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", put(machine, "python3", "echo 3 9"))
    assert bootstrap.main(["setup"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Установите: sudo apt-get install -y python3 python3-venv python3-pip"
    )


def test_a_browser_is_found_under_its_usual_names(bootstrap: ModuleType, machine: Path) -> None:
    path = put(machine, "chromium-browser", "echo Chromium 130")
    assert bootstrap.find_browser() == path


def test_an_empty_shell_of_a_browser_package_does_not_count(bootstrap: ModuleType, machine: Path) -> None:
    put(machine, "chromium-browser", "echo 'requires the chromium snap' >&2; exit 1")
    with pytest.raises(bootstrap.MissingError, match="sudo apt-get install -y chromium"):
        bootstrap.find_browser()


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("soffice", "sudo apt-get install -y --no-install-recommends libreoffice-calc"),
        ("pdftotext", "sudo apt-get install -y poppler-utils"),
    ],
)
def test_without_a_tool_of_the_tests_one_line_tells_what_to_install(
    bootstrap: ModuleType, machine: Path, program: str, line: str
) -> None:
    tool = next(tool for tool in bootstrap.TEST_TOOLS if tool[0] == program)
    with pytest.raises(bootstrap.MissingError, match=line):
        bootstrap.find_tool(*tool)
    path = put(machine, program, "echo 24")
    assert bootstrap.find_tool(*tool) == path


def test_an_unknown_command_shows_the_known_ones(
    bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(["dance"]) == 2
    assert "setup | demo | test" in capsys.readouterr().out


def test_what_is_started_keeps_its_bytecode_inside_the_project(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", "")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX")
    bootstrap.keep_bytecode()
    told = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", str(ROOT / ".venv" / "bytecode")]
