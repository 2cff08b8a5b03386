"""`potok token`: a key for the API."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from potok.cli.options import JsonOption

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def token(
    user: Annotated[str, typer.Argument(metavar="ПОЛЬЗОВАТЕЛЬ", help="Имя, под которым входят на сайт.")],
    *,
    label: Annotated[str, typer.Option("--label", help="Для чего ключ: видно в списке ключей.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Выдать пользователю ключ для API.

    Ключ показывается один раз: хранится только его отпечаток.
    """
    from potok.server.installation import open_books

    with open_books():
        from potok.operations.people.services import issue_token  # needs Django set up

        issued = issue_token(user, label=label)
    print(json.dumps({"user": user, "token": issued}, ensure_ascii=False) if as_json else issued)
