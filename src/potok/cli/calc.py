"""`potok calc`: compute one engineering method and explain it."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from potok.errors import PotokError

app = typer.Typer(add_completion=False, rich_markup_mode=None)

#: Exit status when the input or the method was refused, as `potok.cli.main` gives it.
REFUSED = 1


class NoteFormat(StrEnum):
    """What a note is written as."""

    JSON = "json"
    TEXT = "text"


@app.command()
def calc(
    method: Annotated[
        str | None,
        typer.Argument(help="Расчёт, например cycle.duration.", metavar="METHOD", show_default=False),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--input", "-i", help="Файл JSON с исходными данными или целым примером; «-» — ввод."),
    ] = None,
    style: Annotated[
        NoteFormat | None,
        typer.Option("--format", "-f", help="Вид записки; по умолчанию text на экране, json в файл и поток."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Куда записать.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="Перечень расчётов.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="JSON Schema исходных данных расчёта.")] = False,
) -> None:
    """Инженерный расчёт с пояснением каждого числа."""
    chosen = style or (NoteFormat.TEXT if output is None and sys.stdout.isatty() else NoteFormat.JSON)
    try:
        _write(_answer(method, source, chosen, listing=listing, schema=schema), output)
    except PotokError as error:
        if chosen is NoteFormat.TEXT:
            raise
        faults = [problem.as_dict() for problem in error.problems]
        sys.stdout.write(_json({"code": error.code, "detail": error.message, "fields": faults}))
        raise typer.Exit(REFUSED) from error


def _answer(
    method_id: str | None, source: str | None, style: NoteFormat, *, listing: bool, schema: bool
) -> str:
    """What the command prints."""
    from potok.methods import method

    if listing:
        return _catalogue(style)
    if method_id is None:
        raise typer.BadParameter("назовите расчёт; перечень: potok calc --list", param_hint="'METHOD'")
    chosen = method(method_id)
    if schema:
        return _json(chosen.schema())
    if source is None:
        raise typer.BadParameter("задайте файл с исходными данными", param_hint="'--input'")
    from potok.methods.case import case_input

    given = case_input(_parsed(source), method_id=method_id)
    note = chosen.run(given.given, reference=given.reference)
    if style is NoteFormat.TEXT:
        from potok.notes.render.terminal import note_text

        return note_text(note)
    from potok.notes.storage import note_to_data

    return _json(note_to_data(note))


def _catalogue(style: NoteFormat) -> str:
    """All methods by topic, as text or JSON."""
    from potok.methods import method, method_ids, topics

    entries = [(name, method(name).title, method(name).purpose) for name in method_ids()]
    if style is NoteFormat.JSON:
        return _json([{"id": name, "title": title, "purpose": purpose} for name, title, purpose in entries])
    lines: list[str] = []
    for topic in topics():
        mine = [(name, title) for name, title, _ in entries if name.partition(".")[0] == topic.name]
        if mine:
            lines += [topic.title, *(f"  {name:<32} {title}" for name, title in mine), ""]
    return "\n".join(lines)


def _parsed(source: str) -> object:
    """The JSON of a file or of the standard input ("-")."""
    if source != "-" and not Path(source).is_file():
        raise typer.BadParameter(f"файла {source} нет", param_hint="'--input'")
    text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"строка {error.lineno}, знак {error.colno}"
        raise typer.BadParameter(f"{source}: это не JSON ({where})", param_hint="'--input'") from error


def _json(data: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")
