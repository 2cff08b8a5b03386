"""`potok import plant DIR`: files of a plant into the books."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def import_data() -> None:
    """Загрузить данные завода из файлов."""


@app.command("plant")
def import_plant_files(
    source: Path = typer.Argument(..., exists=True, help="Папка с файлами CSV или книга XLSX."),
    today: dt.datetime | None = typer.Option(
        None, formats=["%Y-%m-%d", "%d.%m.%Y"], help="Дата завода: от неё считаются сроки."
    ),
    fix_today: bool = typer.Option(False, help="Остановить часы завода на этой дате (для показа)."),
    name: str | None = typer.Option(None, help="Название предприятия."),
    as_json: bool = typer.Option(False, "--json", help="Ответ в виде JSON."),
) -> None:
    """Проверить все строки и записать их: либо все, либо ни одной."""
    from potok.exchange.plant_files import read_plant
    from potok.server.installation import open_books

    plant = read_plant(source, today=today.date() if today else None)
    with open_books():
        from potok.operations.people.acting import SYSTEM
        from potok.operations.plant_transfer import import_plant

        result = import_plant(plant, actor=SYSTEM, name=name, fix_today=fix_today)
    if as_json:
        print(json.dumps(asdict(result), ensure_ascii=False))
        return
    print(
        f"Загружено нового: изделий и сырья {result.items}, машин {result.machines}, "
        f"партий {result.lots}, приходов {result.receipts}, заказов {result.orders}."
    )
