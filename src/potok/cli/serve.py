"""`potok serve`: the web site of an installation."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from potok.cli.options import HostOption, PortOption, TodayOption, plant_date

app = typer.Typer(add_completion=False, rich_markup_mode=None)

ProcessesOption = Annotated[
    int, typer.Option("--processes", min=1, help="Число процессов сайта.", show_default="по числу ядер, до 4")
]
WorkerOption = Annotated[
    bool, typer.Option("--worker/--no-worker", help="Выполнять и фоновые задания (иначе — potok worker).")
]


@app.command()
def serve(
    *,
    host: HostOption = "127.0.0.1",
    port: PortOption = None,
    processes: ProcessesOption = min(4, os.cpu_count() or 1),
    worker: WorkerOption = False,
    today: TodayOption = None,
) -> None:
    """Запустить сайт на данных установки.

    База данных — из DATABASE_URL, иначе встроенная, в папке POTOK_DATA. Для других машин задайте
    --host и POTOK_HOSTS (имена, под которыми открывают сайт).
    """
    from potok.server.installation import open_books
    from potok.server.site import only_site, run_site

    with only_site() as note_address, open_books(site=True) as installation:
        from potok.server.demo import set_plant_date  # needs Django set up

        date = plant_date(today)
        if date is not None:
            set_plant_date(date)

        def tell(address: str) -> None:
            note_address(address)
            print(f"Поток работает: {address}", flush=True)

        run_site(
            installation.data,
            host=host,
            port=port,
            processes=processes,
            with_worker=worker,
            when_ready=tell,
        )
