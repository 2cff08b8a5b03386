"""`potok backup FILE`: the books of a running system into one file."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from potok.cli.options import JsonOption

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def backup(
    target: Path = typer.Argument(
        ..., metavar="FILE", help="Файл резервной копии, например potok-2026-03-02.zip."
    ),
    *,
    as_json: JsonOption = False,
) -> None:
    """Сохранить базу данных и шаблоны печатных форм в один файл.

    Систему можно не останавливать: копия соответствует одному моменту. Файл содержит контрольные суммы
    и восстанавливается командой potok restore.
    """
    from potok.server.installation import open_books, program_folder, templates_folder

    with open_books() as installation:
        from potok.server.backup import make_backup

        made = make_backup(
            target,
            url=installation.url,
            binaries=program_folder(installation),
            templates=templates_folder(installation.data),
        )
    if as_json:
        print(json.dumps({"file": str(made.file), "bytes": made.size, "sha256": made.digest}))
        return
    megabytes = f"{made.size / 1e6:.1f}".replace(".", ",")
    print(f"Резервная копия записана: {made.file} ({megabytes} МБ).")
