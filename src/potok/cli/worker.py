"""`potok worker`: background jobs of an installation."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)

QueueOption = Annotated[
    list[str] | None,
    typer.Option("--queue", help="Очередь заданий: default или opt; можно повторять. Без неё — обе."),
]
DrainOption = Annotated[bool, typer.Option("--drain", help="Выполнить накопленные задания и закончить.")]


@app.command()
def worker(*, queue: QueueOption = None, drain: DrainOption = False) -> None:
    """Выполнять фоновые задания, пока не остановят (SIGTERM или Ctrl-C).

    Исполнителей может быть сколько угодно, на любых машинах с тем же DATABASE_URL. Очередь opt — это
    расчёты планов: они берут все ядра, поэтому идут по одному.
    """
    from potok.server.installation import open_books
    from potok.server.worker import QUEUES, run_worker

    unknown = sorted(set(queue or ()) - set(QUEUES))
    if unknown:
        raise typer.BadParameter(f"нет очереди {', '.join(unknown)}, есть {', '.join(QUEUES)}")
    with open_books():
        run_worker(queue or list(QUEUES), drain=drain)
