"""`potok admin`: the first administrator of an empty installation, and the way back in."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from potok.cli.options import JsonOption

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def admin(
    user: Annotated[str, typer.Argument(metavar="ИМЯ", help="Имя, под которым входить на сайт.")],
    *,
    last_name: Annotated[str, typer.Option("--last-name", help="Фамилия.")] = "Администратор",
    first_name: Annotated[str, typer.Option("--first-name", help="Имя.")] = "",
    password: Annotated[
        str,
        typer.Option(
            "--password",
            envvar="POTOK_ADMIN_PASSWORD",
            help="Пароль; без него спрашивается с клавиатуры.",
        ),
    ] = "",
    reset: Annotated[
        bool, typer.Option("--reset", help="Выдать существующему пользователю одноразовый пароль.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Завести первого администратора.

    Работает, пока администратора нет. Кто владеет сервером, с ключом --reset возвращает себе вход:
    команда печатает одноразовый пароль, который меняется при первом входе.
    """
    from potok.server.installation import open_books

    with open_books():
        from potok.operations.people.accounts import Account, first_administrator, reset_password
        from potok.operations.people.acting import SYSTEM

        if reset:
            issued = reset_password(SYSTEM, username=user)
            answer = {"user": user, "one_time_password": issued}
            print(json.dumps(answer, ensure_ascii=False) if as_json else issued)
            return
        typed = password or typer.prompt("Пароль", hide_input=True, confirmation_prompt="Пароль ещё раз")
        account = Account(username=user, last_name=last_name, first_name=first_name)
        first_administrator(account=account, password=typed)
    print(json.dumps({"user": user}, ensure_ascii=False) if as_json else f"Администратор «{user}» заведён.")
