"""`potok bench`: instances of the literature against the engines, one at a time."""

from __future__ import annotations

import typer

from potok.cli import bench_balance, bench_schedule

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def bench() -> None:
    """Решить задачу из литературы и сообщить результат."""


app.command("balance")(bench_balance.balance)
app.command("schedule")(bench_schedule.schedule)
