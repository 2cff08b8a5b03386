"""`potok restore FILE`: a backup becomes the books of this installation."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from potok.cli.options import JsonOption

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def restore(
    source: Path = typer.Argument(..., metavar="FILE", help="Файл, созданный командой potok backup."),
    *,
    replace: bool = typer.Option(False, "--replace", help="Заменить данные, которые есть в базе сейчас."),
    as_json: JsonOption = False,
) -> None:
    """Восстановить базу данных и шаблоны печатных форм из резервной копии.

    Сначала проверяются контрольные суммы и версия; данные заменяются, когда копия восстановлена целиком.
    """
    from potok.server.installation import open_installation, program_folder, templates_folder

    installation = open_installation()
    try:
        from potok.server.backup import restore_backup

        done = restore_backup(
            source,
            url=installation.url,
            binaries=program_folder(installation),
            templates=templates_folder(installation.data),
            replace=replace,
        )
    finally:
        installation.close()
    if as_json:
        print(json.dumps({"made_at": done.made_at, "made_by": done.made_by, "migrated": done.migrated}))
        return
    print(
        f"Восстановлена копия от {done.made_at} (Поток {done.made_by}). Применено миграций: {done.migrated}."
    )
