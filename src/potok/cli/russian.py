"""Help and usage errors of the command line in Russian: Typer speaks English only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from typer.core import TyperCommand

_HEADINGS = {"Options": "Параметры", "Arguments": "Аргументы", "Commands": "Команды"}

_PHRASES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # Help pages.
        (r"\bUsage: ", "Использование: "),
        (r"\[OPTIONS\]", "[ПАРАМЕТРЫ]"),
        (r"\bCOMMAND \[ARGS\]\.\.\.", "КОМАНДА …"),
        (r"<(?:path|file|directory)>", "<путь>"),
        (r"<(?:list\[str\]|str|text)>", "<текст>"),
        (r"<(?:int|float)(?: range)?>", "<число>"),
        (r"Show this message and exit\.", "Показать эту справку."),
        (r"\brequired\]", "обязательно]"),
        (r"\[default: ", "[по умолчанию: "),
        # Usage errors.
        (r"Try '(.+?)' for help\.", r"Справка: \1"),
        (r"(?m)^Error: ", "Ошибка: "),
        (r"No such option: (\S+)", r"нет параметра \1"),
        (r"\(Possible options: (.+)\)", r"(есть похожие: \1)"),
        (r"No such command '(.+?)'\.?", r"нет команды «\1»."),
        (r"Did you mean (.+)\?", r"Возможно, имелось в виду: \1."),
        (r"Missing command\.", "не указана команда."),
        (r"Missing argument '(.+?)'\.", r"не указан аргумент \1."),
        (r"Missing option '(.+?)'\.", r"не указан параметр \1."),
        (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", r"лишние аргументы: \1"),
        (r"Option '(.+?)' requires an argument\.", r"параметр \1 требует значения."),
        (r"Option '(.+?)' does not take a value\.", r"параметр \1 не принимает значения."),
        (r"Invalid value for '(.+?)'(?: / '(?:.+?)')*: (?:Value error, )?", r"неверное значение \1: "),
        (r"Invalid value: (?:Value error, )?", "неверное значение: "),
        (r"Input should be a valid integer.*", "нужно целое число."),
        (r"Input should be a valid number.*", "нужно число."),
        (r"Input should be greater than or equal to (\S+)", r"должно быть не меньше \1."),
        (r"Input should be less than or equal to (\S+)", r"должно быть не больше \1."),
        (r"'(.*?)' does not match the formats? (.+?)\.?$", r"«\1» — не дата вида \2."),
        (r"'(.*?)' is not one of (.+?)\.?$", r"«\1» — нет такого, есть \2."),
        (r"(?:path|file|directory) '(.+?)' does not exist\.", r"«\1» не существует."),
        (r"(?:path|directory) '(.+?)' is a file\.", r"«\1» — файл, нужна папка."),
        (r"(?:path|file) '(.+?)' is a directory\.", r"«\1» — папка, нужен файл."),
        (r"%Y-%m-%d", "ГГГГ-ММ-ДД"),
        (r"%d\.%m\.%Y", "ДД.ММ.ГГГГ"),
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
    """Typer's help pages with Russian words, put in before the columns are laid out."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line."""
        super().write_usage(prog, in_russian(args), prefix or "Использование: ")

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands with their explanations."""
        translated = [(in_russian(name), in_russian(explanation)) for name, explanation in rows]
        super().write_dl(translated, col_max, col_spacing)
