"""Options that several commands share, worded once."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

JsonOption = Annotated[bool, typer.Option("--json", help="Ответ в формате JSON.")]
HostOption = Annotated[
    str,
    typer.Option("--host", envvar="POTOK_HOST", help="Адрес, на котором слушает сайт.", show_envvar=False),
]
PortOption = Annotated[
    int | None,
    typer.Option(
        "--port",
        envvar="POTOK_PORT",
        min=1,
        max=65535,
        help="Порт сайта (POTOK_PORT); без него — 8000 или любой свободный.",
        show_envvar=False,
    ),
]
TodayOption = Annotated[
    dt.datetime | None,
    typer.Option(
        "--today",
        formats=["%Y-%m-%d"],
        metavar="ГГГГ-ММ-ДД",
        help="Дата предприятия вместо настоящей.",
    ),
]


def plant_date(moment: dt.datetime | None) -> dt.date | None:
    """The date of a `--today` option."""
    return None if moment is None else moment.date()
