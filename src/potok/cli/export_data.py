"""`potok export plant DIR`: the books as files of a plant."""

from __future__ import annotations

import json
from pathlib import Path

import typer

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def export_data() -> None:
    """Выгрузить данные завода в файлы."""


@app.command("plant")
def export_plant_files(
    target: Path = typer.Argument(..., help="Папка для файлов CSV или имя книги .xlsx."),
    as_json: bool = typer.Option(False, "--json", help="Ответ в виде JSON."),
) -> None:
    """Записать справочники, остатки, приходы и заказы в файлы, которые можно загрузить обратно."""
    from potok.exchange.plant_files import write_plant
    from potok.exchange.plant_workbook import write_plant_workbook
    from potok.server.installation import open_books

    with open_books():
        from potok.operations.plant_transfer import export_plant

        plant = export_plant()
    if target.suffix.lower() == ".xlsx":
        write_plant_workbook(plant, target)
    else:
        write_plant(plant, target)
    counts = {"items": len(plant.items), "lots": len(plant.lots), "orders": len(plant.orders)}
    if as_json:
        print(json.dumps({"target": str(target), **counts}, ensure_ascii=False))
        return
    print(f"Выгружено в {target}: заказов {counts['orders']}, партий {counts['lots']}.")
