"""`potok calc`: compute one engineering method and explain it, or a whole table of inputs."""

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
    """What an answer is written as."""

    JSON = "json"
    TEXT = "text"
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


_FILES = frozenset({NoteFormat.PDF, NoteFormat.XLSX})


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
    batch: Annotated[
        Path | None,
        typer.Option("--batch", help="Таблица CSV или XLSX: строка — набор исходных данных.", metavar="FILE"),
    ] = None,
    style: Annotated[
        NoteFormat | None,
        typer.Option(
            "--format",
            "-f",
            help="Вид записки; по умолчанию по имени файла, на экране text, иначе json. Для --batch: csv, "
            "json, xlsx.",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Куда записать.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="Перечень расчётов.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="JSON Schema исходных данных расчёта.")] = False,
) -> None:
    """Инженерный расчёт с пояснением каждого числа."""
    chosen = style or _usual(output, batch=batch is not None)
    if chosen in _FILES and output is None:
        raise typer.BadParameter(f"вид {chosen} пишется только в файл", param_hint="'--output'")
    try:
        if listing:
            _write(_catalogue(chosen), output)
        elif batch is not None:
            from potok.cli.calc_batch import run_file

            refused = run_file(_chosen(method), batch, chosen, lambda answer: _write(answer, output))
            if refused:
                raise typer.Exit(REFUSED)
        else:
            _write(_answer(method, source, chosen, schema=schema), output)
    except PotokError as error:
        if chosen is not NoteFormat.JSON:
            raise
        faults = [problem.as_dict() for problem in error.problems]
        sys.stdout.write(_json({"code": error.code, "detail": error.message, "fields": faults}))
        raise typer.Exit(REFUSED) from error


def _usual(output: Path | None, *, batch: bool) -> NoteFormat:
    """What the name of the file says; without one, text for people and JSON for programs."""
    ending = output.suffix.lower().lstrip(".") if output else ""
    known = next((style for style in NoteFormat if style.value == ending), None)
    if known is not None:
        return known
    if batch:
        return NoteFormat.CSV
    return NoteFormat.TEXT if output is None and sys.stdout.isatty() else NoteFormat.JSON


def _chosen(method_id: str | None) -> str:
    if method_id is None:
        raise typer.BadParameter("назовите расчёт; перечень: potok calc --list", param_hint="'METHOD'")
    return method_id


def _answer(method_id: str | None, source: str | None, style: NoteFormat, *, schema: bool) -> str | bytes:
    """What the command writes."""
    from potok.methods import method

    name = _chosen(method_id)
    chosen = method(name)
    if schema:
        return _json(chosen.schema())
    if source is None:
        raise typer.BadParameter("задайте файл с исходными данными", param_hint="'--input'")
    if style is NoteFormat.CSV:
        raise typer.BadParameter("вид csv бывает только у --batch", param_hint="'--format'")
    from potok.methods.case import case_input

    given = case_input(_parsed(source), method_id=name)
    note = chosen.run(given.given, reference=given.reference)
    if style is NoteFormat.PDF:
        from potok.documents.note.pdf import note_pdf

        return note_pdf(note, inputs=chosen.inputs)
    if style is NoteFormat.XLSX:
        from potok.documents.note.workbook import note_workbook

        return note_workbook(note, inputs=chosen.inputs).content
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
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        return json.loads(text)
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{source}: это не текст в UTF-8", param_hint="'--input'") from error
    except json.JSONDecodeError as error:
        where = f"строка {error.lineno}, знак {error.colno}"
        raise typer.BadParameter(f"{source}: это не JSON ({where})", param_hint="'--input'") from error


def _json(data: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _write(answer: str | bytes, output: Path | None) -> None:
    if isinstance(answer, str):
        if output is None:
            sys.stdout.write(answer)
        else:
            output.write_text(answer, encoding="utf-8")
    elif output is not None:  # without a name a file is refused before it is made
        output.write_bytes(answer)
