"""`potok database`: the embedded server by hand, and migrations of any database."""

from __future__ import annotations

import json

import typer

from potok.cli.options import JsonOption

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def database() -> None:
    """Запустить, остановить или опросить встроенную базу данных."""


@app.command()
def start(*, as_json: JsonOption = False) -> None:
    """Запустить встроенную базу данных и оставить её работать; печатает её адрес."""
    from potok.server.database import data_folder
    from potok.server.postgres import open_cluster

    cluster = open_cluster(data_folder())
    started = cluster.start()
    print(json.dumps({"url": cluster.url, "started": started}) if as_json else cluster.url)


@app.command()
def stop() -> None:
    """Остановить встроенную базу данных; если она не работает — ничего не делать."""
    from potok.server.database import data_folder
    from potok.server.postgres import open_cluster

    open_cluster(data_folder()).stop()


@app.command()
def status(*, as_json: JsonOption = False) -> None:
    """Показать, работает ли встроенная база данных."""
    from potok.server.database import data_folder
    from potok.server.postgres import open_cluster

    cluster = open_cluster(data_folder())
    answers = cluster.answers()
    if as_json:
        print(
            json.dumps({"running": answers, "folder": str(cluster.data), "version": cluster.binaries.major})
        )
    else:
        print(
            f"{'Работает' if answers else 'Остановлена'}: PostgreSQL {cluster.binaries.major}, {cluster.data}"
        )


@app.command()
def migrate(*, as_json: JsonOption = False) -> None:
    """Обновить таблицы базы данных до этой версии Потока."""
    from potok.server.installation import open_installation
    from potok.server.migrations import apply_migrations

    installation = open_installation()
    try:
        count = apply_migrations()
    finally:
        installation.close()
    print(json.dumps({"applied": count}) if as_json else f"Применено миграций: {count}")
