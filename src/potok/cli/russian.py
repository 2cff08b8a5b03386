"""Help and usage errors of the command line in Russian: Typer speaks English only."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand

_PHRASES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bUsage: ", "Использование: "),
        (r"\[OPTIONS\]", "[ПАРАМЕТРЫ]"),
        (r"\bCOMMAND \[ARGS\]\.\.\.", "КОМАНДА …"),
        (r"(?m)^Options:$", "Параметры:"),
        (r"(?m)^Arguments:$", "Аргументы:"),
        (r"(?m)^Commands:$", "Команды:"),
        (r"Show this message and exit\.", "Показать эту справку."),
        (r"\[required\]", "[обязательно]"),
        (r"\[default: ", "[по умолчанию: "),
        (r"; required\]", "; обязательно]"),
        (r"Try '(.+?)' for help\.", r"Справка: \1"),
        (r"(?m)^Error: ", "Ошибка: "),
        (r"No such option: (\S+)", r"нет параметра \1"),
        (r"\(Possible options: (.+)\)", r"(есть похожие: \1)"),
        (r"No such command '(.+?)'\.?", r"нет команды «\1»."),
        (r"Did you mean (.+)\?", r"Возможно, имелось в виду: \1."),
        (r"Missing command\.", "не указана команда."),
        (r"Missing argument '(.+?)'\.", r"не указан аргумент \1."),
        (r"Missing option '(.+?)'\.", r"не указан параметр \1."),
        (r"Invalid value for '(.+?)': ", r"неверное значение \1: "),
        (r"Got unexpected extra arguments? \((.+)\)", r"лишние аргументы: \1"),
        (r"Option '(.+?)' requires an argument\.", r"параметр \1 требует значения."),
        (r"(?:Path|File|Directory) '(.+?)' does not exist\.", r"«\1» не существует."),
        (r"Directory '(.+?)' is a file\.", r"«\1» — файл, нужна папка."),
        (r"File '(.+?)' is a directory\.", r"«\1» — папка, нужен файл."),
        (r"'(.*?)' is not a valid (?:integer|int)\.?", r"«\1» — не целое число."),
        (r"'(.*?)' is not a valid float\.?", r"«\1» — не число."),
    )
)


def in_russian(text: str) -> str:
    """The text with Typer's own phrases in Russian; unknown phrases stay as they are."""
    for pattern, replacement in _PHRASES:
        text = pattern.sub(replacement, text)
    return text


# Typer keeps its formatter in a private package; the public command class leads to it.
_Formatter: Any = TyperCommand.context_class.formatter_class


class RussianFormatter(_Formatter):  # type: ignore[misc]  # the base is found at run time
    """Typer's layout of help pages with Russian words."""

    def getvalue(self) -> str:
        """The finished page."""
        return in_russian(super().getvalue())
