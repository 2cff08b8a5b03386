from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from potok.cli.main import COMMANDS, run
from potok.errors import catalogue

HEAVY = ("ortools", "pandas", "numba", "typst", "openpyxl", "matplotlib", "highspy")


def imported_by(code: str) -> set[str]:
    """Names of the modules in a fresh interpreter after running the code."""
    code += "\nimport sys; print('\\nMODULES', *sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(answer.stdout.rsplit("MODULES", 1)[1].split())


@pytest.mark.parametrize(
    "code",
    [
        "from potok.cli.main import run; run(['--help'])",
        "import potok.methods, potok.exchange, potok.supply, potok.scheduling, potok.balancing",
        "import potok.server.settings",
        "import os; os.environ['POTOK_SECRET_KEY'] = 'a secret'; import potok.server.wsgi",
    ],
    ids=["help", "rooms", "settings", "site"],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code: str) -> None:
    assert imported_by(code).isdisjoint(HEAVY)


def test_help_does_not_even_load_the_framework() -> None:
    assert "django" not in imported_by("from potok.cli.main import run; run(['--help'])")


def test_help_lists_every_command_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    page = capsys.readouterr().out
    for name, (_, line) in COMMANDS.items():
        assert re.search(rf"(?m)^  {name} +{re.escape(line)}$", page)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_russian(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"Использование: potok {name} ")
    assert "Показать эту справку." in page
    without_examples = re.sub(r"«[^»]*»|--[a-z-]+|[A-Z_]{3,}|<[^>]*>", "", page)
    assert not re.search(r"\b(Options|Arguments|Commands|required|Show|help)\b", without_examples)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["blah"], "Ошибка: нет команды «blah»."),
        (["--blah"], "Ошибка: нет параметра --blah"),
        (["token"], "Ошибка: не указан аргумент ПОЛЬЗОВАТЕЛЬ."),
        (["token", "planner", "extra"], "Ошибка: лишние аргументы: extra"),
        (["serve", "--port"], "Ошибка: параметр --port требует значения."),
        (["serve", "--port", "eighty"], "Ошибка: неверное значение --port: нужно целое число."),
        (["serve", "--port", "0"], "Ошибка: неверное значение --port: должно быть не меньше 1."),
        (["serve", "--today", "1.3"], "неверное значение --today: «1.3» — не дата вида 'ГГГГ-ММ-ДД'."),
        (["worker", "--drain=3"], "Ошибка: параметр --drain не принимает значения."),
        (["import", "plant", "/nope"], "«/nope» не существует."),
        (
            ["calc", "x", "-f", "odt"],
            "неверное значение --format: «odt» — нет такого, есть 'json', 'text', 'pdf', 'xlsx', 'csv'.",
        ),
    ],
)
def test_wrong_usage_is_explained_in_russian(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert sentence in capsys.readouterr().err


def test_a_refusal_is_one_sentence_and_exit_code_one(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.setenv("POTOK_PG_BIN", str(tmp_path_factory.mktemp("empty")))
    monkeypatch.setenv("POTOK_DATA", str(tmp_path_factory.mktemp("data")))
    assert run(["database", "status"]) == 1
    assert capsys.readouterr().err.startswith("Не найдены программы PostgreSQL")


def test_a_refusal_is_data_where_json_is_asked_for(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.setenv("POTOK_PG_BIN", str(tmp_path_factory.mktemp("empty")))
    monkeypatch.setenv("POTOK_DATA", str(tmp_path_factory.mktemp("data")))
    assert run(["database", "status", "--json"]) == 1
    answer = capsys.readouterr().out
    assert '"code": "database_binaries_missing"' in answer
    assert "database_binaries_missing" in catalogue()


def test_a_folder_that_cannot_be_written_is_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    out = tmp_path / "file" / "plan"
    plant = Path(__file__).parents[3] / "data" / "plant"
    assert run(["plan", "--plant", str(plant), "--out", str(out), "--time-limit", "1"]) == 1
    told = capsys.readouterr().err
    assert f"Путь «{out}» недоступен: часть пути — файл, а не папка." in told
