"""The command `potok`: finds the module of a subcommand and turns errors into sentences.

A module is imported only when its command is called, so `potok --help` stays quick. A command module
holds `app`, a Typer application: with one command it is that command, with a callback and commands
it is a group (`potok import plant DIR`).
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from potok.cli.files import file_access
from potok.cli.plain_values import make_plain, read_plainly
from potok.cli.russian import RussianFormatter, in_russian
from potok.errors import PotokError

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter, Parameter

#: Subcommand → module that holds its `app`, and the line of `potok --help`.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("potok.cli.demo", "Показать Поток на демонстрационном заводе «Колорит-Хим»."),
    "serve": ("potok.cli.serve", "Запустить сайт."),
    "worker": ("potok.cli.worker", "Запустить исполнителя фоновых заданий."),
    "import": ("potok.cli.import_data", "Загрузить данные завода из файлов."),
    "export": ("potok.cli.export_data", "Выгрузить данные завода в файлы."),
    "plan": ("potok.cli.plan", "Спланировать заказы из файлов без базы данных."),
    "check": ("potok.cli.check", "Проверить готовый план независимым контролёром."),
    "shop": ("potok.cli.shop", "Спланировать цех со всеми правилами из файла и проверить его план."),
    "calc": ("potok.cli.calc", "Посчитать инженерный расчёт и объяснить каждое число."),
    "bakery": ("potok.cli.bakery", "Составить технологический план пекарни на сутки."),
    "balance": ("potok.cli.balance", "Сбалансировать линию из файла."),
    "bench": ("potok.cli.bench", "Решить задачу из литературы и сообщить результат."),
    "admin": ("potok.cli.admin", "Завести первого администратора или сбросить его пароль."),
    "learn": ("potok.cli.learn", "Составить варианты заданий, показать задания и тест."),
    "token": ("potok.cli.token", "Выдать пользователю ключ для API."),
    "backup": ("potok.cli.backup", "Сохранить базу данных и шаблоны в файл резервной копии."),
    "restore": ("potok.cli.restore", "Восстановить базу данных из резервной копии."),
    "database": ("potok.cli.database", "Запустить, остановить или опросить встроенную базу данных."),
}

FAILED = 1
STOPPED_BY_USER = 130


class LazyCommands(TyperGroup):
    """Subcommands by name; only the called one is imported."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Options of `potok` itself."""
        parameters = super().get_params(ctx)
        make_plain(parameters)
        return parameters

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - Typer's signature
        """Names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command itself, None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command = typer.main.get_command(import_module(COMMANDS[cmd_name][0]).app)
        command.name = cmd_name
        read_plainly(command, ctx)
        return command

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:  # noqa: ARG002 - Typer's signature
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


app = typer.Typer(cls=LazyCommands, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def potok() -> None:
    """Поток: организация и планирование производства."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit code: 0, 1 refused, 2 wrong usage, 130 interrupted."""
    command = typer.main.get_command(app)
    command.context_class.formatter_class = RussianFormatter
    try:
        result = command.main(args=list(arguments), prog_name="potok", standalone_mode=False)
    except PotokError as error:
        _tell(error, as_json="--json" in arguments)
        return FAILED
    except OSError as error:
        if error.filename is None:  # no file of the command line: a fault of ours
            raise
        _tell(file_access(error), as_json="--json" in arguments)
        return FAILED
    except TyperException as error:
        text = io.StringIO()
        error.show(file=text)  # type: ignore[attr-defined]  # every usage error of Typer shows itself
        sys.stderr.write(in_russian(text.getvalue()))
        return int(getattr(error, "exit_code", FAILED))
    except (KeyboardInterrupt, typer.Abort):
        return STOPPED_BY_USER
    return result if isinstance(result, int) else 0


def main() -> None:
    """Entry point of the console script."""
    sys.exit(run(sys.argv[1:]))


def _tell(error: PotokError, *, as_json: bool) -> None:
    if as_json:
        faults = [problem.as_dict() for problem in error.problems]
        answer = {"code": error.code, "detail": error.message, "fields": faults}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str) + "\n")
        return
    lines = [error.message, *(f"  {problem.sentence()}" for problem in error.problems)]
    sys.stderr.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
